"""Tell which photos are most like one photo, sense by sense: what walking goes by.

What is known of a photo's neighbours is used as far as it can be shown. Of a photo of which
nothing is known (yet), or whose neighbours are mostly out of sight (on a drive that is away, behind
a picture of the same shot, gone), the nearest are searched for; the order is the same. In a sense
in which something was learned of the user's answers they are always searched for: what is known are
the nearest by the codes, and by what was learned others may be nearer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import SENSES, CodeKind, Distances
from photosearch.core.errors import DamagedLibrary
from photosearch.core.jobs import JobControl
from photosearch.core.model_card import ModelCard
from photosearch.core.neighbours import Neighbour, PhotoNeighbours
from photosearch.core.query import Answer, Query, QueryImage, QueryItem, SimilarityWeights
from photosearch.core.ranking import probability_of_distance, similarity_of_distance
from photosearch.library.search.code_index import Ids
from photosearch.store.catalog import Catalog
from photosearch.store.neighbour_chunks import NONE

log = logging.getLogger(__name__)

Search = Callable[[Query, JobControl | None], Answer]

_MODES = {
    CodeKind.COPY: SimilarityWeights(1, 0, 0),
    CodeKind.LOOK: SimilarityWeights(0, 1, 0),
    CodeKind.SUBJECT: SimilarityWeights(0, 0, 1),
}


class NeighbourSearch:
    """Look up neighbours, or search for them. `of` blocks, and is for any thread."""

    def __init__(
        self,
        catalog: Catalog,
        *,
        card: Callable[[], ModelCard],
        search: Search,
        visible: Callable[[Ids], Ids],
        learned: Callable[[], Collection[CodeKind]] = frozenset,
    ) -> None:
        """Read nothing yet.

        Args:
            catalog: of the library.
            card: returns that of the model that answers.
            search: answers queries.
            visible: returns those of some photos (n,) that a search may show, in their order.
            learned: returns the senses in which a search goes by what was learned.
        """
        self._catalog = catalog
        self._card = card
        self._search = search
        self._visible = visible
        self._learned = learned

    def of(
        self, image: QueryImage, count: int, control: JobControl | None = None
    ) -> PhotoNeighbours:
        """Return the photos most like an image, at most `count` of each sense, without itself.

        They are in the order of a search by that sense.

        Raises:
            UserError: it is a photo that is not in the library, or without codes and not to be
                read, or an image that cannot be read.
            Cancelled: through `control`.
        """
        control = control or JobControl()
        card = self._card()
        by_sense, learned = {}, self._learned()
        for kind in SENSES:
            if kind not in card.bits:
                continue
            control.checkpoint()
            found = None
            if image.photo_id is not None and kind not in learned:
                found = self._known(card, kind, image.photo_id, count)
            by_sense[kind] = found or self._searched(card, kind, image, count, control)
        return PhotoNeighbours(by_sense)

    def _known(
        self, card: ModelCard, kind: CodeKind, photo_id: int, count: int
    ) -> tuple[Neighbour, ...] | None:
        """Return what is known; None if that is too little."""
        try:
            lists = self._catalog.neighbours.get(card.model_id, kind, np.array([photo_id]))
        except DamagedLibrary as error:
            log.warning("Neighbours are searched for: %s", error)
            return None
        if not len(lists):
            return None
        ids = lists.ids[0].astype(np.int64)
        complete = bool((ids == NONE).any())
        seen = set(self._visible(ids[ids != NONE]).tolist())
        distances = lists.distances[0]
        found = tuple(
            Neighbour(neighbour, distance, score)
            for neighbour, distance, score in zip(
                ids.tolist(),
                distances.tolist(),
                _scores(card, kind, distances).tolist(),
                strict=True,
            )
            if neighbour in seen
        )
        return found[:count] if complete or len(found) >= count else None

    def _searched(
        self, card: ModelCard, kind: CodeKind, image: QueryImage, count: int, control: JobControl
    ) -> tuple[Neighbour, ...]:
        query = Query((QueryItem(image),), _MODES[kind], limit=count + 1)
        answer = self._search(query, control)
        return tuple(
            Neighbour(photo_id, round(distance), score)
            for photo_id, distance, score in zip(
                answer.photo_ids.tolist(),
                answer.distances.tolist(),
                answer.scores.tolist(),
                strict=True,
            )
            if photo_id != image.photo_id
        )[:count]


def _scores(card: ModelCard, kind: CodeKind, distances: Distances) -> NDArray[np.floating[Any]]:
    """Return what a search scores photos (n,) at some distances (n,) from one of the library."""
    table = card.calibration.get(kind)
    if table:
        return probability_of_distance(distances, table)
    return similarity_of_distance(distances, card.bits[kind])
