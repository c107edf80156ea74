"""Photos gathered into dots: all in sight, each once, wherever the earth is cut."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.places import E7, Area, Places
from photosearch.gui import wording
from photosearch.gui.map.dots import CELL, Dots, MapPhotos, gather
from photosearch.gui.map.projection import Viewport, x_of

_places = st.lists(
    st.one_of(
        st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
        st.tuples(st.floats(48.1, 48.2), st.floats(11.5, 11.6)),
        st.tuples(st.floats(-18, -17), st.sampled_from([179.99, -179.99, 180.0, -180.0])),
    ),
    max_size=60,
)


def photos_at(places: list[tuple[float, float]]) -> MapPhotos:
    north = np.array([round(place[0] * E7) for place in places], np.int32)
    east = np.array([round(place[1] * E7) for place in places], np.int32)
    return MapPhotos.of(Places(np.arange(1, len(places) + 1), north, east, len(places)))


@given(_places, st.floats(0, 1), st.floats(0, 1), st.floats(256, 1e6))
def test_all_photos_in_sight_are_in_one_dot(
    places: list[tuple[float, float]], x: float, y: float, scale: float
) -> None:
    photos, viewport = photos_at(places), Viewport(x, y, scale, 300, 200).settled()
    dots = gather(photos, viewport)
    seen = np.zeros(len(photos), np.int64)
    for dot in range(len(dots)):
        rows = dots.rows_of(dot, photos)
        right, _ = viewport.pixels_of(photos.x, photos.y)
        here = rows & (right >= -CELL) & (right < viewport.width + CELL)
        assert dots.counts[dot] <= np.count_nonzero(rows)
        assert photos.places.photo_ids[rows].max() >= dots.photo_ids[dot]
        seen += here
    right, down = viewport.pixels_of(photos.x, photos.y)
    inside = (right >= 0) & (right < 300) & (down >= 0) & (down < 200)
    assert (seen[inside] == 1).all()
    assert dots.counts.sum() >= np.count_nonzero(inside)


def test_dots_stay_what_they_are_while_the_map_is_moved() -> None:
    random = np.random.default_rng(3)
    photos = photos_at(
        [tuple(each) for each in random.uniform((40, 0), (55, 20), (500, 2)).tolist()]
    )
    here = Viewport(float(x_of(np.array([10]))[0]), 0.35, 3000, 400, 300)
    there = here.moved(37, 11)

    def inner(dots: Dots, viewport: Viewport) -> set[tuple[int, int, int]]:
        right, down = viewport.pixels_of(dots.x, dots.y)
        middle = (right > 100) & (right < 300) & (down > 100) & (down < 200)
        return set(
            zip(
                dots.columns[middle].tolist(),
                dots.lines[middle].tolist(),
                dots.counts[middle].tolist(),
                strict=True,
            )
        )

    both = inner(gather(photos, here), here) & inner(gather(photos, there), there)
    assert both
    first = gather(photos, here)
    second = gather(photos, there)
    told = {(c, n): k for c, n, k in zip(first.columns, first.lines, first.counts, strict=True)}
    right, down = here.pixels_of(second.x, second.y)
    for dot in np.flatnonzero((right > 60) & (right < 340) & (down > 60) & (down < 240)):
        assert told[second.columns[dot], second.lines[dot]] == second.counts[dot]


def test_bounds_leave_out_the_widest_stretch_without_photos() -> None:
    fiji = photos_at([(-17.0, 178.0), (-18.0, -179.0), (-16.5, 179.5)])
    assert fiji.bounds() == Area(-18.0, 178.0, -16.5, -179.0)
    assert photos_at([(48.0, 11.0)]).bounds() == Area(48.0, 11.0, 48.0, 11.0)
    assert photos_at([]).bounds() is None
    one = fiji.bounds(np.array([True, False, False]))
    assert one == Area(-17.0, 178.0, -17.0, 178.0)


@given(_places.filter(len))
def test_all_photos_are_within_the_bounds(places: list[tuple[float, float]]) -> None:
    photos = photos_at(places)
    area = photos.bounds()
    assert area is not None
    assert area.contains(photos.places.latitude_e7, photos.places.longitude_e7).all()
    assert {type(edge) for edge in (area.south, area.west, area.north, area.east)} == {float}
    assert wording.area(area)


@pytest.mark.slow
def test_a_million_photos_in_a_moment() -> None:
    random = np.random.default_rng(1)
    north = random.normal(48, 12, 1_000_000).clip(-90, 90)
    east = random.uniform(-180, 180, 1_000_000)
    places = Places(
        np.arange(1_000_000),
        (north * E7).astype(np.int32),
        (east * E7).astype(np.int32),
        1_000_000,
    )
    photos = MapPhotos.of(places)
    best = 9.0
    for scale in (600.0, 5000.0, 600.0):
        start = time.process_time()
        dots = gather(photos, Viewport(0.5, 0.35, scale, 600, 500).settled())
        best = min(best, time.process_time() - start)
        assert len(dots) <= 14 * 12
    assert best < 1.0
