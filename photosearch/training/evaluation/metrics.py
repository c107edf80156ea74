"""Compute figures of merit from distances: (queries, database) arrays of any number type.

Figures are expected values over all orders of equal distances; see `ties`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from photosearch.core.codes import Codes, hamming, unit_rows, unpack_signs
from photosearch.training.evaluation.ties import (
    TieGroups,
    average_precision,
    precision_sums,
    tie_groups,
)

_ROWS_AT_ONCE = 8192


class CodeStatistics(NamedTuple):
    """Measure how well a set of codes uses its bits."""

    photos: int
    bits: int
    mean_entropy: float
    """Mean over the bits of H(p) = -p log2 p - (1 - p) log2 (1 - p), p the share of ones: 1 where
    ones and zeros are equally frequent."""
    lowest_entropy: float
    """Of the most one-sided bit; 0 is a bit that never changes."""
    constant_bits: int
    mean_correlation: float
    """Mean absolute correlation of two different bits, 0 to 1; constant bits count as 0."""
    highest_correlation: float
    """1 is a bit that another one repeats (or negates)."""
    unique_codes: int
    colliding_photos: int
    """Photos that share their code with another one."""
    entropies: NDArray[np.float64]
    """(bits,)."""


def code_statistics(codes: Codes) -> CodeStatistics:
    """Compute the statistics of packed codes (n, bytes), n at least 1."""
    count, bits = len(codes), codes.shape[1] * 8
    sums = np.zeros(bits)
    products = np.zeros((bits, bits))
    for start in range(0, count, _ROWS_AT_ONCE):
        signs = unpack_signs(codes[start : start + _ROWS_AT_ONCE])
        sums += signs.sum(axis=0, dtype=np.float64)
        products += signs.T @ signs  # whole numbers below 2^24, exact in single precision
    means = sums / count
    ones = (means + 1) / 2
    entropies = _entropy(ones) + _entropy(1 - ones)
    variances = 1 - means**2
    constant = np.abs(sums) == count
    scale = np.sqrt(np.where(constant, 1, variances))
    correlations = np.abs((products / count - np.outer(means, means)) / np.outer(scale, scale))
    correlations[constant] = 0
    correlations[:, constant] = 0
    between = correlations[~np.eye(bits, dtype=bool)]
    _, times = np.unique(codes, axis=0, return_counts=True)
    return CodeStatistics(
        photos=count,
        bits=bits,
        mean_entropy=float(entropies.mean()),
        lowest_entropy=float(entropies.min()),
        constant_bits=int(constant.sum()),
        mean_correlation=float(between.mean()),
        highest_correlation=float(between.max()),
        unique_codes=len(times),
        colliding_photos=int(times[times > 1].sum()),
        entropies=entropies,
    )


def _entropy(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    terms: NDArray[np.float64] = -shares * np.log2(np.where(shares > 0, shares, 1))
    return terms


_BEST = 10
"""Answers per query that count in the protocol "Copies"."""

Distances = NDArray[np.generic]


class CopyMetrics(NamedTuple):
    """Measure how well edited copies find their originals, 0 to 1."""

    recall_at_1: float
    micro_ap: float
    """Average precision over all queries' ten best in one ranking by distance: one threshold must
    serve them all."""
    recall_at_90: float
    """Share of the copies found at the loosest threshold that is right nine times in ten."""


def hamming_distances(queries: Codes, database: Codes) -> NDArray[np.int32]:
    """Compute the distances of packed codes (q, bytes) and (n, bytes): (q, n)."""
    return np.stack([hamming(query, database) for query in queries])


def cosine_distances(queries: NDArray[np.floating], database: NDArray[np.floating]) -> Distances:
    """Compute the distances of float descriptors (q, d) and (n, d): (q, n).

    The baseline that codes are compared with.
    """
    distances: Distances = 1 - unit_rows(queries) @ unit_rows(database).T
    return distances


def mean_average_precision(
    distances: Distances, query_labels: ArrayLike, labels: ArrayLike
) -> float:
    """Return the mean over the queries of the average precision over the whole ranked database.

    A query without any photo of its label in the database is left out.
    """
    database = np.asarray(labels)
    precisions = []
    for row, label in zip(distances, np.asarray(query_labels), strict=True):
        order = np.argsort(row, kind="stable")
        right = (database == label)[order]
        if right.any():
            precisions.append(average_precision(tie_groups(row[order], right)))
    return float(np.mean(precisions))


class BestAnswers(NamedTuple):
    """Hold the first few answers of each query, best first, and what becomes of its original."""

    distances: Distances
    """(queries, up to 10)."""
    positions: NDArray[np.integer]
    """(queries, up to 10): places in the database; of equal distances the first in it."""
    original: Distances
    """(queries,): the distance of the original."""
    first: NDArray[np.float64]
    """(queries,): how probably the original is the first answer, over all orders of ties."""
    kept: NDArray[np.float64]
    """(queries,): how probably it is among these answers."""


def best_answers(distances: Distances, originals: ArrayLike) -> BestAnswers:
    """Return the answers that count in the protocol "Copies".

    Args:
        distances: (queries, database).
        originals: (queries,) places of the right answers in the database.
    """
    order = np.argsort(distances, axis=1, kind="stable")[:, :_BEST]
    best = np.take_along_axis(distances, order, axis=1)
    original = np.take_along_axis(distances, np.asarray(originals)[:, None], axis=1)
    ties = (distances == original).sum(axis=1)
    slots = (best == original).sum(axis=1)
    first = np.where(best[:, 0] == original[:, 0], 1 / ties, 0.0)
    return BestAnswers(best, order, original[:, 0], first, slots / ties)


def copy_metrics(distances: Distances, originals: ArrayLike) -> CopyMetrics:
    """Compute the metrics of queries whose one right answer each is `originals[query]`."""
    return copy_metrics_of_best(best_answers(distances, originals))


def copy_metrics_of_best(best: BestAnswers) -> CopyMetrics:
    """Compute the same, where only the best answers of each query were kept."""
    queries = len(best.distances)
    ranked = np.sort(best.distances, axis=None)
    levels, starts, sizes = np.unique(ranked, return_index=True, return_counts=True)
    at = np.searchsorted(levels, best.original)
    kept = best.kept > 0
    right = np.bincount(at[kept], best.kept[kept], minlength=len(levels)).astype(np.float64)
    # Two right answers are always of two queries.
    squares = np.bincount(at[kept], best.kept[kept] ** 2, minlength=len(levels))
    groups = TieGroups(starts, sizes, right, np.cumsum(right) - right)
    reached = groups.before + groups.right
    # A hair less: shares of hits do not add up exactly.
    good = reached >= (0.9 - 1e-12) * groups.ends
    return CopyMetrics(
        recall_at_1=float(best.first.mean()),
        micro_ap=float(precision_sums(groups, right**2 - squares).sum() / queries),
        recall_at_90=float((reached[good] / queries).max(initial=0)),
    )
