"""Photo sets for tests: each class is a colour, more or less, which the tiny model tells apart."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

COLOURS = {"red": (200, 40, 30), "green": (30, 170, 60), "blue": (40, 60, 210)}


def picture(colour: tuple[int, int, int], seed: int) -> Image.Image:
    rng = np.random.default_rng(seed)
    noise = rng.normal(0, 12, (24, 32, 3)) + rng.normal(0, 60, 3)
    return Image.fromarray((np.array(colour) + noise).clip(0, 255).astype(np.uint8))


def make_set(folder: Path, each: int = 4, seed: int = 0, names: tuple[str, ...] = ()) -> Path:
    """A folder with a folder per class."""
    for number, (name, colour) in enumerate(COLOURS.items()):
        if names and name not in names:
            continue
        (folder / name).mkdir(parents=True)
        for place in range(each):
            one = picture(colour, seed + 1000 * number + place)
            one.save(folder / name / f"{place:03}.png")
    return folder


def zipped(folder: Path, archive: Path, below: str = "") -> Path:
    """The same as a zip file, its members in the folder `below`."""
    with zipfile.ZipFile(archive, "w") as target:
        for path in sorted(folder.rglob("*.png")):
            target.write(path, f"{below}{path.relative_to(folder).as_posix()}")
    return archive
