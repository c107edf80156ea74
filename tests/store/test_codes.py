"""Codes in chunks, held to a plain dict."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from photosearch.store.chunks import SLOTS
from photosearch.store.codes import CodeStore
from photosearch.store.database import Database
from photosearch.store.schema import CATALOG

WIDTH = {"copy": 8, "look": 3}
# ids around the borders of chunks, and far away
IDS = [1, 2, 3, 4094, 4095, 4096, 4097, 8191, 8192, 12_000, 5_000_000_000]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "catalog.db", CATALOG)
    yield opened
    opened.close()


def put(
    store: CodeStore, database: Database, model: str, codes: dict[int, dict[str, bytes]]
) -> None:
    database.write(lambda connection: store.put(connection, model, codes))


def loaded(store: CodeStore, model: str, kind: str) -> dict[int, bytes]:
    ids, codes = store.load(model, kind)
    assert (np.diff(ids) > 0).all()
    return {photo_id: code.tobytes() for photo_id, code in zip(ids.tolist(), codes, strict=True)}


class Model(RuleBasedStateMachine):
    """The store and, beside it, what it should hold: {(model, kind, id): code}."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.store = CodeStore(self.database)
        for model in "ab":
            self.store.drop(model)
        self.expected: dict[tuple[str, str, int], bytes] = {}

    @rule(
        model=st.sampled_from("ab"),
        kinds=st.sets(st.sampled_from(sorted(WIDTH)), min_size=1),
        ids=st.lists(st.sampled_from(IDS), min_size=1, unique=True),
        fill=st.integers(0, 255),
    )
    def put(self, model: str, kinds: set[str], ids: list[int], fill: int) -> None:
        codes = {
            photo_id: {kind: bytes([(fill + place) % 256]) * WIDTH[kind] for kind in kinds}
            for place, photo_id in enumerate(ids)
        }
        put(self.store, self.database, model, codes)
        for photo_id, of_photo in codes.items():
            for kind, code in of_photo.items():
                self.expected[model, kind, photo_id] = code

    @rule(ids=st.sets(st.sampled_from(IDS)))
    def delete(self, ids: set[int]) -> None:
        self.database.write(lambda connection: self.store.delete(connection, ids))
        self.expected = {key: code for key, code in self.expected.items() if key[2] not in ids}

    @rule(source=st.sampled_from(IDS), taker=st.sampled_from(IDS))
    def copy(self, source: int, taker: int) -> None:
        if source == taker:
            return
        self.database.write(lambda connection: self.store.copy(connection, source, taker))
        self.expected = {key: code for key, code in self.expected.items() if key[2] != taker}
        for (model, kind, photo_id), code in list(self.expected.items()):
            if photo_id == source:
                self.expected[model, kind, taker] = code

    @rule(model=st.sampled_from("ab"))
    def drop(self, model: str) -> None:
        self.store.drop(model)
        self.expected = {key: code for key, code in self.expected.items() if key[0] != model}

    @rule(ids=st.lists(st.sampled_from(IDS)), kind=st.sampled_from(sorted(WIDTH)))
    def get(self, ids: list[int], kind: str) -> None:
        found, codes = self.store.get("a", kind, ids)
        wanted = [photo_id for photo_id in ids if ("a", kind, photo_id) in self.expected]
        assert found.tolist() == wanted
        assert [code.tobytes() for code in codes] == [
            self.expected["a", kind, photo_id] for photo_id in wanted
        ]

    @invariant()
    def all_is_as_expected(self) -> None:
        for model in "ab":
            for kind in WIDTH:
                assert loaded(self.store, model, kind) == {
                    key[2]: code for key, code in self.expected.items() if key[:2] == (model, kind)
                }
        counts = {
            model: len({key[2] for key in self.expected if key[0] == model}) for model in "ab"
        }
        assert {m: n for m, n in self.store.models().items() if n} == {
            m: n for m, n in counts.items() if n
        }


def test_the_store_behaves_like_a_dict(database: Database) -> None:
    class Bound(Model):
        pass

    Bound.database = database
    run_state_machine_as_test(
        Bound, settings=settings(max_examples=25, stateful_step_count=15, deadline=None)
    )


def test_a_code_has_the_length_of_its_kind(database: Database) -> None:
    store = CodeStore(database)
    put(store, database, "m", {1: {"copy": b"12345678"}})
    with pytest.raises(ValueError, match="8 bytes"):
        put(store, database, "m", {2: {"copy": b"123"}})
    with pytest.raises(ValueError, match="bytes"):
        put(store, database, "new", {2: {"copy": b"123"}, 3: {"copy": b"1234"}})
    put(store, database, "other", {1: {"copy": b"123"}})  # another model, another length
    assert store.kinds("m") == {"copy": 8}
    assert store.kinds("other") == {"copy": 3}
    assert store.kinds("new") == {}


@given(data=st.data())
@settings(max_examples=5, deadline=None)
def test_many_codes_at_once(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    count = data.draw(st.sampled_from([1, SLOTS - 1, SLOTS, SLOTS + 1, 3 * SLOTS]))
    first = data.draw(st.sampled_from([1, SLOTS - 1, SLOTS]))
    values = np.random.default_rng(count).integers(0, 256, (count, 16), dtype=np.uint8)
    database = Database(tmp_path_factory.mktemp("store") / "catalog.db", CATALOG)
    try:
        store = CodeStore(database)
        order = np.random.default_rng(first).permutation(count)
        put(store, database, "m", {first + int(n): {"look": values[n].tobytes()} for n in order})
        ids, codes = store.load("m", "look")
        assert np.array_equal(ids, np.arange(first, first + count))
        assert np.array_equal(codes, values)
    finally:
        database.close()


def test_a_change_of_one_code_writes_little(database: Database) -> None:
    store = CodeStore(database)
    put(store, database, "m", {n: {"copy": bytes(32)} for n in range(1, SLOTS)})
    wal = database.path.with_name("catalog.db-wal")
    before = wal.stat().st_size
    put(store, database, "m", {2000: {"copy": bytes(range(32))}})
    assert wal.stat().st_size - before <= 8 * 4200, "a few pages, not the chunk of 128 KiB"
