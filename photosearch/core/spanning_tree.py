"""Join photos by a minimum spanning tree, and put them in an order in which neighbours look alike.

Points are rows of codes, compared by Hamming distance. Of edges of one length the one between the
lower rows counts as the shorter one, so that there is exactly one minimum spanning tree, and a
point that comes or goes changes it only where it is.

Source of the order: walks through a minimum spanning tree visit alike objects side by side, as in
single linkage clustering (Gower and Ross, "Minimum spanning trees and single linkage cluster
analysis", Applied Statistics 1969). The trees are Prim's (1957) and Boruvka's (1926).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import Codes

Rows = NDArray[np.int64]

_ROW_BITS = np.uint64(24)
"""Of the key of an edge: rows of up to 16 million points; 16 bits are left for the distance."""
MAX_POINTS = 2**24


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Hold edges between points; each joins a lower row with a higher one."""

    lower: Rows
    """(m,)"""
    higher: Rows
    """(m,)"""
    distances: NDArray[np.int64]
    """(m,) in bits."""

    @classmethod
    def between(cls, one: Rows, other: Rows, distances: NDArray[np.int64]) -> Edges:
        """Return edges between rows (m,) in any order; those of a row with itself are left out."""
        real = one != other
        return cls(np.minimum(one, other)[real], np.maximum(one, other)[real], distances[real])

    def keys(self) -> NDArray[np.uint64]:
        """Return what orders edges (m,): by distance, then by rows."""
        return _keys(self.distances, self.lower, self.higher)

    def take(self, places: NDArray[np.intp]) -> Edges:
        """Return the edges at some places."""
        return Edges(self.lower[places], self.higher[places], self.distances[places])

    def and_also(self, other: Edges) -> Edges:
        """Return these edges and others."""
        return Edges(
            np.concatenate([self.lower, other.lower]),
            np.concatenate([self.higher, other.higher]),
            np.concatenate([self.distances, other.distances]),
        )


NO_EDGES = Edges(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64))


def dense_tree(codes: Codes) -> Edges:
    """Return the minimum spanning tree of all points (n, bytes), by Prim's algorithm.

    Every distance is looked at once: 0.4 s for 4,096 points, growing with the square.
    """
    count = len(codes)
    words = _words(codes)
    rows = np.arange(count, dtype=np.int64)
    nearest = np.full(count, np.iinfo(np.uint64).max)
    outside = np.ones(count, np.bool_)
    chosen = []
    point = 0
    for _ in range(count - 1):
        outside[point] = False
        distances = np.bitwise_count(words ^ words[point]).sum(axis=1, dtype=np.int64)
        keys = _keys(distances, np.minimum(rows, point), np.maximum(rows, point))
        np.minimum(nearest, keys, out=nearest, where=outside)
        nearest[point] = np.iinfo(np.uint64).max
        point = int(nearest.argmin())
        chosen.append(int(nearest[point]))
    return _edges_of(np.array(chosen, np.uint64))


def forest(count: int, edges: Edges) -> tuple[Edges, Rows]:
    """Return the minimum spanning forest of some edges, by Boruvka's algorithm.

    Args:
        count: of points.
        edges: among which is looked; an edge may be there more than once.

    Returns:
        Its edges, and for each point (n,) the lowest row of those that are joined with it.
    """
    keys = np.unique(edges.keys())
    edges = _edges_of(keys)
    labels = np.arange(count, dtype=np.int64)
    places = np.arange(len(keys))
    chosen = [places[:0]]
    while True:
        one, other = labels[edges.lower[places]], labels[edges.higher[places]]
        apart = one != other
        places, one, other = places[apart], one[apart], other[apart]
        if not len(places):
            break
        # Edges are rising: what is written last, from the end, is the shortest of each tree.
        shortest = np.full(count, len(keys), np.int64)
        shortest[one[::-1]] = places[::-1]
        of_other = np.full(count, len(keys), np.int64)
        of_other[other[::-1]] = places[::-1]
        shortest = np.minimum(shortest, of_other)
        trees = np.flatnonzero(shortest < len(keys))
        best = shortest[trees]
        chosen.append(np.unique(best))
        ends = labels[edges.lower[best]], labels[edges.higher[best]]
        parent = np.arange(count, dtype=np.int64)
        parent[trees] = np.where(ends[0] == trees, ends[1], ends[0])
        # Two trees that choose each other are the only circles, as no two edges are equal.
        mutual = (parent[parent] == np.arange(count)) & (np.arange(count) < parent)
        parent[mutual] = np.flatnonzero(mutual)
        while not np.array_equal(parent, parent[parent]):
            parent = parent[parent]
        labels = parent[labels]
    lowest = np.full(count, count, np.int64)
    np.minimum.at(lowest, labels, np.arange(count))
    return edges.take(np.sort(np.concatenate(chosen))), lowest[labels]


def walk(count: int, tree: Edges) -> Rows:
    """Return all points (n,) in the order of a walk through their tree, from the lowest row.

    From each point first the nearest of the points behind it, with all that is behind that. So who
    stands side by side is joined by an edge, or by few where the walk comes back from an end.
    """
    order = np.argsort(tree.keys())
    ends = np.concatenate([tree.lower[order], tree.higher[order]])
    others = np.concatenate([tree.higher[order], tree.lower[order]])
    rank = np.concatenate([np.arange(len(order)), np.arange(len(order))])
    by_end = np.lexsort((rank, ends))
    starts = np.searchsorted(ends[by_end], np.arange(count + 1)).tolist()
    following = others[by_end].tolist()
    visited = bytearray(count)
    walked: list[int] = []
    for root in range(count):  # one, if the tree joins all points
        waiting = [root] if not visited[root] else []
        while waiting:
            point = waiting.pop()
            visited[point] = 1
            walked.append(point)
            waiting.extend(
                each
                for each in reversed(following[starts[point] : starts[point + 1]])
                if not visited[each]
            )
    return np.array(walked, np.int64)


def _words(codes: Codes) -> NDArray[np.uint64]:
    """Return codes as the fewest words that hold them, (n, words)."""
    padded = np.zeros((len(codes), -(-codes.shape[1] // 8) * 8), np.uint8)
    padded[:, : codes.shape[1]] = codes
    words: NDArray[np.uint64] = padded.view(np.uint64)
    return words


def _keys(distances: NDArray[np.int64], lower: Rows, higher: Rows) -> NDArray[np.uint64]:
    upper = (distances.astype(np.uint64) << _ROW_BITS) | lower.astype(np.uint64)
    keys: NDArray[np.uint64] = (upper << _ROW_BITS) | higher.astype(np.uint64)
    return keys


def _edges_of(keys: NDArray[np.uint64]) -> Edges:
    mask = np.uint64(MAX_POINTS - 1)
    return Edges(
        ((keys >> _ROW_BITS) & mask).astype(np.int64),
        (keys & mask).astype(np.int64),
        (keys >> (_ROW_BITS + _ROW_BITS)).astype(np.int64),
    )
