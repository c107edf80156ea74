"""Compute how the picture of one file lies on that of another. Arithmetic only.

A transform is that of `Relation.transform`: it leads from fractions of the representative's picture
to fractions of the other one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

Transform = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Size = tuple[int, int]
"""Width and height of a picture in pixels, above zero."""

IDENTITY: Transform = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
_CORNERS: tuple[Point, ...] = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
_SLACK = 0.02
"""By so much of the width or height two pictures may differ before one is called a part."""


@dataclass(frozen=True, slots=True)
class ViewChange:
    """Tell how the view of a picture differs from that of the representative."""

    shown: float
    """The share of the representative's picture that is in this one, 0 to 1."""
    has_more: bool
    """There is more around it than the representative shows."""
    scale: float
    """Pixels of this one per pixel of the representative, along a line."""
    quarter_turns: int
    """Clockwise, 0 to 3."""
    degrees: float
    """What it is turned by beyond that, -45 to 45."""


def mapped(transform: Transform, point: Point) -> Point:
    """Return where a point of the representative lies in the other picture."""
    a, b, c, d, e, f = transform
    x, y = point
    return a * x + b * y + c, d * x + e * y + f


def inverted(transform: Transform) -> Transform | None:
    """Return the way back; None if there is none."""
    a, b, c, d, e, f = transform
    det = a * e - b * d
    if abs(det) < 1e-9 or not math.isfinite(det):
        return None
    return (
        e / det,
        -b / det,
        (b * f - c * e) / det,
        -d / det,
        a / det,
        (c * d - a * f) / det,
    )


def outline(transform: Transform) -> tuple[Point, ...]:
    """Return the corners of the other picture in fractions of the representative's; () if the
    transform has no way back."""
    back = inverted(transform)
    return () if back is None else tuple(mapped(back, corner) for corner in _CORNERS)


def is_part(corners: tuple[Point, ...]) -> bool:
    """Tell whether an outline leaves out more of the unit square than measuring is off by."""
    return bool(corners) and shared_area(corners) < (1 - _SLACK) ** 2


def shared_area(corners: tuple[Point, ...]) -> float:
    """Return the area of the unit square that lies within a convex outline, 0 to 1."""
    points = list(corners)
    for axis, bound, sign in ((0, 0.0, 1), (0, 1.0, -1), (1, 0.0, 1), (1, 1.0, -1)):
        points = _clipped(points, axis, bound, sign)
    twice = sum(
        x0 * y1 - x1 * y0
        for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True)
    )
    return min(1.0, abs(twice) / 2)


def view_change(transform: Transform, representative: Size, other: Size) -> ViewChange:
    """Return how the other picture's view differs; sizes in pixels, upright."""
    a, b, _, d, e, _ = transform
    # In pixels, so that a turned picture's sides are as long as they are.
    right = (a * other[0] / representative[0], d * other[1] / representative[0])
    down = (b * other[0] / representative[1], e * other[1] / representative[1])
    area = abs(right[0] * down[1] - right[1] * down[0])
    # Of a mirrored picture the downward axis alone tells the turn: it is mirrored left to right.
    mirrored = right[0] * down[1] - right[1] * down[0] < 0
    angle = (
        math.degrees(math.atan2(-down[0], down[1]))
        if mirrored
        else math.degrees(math.atan2(right[1], right[0]))
    )
    turns = round(angle / 90)
    corners = outline(transform)
    shown = shared_area(corners) if corners else 1.0
    low = min((min(point) for point in corners), default=0.0)
    high = max((max(point) for point in corners), default=1.0)
    return ViewChange(
        shown if is_part(corners) else 1.0,
        low < -_SLACK or high > 1 + _SLACK,
        math.sqrt(area),
        turns % 4,
        angle - 90 * turns,
    )


def _clipped(points: list[Point], axis: int, bound: float, sign: int) -> list[Point]:
    """Return what of a polygon lies on one side of a line."""
    kept: list[Point] = []
    for now, after in zip(points, points[1:] + points[:1], strict=True):
        here, there = sign * (now[axis] - bound), sign * (after[axis] - bound)
        if here >= 0:
            kept.append(now)
        if (here < 0) != (there < 0):
            part = here / (here - there)
            kept.append((now[0] + part * (after[0] - now[0]), now[1] + part * (after[1] - now[1])))
    return kept
