"""RAW and picture of one shot: found by name and time, counted once, in step with all changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from photosearch.core.changes import Changes, Subscribers
from photosearch.core.facets import Facets
from photosearch.core.filters import Filters
from photosearch.core.sorting import SortKey, SortOrder
from photosearch.library.filters.facets import LibraryFacets
from photosearch.library.stacks import PhotoStacks
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.store.samples import MODEL, photo, stamp

NOON = datetime(2024, 5, 17, 12)
ROOT = Path("/photos").absolute()


class Shelf:
    """A catalog whose photos are named in the tests by their paths."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.root_id = catalog.roots.add(ROOT).root_id
        self.ids: dict[str, int] = {}
        self.file_ids: dict[str, str] = {}

    def add(self, *names: str, captured: datetime | None = NOON, **facts: Any) -> None:
        made = [
            photo(
                self.root_id,
                name.encode(),
                format=format_of(name),
                captured=captured,
                **facts,
            )
            for name in names
        ]
        ids = self.catalog.commit_batch(WriteBatch(MODEL, indexed=made)).indexed_ids
        self.ids.update(zip(names, ids, strict=True))

    def link(self, name: str, to: str, *, symbolic: bool = False) -> None:
        """Add a further name of a file that is there."""
        of = self.file_ids.setdefault(to, f"64:{self.ids[to]}")
        self.stamp(to, of, is_link=False)
        made = photo(
            self.root_id,
            name.encode(),
            b"content of " + to.encode(),
            format=format_of(name),
            captured=NOON,
        )
        made = replace(made, stamp=replace(made.stamp, file_id=of, is_link=symbolic))
        self.ids[name] = self.catalog.commit_batch(WriteBatch(MODEL, indexed=[made])).indexed_ids[0]

    def stamp(self, name: str, file_id: str, *, is_link: bool) -> None:
        now = replace(stamp(name.encode()), file_id=file_id, is_link=is_link)
        self.catalog.commit_batch(WriteBatch(moved=[(self.ids[name], self.root_id, now)]))

    def miss(self, *names: str) -> Changes:
        ids = [self.ids[name] for name in names]
        self.catalog.commit_batch(WriteBatch(missing=ids))
        return Changes(removed=tuple(ids))

    def named(self, *names: str) -> Changes:
        return Changes(added=tuple(self.ids[name] for name in names))

    def all_ids(self) -> np.ndarray:
        return self.catalog.photos.ids(SortOrder(SortKey.NAME, reversed=True))

    def names(self, ids) -> list[str]:
        by_id = {photo_id: name for name, photo_id in self.ids.items()}
        return [by_id[int(photo_id)] for photo_id in ids]

    def shown(self, stacks: PhotoStacks) -> list[str]:
        return sorted(self.names(stacks.shown(self.all_ids())))


def format_of(name: str) -> str:
    suffix = name.rpartition(".")[2].lower()
    return {"jpg": "jpeg", "tif": "tiff"}.get(suffix, suffix)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with Catalog.open(tmp_path) as catalog:
        yield Shelf(catalog)


def test_raw_and_picture_of_one_name_are_one(shelf: Shelf) -> None:
    shelf.add("a/IMG_1.CR2", "a/IMG_1.JPG", "a/IMG_2.JPG", "a/IMG_3.CR2", "b/IMG_1.jpg")
    stacks = PhotoStacks(shelf.catalog, "picture")
    assert shelf.shown(stacks) == ["a/IMG_1.JPG", "a/IMG_2.JPG", "a/IMG_3.CR2", "b/IMG_1.jpg"]
    raw = PhotoStacks(shelf.catalog, "raw")
    assert shelf.shown(raw) == ["a/IMG_1.CR2", "a/IMG_2.JPG", "a/IMG_3.CR2", "b/IMG_1.jpg"]
    off = PhotoStacks(shelf.catalog, "off")
    assert len(shelf.shown(off)) == 5


@pytest.mark.parametrize(
    "names",
    [
        ("IMG_1.CR2", "IMG_1-edited.JPG"),
        ("IMG_1.CR2", "IMG_1.CR2.JPG"),
        ("IMG_1.CR2", "IMG_10.JPG"),
        ("IMG_1.CR2", "img_1.JPG"),
        ("a/IMG.CR2", "a/IMG/x.JPG"),
        ("IMG_1.JPG", "IMG_1.HEIC"),
        ("IMG_1.CR2", "IMG_1.DNG"),
    ],
)
def test_what_is_no_stack(shelf: Shelf, names: tuple[str, ...]) -> None:
    """Names that are only like each other, and files of one kind."""
    shelf.add(*names)
    assert shelf.shown(PhotoStacks(shelf.catalog, "picture")) == sorted(names)


@pytest.mark.parametrize(
    ("seconds", "stacked"), [(0, True), (1, True), (2, True), (3, False), (86_400, False)]
)
def test_both_were_taken_at_the_same_time(shelf: Shelf, seconds: int, stacked: bool) -> None:
    """A counter of file names begins again: the same name is not the same shot."""
    shelf.add("IMG_1.CR2")
    shelf.add("IMG_1.JPG", captured=NOON + timedelta(seconds=seconds, milliseconds=350))
    shown = shelf.shown(PhotoStacks(shelf.catalog, "picture"))
    assert shown == (["IMG_1.JPG"] if stacked else ["IMG_1.CR2", "IMG_1.JPG"])


def test_a_picture_without_a_time_belongs_to_its_raw_file(shelf: Shelf) -> None:
    shelf.add("IMG_1.CR2")
    shelf.add("IMG_1.JPG", captured=None)
    assert shelf.shown(PhotoStacks(shelf.catalog, "picture")) == ["IMG_1.JPG"]


def test_of_several_pictures_the_jpeg_is_shown(shelf: Shelf) -> None:
    shelf.add("1.TIF", "1.HEIC", "1.JPG", "1.CR2", "1.DNG")
    assert shelf.shown(PhotoStacks(shelf.catalog, "picture")) == ["1.JPG"]
    assert shelf.shown(PhotoStacks(shelf.catalog, "raw")) == ["1.CR2"]


def test_names_that_are_no_text(shelf: Shelf) -> None:
    made = [
        photo(shelf.root_id, name, format=kind, captured=NOON)
        for name, kind in ((b"\xff\xfe.\xe4.CR2", "cr2"), (b"\xff\xfe.\xe4.JPG", "jpeg"))
    ]
    ids = shelf.catalog.commit_batch(WriteBatch(MODEL, indexed=made)).indexed_ids
    stacks = PhotoStacks(shelf.catalog, "picture")
    assert stacks.shown(np.array(ids)).tolist() == [ids[1]]


def test_what_is_done_with_one_is_done_with_all(shelf: Shelf) -> None:
    shelf.add("1.JPG", "1.CR2", "2.JPG", "3.CR2", "3.JPG", "3.TIF")
    stacks = PhotoStacks(shelf.catalog, "picture")
    chosen = [shelf.ids[name] for name in ("3.JPG", "2.JPG", "1.JPG")]
    assert shelf.names(stacks.members(chosen)) == [
        "3.JPG", "3.CR2", "3.TIF", "2.JPG", "1.JPG", "1.CR2",
    ]  # fmt: skip
    assert stacks.members([shelf.ids["1.CR2"], shelf.ids["1.JPG"]]) == [
        shelf.ids["1.CR2"],
        shelf.ids["1.JPG"],
    ]
    assert stacks.members([]) == []
    assert stacks.members([999]) == [999]


def test_the_record_of_the_one_that_is_shown_tells_the_others(shelf: Shelf) -> None:
    shelf.add("1.JPG", "1.CR2", "2.JPG")
    stacks = PhotoStacks(shelf.catalog, "picture")
    records = shelf.catalog.photos.get([shelf.ids["2.JPG"], shelf.ids["1.JPG"]])
    assert [record.stacked for record in stacks.with_stacked(records)] == [
        (),
        (ROOT / "1.CR2",),
    ]
    hidden = shelf.catalog.photos.get([shelf.ids["1.CR2"]])
    assert stacks.with_stacked(hidden) == hidden


def test_stacks_come_and_go_with_their_photos(shelf: Shelf) -> None:
    shelf.add("1.JPG")
    stacks = PhotoStacks(shelf.catalog, "picture")
    assert shelf.shown(stacks) == ["1.JPG"]
    shelf.add("1.CR2")
    told = stacks.follow(shelf.named("1.CR2"))
    assert told.changed == (shelf.ids["1.JPG"],), "it has a badge now"
    assert shelf.shown(stacks) == ["1.JPG"]
    told = stacks.follow(shelf.miss("1.JPG"))
    assert told.changed == (shelf.ids["1.CR2"],), "it is seen now"
    assert shelf.shown(stacks) == ["1.CR2"]


def test_a_photo_that_moves_leaves_its_stack(shelf: Shelf) -> None:
    shelf.add("1.JPG", "1.CR2")
    stacks = PhotoStacks(shelf.catalog, "picture")
    assert shelf.shown(stacks) == ["1.JPG"]
    changes = shelf.miss("1.JPG")
    shelf.add("elsewhere/1.JPG")
    told = stacks.follow(Changes(added=(shelf.ids["elsewhere/1.JPG"],), removed=changes.removed))
    assert set(told.changed) == {shelf.ids["1.CR2"]}
    assert shelf.shown(stacks) == ["1.CR2", "elsewhere/1.JPG"]


def test_what_has_nothing_to_do_with_stacks_is_told_as_it_is(shelf: Shelf) -> None:
    shelf.add("1.JPG", "1.CR2", "2.JPG")
    stacks = PhotoStacks(shelf.catalog, "picture")
    stacks.shown(shelf.all_ids())
    for changes in (shelf.named("2.JPG"), Changes(roots_changed=True), Changes(model_changed=True)):
        assert stacks.follow(changes) is changes
    off = PhotoStacks(shelf.catalog, "off")
    changes = shelf.named("1.JPG")
    assert off.follow(changes) is changes


def test_showing_others_tells_which_look_different(shelf: Shelf) -> None:
    shelf.add("1.JPG", "1.CR2", "2.JPG")
    stacks = PhotoStacks(shelf.catalog, "picture")
    assert set(stacks.show("raw").changed) == {shelf.ids["1.JPG"], shelf.ids["1.CR2"]}
    assert shelf.shown(stacks) == ["1.CR2", "2.JPG"]
    stacks.show("off")
    assert shelf.shown(stacks) == ["1.CR2", "1.JPG", "2.JPG"]


# Links to one file


def test_hard_and_symbolic_links_are_shown_once(shelf: Shelf) -> None:
    shelf.add("b/1.JPG", "2.JPG", "3.JPG")
    shelf.link("a/1.JPG", "b/1.JPG", symbolic=True)
    shelf.link("c/1.JPG", "b/1.JPG")
    shelf.link("a/2.JPG", "2.JPG")
    stacks = PhotoStacks(shelf.catalog, "picture")
    shown = ["2.JPG", "3.JPG", "b/1.JPG"]  # by folder "2.JPG" comes before "a/2.JPG"
    assert shelf.shown(stacks) == shown
    assert shelf.shown(PhotoStacks(shelf.catalog, "off")) == shown
    each = PhotoStacks(shelf.catalog, "picture", show_links=True)
    assert len(shelf.shown(each)) == 6
    (record,) = stacks.with_stacked(shelf.catalog.photos.get([shelf.ids["b/1.JPG"]]))
    assert (record.stacked, record.links) == ((), (ROOT / "a/1.JPG", ROOT / "c/1.JPG"))


def test_what_is_done_is_done_with_one_name_of_a_file(shelf: Shelf) -> None:
    shelf.add("1.JPG", "1.CR2")
    shelf.link("there/1.JPG", "1.JPG")
    shelf.link("there/1.CR2", "1.CR2")
    stacks = PhotoStacks(shelf.catalog, "picture")
    assert shelf.shown(stacks) == ["1.JPG"]
    assert shelf.names(stacks.members([shelf.ids["1.JPG"]])) == ["1.JPG", "1.CR2"]
    (record,) = stacks.with_stacked(shelf.catalog.photos.get([shelf.ids["1.JPG"]]))
    assert record.stacked == (ROOT / "1.CR2",)
    assert record.links == (ROOT / "there/1.JPG", ROOT / "there/1.CR2")
    assert shelf.shown(PhotoStacks(shelf.catalog, "raw")) == ["1.CR2"]
    assert shelf.shown(PhotoStacks(shelf.catalog, "off")) == ["1.CR2", "1.JPG"]


def test_copies_and_ids_that_were_given_anew_are_no_links(shelf: Shelf) -> None:
    shelf.add("1.JPG", "2.JPG", "3.JPG")
    shelf.link("copy.JPG", "1.JPG")
    shelf.stamp("copy.JPG", "64:999", is_link=False)
    shelf.stamp("2.JPG", "65:7", is_link=False)
    shelf.stamp("3.JPG", "65:7", is_link=False)  # other content: the number is that of another file
    assert len(shelf.shown(PhotoStacks(shelf.catalog, "picture"))) == 4


def test_links_come_and_go_with_their_photos(shelf: Shelf) -> None:
    shelf.add("1.JPG")
    stacks = PhotoStacks(shelf.catalog, "picture")
    assert shelf.shown(stacks) == ["1.JPG"]
    shelf.link("a/1.JPG", "1.JPG")
    told = stacks.follow(shelf.named("a/1.JPG"))
    assert told.changed == (shelf.ids["1.JPG"],), "it has a badge now"
    assert shelf.shown(stacks) == ["1.JPG"]
    told = stacks.follow(shelf.miss("1.JPG"))
    assert told.changed == (shelf.ids["a/1.JPG"],), "it is seen now"
    assert shelf.shown(stacks) == ["a/1.JPG"]


def test_showing_links_tells_which_look_different(shelf: Shelf) -> None:
    shelf.add("1.JPG", "2.JPG")
    shelf.link("a/1.JPG", "1.JPG")
    stacks = PhotoStacks(shelf.catalog, "off")
    told = stacks.show("off", show_links=True)
    assert set(told.changed) == {shelf.ids["1.JPG"], shelf.ids["a/1.JPG"]}
    assert len(shelf.shown(stacks)) == 3
    changes = shelf.named("1.JPG")
    assert stacks.follow(changes) is changes


NAMES = [f"{stem}.{suffix}" for stem in "123" for suffix in ("JPG", "CR2", "DNG", "TIF")]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from([0, 1, 60])), min_size=1, max_size=14
    ),
    way=st.sampled_from(["picture", "raw"]),
)
def test_followed_or_read_anew_it_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]], way
) -> None:
    """Photos come, and go when they are named a second time."""
    with Catalog.open(tmp_path_factory.mktemp("library")) as catalog:
        shelf = Shelf(catalog)
        stacks = PhotoStacks(catalog, way)
        stacks.shown(shelf.all_ids())
        there: set[str] = set()
        for name, minutes in steps:
            before = {i: tuple(stacks.members([i])) for i in shelf.all_ids().tolist()}
            covers = set(stacks.shown(shelf.all_ids()).tolist())
            if name in there:
                there.remove(name)
                changes = shelf.miss(name)
            else:
                there.add(name)
                # Links of one file, where the name is that of another suffix elsewhere.
                of = f"elsewhere/{name}"
                if minutes == 1 and of not in shelf.ids:
                    shelf.add(of)
                    stacks.follow(shelf.named(of))
                if of in shelf.ids and minutes:
                    shelf.link(name, of)
                    changes = shelf.named(name, of)
                else:
                    shelf.add(name, captured=NOON + timedelta(minutes=minutes))
                    changes = shelf.named(name)
            told = stacks.follow(changes)
            anew = PhotoStacks(catalog, way)
            ids = shelf.all_ids()
            assert shelf.shown(stacks) == shelf.shown(anew)
            after = {i: tuple(stacks.members([i])) for i in ids.tolist()}
            assert after == {i: tuple(anew.members([i])) for i in ids.tolist()}
            now = set(stacks.shown(ids).tolist())
            different = {
                i
                for i in before.keys() & after.keys()
                if before[i] != after[i] or (i in covers) != (i in now)
            }
            assert different <= {*told.added, *told.changed, *told.removed}


# Filters and counts


@pytest.fixture
def facets(shelf: Shelf) -> LibraryFacets:
    shelf.add("a/1.JPG", "a/1.CR2", camera="Canon", rating=3)
    shelf.add("a/2.JPG", camera="Canon")
    shelf.add("b/3.CR2", captured=NOON + timedelta(days=1), camera="Canon", rating=5)
    shelf.add("b/4.JPG", camera="Nikon", rating=1)
    shelf.add("b/4.CR2", camera="Nikon", rating=4)
    return LibraryFacets(shelf.catalog, Subscribers(), PhotoStacks(shelf.catalog, "picture"))


def by_value(counts: Facets, name: str) -> dict[str | int, int]:
    return {each.value: each.count for each in counts.values[name]}


def test_a_stack_is_counted_once(shelf: Shelf, facets: LibraryFacets) -> None:
    counts = facets.count(None, Filters())
    assert counts.total == 4
    assert counts.day_counts.tolist() == [3, 1]
    assert by_value(counts, "cameras") == {"Canon": 3, "Nikon": 1}


def test_it_has_the_formats_of_all_its_files(shelf: Shelf, facets: LibraryFacets) -> None:
    counts = facets.count(None, Filters())
    assert by_value(counts, "formats") == {"jpeg": 3, "cr2": 3}
    raw = Filters(formats=("cr2",))
    assert sorted(shelf.names(facets.select(raw))) == ["a/1.JPG", "b/3.CR2", "b/4.JPG"]
    assert facets.count(None, raw).total == 3


def test_it_passes_where_one_of_its_files_does(shelf: Shelf, facets: LibraryFacets) -> None:
    rated = Filters(min_rating=4)
    assert sorted(shelf.names(facets.select(rated))) == ["b/3.CR2", "b/4.JPG"]
    assert facets.count(None, rated).total == 2
    both = Filters(min_rating=4, formats=("jpeg",))
    assert facets.select(both).size == 0, "no file of it is both"
    assert facets.count(None, both).total == 0


def test_counts_among_an_answer(shelf: Shelf, facets: LibraryFacets) -> None:
    ids = np.array([shelf.ids["a/1.JPG"], shelf.ids["a/2.JPG"]])
    counts = facets.count(ids, Filters())
    assert counts.total == 2
    assert by_value(counts, "formats") == {"jpeg": 2, "cr2": 1}
    assert facets.count(ids, Filters(formats=("cr2",))).total == 1


@pytest.mark.parametrize("in_memory", [False, True])
def test_a_search_looks_at_the_one_that_is_shown(
    shelf: Shelf, facets: LibraryFacets, in_memory: bool
) -> None:
    if in_memory:
        facets.count(None, Filters())
    passing = set(shelf.names(facets.passing(Filters(formats=("cr2",)))))
    assert passing >= {"a/1.JPG", "b/3.CR2", "b/4.JPG"}
    assert "a/2.JPG" not in passing
