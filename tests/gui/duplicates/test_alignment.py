"""How the picture of one file lies on that of another."""

from __future__ import annotations

import math

import pytest

from photosearch.core.affine import IDENTITY, Affine
from photosearch.gui.duplicates.alignment import is_part, outline, view_change

CROP: Affine = (2.0, 0.0, -0.5, 0.0, 2.0, -0.5)
"""The middle half in both directions."""


def test_a_crop_is_framed_where_it_was_cut() -> None:
    corners = outline(CROP)
    assert corners[0] == pytest.approx((0.25, 0.25))
    assert corners[2] == pytest.approx((0.75, 0.75))
    assert is_part(corners)


def test_the_whole_picture_is_no_part() -> None:
    assert not is_part(outline(IDENTITY))
    slightly = (1.005, 0.0, -0.002, 0.0, 1.005, -0.002)
    assert not is_part(outline(slightly)), "measuring is not exact"


def test_a_picture_with_more_around_it_is_no_part_but_has_more() -> None:
    more: Affine = (0.5, 0.0, 0.25, 0.0, 0.5, 0.25)
    assert not is_part(outline(more))
    change = view_change(more, (400, 300), (800, 600))
    assert change.has_more
    assert change.shown == 1
    assert change.scale == pytest.approx(1)


def test_what_has_no_way_back_has_no_outline() -> None:
    assert outline((0, 0, 0.5, 0, 0, 0.5)) == ()


def test_a_reduced_copy() -> None:
    change = view_change(IDENTITY, (4000, 3000), (1000, 750))
    assert change.scale == pytest.approx(0.25)
    assert (change.quarter_turns, change.shown, change.has_more) == (0, 1, False)


@pytest.mark.parametrize(
    ("transform", "turns"),
    [
        ((0.0, -1.0, 1.0, 1.0, 0.0, 0.0), 1),
        ((-1.0, 0.0, 1.0, 0.0, -1.0, 1.0), 2),
        ((0.0, 1.0, 0.0, -1.0, 0.0, 1.0), 3),
    ],
)
def test_turned_copies(transform: Affine, turns: int) -> None:
    other = (400, 300) if turns == 2 else (300, 400)
    change = view_change(transform, (400, 300), other)
    assert change.quarter_turns == turns
    assert change.degrees == pytest.approx(0)
    assert change.scale == pytest.approx(1)


def test_a_mirrored_copy_is_not_turned() -> None:
    change = view_change((-1.0, 0.0, 1.0, 0.0, 1.0, 0.0), (400, 300), (400, 300))
    assert change.quarter_turns == 0
    assert change.degrees == pytest.approx(0)


def test_a_straightened_copy() -> None:
    angle = math.radians(3)
    cos, sin = math.cos(angle), math.sin(angle)
    # In pixels of a square picture fractions turn as pixels do.
    change = view_change((cos, -sin, 0.02, sin, cos, -0.02), (500, 500), (500, 500))
    assert change.degrees == pytest.approx(3)
    assert change.quarter_turns == 0
