"""Convert affine transforms between pictures: of pixels, of fractions of width and height."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.core.affine import Affine

Homogeneous = NDArray[np.floating[Any]]
"""(3, 3): takes a point (x, y, 1) of one picture to one of another."""
Size = tuple[int, int]
"""Width and height in pixels."""


def size_of(pixels: NDArray[Any]) -> Size:
    """Return width and height of a picture (H, W) or (H, W, 3)."""
    return pixels.shape[1], pixels.shape[0]


def flip(width: int) -> Homogeneous:
    """Return what takes pixels of a picture to those of its mirror image."""
    return np.array([[-1.0, 0, width - 1], [0, 1, 0], [0, 0, 1]])


def scale_of(transform: Homogeneous) -> float:
    """Return how many times as long sides are afterwards, the mean of both."""
    return float(np.sqrt(abs(np.linalg.det(transform[:2, :2]))))


def in_fractions(transform: Homogeneous, ours: Size, theirs: Size) -> Affine:
    """Return a transform of pixels as one of fractions of width and height."""
    result = np.linalg.inv(to_pixels(theirs)) @ transform @ to_pixels(ours)
    a, b, c, d, e, f = result[:2].ravel().tolist()
    return a, b, c, d, e, f


def in_pixels(transform: Homogeneous, ours: Size, theirs: Size) -> Homogeneous:
    """Return a transform of fractions of width and height as one of pixels."""
    return to_pixels(theirs) @ transform @ np.linalg.inv(to_pixels(ours))


def as_matrix(transform: Affine) -> Homogeneous:
    """Return a transform of six numbers as a matrix."""
    return np.array([*transform, 0, 0, 1]).reshape(3, 3)


def to_pixels(size: Size) -> Homogeneous:
    """Return what takes fractions of width and height to pixels, which lie at their middles."""
    return np.array([[size[0], 0, -0.5], [0, size[1], -0.5], [0, 0, 1.0]])
