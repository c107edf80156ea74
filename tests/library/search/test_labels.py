"""Labels held in memory, and what words find by them, against SQL and plain loops."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.core import photo_labels
from photosearch.core.card_entries import ListedFile
from photosearch.core.changes import Changes, Subscribers
from photosearch.core.codes import CodeKind
from photosearch.core.model_card import WordsCard
from photosearch.core.photo_labels import MAX_LABELS, PhotoLabels
from photosearch.core.query import Answer, Query, QueryWords
from photosearch.core.words import EncodedWords, WordMatchKind
from photosearch.library.labels import LibraryLabels
from photosearch.library.search.searcher import Searcher
from photosearch.store import labels as stored_labels
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.library.shelf import make_card
from tests.store.samples import photo, stamp, take_back, unreadable

DOGS = ("collie", "beagle")
NAMES = (*DOGS, "tabby", "space collie", 'a "b"', "Öl, 油")
ROOTS = (Path("/photos/x").absolute(), Path("/photos/y").absolute())
FILE = ListedFile("file", "0" * 64)
WEIGHT = 2.0
CARD = replace(
    make_card([CodeKind.SUBJECT]),
    words=WordsCard(
        FILE, FILE, FILE, FILE, calibration=((0.0, 0.1), (4.0, 0.9)), label_weight=WEIGHT
    ),
)
WANTED = np.random.default_rng(3).normal(size=256).astype(np.float32)


def in_sql(folder: Path) -> dict[int, list[str]]:
    """The labels of all photos that have any, out of the column that they are kept in."""
    found: dict[int, list[str]] = {}
    with closing(sqlite3.connect(folder / "catalog.db")) as connection:
        for photo_id, name in connection.execute(
            "SELECT photos.id, value FROM photos, json_each(tags) ORDER BY photos.id, key"
        ):
            found.setdefault(photo_id, []).append(name)
    return found


def held(labels: PhotoLabels) -> dict[int, list[str]]:
    return {
        photo_id: [labels.names[number] for number in own if number]
        for photo_id, own in enumerate(labels.numbers.tolist())
        if any(own)
    }


def having(labels: dict[int, list[str]], wanted: Collection[str]) -> list[int]:
    return [photo_id for photo_id, own in labels.items() if not set(own).isdisjoint(wanted)]


class SameWords:
    """Every text has the same values."""

    def encode_words(
        self, texts: Sequence[str], labels: Sequence[Sequence[str]] | None = None
    ) -> EncodedWords:
        return EncodedWords(
            np.repeat(WANTED[None], len(texts), axis=0), np.ones(len(texts), np.float32)
        )

    def fuse(self, image: np.ndarray, words: np.ndarray) -> np.ndarray:
        raise NotImplementedError

    def chance(self, values: np.ndarray) -> np.ndarray:
        return np.stack([0 * values[:, 0], np.linalg.norm(values, axis=1)], axis=1)


class Shelf:
    """A catalog whose changes are told as a library tells them, with a search over it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalog = Catalog.open(folder)
        self.roots = [self.catalog.roots.add(path).root_id for path in ROOTS]
        self.subscribers = Subscribers()
        self.labels = LibraryLabels(self.catalog, self.subscribers)
        images: Any = None
        self.searcher = Searcher(
            self.catalog, CARD, images, words=SameWords(), labels=self.labels.current
        )
        self.online = set(self.roots)

    def tell(
        self,
        added: Sequence[int] = (),
        changed: Sequence[int] = (),
        removed: Sequence[int] = (),
    ) -> None:
        self.searcher.update([*added, *changed, *removed])
        self.subscribers.notify(Changes(tuple(added), tuple(changed), tuple(removed)))

    def add(self, number: int, labels: Sequence[str]) -> None:
        """A photo, new or read anew."""
        root_id = self.roots[number % 2]
        made = photo(root_id, b"%d.jpg" % number)
        codes = {"subject": np.random.default_rng(number).bytes(32)}
        made = replace(made, labels=tuple(labels), codes=codes)
        result = self.catalog.commit_batch(WriteBatch(CARD.model_id, indexed=[made]))
        self.tell(added=result.indexed_ids)

    def spoil(self, number: int) -> None:
        """The file of a photo cannot be read any more."""
        broken = unreadable(self.roots[number % 2], b"%d.jpg" % number)
        result = self.catalog.commit_batch(WriteBatch(CARD.model_id, unreadable=[broken]))
        self.tell(changed=result.unreadable_ids)

    def copy(self, number: int, other: int) -> None:
        source = self.catalog.photos.by_path(self.roots[number % 2], b"%d.jpg" % number)
        if source is not None:
            copied = [(source.photo_id, self.roots[other % 2], stamp(b"%d.jpg" % other))]
            result = self.catalog.commit_batch(WriteBatch(CARD.model_id, copied=copied))
            self.tell(added=result.copied_ids)

    def move(self, number: int, other: int) -> None:
        source = self.catalog.photos.by_path(self.roots[number % 2], b"%d.jpg" % number)
        if source is not None and number != other:
            moved = [(source.photo_id, self.roots[other % 2], stamp(b"%d.jpg" % other))]
            result = self.catalog.commit_batch(WriteBatch(CARD.model_id, moved=moved))
            self.tell(changed=result.moved_ids, removed=result.replaced_ids)

    def lose(self, number: int) -> None:
        """The file of a photo is gone; with an odd number its row, too."""
        record = self.catalog.photos.by_path(self.roots[number % 2], b"%d.jpg" % number)
        if record is not None:
            self.catalog.commit_batch(WriteBatch(CARD.model_id, missing=[record.photo_id]))
            self.tell(removed=[record.photo_id])
            if number % 2:
                self.catalog.photos.purge_missing()
                self.tell(removed=[record.photo_id])

    def encode(self, number: int, labels: Sequence[str]) -> None:
        """Another encoder sees something else, as while the library is switched to it."""
        record = self.catalog.photos.by_path(self.roots[number % 2], b"%d.jpg" % number)
        if record is not None:
            codes = {record.photo_id: (record.content_id, {"subject": bytes(32)})}
            written = self.catalog.commit_codes("other", codes, {record.photo_id: labels})
            self.labels.update(written)

    def drop_root(self, number: int, _: Any) -> None:
        self.catalog.roots.remove(self.roots[number % 2])
        self.roots[number % 2] = self.catalog.roots.add(ROOTS[number % 2]).root_id
        self.searcher.refresh()
        self.connect(number, None)

    def connect(self, number: int, _: Any) -> None:
        """One drive is there, or with 0 both."""
        self.online = {self.roots[number % 2]} if number else set(self.roots)
        self.searcher.set_online(self.online)
        self.subscribers.notify(Changes(roots_changed=True))

    def found(self, limit: int = 1000) -> Answer:
        return self.searcher.search(Query(words=(QueryWords("dogs"),), limit=limit))

    def expected(self) -> list[int]:
        """The photos that "dogs" finds, best first, by plain arithmetic over what SQL tells."""
        dogs = set(having(in_sql(self.folder), DOGS))
        ids, codes = self.catalog.codes.load(CARD.model_id, CodeKind.SUBJECT)
        if not len(ids):
            return []
        signs = np.unpackbits(codes.reshape(len(ids), -1), axis=1).astype(float) * 2 - 1
        visible = set(self.catalog.photos.searchable_ids(self.online).tolist())
        unit = WANTED.astype(float) / np.linalg.norm(WANTED.astype(float))
        values = {
            photo_id: float(own @ unit) + WEIGHT * (photo_id in dogs)
            for photo_id, own in zip(ids.tolist(), signs, strict=True)
            if photo_id in visible
        }
        return sorted(values, key=lambda photo_id: (-values[photo_id], photo_id))


_numbers = st.integers(0, 7)
_labels = st.lists(st.sampled_from(NAMES), max_size=MAX_LABELS, unique=True)
_steps = st.one_of(
    st.tuples(st.just(Shelf.add), _numbers, _labels),
    st.tuples(st.just(Shelf.encode), _numbers, _labels),
    st.tuples(st.just(Shelf.copy), _numbers, _numbers),
    st.tuples(st.just(Shelf.move), _numbers, _numbers),
    st.tuples(st.sampled_from([Shelf.spoil, Shelf.lose]), _numbers),
    st.tuples(st.sampled_from([Shelf.drop_root, Shelf.connect]), _numbers, st.none()),
)


@settings(max_examples=15, deadline=None)
@given(
    first=st.lists(_labels, min_size=4, max_size=8),
    steps=st.lists(_steps, max_size=6),
    wanted=st.sets(st.sampled_from([*NAMES, "zebra"])),
)
def test_whatever_happens_memory_is_what_sql_tells(
    tmp_path_factory: pytest.TempPathFactory, first: list, steps: list, wanted: set[str]
) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("library"))
    with shelf.catalog:
        for number, own in enumerate(first):
            shelf.add(number, own)
        shelf.labels.current().ids_having(wanted)  # the lists by label are made, and kept
        for step, *arguments in steps:
            step(shelf, *arguments)
            now, truth = shelf.labels.current(), in_sql(shelf.folder)
            assert held(now) == truth
            assert held(shelf.catalog.labels.read_all()) == truth
            assert now.ids_having(wanted).tolist() == having(truth, wanted)
            answer = shelf.found()
            assert answer.photo_ids.tolist() == shelf.expected()
            dogs = having(truth, DOGS)
            for photo_id, match in zip(answer.photo_ids.tolist(), answer.words, strict=True):
                own = [name for name in truth.get(photo_id, ()) if name in DOGS]
                kind = WordMatchKind.LABEL if photo_id in dogs else WordMatchKind.MEANING
                assert (match.kind, match.text) == (kind, own[0] if own else "")


@settings(max_examples=50, deadline=None)
@given(
    labels=st.dictionaries(st.integers(1, 60), _labels),
    wanted=st.sets(st.sampled_from([*NAMES, "zebra"])),
    asked=st.lists(st.integers(0, 80)),
)
def test_one_labels_object_against_plain_loops(
    labels: dict[int, list[str]], wanted: set[str], asked: list[int]
) -> None:
    numbers = np.zeros((62, MAX_LABELS), np.uint16)
    for photo_id, own in labels.items():
        numbers[photo_id, : len(own)] = [NAMES.index(name) + 1 for name in own]
    made = PhotoLabels(("", *NAMES), numbers)
    ids = np.array(asked, np.int64)
    first = [next((n for n in labels.get(i, ()) if n in wanted), "") for i in asked]
    assert [made.names[number] for number in made.first_among(ids, wanted)] == first
    assert made.ids_having(wanted).tolist() == sorted(having(labels, wanted))
    counts = Counter(name for i in asked for name in labels.get(i, ()) if name in wanted)
    assert made.counts(ids, wanted) == counts


def test_nothing_changes_where_no_label_does(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    with shelf.catalog:
        shelf.add(1, ["collie"])
        before = shelf.labels.current()
        shelf.add(1, ["collie"])
        assert shelf.labels.current() is before
        shelf.add(2, [])
        assert shelf.labels.current() is before
        shelf.add(2, ["beagle"])
        assert held(before) == {1: ["collie"]}, "what was handed out stays as it is"
        assert held(shelf.labels.current()) == {1: ["collie"], 2: ["beagle"]}


def test_many_changes_are_read_in_one_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photosearch.library.labels._RELOAD_ABOVE", 2)
    monkeypatch.setattr(photo_labels, "_FEW_CHANGED", 1)
    shelf = Shelf(tmp_path)
    with shelf.catalog:
        for number in range(8):
            shelf.add(number, ["collie"])
        assert shelf.labels.current().ids_having(DOGS).tolist() == list(range(1, 9))
        for some in ([0, 1], [2, 3], [4, 5, 6]):
            for number in some:
                shelf.add(number, ["tabby"])
            truth = in_sql(tmp_path)
            assert shelf.labels.current().ids_having(DOGS).tolist() == having(truth, DOGS)


def test_an_older_catalog_has_its_labels_after_an_update(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    with shelf.catalog:
        for number in range(8):
            shelf.add(number, NAMES[: number % 6])
    take_back(tmp_path, 11)
    with Catalog.open(tmp_path) as catalog:
        assert held(catalog.labels.read_all()) == in_sql(tmp_path)


def test_a_library_without_labels_has_none(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    with shelf.catalog:
        assert shelf.labels.current().ids_having(DOGS).tolist() == []
        shelf.add(1, [])
        assert held(shelf.labels.current()) == {}
        assert shelf.found().photo_ids.tolist() == [1]


def test_odd_labels_and_too_many_of_one_photo(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    with shelf.catalog:
        shelf.add(1, ["\ud800", "\0", "x" * 10_000, *NAMES])
        (own,) = held(shelf.labels.current()).values()
        assert own == ["\\ud800", "\0", "x" * 10_000, *NAMES[:2]]
        assert shelf.labels.current().ids_having(DOGS).tolist() == [1]


def test_more_different_labels_than_there_are_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(stored_labels, "MAX_NUMBER", 2)
    shelf = Shelf(tmp_path)
    with shelf.catalog:
        shelf.add(1, ["a", "b", "c", "d"])
        shelf.add(2, ["d", "b"])
        assert held(shelf.labels.current()) == {1: ["a", "b"], 2: ["b"]}
    assert "too many different labels" in caplog.text
    caplog.clear()


def test_the_nearest_with_a_label_are_found_among_many(tmp_path: Path) -> None:
    """Of more photos than are ranked by their values, those that come first do."""
    shelf = Shelf(tmp_path)
    rng = np.random.default_rng(5)
    with shelf.catalog:
        indexed = [
            replace(
                photo(shelf.roots[0], b"%d.jpg" % number),
                codes={"subject": rng.bytes(32)},
                labels=("collie",) if number % 50 == 0 else (),
            )
            for number in range(6_000)
        ]
        shelf.catalog.commit_batch(WriteBatch(CARD.model_id, indexed=indexed))
        found = shelf.found(limit=100).photo_ids.tolist()
        expected = shelf.expected()[:100]
    assert len(set(found) & set(expected)) >= 98
    assert found[:10] == expected[:10]
