"""Turn stored pixels upright by the orientation that EXIF tells."""

from __future__ import annotations

import numpy as np

from photosearch.core.query import RgbImage
from photosearch.images.tags import TagReader, UnreadableTags

_ORIENTATION = 274


def read_orientation(exif: bytes | None) -> int:
    """Return the orientation 1 to 8 that an EXIF block tells; 1 for none or nonsense.

    Args:
        exif: a TIFF structure, with or without the "Exif" prefix of JPEG.
    """
    if not exif:
        return 1
    try:
        reader = TagReader(exif[6:] if exif.startswith(b"Exif\0") else exif)
    except UnreadableTags:
        return 1
    value = reader.read(reader.first).integer(_ORIENTATION)
    return value if value is not None and 1 <= value <= 8 else 1


def swaps_sides(orientation: int) -> bool:
    """Tell whether width and height change places."""
    return orientation >= 5


def turn_upright(rgb: RgbImage, orientation: int) -> RgbImage:
    """Turn stored pixels (H, W, 3) upright, contiguous; copied only if they are turned."""
    if orientation == 1:
        return np.ascontiguousarray(rgb)
    if swaps_sides(orientation):
        rgb = rgb.transpose(1, 0, 2)
    # After that swap each orientation is a mirroring of rows, columns, both or none.
    if orientation in (3, 4, 7, 8):
        rgb = rgb[::-1]
    if orientation in (2, 3, 6, 7):
        rgb = rgb[:, ::-1]
    upright = np.empty(rgb.shape, np.uint8)
    # One channel after the other: four times as fast as copying groups of three bytes.
    for channel in range(3):
        upright[..., channel] = rgb[..., channel]
    return upright
