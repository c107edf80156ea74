"""Compute how the picture of one file lies on that of another. Arithmetic only.

A transform is that of `Relation.transform`: it leads from fractions of the representative's picture
to fractions of the other one.
"""

from __future__ import annotations

from dataclasses import dataclass

from photosearch.core.affine import Affine, Point, area_inside, corners_of, inverted
from photosearch.core.relation_view import turn_of

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
    turn = turn_of(transform, representative, other)
    turns = round(turn.degrees / 90)
    corners = outline(transform)
    shown = area_inside(corners) if corners else 1.0
    low = min((min(point) for point in corners), default=0.0)
    high = max((max(point) for point in corners), default=1.0)
    return ViewChange(
        shown if is_part(corners) else 1.0,
        low < -_SLACK or high > 1 + _SLACK,
        turn.scale,
        turns % 4,
        turn.degrees - 90 * turns,
    )
