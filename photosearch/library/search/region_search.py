"""Which parts of photos are like a query's picture, and the other way round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Codes, Distances, Embeddings, pack
from photosearch.core.model_card import Fit, ModelCard
from photosearch.core.parts import (
    Chance,
    chance_of,
    lifted,
    sharpness,
    telling,
    window_closeness,
    window_pairs,
)
from photosearch.core.query import CropBox, PartMatch
from photosearch.core.ranking import Values, probability_of_distance, similarity_of_distance
from photosearch.library.search.code_index import CodeRows, Mask, Rows
from photosearch.library.search.query_cache import DistanceCache, PartSimilarities


@dataclass(frozen=True, slots=True, eq=False)
class PartQuery:
    """A positive whose parts are compared."""

    windows: Embeddings
    """(R, bits) of its picture, or of what its crop shows."""
    senses: frozenset[CodeKind]
    """In which its parts count."""
    crop: CropBox | None


class PartSearch:
    """The parts of one query, compared with those of all photos of one snapshot.

    `first` is for all rows and tells on the way what unrelated photos reach; `look_into` chooses
    the rows for all that follows: `again`, `probability`, `told`.
    """

    def __init__(
        self,
        card: ModelCard,
        queries: Mapping[int, PartQuery],
        codes: CodeRows,
        memory: DistanceCache,
    ) -> None:
        """
        Args:
            card: with a `whole_region`.
            queries: by the number of the positive.
            codes: of the regions.
            memory: of the same searcher.
        """
        assert card.whole_region is not None
        self._card = card
        self._whole = card.whole_region
        self._queries = queries
        self._codes = codes
        self._memory = memory
        self._distances: dict[int, NDArray[np.uint16]] = {}
        self._chance: dict[int, Chance] = {}
        self._spread: dict[tuple[int, CodeKind], float] = {}
        self._closeness: dict[int, NDArray[np.float64]] = {}

    def first(
        self, example: int, kind: CodeKind, code: Codes, distances: Distances, allowed: Mask | None
    ) -> Values:
        """Similarity (n,) of all rows, 0 to 1 where no part is close, raised where one is.

        Args:
            example: which positive.
            kind: in which sense.
            code: (bytes,) of the example as a whole in this kind.
            distances: (n,) of all rows to it.
            allowed: (n,) the rows that the query is about.
        """
        if not self._counts(example, kind):
            return similarity_of_distance(distances, self._card.bits[kind])
        windows = pack(self._queries[example].windows)
        bits = self._card.bits[CodeKind.REGIONS]
        parts = self._memory.part_distances(self._codes, windows, self._whole, bits)
        self._distances[example] = parts

        def lift() -> PartSimilarities:
            known = np.ones(len(parts), np.bool_) if allowed is None else allowed.copy()
            known[self._codes.absent] = False
            chance = chance_of(parts[known], bits)
            related = distances if allowed is None else distances[allowed]
            spread = chance_of(related, self._card.bits[kind]).spread
            similarity = similarity_of_distance(distances, self._card.bits[kind])
            closeness = np.float32(0.5) - parts * np.float32(1 / bits)
            values = lifted(similarity, spread, 1.0, closeness, chance)
            return PartSimilarities(values, chance, spread)

        key = kind, code.tobytes(), windows.tobytes()
        values, self._chance[example], self._spread[example, kind] = self._memory.lifted(
            key, self._codes, allowed, lift
        )
        return values

    def look_into(self, rows: Rows) -> None:
        """Compare the parts of `rows` (m,) window by window."""
        absent = np.isin(rows, self._codes.absent)
        codes = self._codes.take(rows)
        for example, query in self._queries.items():
            closeness = window_closeness(query.windows, codes, self._whole)
            closeness[:, absent] = -0.5
            self._closeness[example] = closeness
            self._distances[example] = self._distances[example][rows]

    def again(
        self, example: int, kind: CodeKind, similarity: NDArray[np.float64], query: Embeddings
    ) -> NDArray[np.float64]:
        """Asymmetric `similarity` (m,) to `query` (bits,), raised where a part is close."""
        if not self._counts(example, kind):
            return similarity
        best = self._closeness[example].max(axis=0)
        spread = self._spread[example, kind]
        return lifted(similarity, spread, sharpness(query), best, self._chance[example]).astype(
            np.float64
        )

    def probability(
        self, example: int, kind: CodeKind, probability: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """`probability` (m,), or that of the nearest part if the model is calibrated for parts."""
        table = self._card.calibration.get(CodeKind.REGIONS)
        if kind is not CodeKind.COPY or not table or not self._counts(example, kind):
            return probability
        return np.maximum(probability, probability_of_distance(self._distances[example], table))

    def told(self, order: NDArray[np.intp]) -> tuple[PartMatch | None, ...]:
        """The part that made each photo match: places `order` (k,) among the rows looked into."""
        matches: list[PartMatch | None] = [None] * len(order)
        if self._card.fit is not Fit.STRETCH:
            return tuple(matches)  # windows of the input are not fractions of the photo
        boxes = self._card.region_boxes
        pairs = window_pairs(len(boxes), self._whole)
        best = np.zeros(len(order))
        for example, query in self._queries.items():
            closeness, chance = self._closeness[example][:, order], self._chance[example]
            above = (closeness.max(axis=0) - chance.middle) / chance.spread
            for place in np.flatnonzero(telling(closeness, chance) & (above > best)).tolist():
                best[place] = above[place]
                mine, theirs = pairs[int(closeness[:, place].argmax()) - 1]
                in_query = theirs == self._whole
                box = boxes[mine if in_query else theirs]
                if in_query and query.crop is not None:
                    box = box.inside(query.crop)
                matches[place] = PartMatch(box, example, in_query)
        return tuple(matches)

    def _counts(self, example: int, kind: CodeKind) -> bool:
        return example in self._queries and kind in self._queries[example].senses
