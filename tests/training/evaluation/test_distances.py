"""Distances against scipy, and against the ones that the program uses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("sklearn", reason="needs the extra 'train'")

from scipy.spatial.distance import cdist

from photosearch.core.codes import hamming as program_hamming
from photosearch.core.codes import pack, unit_rows
from photosearch.core.ranking import asymmetric_similarity
from photosearch.training.evaluation.distances import DISTANCES, ON_BITS
from photosearch.training.evaluation.speed import queries_per_second

pytestmark = pytest.mark.train

SCIPY = {
    "cosine": "cosine",
    "euclidean": "euclidean",
    "manhattan": "cityblock",
    "chebyshev": "chebyshev",
}


def rows(seed: int, count: int, width: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, width)).astype(np.float32)


@pytest.mark.parametrize("name", SCIPY)
def test_float_distances_are_those_of_scipy(name: str) -> None:
    queries, database = rows(1, 7, 48), rows(2, 90, 48)
    found = DISTANCES[name](database)(queries)
    np.testing.assert_allclose(found, cdist(queries, database, SCIPY[name]), rtol=1e-4, atol=1e-5)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000), st.integers(1, 40))
def test_hamming_counts_differing_signs_for_any_number_of_bytes(seed: int, size: int) -> None:
    queries, database = rows(seed, 3, 8 * size), rows(seed + 1, 11, 8 * size)
    found = DISTANCES["hamming"](database)(queries)
    np.testing.assert_array_equal(found, (queries[:, None] > 0).__ne__(database > 0).sum(axis=2))
    np.testing.assert_array_equal(found[0], program_hamming(pack(queries)[0], pack(database)))


def test_asymmetric_is_one_minus_the_similarity_of_the_program() -> None:
    queries, database = rows(3, 4, 64), rows(4, 30, 64)
    found = DISTANCES["asymmetric"](database)(queries)
    for query, distances in zip(queries, found, strict=True):
        np.testing.assert_allclose(
            distances, 1 - asymmetric_similarity(query, pack(database)), atol=1e-6
        )


@pytest.mark.parametrize("name", DISTANCES)
def test_a_row_is_nearest_to_itself(name: str) -> None:
    database = rows(5, 40, 64)
    distances = DISTANCES[name](database)(database)
    np.testing.assert_array_equal(distances.argmin(axis=1), np.arange(40))
    if name != "asymmetric":  # whose smallest value depends on how sure the query is
        assert np.abs(np.diag(distances)).max() < 0.02  # a root of a rounding error


@pytest.mark.parametrize("name", sorted(ON_BITS))
def test_on_bits_only_the_signs_of_the_database_count(name: str) -> None:
    queries, database = rows(6, 5, 32), rows(7, 20, 32)
    other = database * np.random.default_rng(8).uniform(0.1, 9, database.shape).astype(np.float32)
    np.testing.assert_array_equal(
        DISTANCES[name](database)(queries), DISTANCES[name](other)(queries)
    )


def test_a_row_of_zeros_is_far_from_nothing_in_particular() -> None:
    zeros = np.zeros((1, 16), np.float32)
    np.testing.assert_array_equal(unit_rows(zeros), zeros)
    for name in ("cosine", "asymmetric"):
        assert np.isfinite(DISTANCES[name](rows(1, 4, 16))(zeros)).all()


@pytest.mark.parametrize("name", DISTANCES)
def test_every_distance_has_a_speed(name: str) -> None:
    speed = queries_per_second(name, rows(1, 3, 16), rows(2, 50, 16), at_least_s=0.001)
    assert 10 < speed < 1e8
