"""Where a picture lies in its pane, for any sizes."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from photosearch.gui.viewer.zoom import (
    FIT,
    MAX_ZOOM,
    Extent,
    Zoom,
    actual,
    fit_length,
    length_of,
    panned,
    place,
    scale_of,
    settled,
    zoomed,
)

sides = st.floats(1, 12_000)
extents = st.builds(Extent, sides, sides)
fractions = st.floats(0, 1)
zooms = st.one_of(st.just(FIT), st.builds(Zoom, st.floats(1, 90_000), fractions, fractions))


@given(extents, extents, zooms)
def test_no_gap_where_the_picture_is_larger_and_the_middle_where_it_is_smaller(
    picture: Extent, pane: Extent, zoom: Zoom
) -> None:
    x, y, width, height = place(zoom, picture, pane)
    for start, length, room in ((x, width, pane.width), (y, height, pane.height)):
        if length <= room:
            assert start == pytest.approx((room - length) / 2)
        else:
            assert start <= 1e-6
            assert start + length >= room - 1e-6


@given(extents, extents)
def test_the_whole_picture_fits_and_is_not_enlarged(picture: Extent, pane: Extent) -> None:
    _, _, width, height = place(FIT, picture, pane)
    assert width <= min(pane.width, picture.width) * (1 + 1e-9)
    assert height <= min(pane.height, picture.height) * (1 + 1e-9)
    assert width == pytest.approx(min(pane.width, picture.width)) or height == pytest.approx(
        min(pane.height, picture.height)
    )


@given(extents, extents, zooms, st.floats(0.1, 10), fractions, fractions)
def test_what_is_under_the_pointer_stays_there(
    picture: Extent, pane: Extent, zoom: Zoom, factor: float, fx: float, fy: float
) -> None:
    at = (fx * pane.width, fy * pane.height)
    before = place(zoom, picture, pane)
    after = place(zoomed(zoom, picture, pane, factor, at), picture, pane)
    for axis in (0, 1):
        room = (pane.width, pane.height)[axis]
        # At an edge, or with room to spare, the picture has to move.
        inside = after[axis] < -1e-3 and after[axis] + after[2 + axis] > room + 1e-3
        if inside:
            point = (at[axis] - before[axis]) / before[2 + axis]
            assert after[axis] + point * after[2 + axis] == pytest.approx(
                at[axis], abs=1e-3 * max(1.0, after[2 + axis])
            )


@given(extents, extents, zooms, st.floats(0.01, 100))
def test_zoom_has_its_limits(picture: Extent, pane: Extent, zoom: Zoom, factor: float) -> None:
    assume(length_of(zoom, picture, pane) <= MAX_ZOOM * picture.longer)
    after = zoomed(zoom, picture, pane, factor, (0, 0))
    length = length_of(after, picture, pane)
    assert length <= MAX_ZOOM * picture.longer * (1 + 1e-9)
    assert length >= fit_length(picture, pane) * (1 - 1e-9)


@given(extents, extents, zooms, st.floats(-5000, 5000), st.floats(-5000, 5000))
def test_panning_there_and_back(
    picture: Extent, pane: Extent, zoom: Zoom, dx: float, dy: float
) -> None:
    start = settled(zoom, picture, pane)
    there = panned(start, picture, pane, dx, dy)
    x, y, width, height = place(start, picture, pane)
    nx, ny, _, _ = place(there, picture, pane)
    if start == FIT:
        assert there == FIT
        return
    for before, after, wish, length, room in (
        (x, nx, dx, width, pane.width),
        (y, ny, dy, height, pane.height),
    ):
        if length > room:
            assert after == pytest.approx(
                min(0, max(room - length, before + wish)), abs=1e-6 * max(1, length)
            )


def test_one_to_one_is_a_stop_on_the_way() -> None:
    picture, pane = Extent(4000, 3000), Extent(1000, 800)
    below = Zoom(3600, 0.5, 0.5)
    stop = zoomed(below, picture, pane, 1.25, (0, 0))
    assert scale_of(stop, picture, pane) == 1
    assert scale_of(zoomed(stop, picture, pane, 1.25, (0, 0)), picture, pane) == 1.25
    assert stop == actual(below, picture, pane, (0, 0))


def test_the_same_zoom_shows_the_same_place_of_a_smaller_copy() -> None:
    pane = Extent(800, 600)
    zoom = Zoom(2000, 0.3, 0.6)
    large = place(zoom, Extent(4000, 3000), pane)
    assert place(zoom, Extent(1000, 750), pane) == pytest.approx(large)
