from __future__ import annotations

import sys
import threading
import time
from collections.abc import Collection
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from photosearch.core.codes import CodeKind, hamming
from photosearch.library.search import code_index
from photosearch.library.search.code_index import CodeIndex, Ids, Snapshot, contains

WIDTHS = {CodeKind.COPY: 32, CodeKind.LOOK: 16, CodeKind.SUBJECT: 32}


class Shelf:
    """A catalog's codes in plain dictionaries; counts how often all of a kind is loaded."""

    def __init__(self) -> None:
        self.codes: dict[CodeKind, dict[int, bytes]] = {kind: {} for kind in WIDTHS}
        self.hidden: set[int] = set()
        self.loads: list[CodeKind] = []

    def put(self, photo_id: int, seed: int, kinds: Collection[CodeKind] = tuple(WIDTHS)) -> None:
        rng = np.random.default_rng(seed)
        for kind, width in WIDTHS.items():
            self.codes[kind].pop(photo_id, None)
            if kind in kinds:
                self.codes[kind][photo_id] = rng.bytes(width)

    def remove(self, photo_id: int) -> None:
        for codes in self.codes.values():
            codes.pop(photo_id, None)

    def load(self, kind: CodeKind) -> tuple[Ids, np.ndarray]:
        self.loads.append(kind)
        return self._rows(kind, sorted(self.codes[kind]))

    def fetch(self, kind: CodeKind, ids: Ids) -> tuple[Ids, np.ndarray]:
        return self._rows(
            kind, [photo_id for photo_id in ids.tolist() if photo_id in self.codes[kind]]
        )

    def searchable(self, among: Ids | None) -> Ids:
        known = {photo_id for codes in self.codes.values() for photo_id in codes} - self.hidden
        return np.array(sorted(known if among is None else known & {*among.tolist()}), np.int64)

    def resident(self) -> CodeIndex:
        return CodeIndex(self.load, self.fetch, self.searchable)

    def update(self, resident: CodeIndex, *changed: int) -> None:
        resident.update(np.array(changed, np.int64))

    def _rows(self, kind: CodeKind, ids: list[int]) -> tuple[Ids, np.ndarray]:
        joined = b"".join(self.codes[kind][photo_id] for photo_id in ids)
        codes = np.frombuffer(joined, np.uint8).reshape(len(ids), WIDTHS[kind])
        return np.array(ids, np.int64), codes


def shown(snapshot: Snapshot, kind: CodeKind) -> dict[int, bytes]:
    """What a search in one kind would compare, by photo."""
    mask = snapshot.searchable([kind])
    rows = np.arange(len(snapshot.photo_ids)) if mask is None else np.flatnonzero(mask)
    codes = snapshot.kinds[kind].take(rows)
    ids = snapshot.photo_ids[rows].tolist()
    assert len(set(ids)) == len(ids), "a photo stands in two visible rows"
    return {photo_id: code.tobytes() for photo_id, code in zip(ids, codes, strict=True)}


def expected(shelf: Shelf, kind: CodeKind) -> dict[int, bytes]:
    return {i: code for i, code in shelf.codes[kind].items() if i not in shelf.hidden}


@pytest.fixture
def shelf() -> Shelf:
    shelf = Shelf()
    for photo_id in range(1, 31):
        shelf.put(photo_id, photo_id)
    return shelf


class TestLoading:
    def test_only_the_kind_that_is_asked_for_is_loaded_and_only_once(self, shelf: Shelf) -> None:
        resident = shelf.resident()
        assert shelf.loads == []
        for _ in range(3):
            resident.snapshot([CodeKind.LOOK])
        assert shelf.loads == [CodeKind.LOOK]
        resident.snapshot([CodeKind.LOOK, CodeKind.COPY])
        assert shelf.loads == [CodeKind.LOOK, CodeKind.COPY]

    def test_codes_are_not_copied(self, shelf: Shelf) -> None:
        ids, codes = shelf.load(CodeKind.COPY)
        resident = CodeIndex(lambda _kind: (ids, codes), shelf.fetch, shelf.searchable)
        snapshot = resident.snapshot([CodeKind.COPY])
        assert np.shares_memory(snapshot.kinds[CodeKind.COPY].blocks[0], codes)
        shelf.put(31, 31)
        shelf.update(resident, 31)
        after = resident.snapshot([CodeKind.COPY])
        assert np.shares_memory(after.kinds[CodeKind.COPY].blocks[0], codes)
        assert len(after.photo_ids) == 31

    def test_an_empty_library(self) -> None:
        shelf = Shelf()
        resident = shelf.resident()
        snapshot = resident.snapshot([CodeKind.COPY])
        assert shown(snapshot, CodeKind.COPY) == {}
        assert snapshot.kinds[CodeKind.COPY].distances(np.zeros(32, np.uint8)).shape == (0,)
        shelf.put(1, 1)
        shelf.update(resident, 1)
        assert shown(resident.snapshot([CodeKind.COPY]), CodeKind.COPY) == expected(
            shelf, CodeKind.COPY
        )

    def test_all_visible_needs_no_mask(self, shelf: Shelf) -> None:
        assert shelf.resident().snapshot([CodeKind.COPY]).visible is None

    @pytest.mark.parametrize("first", [CodeKind.COPY, CodeKind.LOOK])
    def test_photos_that_lack_a_kind_are_searched_in_the_others(
        self, shelf: Shelf, first: CodeKind
    ) -> None:
        shelf.put(5, 5, [CodeKind.COPY])
        shelf.put(40, 40, [CodeKind.LOOK])
        shelf.put(41, 41, [CodeKind.SUBJECT])
        resident = shelf.resident()
        resident.snapshot([first])
        snapshot = resident.snapshot([CodeKind.COPY, CodeKind.LOOK])
        for kind in (CodeKind.COPY, CodeKind.LOOK):
            assert shown(snapshot, kind) == expected(shelf, kind)
        both = snapshot.photo_ids[snapshot.searchable([CodeKind.COPY, CodeKind.LOOK])]
        assert both.tolist() == [i for i in range(1, 31) if i != 5]

    def test_a_load_that_fails_leaves_nothing_behind(self, shelf: Shelf) -> None:
        failing = True

        def searchable(among: Ids | None) -> Ids:
            if failing:
                raise OSError("the drive is gone")
            return shelf.searchable(among)

        resident = CodeIndex(shelf.load, shelf.fetch, searchable)
        with pytest.raises(OSError, match="gone"):
            resident.snapshot([CodeKind.COPY])
        failing = False
        assert len(shown(resident.snapshot([CodeKind.COPY]), CodeKind.COPY)) == 30
        failing = True
        shelf.put(31, 31)
        with pytest.raises(OSError, match="gone"):
            resident.snapshot([CodeKind.LOOK])  # brings a new photo, whose visibility is not known
        failing = False
        shelf.update(resident, 31)
        for kind in (CodeKind.COPY, CodeKind.LOOK):
            assert shown(resident.snapshot([kind]), kind) == expected(shelf, kind)


class TestDistances:
    @given(st.sampled_from([1, 5, 8, 16, 32]), st.integers(1, 60), st.integers(1, 9))
    def test_numpy_and_faiss_agree(self, width: int, n: int, m: int) -> None:
        rng = np.random.default_rng(n)
        codes = rng.integers(0, 256, (n, width), dtype=np.uint8)
        queries = rng.integers(0, 256, (m, width), dtype=np.uint8)
        by_numpy, by_faiss = np.empty((2, m, n), np.int32)
        code_index._compare_by_numpy(codes, queries, by_numpy)
        code_index._compare_by_faiss(codes, queries, by_faiss)
        assert np.array_equal(by_numpy, by_faiss)
        assert np.array_equal(by_numpy[0], hamming(queries[0], codes))

    def test_faiss_is_loaded_only_for_many_codes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delitem(sys.modules, "faiss", raising=False)
        assert code_index._comparison(1000) is code_index._compare_by_numpy
        assert code_index._comparison(10**6) is code_index._compare_by_faiss

    @given(st.sampled_from([1, 5, 6, 8, 16, 32, 64]), st.integers(0, 200), st.integers(0, 2**32))
    def test_distances_are_those_of_the_slow_version(self, width: int, n: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        codes = rng.integers(0, 256, (n, width), dtype=np.uint8)
        resident = CodeIndex(
            lambda _kind: (np.arange(n), codes),
            lambda _k, ids: (ids, codes[:0]),
            lambda _among: np.arange(n),
        )
        rows = resident.snapshot([CodeKind.COPY]).kinds[CodeKind.COPY]
        query = rng.integers(0, 256, width, dtype=np.uint8)
        assert np.array_equal(rows.distances(query), hamming(query, codes))

    def test_over_several_blocks(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(code_index, "_BLOCK_ROWS", 7)
        resident = shelf.resident()
        resident.snapshot([CodeKind.COPY, CodeKind.LOOK])
        for photo_id in range(31, 64):
            shelf.put(photo_id, photo_id)
        shelf.update(resident, *range(31, 50))
        shelf.update(resident, *range(50, 64))
        snapshot = resident.snapshot([CodeKind.COPY, CodeKind.LOOK])
        rows = snapshot.kinds[CodeKind.LOOK]
        assert len(rows.blocks) == 6
        every = np.concatenate(rows.blocks)
        query = np.frombuffer(shelf.codes[CodeKind.LOOK][60], np.uint8)
        assert np.array_equal(rows.distances(query), hamming(query, every))
        some = np.array([62, 0, 31, 29, 30, 62, 44])
        assert np.array_equal(rows.take(some), every[some])
        assert shown(snapshot, CodeKind.LOOK) == expected(shelf, CodeKind.LOOK)


class TestUpdates:
    def test_nothing_is_loaded_for_an_update(self, shelf: Shelf) -> None:
        resident = shelf.resident()
        shelf.update(resident, 1)
        assert shelf.loads == []
        resident.snapshot([CodeKind.COPY])
        shelf.put(99, 99)
        shelf.update(resident, 99)
        assert 99 in shown(resident.snapshot([CodeKind.COPY]), CodeKind.COPY)
        assert shelf.loads == [CodeKind.COPY]

    def test_an_older_snapshot_keeps_what_it_showed(self, shelf: Shelf) -> None:
        resident = shelf.resident()
        before = resident.snapshot([CodeKind.COPY])
        then = shown(before, CodeKind.COPY)
        shelf.put(3, 1003)
        shelf.remove(4)
        shelf.hidden.add(5)
        shelf.put(77, 77)
        shelf.update(resident, 3, 4, 5, 77, 500)
        assert shown(before, CodeKind.COPY) == then
        assert shown(resident.snapshot([CodeKind.COPY]), CodeKind.COPY) == expected(
            shelf, CodeKind.COPY
        )

    def test_an_older_snapshot_keeps_what_it_hid(self, shelf: Shelf) -> None:
        shelf.hidden.add(5)
        resident = shelf.resident()
        before = resident.snapshot([CodeKind.COPY])
        then = shown(before, CodeKind.COPY)
        shelf.hidden ^= {5, 6}
        shelf.update(resident, 5, 6)
        assert shown(before, CodeKind.COPY) == then
        assert shown(resident.snapshot([CodeKind.COPY]), CodeKind.COPY) == expected(
            shelf, CodeKind.COPY
        )

    def test_a_photo_that_comes_back_takes_no_new_row(self, shelf: Shelf) -> None:
        resident = shelf.resident()
        resident.snapshot([CodeKind.COPY])
        for _ in range(5):
            shelf.hidden.add(5)
            shelf.update(resident, 5)
            assert 5 not in shown(resident.snapshot([CodeKind.COPY]), CodeKind.COPY)
            shelf.hidden.clear()
            shelf.update(resident, 5)
        snapshot = resident.snapshot([CodeKind.COPY])
        assert len(snapshot.photo_ids) == 30
        assert snapshot.visible is None

    def test_many_replaced_codes_are_given_up_and_loaded_anew(
        self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(code_index, "_BLOCK_ROWS", 8)
        resident = shelf.resident()
        resident.snapshot([CodeKind.COPY])
        for round_number in range(1, 20):
            for photo_id in range(1, 6):
                shelf.put(photo_id, 100 * round_number + photo_id)
            shelf.update(resident, *range(1, 6))
            snapshot = resident.snapshot([CodeKind.COPY])
            assert shown(snapshot, CodeKind.COPY) == expected(shelf, CodeKind.COPY)
            assert len(snapshot.photo_ids) <= 60
        assert len(shelf.loads) > 1

    def test_visibility_alone_is_asked_for_without_loading(self, shelf: Shelf) -> None:
        resident = shelf.resident()
        resident.snapshot([CodeKind.COPY])
        shelf.put(2, 1002)
        shelf.update(resident, 2)
        shelf.hidden |= {1, 3}
        resident.update_visible()
        assert shown(resident.snapshot([CodeKind.COPY]), CodeKind.COPY) == expected(
            shelf, CodeKind.COPY
        )
        assert shelf.loads == [CodeKind.COPY]

    def test_snapshots_stay_whole_while_another_thread_writes(self, shelf: Shelf) -> None:
        """Codes that belong together are written together: a snapshot shows all of them or none."""
        resident = shelf.resident()
        resident.snapshot([CodeKind.COPY])
        stop = threading.Event()

        def write() -> None:
            version = 1
            while not stop.is_set():
                version += 1
                for photo_id in range(1, 11):
                    shelf.put(photo_id, version)  # the same code for all ten
                shelf.update(resident, *range(1, 11))

        for photo_id in range(1, 11):
            shelf.put(photo_id, 1)
        shelf.update(resident, *range(1, 11))
        thread = threading.Thread(target=write)
        thread.start()
        try:
            seen: set[Any] = set()
            looks, deadline = 0, time.monotonic() + 30
            while looks < 300 or (len(seen) == 1 and time.monotonic() < deadline):
                looks += 1
                codes = shown(resident.snapshot([CodeKind.COPY]), CodeKind.COPY)
                ten = {codes[photo_id] for photo_id in range(1, 11)}
                assert len(ten) == 1
                seen |= ten
        finally:
            stop.set()
            thread.join(30)
        assert len(seen) > 1


class Changes(RuleBasedStateMachine):
    """Any sequence of changes ends in what the catalog holds."""

    @initialize(count=st.integers(0, 12))
    def fill(self, count: int) -> None:
        self.shelf = Shelf()
        for photo_id in range(1, count + 1):
            self.shelf.put(photo_id, photo_id)
        self.resident = self.shelf.resident()

    @rule(ids=st.sets(st.integers(1, 25), max_size=6), seed=st.integers(0, 9),
          kinds=st.sets(st.sampled_from(list(WIDTHS)), min_size=1))  # fmt: skip
    def write(self, ids: set[int], seed: int, kinds: set[CodeKind]) -> None:
        for photo_id in ids:
            self.shelf.put(photo_id, seed, kinds)
        self.shelf.update(self.resident, *ids)

    @rule(ids=st.sets(st.integers(1, 25), max_size=6))
    def remove(self, ids: set[int]) -> None:
        for photo_id in ids:
            self.shelf.remove(photo_id)
        self.shelf.update(self.resident, *ids)

    @rule(ids=st.sets(st.integers(1, 25), max_size=6))
    def hide(self, ids: set[int]) -> None:
        self.shelf.hidden ^= ids
        self.shelf.update(self.resident, *ids)

    @rule(hidden=st.sets(st.integers(1, 25)))
    def unplug(self, hidden: set[int]) -> None:
        self.shelf.hidden = hidden
        self.resident.update_visible()

    @rule()
    def forget(self) -> None:
        self.resident.forget()

    @rule(kind=st.sampled_from(list(WIDTHS)))
    def ask(self, kind: CodeKind) -> None:
        assert shown(self.resident.snapshot([kind]), kind) == expected(self.shelf, kind)

    @invariant()
    def agrees(self) -> None:
        snapshot = self.resident._snapshot
        for kind in () if snapshot is None else snapshot.kinds:
            assert shown(snapshot, kind) == expected(self.shelf, kind)


TestChanges = Changes.TestCase
TestChanges.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


@given(st.lists(st.integers(1, 300)), st.lists(st.integers(1, 300)), st.booleans())
def test_contains(wanted: list[int], ids: list[int], sparse: bool) -> None:
    scale = 10**12 if sparse else 1  # far too wide a range for a table
    mask = contains(np.array(wanted, np.int64) * scale, np.array(ids, np.int64) * scale)
    assert mask.tolist() == [photo_id in wanted for photo_id in ids]
