"""Put photos in an order in which those that look alike stand side by side."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Codes
from photosearch.core.errors import DamagedLibrary
from photosearch.core.model_card import ModelCard
from photosearch.core.spanning_tree import NO_EDGES, Edges, dense_tree, forest, walk
from photosearch.library.neighbours.nearest import NearestSearch
from photosearch.store.catalog import Catalog
from photosearch.store.chunks import Ids
from photosearch.store.neighbour_chunks import (
    NEIGHBOURS,
    NONE,
    NeighbourLists,
    fingerprints_of,
)

log = logging.getLogger(__name__)

KIND = CodeKind.SUBJECT
"""What is alike by what it shows; each model has such codes."""

_DENSE = 4_096
"""Of so many photos all pairs are compared; it grows with the square."""
_SEARCHED = 32_768
"""Among so many photos the nearest of each are searched for: 1 s of processor time."""
_READ_ONE_BY_ONE = 2_000
"""Codes of more photos are read sooner with those of all."""


class LikenessOrder:
    """Arrange the photos of one library by likeness. `arrange` blocks, and is for any thread."""

    def __init__(self, catalog: Catalog, *, card: Callable[[], ModelCard]) -> None:
        """Read nothing yet.

        Args:
            catalog: of the library.
            card: returns that of the model whose codes are compared.
        """
        self._catalog = catalog
        self._card = card
        self._lock = threading.Lock()
        self._last: tuple[bytes, Ids] | None = None
        """What the latest order was made of, and the order."""

    def arrange(self, photo_ids: Ids) -> Ids:
        """Return photos (n,) in an order in which neighbours look alike.

        It depends on nothing but which photos they are. Those without codes come last, by id.

        Raises:
            CatalogError: the catalog cannot be read.
        """
        wanted = np.unique(photo_ids)
        card = self._card()
        if len(wanted) > _READ_ONE_BY_ONE:
            ids, codes = self._catalog.codes.load(card.model_id, KIND)
            among = np.isin(ids, wanted, assume_unique=True)
            ids, codes = ids[among], codes[among]
        else:
            ids, codes = self._catalog.codes.get(card.model_id, KIND, wanted)
        codes = codes.reshape(len(ids), card.code_bytes(KIND))
        made_of = ids.tobytes() + fingerprints_of(codes).tobytes()
        with self._lock:
            known = self._last
        if known is None or known[0] != made_of:
            known = made_of, ids[walk(len(ids), self._tree(card.model_id, ids, codes))]
            with self._lock:
                self._last = known
        return np.concatenate([known[1], np.setdiff1d(wanted, ids, assume_unique=True)])

    def _tree(self, model_id: str, ids: Ids, codes: Codes) -> Edges:
        if len(ids) <= _SEARCHED:
            return spanning_tree(codes)
        try:
            lists = self._catalog.neighbours.load(model_id, KIND)
        except DamagedLibrary as error:
            log.warning("Photos are arranged without their neighbours: %s", error)
            return spanning_tree(codes)
        return spanning_tree(codes, _edges_among(ids, lists))


def spanning_tree(codes: Codes, known: Edges = NO_EDGES) -> Edges:
    """Return a spanning tree of points (n, bytes) that is minimal or nearly so.

    Of few points it is the minimum spanning tree. Of more, edges to the nearest of each make
    trees, then those of one point of each tree join these, until few are left; the nearest
    are searched for among so many points at a time that it takes seconds for a million.

    Args:
        codes: of the points.
        known: edges to the nearest of many of them, which need not be searched for.
    """
    if len(codes) <= _DENSE:
        return dense_tree(codes)
    tree, labels = forest(len(codes), known)
    while True:
        points = np.unique(labels)
        if len(points) <= _DENSE:
            found = dense_tree(codes[points])
            more = Edges(points[found.lower], points[found.higher], found.distances)
            return tree.and_also(more)
        more = NO_EDGES
        for start in range(0, len(points), _SEARCHED):
            more = more.and_also(_nearest_edges(codes, points[start : start + _SEARCHED]))
        tree, labels = forest(len(codes), tree.and_also(more))


def _nearest_edges(codes: Codes, points: NDArray[np.int64]) -> Edges:
    """Return the edges from each of some points to the nearest of them."""
    if len(points) < 2:
        return NO_EDGES
    distances, found = NearestSearch(codes[points]).nearest(codes[points], NEIGHBOURS + 1)
    ends = np.repeat(points, found.shape[1])
    return Edges.between(ends, points[found.ravel()], distances.ravel().astype(np.int64))


def _edges_among(ids: Ids, lists: NeighbourLists) -> Edges:
    """Return what lists of neighbours tell of the photos `ids` (n,), by their rows."""
    ours = np.isin(lists.photo_ids, ids, assume_unique=True)
    others = lists.ids[ours].astype(np.int64)
    here = np.isin(others, ids) & (others != NONE)
    ends = np.broadcast_to(lists.photo_ids[ours][:, None], others.shape)
    return Edges.between(
        np.searchsorted(ids, ends[here]),
        np.searchsorted(ids, others[here]),
        lists.distances[ours][here].astype(np.int64),
    )
