"""Boxes being dragged over a picture: the arithmetic, in fractions of its size."""

from __future__ import annotations

from photosearch.core.query import CropBox

LEAST_SIDE = 0.04
"""Of a box: less shows nothing that could be searched for."""
WHOLE = CropBox(0, 0, 1, 1)
FIRST = CropBox(0.25, 0.25, 0.5, 0.5)
"""Where the keyboard begins."""


def spanned(x1: float, y1: float, x2: float, y2: float) -> CropBox:
    """The box between two corners, in any order and also outside the picture."""
    left, right = _side(x1, x2)
    top, bottom = _side(y1, y2)
    return CropBox(left, top, right - left, bottom - top)


def moved(box: CropBox, dx: float, dy: float) -> CropBox:
    """As large as before, as far as the picture's edges allow."""
    x = min(max(0.0, box.x + dx), 1 - box.width)
    y = min(max(0.0, box.y + dy), 1 - box.height)
    return CropBox(max(0.0, x), max(0.0, y), box.width, box.height)


def resized(box: CropBox, dx: float, dy: float, across: int, down: int) -> CropBox:
    """With edges moved: the left one for `across` -1, the right one for 1, none for 0; likewise
    `down` the upper and the lower one. An edge never passes the opposite one.
    """
    left, right = _edges(box.x, box.x + box.width, dx, across)
    top, bottom = _edges(box.y, box.y + box.height, dy, down)
    return CropBox(left, top, right - left, bottom - top)


def is_whole(box: CropBox) -> bool:
    """Whether hardly anything of the picture is left out."""
    return box.width > 0.995 and box.height > 0.995


def _edges(low: float, high: float, change: float, which: int) -> tuple[float, float]:
    high = min(1.0, high)
    if which < 0:
        low = min(max(0.0, low + change), max(0.0, high - LEAST_SIDE))
    elif which > 0:
        high = max(min(1.0, high + change), min(1.0, low + LEAST_SIDE))
    return low, high


def _side(one: float, other: float) -> tuple[float, float]:
    low, high = sorted((min(1.0, max(0.0, one)), min(1.0, max(0.0, other))))
    if high - low < LEAST_SIDE:
        low = min(low, 1 - LEAST_SIDE)
        high = low + LEAST_SIDE
    return low, high
