"""Search along edges, against exact search."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.core.codes import hamming
from photosearch.core.spanning_tree import Edges, dense_tree
from photosearch.training.evaluation.tree_search import TreeSearch, recall
from tests.core.test_spanning_tree import clustered


@pytest.fixture(scope="module")
def codes() -> np.ndarray:
    return clustered(5, 400)


@pytest.fixture(scope="module")
def queries(codes: np.ndarray) -> np.ndarray:
    bits = np.unpackbits(codes[::20], axis=1)
    flipped = np.random.default_rng(6).random(bits.shape) < 0.05
    return np.packbits(bits ^ flipped, axis=1)


def nearest_edges(codes: np.ndarray, count: int) -> Edges:
    distances = np.bitwise_count(codes[:, None] ^ codes[None]).sum(axis=2, dtype=np.int64)
    found = np.argsort(distances, axis=1, kind="stable")[:, : count + 1]
    ends = np.repeat(np.arange(len(codes)), count + 1)
    return Edges.between(ends, found.ravel(), distances[ends, found.ravel()])


def test_with_all_points_it_is_exact(codes: np.ndarray, queries: np.ndarray) -> None:
    search = TreeSearch(codes, dense_tree(codes))
    for query in queries:
        exact = np.lexsort((np.arange(400), hamming(query, codes)))[:10]
        assert search.search(query, 10, 400).tolist() == exact.tolist()
    assert recall(search, codes, queries, 10, 400) == 1


def test_it_compares_no_more_than_it_may(codes: np.ndarray, queries: np.ndarray) -> None:
    search = TreeSearch(codes, dense_tree(codes))
    for visits in (1, 7, 50):
        assert len(search.search(queries[0], 400, visits)) == visits


def test_more_comparisons_find_more(codes: np.ndarray, queries: np.ndarray) -> None:
    search = TreeSearch(codes, dense_tree(codes))
    recalls = [recall(search, codes, queries, 5, visits) for visits in (20, 100, 200, 400)]
    assert recalls == sorted(recalls)
    assert recalls[0] < 0.7
    assert recalls[-2] > 0.4


def test_a_chain_is_descended_to_its_end() -> None:
    """Each point has one bit more than the one before: distances fall all the way."""
    bits = np.tri(33, 32, -1, np.uint8)
    chain = np.packbits(bits, axis=1)
    search = TreeSearch(chain, dense_tree(chain))
    assert search.search(chain[32], 1, 33).tolist() == [32]
    middle = search._start
    assert search.search(chain[32], 1, 2 * (32 - middle) + 2).tolist() == [32]


def test_parts_that_are_not_joined_are_not_found() -> None:
    codes = np.array([[0], [1], [254], [255]], np.uint8)
    search = TreeSearch(codes, nearest_edges(codes, 1))
    assert sorted(search.search(codes[0], 4, 4).tolist()) in ([0, 1], [2, 3])
