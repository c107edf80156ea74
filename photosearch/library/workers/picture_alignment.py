"""Lay pictures over each other: turned, mirrored, and fitted by their pixels. For worker processes.

A transform that local features gave is moved until the pixels fit best (B. D. Lucas and T. Kanade,
IJCAI 1981).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photosearch.library.workers.image_matching import load_opencv
from photosearch.library.workers.transforms import Homogeneous, Size, in_pixels, scale_of, size_of

Grey = NDArray[np.uint8]
"""(H, W)"""
Plane = NDArray[np.float32]
"""(H, W) or (H, W, 3) values of 0 to 255."""
Mask = NDArray[np.bool_]

WINDOW = 11
"""Pixels to the side of the windows that are compared."""
MIN_PIXELS = 50
_ROUGH_SIDE = 32
"""Pixels to the longer side by which it is told whether pictures may agree as they stand."""
_ROUGH = 0.8
_STEPS = 2


def upright_transforms(first: Grey, second: Grey) -> Iterator[tuple[Homogeneous, bool]]:
    """Yield the turns and mirror images of the first picture that may be the second one."""
    theirs = _rough(second)
    ours_size, their_size = size_of(first), size_of(second)
    for mirrored in (False, True):
        for quarters in range(4):
            turned = np.rot90(first[:, ::-1] if mirrored else first, quarters)
            ratio = (turned.shape[1] / turned.shape[0]) / (their_size[0] / their_size[1])
            if not 0.9 < ratio < 1.1:
                continue
            ours = _rough(turned, theirs.shape)
            spread = float(ours.std() * theirs.std())
            if spread < 1 or float(((ours - ours.mean()) * (theirs - theirs.mean())).mean()) < (
                _ROUGH * spread
            ):
                continue
            yield _turn(ours_size, their_size, quarters, mirrored=mirrored), mirrored


def _rough(grey: Grey, shape: tuple[int, ...] | None = None) -> Plane:
    image = Image.fromarray(np.ascontiguousarray(grey))
    if shape is None:
        scale = _ROUGH_SIDE / max(image.size)
        size = max(4, round(image.width * scale)), max(4, round(image.height * scale))
    else:
        size = shape[1], shape[0]
    return np.asarray(image.resize(size, Image.Resampling.BOX), np.float32)


def _turn(ours: Size, theirs: Size, quarters: int, *, mirrored: bool) -> Homogeneous:
    """Return what takes pixels of a picture to those of it mirrored, turned, and resized."""
    flip = np.array([[-1.0, 0, 1], [0, 1, 0], [0, 0, 1]]) if mirrored else np.eye(3)
    # As numpy.rot90 turns, against the clock: (x, y) to (y, 1 - x).
    quarter = np.array([[0.0, 1, 0], [-1, 0, 1], [0, 0, 1]])
    turned = np.linalg.matrix_power(quarter, quarters)
    return in_pixels(turned @ flip, ours, theirs)


def refined(base: Grey, other: Grey, way: Homogeneous) -> Homogeneous:
    """Return a transform of pixels of `base` to those of `other` that fits better, affine.

    Gauss-Newton steps on half the pixels of each side, with tones evened out; differences that are
    too large to come from the transform count for little.
    """
    cv2 = load_opencv()
    # A pixel lies at its middle: that of a halved one between two whole ones.
    half = np.array([[0.5, 0, -0.25], [0, 0.5, -0.25], [0, 0, 1]])
    small = cv2.resize(base, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ours = _evened(small.astype(np.float32))
    height, width = ours.shape
    rows, columns = np.mgrid[:height, :width]
    x = (columns - width / 2).astype(np.float32) / 100
    y = (rows - height / 2).astype(np.float32) / 100
    for _ in range(_STEPS):
        laid, seen = laid_over((width, height), other, way @ np.linalg.inv(half))
        theirs = _evened(laid)
        inside = seen
        if np.count_nonzero(inside) < 4 * MIN_PIXELS:
            return way
        across = cv2.Sobel(theirs, cv2.CV_32F, 1, 0, scale=1 / 8)[inside]
        down = cv2.Sobel(theirs, cv2.CV_32F, 0, 1, scale=1 / 8)[inside]
        error = (ours - theirs)[inside]
        weight = 1 / (1 + (error / 0.5) ** 2)
        xs, ys = x[inside], y[inside]
        slopes = np.stack([across * xs, across * ys, across, down * xs, down * ys, down])
        weighted = slopes * weight
        normal = weighted @ slopes.T + np.eye(6, dtype=np.float32) * 1e-3
        step = np.linalg.solve(normal.astype(np.float64), (weighted @ error).astype(np.float64))
        a, b, c, d, e, f = step.clip(-2, 2)
        to_middle = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1.0]])
        moved = np.array([[1 + a / 100, b / 100, c], [d / 100, 1 + e / 100, f], [0, 0, 1.0]])
        # In halved pixels of the base, about their middle.
        correction = np.linalg.inv(to_middle) @ moved @ to_middle
        way = way @ np.linalg.inv(half) @ correction @ half
    return way


def laid_over(size: Size, other: NDArray[np.uint8], way: Homogeneous) -> tuple[Plane, Mask]:
    """Return a picture laid over another one of `size`, and where there is a whole window of it."""
    cv2 = load_opencv()
    scale = scale_of(way)
    pixels = other.astype(np.float32)
    if scale > 1.2:
        pixels = cv2.GaussianBlur(pixels, (0, 0), 0.5 * scale)
    inverse = cv2.WARP_INVERSE_MAP
    laid = cv2.warpAffine(pixels, way[:2], size, flags=cv2.INTER_LINEAR | inverse)
    there = cv2.warpAffine(
        np.full(other.shape[:2], 255, np.uint8), way[:2], size, flags=cv2.INTER_NEAREST | inverse
    )
    margin = np.ones((WINDOW + 4, WINDOW + 4), np.uint8)
    whole = cv2.erode(there, margin, borderType=cv2.BORDER_CONSTANT, borderValue=255)
    return laid, whole > 0


def _evened(pixels: Plane) -> Plane:
    """Return pixels with the mean and the spread of their surroundings evened out."""
    cv2 = load_opencv()
    blurred = cv2.GaussianBlur(pixels, (0, 0), 0.8)
    level = blurred - mean_about(blurred)
    evened: Plane = level / (np.sqrt(np.maximum(mean_about(level * level), 0)) + 3)
    return evened


def mean_about(pixels: Plane) -> Plane:
    """Return the mean of the window about each pixel."""
    cv2 = load_opencv()
    mean: Plane = cv2.boxFilter(pixels, cv2.CV_32F, (WINDOW, WINDOW))
    return mean
