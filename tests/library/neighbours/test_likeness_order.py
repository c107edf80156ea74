"""Photos arranged by likeness: few by all pairs, many by their neighbours."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from photosearch.core.codes import CodeKind
from photosearch.core.spanning_tree import dense_tree
from photosearch.library.neighbours import likeness_order
from photosearch.library.neighbours.likeness_order import LikenessOrder, spanning_tree
from tests.core.test_spanning_tree import as_set, clustered
from tests.library.neighbours.code_shelf import CodeShelf

KIND = CodeKind.SUBJECT


@pytest.fixture
def shelf(tmp_path: Path) -> Any:
    shelf = CodeShelf(tmp_path, {KIND: 256})
    for photo_id, code in enumerate(clustered(1, 400), 1):
        shelf.codes[KIND][photo_id] = code.tobytes()
    yield shelf
    shelf.store.close()


def arranging(shelf: CodeShelf) -> LikenessOrder:
    loads: list[int] = []

    def get(model_id: str, kind: CodeKind, ids: Any) -> Any:
        loads.append(len(ids))
        known = [i for i in ids.tolist() if i in shelf.codes[kind]]
        codes = [np.frombuffer(shelf.codes[kind][i], np.uint8) for i in known]
        return np.array(known, np.int64), np.array(codes, np.uint8)

    catalog: Any = SimpleNamespace(
        codes=SimpleNamespace(get=get, load=shelf._load), neighbours=shelf.store
    )
    return LikenessOrder(catalog, card=lambda: shelf.card)


def mean_step(shelf: CodeShelf, order: np.ndarray) -> float:
    codes = np.array([np.frombuffer(shelf.codes[KIND][i], np.uint8) for i in order.tolist()])
    return float(np.bitwise_count(codes[1:] ^ codes[:-1]).sum(axis=1).mean())


def test_neighbours_look_alike(shelf: CodeShelf) -> None:
    ids = np.random.default_rng(3).permutation(np.arange(1, 401))
    order = arranging(shelf).arrange(ids)
    assert sorted(order.tolist()) == sorted(ids.tolist())
    assert mean_step(shelf, order) < 0.6 * mean_step(shelf, ids)


def test_the_order_depends_on_the_photos_alone(shelf: CodeShelf) -> None:
    ids = np.arange(1, 401)
    expected = arranging(shelf).arrange(ids)
    other = arranging(shelf)
    for _ in range(2):  # remembered the second time
        shuffled = np.random.default_rng(4).permutation(ids)
        assert other.arrange(shuffled).tolist() == expected.tolist()


def test_a_changed_code_makes_another_order(shelf: CodeShelf) -> None:
    order = arranging(shelf)
    before = order.arrange(np.arange(1, 401)).tolist()
    shelf.codes[KIND][7] = shelf.codes[KIND][300]
    after = order.arrange(np.arange(1, 401)).tolist()
    assert before != after
    assert abs(after.index(7) - after.index(300)) == 1


def test_photos_without_codes_come_last(shelf: CodeShelf) -> None:
    for photo_id in (4, 2):
        shelf.remove(photo_id)
    order = arranging(shelf).arrange(np.array([9, 4, 1, 2, 900]))
    assert set(order[:2].tolist()) == {1, 9}
    assert order[2:].tolist() == [2, 4, 900]


def test_no_photo_and_one_photo(shelf: CodeShelf) -> None:
    assert arranging(shelf).arrange(np.empty(0, np.int64)).tolist() == []
    assert arranging(shelf).arrange(np.array([5])).tolist() == [5]


@pytest.mark.parametrize("searched", [500, 150, 60])
def test_many_photos_are_joined_by_their_nearest(
    searched: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = clustered(2, 500)
    exact = dense_tree(codes)
    monkeypatch.setattr(likeness_order, "_DENSE", 20)
    monkeypatch.setattr(likeness_order, "_SEARCHED", searched)
    tree = spanning_tree(codes)
    assert len(as_set(tree)) == 499
    longer = tree.distances.sum() / exact.distances.sum()
    assert longer <= {500: 1.02, 150: 1.5, 60: 1.8}[searched]


def test_the_neighbours_that_are_known_are_used(
    shelf: CodeShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.bring_up_to_date()
    monkeypatch.setattr(likeness_order, "_DENSE", 20)
    monkeypatch.setattr(likeness_order, "_SEARCHED", 100)
    ids = np.arange(1, 401)
    with_lists = mean_step(shelf, arranging(shelf).arrange(ids))
    shelf.store.discard()
    without = mean_step(shelf, arranging(shelf).arrange(ids))
    assert with_lists < without


def test_damaged_lists_are_done_without(
    shelf: CodeShelf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.store.path.write_bytes(b"nonsense")
    monkeypatch.setattr(likeness_order, "_SEARCHED", 100)
    assert len(arranging(shelf).arrange(np.arange(1, 401))) == 400
    assert "arranged without their neighbours" in caplog.text
