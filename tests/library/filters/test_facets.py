"""Counts, choices and groups, held to plain Python versions of them."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.core.changes import Changes, Subscribers
from photosearch.core.errors import CatalogError
from photosearch.core.facets import Facets, Groups, day_number, day_of
from photosearch.core.filters import FILTERS, ORIENTATIONS, Filters
from photosearch.core.photo import PhotoRecord, Root
from photosearch.core.sorting import SortKey, SortOrder
from photosearch.library.filters.facets import LibraryFacets, ask_catalog
from photosearch.library.filters.folder_tree import build_tree
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.store.samples import MODEL, photo, stamp, unreadable
from tests.store.test_select import NOON, ZONES, made_photo

ROOTS = (Path("/photos/x").absolute(), Path("/photos/y").absolute())
OWN = ("folders", "cameras", "lenses", "formats", "keywords", "orientations")


def make_catalog(folder: Path, photos: int = 300) -> Catalog:
    catalog = Catalog.open(folder)
    roots = [catalog.roots.add(path).root_id for path in ROOTS]
    made = [made_photo(roots[number % 2], number) for number in range(photos)]
    ids = catalog.commit_batch(WriteBatch(MODEL, indexed=made)).indexed_ids
    catalog.commit_batch(
        WriteBatch(missing=ids[:10], unreadable=[unreadable(roots[0], b"a/unreadable.jpg")])
    )
    return catalog


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Catalog, LibraryFacets]]:
    with make_catalog(tmp_path_factory.mktemp("library")) as catalog:
        yield catalog, LibraryFacets(catalog, Subscribers())


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Catalog, LibraryFacets]]:
    """One that a test may change."""
    with make_catalog(tmp_path, 60) as catalog:
        yield catalog, LibraryFacets(catalog, Subscribers())


_bounds = st.builds(
    lambda hours, zone: (NOON + timedelta(hours=hours)).replace(tzinfo=zone),
    st.integers(-30, 30),
    st.sampled_from(ZONES),
)


def some(values: list[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), max_size=2).map(tuple)


any_filters = st.builds(
    Filters,
    folders=some([Path("/photos"), ROOTS[0], ROOTS[1] / "a", ROOTS[0] / "a" / "b", Path("/z")]),
    since=st.none() | _bounds,
    until=st.none() | _bounds,
    cameras=some(["canon", "öko", "canon eos 5d", "nothing"]),
    lenses=some(["ef", "85"]),
    formats=some(["jpeg", "NEF", "gif"]),
    min_rating=st.none() | st.integers(-1, 5),
    text=st.sampled_from(["", "1", "sea", '"a b"', "jpg x", "***"]),
    keywords=some(["sea", "ÖL"]),
    date_errors=some(["missing", "future"]),
    orientations=some([*ORIENTATIONS, "round"]),
)


def plain_counts(records: list[PhotoRecord], facet: str) -> dict[Any, int]:
    """Photos by value of one facet."""
    counted: Counter[Any] = Counter()
    for record in records:
        facts = record.metadata
        assert facts is not None
        if facet == "folders":
            counted.update(folder for folder in record.path.parents if len(folder.parts) > 2)
        elif facet == "keywords":
            counted.update({word.casefold() for word in facts.keywords})
        elif facet == "orientations":
            counted[
                ORIENTATIONS[(facts.width <= facts.height) + (facts.width == facts.height)]
            ] += 1
        else:
            name = {"cameras": "camera", "lenses": "lens", "formats": "format"}[facet]
            counted[getattr(facts, name)] += 1
    counted.pop(None, None)
    return dict(counted)


def told_counts(facets: Facets, facet: str) -> dict[Any, int]:
    if facet == "folders":
        counts = facets.folder_counts.tolist()
        return {p: n for p, n in zip(facets.folders.paths, counts, strict=True) if n}
    counted = facets.of(facet)
    key = (lambda value: str(value).casefold()) if facet == "keywords" else str
    assert len({key(each.value) for each in counted}) == len(counted)
    return {key(each.value): each.count for each in counted}


@settings(max_examples=100, deadline=None)
@given(filters=any_filters, among=st.none() | st.integers(0, 200))
def test_counts_are_the_plain_counts(shared: Any, filters: Filters, among: int | None) -> None:
    catalog, facets = shared
    ids = None
    if among is not None:
        ids = np.random.default_rng(among).permutation(catalog.photos.ids())[:among]
    told = facets.count(ids, filters)

    def records(**without: Any) -> list[PhotoRecord]:
        passing = set(ask_catalog(catalog, replace(filters, **without)).tolist())
        if ids is not None:
            passing &= set(ids.tolist())
        return catalog.photos.get(sorted(passing))

    assert told.total == len(records())
    for facet in OWN:
        assert told_counts(told, facet) == plain_counts(records(**{facet: ()}), facet), facet
    days = Counter(
        record.metadata.captured.date() if record.metadata and record.metadata.captured else None
        for record in records(since=None, until=None)
    )
    assert told.undated == days.pop(None, 0)
    assert [day_of(day) for day in told.days.tolist()] == sorted(days)
    assert told.day_counts.tolist() == [days[day] for day in sorted(days)]
    ratings = Counter(r.metadata.rating for r in records(min_rating=None) if r.metadata)
    del ratings[None]
    assert {each.value: each.count for each in told.of("min_rating")} == ratings
    assert told.at_least("min_rating", 3) == ratings[3] + ratings[4] + ratings[5]


@settings(max_examples=100, deadline=None)
@given(filters=any_filters)
def test_the_columns_choose_what_the_catalog_chooses(shared: Any, filters: Filters) -> None:
    catalog, facets = shared
    facets.count(None, Filters())  # loads the columns
    expected = ask_catalog(catalog, filters).tolist()
    assert facets.passing(filters).tolist() == expected
    for order in (SortOrder(), SortOrder(SortKey.NAME, reversed=True), SortOrder(SortKey.RATING)):
        selected = facets.select(filters, order).tolist()
        assert selected == [i for i in catalog.photos.ids(order).tolist() if i in set(expected)]


@pytest.mark.parametrize("zone", ZONES)
def test_the_ends_of_the_calendar_and_parts_of_seconds(tmp_path: Path, zone: Any) -> None:
    noon = datetime(2020, 6, 1, 12)
    moments = [
        datetime.min,
        datetime(1969, 12, 31, 23, 59, 59, 999_999),
        noon,
        *(noon.replace(microsecond=part) for part in (1, 300_000, 500_000, 999_999)),
        datetime.max,
    ]
    with Catalog.open(tmp_path) as catalog:
        root_id = catalog.roots.add(ROOTS[0]).root_id
        photos = [
            photo(root_id, b"%d %d.jpg" % pair, captured=moment.replace(tzinfo=own))
            for pair, moment, own in (
                ((n, m), moment, own)
                for n, moment in enumerate(moments)
                for m, own in enumerate(ZONES)
                if own is None or moment not in (datetime.min, datetime.max)
            )
        ]
        catalog.commit_batch(WriteBatch(MODEL, indexed=photos))
        facets = LibraryFacets(catalog, Subscribers())
        told = facets.count(None, Filters())
        days = Counter(day_number(each.metadata.captured.date()) for each in photos)
        assert dict(zip(told.days.tolist(), told.day_counts.tolist(), strict=True)) == days
        for bound in (*moments, noon.replace(microsecond=400_000)):
            for filters in (
                Filters(since=bound.replace(tzinfo=zone)),
                Filters(until=bound.replace(tzinfo=zone)),
            ):
                expected = ask_catalog(catalog, filters).tolist()
                assert facets.passing(filters).tolist() == expected, filters


def test_a_single_search_loads_no_columns(own: Any) -> None:
    catalog, facets = own
    filters = Filters(min_rating=3)
    assert facets.passing(filters).tolist() == ask_catalog(catalog, filters).tolist()
    assert not facets._columns.loaded
    assert facets.passing(filters) is facets.passing(filters), "it is remembered"


def test_folders_are_a_tree(shared: Any) -> None:
    tree = shared[1].count(None, Filters()).folders
    assert [tree.paths[row] for row in np.flatnonzero(tree.parents < 0)] == list(ROOTS)
    for path, name, parent in zip(tree.paths, tree.names, tree.parents.tolist(), strict=True):
        assert path == tree.paths[parent] / path.name if parent >= 0 else path in ROOTS
        assert name.isprintable()
    # what lies below a folder follows it at once
    for row, path in enumerate(tree.paths):
        below = [r for r, other in enumerate(tree.paths) if path in (other, *other.parents)]
        assert below == list(range(row, row + len(below)))
    assert shared[1].count(None, Filters(min_rating=3)).folders is tree


@pytest.mark.parametrize("by", ["day", "folder"])
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 1000), count=st.integers(0, 290))
def test_groups_keep_the_order_within(shared: Any, by: Any, seed: int, count: int) -> None:
    catalog, facets = shared
    ids = np.random.default_rng(seed).permutation(catalog.photos.ids())[:count]
    groups = facets.groups(ids, by)
    assert sorted(groups.order.tolist()) == list(range(len(ids)))
    records = {record.photo_id: record for record in catalog.photos.get(ids.tolist())}
    titles: dict[str, list[int]] = {}
    for row, photo_id in enumerate(ids.tolist()):
        record = records[photo_id]
        if by == "folder":
            title = (
                str(record.path.parent).encode(errors="surrogateescape").decode(errors="replace")
            )
        else:
            captured = record.metadata.captured
            title = captured.date().isoformat() if captured else ""
        titles.setdefault(title, []).append(row)
    if "" in titles:
        titles[""] = titles.pop("")  # last
    assert list(groups.titles) == list(titles)
    parts = np.split(groups.order, groups.starts[1:]) if len(ids) else []
    assert [part.tolist() for part in parts] == list(titles.values())
    assert groups.sizes().tolist() == [len(rows) for rows in titles.values()]


@pytest.mark.parametrize("by", ["day", "folder"])
def test_groups_of_an_answer_load_no_columns(own: Any, by: Any) -> None:
    catalog, facets = own
    ids = catalog.photos.ids()[::-1].copy()
    few = facets.groups(ids, by)
    assert not facets._columns.loaded
    facets.count(None, Filters())
    again = facets.groups(ids, by)
    assert (few.titles, few.order.tolist()) == (again.titles, again.order.tolist())


def test_groups_of_unknown_photos_have_no_heading(shared: Any) -> None:
    newest = int(shared[0].photos.ids()[0])
    groups = shared[1].groups(np.array([99_999, newest, -1], np.int64), "day")
    assert groups.titles[-1] == ""
    assert groups.order.tolist() == [1, 0, 2]


@pytest.mark.parametrize(
    ("starts", "titles", "rows"),
    [([1], ("a",), 2), ([0, 0], ("a", "b"), 2), ([0], (), 2), ([0, 2], ("a", "b"), 2), ([], (), 1)],
)
def test_groups_that_make_no_sense(starts: list[int], titles: Any, rows: int) -> None:
    with pytest.raises(ValueError, match="groups"):
        Groups(np.arange(rows), np.array(starts, np.int64), titles)


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(1969, 12, 31), date(2024, 2, 29), date.min])
def test_days_are_numbers(day: date) -> None:
    assert day_of(day_number(day)) == day


def assert_in_step(catalog: Catalog, facets: LibraryFacets) -> None:
    """The columns know what newly loaded ones know."""
    fresh = LibraryFacets(catalog, Subscribers())
    for filters in (Filters(), Filters(keywords=("sea",)), Filters(text="x", min_rating=1)):
        told, expected = facets.count(None, filters), fresh.count(None, filters)
        for facet in (*OWN, "min_rating", "total", "undated"):
            if facet == "folders":
                assert told_counts(told, facet) == told_counts(expected, facet)
                assert told.folders.paths == expected.folders.paths
            elif facet == "keywords":
                assert told_counts(told, facet) == told_counts(expected, facet)
            elif facet in FILTERS:
                assert told.of(facet) == expected.of(facet), facet
            else:
                assert getattr(told, facet) == getattr(expected, facet), facet
        assert told.days.tolist() == expected.days.tolist()
        assert facets.select(filters).tolist() == fresh.select(filters).tolist()


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), data=st.data())
def test_counts_follow_whatever_happens(
    tmp_path_factory: pytest.TempPathFactory, seed: int, data: Any
) -> None:
    with make_catalog(tmp_path_factory.mktemp("library"), 40) as catalog:
        subscribers = Subscribers()
        facets = LibraryFacets(catalog, subscribers)
        facets.count(None, Filters())
        chance = random.Random(seed)
        roots = [root.root_id for root in catalog.roots.all()]
        for _ in range(data.draw(st.integers(1, 4))):
            ids = catalog.photos.ids().tolist()
            chosen = chance.sample(ids, min(len(ids), chance.randrange(8)))
            batch = WriteBatch(
                MODEL,
                indexed=[made_photo(chance.choice(roots), chance.randrange(80)) for _ in range(5)],
                missing=chosen[:3],
                moved=[(i, roots[0], stamp(b"moved/%d.jpg" % i)) for i in chosen[3:5]],
                copied=[(i, roots[1], stamp(b"copied/%d.jpg" % i)) for i in chosen[5:]],
                unreadable=[unreadable(roots[1], b"%d.jpg" % chance.randrange(60))],
            )
            result = catalog.commit_batch(batch)
            subscribers.notify(
                Changes(
                    tuple(result.copied_ids + result.indexed_ids),
                    tuple(photo_id for photo_id, _, _ in batch.moved),
                    (*batch.missing, *result.unreadable_ids, *result.replaced_ids),
                )
            )
            if chance.random() < 0.7:
                assert_in_step(catalog, facets)
        assert_in_step(catalog, facets)


def test_many_changes_are_read_anew(own: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog, facets = own
    facets.count(None, Filters())
    catalog.commit_batch(WriteBatch(missing=[20]))
    monkeypatch.setattr("photosearch.library.filters.resident_columns._RELOAD_ABOVE", 2)
    facets.follow(Changes(removed=(20, 1, 2)))
    assert_in_step(catalog, facets)


def test_a_root_that_goes_takes_its_photos_along(own: Any) -> None:
    catalog, facets = own
    facets.count(None, Filters())
    catalog.roots.remove(catalog.roots.all()[0].root_id)
    facets.follow(Changes(roots_changed=True))
    assert_in_step(catalog, facets)
    assert facets.count(None, Filters()).folders.paths[0] == ROOTS[1]


def test_a_root_that_becomes_part_of_another(own: Any) -> None:
    catalog, facets = own
    facets.count(None, Filters())
    parent = catalog.roots.add(Path("/photos").absolute())
    catalog.roots.absorb(catalog.roots.all()[0].root_id, parent.root_id, b"x")
    facets.follow(Changes(roots_changed=True))
    assert_in_step(catalog, facets)
    passing = facets.passing(Filters(folders=(ROOTS[0],)))
    assert len(passing) == 25
    assert facets.groups(passing, "folder").titles[0].startswith(str(ROOTS[0]))


def test_a_catalog_that_cannot_be_read_is_said(own: Any) -> None:
    catalog, facets = own
    catalog.close()
    for _ in range(2):
        with pytest.raises(CatalogError):
            facets.count(None, Filters())


def test_many_threads_count_while_photos_come_in(own: Any) -> None:
    catalog, facets = own
    root_id = catalog.roots.all()[0].root_id
    stop = threading.Event()
    totals: list[list[int]] = [[], []]
    failures: list[BaseException] = []

    def count(into: list[int]) -> None:
        try:
            while not stop.is_set():
                told = facets.count(None, Filters())
                assert told.total == told.undated + told.day_counts.sum()
                assert told.total == sum(each.count for each in told.of("formats"))
                into.append(told.total)
        except BaseException as error:  # noqa: BLE001 - told in the main thread
            failures.append(error)

    threads = [threading.Thread(target=count, args=(into,)) for into in totals]
    for thread in threads:
        thread.start()
    for number in range(20):
        new = photo(root_id, b"new/%d.jpg" % number, captured=datetime(2021, 1, 1, tzinfo=UTC))
        ids = catalog.commit_batch(WriteBatch(MODEL, indexed=[new])).indexed_ids
        facets.follow(Changes(added=tuple(ids)))
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert all(into == sorted(into) for into in totals)
    assert facets.count(None, Filters()).total == 70


def test_folders_of_a_tree_are_in_natural_order() -> None:
    root = Root(1, Path("/photos").absolute(), "")
    folders = [b"Day 10", b"day 2", b"Day 2/Noon", "Äpfel".encode(), b"Zebra"]
    tree = build_tree([root], [(1, folder) for folder in folders], [True] * len(folders)).tree
    assert tree.names[1:] == ("Äpfel", "Day 2", "Noon", "day 2", "Day 10", "Zebra")
