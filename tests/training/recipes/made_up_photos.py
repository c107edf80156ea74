"""Photos of classes that are easy to tell apart, written as recipes want them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

_COLOURS = ((200, 60, 50), (50, 170, 70), (60, 80, 210), (190, 180, 60))


def photo(kind: int, seed: int, side: int = 28) -> bytes:
    """A PNG: stripes of the class's direction and colour, with noise."""
    rng = np.random.default_rng([kind, seed])
    y, x = np.mgrid[:side, :side] / side
    angle = kind * np.pi / len(_COLOURS)
    waves = np.sin(18 * (x * np.cos(angle) + y * np.sin(angle)) + rng.uniform(0, 6))
    pixels = np.array(_COLOURS[kind]) + 40 * waves[..., None] + rng.normal(0, 12, (side, side, 3))
    buffer = io.BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(buffer, "PNG")
    return buffer.getvalue()


def write_folder(root: Path, *, classes: int = 3, photos: int = 10, part: str = "") -> Path:
    """`root`/[part/]CLASS/NN.png."""
    for kind in range(classes):
        folder = root / part / f"class {kind}"
        folder.mkdir(parents=True)
        for number in range(photos):
            (folder / f"{number:02}.png").write_bytes(photo(kind, number))
    return root


def write_cifar(file: Path, *, classes: int = 3, train: int = 16, test: int = 6) -> Path:
    """A zip file laid out as CIFAR-10's."""
    with zipfile.ZipFile(file, "w") as archive:
        for part, count, start in (("train", train, 0), ("test", test, 1000)):
            for kind in range(classes):
                for number in range(count):
                    name = f"{part}/class {kind}/{number:04}.png"
                    archive.writestr(name, photo(kind, start + number, 32))
    return file
