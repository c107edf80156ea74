"""Make pictures that differ in small parts only: what codes take for one another, and nobody else.

Each scene is drawn several times. Its ground and most of what stands on it stay; some things have
another colour, another place, or are gone. Codes of all of them are nearly the same.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from types import MappingProxyType

from PIL import Image, ImageDraw, ImageFilter

_SIZES = ((384, 256), (320, 240), (256, 320), (288, 288))
Colour = tuple[int, int, int]


def shapes(scene: Random, version: Random) -> Image.Image:
    """Return balls and boxes of all sizes on a soft ground: some of another colour."""
    image, draw = _ground(scene)
    width, height = image.size
    share = version.uniform(0.05, 0.3)
    for _ in range(scene.choice((8, 16, 32, 64))):
        x, y = scene.uniform(0, width), scene.uniform(0, height)
        radius = scene.uniform(0.01, 0.1) * width
        shape, colour = scene.choice((draw.ellipse, draw.rectangle)), _colour(scene)
        if version.random() < share:
            colour = _colour(version)
        if version.random() < share / 2:
            x, y = x + version.uniform(-40, 40), y + version.uniform(-40, 40)
        shape((x - radius, y - radius, x + radius, y + radius), fill=colour)
    return image


def shelf(scene: Random, version: Random) -> Image.Image:
    """Return rows of goods of one form: some of another colour, some sold."""
    image, draw = _ground(scene)
    width, height = image.size
    rows, columns = scene.randint(2, 5), scene.randint(4, 9)
    wide, high = width / (columns + 1), height / rows
    label, share = _colour(scene), version.uniform(0.1, 0.5)
    for row in range(rows):
        foot = (row + 1) * high - 6
        draw.rectangle((0, foot, width, foot + 5), fill=(90, 70, 50))
        for column in range(columns):
            x, colour = wide * (column + 0.6), _colour(scene)
            if version.random() < share:
                colour = _colour(version)
            if version.random() < share / 4:
                continue
            top = foot - high * 0.7
            draw.rounded_rectangle((x, top, x + wide * 0.7, foot), 5, fill=colour)
            draw.rectangle((x, top + high * 0.25, x + wide * 0.7, top + high * 0.4), fill=label)
    return image


def front(scene: Random, version: Random) -> Image.Image:
    """Return the front of a house: light in other windows."""
    image, draw = _ground(scene)
    width, height = image.size
    wall, dark = _colour(scene), (40, 44, 60)
    top = height * scene.uniform(0.1, 0.4)
    draw.rectangle((width * 0.1, top, width * 0.9, height), fill=wall)
    columns, rows = scene.randint(5, 12), scene.randint(3, 8)
    wide, high = width * 0.8 / columns, (height - top) / rows
    for row in range(rows):
        for column in range(columns):
            x, y = width * 0.1 + wide * (column + 0.25), top + high * (row + 0.2)
            lit = version.random() < 0.35
            light = (255, version.randint(190, 230), version.randint(90, 160))
            draw.rectangle((x, y, x + wide * 0.5, y + high * 0.6), fill=light if lit else dark)
    return image


KINDS: Mapping[str, Callable[[Random, Random], Image.Image]] = MappingProxyType(
    {"shapes": shapes, "shelf": shelf, "front": front}
)
"""By name, from what a scene has and what its version has to a picture (RGB)."""


def make_version(kind: str, scene: str, version: int) -> Image.Image:
    """Return one version of a scene of a kind; `scene` is any text."""
    image = KINDS[kind](Random(f"{kind} {scene}"), Random(f"{kind} {scene} {version}"))
    return image.filter(ImageFilter.GaussianBlur(0.8))


def write_small_changes(file: Path, scenes: int, versions: int, seed: int) -> None:
    """Write a zip file with `scenes` scenes of each kind in so many versions, one folder a kind.

    A file that is there already is left as it is.
    """
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(".part")
    with zipfile.ZipFile(temporary, "w") as archive:
        for kind in KINDS:
            for number in range(scenes):
                for version in range(versions):
                    data = io.BytesIO()
                    make_version(kind, f"{seed} {number}", version).save(data, "PNG")
                    archive.writestr(f"{kind}/{number:04}-{version}.png", data.getvalue())
    temporary.replace(file)


def _ground(scene: Random) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Return a sky or a wall: two colours that pass into each other."""
    width, height = scene.choice(_SIZES)
    small = Image.new("RGB", (2, 3))
    for x in range(2):
        for y in range(3):
            small.putpixel((x, y), _colour(scene))
    image = small.resize((width, height), Image.Resampling.BICUBIC)
    return image, ImageDraw.Draw(image)


def _colour(random: Random) -> Colour:
    return random.randrange(256), random.randrange(256), random.randrange(256)
