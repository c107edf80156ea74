"""What the neighbours of a large library cost: the first time, for one photo more, and on the disk.

    python -m tests.benchmarks.bench_neighbours [--photos 1000000] [--portions 4]
    python -m tests.benchmarks.bench_neighbours --files FOLDER

Codes are random, of the senses of the default model. For the first time some portions are found,
one after another as in the program, and the time of all is told from them; then lists of random
neighbours (which cannot be compressed well: the worst case) are written for all photos, so that
their size and the time of bringing one photo more into them are those of the whole library.

With --files: how much longer a first index run of the photos in FOLDER takes with their neighbours.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from photosearch.core.codes import CodeKind
from photosearch.core.errors import Cancelled
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.model_card import Fit, ModelCard
from photosearch.library.library import Library
from photosearch.library.neighbours.graph_update import GraphUpdate
from photosearch.settings import Settings
from photosearch.store.neighbour_chunks import (
    NEIGHBOURS,
    SLOTS,
    NeighbourChunk,
    fingerprints_of,
)
from photosearch.store.neighbours import NEIGHBOURS_NAME, NeighbourStore

BITS = {CodeKind.COPY: 256, CodeKind.LOOK: 128, CodeKind.SUBJECT: 256}
CARD = ModelCard("made", "1", "encoder.onnx", "0" * 64, 225, 225, Fit.STRETCH, BITS)


def clock() -> tuple[float, float]:
    """Return seconds by the clock, and of processor time."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return time.perf_counter(), usage.ru_utime + usage.ru_stime


def since(start: tuple[float, float]) -> str:
    wall, cpu = (now - then for now, then in zip(clock(), start, strict=True))
    return f"{wall:.2f} s by the clock, {cpu:.2f} s of processor time"


def made_update(store: NeighbourStore, codes: dict[CodeKind, np.ndarray]) -> GraphUpdate:
    def load(_model_id: str, kind: CodeKind) -> tuple[np.ndarray, np.ndarray]:
        return np.arange(1, len(codes[kind]) + 1), codes[kind]

    def ids(_model_id: str, kind: CodeKind) -> np.ndarray:
        return np.arange(1, len(codes[kind]) + 1)

    catalog: Any = SimpleNamespace(codes=SimpleNamespace(load=load, ids=ids), neighbours=store)
    return GraphUpdate(catalog, card=lambda: CARD)


def fill(store: NeighbourStore, codes: dict[CodeKind, np.ndarray]) -> None:
    rng = np.random.default_rng(1)
    for kind, of_kind in codes.items():
        count, bits = len(of_kind), BITS[kind]
        prints = fingerprints_of(of_kind)
        for first in range(0, count // SLOTS + 1, 64):
            chunks = {}
            for number in range(first, min(first + 64, count // SLOTS + 1)):
                chunk = NeighbourChunk.empty()
                ids = np.arange(max(1, number * SLOTS), min(count, (number + 1) * SLOTS - 1) + 1)
                slots = ids % SLOTS
                chunk.fingerprints[slots] = prints[ids - 1]
                chunk.ids[slots] = rng.integers(1, count + 1, (len(ids), NEIGHBOURS), np.uint32)
                near = rng.normal(bits * 0.25, bits * 0.03, (len(ids), NEIGHBOURS))
                chunk.distances[slots] = np.sort(near.astype(np.uint16), axis=1)
                chunks[number] = chunk
            store.put(CARD.model_id, kind, chunks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=1_000_000)
    parser.add_argument("--portions", type=int, default=4)
    parser.add_argument("--files", type=Path)
    arguments = parser.parse_args()
    if arguments.files is not None:
        _indexing(arguments.files)
        return
    rng = np.random.default_rng(0)
    codes = {
        kind: rng.integers(0, 256, (arguments.photos, bits // 8), np.uint8)
        for kind, bits in BITS.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        _first_time(Path(folder) / "first.db", codes, arguments.portions)
        _one_more(Path(folder) / NEIGHBOURS_NAME, codes)


def _first_time(path: Path, codes: dict[CodeKind, np.ndarray], portions: int) -> None:
    store = NeighbourStore(path)
    total = 0.0
    for kind, of_kind in codes.items():
        control, start = JobControl(), clock()
        found: list[tuple[int, tuple[float, float]]] = []

        def note(progress: Progress) -> None:
            found.append((progress.done, clock()))  # noqa: B023 - called within this turn
            if len(found) > portions:  # noqa: B023
                control.cancel()  # noqa: B023

        update = made_update(store, {kind: of_kind})
        update._card = lambda kind=kind: _only(kind)  # type: ignore[misc]
        with suppress(Cancelled):
            update.run(control, note)
        (first, before), (last, after) = found[0], found[-1]
        cpu = (after[1] - before[1]) / (last - first)
        total += cpu * len(of_kind)
        print(
            f"{kind}: {cpu * 1e3:.3f} ms of processor time a photo,"
            f" {(after[0] - before[0]) / (last - first) * 1e3:.3f} ms by the clock;"
            f" before the first portion {before[0] - start[0]:.1f} s",
            flush=True,
        )
    print(f"all senses: {total:.0f} s of processor time, {total / 2 / 60:.0f} min on two cores")
    store.close()


def _indexing(photos: Path) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Library.open(Path(folder) / "library", Settings()) as library,
    ):
        library.add_root(photos)
        start = time.perf_counter()
        summary = library.index()
        without, begun = time.perf_counter() - start, clock()
        library.neighbour_graph.run(JobControl())
        with_neighbours = time.perf_counter() - start
        print(f"{summary.counts['indexed']} photos in {without:.1f} s, neighbours {since(begun)}")
        print(f"speed with neighbours: {without / with_neighbours:.3f} of that without")


def _only(kind: CodeKind) -> ModelCard:
    return ModelCard(
        "made", "1", "encoder.onnx", "0" * 64, 225, 225, Fit.STRETCH, {kind: BITS[kind]}
    )


def _one_more(path: Path, codes: dict[CodeKind, np.ndarray]) -> None:
    store = NeighbourStore(path)
    fill(store, codes)
    start = clock()
    made_update(store, codes).run(JobControl())
    print(f"nothing to be done: {since(start)}")
    rng = np.random.default_rng(2)
    for more in (1, 1000):
        codes = {
            kind: np.concatenate(
                [of_kind, rng.integers(0, 256, (more, of_kind.shape[1]), np.uint8)]
            )
            for kind, of_kind in codes.items()
        }
        start = clock()
        made_update(store, codes).run(JobControl())
        print(f"{more} more: {since(start)}", flush=True)
    start = clock()
    lists = store.load(CARD.model_id, CodeKind.SUBJECT)
    print(f"all lists of a sense read: {since(start)}, {len(lists)} lists")
    start = clock()
    store.get(CARD.model_id, CodeKind.SUBJECT, rng.integers(1, len(lists), 200))
    print(f"the lists of 200 photos read: {since(start)}")
    store.close()
    print(f"on the disk: {path.stat().st_size / 1e6:.0f} MB for {len(lists)} photos")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
