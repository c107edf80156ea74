"""Thumbnails: small JPEGs for the grid, and the stand-in for photos whose drive is unplugged."""

from __future__ import annotations

import numpy as np
import simplejpeg
from PIL import Image

from photosearch.core.query import RgbImage

THUMBNAIL_SIDE = 320
"""Pixels of the longer side that a larger picture is scaled down to."""
MAX_SIDE = THUMBNAIL_SIDE * 3 // 2
"""A picture up to this size is kept as it is: scaling takes three times as long as the encoding,
and camera JPEGs of 8 to 12 MP arrive at about this size from scaled decoding."""
_QUALITY = 80


def make_thumbnail(rgb: RgbImage) -> bytes:
    """A JPEG of upright sRGB pixels (H, W, 3), its longer side at most MAX_SIDE.

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
    """The pixels (H, W, 3) of a thumbnail that `make_thumbnail` made.

    Raises:
        ValueError: it is damaged.
    """
    rgb: RgbImage = simplejpeg.decode_jpeg(jpeg)
    return rgb
