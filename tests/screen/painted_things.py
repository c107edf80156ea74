"""Painted pictures of a town at dusk, birches, flowers, boats and balloons.

Every painter takes a source of chance, how far the camera is moved to the side (fractions of the
width) and a size in pixels; what is nearer moves more.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

T = TypeVar("T")
Color = tuple[int, int, int]
Painter = Callable[[np.random.Generator, float, tuple[int, int]], Image.Image]
_WIDER = 1.25
"""So much wider than the picture is what is painted, for the camera to move in."""


def town(random: np.random.Generator, shift: float, size: tuple[int, int]) -> Image.Image:
    """Houses against the evening sky, with light in some windows."""
    width, height = size
    picture = _gradient(size, _pick(random, _EVENINGS))
    for layer in range(3):
        near = (layer + 1) / 3
        houses, draw = _sheet(size)
        wall = tuple(int(channel * (1.15 - 0.75 * near)) for channel in (96, 92, 118))
        x = -40.0
        while x < width * _WIDER:
            wide = random.uniform(50, 120) * (0.7 + near * 0.8)
            top = height * (0.82 - random.uniform(0.08, 0.52) * (1.25 - near * 0.55))
            draw.rectangle((x, top, x + wide, height), fill=(*wall, 255))
            if random.random() < 0.35:
                draw.polygon(
                    [(x, top), (x + wide / 2, top - wide * 0.5), (x + wide, top)], fill=(*wall, 255)
                )
            step = 11 + 7 * near
            for window_y in np.arange(top + step, height, step * 1.7):
                for window_x in np.arange(x + step * 0.7, x + wide - step, step * 1.25):
                    if random.random() < 0.34 * near:
                        light = (255, int(random.uniform(190, 230)), int(random.uniform(96, 150)))
                        box = (window_x, window_y, window_x + step * 0.55, window_y + step * 0.8)
                        draw.rectangle(box, fill=(*light, 235))
            x += wide + random.uniform(-4, 24)
        _lay(picture, houses, shift * near)
    return picture


def birches(random: np.random.Generator, shift: float, size: tuple[int, int]) -> Image.Image:
    """White trunks before a wood."""
    width, height = size
    light, dark = _pick(random, _WOODS)
    picture = Image.blend(
        _gradient(size, (light, dark, dark)), _speckled(random, size, light), 0.55
    ).filter(ImageFilter.GaussianBlur(7))
    for layer in range(3):
        near = (layer + 1) / 3
        trees, draw = _sheet(size)
        for _ in range(9 - 2 * layer):
            x, wide = (
                random.uniform(0, width * _WIDER),
                (8 + 34 * near**2) * random.uniform(0.7, 1.2),
            )
            lean = random.uniform(-40, 40)
            bark = int(150 + 90 * near)
            draw.polygon(
                [(x, height), (x + lean, 0), (x + lean + wide * 0.7, 0), (x + wide, height)],
                fill=(bark, bark, bark - 8, 255),
            )
            for _ in range(int(26 * near)):
                part = random.random()
                y, left = height * (1 - part), x + lean * part + random.uniform(0, 0.5) * wide
                long = wide * random.uniform(0.15, 0.5)
                draw.ellipse((left, y, left + long, y + 3 + 5 * near), fill=(44, 42, 44, 255))
        _lay(picture, trees.filter(ImageFilter.GaussianBlur(2.4 - 2 * near)), shift * near)
    return picture


def flowers(random: np.random.Generator, shift: float, size: tuple[int, int]) -> Image.Image:
    """Blossoms, sharp before a blurred meadow."""
    width, height = size
    petals, heart = _pick(random, _PETALS)
    picture = _speckled(random, size, (88, 132, 62)).filter(ImageFilter.GaussianBlur(16))
    for layer, count in enumerate((16, 9, 4)):
        near = (layer + 1) / 3
        sheet, draw = _sheet(size)
        for _ in range(count):
            x, y = random.uniform(0, width * _WIDER), height * random.uniform(0.18, 0.75)
            radius = (22 + 95 * near**2) * random.uniform(0.8, 1.2)
            draw.line(
                (x, y, x + random.uniform(-60, 60), height + 20),
                fill=(52, 104, 44, 255),
                width=int(3 + 8 * near),
            )
            turn, number = random.uniform(0, math.tau), int(random.integers(6, 11))
            for petal in range(number):
                angle = turn + math.tau * petal / number
                shade = 0.82 + 0.18 * math.sin(angle)
                color = tuple(int(channel * shade) for channel in petals)
                draw.polygon(
                    _petal(x, y, radius, angle, math.pi / number * 0.95), fill=(*color, 255)
                )
            core = radius * 0.3
            draw.ellipse((x - core, y - core, x + core, y + core), fill=(*heart, 255))
        _lay(picture, sheet.filter(ImageFilter.GaussianBlur(9 * (1 - near) + 0.6)), shift * near)
    return picture


def boats(random: np.random.Generator, shift: float, size: tuple[int, int]) -> Image.Image:
    """Sails on the water."""
    width, height = size
    sky, sea = _pick(random, _SEAS)
    picture = _gradient(size, sky)
    horizon = int(height * random.uniform(0.38, 0.5))
    waves = Image.new("RGB", (width, height - horizon), sea)
    draw = ImageDraw.Draw(waves)
    for _ in range(1500):
        depth = random.random() ** 1.6
        y, long = depth * (height - horizon), 10 + 90 * depth * random.random()
        x = random.uniform(-0.1, 1.1) * width - shift * depth * width
        tone = random.uniform(-26, 44)
        color = tuple(int(min(255, max(0, channel + tone))) for channel in sea)
        draw.line((x, y, x + long, y), fill=color, width=1 + int(4 * depth))
    picture.paste(waves.filter(ImageFilter.GaussianBlur(0.8)), (0, horizon))
    for _ in range(int(random.integers(3, 6))):
        depth = random.uniform(0.04, 0.6)
        sheet, draw = _sheet(size)
        x, y = random.uniform(0.1, 0.95) * width, horizon + depth * (height - horizon)
        tall = 60 + 420 * depth
        sail = _pick(random, ((250, 248, 240), (224, 92, 70), (242, 196, 84), (236, 240, 248)))
        draw.polygon([(x, y), (x, y - tall), (x + tall * 0.5, y - tall * 0.08)], fill=(*sail, 255))
        draw.polygon(
            [(x - 4, y - tall * 0.06), (x - 4, y - tall * 0.85), (x - tall * 0.3, y - tall * 0.06)],
            fill=(*(int(channel * 0.9) for channel in sail), 255),
        )
        hull = [
            (x - tall * 0.34, y),
            (x + tall * 0.52, y),
            (x + tall * 0.38, y + tall * 0.1),
            (x - tall * 0.24, y + tall * 0.1),
        ]
        draw.polygon(hull, fill=(62, 46, 44, 255))
        _lay(picture, sheet, shift * depth)
    return picture


def balloons(random: np.random.Generator, shift: float, size: tuple[int, int]) -> Image.Image:
    """Hot-air balloons over a plain."""
    width, height = size
    picture = _gradient(size, _pick(random, _MORNINGS))
    plain = Image.new("RGB", (width, height // 5), _pick(random, ((126, 116, 74), (92, 112, 70))))
    picture.paste(plain, (0, height - height // 5))
    picture = picture.filter(ImageFilter.GaussianBlur(10))
    for number in range(int(random.integers(5, 9))):
        near = (number + 2) / 10
        sheet, draw = _sheet(size)
        x, y = random.uniform(0.08, 1.1) * width, height * random.uniform(0.12, 0.55)
        radius = 26 + 130 * near**1.5
        colors = [_pick(random, _CLOTHS) for _ in range(2)]
        for stripe in range(9):  # from the widest to the narrowest: the seams of the cloth
            wide = radius * (1 - stripe / 9)
            draw.ellipse(
                (x - wide, y - radius, x + wide, y + radius * 1.12), fill=(*colors[stripe % 2], 255)
            )
        basket, below = radius * 0.16, y + radius * 1.55
        for side in (-1, 1):
            draw.line(
                (x + side * radius * 0.35, y + radius, x + side * basket, below),
                fill=(60, 54, 48, 255),
                width=2,
            )
        draw.rectangle(
            (x - basket, below, x + basket, below + basket * 1.5), fill=(92, 64, 40, 255)
        )
        _lay(picture, sheet, shift * near)
    return picture


_EVENINGS = (
    ((28, 34, 74), (122, 82, 116), (246, 168, 112)),
    ((22, 40, 78), (70, 104, 150), (220, 190, 150)),
    ((66, 44, 84), (196, 96, 96), (252, 206, 140)),
)
_MORNINGS = (
    ((92, 146, 206), (176, 208, 232), (246, 232, 206)),
    ((122, 126, 178), (230, 176, 168), (252, 220, 170)),
)
_WOODS = (((196, 204, 120), (70, 104, 58)), ((232, 186, 92), (146, 88, 40)))
_PETALS = (
    ((236, 92, 124), (250, 214, 96)),
    ((248, 246, 240), (246, 190, 50)),
    ((148, 104, 206), (250, 226, 130)),
    ((250, 176, 44), (110, 62, 28)),
)
_SEAS = (
    (((88, 150, 212), (156, 196, 228), (224, 234, 236)), (38, 92, 130)),
    (((70, 66, 116), (226, 130, 104), (252, 206, 130)), (92, 74, 102)),
)
_CLOTHS: tuple[Color, ...] = (
    (214, 62, 56),
    (244, 186, 48),
    (46, 108, 178),
    (244, 240, 230),
    (66, 142, 96),
    (138, 72, 150),
)

PAINTERS: tuple[Painter, ...] = (town, birches, flowers, boats, balloons)


def _pick(random: np.random.Generator, choice: tuple[T, ...]) -> T:
    return choice[int(random.integers(len(choice)))]


def _gradient(size: tuple[int, int], colors: tuple[Color, Color, Color]) -> Image.Image:
    """From the top over the middle to the bottom."""
    width, height = size
    places = np.linspace(0, 1, height)
    bands = [np.interp(places, (0, 0.45, 0.8), channel) for channel in zip(*colors, strict=True)]
    column = np.stack(bands, axis=-1)[:, None, :].astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(np.broadcast_to(column, (height, width, 3))))


def _speckled(random: np.random.Generator, size: tuple[int, int], color: Color) -> Image.Image:
    """Leaves and light, far out of focus."""
    spots = random.integers(0, 256, (24, 36), dtype=np.uint8)
    light = Image.fromarray(spots).resize(size, Image.Resampling.BICUBIC).convert("RGB")
    return ImageChops.multiply(Image.new("RGB", size, color), light.point(lambda v: 90 + v * 0.64))


def _petal(
    x: float, y: float, radius: float, angle: float, half: float
) -> list[tuple[float, float]]:
    """An outline from the heart out and back."""
    outline = [(x, y)]
    for part in np.linspace(-1, 1, 9):
        reach = radius * (1 - 0.28 * part**2)
        turned = angle + half * part
        outline.append((x + reach * math.cos(turned), y + reach * math.sin(turned)))
    return outline


def _sheet(size: tuple[int, int]) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Something clear to paint on, wider than the picture."""
    sheet = Image.new("RGBA", (round(size[0] * _WIDER), size[1]))
    return sheet, ImageDraw.Draw(sheet)


def _lay(picture: Image.Image, sheet: Image.Image, shift: float) -> None:
    """Over the picture, moved to the side."""
    left = round(min(max(shift, 0), _WIDER - 1) * picture.width)
    part = sheet.crop((left, 0, left + picture.width, picture.height))
    picture.paste(part, (0, 0), part)
