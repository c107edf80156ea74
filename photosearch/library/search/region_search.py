"""Compare parts of photos with a query's images, and parts of these with whole photos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Codes, Distances, Embeddings, pack
from photosearch.core.model_card import Fit, ModelCard
from photosearch.core.parts import (
    NullDistribution,
    estimate_null,
    raise_by_parts,
    significant_parts,
    spread_ratio,
    window_closeness,
    window_pairs,
)
from photosearch.core.query import CropBox, PartMatch
from photosearch.core.ranking import Values, probability_of_distance, similarity_of_distance
from photosearch.library.search.code_index import CodeRows, Mask, Rows
from photosearch.library.search.query_cache import DistanceCache, PartSimilarities


@dataclass(frozen=True, slots=True, eq=False)
class PartQuery:
    """Hold a positive whose parts are compared."""

    windows: Embeddings
    """(R, bits) of its picture, or of what its crop shows."""
    kinds: frozenset[CodeKind]
    """By which its parts count."""
    crop: CropBox | None


class PartSearch:
    """Compare the parts of one query with those of all photos of one snapshot.

    `raise_all` is for all rows and estimates on the way what unrelated photos reach; `select_rows`
    chooses the rows for all that follows: `raise_selected`, `probability`, `matches`.
    """

    def __init__(
        self,
        card: ModelCard,
        queries: Mapping[int, PartQuery],
        codes: CodeRows,
        cache: DistanceCache,
    ) -> None:
        """Compare nothing yet.

        Args:
            card: with a `whole_region`.
            queries: by the number of the positive.
            codes: of the regions.
            cache: of the same searcher.
        """
        assert card.whole_region is not None
        self._card = card
        self._whole = card.whole_region
        self._queries = queries
        self._codes = codes
        self._cache = cache
        self._distances: dict[int, NDArray[np.uint16]] = {}
        self._null: dict[int, NullDistribution] = {}
        self._spread: dict[tuple[int, CodeKind], float] = {}
        self._closeness: dict[int, NDArray[np.float64]] = {}

    def raise_all(
        self, item: int, kind: CodeKind, code: Codes, distances: Distances, allowed: Mask | None
    ) -> Values:
        """Return the similarity (n,) of all rows, 0 to 1, raised where a part is close.

        Args:
            item: which positive.
            kind: of code.
            code: (bytes,) of the image as a whole in this kind.
            distances: (n,) of all rows to it.
            allowed: (n,) the rows that the query is about.
        """
        if not self._counts(item, kind):
            return similarity_of_distance(distances, self._card.bits[kind])
        windows = pack(self._queries[item].windows)
        bits = self._card.bits[CodeKind.REGIONS]
        parts = self._cache.part_distances(self._codes, windows, self._whole, bits)
        self._distances[item] = parts

        def make() -> PartSimilarities:
            known = np.ones(len(parts), np.bool_) if allowed is None else allowed.copy()
            known[self._codes.absent] = False
            null = estimate_null(parts[known], bits)
            related = distances if allowed is None else distances[allowed]
            spread = estimate_null(related, self._card.bits[kind]).spread
            similarity = similarity_of_distance(distances, self._card.bits[kind])
            closeness = np.float32(0.5) - parts * np.float32(1 / bits)
            values = raise_by_parts(similarity, spread, 1.0, closeness, null)
            return PartSimilarities(values, null, spread)

        key = kind, code.tobytes(), windows.tobytes()
        values, self._null[item], self._spread[item, kind] = self._cache.raised(
            key, self._codes, allowed, make
        )
        return values

    def select_rows(self, rows: Rows) -> None:
        """Compare the parts of `rows` (m,) window by window."""
        absent = np.isin(rows, self._codes.absent)
        codes = self._codes.take(rows)
        for item, query in self._queries.items():
            closeness = window_closeness(query.windows, codes, self._whole)
            closeness[:, absent] = -0.5
            self._closeness[item] = closeness
            self._distances[item] = self._distances[item][rows]

    def raise_selected(
        self, item: int, kind: CodeKind, similarity: NDArray[np.float64], query: Embeddings
    ) -> NDArray[np.float64]:
        """Return asymmetric `similarity` (m,) to `query` (bits,), raised where a part is close."""
        if not self._counts(item, kind):
            return similarity
        best = self._closeness[item].max(axis=0)
        spread = self._spread[item, kind]
        ratio = spread_ratio(query)
        raised = raise_by_parts(similarity, spread, ratio, best, self._null[item])
        return raised.astype(np.float64)

    def probability(
        self, item: int, kind: CodeKind, probability: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return `probability` (m,), or the nearest part's if the model is calibrated for parts."""
        table = self._card.calibration.get(CodeKind.REGIONS)
        if kind is not CodeKind.COPY or not table or not self._counts(item, kind):
            return probability
        return np.maximum(probability, probability_of_distance(self._distances[item], table))

    def matches(self, order: NDArray[np.intp]) -> tuple[PartMatch | None, ...]:
        """Return the part by which each photo matches, at `order` (k,) of the selected rows."""
        matches: list[PartMatch | None] = [None] * len(order)
        if self._card.fit is not Fit.STRETCH:
            return tuple(matches)  # windows of the input are not fractions of the photo
        boxes = self._card.region_boxes
        pairs = window_pairs(len(boxes), self._whole)
        best = np.zeros(len(order))
        for item, query in self._queries.items():
            closeness, null = self._closeness[item][:, order], self._null[item]
            above = (closeness.max(axis=0) - null.median) / null.spread
            for place in np.flatnonzero(
                significant_parts(closeness, null) & (above > best)
            ).tolist():
                best[place] = above[place]
                mine, theirs = pairs[int(closeness[:, place].argmax()) - 1]
                in_query = theirs == self._whole
                box = boxes[mine if in_query else theirs]
                if in_query and query.crop is not None:
                    box = box.inside(query.crop)
                matches[place] = PartMatch(box, item, in_query)
        return tuple(matches)

    def _counts(self, item: int, kind: CodeKind) -> bool:
        return item in self._queries and kind in self._queries[item].kinds
