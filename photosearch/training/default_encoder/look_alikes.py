"""Make pictures that look alike and are not the same: pages, chats, screens, codes, patterns.

No photo set at hand has them, but every library does; without them a page of text is the copy of
any other. The same seed gives the same pictures, on machines with the same Pillow.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from types import MappingProxyType

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

Draw = ImageDraw.ImageDraw
Colour = tuple[int, int, int]

_SYLLABLES = (
    *("an", "ber", "co", "den", "el", "fa", "gro", "hin", "is", "ka", "lo", "mi", "nor", "op"),
    *("pre", "qui", "ra", "sto", "ti", "un", "ver", "wa", "xen", "yo", "zu", "chen", "tion"),
)
_SHORT_SIDES = (240, 288, 320)


def document(rng: Random) -> Image.Image:
    """Return a page of text with a heading, paragraphs, perhaps a table or a figure."""
    width = rng.choice(_SHORT_SIDES)
    height = round(width * rng.choice((1.0, 1.29, 1.41)))
    paper = rng.choice(((255, 255, 255), (250, 248, 240), (240, 240, 244)))
    image = Image.new("RGB", (width, height), paper)
    draw, margin = ImageDraw.Draw(image), rng.randint(12, 36)
    size = rng.randint(8, 12)
    y = margin
    if rng.random() < 0.7:
        draw.text((margin, y), _words(rng, 3).title(), _dark(rng), font_size=size + 7)
        y += size + 18
    while y < height - margin - size:
        kind = rng.random()
        if kind < 0.08:
            high = rng.randint(30, 80)
            _chart(draw, rng, (margin, y, width - margin, min(height - margin, y + high)))
            y += high + 8
        elif kind < 0.16:
            rows = rng.randint(2, 6)
            _table(draw, rng, (margin, y, width - margin, y + rows * (size + 4)), rows)
            y += rows * (size + 4) + 8
        else:
            for _ in range(rng.randint(2, 7)):
                end = width - margin if rng.random() < 0.8 else rng.randint(width // 2, width)
                _line(draw, rng, (margin, y), end, size, (30, 30, 34))
                y += size + 3
                if y >= height - margin - size:
                    break
            y += rng.randint(4, 12)
    return image


def chat(rng: Random) -> Image.Image:
    """Return a conversation in bubbles, as on a telephone."""
    width = rng.choice((180, 200, 225))
    height = round(width * rng.uniform(1.6, 2.1))
    night = rng.random() < 0.3
    back = (
        (24, 28, 32) if night else rng.choice(((236, 229, 221), (255, 255, 255), (240, 242, 245)))
    )
    image = Image.new("RGB", (width, height), back)
    draw = ImageDraw.Draw(image)
    bar = rng.choice(((7, 94, 84), (0, 122, 255), (40, 44, 52), (88, 101, 242)))
    draw.rectangle((0, 0, width, 26), fill=bar)
    draw.text((30, 6), _words(rng, 2).title(), "white", font_size=11)
    mine, other = ((30, 90, 80), (48, 54, 60)) if night else ((220, 248, 198), (255, 255, 255))
    y = 34 - rng.randint(0, 20)
    while y < height - 20:
        lines = rng.randint(1, 4)
        wide = rng.randint(60, width - 50)
        right = rng.random() < 0.5
        x = width - wide - 8 if right else 8
        box = (x, y, x + wide, y + lines * 12 + 8)
        draw.rounded_rectangle(box, 7, fill=mine if right else other)
        for line in range(lines):
            end = x + wide - 6 if line < lines - 1 else x + rng.randint(30, wide - 6)
            ink = (235, 235, 235) if night else (20, 20, 20)
            _line(draw, rng, (x + 6, y + 4 + line * 12), end, 9, ink)
        y += lines * 12 + 8 + rng.randint(4, 14)
    draw.rectangle((0, 0, width, 26), fill=bar)
    draw.text((30, 6), _words(rng, 2).title(), "white", font_size=11)
    return image


def screen(rng: Random) -> Image.Image:
    """Return a window of a program: bars, a list at the side, text or code in the middle."""
    width, height = rng.choice(((384, 240), (400, 225), (320, 240)))
    night = rng.random() < 0.5
    back, ink = ((30, 31, 36), (210, 210, 205)) if night else ((250, 250, 250), (30, 30, 30))
    image = Image.new("RGB", (width, height), back)
    draw = ImageDraw.Draw(image)
    side = rng.choice((0, 60, 90))
    draw.rectangle((0, 0, width, 16), fill=tuple(value // 2 + 60 for value in back))
    if side:
        draw.rectangle((0, 16, side, height), fill=tuple(value // 2 + 40 for value in back))
        for row in range(rng.randint(4, 16)):
            draw.text((6, 20 + row * 13), _words(rng, 1), ink, font_size=9)
    size, y = rng.randint(8, 11), 22
    colours = [_vivid(rng) for _ in range(3)] if rng.random() < 0.6 else [ink]
    while y < height - size:
        if rng.random() < 0.85:
            start = side + 8 + 10 * rng.randint(0, 4)
            end = start + rng.randint(40, max(41, width - start - 4))
            _line(draw, rng, (start, y), end, size, rng.choice(colours))
        y += size + 3
    if rng.random() < 0.3:
        x, top = rng.randint(side, width - 120), rng.randint(30, height - 90)
        draw.rectangle((x, top, x + 110, top + 60), fill=back, outline=ink)
        draw.text((x + 8, top + 8), _words(rng, 2), ink, font_size=10)
        draw.rounded_rectangle((x + 60, top + 38, x + 102, top + 54), 3, fill=_vivid(rng))
    return image


def matrix_code(rng: Random) -> Image.Image:
    """Return a code of black and white cells on a white ground, or one of bars."""
    side = rng.choice(_SHORT_SIDES)
    if rng.random() < 0.25:
        image = Image.new("RGB", (side, side * 2 // 3), "white")
        draw, x = ImageDraw.Draw(image), 14
        while x < side - 14:
            wide = rng.randint(1, 5)
            draw.rectangle((x, 12, x + wide, side * 2 // 3 - 30), fill="black")
            x += wide + rng.randint(2, 6)
        digits = "".join(rng.choices("0123456789", k=12))
        draw.text((side // 4, side * 2 // 3 - 26), digits, "black", font_size=16)
        return image
    count = rng.choice((21, 25, 29, 33))
    cells = np.random.default_rng(rng.getrandbits(32)).random((count, count)) < 0.5
    finder = np.zeros((8, 8), bool)
    finder[:7, :7] = True
    finder[1:6, 1:6] = False
    finder[2:5, 2:5] = True
    cells[:8, :8] = finder
    cells[:8, -8:] = finder[:, ::-1]
    cells[-8:, :8] = finder[::-1]
    cells = np.pad(cells, rng.randint(2, 5))
    small = Image.fromarray(np.where(cells, 0, 255).astype(np.uint8)).convert("RGB")
    return small.resize((side, side), Image.Resampling.NEAREST)


def chart(rng: Random) -> Image.Image:
    """Return a diagram of bars or lines with axes and captions."""
    width, height = rng.choice(((320, 240), (300, 200), (256, 256)))
    image = Image.new("RGB", (width, height), rng.choice(("white", "#f7f7f9", "#202228")))
    draw = ImageDraw.Draw(image)
    draw.text((width // 4, 6), _words(rng, 3), "#777777", font_size=12)
    _chart(draw, rng, (30, 30, width - 12, height - 24))
    for number in range(5):
        draw.text((34 + number * (width - 50) // 5, height - 20), _words(rng, 1)[:6], "#888888")
    return image


def pattern(rng: Random) -> Image.Image:
    """Return stripes, checks, dots or waves in two or three colours."""
    side = rng.choice(_SHORT_SIDES)
    y, x = np.mgrid[:side, :side].astype(np.float64)
    angle = rng.uniform(0, np.pi)
    along = x * np.cos(angle) + y * np.sin(angle)
    across = y * np.cos(angle) - x * np.sin(angle)
    period = side / rng.uniform(4, 24)
    kind = rng.randrange(4)
    wave = np.sin(2 * np.pi * along / period)
    if kind == 1:
        wave = wave * np.sin(2 * np.pi * across / period)
    elif kind == 2:
        wave = wave + np.sin(2 * np.pi * across / (period * rng.uniform(0.5, 2)))
    elif kind == 3:
        wave = np.sin(2 * np.pi * along / period + 2 * np.sin(2 * np.pi * across / (3 * period)))
    levels = rng.choice((2, 3, 64))
    share = np.round((wave - wave.min()) / np.ptp(wave) * (levels - 1)) / (levels - 1)
    dark, light = (np.array(_any(rng), float) for _ in range(2))
    return Image.fromarray((dark + share[..., None] * (light - dark)).astype(np.uint8))


def product(rng: Random) -> Image.Image:
    """Return one plain thing on white: a bottle, a box, a can, a garment."""
    width, height = rng.choice(((240, 240), (240, 300), (225, 300)))
    image = Image.new("RGB", (width, height), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    colour, second = _any(rng), _any(rng)
    middle, half = width // 2, rng.randint(width // 8, width // 3)
    top, foot = rng.randint(20, 70), height - rng.randint(16, 40)
    kind = rng.randrange(4)
    if kind == 0:
        neck = max(6, half // 3)
        draw.rounded_rectangle((middle - half, top + 60, middle + half, foot), 14, fill=colour)
        draw.rectangle((middle - neck, top, middle + neck, top + 64), fill=colour)
        draw.rectangle((middle - neck - 2, top - 8, middle + neck + 2, top + 8), fill=second)
    elif kind == 1:
        draw.rectangle((middle - half, top, middle + half, foot), fill=colour)
        draw.polygon(
            [
                *((middle - half, top), (middle - half + 16, top - 14)),
                *((middle + half + 16, top - 14), (middle + half + 16, foot - 14)),
                *((middle + half, foot), (middle + half, top)),
            ],
            fill=second,
        )
    elif kind == 2:
        draw.rounded_rectangle((middle - half, top, middle + half, foot), half // 3, fill=colour)
        draw.ellipse((middle - half, top - 10, middle + half, top + 14), fill=(200, 200, 205))
    else:
        arm = rng.randint(half // 2, half)
        draw.polygon(
            [
                *((middle - half, top), (middle + half, top), (middle + half + arm, top + 70)),
                *((middle + half, top + 90), (middle + half, foot), (middle - half, foot)),
                *((middle - half, top + 90), (middle - half - arm, top + 70)),
            ],
            fill=colour,
        )
    if rng.random() < 0.7:
        label = (middle - half + 6, (top + foot) // 2, middle + half - 6, (top + foot) // 2 + 34)
        draw.rectangle(label, fill=second)
        draw.text((label[0] + 4, label[1] + 8), _words(rng, 1).title(), _dark(rng), font_size=14)
    return image.filter(ImageFilter.GaussianBlur(rng.uniform(0, 1.2)))


def blank(rng: Random) -> Image.Image:
    """Return a frame with next to nothing on it: one colour, a soft gradient, faint noise."""
    width, height = rng.choice(((320, 240), (240, 320), (256, 256)))
    first, second = (np.array(_any(rng), float) for _ in range(2))
    if rng.random() < 0.5:
        first = second = np.full(3, rng.choice((0, 2, 128, 235, 250, 255)), float)
    share = rng.choice((0.0, 0.02, 0.1, 0.5))
    ramp = np.linspace(0, 1, width if rng.random() < 0.5 else height)
    slope = ramp[None, :] if len(ramp) == width else ramp[:, None]
    field = np.broadcast_to(slope[..., None], (height, width, 3)) * share
    noise = np.random.default_rng(rng.getrandbits(32)).normal(size=(height, width, 3))
    pixels = first + (second - first) * field + noise * rng.choice((0, 0, 1, 4))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def soft_patches(rng: Random) -> Image.Image:
    """Return soft patches of colour, as of things out of focus, perhaps with sharp shapes on it."""
    width, height = rng.choice(((320, 240), (240, 320), (256, 256), (400, 300)))
    chances = np.random.default_rng(rng.getrandbits(32))
    cells = rng.randint(3, 9), rng.randint(3, 9), 3
    base, reach = np.array(_any(rng), float), rng.choice((40, 80, 256, 256))
    colours = base * (1 - reach / 256) + chances.uniform(0, reach, cells)
    small = Image.fromarray(np.clip(colours, 0, 255).astype(np.uint8))
    image = small.resize((width, height), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    for _ in range(rng.choice((0, 3, 8, 12, 16))):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        radius = rng.uniform(0.02, 0.15) * width
        shape = draw.ellipse if rng.random() < 0.5 else draw.rectangle
        shape((x - radius, y - radius, x + radius, y + radius), fill=_any(rng))
    return image.filter(ImageFilter.GaussianBlur(rng.choice((0, 0, 1, 4))))


KINDS: Mapping[str, Callable[[Random], Image.Image]] = MappingProxyType(
    {
        "document": document,
        "chat": chat,
        "screen": screen,
        "matrix code": matrix_code,
        "chart": chart,
        "pattern": pattern,
        "product": product,
        "blank": blank,
        "soft patches": soft_patches,
    }
)
"""By name, from a generator of chances to a picture (RGB)."""


def write_look_alikes(file: Path, per_kind: int, seed: int) -> None:
    """Write a zip file with `per_kind` pictures of each of `KINDS`, one folder a kind.

    A file that is there already is left as it is.
    """
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(".part")
    with zipfile.ZipFile(temporary, "w") as archive:
        for kind, make in KINDS.items():
            for number in range(per_kind):
                data = io.BytesIO()
                make(Random(f"{seed} {kind} {number}")).save(data, "PNG")
                archive.writestr(f"{kind}/{number:05}.png", data.getvalue())
    temporary.replace(file)


def _words(rng: Random, count: int) -> str:
    return " ".join("".join(rng.choices(_SYLLABLES, k=rng.randint(1, 3))) for _ in range(count))


def _line(
    draw: Draw, rng: Random, start: tuple[int, int], end: int, size: int, colour: Colour
) -> None:
    """Write words from `start` on that end about where they should."""
    text = _words(rng, max(1, round((end - start[0]) / (size * 2.6))))
    draw.text(
        start, text[: max(1, round((end - start[0]) / (size * 0.52)))], colour, font_size=size
    )


def _table(draw: Draw, rng: Random, box: tuple[int, int, int, int], rows: int) -> None:
    left, top, right, bottom = box
    columns = rng.randint(2, 5)
    for row in range(rows + 1):
        y = top + row * (bottom - top) // rows
        draw.line((left, y, right, y), fill=(150, 150, 150))
    for column in range(columns + 1):
        x = left + column * (right - left) // columns
        draw.line((x, top, x, bottom), fill=(150, 150, 150))
        for row in range(rows):
            if column < columns:
                place = x + 3, top + row * (bottom - top) // rows + 1
                draw.text(place, str(rng.randrange(10_000)), (60, 60, 60), font_size=8)


def _chart(draw: Draw, rng: Random, box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    draw.line((left, top, left, bottom), fill=(120, 120, 120))
    draw.line((left, bottom, right, bottom), fill=(120, 120, 120))
    count, high = rng.randint(4, 14), max(1, bottom - top)
    step = max(2, (right - left) // count)
    colour = _vivid(rng)
    values = [rng.randint(1, high) for _ in range(count)]
    if rng.random() < 0.5:
        for number, value in enumerate(values):
            x = left + number * step + 2
            draw.rectangle((x, bottom - value, x + max(1, step - 4), bottom), fill=colour)
    else:
        points = [(left + number * step, bottom - value) for number, value in enumerate(values)]
        draw.line(points, fill=colour, width=2)


def _any(rng: Random) -> Colour:
    return rng.randrange(256), rng.randrange(256), rng.randrange(256)


def _dark(rng: Random) -> Colour:
    return rng.randrange(80), rng.randrange(80), rng.randrange(80)


def _vivid(rng: Random) -> Colour:
    values = [rng.randrange(0, 90), rng.randrange(90, 200), rng.randrange(180, 256)]
    rng.shuffle(values)
    red, green, blue = values
    return red, green, blue
