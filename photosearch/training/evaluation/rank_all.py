"""One way of ranking, run over all queries: distances, order, figures, a chunk at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.training.evaluation.distances import DISTANCES, ON_BITS, Rows
from photosearch.training.evaluation.ranked import RADIUS, RankedFigures, Tally, chunk_size, order
from photosearch.training.evaluation.reranking import reranked

Positions = NDArray[np.int64]

CompareQueries = Callable[[Rows, Positions | None], NDArray[Any]]
"""Queries (q, d), and their own places (q,) in the database if they are part of it, to distances
(q, n)."""

RERANKABLE = ("hamming", "asymmetric", "cosine")
"""Distances that are angles between rows, on which the re-rankings build."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """How far apart photos of the same class are, and photos of different ones, in bits."""

    same: NDArray[np.int64]
    """(bits + 1,) pairs of query and photo at each Hamming distance."""
    different: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The outcome of one way of ranking."""

    figures: RankedFigures
    histogram: Histogram | None


def plain(distance: str, database: Rows) -> CompareQueries:
    """Comparison with `database` (n, d) by a distance of `DISTANCES`."""
    compare = DISTANCES[distance](database)
    return lambda queries, own: compare(queries)


def again(
    distance: str, reranking: str, database: Rows, on_rows: Callable[[int], None]
) -> CompareQueries:
    """The same with re-ranking: "hamming" knows signs only, "asymmetric" those of the database."""
    known = np.sign(database) if distance in ON_BITS else database
    compare = reranked(reranking, known, on_rows)
    if distance == "hamming":
        return lambda queries, own: compare(np.sign(queries), own)
    return compare


def rank_all(
    compare: CompareQueries,
    queries: Rows,
    query_labels: NDArray[np.integer],
    labels: NDArray[np.integer],
    *,
    bits: int | None = None,
    own: Positions | None = None,
    on_queries: Callable[[int], None] = lambda done: None,
) -> Ranked:
    """Rank the whole database for each query.

    Args:
        compare: gives the distances.
        queries: (q, d) values.
        query_labels: (q,) class numbers; a photo of the query's class is right.
        labels: (n,) of the database.
        bits: of the code, if the distances are numbers of bits.
        own: (q,) positions of the queries in the database, which are left out of their own answers.
        on_queries: told how many more queries are ranked, after each chunk; it may raise to stop.

    Raises:
        UserError: no query has a right answer.
    """
    step = chunk_size(len(labels))
    tally = Tally(len(labels) - (own is not None))
    pairs = np.zeros((2, (bits or 0) + 1), np.int64)
    for first in range(0, len(queries), step):
        part = slice(first, first + step)
        mine = None if own is None else own[part]
        distances = compare(queries[part], mine)
        ranked = order(distances, mine)
        right = labels[ranked] == query_labels[part, None]
        close = None
        if bits is not None:
            in_order = np.take_along_axis(distances, ranked, axis=1)
            close = in_order <= RADIUS
            pairs[0] += np.bincount(in_order[right], minlength=bits + 1)
            pairs[1] += np.bincount(in_order[~right], minlength=bits + 1)
        tally.add(ranked, right, close)
        on_queries(len(right))
    return Ranked(tally.figures(), None if bits is None else Histogram(pairs[0], pairs[1]))
