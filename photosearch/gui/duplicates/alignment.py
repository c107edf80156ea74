"""Compute how the picture of one file lies on that of another. Arithmetic only.

A transform is that of `Relation.transform`: it leads from fractions of the representative's picture
to fractions of the other one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from photosearch.core.affine import Affine, Point, area_inside, corners_of, inverted

Size = tuple[int, int]
"""Width and height of a picture in pixels, above zero."""

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


def outline(transform: Affine) -> tuple[Point, ...]:
    """Return the corners of the other picture in fractions of the representative's; () if the
    transform has no way back."""
    back = inverted(transform)
    return () if back is None else corners_of(back)


def is_part(corners: tuple[Point, ...]) -> bool:
    """Tell whether an outline leaves out more of the unit square than measuring is off by."""
    return bool(corners) and area_inside(corners) < (1 - _SLACK) ** 2


def view_change(transform: Affine, representative: Size, other: Size) -> ViewChange:
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
    shown = area_inside(corners) if corners else 1.0
    low = min((min(point) for point in corners), default=0.0)
    high = max((max(point) for point in corners), default=1.0)
    return ViewChange(
        shown if is_part(corners) else 1.0,
        low < -_SLACK or high > 1 + _SLACK,
        math.sqrt(area),
        turns % 4,
        angle - 90 * turns,
    )
