"""A catalog's codes in dictionaries beside a real file of neighbours; and the slow, plain graph."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from photosearch.core.codes import CodeKind, hamming
from photosearch.core.jobs import JobControl
from photosearch.core.model_card import Fit, ModelCard
from photosearch.library.neighbours.graph_update import GraphUpdate
from photosearch.store.neighbour_chunks import NEIGHBOURS
from photosearch.store.neighbours import NEIGHBOURS_NAME, NeighbourStore

MODEL = "test-000000000000"


class CodeShelf:
    """Photos with codes by kind, to be changed at will."""

    def __init__(self, folder: Path, bits: dict[CodeKind, int]) -> None:
        self.bits = bits
        self.codes: dict[CodeKind, dict[int, bytes]] = {kind: {} for kind in bits}
        self.store = NeighbourStore(folder / NEIGHBOURS_NAME)
        self.card = ModelCard("test", "1", "encoder.onnx", "0" * 64, 8, 8, Fit.STRETCH, dict(bits))
        codes: Any = SimpleNamespace(load=self._load, ids=self._ids)
        self.catalog: Any = SimpleNamespace(codes=codes, neighbours=self.store)
        self.update = GraphUpdate(cast(Any, self.catalog), card=lambda: self.card)

    def put(self, photo_id: int, seed: int, spread: int = 256) -> None:
        """Give a photo codes; few different ones, if `spread` is small."""
        for kind, bits in self.bits.items():
            values = np.random.default_rng(seed).integers(0, spread, bits // 8, np.uint8)
            self.codes[kind][photo_id] = values.tobytes()

    def remove(self, photo_id: int) -> None:
        for of_kind in self.codes.values():
            of_kind.pop(photo_id, None)

    def bring_up_to_date(self, **options: Any) -> bool:
        return self.update.run(JobControl(), **options)

    def lists(self, kind: CodeKind) -> dict[int, list[tuple[int, int]]]:
        """Return what is kept: distances and ids by photo."""
        found = self.store.load(self.card.model_id, kind)
        return {
            photo_id: [(d, i) for d, i in zip(distances, ids, strict=True) if i]
            for photo_id, ids, distances in zip(
                found.photo_ids.tolist(), found.ids.tolist(), found.distances.tolist(), strict=True
            )
        }

    def expected(self, kind: CodeKind) -> dict[int, list[tuple[int, int]]]:
        """Return what is right, one photo after another."""
        return plain_lists(self.codes[kind])

    def _ids(self, _model_id: str, kind: CodeKind) -> np.ndarray:
        return np.array(sorted(self.codes[kind]), np.int64)

    def _load(self, model_id: str, kind: CodeKind) -> tuple[np.ndarray, np.ndarray]:
        ids = self._ids(model_id, kind)
        codes = np.frombuffer(b"".join(self.codes[kind][i] for i in ids.tolist()), np.uint8)
        return ids, codes.reshape(len(ids), self.bits[kind] // 8)


def plain_lists(codes: dict[int, bytes]) -> dict[int, list[tuple[int, int]]]:
    """Return distances and ids of the nearest of each photo, found by comparing all pairs."""
    ids = sorted(codes)
    rows = np.array([np.frombuffer(codes[i], np.uint8) for i in ids])
    lists = {}
    for row, photo_id in enumerate(ids):
        distances = hamming(rows[row], rows).tolist()
        others = [(d, i) for d, i in zip(distances, ids, strict=True) if i != photo_id]
        lists[photo_id] = sorted(others)[:NEIGHBOURS]
    return lists


class Killed(BaseException):
    """Stands for the end of the process."""


def kill_at(store: Any, write: int, *, after: bool) -> Callable[[], None]:
    """Let the write of that number be the last thing that happens; return what ends that."""
    real, count = store.put, 0

    def put(*arguments: Any) -> None:
        nonlocal count
        count += 1
        if count < write or after:
            real(*arguments)
        if count >= write:
            raise Killed

    store.put = put

    def restore() -> None:
        store.put = real

    return restore
