"""Edit photos as people do: what the `copy` code must see through.

Each edit takes and gives upright RGB pixels (H, W, 3) uint8 and always does the same.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from photosearch.core.query import RgbImage

Edit = Callable[[Image.Image], Image.Image]


def _resize(image: Image.Image) -> Image.Image:
    size = max(1, round(image.width * 0.3)), max(1, round(image.height * 0.3))
    return image.resize(size, Image.Resampling.BICUBIC)


def _jpeg(image: Image.Image) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=20)
    return Image.open(buffer).convert("RGB")


def _crop(area: float, x: float, y: float) -> Edit:
    """Return a part of `area` with the photo's aspect ratio; `x` and `y` from 0 (left, top) to
    1."""

    def edit(image: Image.Image) -> Image.Image:
        width, height = (max(1, round(side * area**0.5)) for side in image.size)
        left, top = round((image.width - width) * x), round((image.height - height) * y)
        return image.crop((left, top, left + width, top + height))

    return edit


def _rotate_10(image: Image.Image) -> Image.Image:
    return image.rotate(10, Image.Resampling.BICUBIC, expand=True)


def _text_band(image: Image.Image) -> Image.Image:
    edited = image.copy()
    draw = ImageDraw.Draw(edited)
    top = round(image.height * 0.8)
    draw.rectangle((0, top, image.width, image.height), fill="white")
    draw.text(
        (image.width * 0.05, top),
        "When you see it",
        fill="black",
        font_size=max(8, image.height // 9),
    )
    return edited


def _border(image: Image.Image) -> Image.Image:
    return ImageOps.expand(image, max(1, min(image.size) // 8), "white")


def _screenshot(image: Image.Image) -> Image.Image:
    """Return the photo in a viewer's window: dark surroundings, a bar on top, other proportions."""
    width, height = round(image.width * 1.3), round(image.height * 1.25)
    screen = Image.new("RGB", (width, height), (32, 32, 36))
    ImageDraw.Draw(screen).rectangle((0, 0, width, height // 12), fill=(225, 225, 225))
    screen.paste(image, ((width - image.width) // 2, height // 12 + height // 24))
    return screen


EDITS: Mapping[str, Edit] = MappingProxyType(
    {
        "resize 30 %": _resize,
        "JPEG quality 20": _jpeg,
        "crop to 50 %": _crop(0.5, 0.3, 0.6),
        "crop to 25 %": _crop(0.25, 0.4, 0.6),
        "rotate 10": _rotate_10,
        "rotate 90": lambda image: image.transpose(Image.Transpose.ROTATE_90),
        "mirror": lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        "blur": lambda image: image.filter(ImageFilter.GaussianBlur(max(image.size) / 150)),
        "brightness 1.6": lambda image: ImageEnhance.Brightness(image).enhance(1.6),
        "grey": lambda image: image.convert("L").convert("RGB"),
        "text band": _text_band,
        "border": _border,
        "screenshot": _screenshot,
    }
)
"""The edits of the protocol "Copies", by name."""


def apply_edit(name: str, rgb: RgbImage) -> RgbImage:
    """Return `rgb` (H, W, 3) after the edit of that name; another (H, W, 3)."""
    return np.asarray(EDITS[name](Image.fromarray(rgb)))
