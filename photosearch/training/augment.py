"""Draw random views of a photo: what people and programs do to pictures before they meet again.

`copy_view` draws a strong edit for learning the `copy` code. The edits of `evaluation_edits.py`, by
which the code is judged, are members of these families or unlike all of them; none is drawn on
purpose.

Every function takes and gives an upright RGB image, and draws all its chances from one generator,
so that a seed gives the same views again.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

View = Callable[[Image.Image, random.Random], Image.Image]

_WORDS = (
    "When you see it",
    "SALE",
    "2024",
    "me on Monday",
    "look at this",
    "© photo",
    "wow",
    "12:45",
)
_TURNS = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180)
_LEAST_SIDE = 8


def copy_view(image: Image.Image, rng: random.Random, others: Sequence[Image.Image]) -> Image.Image:
    """Return an edited copy: one time in four by one edit alone, else by many.

    Turned and mirrored copies are as frequent as all others: people turn pictures, and nothing else
    about them need have changed.

    Args:
        image: the photo.
        rng: where all chances come from.
        others: photos to lie behind or beside the copy; may be empty.
    """
    if rng.random() < 0.25:
        return _one_of(rng, image, _ALONE)
    edited = image
    if rng.random() < 0.55:
        edited = crop(edited, rng)
    if rng.random() < 0.4:
        edited = ImageOps.mirror(edited)
    edited = _one_of(rng, edited, ((0.4, quarter_turn), (0.15, tilt)))
    if rng.random() < 0.45:
        edited = colours(edited, rng)
    edited = _one_of(rng, edited, ((0.13, grey), (0.05, few_levels)))
    edited = _one_of(rng, edited, ((0.18, blur), (0.05, sharpen), (0.07, noise), (0.15, shrink)))
    edited = _one_of(rng, edited, ((0.12, band), (0.12, overlay), (0.04, stripes)))
    edited = _one_of(
        rng,
        edited,
        (
            (0.12, border),
            (0.16, screen),
            (0.08, lambda one, chance: on_background(one, chance, others)),
            (0.06, lambda one, chance: collage(one, chance, others)),
        ),
    )
    if rng.random() < 0.45:
        edited = jpeg(edited, rng)
    return edited


def crop(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return a part of 12 to 95 % of the area, its proportions up to a third off; small ones
    often."""
    share = 0.12 * (0.95 / 0.12) ** rng.random()
    stretch = (4 / 3) ** (rng.uniform(-1, 1) if rng.random() < 0.6 else 0)
    return _part(image, rng, share, stretch)


def quarter_turn(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return turned by 90, 180 or 270 degrees."""
    return image.transpose(rng.choice(_TURNS))


def tilt(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return turned by up to 25 degrees, with corners of one colour, or cut so that there are
    none."""
    expand = rng.random() < 0.7
    turned = image.rotate(
        rng.uniform(-25, 25), Image.Resampling.BILINEAR, expand=expand, fillcolor=_colour(rng)
    )
    return turned if expand else _centre(turned, 0.75)


def colours(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return other brightness, contrast, saturation, tint or gamma."""
    edited = image
    if rng.random() < 0.6:
        edited = ImageEnhance.Brightness(edited).enhance(2 ** rng.uniform(-0.9, 0.9))
    if rng.random() < 0.5:
        edited = ImageEnhance.Contrast(edited).enhance(2 ** rng.uniform(-0.8, 0.8))
    if rng.random() < 0.5:
        edited = ImageEnhance.Color(edited).enhance(rng.uniform(0.0, 2.0))
    if rng.random() < 0.3:
        gains = [2 ** rng.uniform(-0.3, 0.3) for _ in range(3)]
        gamma = 2 ** rng.uniform(-0.6, 0.6)
        table = [
            min(255, round(255 * min(1.0, gain * (value / 255) ** gamma)))
            for gain in gains
            for value in range(256)
        ]
        edited = edited.point(table)
    return edited


def grey(image: Image.Image, rng: random.Random) -> Image.Image:
    """Take the colours away, or leave one tone."""
    flat = image.convert("L")
    if rng.random() < 0.75:
        return flat.convert("RGB")
    dark = tuple(rng.randrange(0, 60) for _ in range(3))
    light = tuple(rng.randrange(190, 256) for _ in range(3))
    return ImageOps.colorize(flat, dark, light)


def few_levels(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return fewer levels, or the bright part turned round."""
    if rng.random() < 0.6:
        return ImageOps.posterize(image, rng.randint(2, 4))
    return ImageOps.solarize(image, rng.randrange(120, 240))


def blur(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return a Gaussian blur of up to a fortieth of the longer side."""
    return image.filter(
        ImageFilter.GaussianBlur(max(image.size) / 40 * rng.uniform(0.08, 1) ** 1.5)
    )


def sharpen(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return sharpened, more than one should."""
    return image.filter(ImageFilter.UnsharpMask(rng.uniform(1, 4), rng.randrange(100, 400), 2))


def noise(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return sensor noise."""
    pixels = np.asarray(image, np.float32)
    grain = np.random.default_rng(rng.getrandbits(32)).standard_normal(pixels.shape, np.float32)
    return Image.fromarray(np.clip(pixels + grain * rng.uniform(4, 30), 0, 255).astype(np.uint8))


def shrink(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return a small version, 15 to 60 % of the sides, by any filter."""
    share = rng.uniform(0.15, 0.6)
    width, height = (max(_LEAST_SIDE, round(side * share)) for side in image.size)
    method = rng.choice((Image.Resampling.NEAREST, Image.Resampling.BICUBIC, Image.Resampling.BOX))
    return image.resize((width, height), method)


def band(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return a band with words over the top, the bottom, or anywhere."""
    edited = image.copy()
    draw = ImageDraw.Draw(edited)
    height = max(4, round(image.height * rng.uniform(0.08, 0.28)))
    top = rng.choice((0, image.height - height, rng.randint(0, image.height - height)))
    draw.rectangle((0, top, image.width, top + height), fill=_colour(rng))
    _write(draw, rng, (round(image.width * 0.03), top), round(height * rng.uniform(0.4, 0.8)))
    return edited


def overlay(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return words, discs and boxes over the picture, some half transparent."""
    edited = image.copy()
    layer = image.copy()
    draw = ImageDraw.Draw(layer)
    for _ in range(rng.randint(1, 4)):
        x, y = rng.randrange(image.width), rng.randrange(image.height)
        side = max(4, round(min(image.size) * rng.uniform(0.08, 0.35)))
        kind = rng.random()
        if kind < 0.5:
            _write(draw, rng, (x // 2, y), max(8, side // 2))
        elif kind < 0.75:
            draw.ellipse((x, y, x + side, y + side), fill=_colour(rng))
        else:
            draw.rectangle((x, y, x + side * 2, y + side), fill=_colour(rng))
    return Image.blend(edited, layer, rng.choice((0.4, 0.7, 1.0)))


def stripes(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return bars at two opposite edges, as of a film on another screen."""
    wide = rng.random() < 0.5
    by = round((image.height if wide else image.width) * rng.uniform(0.06, 0.25))
    return ImageOps.expand(image, (0, by) if wide else (by, 0), _colour(rng))


def border(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return a frame of one colour, up to a quarter of the shorter side wide."""
    return ImageOps.expand(
        image, max(1, round(min(image.size) * rng.uniform(0.02, 0.25))), _colour(rng)
    )


def screen(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return the picture in a program's window: plain surroundings, bars, other proportions."""
    width = max(image.width + 2, round(image.width * rng.uniform(1.02, 1.7)))
    height = max(image.height + 2, round(image.height * rng.uniform(1.02, 1.7)))
    canvas = Image.new("RGB", (width, height), _plain(rng))
    draw = ImageDraw.Draw(canvas)
    left = rng.randint(0, width - image.width) if rng.random() < 0.4 else (width - image.width) // 2
    top = rng.randint(0, height - image.height)
    if rng.random() < 0.7:
        bar = max(2, round(height * rng.uniform(0.04, 0.12)))
        draw.rectangle((0, 0, width, bar), fill=_plain(rng))
        _write(draw, rng, (4, 1), max(8, bar // 2))
        top = max(top, min(bar, height - image.height))
    if rng.random() < 0.3:
        side = round(width * rng.uniform(0.05, 0.2))
        draw.rectangle((0, 0, side, height), fill=_plain(rng))
    if rng.random() < 0.4:
        for _ in range(rng.randint(1, 6)):
            _write(draw, rng, (rng.randrange(width), rng.randrange(height)), max(8, height // 25))
    canvas.paste(image, (left, top))
    return canvas


def on_background(
    image: Image.Image, rng: random.Random, others: Sequence[Image.Image]
) -> Image.Image:
    """Return the picture laid over another one, which stays visible around it."""
    if not others:
        return border(image, rng)
    width, height = (round(side * rng.uniform(1.1, 1.6)) for side in image.size)
    canvas = rng.choice(others).resize((width, height), Image.Resampling.BILINEAR)
    if rng.random() < 0.5:
        canvas = canvas.filter(ImageFilter.GaussianBlur(max(width, height) / 40))
    left, top = rng.randint(0, width - image.width), rng.randint(0, height - image.height)
    canvas.paste(image, (left, top))
    return canvas


def collage(image: Image.Image, rng: random.Random, others: Sequence[Image.Image]) -> Image.Image:
    """Return the picture beside another one, which takes a quarter to the half."""
    if not others:
        return border(image, rng)
    share = rng.uniform(0.33, 1.0)
    side_by_side = rng.random() < 0.5
    width, height = image.size
    second = (round(width * share), height) if side_by_side else (width, round(height * share))
    second = (max(_LEAST_SIDE, second[0]), max(_LEAST_SIDE, second[1]))
    neighbour = rng.choice(others).resize(second, Image.Resampling.BILINEAR)
    parts = [image, neighbour] if rng.random() < 0.5 else [neighbour, image]
    if side_by_side:
        canvas = Image.new("RGB", (width + second[0], height))
        canvas.paste(parts[0], (0, 0))
        canvas.paste(parts[1], (parts[0].width, 0))
    else:
        canvas = Image.new("RGB", (width, height + second[1]))
        canvas.paste(parts[0], (0, 0))
        canvas.paste(parts[1], (0, parts[0].height))
    return canvas


def jpeg(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return saved as JPEG of quality 8 to 85."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=rng.randrange(8, 86))
    return Image.open(buffer).convert("RGB")


def mosaic(images: Sequence[Image.Image], side: int) -> Image.Image:
    """Return a square number of photos as one picture of `side` pixels: fine detail from small
    photos."""
    count = round(len(images) ** 0.5)
    canvas = Image.new("RGB", (side, side))
    edges = [round(side * number / count) for number in range(count + 1)]
    for number, image in enumerate(images[: count * count]):
        row, column = divmod(number, count)
        left, top = edges[column], edges[row]
        size = edges[column + 1] - left, edges[row + 1] - top
        canvas.paste(image.resize(size, Image.Resampling.BICUBIC), (left, top))
    return canvas


_ALONE: Sequence[tuple[float, View]] = (
    *((0.3, quarter_turn), (0.2, crop), (0.1, tilt), (0.1, screen), (0.1, colours)),
    (0.2, lambda image, _rng: ImageOps.mirror(image)),
)
"""Edits that a copy may have alone, and their shares."""


def _part(image: Image.Image, rng: random.Random, share: float, stretch: float) -> Image.Image:
    """Return any part of `share` of the area, its proportions changed by `stretch`."""
    width = min(image.width, max(_LEAST_SIDE, round(image.width * (share * stretch) ** 0.5)))
    height = min(image.height, max(_LEAST_SIDE, round(image.height * (share / stretch) ** 0.5)))
    left = round((image.width - width) * rng.random())
    top = round((image.height - height) * rng.random())
    return image.crop((left, top, left + width, top + height))


def _one_of(
    rng: random.Random, image: Image.Image, choices: Sequence[tuple[float, View]]
) -> Image.Image:
    """Return one of `choices`, each with its chance, or none with what is left."""
    drawn = rng.random()
    for chance, view in choices:
        if drawn < chance:
            return view(image, rng)
        drawn -= chance
    return image


def _colour(rng: random.Random) -> tuple[int, int, int]:
    if rng.random() < 0.6:
        return rng.choice(((255, 255, 255), (0, 0, 0)))
    return rng.randrange(256), rng.randrange(256), rng.randrange(256)


def _plain(rng: random.Random) -> tuple[int, int, int]:
    """Return a window's colour: near black, near white, seldom anything else."""
    base = rng.choice((rng.randrange(0, 60), rng.randrange(200, 256)))
    if rng.random() < 0.2:
        return _colour(rng)
    return base, base, min(255, base + rng.randrange(0, 12))


def _write(
    draw: ImageDraw.ImageDraw, rng: random.Random, place: tuple[int, int], size: int
) -> None:
    draw.text(place, rng.choice(_WORDS), fill=_colour(rng), font_size=max(8, size))


def _centre(image: Image.Image, share: float) -> Image.Image:
    width, height = (max(1, round(side * share)) for side in image.size)
    left, top = (image.width - width) // 2, (image.height - height) // 2
    return image.crop((left, top, left + width, top + height))
