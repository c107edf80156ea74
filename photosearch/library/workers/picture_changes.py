"""Find what one of two pictures shows and the other one does not. For worker processes.

Where they differ more than elsewhere, something moved. Whether instead something was laid over one
of them (text, a sticker), and whether a frame or a screen is about one, is told by edges: what was
added has its edges in one picture alone, what moved has edges in both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.library.workers.image_matching import load_opencv
from photosearch.library.workers.picture_alignment import Grey, Mask, Plane
from photosearch.library.workers.transforms import Homogeneous, size_of

_Point = NDArray[np.floating[Any]]
"""(2,) pixels, x and y."""

_BLUR = 0.7
_ROBUST_FITS = 4
_STEP = 4
"""Of every so many pixels one is looked at where values are fitted."""

_TONED = 0.04
_CONTRAST = (0.85, 1.18)
"""Where brightness, 0 to 1, or contrast changed by more, it is not told where they differ."""
_PLACE = 11
"""Pixels to the side of a place whose difference counts."""
_SLOW = 61
"""Pixels to the side of what is evened out: vignettes and other slow changes."""
_MIN_EXPECTED = 1.0
"""Of 255: pixels differ by so much on the average whatever they show."""
_STRONGEST = 99.5
"""Percentile of the places that is told."""

_CHANGED = 14.0
"""Of 255: the least difference of what was laid over a picture from the picture."""
_MANY_TIMES = 4.0
"""So many times the usual difference is one as well."""
_SLACK = 0.6
"""Of the change from pixel to pixel."""
_MIN_HIDDEN = 0.003
"""Of what both show; less is noise."""
_MIN_EDGE = 20
"""Pixels of the edges of what differs, below which nothing is said."""
_EDGE = 2.0
_STEEPER = 1.5
"""An edge is in one picture if it is by so much steeper there than in the other one."""
_MIN_OWN = 0.2
_MAX_OTHER = 0.06
_MAX_RATIO = 0.2
"""Shares of the edges that are in the picture over which something was laid, and in the other one,
and the ratio of these. Of every second such pair of tests/benchmarks/duplicate_set.py 48 of
60 captions, stickers, stamps and watermarks are within, and 3 of 653 in which something moved."""

_OUT = (2.0, 4.5)
"""Pixels beside the border of a part, outside and inside, where values are compared."""
_JUMP = 8.0
_FLAT = 3.0
"""Of 255: values that differ by more, or by less."""
_SIDE_OF_FRAME = 0.5
"""Of each side, and of all on the average: the least share where values jump. Of 508 frames, bars
and screens of tests/benchmarks/duplicate_set.py 450 have more, of 585 crops one."""
_MIN_SIDE = 12


@dataclass(frozen=True, slots=True)
class Overlay:
    """Say that something was laid over one of two pictures."""

    on_second: bool
    """Over the second one, in place of the first one."""
    hidden: float
    """Share of what both show that lies below it, 0 to 1."""


def strongest_change(ours: Plane, theirs: Plane, seen: Mask) -> float:
    """Return how many times as much as expected two grey pictures (H, W) differ where they do most.

    Expected is what places of the same detail differ by elsewhere: copies differ alike all over,
    by noise, blocks and small shifts, frames of a burst differ where something moved. 0 where
    tones were changed, or nothing can be compared.
    """
    cv2 = load_opencv()
    ours, theirs = cv2.GaussianBlur(ours, (0, 0), _BLUR), cv2.GaussianBlur(theirs, (0, 0), _BLUR)
    one, two = ours[seen][::_STEP], theirs[seen][::_STEP]
    if len(one) < _SLOW:
        return 0.0
    slope, level = _fitted_line(one, two)
    rest = slope * ours + level - theirs
    toned = float(np.median(np.abs(one - two))) / 255 > _TONED
    if toned or not _CONTRAST[0] < slope < _CONTRAST[1]:
        return 0.0
    shown = seen.astype(np.float32)
    slow = cv2.boxFilter(rest * shown, cv2.CV_32F, (_SLOW, _SLOW))
    rest = rest - slow / np.maximum(cv2.boxFilter(shown, cv2.CV_32F, (_SLOW, _SLOW)), 0.05)
    place = _PLACE, _PLACE
    differing = cv2.boxFilter(np.abs(rest) * shown, cv2.CV_32F, place)
    detail = cv2.boxFilter(_steepness(theirs) * shown, cv2.CV_32F, place)
    some = np.zeros(seen.shape, np.bool_)
    some[::3, ::3] = seen[::3, ::3]
    found, details = differing[some], detail[some]
    terms = np.stack([np.ones_like(details), details, details**2 / 10], axis=1)
    weights = np.ones_like(details)
    for _ in range(_ROBUST_FITS):
        weighted = terms * weights[:, None]
        normal = (weighted.T @ terms).astype(np.float64) + 1e-4 * len(found) * np.eye(3)
        factors = np.linalg.solve(normal, (weighted.T @ found).astype(np.float64))
        errors = np.abs(terms @ factors - found)
        weights = (1 / (1 + (errors / max(2 * float(np.median(errors)), 0.1)) ** 2)).astype(
            np.float32
        )
    expected = np.maximum(terms @ factors, _MIN_EXPECTED)
    return float(np.percentile(found / expected, _STRONGEST))


def find_overlay(ours: Plane, theirs: Plane, seen: Mask) -> Overlay | None:
    """Return what was laid over one of two pictures (H, W, 3); None if nothing can be told.

    Args:
        ours: the first.
        theirs: the second, laid over it.
        seen: (H, W) what both show.
    """
    cv2 = load_opencv()
    brought = np.empty_like(ours)
    for channel in range(3):
        one, two = ours[..., channel], theirs[..., channel]
        slope, level = _fitted_line(one[seen][::_STEP], two[seen][::_STEP])
        brought[..., channel] = slope * one + level
    difference = cv2.GaussianBlur(np.abs(brought - theirs).max(axis=2), (0, 0), _BLUR)
    steep, other_steep = (
        _steepness(cv2.GaussianBlur(each, (0, 0), _BLUR)) for each in (brought, theirs)
    )
    # At edges that are in both a shift of less than a pixel makes a difference.
    difference -= _SLACK * np.minimum(steep, other_steep)
    least = max(_CHANGED, _MANY_TIMES * float(np.median(difference[seen])))
    changed = ((difference > least) & seen).astype(np.uint8)
    changed = cv2.morphologyEx(changed, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    changed = cv2.morphologyEx(changed, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    box = np.ones((3, 3), np.uint8)
    edge = (cv2.dilate(changed, box) > 0) & (cv2.erode(changed, box) == 0) & seen
    if np.count_nonzero(edge) < _MIN_EDGE:
        return None
    steep, other_steep = steep[edge], other_steep[edge]
    on_first = float(np.mean(steep > _STEEPER * other_steep + _EDGE))
    on_second = float(np.mean(other_steep > _STEEPER * steep + _EDGE))
    own, other = max(on_first, on_second), min(on_first, on_second)
    if own < _MIN_OWN or other > _MAX_OTHER or other > _MAX_RATIO * own:
        return None
    hidden = float(changed.sum()) / max(1, int(np.count_nonzero(seen)))
    return Overlay(on_second > on_first, hidden) if hidden >= _MIN_HIDDEN else None


def has_frame(grey: Grey, part: Homogeneous) -> bool:
    """Tell whether what a picture (H, W) shows about a part of it is a frame, bars, or a screen.

    Args:
        grey: the picture.
        part: takes the unit square to the part, in pixels.
    """
    cv2 = load_opencv()
    soft = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), _BLUR)
    square = np.array([[0, 0, 1], [1, 0, 1], [1, 1, 1], [0, 1, 1.0]])
    corners = (square @ part.T)[:, :2]
    shares = []
    for place, corner in enumerate(corners):
        found = _jumps(soft, corner, corners[(place + 1) % 4], corners.mean(axis=0))
        if found is None:
            continue
        jumps, flat = found
        if max(jumps, flat) < _SIDE_OF_FRAME:
            return False
        shares.append(jumps)
    return bool(shares) and float(np.mean(shares)) >= _SIDE_OF_FRAME


def _jumps(soft: Plane, start: _Point, stop: _Point, middle: _Point) -> tuple[float, float] | None:
    """Return at which share of a side values jump, and of which share they are flat outside.

    None of a side that lies at the border of the picture, or is next to nothing.
    """
    cv2 = load_opencv()
    way = stop - start
    length = float(np.hypot(*way))
    if length < _MIN_SIDE:
        return None
    outward = np.array([way[1], -way[0]]) / length
    if float(outward @ ((start + stop) / 2 - middle)) < 0:
        outward = -outward
    points = start + np.linspace(0.06, 0.94, max(_MIN_SIDE, int(length / 3)))[:, None] * way
    width, height = size_of(soft)
    far = points + _OUT[1] * outward
    inside = ((far >= 0) & (far <= (width - 1, height - 1))).all(axis=1)
    if inside.mean() < 0.5:
        return None

    def at(distance: float) -> NDArray[np.float32]:
        x, y = (points + distance * outward).astype(np.float32).T
        values: NDArray[np.float32] = cv2.remap(
            soft, x[:, None], y[:, None], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )[inside, 0]
        return values

    out, further_out, within, further_in = (at(each) for each in (*_OUT, -_OUT[0], -_OUT[1]))
    around = np.maximum(np.abs(within - further_in), np.abs(out - further_out))
    jumps = np.abs(within - out) > np.maximum(_JUMP, 1.5 * around)
    flat = (np.abs(out - further_out) < _FLAT) & (np.abs(out - np.median(out)) < _FLAT)
    return float(jumps.mean()), float(flat.mean())


def _fitted_line(one: NDArray[np.float32], two: NDArray[np.float32]) -> tuple[float, float]:
    """Return slope and level of the line that takes values (n,) to others, outliers left out."""
    terms = np.stack([one, np.ones_like(one)], axis=1)
    weights = np.ones_like(one)
    slope = level = 0.0
    for _ in range(_ROBUST_FITS):
        weighted = terms * weights[:, None]
        normal = (weighted.T @ terms).astype(np.float64) + 1e-3 * np.eye(2)
        slope, level = np.linalg.solve(normal, (weighted.T @ two).astype(np.float64)).tolist()
        weights = (1 / (1 + (np.abs(slope * one + level - two) / 4) ** 2)).astype(np.float32)
    return slope, level


def _steepness(pixels: Plane) -> Plane:
    """Return (H, W) how much values, of all channels together, change from pixel to pixel."""
    cv2 = load_opencv()
    across, down = (cv2.Sobel(pixels, cv2.CV_32F, *way, scale=1 / 8) for way in ((1, 0), (0, 1)))
    squares = across * across + down * down
    steep: Plane = np.sqrt(squares if squares.ndim == 2 else squares.sum(axis=2))
    return steep
