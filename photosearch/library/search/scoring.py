"""Score one query against one state of the library: the short list, then its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Codes, Distances, Embeddings, hamming, pack
from photosearch.core.jobs import JobControl
from photosearch.core.learned_map import LearnedMap
from photosearch.core.model_card import Calibration, ModelCard
from photosearch.core.query import Answer
from photosearch.core.ranking import (
    CHANCE_SIMILARITY,
    ScoreFormula,
    Values,
    asymmetric_similarity,
    best_first,
    monotonic,
    nearest_rows,
    probability_of_distance,
    similarity_of_distance,
)
from photosearch.core.similarity_levels import LEVEL_THRESHOLDS, SimilarityLevel
from photosearch.library.search.code_index import Ids, Mask, Snapshot, contains
from photosearch.library.search.query_cache import DistanceCache
from photosearch.library.search.region_search import PartSearch

_CLEAR_COPY = LEVEL_THRESHOLDS[SimilarityLevel.SURELY]
"""A photo is clearly a copy of an image if it is one at least so probably; parts are not looked at
then. This is not only quicker: on the data told at `core.parts` the uAP was 0.744 instead of 0.720
(0.651 instead of 0.642 with the untrained heads), R@1 the same, as parts raise strangers, too."""
_CLEAR_COPY_SHARE = 0.25
"""Likewise, if it differs in fewer of its bits and the model has no calibration."""

_MIXED_BITS = 256
# How many photos are ranked again: a wrong bit or two that the encoder was unsure of must not cost
# a photo its place among the best.
_SHORT_LIST_SHARE = 2
_SHORT_LIST_LEAST = 200


@dataclass(frozen=True, slots=True)
class QueryScorer:
    """Score one query against one snapshot."""

    card: ModelCard
    formula: ScoreFormula
    embeddings: Sequence[Mapping[CodeKind, Embeddings]]
    """Of the positives, then of the negatives."""
    snapshot: Snapshot
    allowed: Mask | None
    """Which rows of the snapshot may be found; None: all."""
    own_ids: Sequence[int]
    """Photos that the query shows: they are found, and come first."""
    control: JobControl
    cache: DistanceCache
    parts: PartSearch | None = None
    learned: Mapping[CodeKind, LearnedMap] = field(default_factory=dict)
    """What was learned of the user's answers, by the kind of code that it stands for."""
    corrected: Mapping[CodeKind, Calibration] = field(default_factory=dict)
    """Tables of probabilities in place of those of the card. What is clearly a copy is told by the
    card alone."""

    @property
    def calibrated(self) -> bool:
        """Tell whether scores are probabilities: the model is calibrated for all kinds of codes."""
        return all(self.card.calibration.get(kind) for kind in self.formula.kinds)

    @property
    def searched(self) -> int:
        """Return how many photos may be found."""
        allowed = self.allowed
        return len(self.snapshot.photo_ids) if allowed is None else int(np.sum(allowed))

    def allowed_rows(self, photo_ids: Ids) -> NDArray[np.intp]:
        """Return the rows of those of some photos that may be found."""
        rows = contains(photo_ids, self.snapshot.photo_ids)
        return np.flatnonzero(rows if self.allowed is None else rows & self.allowed)

    def short_list(self, limit: int) -> NDArray[np.intp]:
        """Return the rows of the nearest photos by distance, `own_ids` included if allowed.

        Where something was learned, as many come in that are the nearest by the codes it weighs.
        """
        photo_ids = self.snapshot.photo_ids
        kind = self.formula.single if self.parts is None else None
        costs = (
            self._distances(0, kind)
            if kind is not None
            else -self.formula.value(self._similarity).astype(np.float32, copy=False)
        )
        count = max(_SHORT_LIST_SHARE * limit, _SHORT_LIST_LEAST)
        rows = nearest_rows(costs, photo_ids, count, self.allowed)
        if self._learned_kinds:
            weighed = self._weighed_costs()
            rows = np.union1d(rows, nearest_rows(weighed, photo_ids, count, self.allowed))
        if len(rows) >= count and not np.isin(self.own_ids, photo_ids[rows]).all():
            # The photo searched by may stand behind hundreds of copies of itself.
            rows = np.union1d(rows, self.allowed_rows(np.asarray(self.own_ids, np.int64)))
        return rows

    def rank(self, rows: NDArray[np.intp], limit: int) -> Answer:
        """Return the best `limit` of `rows`, best first; how long it took is not told."""
        photo_ids = self.snapshot.photo_ids[rows]
        codes = self._codes(rows)
        bits = self.card.bits

        def distance(item: int, kind: CodeKind) -> NDArray[np.int32]:
            return hamming(pack(self.embeddings[item][kind]), codes[kind])

        values = self._values(rows, codes)
        order = best_first(values, photo_ids, self.own_ids)
        if self.calibrated:
            probability = self.formula.probability(
                lambda item, kind: self._probability(item, kind, distance(item, kind))
            )
            scores = monotonic(probability[order].astype(np.float64))
        else:
            scores = np.clip(values[order].astype(np.float64), 0, 1)
        kinds = list(self.formula.kinds)
        scale = bits[kinds[0]] if len(kinds) == 1 else _MIXED_BITS
        nearest = self.formula.nearest(
            lambda item, kind: 1 - distance(item, kind) / np.float64(bits[kind])
        )
        distances = (1 - nearest[order]) * scale
        return Answer(
            photo_ids=photo_ids[order][:limit],
            scores=scores[:limit].astype(np.float32),
            distances=distances[:limit].astype(np.float32),
            calibrated=self.calibrated,
            searched=self.searched,
            seconds=0.0,
            parts=self.parts.matches(order[:limit]) if self.parts is not None else (),
        )

    def likeness(self, rows: NDArray[np.intp]) -> Values:
        """Return what `rows` (n,) are ordered by: at most 1, 0.5 for unrelated photos."""
        return self._values(rows, self._codes(rows))

    def without_copies(self, rows: NDArray[np.intp]) -> set[int]:
        """Return the positives that no photo of `rows` but themselves is clearly a copy of."""
        others = rows[np.isin(self.snapshot.photo_ids[rows], self.own_ids, invert=True)]
        codes, far = self.snapshot.kinds[CodeKind.COPY].take(others), self.card.bits[CodeKind.COPY]
        clear = _clear_copy_share(self.card)
        return {
            item
            for item in range(len(self.formula.positives))
            if hamming(pack(self.embeddings[item][CodeKind.COPY]), codes).min(initial=far)
            > clear * far
        }

    def _codes(self, rows: NDArray[np.intp]) -> dict[CodeKind, Codes]:
        kinds = dict.fromkeys([*self.formula.kinds, *self._learned_kinds])
        return {kind: self.snapshot.kinds[kind].take(rows) for kind in kinds}

    def _values(self, rows: NDArray[np.intp], codes: Mapping[CodeKind, Codes]) -> Values:
        def similarity(item: int, kind: CodeKind) -> NDArray[np.float64]:
            query = self.embeddings[item][kind]
            plain = asymmetric_similarity(query, codes[kind])
            raised = self.parts.raise_selected(item, kind, plain, query) if self.parts else plain
            if kind not in self.learned:
                return raised
            by_answers = self.learned[kind].similarity(self.embeddings[item], codes)
            if kind is CodeKind.COPY:
                by_answers = _below_copies(by_answers, raised, _clear_copy_share(self.card))
            # What matches by a part stays where that put it at least.
            learned = np.where(raised > plain, np.maximum(by_answers, raised), by_answers)
            return np.where(lacking, raised, learned)

        lacking = self._lacking(rows)
        if self.parts is not None:
            self.parts.select_rows(rows)
        return self.formula.value(similarity)

    @property
    def _learned_kinds(self) -> list[CodeKind]:
        """Return the kinds of code that are looked at because of what was learned."""
        maps = [self.learned[kind] for kind in self.formula.kinds if kind in self.learned]
        return list(dict.fromkeys(kind for each in maps for kind in each.kinds))

    def _lacking(self, rows: NDArray[np.intp]) -> Mask:
        """Tell which rows (m,) lack a code that what was learned looks at."""
        lacking = np.zeros(len(rows), np.bool_)
        for kind in self._learned_kinds:
            lacking |= np.isin(rows, self.snapshot.kinds[kind].absent)
        return lacking

    def _weighed_costs(self) -> NDArray[np.uint16] | NDArray[np.float32]:
        """Return costs (n,) by distances in the codes that what was learned weighs."""
        kind = self.formula.single
        if kind is None:
            return -self.formula.value(self._weighed).astype(np.float32, copy=False)
        # Of one image whole numbers suffice, which are mixed in a fraction of the time.
        costs = np.zeros(len(self.snapshot.photo_ids), np.uint16)
        for each, share in self.learned[kind].shares.items():
            factor = np.uint16(share * np.iinfo(np.uint16).max / self.card.bits[each])
            costs += self._distances(0, each) * factor
        return costs

    def _weighed(self, item: int, kind: CodeKind) -> Values:
        """Return the similarity (n,) by distances in the codes that what was learned weighs."""
        learned = self.learned.get(kind)
        shares = {kind: 1.0} if learned is None else learned.shares
        total = np.zeros(len(self.snapshot.photo_ids), np.float32)
        for each, share in shares.items():
            total += similarity_of_distance(
                self._distances(item, each), self.card.bits[each]
            ) * np.float32(share)
        return total

    def _similarity(self, item: int, kind: CodeKind) -> Values:
        distances = self._distances(item, kind)
        if self.parts is None:
            return similarity_of_distance(distances, self.card.bits[kind])
        code = pack(self.embeddings[item][kind])
        return self.parts.raise_all(item, kind, code, distances, self.allowed)

    def _probability(self, item: int, kind: CodeKind, distances: Distances) -> NDArray[np.float64]:
        table = self.corrected.get(kind) or self.card.calibration[kind]
        probability = probability_of_distance(distances, table)
        return self.parts.probability(item, kind, probability) if self.parts else probability

    def _distances(self, item: int, kind: CodeKind) -> Distances:
        self.control.checkpoint()
        return self.cache.distances(self.snapshot.kinds[kind], pack(self.embeddings[item][kind]))


def _clear_copy_share(card: ModelCard) -> float:
    """Return the share of its bits in which a photo that is clearly a copy differs at most.

    Negative where the model calls nothing so.
    """
    table = card.calibration.get(CodeKind.COPY)
    if not table:
        return _CLEAR_COPY_SHARE
    bits = card.bits[CodeKind.COPY]
    clear = probability_of_distance(np.arange(bits + 1, dtype=np.uint16), table) >= _CLEAR_COPY
    return (np.count_nonzero(clear) - 1) / bits


def _below_copies(
    learned: NDArray[np.float64], raised: NDArray[np.float64], clear_share: float
) -> NDArray[np.float64]:
    """Return similarities (m,) by answers, below those of photos that are clearly copies.

    These stay in front, in their order: no answer makes a copy less of one.
    """
    ceiling = 1 - max(clear_share, 0.0)
    share = (ceiling - CHANCE_SIMILARITY) / (1 - CHANCE_SIMILARITY)
    below = CHANCE_SIMILARITY + (learned - CHANCE_SIMILARITY) * share
    return np.where(raised > ceiling, raised, below)
