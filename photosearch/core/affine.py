"""Compute with affine transforms from one picture to another, in fractions of width and height."""

from __future__ import annotations

import math
from collections.abc import Sequence

Affine = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f): what is at (x, y) in one picture is at (ax + by + c, dx + ey + f) in the
other."""
Point = tuple[float, float]

IDENTITY: Affine = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
_CORNERS: tuple[Point, ...] = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
_NO_AREA = 1e-12


def mapped(transform: Affine, point: Point) -> Point:
    """Return where a point of the first picture lies in the other one."""
    a, b, c, d, e, f = transform
    x, y = point
    return a * x + b * y + c, d * x + e * y + f


def determinant(transform: Affine) -> float:
    """Return by how much areas grow; below zero if the picture is mirrored."""
    a, b, _, d, e, _ = transform
    return a * e - b * d


def inverted(transform: Affine) -> Affine | None:
    """Return the transform that leads back; None if there is none."""
    a, b, c, d, e, f = transform
    area = determinant(transform)
    if abs(area) < _NO_AREA or not math.isfinite(area):
        return None
    return (
        e / area,
        -b / area,
        (b * f - c * e) / area,
        -d / area,
        a / area,
        (c * d - a * f) / area,
    )


def corners_of(transform: Affine) -> tuple[Point, ...]:
    """Return where the corners of the first picture lie in the other one, a convex polygon."""
    return tuple(mapped(transform, corner) for corner in _CORNERS)


def area_inside(corners: Sequence[Point], margin: float = 0.0) -> float:
    """Return the area of a convex polygon that lies within a picture.

    Args:
        corners: in their order around it.
        margin: by which the picture is widened on each side.
    """
    points = list(corners)
    for axis in (0, 1):
        points = _clipped(points, axis, -margin, 1)
        points = _clipped(points, axis, 1 + margin, -1)
    twice = sum(
        x0 * y1 - x1 * y0
        for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True)
    )
    return abs(twice) / 2


def _clipped(points: list[Point], axis: int, bound: float, sign: int) -> list[Point]:
    """Return what of a convex polygon lies on one side of a line (Sutherland and Hodgman, 1974)."""
    kept: list[Point] = []
    for now, after in zip(points, points[1:] + points[:1], strict=True):
        here, there = sign * (now[axis] - bound), sign * (after[axis] - bound)
        if here >= 0:
            kept.append(now)
        if (here < 0) != (there < 0):
            part = here / (here - there)
            kept.append((now[0] + part * (after[0] - now[0]), now[1] + part * (after[1] - now[1])))
    return kept
