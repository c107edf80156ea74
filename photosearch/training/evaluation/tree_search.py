"""Search along the edges of a tree or graph of photos: go where the distance falls.

A method to compare with, which the program does not use. From a starting point the nearest point
seen so far, whose edges were not followed yet, is left by all its edges; that is repeated until as
many points were compared as one is willing to. With no more than the points on the way down it is
greedy descent, with all points it is exact search.

Along a minimum spanning tree there is one way from point to point, and it need not lead downhill:
how much is missed for how many comparisons is what `recall` tells. Along a graph of nearest
neighbours there are more ways (Arya and Mount, "Approximate nearest neighbor queries in fixed
dimensions", SODA 1993), but its parts may not be joined.
"""

from __future__ import annotations

import heapq

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import Codes, hamming
from photosearch.core.spanning_tree import Edges


class TreeSearch:
    """Search points along edges between them."""

    def __init__(self, codes: Codes, edges: Edges) -> None:
        """Take the codes (n, bytes) of the points, and the edges between them."""
        self._codes = codes
        self._following: list[list[int]] = [[] for _ in range(len(codes))]
        for one, other in zip(edges.lower.tolist(), edges.higher.tolist(), strict=True):
            self._following[one].append(other)
            self._following[other].append(one)
        # The point nearest to what most points have in common: few steps from everywhere.
        majority = np.packbits(np.unpackbits(codes, axis=1).mean(axis=0) >= 0.5)
        self._start = int(hamming(majority, codes).argmin())

    def search(self, query: Codes, count: int, visits: int) -> NDArray[np.int64]:
        """Return rows (m,) of the nearest points that were come by, nearest first, then by row.

        Args:
            query: (bytes,)
            count: of points wanted; m is less if fewer were come by.
            visits: so many points are compared at most, at least one.
        """
        first = int(hamming(query, self._codes[self._start][None])[0])
        seen = {self._start: first}
        waiting = [(first, self._start)]
        while waiting and len(seen) < visits:
            _, point = heapq.heappop(waiting)
            ahead = [each for each in self._following[point] if each not in seen]
            ahead = ahead[: visits - len(seen)]
            distances = hamming(query, self._codes[ahead]).tolist() if ahead else []
            for each, distance in zip(ahead, distances, strict=True):
                seen[each] = distance
                heapq.heappush(waiting, (distance, each))
        nearest = heapq.nsmallest(count, ((distance, point) for point, distance in seen.items()))
        return np.array([point for _, point in nearest], np.int64)


def recall(search: TreeSearch, codes: Codes, queries: Codes, count: int, visits: int) -> float:
    """Return the share of the queries' (m, bytes) nearest that are found, against exact search.

    A point counts as found as well if it is as near as the last of those that are exact.
    """
    found = 0
    for query in queries:
        distances = hamming(query, codes)
        farthest = np.partition(distances, count - 1)[count - 1]
        rows = search.search(query, count, visits)
        found += int(np.count_nonzero(distances[rows] <= farthest))
    return found / (count * len(queries))
