"""Places, areas and distances in words."""

from __future__ import annotations

import pytest

from photosearch.core.places import Area
from photosearch.gui import wording


@pytest.mark.parametrize(
    ("area", "words"),
    [
        (Area(47.9, 11.3, 48.3, 11.8), "47.90 – 48.30° N, 11.30 – 11.80° E"),
        (Area(-20, 170, -10, -170), "20.00 – 10.00° S, 170.00° E – 170.00° W"),
        (Area(-5, -3, 3, 3), "5.00° S – 3.00° N, 3.00° W – 3.00° E"),
        (Area(48, 11, 48, 11), "48.00° N, 11.00° E"),
    ],
)
def test_areas(area: Area, words: str) -> None:
    assert wording.area(area) == words


def test_lines_have_as_many_decimals_as_their_step() -> None:
    assert wording.latitude(48.0, 1.0) == "48° N"
    assert wording.latitude(-33.5, 0.5) == "33.5° S"
    assert wording.longitude(11.502, 0.002) == "11.502° E"
    assert wording.longitude(0.0, 10.0) == "0°"


def test_distances() -> None:
    assert wording.distance(20) == "20 km"
    assert wording.distance(0.05) == "50 m"
