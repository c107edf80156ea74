"""Compute distances between rows of values, by name: ways to compare the same features.

The database is taken in once, queries come in chunks: what is in memory at a time is one row of
distances per query of the chunk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import pack, unit_rows, unpack_signs

Rows = NDArray[np.float32]
"""(n, d) values of an encoder: the sign is the bit, the size the confidence; or plain features."""

Compare = Callable[[Rows], NDArray[Any]]
"""Queries (q, d) to distances (q, n) to each row of the database; smaller is more alike."""

_TINY = 1e-12


def cosine(database: Rows) -> Compare:
    """Return one minus the cosine of the angle, 0 to 2, float32."""
    lengths = unit_rows(database)
    return lambda queries: np.float32(1) - unit_rows(queries) @ lengths.T


def euclidean(database: Rows) -> Compare:
    """Return the straight line (L2), float32."""
    squared = _faiss_distances(database, faiss.METRIC_L2)

    def compare(queries: Rows) -> NDArray[np.float32]:
        distances: NDArray[np.float32] = np.sqrt(np.maximum(squared(queries), 0))
        return distances

    return compare


def manhattan(database: Rows) -> Compare:
    """Return the sum of all differences (L1), float32."""
    return _faiss_distances(database, faiss.METRIC_L1)


def chebyshev(database: Rows) -> Compare:
    """Return the largest difference, float32."""
    return _faiss_distances(database, faiss.METRIC_Linf)


def hamming(database: Rows) -> Compare:
    """Return number of differing bits, int16: how the program compares codes."""
    words = _words(database)

    def compare(queries: Rows) -> NDArray[np.int16]:
        asked = _words(queries)
        distances = np.zeros((len(asked), len(words)), np.int16)
        for place in range(words.shape[1]):
            distances += np.bitwise_count(asked[:, place, None] ^ words[None, :, place])
        return distances

    return compare


def asymmetric(database: Rows) -> Compare:
    """Return float query against stored bits, 0 to 1, float32: (1 - s) / 2, s = sum(q b) /
    sum(|q|).

    How the program orders its short list (`core.ranking.asymmetric_similarity`): a bit that the
    query is sure of counts more. Gordo et al., "Asymmetric Distances for Binary Embeddings",
    IEEE TPAMI 2014.
    """
    signs = unpack_signs(pack(database))

    def compare(queries: Rows) -> NDArray[np.float32]:
        weight = np.maximum(np.abs(queries).sum(axis=1, keepdims=True), _TINY)
        distances: NDArray[np.float32] = (1 - (queries / weight) @ signs.T) / 2
        return distances

    return compare


DISTANCES: Mapping[str, Callable[[Rows], Compare]] = MappingProxyType(
    {
        "hamming": hamming,
        "asymmetric": asymmetric,
        "cosine": cosine,
        "euclidean": euclidean,
        "manhattan": manhattan,
        "chebyshev": chebyshev,
    }
)
"""All distances, by the names of the command line."""

ON_BITS = frozenset({"hamming", "asymmetric"})
"""Those that read only signs from the database: what is stored is a code."""


def _faiss_distances(database: Rows, metric: int) -> Compare:
    kept = np.ascontiguousarray(database, np.float32)

    def compare(queries: Rows) -> NDArray[np.float32]:
        distances: NDArray[np.float32] = faiss.pairwise_distances(
            np.ascontiguousarray(queries, np.float32), kept, metric
        )
        return distances

    return compare


def _words(values: Rows) -> NDArray[np.uint64]:
    """Return signs as whole words of 64 bits, (n, words); what is missing of the last one is
    zero."""
    codes = pack(values)
    padded = np.zeros((len(codes), -(-codes.shape[1] // 8) * 8), np.uint8)
    padded[:, : codes.shape[1]] = codes
    return padded.view(np.uint64)
