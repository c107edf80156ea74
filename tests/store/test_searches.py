"""Searches that are kept: what was put in comes out, and no more than is wanted."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.errors import UserError
from photosearch.core.filters import Filters
from photosearch.core.places import Area
from photosearch.core.query import LOOK, CropBox, Query, QueryImage, QueryItem, SimilarityWeights
from photosearch.core.saved_searches import RECENT_SEARCHES, SavedSearch
from photosearch.store.catalog import Catalog
from photosearch.store.searches import SearchStore, from_json, images_digest, to_json
from tests.message_text import raises_text
from tests.store.samples import take_back


def copy_item(jpeg: bytes = b"\xff\xd8 beach", title: str = "beach.jpg", **values) -> QueryItem:
    return QueryItem(QueryImage(file=jpeg, title=title, jpeg=jpeg), **values)


def values(query: Query) -> tuple[object, ...]:
    """All that is saved of a query; its images are equal to themselves only."""
    items = [
        (
            *(item.image.photo_id, item.image.file, item.image.title, item.image.jpeg),
            *(item.crop, item.weight, item.negative),
        )
        for item in query.items
    ]
    return items, query.mode, query.filters, query.threshold


def shown(search: SavedSearch | None) -> tuple[object, ...]:
    assert search is not None
    return search.search_id, search.name, search.used_at, values(search.query)


QUERY = Query((copy_item(),))

_boxes = st.builds(
    CropBox, st.floats(0, 0.4), st.floats(0, 0.4), st.floats(0.1, 0.5), st.floats(0.1, 0.5)
)
_titles = st.text(st.characters(codec="utf-8"), max_size=12)


def _image(jpeg: bytes, title: str, photo_id: int | None) -> QueryImage:
    file = jpeg if photo_id is None else None
    return QueryImage(photo_id=photo_id, file=file, title=title, jpeg=jpeg)


_images = st.builds(
    _image, st.binary(min_size=1, max_size=8), _titles, st.none() | st.integers(1, 2**62)
)
_items = st.builds(QueryItem, _images, st.none() | _boxes, st.floats(0.25, 4), st.booleans())
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
    area=st.sampled_from([None, Area(-20, 170, -10, -170), Area(47.9, 11.3, 48.3, 11.8)]),
)
_shares = st.floats(0, 1)
_modes = st.builds(SimilarityWeights, _shares, _shares, st.floats(0.1, 1))
_queries = st.builds(
    Query, st.lists(_items, min_size=1, max_size=4).map(tuple), _modes, _filters, _shares
)


@pytest.fixture
def searches(tmp_path: Path) -> Iterator[SearchStore]:
    with Catalog.open(tmp_path / "library") as catalog:
        yield catalog.searches


@given(_queries)
def test_what_is_saved_comes_back_as_it_was(query: Query) -> None:
    text = to_json(query)
    assert text.isascii()
    assert values(from_json(text, [image.jpeg for image in query.images])) == values(query)


_GOOD = to_json(QUERY)
_WRONG = [_GOOD.replace('"weight": 1.0', '"weight": 0'), _GOOD.replace("[1, 0, 0]", "[0]")]


@pytest.mark.parametrize("text", ["", "{", "[]", "7", "{}", *_WRONG])
def test_what_is_none_of_ours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"search|weight|sense|Expecting"):
        from_json(text, [QUERY.images[0].jpeg])


def test_filters_of_a_newer_version_are_left_out() -> None:
    text = to_json(replace(QUERY, filters=Filters(text="sea")))
    text = text.replace('"filters": {', '"filters": {"moon_phase": "full", ')
    assert from_json(text, [QUERY.images[0].jpeg]).filters == Filters(text="sea")


def test_the_digest_tells_pictures_apart_and_nothing_else() -> None:
    same = [QUERY, replace(QUERY, mode=LOOK, threshold=0.5, filters=Filters(min_rating=3))]
    same += [Query((copy_item(title="x", weight=2, crop=CropBox(0, 0, 0.5, 0.5)),))]
    others = [
        Query((copy_item(b"other"),)),
        Query((copy_item(negative=True),)),
        Query((QueryItem(QueryImage(photo_id=7, jpeg=QUERY.images[0].jpeg)),)),
        Query((copy_item(), copy_item())),
    ]
    assert len({images_digest(query) for query in same}) == 1
    assert len({images_digest(query) for query in [QUERY, *others]}) == 5


def test_the_latest_come_first_and_the_same_pictures_are_one(searches: SearchStore) -> None:
    other = Query((copy_item(b"other", "hill.jpg"),))
    searches.save_recent(QUERY)
    searches.save_recent(other)
    searches.save_recent(replace(QUERY, mode=LOOK))
    wanted = [values(replace(QUERY, mode=LOOK)), values(other)]
    assert [values(search.query) for search in searches.recent()] == wanted
    assert searches.saved() == []


def test_a_query_that_is_being_put_together_is_one(searches: SearchStore) -> None:
    first = searches.save_recent(QUERY)
    changed = Query((copy_item(negative=True), copy_item(b"other")))
    second = searches.save_recent(changed, replaced=first.search_id)
    assert [shown(each) for each in searches.recent()] == [shown(second)]
    saved = searches.save("sea", QUERY)
    searches.save_recent(QUERY, replaced=saved.search_id)
    assert len(searches.saved()) == 1, "a saved one is never replaced by the way"


def test_only_so_many_are_kept(searches: SearchStore) -> None:
    for number in range(RECENT_SEARCHES + 5):
        searches.save_recent(Query((copy_item(b"%d" % number),)))
    searches.save("kept", QUERY)
    recent = searches.recent()
    assert len(recent) == RECENT_SEARCHES
    assert recent[0].query.images[0].jpeg == b"%d" % (RECENT_SEARCHES + 4)
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
    replaced = searches.save("Hills", replace(QUERY, mode=LOOK), replace=True)
    assert [s.query.mode for s in searches.saved() if s.search_id == replaced.search_id] == [LOOK]
    assert len(searches.saved()) == 2


def test_a_removed_one_can_be_brought_back(searches: SearchStore) -> None:
    sea, noted = searches.save("sea", QUERY), searches.save_recent(QUERY)
    for search in (sea, noted):
        searches.remove(search.search_id)
        searches.remove(search.search_id)
    assert searches.saved() == searches.recent() == []
    assert shown(searches.restore(sea))[1:] == shown(sea)[1:]
    searches.restore(noted)
    assert [search.used_at for search in searches.recent()] == [noted.used_at]
    with raises_text(UserError, "already"):
        searches.restore(sea)
    assert values(searches.forget_recent()[0].query) == values(QUERY)
    assert searches.recent() == []
    assert len(searches.saved()) == 1


def test_what_the_window_showed_is_shown_again(tmp_path: Path) -> None:
    with Catalog.open(tmp_path) as catalog:
        assert catalog.searches.opened() is None
        catalog.searches.save_recent(QUERY)
        again = catalog.searches.save_recent(replace(QUERY, threshold=0.25))
    with Catalog.open(tmp_path) as catalog:
        assert shown(catalog.searches.opened()) == shown(again)
        catalog.searches.set_open(None)
        assert catalog.searches.opened() is None
        saved = catalog.searches.save("sea", QUERY)
        catalog.searches.set_open(saved.search_id)
        assert shown(catalog.searches.opened()) == shown(saved)
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
        with raises_text(UserError, "already"):
            catalog.searches.save("broken", QUERY)
    assert "cannot be read" in caplog.text


def test_searches_saved_by_an_older_program_open(tmp_path: Path) -> None:
    """The catalog was written by the code before queries became one type."""
    old = gzip.decompress(Path(__file__).with_name("catalog_of_version_3.db.gz").read_bytes())
    (tmp_path / "catalog.db").write_bytes(old)
    with Catalog.open(tmp_path) as catalog:
        (saved,), (recent,) = catalog.searches.saved(), catalog.searches.recent()
        assert shown(catalog.searches.opened()) == shown(recent)
        again = catalog.searches.save("again", saved.query)
    assert saved.name == "The sea"
    box, mode = CropBox(0.25, 0.125, 0.5, 0.5), SimilarityWeights(0.5, 0.5, 0)
    beach, photo = saved.query.items
    assert (beach.crop, beach.weight, beach.negative) == (box, 2.0, False)
    assert (photo.crop, photo.weight, photo.negative) == (None, 1.0, True)
    assert [image.title for image in saved.query.images] == ["beach.jpg", "IMG_00007.jpg"]
    assert [image.photo_id for image in saved.query.images] == [None, 7]
    assert all(image.jpeg.startswith(b"\xff\xd8\xff") for image in saved.query.images)
    assert beach.image.file == beach.image.jpeg
    assert (saved.query.mode, saved.query.threshold) == (mode, 0.7)
    assert saved.query.filters == Filters(
        folders=(Path("/photos"),),
        since=datetime(2024, 5, 1),
        cameras=("EOS 5D",),
        min_rating=3,
        text="sea",
        keywords=("holiday",),
        orientations=("landscape",),
    )
    assert values(again.query) == values(saved.query)


def test_a_library_made_before_is_taken_over(tmp_path: Path) -> None:
    with Catalog.open(tmp_path) as catalog:
        pass
    take_back(tmp_path, 2)
    with Catalog.open(tmp_path) as catalog:
        catalog.searches.save_recent(QUERY)
        assert values(catalog.searches.recent()[0].query) == values(QUERY)
