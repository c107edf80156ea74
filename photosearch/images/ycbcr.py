"""Convert YCbCr as TIFF tells it: with coefficients and a range of its own."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_BT601 = (0.299, 0.587, 0.114)


def to_rgb(
    values: NDArray[Any],
    peak: float,
    coefficients: tuple[float, ...] = (),
    reference: tuple[float, ...] = (),
) -> NDArray[np.uint8]:
    """Return RGB (H, W, 3) of full-resolution Y, Cb and Cr.

    Args:
        values: (H, W, 3) unsigned integers.
        peak: their largest possible value.
        coefficients: what red, green and blue add to Y; those of BT.601 if empty.
        reference: black and white of Y, Cb and Cr (ReferenceBlackWhite); the full range if empty.
    """
    red, green, blue = coefficients if len(coefficients) == 3 and coefficients[1] else _BT601
    middle = (peak + 1) / 2
    told = reference if len(reference) == 6 else (0, peak, middle, peak, middle, peak)
    black = np.array(told[::2], np.float32)
    white = np.array(told[1::2], np.float32)
    span = np.where(white > black, white - black, 1)
    # Y from 0 to 1, Cb and Cr from -0.5 to 0.5.
    full = np.array((1.0, 0.5 * (peak - middle) / (peak / 2), 0.5 * (peak - middle) / (peak / 2)))
    y, cb, cr = np.moveaxis((values.astype(np.float32) - black) / span * full, -1, 0)
    r = y + 2 * (1 - red) * cr
    b = y + 2 * (1 - blue) * cb
    g = (y - red * r - blue * b) / green
    rgb: NDArray[np.uint8] = (
        (np.clip(np.stack((r, g, b), axis=-1), 0, 1) * 255).round().astype(np.uint8)
    )
    return rgb
