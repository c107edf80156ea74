"""Minimum spanning trees against Kruskal's algorithm, and the order of a walk through them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.spanning_tree import NO_EDGES, Edges, dense_tree, forest, walk


def kruskal(count: int, edges: list[tuple[int, int, int]]) -> set[tuple[int, int, int]]:
    """Take edges (distance, lower, higher) from the shortest on, unless they close a circle."""
    tree_of = list(range(count))
    chosen = set()
    for distance, lower, higher in sorted(edges):
        one, other = tree_of[lower], tree_of[higher]
        if one != other:
            chosen.add((distance, lower, higher))
            tree_of = [one if each == other else each for each in tree_of]
    return chosen


def all_edges(codes: np.ndarray) -> list[tuple[int, int, int]]:
    return [
        (int(np.bitwise_count(codes[low] ^ codes[high]).sum()), low, high)
        for low in range(len(codes))
        for high in range(low + 1, len(codes))
    ]


def as_set(edges: Edges) -> set[tuple[int, int, int]]:
    columns = (edges.distances.tolist(), edges.lower.tolist(), edges.higher.tolist())
    return set(zip(*columns, strict=True))


def made_codes(seed: int, count: int, spread: int = 255, width: int = 4) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, spread + 1, (count, width), np.uint8)


def clustered(seed: int, count: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    centres = rng.integers(0, 256, (count // 10 + 1, 32), np.uint8)
    bits = np.unpackbits(centres[rng.integers(0, len(centres), count)], axis=1)
    return np.packbits(bits ^ (rng.random(bits.shape) < 0.12), axis=1)


@given(st.integers(0, 2**32), st.integers(1, 40), st.sampled_from([1, 3, 255]))
def test_the_dense_tree_is_the_minimum(seed: int, count: int, spread: int) -> None:
    codes = made_codes(seed, count, spread, width=5)
    assert as_set(dense_tree(codes)) == kruskal(count, all_edges(codes))


@given(st.data(), st.integers(1, 25))
def test_a_forest_of_some_edges_is_the_minimum(data: st.DataObject, count: int) -> None:
    row = st.integers(0, count - 1)
    made = data.draw(st.lists(st.tuples(row, row, st.integers(0, 4)), max_size=80))
    lengths = {(min(a, b), max(a, b)): d for a, b, d in made}  # an edge has one length
    table = np.array([(a, b, d) for (a, b), d in lengths.items()] * 2, np.int64).reshape(-1, 3)
    edges = Edges.between(table[:, 1], table[:, 0], table[:, 2])
    found, labels = forest(count, edges)
    expected = kruskal(count, [(d, a, b) for (a, b), d in lengths.items() if a != b])
    assert as_set(found) == expected
    lowest = list(range(count))
    for _ in range(count):
        for _, a, b in expected:
            lowest[a] = lowest[b] = min(lowest[a], lowest[b])
    assert labels.tolist() == lowest


@given(st.integers(0, 2**32), st.integers(0, 60))
def test_a_walk_visits_each_point_once_along_the_tree(seed: int, count: int) -> None:
    codes = made_codes(seed, count)
    tree = dense_tree(codes) if count else NO_EDGES
    order = walk(count, tree).tolist()
    assert sorted(order) == list(range(count))
    joined = {(a, b) for _, a, b in as_set(tree)}
    for place, point in enumerate(order[1:], 1):
        assert any((min(point, other), max(point, other)) in joined for other in order[:place])


def test_a_walk_through_a_forest_goes_from_tree_to_tree() -> None:
    edges = Edges(np.array([0, 1]), np.array([2, 3]), np.array([5, 5]))
    assert walk(5, edges).tolist() == [0, 2, 1, 3, 4]


def adjacent(order: list[int]) -> set[frozenset[int]]:
    return {frozenset(pair) for pair in pairwise(order)}


@pytest.mark.parametrize("seed", range(5))
def test_a_point_that_goes_changes_the_order_where_it_was(seed: int) -> None:
    codes = clustered(seed, 300)
    before = walk(300, dense_tree(codes)).tolist()
    kept = []
    for gone in range(5, 300, 20):
        rest = np.delete(np.arange(300), gone)
        after = rest[walk(299, dense_tree(codes[rest]))].tolist()
        without = [each for each in before if each != gone]
        kept.append(len(adjacent(after) & adjacent(without)) / 298)
    assert np.mean(kept) > 0.95
    assert min(kept) > 0.8
