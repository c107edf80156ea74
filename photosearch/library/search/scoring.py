"""One query against one state of the library: the short list, then the order within it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Distances, Embeddings, hamming, pack
from photosearch.core.jobs import JobControl
from photosearch.core.model_card import ModelCard
from photosearch.core.query import PartMatch
from photosearch.core.ranking import (
    ScoreFormula,
    Values,
    asymmetric_similarity,
    best_first,
    monotonic,
    nearest_rows,
    probability_of_distance,
    similarity_of_distance,
)
from photosearch.library.search.code_index import Ids, Mask, Snapshot, contains
from photosearch.library.search.query_cache import DistanceCache
from photosearch.library.search.region_search import PartSearch

WEAK_SHARE = 0.25
"""A photo that differs from the example in fewer of its bits is clearly a copy: parts are not
looked at then. Of unrelated photos, one pair in 100,000 differed in less than 0.32. This is not
only quicker: on the data told at `core.parts` the uAP was 0.744 instead of 0.720 (0.651 instead of
0.642 with the untrained heads) and R@1 the same, as parts lift strangers, too."""

_MIXED_BITS = 256
# How many photos are ranked again: a wrong bit or two that the encoder was unsure of must not cost
# a photo its place among the best.
_SHORT_LIST_SHARE = 2
_SHORT_LIST_LEAST = 200


@dataclass(frozen=True, slots=True)
class QueryScorer:
    """One query against one snapshot."""

    card: ModelCard
    formula: ScoreFormula
    examples: Sequence[Mapping[CodeKind, Embeddings]]
    """The positives, then the negatives."""
    snapshot: Snapshot
    control: JobControl
    memory: DistanceCache
    parts: PartSearch | None = None

    @property
    def calibrated(self) -> bool:
        """Whether the scores are probabilities: the model is calibrated in all senses asked."""
        return all(self.card.calibration.get(kind) for kind in self.formula.kinds)

    def short_list(self, limit: int, allowed: Mask | None, own: Sequence[int]) -> NDArray[np.intp]:
        """Rows of the nearest photos by Hamming distance, `own` photos included if allowed."""
        photo_ids = self.snapshot.photo_ids
        kind = self.formula.single if self.parts is None else None
        costs = (
            self._distances(0, kind)
            if kind is not None
            else -self.formula.value(
                lambda example, kind: self._similarity(example, kind, allowed)
            ).astype(np.float32, copy=False)
        )
        count = max(_SHORT_LIST_SHARE * limit, _SHORT_LIST_LEAST)
        rows = nearest_rows(costs, photo_ids, count, allowed)
        if own and len(rows) == count and not np.isin(own, photo_ids[rows]).all():
            # The photo asked about may stand behind hundreds of copies of itself.
            mine = contains(np.asarray(own, np.int64), photo_ids)
            rows = np.union1d(rows, np.flatnonzero(mine if allowed is None else mine & allowed))
        return rows

    def ranked(
        self, rows: NDArray[np.intp], limit: int, own: Sequence[int]
    ) -> tuple[Ids, NDArray[np.float32], NDArray[np.float32], tuple[PartMatch | None, ...]]:
        """Photo ids, scores, distances and parts of the best `limit` of `rows`, best first."""
        photo_ids = self.snapshot.photo_ids[rows]
        codes = {kind: self.snapshot.kinds[kind].take(rows) for kind in self.formula.kinds}
        bits = self.card.bits

        def distance(example: int, kind: CodeKind) -> NDArray[np.int32]:
            return hamming(pack(self.examples[example][kind]), codes[kind])

        def similarity(example: int, kind: CodeKind) -> NDArray[np.float64]:
            query = self.examples[example][kind]
            plain = asymmetric_similarity(query, codes[kind])
            return self.parts.again(example, kind, plain, query) if self.parts else plain

        if self.parts is not None:
            self.parts.look_into(rows)
        values = self.formula.value(similarity)
        order = best_first(values, photo_ids, own)
        if self.calibrated:
            probability = self.formula.probability(
                lambda example, kind: self._probability(example, kind, distance(example, kind))
            )
            scores = monotonic(probability[order].astype(np.float64))
        else:
            scores = np.clip(values[order].astype(np.float64), 0, 1)
        scale = bits[next(iter(codes))] if len(codes) == 1 else _MIXED_BITS
        nearest = self.formula.nearest(
            lambda example, kind: 1 - distance(example, kind) / np.float64(bits[kind])
        )
        distances = (1 - nearest[order]) * scale
        return (
            photo_ids[order][:limit],
            scores[:limit].astype(np.float32),
            distances[:limit].astype(np.float32),
            self.parts.told(order[:limit]) if self.parts is not None else (),
        )

    def weak(self, rows: NDArray[np.intp], own: Sequence[int]) -> set[int]:
        """The positives that no photo of `rows` but themselves is clearly a copy of."""
        others = rows[np.isin(self.snapshot.photo_ids[rows], own, invert=True)]
        codes, far = self.snapshot.kinds[CodeKind.COPY].take(others), self.card.bits[CodeKind.COPY]
        return {
            example
            for example in range(len(self.formula.positives))
            if hamming(pack(self.examples[example][CodeKind.COPY]), codes).min(initial=far)
            > WEAK_SHARE * far
        }

    def _similarity(self, example: int, kind: CodeKind, allowed: Mask | None) -> Values:
        distances = self._distances(example, kind)
        if self.parts is None:
            return similarity_of_distance(distances, self.card.bits[kind])
        code = pack(self.examples[example][kind])
        return self.parts.first(example, kind, code, distances, allowed)

    def _probability(
        self, example: int, kind: CodeKind, distances: Distances
    ) -> NDArray[np.float64]:
        probability = probability_of_distance(distances, self.card.calibration[kind])
        return self.parts.probability(example, kind, probability) if self.parts else probability

    def _distances(self, example: int, kind: CodeKind) -> Distances:
        self.control.checkpoint()
        return self.memory.distances(self.snapshot.kinds[kind], pack(self.examples[example][kind]))
