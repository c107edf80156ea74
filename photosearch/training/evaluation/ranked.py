"""Compute the metrics of ranked lists, a few queries at a time.

Figures are expected values over all orders of equal distances; see `ties`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.core.errors import UserError
from photosearch.training.evaluation.distances import DISTANCES, ON_BITS, Rows
from photosearch.training.evaluation.reranking import rerank
from photosearch.training.evaluation.ties import (
    TieGroups,
    average_precision_at,
    found_at,
    precision_sums,
    tie_groups,
)

RADIUS = 2
"""Bits within which a table of codes looks: Salakhutdinov and Hinton, "Semantic Hashing", 2009."""

RECALL_LEVELS = np.linspace(0, 1, 101)
"""At which the precision-recall curve is told."""

CUTS = (1, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)
"""Numbers of answers after which precision, recall and mAP are told."""

KEPT = 10
"""Best answers kept of each query, for the pages that show them."""

_CELLS = 2_000_000
"""Distances in memory at a time."""


def chunk_size(photos: int) -> int:
    """Return how many queries to compare at a time with a database of `photos`."""
    return max(1, _CELLS // max(1, photos))


def order(distances: NDArray[Any], own: NDArray[np.integer] | None = None) -> NDArray[np.intp]:
    """Return rows of database positions, best first: (q, n), or (q, n - 1) without the query
    itself.

    Args:
        distances: (q, n).
        own: (q,) positions of the queries themselves, where they are part of the database.
    """
    ranked = np.argsort(distances, axis=1, kind="stable")
    if own is None:
        return ranked
    others = ranked != np.asarray(own)[:, None]
    kept: NDArray[np.intp] = ranked[others].reshape(len(ranked), -1)
    return kept


@dataclass(frozen=True, slots=True)
class RankedMetrics:
    """Tell how good the ranked lists of a set of queries are: means over queries, each 0 to 1.

    Queries without any right answer in the database count nowhere but in `unanswerable`.
    """

    queries: int
    unanswerable: int
    mean_average_precision: float
    """Over the whole ranked database."""
    map_at: Mapping[int, float]
    """Of the first k answers: mean of the precisions at the right ones among them, 0 where there is
    none. As in the papers on learning to hash (HashNet, CSQ and others)."""
    precision_at: Mapping[int, float]
    recall_at: Mapping[int, float]
    precision_at_recall: NDArray[np.float64]
    """At `RECALL_LEVELS`: the best precision at that recall or a higher one, of all thresholds on
    the distance."""
    average_precisions: NDArray[np.float64]
    """By query, NaN where it is unanswerable."""
    best: NDArray[np.int64]
    """(all queries, up to KEPT): database positions of the best answers."""
    precision_within_radius: float | None = None
    """Share of right ones among photos at most RADIUS bits away; 0 where there are none. Only for
    Hamming distances."""
    nothing_within_radius: float | None = None
    """Share of queries for which nothing is that close."""

    @property
    def recall_at_1(self) -> float:
        """Return share of the queries whose first answer is right (R@1)."""
        return self.precision_at[1]


@dataclass(slots=True)
class Tally:
    """Take ranked queries in, chunk by chunk, and give their metrics.

    Args:
        photos: length of the ranked lists.
    """

    photos: int
    _sums: dict[str, NDArray[np.float64]] = field(default_factory=dict)
    _average_precisions: list[NDArray[np.float64]] = field(default_factory=list)
    _best: list[NDArray[np.int64]] = field(default_factory=list)
    _radius: list[tuple[float, float]] = field(default_factory=list)

    @property
    def cuts(self) -> list[int]:
        """Return those of `CUTS` that the database is large enough for."""
        return [cut for cut in CUTS if cut <= self.photos]

    def add(
        self,
        ranked: NDArray[np.integer],
        right: NDArray[np.bool_],
        distances: NDArray[Any],
        close: NDArray[np.bool_] | None = None,
    ) -> None:
        """Take in some more queries.

        Args:
            ranked: (q, n) database positions, best first.
            right: (q, n) whether the answer at that rank is right.
            distances: (q, n) of the answers, rising in each row.
            close: (q, n) whether it is within RADIUS; None where distances are no bits.
        """
        self._best.append(ranked[:, :KEPT].astype(np.int64))
        relevant = right.sum(axis=1)
        precisions = np.full(len(right), np.nan)
        for query, total in enumerate(relevant.tolist()):
            if total:
                precisions[query] = self._add_one(tie_groups(distances[query], right[query]))
        self._average_precisions.append(precisions)
        answerable = relevant > 0
        if close is not None and answerable.any():
            found = close[answerable].sum(axis=1)
            hits = (close & right)[answerable].sum(axis=1)
            self._radius += zip((hits / np.maximum(found, 1)).tolist(), found == 0, strict=True)

    def _add_one(self, groups: TieGroups) -> float:
        """Take in a query by its answers of equal distance; return its average precision."""
        total = groups.right.sum()
        cuts = np.array(self.cuts)
        found = found_at(groups, cuts)
        reached = groups.before + groups.right
        precision = reached / groups.ends
        envelope = np.maximum.accumulate(precision[::-1])[::-1]
        # A hair less, or 0.07 * 100 would ask for the eighth of a hundred.
        needed = np.maximum(np.ceil(RECALL_LEVELS * total - 1e-9), 1)
        for name, values in (
            ("map", average_precision_at(groups, cuts)),
            ("precision", found / cuts),
            ("recall", found / total),
            ("curve", envelope[np.searchsorted(reached, needed)]),
        ):
            self._sums[name] = self._sums.get(name, 0.0) + values
        return float(precision_sums(groups).sum() / total)

    def figures(self) -> RankedMetrics:
        """Return the metrics of all that was taken in.

        Raises:
            UserError: no query has a right answer in the database.
        """
        precisions = np.concatenate(self._average_precisions)
        answerable = int((~np.isnan(precisions)).sum())
        if not answerable:
            raise UserError.in_words(
                "Not one query has a photo of its class to find.",
                "Give several readable photos of each class.",
            )
        means = {name: values / answerable for name, values in self._sums.items()}

        def by_cut(name: str) -> dict[int, float]:
            return dict(zip(self.cuts, means[name].tolist(), strict=True))

        return RankedMetrics(
            queries=answerable,
            unanswerable=len(precisions) - answerable,
            mean_average_precision=float(np.nanmean(precisions)),
            map_at=by_cut("map"),
            precision_at=by_cut("precision"),
            recall_at=by_cut("recall"),
            precision_at_recall=means["curve"],
            average_precisions=precisions,
            best=np.concatenate(self._best),
            precision_within_radius=(
                float(np.mean([share for share, _ in self._radius])) if self._radius else None
            ),
            nothing_within_radius=(
                float(np.mean([nothing for _, nothing in self._radius])) if self._radius else None
            ),
        )


Positions = NDArray[np.int64]

CompareQueries = Callable[[Rows, Positions | None], NDArray[Any]]
"""Queries (q, d), and their own places (q,) in the database if they are part of it, to distances
(q, n)."""

RERANKABLE = ("hamming", "asymmetric", "cosine")
"""Distances that are angles between rows, on which the re-rankings build."""


@dataclass(frozen=True, slots=True)
class DistanceHistogram:
    """Tell how far apart photos of the same class are, and photos of different ones, in bits."""

    same: NDArray[np.int64]
    """(bits + 1,) pairs of query and photo at each Hamming distance."""
    different: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Hold the outcome of one way of ranking."""

    figures: RankedMetrics
    histogram: DistanceHistogram | None


def plain(distance: str, database: Rows) -> CompareQueries:
    """Return comparison with `database` (n, d) by a distance of `DISTANCES`."""
    compare = DISTANCES[distance](database)
    return lambda queries, own: compare(queries)


def again(
    distance: str, reranking: str, database: Rows, on_rows: Callable[[int], None]
) -> CompareQueries:
    """Return the same with re-ranking: "hamming" knows signs only, "asymmetric" those of the
    database."""
    known = np.sign(database) if distance in ON_BITS else database
    compare = rerank(reranking, known, on_rows)
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
        in_order = np.take_along_axis(distances, ranked, axis=1)
        close = None
        if bits is not None:
            close = in_order <= RADIUS
            pairs[0] += np.bincount(in_order[right], minlength=bits + 1)
            pairs[1] += np.bincount(in_order[~right], minlength=bits + 1)
        tally.add(ranked, right, in_order, close)
        on_queries(len(right))
    return Ranked(tally.figures(), None if bits is None else DistanceHistogram(pairs[0], pairs[1]))
