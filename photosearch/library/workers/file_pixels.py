"""Tell what follows from all pixels of a file: equal pictures, turned ones, enlarged ones."""

from __future__ import annotations

import hashlib
from itertools import product

import numpy as np
from PIL import Image

from photosearch.core.query import RgbImage

_ROUNDED = 4
"""Of 255: pixels of JPEG files that were turned without loss differ by so much at most. Measured on
165 files that jpegtran turned; encoded anew at quality 100, half of them differ by 9 or more."""
_LOOKED_AT = 7
"""Of every so many pixels along a side one is looked at first."""
_ENLARGED = ((1.4, 2.0, 3.0), (0.6, 0.4, 0.3))
"""By scale: so much of the detail within the octave before. Measured on 652 photos: enlarged by 1.5
they have 0.47 to 0.76, by JPEG's blocks, by 2 0.14 to 0.26; as they were taken, 0.58 to 1.5."""
_NOISE = 0.3
"""Of 255."""


def hash_pixels(rgb: RgbImage) -> bytes:
    """Return 16 bytes of the pixels (H, W, 3), the same for all its turns and mirror images."""
    turns = _turns(rgb)
    # Of the eight, that which is brightest in its first corner, and so on: two of them tie only
    # where the picture is symmetric, or nearly so.
    ranks = [_corner_sums(turn) for turn in turns]
    best = max(ranks)
    return min(
        hashlib.blake2b(
            repr(turn.shape).encode() + np.ascontiguousarray(turn).tobytes(), digest_size=16
        ).digest()
        for turn, rank in zip(turns, ranks, strict=True)
        if rank == best
    )


def are_equal_turned(one: RgbImage, other: RgbImage) -> bool:
    """Tell whether two pictures (H, W, 3) are the same, one turned or mirrored without loss.

    What such a turn leaves of a JPEG file is decoded with other roundings.
    """
    some = slice(None, None, _LOOKED_AT)
    return any(
        turned.shape == other.shape
        and _differ_at_most(turned[some, some], other[some, some])
        and _differ_at_most(turned, other)
        for turned in _turns(one)
    )


def is_enlarged(rgb: RgbImage, scale: float) -> bool:
    """Tell whether a picture (H, W, 3) has next to no detail that it lacks at 1 / scale.

    Pictures have about as much detail within an octave as within the next one; what was enlarged
    has none beyond that which it had.
    """
    grey = Image.fromarray(rgb).convert("L")
    beyond, small = _detail_beyond(grey, scale)
    below, _ = _detail_beyond(small, scale)
    return beyond < float(np.interp(scale, *_ENLARGED)) * (below + _NOISE)


def _detail_beyond(grey: Image.Image, scale: float) -> tuple[float, Image.Image]:
    """Return the mean square of what a picture loses at 1 / scale as a root, and it so reduced."""
    size = max(1, round(grey.width / scale)), max(1, round(grey.height / scale))
    small = grey.resize(size, Image.Resampling.BOX)
    lost = np.asarray(grey, np.float32) - np.asarray(
        small.resize(grey.size, Image.Resampling.BICUBIC), np.float32
    )
    return float(np.sqrt(np.mean(lost * lost))), small


def _differ_at_most(one: RgbImage, other: RgbImage) -> bool:
    difference = np.maximum(one, other) - np.minimum(one, other)
    return int(difference.max(initial=0)) <= _ROUNDED


def _turns(rgb: RgbImage) -> list[RgbImage]:
    return [
        np.rot90(rgb[:, ::-1] if mirrored else rgb, quarters)
        for mirrored, quarters in product((False, True), range(4))
    ]


def _corner_sums(rgb: RgbImage) -> tuple[int, ...]:
    height, width = max(1, rgb.shape[0] // 2), max(1, rgb.shape[1] // 2)
    corners = (rgb[:height, :width], rgb[:height, -width:], rgb[-height:, :width])
    return rgb.shape[0], *(int(corner.sum(dtype=np.int64)) for corner in corners)
