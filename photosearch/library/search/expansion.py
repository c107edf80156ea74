"""Continue an answer outwards: along the graph of neighbours, to what is like those found.

See `core.diffusion` for what flows. The photos looked at are the first of the answer and the
neighbours of these; those behind them stay as they are. Neighbours are those by the kind of code
that counts most; where none are known yet the answer is what it would be without.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind
from photosearch.core.diffusion import SOURCES, Affinity, diffuse, strength_of
from photosearch.core.errors import CatalogError
from photosearch.core.model_card import ModelCard
from photosearch.core.query import Answer
from photosearch.core.ranking import Values, monotonic
from photosearch.core.spanning_tree import NO_EDGES, Edges
from photosearch.library.search.code_index import Ids
from photosearch.store.catalog import Catalog
from photosearch.store.neighbour_chunks import NONE, NeighbourLists

log = logging.getLogger(__name__)

FIRST = 200
"""So many of the first photos take part, with their neighbours."""


class Expansion:
    """Put one answer into another order, by what is like what was found."""

    def __init__(self, catalog: Catalog, card: ModelCard, kinds: Mapping[CodeKind, float]) -> None:
        """Read nothing yet.

        Args:
            catalog: of the library, with the neighbours of its photos.
            card: of the model whose codes are compared.
            kinds: the weights of the kinds of codes.
        """
        self._catalog = catalog
        self._model_id = card.model_id
        self._kind = max(kinds, key=lambda kind: kinds[kind])
        self._bits = card.bits[self._kind]

    def reached(self, photo_ids: Ids) -> Ids:
        """Return the neighbours (m,) of the first of some photos (n,), best first; rising."""
        found: Ids = np.unique(self._lists(photo_ids[:FIRST]).ids.astype(np.int64))
        reached: Ids = found[found != NONE]
        return reached

    def continued(
        self, answer: Answer, likeness: Values, reached: Ids, own_ids: Sequence[int]
    ) -> Answer:
        """Return an answer in its new order.

        Scores stay what they were; where they would rise, photos share their mean.

        Args:
            answer: with the photos that were reached.
            likeness: (n,) of its photos, see `QueryScorer.likeness`.
            reached: from its first photos.
            own_ids: of the query; they stay in front.
        """
        here = np.arange(len(answer.photo_ids)) < FIRST
        here |= np.isin(answer.photo_ids, reached)
        places = np.flatnonzero(here)
        order = self._order(answer.photo_ids[places], likeness[places], own_ids)
        moved = answer.rows(np.concatenate([places[order], np.flatnonzero(~here)]))
        return replace(moved, scores=monotonic(moved.scores.astype(np.float64)).astype(np.float32))

    def _order(self, photo_ids: Ids, likeness: Values, own_ids: Sequence[int]) -> NDArray[np.intp]:
        """Return the places (n,) of photos, best first, in their new order."""
        rising = np.argsort(photo_ids)
        edges = _edges(photo_ids[rising], self._lists(photo_ids))
        start = np.zeros(len(photo_ids))
        start[:SOURCES] = strength_of(likeness[:SOURCES])
        flowed = np.empty(len(photo_ids))
        flowed[rising] = diffuse(Affinity.of(len(photo_ids), edges, self._bits), start[rising])
        # What nothing flowed to follows in the order it had.
        others = ~np.isin(photo_ids, np.asarray(own_ids, np.int64))
        return np.lexsort((np.arange(len(photo_ids)), -flowed, others))

    def _lists(self, photo_ids: Ids) -> NeighbourLists:
        try:
            return self._catalog.neighbours.get(self._model_id, self._kind, photo_ids)
        except CatalogError as error:
            log.warning("An answer is not continued: %s", error)
            return NeighbourLists.none()


def _edges(ids: Ids, lists: NeighbourLists) -> Edges:
    """Return the edges among photos `ids` (n,), rising, by their rows."""
    if not len(lists):
        return NO_EDGES
    others = lists.ids.astype(np.int64)
    here = np.isin(others, ids)
    ends = np.broadcast_to(lists.photo_ids[:, None], others.shape)
    return Edges.between(
        np.searchsorted(ids, ends[here]),
        np.searchsorted(ids, others[here]),
        lists.distances[here].astype(np.int64),
    )
