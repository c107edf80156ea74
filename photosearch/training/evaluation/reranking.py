"""Rank again by the neighbourhood of photos: query expansion and diffusion on a k-NN graph.

Both work on rows of unit length: descriptors, or codes as -1 and +1. What they cost is told by the
report; the program itself does without.
"""

from __future__ import annotations

from collections.abc import Callable

import faiss
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from photosearch.core.codes import unit_rows
from photosearch.training.evaluation.distances import Rows

_ROWS_AT_ONCE = 1024
_TINY = 1e-12
_NEIGHBOURS, _FEWEST, _SHARE = 50, 5, 20
"""Of the graph: at most, at least, and at most one in so many photos."""


class Neighbours:
    """Search exactly for the nearest rows by inner product.

    Args:
        database: (n, d), unit length.
    """

    def __init__(self, database: Rows) -> None:
        self.database = np.ascontiguousarray(database, np.float32)
        self._index = faiss.IndexFlatIP(database.shape[1])
        self._index.add(self.database)

    def nearest(
        self, queries: Rows, number: int, own: NDArray[np.integer] | None = None
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return similarities and positions (q, number); where there are no more, the position is
        -1.

        Args:
            queries: (q, d).
            number: how many.
            own: (q,) positions of the queries in the database, which are passed over.
        """
        asked = np.ascontiguousarray(queries, np.float32)
        if own is None:
            similar, found = self._index.search(asked, number)
            return similar, found
        similar, found = self._index.search(asked, number + 1)
        mine = found == np.asarray(own)[:, None]
        mine[~mine.any(axis=1), -1] = True  # among many equal photos it may not be listed itself
        shape = (len(found), number)
        return similar[~mine].reshape(shape), found[~mine].reshape(shape)


def expand_queries(
    queries: Rows,
    database: Neighbours,
    *,
    neighbours: int = 10,
    alpha: float = 3.0,
    own: NDArray[np.integer] | None = None,
) -> Rows:
    """Return queries (q, d) moved towards their neighbours: q + sum of (q . x)^alpha x, of unit
    length.

    Alpha query expansion: Radenović, Tolias and Chum, "Fine-Tuning CNN Image Retrieval with No
    Human Annotation", IEEE TPAMI 2019.

    Args:
        queries: unit length.
        database: (n, d), unit length.
        neighbours: how many count.
        alpha: how much less the farther ones count; 0 is the plain average.
        own: (q,) positions of the queries in the database, which are passed over.
    """
    similar, found = database.nearest(queries, neighbours, own)
    # Unlike ones would push the query away with an odd alpha and pull it with an even one.
    weights = np.maximum(similar, 0) ** alpha
    weights[found < 0] = 0
    return unit_rows(queries + np.einsum("qk,qkd->qd", weights, database.database[found]))


class Diffusion:
    """Let similarity flow along the k-NN graph of the database.

    The graph joins mutual nearest neighbours by cosine^gamma, its matrix S is normalised to
    D^-1/2 A D^-1/2; the similarities f of a query solve (I - alpha S) f = y, with y the query's own
    neighbours, by conjugate gradients. Iscen et al., "Efficient Diffusion on Region Manifolds:
    Recovering Small Objects with Compact CNN Representations", CVPR 2017; the family of such
    processes: Donoser and Bischof, "Diffusion Processes for Retrieval Revisited", CVPR 2013.

    Args:
        database: (n, d), unit length.
        neighbours: of each photo and of each query; None is 50, less in a small database, where
            so many would join everything with everything.
        alpha: below 1; the nearer to 1, the farther the similarity flows. The paper takes 0.99 on
            large databases; on a few thousand photos that hurt where 0.9 helped.
        gamma: how much less the farther neighbours count.
        steps: of the conjugate gradients, at most.
        tolerance: of their residual, at which they end earlier.
        on_rows: told how many photos of the graph are done, for a progress display.
    """

    def __init__(
        self,
        database: Rows,
        *,
        neighbours: int | None = None,
        alpha: float = 0.9,
        gamma: float = 3.0,
        steps: int = 20,
        tolerance: float = 1e-6,
        on_rows: Callable[[int], None] = lambda done: None,
    ) -> None:
        self._database = Neighbours(database)
        if neighbours is None:
            neighbours = min(_NEIGHBOURS, max(_FEWEST, len(database) // _SHARE))
        self._neighbours = neighbours
        self._alpha, self._gamma = alpha, gamma
        self._steps, self._tolerance = steps, tolerance
        self.graph = mutual_graph(self._database, neighbours, gamma, on_rows)
        """S (n, n), sparse and symmetric."""

    def compare(self, queries: Rows, own: NDArray[np.integer] | None = None) -> NDArray[np.float32]:
        """Return distances (q, n): below 0 for photos that the similarity reached, 0 to 2 (the
        cosine distance) for the rest, so that they follow in their old order."""
        similar, found = self._database.nearest(queries, self._neighbours, own)
        start = np.zeros((self.graph.shape[0], len(queries)), np.float32)
        kept = (found >= 0) & (similar > 0)
        start[found[kept], np.nonzero(kept)[0]] = similar[kept] ** self._gamma
        flowed = self._solve(start).T
        top = np.maximum(flowed.max(axis=1, keepdims=True), _TINY)
        plain = np.maximum(1 - queries @ self._database.database.T, 0)
        reached = flowed > 1e-7 * top
        distances: NDArray[np.float32] = np.where(reached, -flowed / top, plain)
        return distances.astype(np.float32)

    def _solve(self, start: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return f of (I - alpha S) f = start, each column by itself: (n, q)."""
        solution = np.zeros_like(start)
        residual, direction = start.copy(), start.copy()
        size = (residual * residual).sum(axis=0)
        enough = self._tolerance**2 * np.maximum(size, _TINY)
        for _ in range(self._steps):
            if (size <= enough).all():
                break
            image = direction - self._alpha * (self.graph @ direction)
            step = size / np.maximum((direction * image).sum(axis=0), _TINY)
            step[size <= enough] = 0
            solution += step * direction
            residual -= step * image
            before, size = size, (residual * residual).sum(axis=0)
            direction = residual + size / np.maximum(before, _TINY) * direction
        return solution


def mutual_graph(
    database: Neighbours,
    neighbours: int,
    gamma: float,
    on_rows: Callable[[int], None] = lambda done: None,
) -> sparse.csr_matrix:
    """Return D^-1/2 A D^-1/2 (n, n), where A joins mutual nearest neighbours by cosine^gamma."""
    count = len(database.database)
    rows, columns, weights = [], [], []
    for first in range(0, count, _ROWS_AT_ONCE):
        own = np.arange(first, min(first + _ROWS_AT_ONCE, count))
        similar, found = database.nearest(database.database[own], neighbours, own)
        kept = (found >= 0) & (similar > 0)
        rows.append(np.broadcast_to(own[:, None], found.shape)[kept])
        columns.append(found[kept])
        weights.append(similar[kept] ** gamma)
        on_rows(int(own[-1]) + 1)
    joined = (np.concatenate(rows), np.concatenate(columns))
    one_way = sparse.csr_matrix((np.concatenate(weights), joined), (count, count), np.float32)
    affinity = one_way.minimum(one_way.T).tocsr()
    degrees = np.asarray(affinity.sum(axis=1)).ravel()
    scale = sparse.diags(1 / np.sqrt(np.maximum(degrees, _TINY)), dtype=np.float32)
    return (scale @ affinity @ scale).tocsr()


RERANKINGS = ("expansion", "diffusion")
"""By the names of the command line."""


def rerank(
    name: str, database: Rows, on_rows: Callable[[int], None] = lambda done: None
) -> Callable[[Rows, NDArray[np.integer] | None], NDArray[np.float32]]:
    """Return the re-ranking of that name on `database` (n, d): queries (q, d), own positions ->
    (q, n)."""
    rows = unit_rows(database)
    if name == "diffusion":
        diffusion = Diffusion(rows, on_rows=on_rows)
        return lambda queries, own: diffusion.compare(unit_rows(queries), own)

    known = Neighbours(rows)

    def compare(queries: Rows, own: NDArray[np.integer] | None) -> NDArray[np.float32]:
        moved = expand_queries(unit_rows(queries), known, own=own)
        distances: NDArray[np.float32] = 1 - moved @ rows.T
        return distances

    return compare
