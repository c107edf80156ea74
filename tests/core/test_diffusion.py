"""Diffusion against a dense solution, and what it does to an order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.diffusion import GAMMA, Affinity, diffuse, strength_of
from photosearch.core.spanning_tree import NO_EDGES, Edges

BITS = 64


def made_edges(seed: int, count: int, number: int) -> Edges:
    rng = np.random.default_rng(seed)
    one, other = rng.integers(0, count, (2, number))
    lengths = rng.integers(0, BITS + 1, (count, count))
    low, high = np.minimum(one, other), np.maximum(one, other)
    return Edges.between(one, other, lengths[low, high])


def dense(count: int, edges: Edges) -> np.ndarray:
    """S, entry by entry."""
    matrix = np.zeros((count, count))
    for low, high, distance in zip(edges.lower, edges.higher, edges.distances, strict=True):
        matrix[low, high] = matrix[high, low] = max(0.0, 1 - 2 * distance / BITS) ** GAMMA
    degrees = matrix.sum(axis=1)
    for row in range(count):
        for column in range(count):
            if matrix[row, column]:
                matrix[row, column] /= np.sqrt(degrees[row]) * np.sqrt(degrees[column])
    return matrix


@given(
    st.integers(0, 2**32), st.integers(1, 40), st.integers(0, 150), st.sampled_from([0.0, 0.3, 0.9])
)
def test_it_is_the_solution(seed: int, count: int, number: int, alpha: float) -> None:
    edges = made_edges(seed, count, number)
    start = np.random.default_rng(seed).random(count)
    expected = np.linalg.solve(np.eye(count) - alpha * dense(count, edges), start)
    found = diffuse(Affinity.of(count, edges, BITS), start, alpha)
    assert np.allclose(found, expected, rtol=1e-3, atol=1e-3 * expected.max())
    assert found.min() >= 0


def test_without_edges_nothing_flows() -> None:
    start = np.array([3.0, 0.0, 1.0])
    assert diffuse(Affinity.of(3, NO_EDGES, BITS), start).tolist() == start.tolist()
    assert diffuse(Affinity.of(3, NO_EDGES, BITS), np.zeros(3)).tolist() == [0, 0, 0]


def test_who_is_joined_with_those_found_rises() -> None:
    """0 and 1 were found; 2 is like both, 3 like none, 4 like 2."""
    edges = Edges(np.array([0, 1, 2]), np.array([2, 2, 4]), np.array([4, 4, 4]))
    found = diffuse(Affinity.of(5, edges, BITS), np.array([1.0, 0.9, 0.3, 0.31, 0.0]))
    assert found[2] > found[3]
    assert found[4] > 0


def test_strength_of_the_same_and_of_unrelated_codes() -> None:
    assert strength_of(np.array([1, 0.5, 0.0])).tolist() == [1, 0, 0]
    assert strength_of(np.array([0.75]))[0] == pytest.approx(0.5**GAMMA)
