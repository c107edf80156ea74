"""Measure how many queries a second one thread answers, with the search of the program."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import faiss
import numpy as np

from photosearch.core.codes import pack, unit_rows, unpack_signs
from photosearch.training.evaluation.distances import Rows

ANSWERS = 100
"""Best photos that each timed query asks for."""
AT_LEAST_S = 0.2
"""Time that is spent on asking, unless told otherwise."""

_FLOAT_METRICS = {
    "cosine": faiss.METRIC_INNER_PRODUCT,
    "asymmetric": faiss.METRIC_INNER_PRODUCT,
    "euclidean": faiss.METRIC_L2,
    "manhattan": faiss.METRIC_L1,
    "chebyshev": faiss.METRIC_Linf,
}


def queries_per_second(
    distance: str, queries: Rows, database: Rows, *, at_least_s: float | None = None
) -> float:
    """Return exact search for the best `ANSWERS`, one query at a time, one thread, all in memory.

    Args:
        distance: a name of `distances.DISTANCES`.
        queries: (q, d), asked in turns until `at_least_s` seconds have passed.
        database: (n, d).
    """
    search, asked = _search(distance, queries, database)
    answers = min(ANSWERS, len(database))
    return calls_per_second(
        lambda place: search(asked[place : place + 1], answers), len(asked), at_least_s=at_least_s
    )


def calls_per_second(
    call: Callable[[int], object], number: int, *, at_least_s: float | None = None
) -> float:
    """Return how often a second `call` runs with 0, 1, ..., `number` - 1 in turns, faiss on one
    thread."""
    long_enough = AT_LEAST_S if at_least_s is None else at_least_s
    with _one_thread():
        call(0)  # the first one warms the caches
        done, start = 0, time.perf_counter()
        while (passed := time.perf_counter() - start) < long_enough or not done:
            call(done % number)
            done += 1
    return done / max(passed, 1e-9)


def _search(distance: str, queries: Rows, database: Rows) -> tuple[Callable[..., Any], Any]:
    if distance == "hamming":
        binary = faiss.IndexBinaryFlat(database.shape[1])
        binary.add(pack(database))
        return binary.search, pack(queries)
    rows, asked = database, queries
    if distance == "cosine":
        rows, asked = unit_rows(database), unit_rows(queries)
    elif distance == "asymmetric":
        rows = unpack_signs(pack(database))
    index = faiss.IndexFlat(database.shape[1], _FLOAT_METRICS[distance])
    index.add(np.ascontiguousarray(rows, np.float32))
    return index.search, np.ascontiguousarray(asked, np.float32)


@contextmanager
def _one_thread() -> Iterator[None]:
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)
