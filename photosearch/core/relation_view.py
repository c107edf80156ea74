"""Say in plain terms how a picture follows from another one: cropped, turned, mirrored, resized."""

from __future__ import annotations

import math
from dataclasses import dataclass

from photosearch.core.affine import Affine, corners_of, inverted
from photosearch.core.picture_match import NOWHERE

_WHOLE = 0.02
"""Fractions of a side: a crop that leaves less away is none."""
_UPRIGHT = 1.5
"""Degrees: a turn that is nearer to one of a quarter is that."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Hold how a second picture lies on a first one, but for where."""

    degrees: float
    """Clockwise, 0 to 360; after mirroring."""
    mirror: bool
    """Left and right are swapped."""
    scale: float
    """Pixels of the second picture for one of the first one, along a side."""


@dataclass(frozen=True, slots=True)
class RelationView:
    """Describe how a second picture follows from a first one."""

    crop: tuple[float, float, float, float]
    """Left, top, width and height of the part of the first picture that the second one shows, in
    fractions of its width and height."""
    rotate: float
    """Degrees, clockwise, 0 to 360; after mirroring."""
    mirror: bool
    """The second picture shows the first one mirrored, left and right swapped."""
    scale: float
    """Pixels of the second picture for one of the first one, along a side."""

    @property
    def cropped(self) -> bool:
        """Tell whether the second picture shows but a part."""
        return self.crop[2] < 1 - _WHOLE or self.crop[3] < 1 - _WHOLE


def describe(transform: Affine, first: tuple[int, int], second: tuple[int, int]) -> RelationView:
    """Return what a transform says, from the first picture to the second one.

    Args:
        transform: of fractions of width and height, see `Relation`.
        first: width and height of the first picture in pixels.
        second: of the second one.
    """
    corners = corners_of(inverted(transform) or NOWHERE)
    left, right = (min(1.0, max(0.0, each)) for each in _ends([x for x, _ in corners]))
    top, bottom = (min(1.0, max(0.0, each)) for each in _ends([y for _, y in corners]))
    turn = turn_of(transform, first, second)
    nearest = round(turn.degrees / 90) * 90
    upright = abs(turn.degrees - nearest) <= _UPRIGHT
    return RelationView(
        (left, top, max(0.0, right - left), max(0.0, bottom - top)),
        nearest % 360 if upright else turn.degrees,
        turn.mirror,
        turn.scale,
    )


def turn_of(transform: Affine, first: tuple[int, int], second: tuple[int, int]) -> Turn:
    """Return the mirroring, turn and scale that are nearest to a transform; takes what `describe`
    does."""
    a, b, _, d, e, _ = transform
    # In pixels; the fractions are of sides of another length each.
    a, b = a * second[0] / first[0], b * second[0] / first[1]
    d, e = d * second[1] / first[0], e * second[1] / first[1]
    area = a * e - b * d
    mirror = area < 0
    if mirror:
        a, d = -a, -d
    degrees = math.degrees(math.atan2(d - b, a + e)) % 360
    return Turn(degrees, mirror, math.sqrt(abs(area)))


def _ends(values: list[float]) -> tuple[float, float]:
    return min(values), max(values)
