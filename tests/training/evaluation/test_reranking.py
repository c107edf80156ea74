"""Re-ranking against dense, slow computations."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="needs the extra 'train'")

from sklearn.neighbors import NearestNeighbors

from photosearch.core.codes import unit_rows
from photosearch.training.evaluation.ranked import again
from photosearch.training.evaluation.reranking import (
    RERANKINGS,
    Diffusion,
    Neighbours,
    expand_queries,
    mutual_graph,
)

pytestmark = pytest.mark.train

GAMMA = 3


def rows(seed: int, count: int, width: int = 8) -> np.ndarray:
    return unit_rows(np.random.default_rng(seed).normal(size=(count, width)).astype(np.float32))


def dense_affinity(database: np.ndarray, neighbours: int) -> np.ndarray:
    found = NearestNeighbors(n_neighbors=neighbours, metric="cosine").fit(database)
    near = np.asarray(found.kneighbors_graph().todense()) > 0  # without the photo itself
    mutual = near & near.T
    return np.where(mutual, np.maximum(database @ database.T, 0) ** GAMMA, 0)


def dense_start(queries: np.ndarray, database: np.ndarray, neighbours: int) -> np.ndarray:
    similar = queries @ database.T
    start = np.zeros_like(similar)
    for row, values in zip(start, similar, strict=True):
        best = np.argsort(-values)[:neighbours]
        row[best] = np.maximum(values[best], 0) ** GAMMA
    return start


def test_the_graph_joins_mutual_neighbours() -> None:
    database = rows(1, 60)
    affinity = dense_affinity(database, 6)
    degrees = affinity.sum(axis=1)
    scale = 1 / np.sqrt(np.maximum(degrees, 1e-12))
    expected = scale[:, None] * affinity * scale
    found = mutual_graph(Neighbours(database), 6, GAMMA).toarray()
    np.testing.assert_allclose(found, expected, atol=1e-5)
    np.testing.assert_allclose(found, found.T, atol=1e-7)
    assert not found.diagonal().any()


@pytest.mark.parametrize("alpha", [0.5, 0.9])
def test_diffusion_solves_what_the_dense_solver_solves(alpha: float) -> None:
    database, queries = rows(2, 70), rows(3, 5)
    affinity = dense_affinity(database, 7)
    scale = 1 / np.sqrt(np.maximum(affinity.sum(axis=1), 1e-12))
    system = np.eye(70) - alpha * scale[:, None] * affinity * scale
    flowed = np.linalg.solve(system, dense_start(queries, database, 7).T).T
    found = Diffusion(database, neighbours=7, alpha=alpha, steps=300).compare(queries)
    top = flowed.max(axis=1, keepdims=True)
    reached = flowed > 1e-4 * top
    np.testing.assert_allclose(found[reached], (-flowed / top)[reached], atol=1e-4)
    # What no similarity reached follows in its old order.
    plain = 1 - queries @ database.T
    never = flowed < 1e-12 * top
    np.testing.assert_allclose(found[never], plain[never], atol=1e-5)


def test_alpha_query_expansion_is_the_weighted_sum() -> None:
    database, queries = rows(4, 40), rows(5, 3)
    found = expand_queries(queries, Neighbours(database), neighbours=4, alpha=3)
    for query, moved in zip(queries, found, strict=True):
        similar = database @ query
        total = query.astype(float)
        for at in np.argsort(-similar)[:4]:
            total = total + max(similar[at], 0) ** 3 * database[at]
        np.testing.assert_allclose(moved, total / np.linalg.norm(total), atol=1e-5)


@pytest.mark.parametrize("name", RERANKINGS)
def test_photos_of_a_chain_are_found_through_their_neighbours(name: str) -> None:
    """Two arcs: the ends of one are nearer to the other arc than to each other."""
    angles = np.linspace(0, np.pi * 0.8, 40)
    arcs = np.concatenate([angles, angles + np.pi * 0.9])
    database = np.stack([np.cos(arcs), np.sin(arcs)], axis=1).astype(np.float32)
    query = database[[1]]
    plain = 1 - query @ database.T
    again_ = again("cosine", name, database, lambda done: None)(query, np.array([1]))
    far = 30  # the same arc, beyond what the plain distance prefers
    assert np.argsort(plain[0]).tolist().index(far) > 40
    assert np.argsort(again_[0]).tolist().index(far) <= np.argsort(plain[0]).tolist().index(far)


@pytest.mark.parametrize("name", RERANKINGS)
def test_on_codes_only_signs_count_and_a_few_photos_suffice(name: str) -> None:
    rng = np.random.default_rng(6)
    database = rng.normal(size=(4, 16)).astype(np.float32)
    queries = rng.normal(size=(2, 16)).astype(np.float32)
    found = again("hamming", name, database, lambda done: None)(queries, None)
    signs = again("hamming", name, np.sign(database), lambda done: None)(np.sign(queries), None)
    np.testing.assert_allclose(found, signs, atol=1e-6)
    assert found.shape == (2, 4)
    assert np.isfinite(found).all()
