"""Find the colour of a picture, as one number to sort by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

HUES = 36
"""Steps of the colour wheel."""
GREY = HUES * 256
"""The first number of a picture without colour."""

_PIXELS = 48
"""On each side that are looked at, about."""
_FAINT = 0.12
"""A pixel of less chroma (0 to 1) has no colour to speak of."""
_COLOURED = 0.02
"""Chroma, as the mean of all pixels, above which a picture has a colour."""
_SMOOTHING = np.array([1, 2, 3, 2, 1], np.float64)


def dominant_color(rgb: NDArray[np.uint8]) -> int:
    """Return the colour of a picture: hue * 256 + lightness, in the order of the colour wheel.

    The hue is the one with the most chroma in the picture, 0 (red) to HUES - 1; the lightness is
    the mean of the picture, 0 to 255. A picture without colour has GREY + lightness.

    Args:
        rgb: (H, W, 3) sRGB, of any size above zero.
    """
    height, width = rgb.shape[:2]
    small = rgb[:: max(1, height // _PIXELS), :: max(1, width // _PIXELS)].astype(np.float32)
    pixels = small.reshape(-1, 3) / 255
    light = pixels @ np.array([0.299, 0.587, 0.114], np.float32)
    lightness = min(255, round(float(light.mean()) * 255))
    high, low = pixels.max(axis=1), pixels.min(axis=1)
    chroma = high - low
    weight = np.where(chroma > _FAINT, chroma, 0)
    if float(weight.mean()) < _COLOURED:
        return GREY + lightness
    red, green, blue = pixels.T
    safe = np.where(chroma > 0, chroma, 1)
    hue = np.select(
        [high == red, high == green],
        [(green - blue) / safe % 6, (blue - red) / safe + 2],
        (red - green) / safe + 4,
    )
    # Half a step further, so that all that is called red falls into the first step.
    steps = ((hue / 6 * HUES + 0.5) % HUES).astype(np.int64)
    histogram = np.bincount(steps, weights=weight, minlength=HUES)[:HUES]
    around = np.concatenate([histogram[-2:], histogram, histogram[:2]])
    return int(np.argmax(np.convolve(around, _SMOOTHING, "valid"))) * 256 + lightness
