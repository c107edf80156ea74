"""Make thumbnails: small JPEGs for the grid, and the stand-in for photos on unplugged drives."""

from __future__ import annotations

import numpy as np
import simplejpeg
from numpy.typing import NDArray
from PIL import Image

from photosearch.core.query import RgbImage

THUMBNAIL_SIDE = 320
"""Pixels of the longer side that a larger picture is scaled down to."""
MAX_SIDE = THUMBNAIL_SIDE * 3 // 2
"""A picture up to this size is kept as it is: scaling takes three times as long as the encoding,
and camera JPEGs of 8 to 12 MP arrive at about this size from scaled decoding."""
_QUALITY = 80


def make_thumbnail(rgb: RgbImage) -> bytes:
    """Return a JPEG of upright sRGB pixels (H, W, 3), its longer side at most MAX_SIDE.

    Never enlarged; sides keep their ratio as far as whole pixels allow, each at least one pixel.
    """
    height, width = rgb.shape[:2]
    longer = max(height, width)
    if longer > MAX_SIDE:
        size = (
            max(1, round(width * THUMBNAIL_SIDE / longer)),
            max(1, round(height * THUMBNAIL_SIDE / longer)),
        )
        image = Image.fromarray(rgb)
        rgb = np.asarray(image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0))
    jpeg: bytes = simplejpeg.encode_jpeg(
        np.ascontiguousarray(rgb), quality=_QUALITY, colorsubsampling="420"
    )
    return jpeg


def read_thumbnail(jpeg: bytes) -> RgbImage:
    """Return the pixels (H, W, 3) of a thumbnail that `make_thumbnail` made.

    Raises:
        ValueError: it is damaged.
    """
    rgb: RgbImage = simplejpeg.decode_jpeg(jpeg)
    return rgb


def fit_thumbnail(jpeg: bytes, side: int) -> NDArray[np.uint8]:
    """Fit a thumbnail's pixels into a box of `side`: (H, W, 4) uint8, blue, green, red, unused.

    Never enlarged. Other threads go on meanwhile: decoding and scaling do not hold Python's lock.

    Raises:
        ValueError: it is damaged.
    """
    height, width, _, _ = simplejpeg.decode_jpeg_header(jpeg)
    longer = max(height, width)
    scale = min(1.0, side / longer)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    pixels: NDArray[np.uint8] = simplejpeg.decode_jpeg(
        jpeg, colorspace="BGRA", min_width=size[0], min_height=size[1]
    )
    height, width = pixels.shape[:2]
    if (width, height) == size:
        return pixels
    # Any four channels: the order does not matter for scaling.
    image = Image.frombuffer("RGBX", (width, height), pixels, "raw", "RGBX", 0, 1)
    return np.array(image.resize(size, Image.Resampling.BILINEAR))
