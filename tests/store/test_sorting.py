"""Orders of photos, held to Python's sorted()."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photosearch.core.capture_dates import first_future_day
from photosearch.core.filters import Filters
from photosearch.core.photo import to_rel_path
from photosearch.core.sorting import CATALOG_KEYS, SortKey, SortOrder
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.store.samples import MODEL, photo, stamp, take_back

NOON = datetime(2020, 6, 1, 12)
PHOTOS: list[tuple[bytes, int, int | None, datetime | None, int | None]] = [
    # path, size, rating, captured, colour
    (b"b/Zebra.jpg", 500, 3, NOON, 40),
    (b"a/apple.jpg", 900, None, NOON + timedelta(hours=2), None),
    (b"c/d/Apple.jpg", 100, 5, None, 9000),
    (b"mango.jpg", 700, 3, NOON + timedelta(hours=1), 7),
    (b"a/\xff.jpg", 300, -1, NOON - timedelta(hours=1), 300),
]


@pytest.fixture
def catalog(tmp_path: Path) -> Any:
    with Catalog.open(tmp_path) as opened:
        root = opened.roots.add(Path("/photos").absolute()).root_id
        made = [
            replace(
                photo(root, path, rating=rating, captured=captured),
                stamp=stamp(path, size),
                color=color,
            )
            for path, size, rating, captured, color in PHOTOS
        ]
        opened.commit_batch(WriteBatch(MODEL, indexed=made))
        yield opened


NATURAL = {
    SortKey.TAKEN: [1, 3, 0, 4, 2],
    SortKey.ADDED: [4, 3, 2, 1, 0],
    SortKey.NAME: [1, 2, 3, 0, 4],
    SortKey.SIZE: [1, 3, 0, 4, 2],
    SortKey.RATING: [2, 3, 0, 4, 1],
    SortKey.COLOR: [3, 0, 4, 2, 1],
}
LACKING = {SortKey.TAKEN: 1, SortKey.RATING: 1, SortKey.COLOR: 1}


@pytest.mark.parametrize("key", CATALOG_KEYS)
def test_each_order_and_its_reverse(catalog: Catalog, key: SortKey) -> None:
    ids = catalog.photos.ids(SortOrder(SortKey.ADDED, reversed=True)).tolist()
    natural = [ids[place] for place in NATURAL[key]]
    assert catalog.photos.ids(SortOrder(key)).tolist() == natural
    count = len(ids) - LACKING.get(key, 0)
    backwards = [*natural[:count][::-1], *natural[count:]]
    assert catalog.photos.ids(SortOrder(key, reversed=True)).tolist() == backwards, "lacking: last"
    some = np.array([ids[0], 99_999, ids[3]], np.int64)
    expected = [each for each in natural if each in some.tolist()]
    assert catalog.photos.sort(some, SortOrder(key)).tolist() == [*expected, 99_999]


def test_photos_without_a_rating_stay_as_they_stand(catalog: Catalog) -> None:
    ids = catalog.photos.ids(SortOrder(SortKey.ADDED, reversed=True))
    some = ids[[1, 4, 2]]
    assert catalog.photos.sort(some, SortOrder(SortKey.RATING)).tolist() == ids[[2, 4, 1]].tolist()


def test_an_unreadable_or_missing_photo_is_in_no_order(catalog: Catalog) -> None:
    gone = int(catalog.photos.ids()[0])
    catalog.commit_batch(WriteBatch(missing=[gone]))
    for key in CATALOG_KEYS:
        assert gone not in catalog.photos.ids(SortOrder(key)).tolist()


def test_colours_are_looked_at_once(catalog: Catalog) -> None:
    (without,) = catalog.photos.ids_without_color().tolist()
    catalog.photos.set_colors({without: 123, 99_999: 1})
    assert catalog.photos.ids_without_color().tolist() == []
    by_color = catalog.photos.ids(SortOrder(SortKey.COLOR)).tolist()
    assert by_color.index(without) == 2


NAMES = [
    b"IMG_2.jpg",
    b"img_02.JPG",
    b"sub/IMG_2.jpg",
    b"IMG_10.jpg",
    b"IMG_10b.jpg",
    b"IMG_100.jpg",
    "Äpfel 9.jpg".encode(),
    "A\u0308pfel 10.jpg".encode(),
    b"aprilia.jpg",
    b"IMG_99999999999999999999999.jpg",
    b"a/\xff7.jpg",
    b"a/\xff10.jpg",
    b"7",
    b"10",
    b"no number.jpg",
]
BY_NAME = [
    b"7",
    b"10",
    "Äpfel 9.jpg".encode(),
    "A\u0308pfel 10.jpg".encode(),
    b"aprilia.jpg",
    b"IMG_2.jpg",  # of one key with the next two: by path
    b"img_02.JPG",
    b"sub/IMG_2.jpg",
    b"IMG_10.jpg",
    b"IMG_10b.jpg",
    b"IMG_100.jpg",
    b"IMG_99999999999999999999999.jpg",
    b"no number.jpg",
    b"a/\xff7.jpg",
    b"a/\xff10.jpg",
]


def names(catalog: Catalog, order: SortOrder) -> list[bytes]:
    records = catalog.photos.get(catalog.photos.ids(order))
    return [to_rel_path(Path("/photos").absolute(), record.path) for record in records]


@pytest.mark.parametrize("made_before", [False, True])
def test_names_are_in_natural_order(tmp_path: Path, made_before: bool) -> None:
    by_name = SortOrder(SortKey.NAME)
    with Catalog.open(tmp_path) as catalog:
        root = catalog.roots.add(Path("/photos").absolute()).root_id
        rows = [photo(root, name) for name in NAMES]
        ids = catalog.commit_batch(WriteBatch(MODEL, indexed=rows)).indexed_ids
    if made_before:
        take_back(tmp_path, 5)
    with Catalog.open(tmp_path) as catalog:
        assert names(catalog, by_name) == BY_NAME
        assert names(catalog, SortOrder(SortKey.NAME, reversed=True)) == BY_NAME[::-1]
        # Renamed: it stands where its new name belongs.
        catalog.commit_batch(WriteBatch(MODEL, moved=[(ids[0], root, stamp(b"IMG_11.jpg"))]))
        assert names(catalog, by_name)[8:10] == [b"IMG_10b.jpg", b"IMG_11.jpg"]


def test_names_are_sorted_by_their_index_alone(tmp_path: Path) -> None:
    with Catalog.open(tmp_path):
        pass
    with closing(sqlite3.connect(tmp_path / "catalog.db")) as connection:
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT id FROM photos ORDER BY name_key, rel_path, id"
        ).fetchall()
    (step,) = [row[3] for row in plan]
    assert "COVERING INDEX photos_by_name" in step, "a million photos are not sorted each time"


def test_a_catalog_without_colours_is_taken_over(tmp_path: Path) -> None:
    with Catalog.open(tmp_path) as catalog:
        root = catalog.roots.add(Path("/photos").absolute()).root_id
        catalog.commit_batch(WriteBatch(MODEL, indexed=[photo(root, b"a.jpg")]))
    take_back(tmp_path, 3)
    with Catalog.open(tmp_path) as catalog:
        assert len(catalog.photos.ids_without_color()) == 1
        assert len(catalog.photos.ids(SortOrder(SortKey.COLOR))) == 1


def test_dates_that_a_wrong_clock_gave(tmp_path: Path) -> None:
    future = datetime.combine(first_future_day(), datetime.min.time())
    moments: list[tuple[datetime | None, str]] = [
        (None, "missing"),
        (future, "future"),
        (datetime(2099, 1, 1), "future"),
        (future - timedelta(seconds=1), ""),
        (datetime(1899, 12, 31, 23, 59), "before-1900"),
        (datetime(1, 1, 1), "before-1900"),
        (datetime(1900, 1, 1), ""),
        (datetime(1970, 1, 1, 0, 0, 1), "epoch"),
        (datetime(1969, 12, 31, 19), "epoch"),
        (datetime(1970, 1, 2), ""),
        (datetime(1904, 1, 1), "epoch"),
        (datetime(2020, 6, 1, tzinfo=UTC), ""),
    ]
    with Catalog.open(tmp_path) as catalog:
        root = catalog.roots.add(Path("/photos").absolute()).root_id
        made = [photo(root, b"%d.jpg" % n, captured=when) for n, (when, _) in enumerate(moments)]
        ids = list(catalog.commit_batch(WriteBatch(MODEL, indexed=made)).indexed_ids)
        column = catalog.columns.read_all().single["date_error"]
        assert [("", *column.values)[code] for code in column.codes] == [e for _, e in moments]
        some = catalog.columns.read(np.array(ids, np.int64)).single["date_error"]
        assert [("", *some.values)[code] for code in some.codes] == [e for _, e in moments]
        for error in ("missing", "future", "before-1900", "epoch"):
            found = catalog.photos.select(Filters(date_errors=(error,))).tolist()
            assert found == [i for i, (_, e) in zip(ids, moments, strict=True) if e == error]
    with closing(sqlite3.connect(tmp_path / "catalog.db")) as connection:
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT id FROM photos WHERE captured IS NULL"
        ).fetchone()[3]
        assert "photos_undated" in plan, "not all rows are looked at"
