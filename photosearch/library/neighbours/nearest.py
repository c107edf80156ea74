"""Find the nearest of some codes by exact search, and merge what was found at different times."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import Codes

NO_KEY = np.uint64(2**64 - 1)
"""Stands where there are fewer neighbours than are kept."""

_QUERIES_AT_ONCE = 65_536

Keys = NDArray[np.uint64]
"""Distance in bits (the upper half) and photo id: the order of neighbours."""


class NearestSearch:
    """Search codes by Hamming distance, exactly; equal distances by rising row."""

    def __init__(self, codes: Codes) -> None:
        """Take the codes (n, bytes)."""
        import faiss  # 0.15 s that opening a library need not wait for

        self._count = len(codes)
        kernels: Any = faiss  # its stub leaves out what is set here
        self._index = kernels.IndexBinaryFlat(codes.shape[1] * 8)
        # A heap that orders equal distances by row; the other way of faiss does not.
        self._index.use_heap = True
        # faiss starts its threads for every 32 queries: beside other work they wait for each other.
        self._index.query_batch_size = _QUERIES_AT_ONCE
        self._index.add(np.ascontiguousarray(codes))

    def nearest(self, queries: Codes, count: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Return distances and rows (m, least of count and n) of what is nearest to queries."""
        return self._index.search(  # type: ignore[no-any-return]
            np.ascontiguousarray(queries), min(count, self._count)
        )


def keys_of(distances: NDArray[np.int32] | NDArray[np.uint16], photo_ids: NDArray[Any]) -> Keys:
    """Return the keys of neighbours by their distances and ids, both of any one shape."""
    upper = distances.astype(np.uint64) << np.uint64(32)
    keys: Keys = upper | photo_ids.astype(np.uint64)
    return keys


def distances_of(keys: Keys) -> NDArray[np.uint16]:
    """Return the distances in keys; 0 where there is none."""
    return np.where(keys == NO_KEY, 0, keys >> np.uint64(32)).astype(np.uint16)


def ids_of(keys: Keys) -> NDArray[np.uint32]:
    """Return the photo ids in keys; 0 where there is none."""
    return np.where(keys == NO_KEY, 0, keys & np.uint64(0xFFFFFFFF)).astype(np.uint32)
