"""The filter by an area, in SQL and in memory, and where photos were taken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from photosearch.core.changes import Changes, Subscribers
from photosearch.core.facets import NO_MONTH
from photosearch.core.filters import Filters
from photosearch.core.places import Area
from photosearch.library.filters.facets import LibraryFacets
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.store.samples import MODEL, photo

PLACES = (
    (48.137, 11.575),
    (48.137, 11.575),
    (-17.7, 177.99),
    (-17.7, -179.5),
    (90.0, 0.0),
    (-90.0, 180.0),
    (0.0, 0.0),
    (91.0, 10.0),
    (10.0, 181.0),
    (10.0, None),
    (None, 10.0),
    (None, None),
    (float("inf"), 0.0),
)
KNOWN = 6
"""The first ones are places."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Catalog, LibraryFacets, list]]:
    with Catalog.open(tmp_path_factory.mktemp("library")) as catalog:
        root = catalog.roots.add(Path("/photos").absolute()).root_id
        photos = [
            photo(root, b"%d.jpg" % number, latitude=north, longitude=east)
            for number, (north, east) in enumerate(PLACES)
        ]
        ids = list(catalog.commit_batch(WriteBatch(MODEL, indexed=photos)).indexed_ids)
        yield catalog, LibraryFacets(catalog, Subscribers()), ids


_latitudes, _longitudes = st.floats(-90, 90), st.floats(-180, 180)
_areas = st.one_of(
    st.builds(
        lambda a, b, west, east: Area(min(a, b), west, max(a, b), east),
        _latitudes,
        _latitudes,
        _longitudes,
        _longitudes,
    ),
    st.sampled_from(
        [
            Area(-90, -180, 90, 180),
            Area(48.137, 11.575, 48.137, 11.575),
            Area(-20, 170, -10, -170),
            Area(0, 0, 0, 0),
        ]
    ),
)


def plainly_inside(area: Area, number: int) -> bool:
    north, east = PLACES[number]
    if number >= KNOWN or north is None or east is None:
        return False
    inside = area.west <= east <= area.east
    if area.crosses_date_line:
        inside = east >= area.west or east <= area.east
    return area.south <= north <= area.north and inside


@example(Area(0, 0, 49, -2e-193))
@given(_areas)
def test_sql_memory_and_a_plain_loop_agree(made, area: Area) -> None:
    catalog, facets, ids = made
    filters = Filters(area=area)
    inside = facets.select(filters)
    assert sorted(inside.tolist()) == sorted(catalog.photos.select(filters).tolist())
    # Beside an edge both are right: places are whole numbers, a centimetre apart.
    edges = Area(*(round(each, 7) for each in (area.south, area.west, area.north, area.east)))
    assert sorted(inside.tolist()) == [
        ids[number] for number in range(len(PLACES)) if plainly_inside(edges, number)
    ]


def test_places_and_their_count(made) -> None:
    _, facets, ids = made
    places = facets.places(Filters())
    assert places.photo_ids.tolist() == ids[:KNOWN]
    assert places.total == len(PLACES)
    assert places.latitude_e7[0] == 481370000
    assert facets.count(None, Filters()).placed == KNOWN
    fiji = Filters(area=Area(-20, 170, -10, -170))
    assert facets.count(None, fiji).placed == KNOWN, "as if the filter itself were not set"
    assert facets.places(fiji).photo_ids.tolist() == ids[2:4]
    assert facets.count(np.array(ids[2:]), Filters()).placed == KNOWN - 2


def test_places_that_come_and_change_are_taken_over(tmp_path: Path) -> None:
    with Catalog.open(tmp_path) as catalog:
        root = catalog.roots.add(Path("/photos").absolute()).root_id
        facets = LibraryFacets(catalog, Subscribers())

        def write(name: bytes, **facts: Any) -> None:
            (photo_id,) = catalog.commit_batch(
                WriteBatch(MODEL, indexed=[photo(root, name, **facts)])
            ).indexed_ids
            facets.follow(Changes(added=(photo_id,)))

        write(b"a.jpg")
        assert len(facets.places(Filters()).photo_ids) == 0
        write(b"b.jpg", latitude=1.0, longitude=2.0)
        write(b"a.jpg", latitude=3.0, longitude=-4.0)
        found = facets.places(Filters())
        assert found.latitude_e7.tolist() == [30_000_000, 10_000_000]
        assert found.longitude_e7.tolist() == [-40_000_000, 20_000_000]


def test_months_of_a_list(tmp_path: Path) -> None:
    with Catalog.open(tmp_path) as catalog:
        root = catalog.roots.add(Path("/photos").absolute()).root_id
        facets = LibraryFacets(catalog, Subscribers())
        assert facets.months(np.empty(0, np.int64)).starts.tolist() == []
        assert facets.months(np.array([7])).months.tolist() == [NO_MONTH]
        days = (datetime(2024, 5, 31, 23, 59), datetime(2024, 5, 1), None, datetime(1969, 12, 31))
        photos = [photo(root, b"%d" % n, captured=day) for n, day in enumerate(days)]
        ids = list(catalog.commit_batch(WriteBatch(MODEL, indexed=photos)).indexed_ids)
        facets.follow(Changes(added=tuple(ids)))
        for _ in range(2):  # out of the catalog, then out of the columns in memory
            found = facets.months(np.array([*ids, 999]))
            assert found.starts.tolist() == [0, 2, 3, 4]
            assert found.months.tolist() == [54 * 12 + 4, NO_MONTH, -1, NO_MONTH]
            facets.columns()
