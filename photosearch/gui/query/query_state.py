"""A query as the user sees it, and what it is for the library."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from photosearch.core.facets import Ids
from photosearch.core.filters import Filters
from photosearch.core.query import (
    SHOT,
    Answer,
    CropBox,
    Query,
    QueryExample,
    RgbImage,
    SimilarityWeights,
)
from photosearch.core.similarity_levels import count_passing
from photosearch.gui.query_input.image_loader import QueryPicture

RESULTS = 1000
"""Photos in an answer: many screens; nobody looks further."""
LEAST_WEIGHT, MOST_WEIGHT = 0.25, 4.0
"""How much less, or more, one picture may count than another."""


@dataclass(frozen=True, slots=True, eq=False)
class QueryItem:
    """One picture of a query and what is wanted of it."""

    picture: QueryPicture
    less: bool = False
    """Photos are to be unlike it."""
    weight: float = 1.0
    """LEAST_WEIGHT to MOST_WEIGHT."""
    crop: CropBox | None = None
    """Only this part of it counts."""
    detailed: RgbImage | None = None
    """The picture with more pixels, to be cropped from; None while they are not at hand."""

    def example(self) -> QueryExample:
        """For the library."""
        source = self.picture.source
        if self.crop is not None and self.detailed is not None:
            source = self.detailed
        return QueryExample(source, self.crop, self.weight)


@dataclass(frozen=True, slots=True, eq=False)
class QueryState:
    """A query as the user sees it."""

    parts: tuple[QueryItem, ...] = ()
    sense: SimilarityWeights = SHOT
    filters: Filters = field(default_factory=Filters)
    """Hold for the library as well as for what is found."""
    least: float = 0.0
    """How strict the cut-off is, 0 (none) to 1; see `threshold`."""

    @property
    def pictures(self) -> tuple[QueryPicture, ...]:
        """Of all parts."""
        return tuple(part.picture for part in self.parts)

    @property
    def answerable(self) -> bool:
        """Whether something is to be like it; what photos are to be unlike does not suffice."""
        return any(not part.less for part in self.parts)

    def query(self) -> Query:
        """For the library; only of an answerable one."""
        return Query(
            tuple(part.example() for part in self.parts if not part.less),
            tuple(part.example() for part in self.parts if part.less),
            self.sense,
            self.filters,
            RESULTS,
        )

    def changed(self, picture: QueryPicture, **changes: Any) -> QueryState:
        """With other values of the part of `picture`, by the names of its fields."""
        return replace(
            self,
            parts=tuple(
                replace(part, **changes) if part.picture is picture else part for part in self.parts
            ),
        )

    def part_of(self, picture: QueryPicture) -> QueryItem | None:
        """The part of a picture, None if it is no longer in the query."""
        return next((part for part in self.parts if part.picture is picture), None)


def apply_threshold(answer: Answer, least: float) -> Answer:
    """The photos of an answer that pass the cut-off."""
    return answer if least <= 0 else _of(answer, np.arange(count_passing(answer, least)))


def without(answer: Answer, photo_ids: Collection[int]) -> Answer:
    """The answer without these photos; itself if it has none of them."""
    kept = np.flatnonzero(~np.isin(answer.photo_ids, list(photo_ids)))
    gone = len(answer.photo_ids) - len(kept)
    return replace(_of(answer, kept), searched=answer.searched - gone) if gone else answer


def _of(answer: Answer, rows: Ids) -> Answer:
    """These photos of an answer."""
    return replace(
        answer,
        photo_ids=answer.photo_ids[rows],
        scores=answer.scores[rows],
        distances=answer.distances[rows],
        parts=tuple(answer.parts[row] for row in rows) if answer.parts else (),
    )
