"""The figures of merit, computed from distances: (queries, database) arrays of any number type.

Equal distances keep the order of the database, so that a code of few bits gains nothing by luck.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from photosearch.core.codes import Codes, hamming

_BEST = 10
"""Answers per query that count in the protocol "Copies"."""

Distances = NDArray[np.generic]


class CopyFigures(NamedTuple):
    """How well edited copies find their originals, 0 to 1."""

    recall_at_1: float
    micro_ap: float
    """Average precision over all queries' ten best in one ranking by distance: one threshold must
    serve them all."""
    recall_at_90: float
    """Share of the copies found at the loosest threshold that is right nine times in ten."""


def hamming_distances(queries: Codes, database: Codes) -> NDArray[np.int32]:
    """Of packed codes (q, bytes) and (n, bytes): (q, n)."""
    return np.stack([hamming(query, database) for query in queries])


def cosine_distances(queries: NDArray[np.floating], database: NDArray[np.floating]) -> Distances:
    """Of float descriptors (q, d) and (n, d): (q, n). The baseline that codes are compared with."""

    def unit(rows: NDArray[np.floating]) -> NDArray[np.float32]:
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        short: NDArray[np.float32] = (rows / np.maximum(lengths, 1e-12)).astype(np.float32)
        return short

    distances: Distances = 1 - unit(queries) @ unit(database).T
    return distances


def mean_average_precision(
    distances: Distances, query_labels: ArrayLike, labels: ArrayLike
) -> float:
    """Mean over the queries of the average precision over the whole ranked database.

    A query without any photo of its label in the database is left out.
    """
    database = np.asarray(labels)
    ranks = np.arange(1, len(database) + 1)
    precisions = []
    for row, label in zip(distances, np.asarray(query_labels), strict=True):
        right = (database == label)[np.argsort(row, kind="stable")]
        if right.any():
            precisions.append(np.mean((np.cumsum(right) / ranks)[right]))
    return float(np.mean(precisions))


class BestAnswers(NamedTuple):
    """The first few answers of each query, best first."""

    distances: Distances
    """(queries, up to 10)."""
    positions: NDArray[np.integer]
    """(queries, up to 10): places in the database."""


def best_answers(distances: Distances) -> BestAnswers:
    """The answers that count in the protocol "Copies", from distances (queries, database)."""
    best = np.argsort(distances, axis=1, kind="stable")[:, :_BEST]
    return BestAnswers(np.take_along_axis(distances, best, axis=1), best)


def copy_figures(distances: Distances, originals: ArrayLike) -> CopyFigures:
    """Figures of queries whose one right answer each is the database photo `originals[query]`."""
    return copy_figures_of_best(best_answers(distances), originals)


def copy_figures_of_best(best: BestAnswers, originals: ArrayLike) -> CopyFigures:
    """The same, where only the best answers of each query were kept."""
    right = best.positions == np.asarray(originals)[:, None]
    order = np.argsort(best.distances, axis=None, kind="stable")
    hits = right.ravel()[order]
    precision = np.cumsum(hits) / np.arange(1, hits.size + 1)
    recall = np.cumsum(hits) / len(right)
    good = precision >= 0.9
    return CopyFigures(
        recall_at_1=float(right[:, 0].mean()),
        micro_ap=float(precision[hits].sum() / len(right)),
        recall_at_90=float(recall[good].max(initial=0)),
    )
