"""The projection of the map, and the part of it that is seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.places import Area
from photosearch.gui.map.projection import (
    MAX_LATITUDE,
    MAX_SCALE,
    Viewport,
    latitude_at,
    longitude_at,
    x_of,
    y_of,
)

_viewports = st.builds(
    lambda x, y, scale, width, height: Viewport(x, y, scale, width, height).settled(),
    st.floats(-2, 2),
    st.floats(0, 1),
    st.floats(1, 1e9),
    st.integers(1, 2000),
    st.integers(1, 2000),
)


@given(st.floats(-MAX_LATITUDE + 0.01, MAX_LATITUDE - 0.01), st.floats(-180, 180))
def test_degrees_come_back(latitude: float, longitude: float) -> None:
    assert latitude_at(float(y_of(np.array([latitude]))[0])) == pytest.approx(latitude, abs=1e-9)
    assert longitude_at(float(x_of(np.array([longitude]))[0])) == pytest.approx(longitude, abs=1e-9)


def test_the_poles_are_the_edges() -> None:
    assert y_of(np.array([90.0, -90.0])).tolist() == [0, 1]
    assert (latitude_at(0), latitude_at(1)) == (90, -90)


@given(_viewports)
def test_what_is_seen_is_the_earth_at_most_once(viewport: Viewport) -> None:
    assert viewport.width <= viewport.scale <= MAX_SCALE
    top = viewport.point_at(0, 0)[1]
    bottom = viewport.point_at(0, viewport.height)[1]
    assert (top >= -1e-9 and bottom <= 1 + 1e-9) or viewport.y == 0.5


@given(_viewports, st.floats(0.1, 10), st.floats(0, 1), st.floats(0.3, 0.7))
def test_zooming_keeps_what_is_under_the_mouse(
    viewport: Viewport, factor: float, right: float, down: float
) -> None:
    at = right * viewport.width, down * viewport.height
    before, zoomed = viewport.point_at(*at), viewport.zoomed(factor, at)
    after = zoomed.point_at(*at)
    apart = (after[0] - before[0] + 0.5) % 1.0 - 0.5
    assert abs(apart) * zoomed.scale < 1
    top, bottom = zoomed.point_at(0, 0)[1], zoomed.point_at(0, zoomed.height)[1]
    if top > 1e-6 and bottom < 1 - 1e-6:
        assert abs(after[1] - before[1]) * zoomed.scale < 1


@given(
    st.floats(-80, 79),
    st.floats(0.001, 20),
    st.floats(-179, 179),
    st.floats(0.001, 170),
    st.integers(400, 1500),
    st.integers(50, 1500),
)
def test_an_area_is_shown_whole(
    south: float, high: float, west: float, wide: float, width: int, height: int
) -> None:
    area = Area.around(south, west, min(84, south + high), west + wide)
    viewport = Viewport(width=width, height=height).showing(area)
    x = x_of(np.array([area.west, area.east]))
    y = y_of(np.array([area.south, area.north]))
    right, down = viewport.pixels_of(x, y)
    assert ((right > -1) & (right < width + 1)).all()
    if viewport.scale > width and viewport.y != 0.5:
        assert ((down > -1) & (down < height + 1)).all()


def test_a_rectangle_across_the_date_line() -> None:
    viewport = Viewport(x=0.0, y=0.5, scale=1000, width=200, height=100)
    area = viewport.area_between((50, 20), (150, 80))
    assert area.crosses_date_line
    assert (area.west, area.east) == (pytest.approx(162), pytest.approx(-162))
    assert area.south == pytest.approx(-area.north)
    assert viewport.area_between((150, 80), (50, 20)) == area


def test_all_of_the_earth() -> None:
    area = Viewport(width=400, height=900).settled().area()
    assert (area.south, area.north) == (-90, 90)
    assert (area.west, area.east) == (-180, 180)


def test_a_scale_bar_is_true_in_the_middle() -> None:
    equator = Viewport(0.5, 0.5, 40_075.0, 10, 10)
    assert equator.pixel_km() == pytest.approx(1)
    north = Viewport(0.5, float(y_of(np.array([60]))[0]), 40_075.0, 10, 10)
    assert north.pixel_km() == pytest.approx(0.5)
