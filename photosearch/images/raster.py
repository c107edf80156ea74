"""Decode with Pillow: WebP, GIF, BMP, and the JPEGs that are not plain."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Self

import numpy as np
from PIL import Image

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.message_codes import DetailCode
from photosearch.core.query import RgbImage
from photosearch.images import colour
from photosearch.images.limits import check_pixels
from photosearch.images.orientation import read_orientation, swaps_sides, turn_upright
from photosearch.images.quiet import quiet
from photosearch.messages import Message

# The header check of `limits` takes the place of Pillow's, which warns at a size of its own.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, slots=True)
class Upright:
    """Hold upright sRGB pixels (H, W, 3) and the upright size in full."""

    rgb: RgbImage
    width: int
    height: int

    @classmethod
    def turned(cls, rgb: RgbImage, size: tuple[int, int], orientation: int) -> Self:
        """Return pixels (H, W, 3) and the full (width, height), both as stored, turned upright."""
        width, height = size[::-1] if swaps_sides(orientation) else size
        return cls(turn_upright(rgb, orientation), width, height)


def decode_raster(
    data: bytes, pillow_format: str, *, short_side: int | None, max_pixels: int
) -> Upright:
    """Decode with Pillow, as exactly one format. Of several frames the first counts.

    Raises:
        UnreadablePhoto: it is too large.
        Exception: whatever Pillow raises for damaged files.
    """
    if pillow_format == "WEBP":
        # Pillow lets libwebp allocate the whole canvas when it opens the file.
        check_pixels(*_webp_size(data), max_pixels)
    with quiet(), Image.open(io.BytesIO(data), formats=[pillow_format]) as image:
        check_pixels(*image.size, max_pixels)
        profile = image.info.get("icc_profile")
        orientation = read_orientation(image.info.get("exif"))
        width, height = image.size
        if pillow_format == "JPEG" and short_side is not None:
            image.draft(image.mode, (short_side, short_side))
        image.load()
        rgb = to_small_rgb(image, profile, short_side)
    return Upright.turned(rgb, (width, height), orientation)


def to_small_rgb(image: Image.Image, profile: bytes | None, short_side: int | None) -> RgbImage:
    """Convert a loaded image to sRGB pixels (H, W, 3), shrunk to about `short_side`.

    Shrunk by a whole number where that leaves `short_side`; first, so that colours are converted on
    few pixels.
    """
    image = colour.to_plain_mode(image)
    if short_side is not None:
        factor = min(image.size) // max(1, short_side)
        if factor > 1:
            image = image.reduce(factor)
    image = colour.flatten_on_white(image)
    return np.array(colour.image_to_srgb(image, profile))


def _webp_size(data: bytes) -> tuple[int, int]:
    """Return the canvas size from a WebP header."""
    kind = data[12:16]
    if kind == b"VP8X":
        return (
            int.from_bytes(data[24:27], "little") + 1,
            int.from_bytes(data[27:30], "little") + 1,
        )
    if kind == b"VP8L" and data[20:21] == b"\x2f":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width = int.from_bytes(data[26:28], "little") & 0x3FFF
        return width, int.from_bytes(data[28:30], "little") & 0x3FFF
    raise UnreadablePhoto(Reason.DAMAGED, Message(DetailCode.WEBP_HEADER_DAMAGED))
