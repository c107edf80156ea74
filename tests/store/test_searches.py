"""Searches that are kept: what was put in comes out, and no more than is wanted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.errors import UserError
from photosearch.core.filters import Filters
from photosearch.core.query import LOOK, CropBox, SimilarityWeights
from photosearch.core.saved_searches import RECENT_SEARCHES, SavedImage, SavedQuery
from photosearch.store.catalog import Catalog
from photosearch.store.searches import SearchStore, document_of, pictures_digest, query_of

PICTURE = SavedImage("beach.jpg", b"\xff\xd8 beach")
QUERY = SavedQuery((PICTURE,))

_boxes = st.builds(
    CropBox, st.floats(0, 0.4), st.floats(0, 0.4), st.floats(0.1, 0.5), st.floats(0.1, 0.5)
)
_pictures = st.builds(
    SavedImage,
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.binary(min_size=1, max_size=8),
    st.none() | st.integers(1, 2**62),
    st.none() | _boxes,
    st.floats(0.25, 4),
    st.booleans(),
)
_times = st.datetimes(timezones=st.none() | st.just(timezone(timedelta(hours=2))))
_names = st.lists(st.text(max_size=6), max_size=2).map(tuple)
_filters = st.builds(
    Filters,
    folders=st.lists(st.sampled_from([Path("/a"), Path("/b\udce9/c")]), max_size=2).map(tuple),
    since=st.none() | _times,
    until=st.none() | _times,
    cameras=_names,
    lenses=_names,
    formats=_names,
    min_rating=st.none() | st.integers(0, 5),
    text=st.text(max_size=9),
    keywords=_names,
    orientations=st.sampled_from([(), ("portrait",), ("landscape", "square")]),
)
_shares = st.floats(0, 1)
_senses = st.builds(SimilarityWeights, _shares, _shares, st.floats(0.1, 1))
_queries = st.builds(
    SavedQuery, st.lists(_pictures, min_size=1, max_size=4).map(tuple), _senses, _filters, _shares
)


@pytest.fixture
def searches(tmp_path: Path) -> Iterator[SearchStore]:
    with Catalog.open(tmp_path / "library") as catalog:
        yield catalog.searches


@given(_queries)
def test_what_is_kept_comes_back_as_it_was(query: SavedQuery) -> None:
    text = document_of(query)
    assert text.isascii()
    assert query_of(text, [picture.jpeg for picture in query.pictures]) == query


_GOOD = document_of(QUERY)
_WRONG = [_GOOD.replace('"weight": 1.0', '"weight": 0'), _GOOD.replace("[1, 0, 0]", "[0]")]


@pytest.mark.parametrize("text", ["", "{", "[]", "7", "{}", *_WRONG])
def test_what_is_none_of_ours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"search|weight|sense|Expecting"):
        query_of(text, [PICTURE.jpeg])


def test_filters_of_a_newer_version_are_left_out() -> None:
    text = document_of(replace(QUERY, filters=Filters(text="sea")))
    text = text.replace('"filters": {', '"filters": {"moon_phase": "full", ')
    assert query_of(text, [PICTURE.jpeg]).filters == Filters(text="sea")


def test_the_digest_tells_pictures_apart_and_nothing_else() -> None:
    same = [QUERY, replace(QUERY, sense=LOOK, least=0.5, filters=Filters(min_rating=3))]
    same += [SavedQuery((replace(PICTURE, weight=2, title="x", crop=CropBox(0, 0, 0.5, 0.5)),))]
    others = [
        SavedQuery((replace(PICTURE, jpeg=b"other"),)),
        SavedQuery((replace(PICTURE, less=True),)),
        SavedQuery((replace(PICTURE, photo_id=7),)),
        SavedQuery((PICTURE, PICTURE)),
    ]
    assert len({pictures_digest(query) for query in same}) == 1
    assert len({pictures_digest(query) for query in [QUERY, *others]}) == 5


def test_the_latest_come_first_and_the_same_pictures_are_one(searches: SearchStore) -> None:
    other = SavedQuery((replace(PICTURE, jpeg=b"other", title="hill.jpg"),))
    searches.note(QUERY)
    searches.note(other)
    searches.note(replace(QUERY, sense=LOOK))
    assert [search.query for search in searches.recent()] == [replace(QUERY, sense=LOOK), other]
    assert searches.saved() == []


def test_a_query_that_is_being_put_together_is_one(searches: SearchStore) -> None:
    first = searches.note(QUERY)
    changed = SavedQuery((replace(PICTURE, less=True), replace(PICTURE, jpeg=b"other")))
    second = searches.note(changed, instead=first.search_id)
    assert searches.recent() == [second]
    saved = searches.save("sea", QUERY)
    searches.note(QUERY, instead=saved.search_id)
    assert len(searches.saved()) == 1, "a saved one is never replaced by the way"


def test_only_so_many_are_kept(searches: SearchStore) -> None:
    for number in range(RECENT_SEARCHES + 5):
        searches.note(SavedQuery((replace(PICTURE, jpeg=b"%d" % number),)))
    searches.save("kept", QUERY)
    recent = searches.recent()
    assert len(recent) == RECENT_SEARCHES
    assert recent[0].query.pictures[0].jpeg == b"%d" % (RECENT_SEARCHES + 4)
    assert [search.name for search in searches.saved()] == ["kept"]


def test_saved_ones_have_names_of_their_own(searches: SearchStore) -> None:
    sea = searches.save("  the   sea ", QUERY)
    hills = searches.save("Hills", QUERY)
    assert [search.name for search in searches.saved()] == ["Hills", "the sea"]
    for wrong in ("the sea", " ", ""):
        with pytest.raises(UserError):
            searches.save(wrong, QUERY)
        with pytest.raises(UserError):
            searches.rename(hills.search_id, wrong)
    searches.rename(hills.search_id, "Hills")
    searches.rename(sea.search_id, "Ärmel \udcff")
    assert [search.name for search in searches.saved()] == ["Hills", "Ärmel \\udcff"]
    replaced = searches.save("Hills", replace(QUERY, sense=LOOK), replace=True)
    assert [s.query.sense for s in searches.saved() if s.search_id == replaced.search_id] == [LOOK]
    assert len(searches.saved()) == 2


def test_a_removed_one_can_be_brought_back(searches: SearchStore) -> None:
    sea, noted = searches.save("sea", QUERY), searches.note(QUERY)
    for search in (sea, noted):
        searches.remove(search.search_id)
        searches.remove(search.search_id)
    assert searches.saved() == searches.recent() == []
    assert replace(searches.restore(sea), search_id=sea.search_id) == sea
    searches.restore(noted)
    assert [search.used_at for search in searches.recent()] == [noted.used_at]
    with pytest.raises(UserError, match="already"):
        searches.restore(sea)
    assert searches.forget_recent()[0].query == QUERY
    assert searches.recent() == []
    assert len(searches.saved()) == 1


def test_what_the_window_showed_is_shown_again(tmp_path: Path) -> None:
    with Catalog.open(tmp_path) as catalog:
        assert catalog.searches.opened() is None
        catalog.searches.note(QUERY)
        again = catalog.searches.note(replace(QUERY, least=0.25))
    with Catalog.open(tmp_path) as catalog:
        assert catalog.searches.opened() == again
        catalog.searches.set_open(None)
        assert catalog.searches.opened() is None
        saved = catalog.searches.save("sea", QUERY)
        catalog.searches.set_open(saved.search_id)
        assert catalog.searches.opened() == saved
        catalog.searches.remove(saved.search_id)
        assert catalog.searches.opened() is None


def test_a_row_that_cannot_be_read_is_left_alone(tmp_path: Path, caplog) -> None:
    with Catalog.open(tmp_path) as catalog:
        catalog.searches.save("sea", QUERY)
        broken = catalog.searches.save("broken", QUERY)
    with closing(sqlite3.connect(tmp_path / "catalog.db")) as connection, connection:
        connection.execute("UPDATE searches SET query = '{' WHERE id = ?", (broken.search_id,))
    with Catalog.open(tmp_path) as catalog:
        assert [search.name for search in catalog.searches.saved()] == ["sea"]
        with pytest.raises(UserError, match="already"):
            catalog.searches.save("broken", QUERY)
    assert "cannot be read" in caplog.text


def test_a_library_made_before_is_taken_over(tmp_path: Path) -> None:
    with Catalog.open(tmp_path) as catalog:
        pass
    with closing(sqlite3.connect(tmp_path / "catalog.db")) as connection, connection:
        connection.execute("DROP TABLE search_pictures")
        connection.execute("DROP TABLE searches")
        connection.execute("PRAGMA user_version = 2")
    with Catalog.open(tmp_path) as catalog:
        catalog.searches.note(QUERY)
        assert catalog.searches.recent()[0].query == QUERY
