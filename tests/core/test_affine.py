"""Affine transforms: the way back, and areas against a count of points."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from photosearch.core.affine import (
    IDENTITY,
    Affine,
    area_inside,
    corners_of,
    determinant,
    inverted,
    mapped,
)

numbers = st.floats(-2, 2)
transforms = st.tuples(*[numbers] * 6)


@given(transforms, numbers, numbers)
def test_inverting_leads_back(transform: Affine, x: float, y: float) -> None:
    assume(abs(determinant(transform)) > 1e-3)
    back = inverted(transform)
    assert back is not None
    assert mapped(back, mapped(transform, (x, y))) == pytest.approx((x, y), abs=1e-6)


@pytest.mark.parametrize("transform", [(0, 0, 0.5, 0, 0, 0.5), (math.nan, 0, 0, 0, 1, 0)])
def test_what_has_no_way_back(transform: Affine) -> None:
    assert inverted(transform) is None


def test_a_picture_covers_itself() -> None:
    assert corners_of(IDENTITY) == ((0, 0), (1, 0), (1, 1), (0, 1))
    assert area_inside(corners_of(IDENTITY)) == pytest.approx(1)
    assert area_inside(corners_of((2, 0, -0.5, 0, 2, -0.5)), margin=0.1) == pytest.approx(1.44)
    assert area_inside(corners_of((1, 0, 2, 0, 1, 0))) == 0


@given(transforms, st.floats(0, 0.5))
def test_the_area_inside_is_that_of_points_counted(transform: Affine, margin: float) -> None:
    """Every point of a fine grid, taken back, tells whether it lies within the polygon."""
    assume(abs(determinant(transform)) > 0.05)
    back = inverted(transform)
    assert back is not None
    side = 1 + 2 * margin
    steps = 200
    places = -margin + side * (np.arange(steps) + 0.5) / steps
    x, y = np.meshgrid(places, places)
    a, b, c, d, e, f = back
    across, down = a * x + b * y + c, d * x + e * y + f
    counted = ((across >= 0) & (across <= 1) & (down >= 0) & (down <= 1)).mean() * side**2
    assert area_inside(corners_of(transform), margin) == pytest.approx(counted, abs=0.05)
