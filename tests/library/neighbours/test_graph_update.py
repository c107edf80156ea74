"""The neighbours of all photos, brought up to date step by step, against comparing all pairs."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from photosearch.core.codes import CodeKind
from photosearch.core.errors import Cancelled
from photosearch.core.jobs import JobControl, Progress
from photosearch.library.neighbours import graph_update
from photosearch.library.neighbours.graph_update import GraphUpdate
from photosearch.library.neighbours.nearest import NearestSearch
from photosearch.store.neighbour_chunks import (
    ALL_REACHED,
    NEIGHBOURS,
    SLOTS,
    fingerprints_of,
)
from tests.library.neighbours.code_shelf import CodeShelf, Killed, kill_at, plain_lists

KIND = CodeKind.SUBJECT
PHOTO = st.integers(1, 700)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[CodeShelf]:
    shelf = CodeShelf(tmp_path, {KIND: 32})
    yield shelf
    shelf.store.close()


class GraphMachine(RuleBasedStateMachine):
    """Photos come, change and go; runs end, or are killed at any write."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.shelf = CodeShelf(Path(self._folder.name), {KIND: 16})
        self.known: dict[int, bytes] = {}

    @rule(photos=st.sets(PHOTO, min_size=1, max_size=40), seed=st.integers(0, 50))
    def put(self, photos: set[int], seed: int) -> None:
        for photo_id in photos:
            self.shelf.put(photo_id, seed + photo_id % 7, spread=4)

    @rule(photos=st.sets(PHOTO, min_size=1, max_size=40))
    def remove(self, photos: set[int]) -> None:
        for photo_id in photos:
            self.shelf.remove(photo_id)

    @rule(write=st.integers(1, 6), after=st.booleans())
    def run_and_kill(self, write: int, after: bool) -> None:
        restore = kill_at(self.shelf.store, write, after=after)
        try:
            self.shelf.bring_up_to_date()
        except Killed:
            pass
        finally:
            restore()

    @rule()
    def run(self) -> None:
        self.shelf.bring_up_to_date()
        assert self.shelf.lists(KIND) == self.shelf.expected(KIND)
        assert self.shelf.update.counts() == (0, len(self.shelf.codes[KIND]))

    @invariant()
    def lists_are_exact_among_known(self) -> None:
        """Also after a kill, whatever is there is right for the codes that it was made of."""
        ids, prints = self.shelf.store.known(self.shelf.card.model_id, KIND)
        if not np.isin(ids, list(self.shelf.codes[KIND])).all():
            return  # some are gone that are still known: it was not brought up to date since
        codes = {i: self.shelf.codes[KIND][i] for i in ids.tolist()}
        arrays = np.frombuffer(b"".join(codes.values()), np.uint8).reshape(len(codes), 2)
        if not np.array_equal(fingerprints_of(arrays), prints):
            return  # some have changed since
        expected = plain_lists(codes)
        lists = self.shelf.lists(KIND)
        for photo_id, found in lists.items():
            assert found == expected[photo_id]
        assert reaches(self.shelf) == reaches_of(lists)

    def teardown(self) -> None:
        self.shelf.store.close()
        self._folder.cleanup()


def reaches(shelf: CodeShelf) -> dict[int, int]:
    ids, found = shelf.store.reaches(shelf.card.model_id, KIND)
    return dict(zip(ids.tolist(), found.tolist(), strict=True))


def reaches_of(lists: dict[int, list[tuple[int, int]]]) -> dict[int, int]:
    """Up to which distance a photo may get into each list."""
    return {
        photo_id: found[-1][0] if len(found) == NEIGHBOURS else ALL_REACHED
        for photo_id, found in lists.items()
    }


@pytest.fixture(autouse=True)
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_update, "_FILLED_AT_ONCE", 1)
    monkeypatch.setattr(graph_update, "_LEARNED_AT_ONCE", 30)
    monkeypatch.setattr(graph_update, "_READ_AT_ONCE", 2)
    monkeypatch.setattr(graph_update, "_COMPARED_AT_ONCE", 100)


class TestAnySequence(GraphMachine.TestCase):  # type: ignore[misc, valid-type]
    """The machine, with portions so small that each step has several."""

    settings = settings(max_examples=25, stateful_step_count=10, deadline=None)


def test_first_time(shelf: CodeShelf) -> None:
    for photo_id in range(1, 601):
        shelf.put(photo_id, photo_id)
    assert shelf.update.counts() == (600, 600)
    seen: list[Progress] = []
    assert shelf.bring_up_to_date(on_progress=seen.append) is False
    assert shelf.lists(KIND) == shelf.expected(KIND)
    assert (seen[-1].done, seen[-1].total) == (600, 600)
    assert all(each.preemptible for each in seen)


def test_one_photo_after_another(shelf: CodeShelf) -> None:
    """So that lists learn at each of their places, the last one too."""
    for photo_id in range(1, 80):
        shelf.put(photo_id, photo_id)
        if photo_id % 3 == 0:
            shelf.remove(photo_id // 2)
        shelf.bring_up_to_date()
        assert shelf.lists(KIND) == shelf.expected(KIND)


def test_too_few_photos_for_a_list(shelf: CodeShelf) -> None:
    for count in range(1, 5):
        shelf.put(count * SLOTS - 1, count)
        shelf.bring_up_to_date()
        assert shelf.lists(KIND) == shelf.expected(KIND)
        assert all(len(each) == count - 1 for each in shelf.lists(KIND).values())


def test_more_equal_codes_than_a_list_holds(shelf: CodeShelf) -> None:
    for photo_id in range(1, 60):
        shelf.put(photo_id, 1)
    shelf.bring_up_to_date()
    assert shelf.lists(KIND) == shelf.expected(KIND)
    shelf.remove(3)
    shelf.put(70, 1)
    shelf.bring_up_to_date()
    assert shelf.lists(KIND) == shelf.expected(KIND)


def test_nothing_is_written_where_nothing_changed(shelf: CodeShelf) -> None:
    for photo_id in range(1, 20):
        shelf.put(photo_id, photo_id)
    shelf.bring_up_to_date()
    restore = kill_at(shelf.store, 1, after=False)
    shelf.bring_up_to_date()
    restore()


@pytest.mark.usefixtures("unlimited_progress")
def test_cancelled_and_gone_on_with(shelf: CodeShelf) -> None:
    for photo_id in range(1, 601):
        shelf.put(photo_id, photo_id)
    control = JobControl()
    with pytest.raises(Cancelled):
        shelf.update.run(control, lambda progress: control.cancel() if progress.done else None)
    pending, total = shelf.update.counts()
    assert 0 < pending < total
    assert 0 < len(shelf.lists(KIND)) < total
    shelf.bring_up_to_date()
    assert shelf.lists(KIND) == shelf.expected(KIND)


def test_too_much_is_left_for_another_time(shelf: CodeShelf) -> None:
    for photo_id in range(1, 11):
        shelf.put(photo_id, photo_id)
    shelf.bring_up_to_date(at_most=9)
    assert shelf.lists(KIND) == {}
    shelf.bring_up_to_date(at_most=10)
    assert shelf.lists(KIND) == shelf.expected(KIND)


def test_another_model_replaces_the_lists(shelf: CodeShelf) -> None:
    for photo_id in range(1, 30):
        shelf.put(photo_id, photo_id)
    shelf.bring_up_to_date()
    before = shelf.card
    shelf.card = replace(before, sha256="1" * 64)
    for photo_id in range(1, 30):
        shelf.put(photo_id, 100 + photo_id)
    shelf.bring_up_to_date()
    assert shelf.lists(KIND) == shelf.expected(KIND)
    assert len(shelf.store.load(before.model_id, KIND)) == 0


@pytest.mark.parametrize("damage", ["nonsense", "list", "short", "cut"])
def test_damage_on_the_disk_costs_finding_it_anew(
    shelf: CodeShelf, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    for photo_id in range(1, 700):
        shelf.put(photo_id, photo_id)
    shelf.bring_up_to_date()
    path = shelf.store.path
    if damage in ("list", "short"):
        shelf.store.close()
        with closing(sqlite3.connect(path)) as connection, connection:
            (blob,) = connection.execute("SELECT lists FROM chunks WHERE chunk = 1").fetchone()
            blob = blob[:200] + bytes(40) + blob[240:] if damage == "list" else blob[:20]
            connection.execute("UPDATE chunks SET lists = ? WHERE chunk = 1", (blob,))
    else:
        shelf.store.close()
        content = path.read_bytes()
        path.write_bytes(b"no database" if damage == "nonsense" else content[: len(content) // 3])
    again = CodeShelf(path.parent, shelf.bits)
    again.codes = shelf.codes
    again.put(700, 700)  # so that all lists are looked at
    with caplog.at_level("WARNING"):
        assert again.bring_up_to_date() is True
    caplog.clear()
    assert again.lists(KIND) == again.expected(KIND)
    again.store.close()


def test_fingerprints_tell_single_bits_apart() -> None:
    base = np.random.default_rng(1).integers(0, 256, (1, 32), np.uint8)
    bits = np.unpackbits(np.repeat(base, 257, axis=0), axis=1)
    bits[np.arange(1, 257), np.arange(256)] ^= 1
    prints = fingerprints_of(np.packbits(bits, axis=1))
    assert len(np.unique(prints)) == 257
    assert prints.min() > 0


@given(st.integers(1, 60), st.integers(1, 20), st.integers(1, 3), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_nearest_orders_equal_distances_by_row(
    count: int, wanted: int, spread: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    codes = rng.integers(0, spread + 1, (count, 4), np.uint8)
    queries = rng.integers(0, spread + 1, (5, 4), np.uint8)
    distances, rows = NearestSearch(codes).nearest(queries, wanted)
    plain = np.bitwise_count(queries[:, None] ^ codes[None]).sum(axis=2)
    order = np.argsort(plain, axis=1, kind="stable")[:, :wanted]
    assert np.array_equal(rows, order)
    assert np.array_equal(distances, np.take_along_axis(plain, order, axis=1))


def test_it_rests_after_each_piece_of_work_and_may_be_ended_there(shelf: CodeShelf) -> None:
    for photo_id in range(1, 1000):
        shelf.put(photo_id, photo_id)
    rests: list[float] = []

    def found() -> int:
        return len(shelf.store.load(shelf.card.model_id, KIND))

    def rest(control: JobControl, worked_s: float) -> None:
        rests.append(worked_s)
        if found():
            control.cancel()
        control.checkpoint()

    update = GraphUpdate(shelf.catalog, card=lambda: shelf.card, rest=rest)
    with pytest.raises(Cancelled):
        update.run(JobControl())
    assert all(worked > 0 for worked in rests)
    # What was done before is kept, and no more than one piece was done.
    assert 0 < found() <= SLOTS
    shelf.bring_up_to_date()
    assert shelf.lists(KIND) == shelf.expected(KIND)


def test_of_one_more_photo_few_lists_are_read(
    shelf: CodeShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for photo_id in range(1, 30 * SLOTS):
        shelf.put(photo_id, photo_id // 20)  # twenty each are alike
    shelf.bring_up_to_date()
    read: list[int] = []
    real = shelf.store.chunks

    def chunks(model_id: str, kind: str, numbers: Collection[int] | None = None) -> Any:
        for number, chunk in real(model_id, kind, numbers):
            read.append(number)
            yield number, chunk

    monkeypatch.setattr(shelf.store, "chunks", chunks)
    shelf.put(31 * SLOTS, 7)  # like photos 140 to 159
    shelf.bring_up_to_date()
    assert set(read) == {0, 31}
    assert len(shelf.lists(KIND)[31 * SLOTS]) == NEIGHBOURS
    assert {distance for distance, _ in shelf.lists(KIND)[31 * SLOTS]} == {0}


def test_a_file_that_does_not_know_how_far_lists_reach_is_brought_up_to_date(
    shelf: CodeShelf, tmp_path: Path
) -> None:
    for photo_id in range(1, 600):
        shelf.put(photo_id, photo_id)
    shelf.bring_up_to_date()
    shelf.put(600, 600)
    lists, before = shelf.lists(KIND), reaches(shelf)
    assert before == reaches_of(lists)
    shelf.store.close()
    with closing(sqlite3.connect(shelf.store.path)) as connection, connection:
        connection.execute("DROP TABLE reaches")
        connection.execute("PRAGMA user_version = 1")
    older = CodeShelf(tmp_path, shelf.bits)
    older.codes = shelf.codes
    older.bring_up_to_date()
    assert older.lists(KIND) == older.expected(KIND)
    assert reaches(older) == reaches_of(older.lists(KIND))
    older.store.close()
    with closing(sqlite3.connect(older.store.path)) as connection, connection:
        connection.execute("DROP TABLE reaches")
        connection.execute("UPDATE chunks SET lists = x'00' WHERE chunk = 1")
        connection.execute("PRAGMA user_version = 1")
    damaged = CodeShelf(tmp_path, shelf.bits)
    damaged.codes = shelf.codes
    damaged.bring_up_to_date()
    assert damaged.lists(KIND) == damaged.expected(KIND)
    damaged.store.close()
