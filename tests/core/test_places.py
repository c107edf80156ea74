"""Areas and distances on the earth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from photosearch.core.places import E7, NO_PLACE, Area, place_of, points_of

_latitudes, _longitudes = st.floats(-90, 90), st.floats(-180, 180)


def e7(*degrees: float) -> np.ndarray:
    return np.array([round(each * E7) for each in degrees], np.int32)


@pytest.mark.parametrize(
    "edges",
    [(1, 0, 0, 0), (-91, 0, 0, 0), (0, -181, 0, 0), (0, 0, 0, 181), (float("nan"), 0, 0, 0)],
)
def test_what_is_no_area(edges: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="are from"):
        Area(*edges)


def test_an_area_may_cross_the_date_line() -> None:
    fiji = Area(-20, 170, -10, -170)
    assert fiji.crosses_date_line
    assert fiji.contains(e7(-17, -17, -17), e7(178, -178, 0)).tolist() == [True, True, False]
    assert not Area(-20, -170, -10, 170).contains(e7(-17), e7(178))[0]


def test_edges_are_inside_and_what_is_not_known_is_not() -> None:
    world = Area(-90, -180, 90, 180)
    assert world.contains(e7(-90, 90, 0), e7(-180, 180, 0)).all()
    nowhere = np.array([NO_PLACE], np.int32)
    assert not world.contains(nowhere, nowhere).any()


@given(_latitudes, _latitudes, st.floats(-900, 900), st.floats(0, 720))
def test_areas_of_a_map_that_repeats(south: float, north: float, west: float, width: float) -> None:
    south, north = min(south, north), max(south, north)
    area = Area.around(south, west, north, west + width)
    middle = (west + width / 2 + 180) % 360 - 180
    # The date line itself has two numbers, and an area that ends there names one of them.
    assume(abs(middle) < 180 - 1e-6)
    assert area.contains(e7((south + north) / 2), e7(middle))[0]
    if width < 359:
        beyond = (west + width + (360 - width) / 2 + 180) % 360 - 180
        assert not area.contains(e7((south + north) / 2), e7(beyond))[0]


@given(_latitudes, _longitudes)
def test_points_lead_back_to_their_places(latitude: float, longitude: float) -> None:
    (point,) = points_of(e7(latitude), e7(longitude))
    north, east = place_of(point)
    assert north == pytest.approx(latitude, abs=1e-5)
    if abs(latitude) < 89.9:
        assert (east - longitude + 180) % 360 - 180 == pytest.approx(0, abs=1e-4)


def test_distances_are_those_on_the_ground() -> None:
    munich, augsburg = points_of(e7(48.137, 48.366), e7(11.575, 10.886))
    assert np.linalg.norm(munich - augsburg) == pytest.approx(57.0, abs=0.5)
