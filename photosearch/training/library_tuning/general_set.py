"""Draw pictures of no library: a tuned encoder must not be worse there.

They come with the program as what draws them: landscapes, streets, rooms, still lives and patterns,
the same on every machine, for any encoder. They are no photos; what they tell is whether a layer
that fits one library has forgotten what it knew of everything else.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from photosearch.core.tuning import GENERAL_PICTURES
from photosearch.settings import Settings
from photosearch.training.library_tuning.library_photos import LibraryPhoto, read_thumbnails

_WIDTH, _HEIGHT = 320, 240

Painter = Callable[[ImageDraw.ImageDraw, np.random.Generator], None]


@cache
def general_pictures() -> tuple[bytes, ...]:
    """Return GENERAL_PICTURES pictures as JPEG, a fifth of each kind."""
    kinds: tuple[Painter, ...] = (_landscape, _street, _room, _still_life, _pattern)
    found = []
    for number in range(GENERAL_PICTURES):
        rng = np.random.default_rng([2026, number])
        image = Image.new("RGB", (_WIDTH, _HEIGHT), _color(rng))
        kinds[number % len(kinds)](ImageDraw.Draw(image), rng)
        grain = rng.normal(0, 6, (_HEIGHT, _WIDTH, 1)) + rng.normal(0, 3, (_HEIGHT, _WIDTH, 3))
        pixels = np.asarray(image.filter(ImageFilter.GaussianBlur(0.7)), np.float64) + grain
        buffer = io.BytesIO()
        Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=92)
        found.append(buffer.getvalue())
    return tuple(found)


def general_photos() -> tuple[LibraryPhoto, ...]:
    """Return the pictures of the general set as photos of no library, with numbers below 0."""
    return tuple(
        LibraryPhoto(-number, hashlib.sha256(jpeg).digest()[:16], None, str(number))
        for number, jpeg in enumerate(general_pictures(), start=1)
    )


def read_previews(
    library: Path, settings: Settings, photo_ids: Sequence[int]
) -> Mapping[int, bytes]:
    """Return the previews of photos, and the pictures of the general set by their numbers."""
    known = read_thumbnails(library, settings, [each for each in photo_ids if each > 0])
    return known | {each: general_pictures()[-each - 1] for each in photo_ids if each < 0}


def _landscape(draw: ImageDraw.ImageDraw, rng: np.random.Generator) -> None:
    top, bottom = rng.integers(80, 240, 3), rng.integers(120, 255, 3)
    for row in range(_HEIGHT):
        mix = row / _HEIGHT
        draw.line((0, row, _WIDTH, row), tuple((top * (1 - mix) + bottom * mix).astype(int)))
    x, y, size = _integer(rng, 30, 290), _integer(rng, 20, 90), _integer(rng, 12, 34)
    draw.ellipse((x - size, y - size, x + size, y + size), _color(rng, 190))
    for layer in range(4):
        base, height = 110 + layer * 32, rng.uniform(10, 40)
        waves = rng.uniform(20, 90), rng.uniform(0, 6)
        hills = [
            (step, base + height * np.sin(step / waves[0] + waves[1])) for step in range(0, 330, 5)
        ]
        draw.polygon([(0, _HEIGHT), *hills, (_WIDTH, _HEIGHT)], _color(rng, 20, 170))
    for _ in range(_integer(rng, 0, 9)):
        x, y, size = _integer(rng, 0, 320), _integer(rng, 150, 230), _integer(rng, 8, 26)
        draw.rectangle((x - 1, y, x + 1, y + size), (70, 50, 30))
        draw.ellipse((x - size // 2, y - size, x + size // 2, y + 3), _color(rng, 30, 140))


def _street(draw: ImageDraw.ImageDraw, rng: np.random.Generator) -> None:
    draw.rectangle((0, 170, _WIDTH, _HEIGHT), _color(rng, 60, 130))
    x = -10
    while x < _WIDTH:
        width, height = _integer(rng, 30, 80), _integer(rng, 50, 160)
        draw.rectangle((x, 175 - height, x + width, 175), _color(rng, 60))
        lit = _color(rng, 150)
        for left in range(x + 5, x + width - 6, 12):
            for above in range(180 - height, 165, 16):
                draw.rectangle((left, above, left + 6, above + 8), lit)
        x += width + _integer(rng, 0, 8)
    for _ in range(_integer(rng, 1, 6)):
        x, y = _integer(rng, 0, 280), _integer(rng, 178, 215)
        draw.rounded_rectangle((x, y, x + 40, y + 16), 5, _color(rng))
        for wheel in (x + 8, x + 30):
            draw.ellipse((wheel - 5, y + 10, wheel + 5, y + 20), (20, 20, 20))


def _room(draw: ImageDraw.ImageDraw, rng: np.random.Generator) -> None:
    draw.polygon([(0, 240), (60, 170), (260, 170), (320, 240)], _color(rng, 60, 180))
    draw.polygon([(0, 0), (60, 40), (60, 170), (0, 240)], _color(rng, 100))
    x = _integer(rng, 75, 190)
    draw.rectangle((x, 55, x + 55, 120), _color(rng, 180), (60, 60, 60), 3)
    draw.line((x + 27, 55, x + 27, 120), (60, 60, 60), 3)
    for _ in range(_integer(rng, 2, 6)):
        x, y = _integer(rng, 10, 250), _integer(rng, 130, 190)
        wide, high = _integer(rng, 20, 80), _integer(rng, 15, 45)
        draw.rectangle((x, y, x + wide, y + high), _color(rng), (40, 40, 40), 2)


def _still_life(draw: ImageDraw.ImageDraw, rng: np.random.Generator) -> None:
    draw.rectangle((0, 150, _WIDTH, _HEIGHT), _color(rng, 70, 200))
    for _ in range(_integer(rng, 3, 9)):
        x, y, size = _integer(rng, 20, 300), _integer(rng, 110, 200), _integer(rng, 14, 46)
        color = _color(rng)
        draw.ellipse((x - size, y - size, x + size, y + size), color)
        light = tuple(min(255, each + 60) for each in color)
        draw.ellipse((x - size // 2, y - size // 2, x - size // 6, y - size // 6), light)
        if rng.random() < 0.5:
            draw.line((x, y - size, x + size // 3, y - size - 12), (60, 90, 30), 4)


def _pattern(draw: ImageDraw.ImageDraw, rng: np.random.Generator) -> None:
    step, tilt = _integer(rng, 14, 42), _integer(rng, -120, 120)
    colors = [_color(rng) for _ in range(_integer(rng, 2, 5))]
    for number, x in enumerate(range(-200, 520, step)):
        draw.line((x, 0, x + tilt, _HEIGHT), colors[number % len(colors)], step // 2)
    for _ in range(_integer(rng, 0, 30)):
        x, y, size = _integer(rng, 0, 320), _integer(rng, 0, 240), _integer(rng, 3, 16)
        draw.regular_polygon((float(x), float(y), float(size)), _integer(rng, 3, 8), 0, _color(rng))


def _color(rng: np.random.Generator, low: int = 0, high: int = 256) -> tuple[int, ...]:
    return tuple(rng.integers(low, high, 3).tolist())


def _integer(rng: np.random.Generator, low: int, high: int) -> int:
    return int(rng.integers(low, high))
