"""PCA-ITQ against a plain version; no torch is needed for it."""

from __future__ import annotations

import math

import faiss
import numpy as np
import pytest

from photosearch.core.itq import fit_rotation
from photosearch.training.hashing import TooFewFeaturesError
from photosearch.training.hashing.linear import fit_itq
from tests.message_text import raises_text


def features(count: int = 200, size: int = 24, seed: int = 3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return (rng.normal(size=(count, size)) * np.linspace(3, 0.2, size) + 5).astype(np.float32)


def slow_rotation(values: list[list[float]], start: np.ndarray, rounds: int) -> np.ndarray:
    """The iteration in loops; the nearest rotation by Newton's method instead of an SVD."""
    rotation = start
    size = len(start)
    for _ in range(rounds):
        cross = np.zeros((size, size))
        for row in values:
            turned = [sum(row[k] * rotation[k, j] for k in range(size)) for j in range(size)]
            corner = [1.0 if value > 0 else -1.0 for value in turned]
            for i in range(size):
                for j in range(size):
                    cross[i, j] += row[i] * corner[j]
        nearest = cross / np.linalg.norm(cross)
        for _ in range(60):
            nearest = (nearest + np.linalg.inv(nearest).T) / 2
        rotation = nearest
    return rotation


def test_the_rotation_is_that_of_the_plain_version() -> None:
    values = features(60, 5).astype(np.float64)
    values -= values.mean(axis=0)
    start = np.linalg.qr(np.random.default_rng(7).normal(size=(5, 5)))[0]
    wanted = slow_rotation(values.tolist(), start, rounds=6)
    np.testing.assert_allclose(fit_rotation(values, seed=7, rounds=6), wanted, atol=1e-6)


def test_each_round_loses_less_by_taking_signs() -> None:
    values = features().astype(np.float64) - 5

    def loss(rounds: int) -> float:
        turned = values @ fit_rotation(values, rounds=rounds)
        return float(np.square(np.where(turned > 0, 1, -1) - turned).sum())

    losses = [loss(rounds) for rounds in (0, 1, 3, 10, 40)]
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < losses[0]


def test_no_round_makes_it_worse() -> None:
    values = features().astype(np.float64) - 5
    losses = []
    for rounds in range(25):
        turned = values @ fit_rotation(values, rounds=rounds)
        losses.append(float(np.square(np.where(turned > 0, 1, -1) - turned).sum()))
    assert (np.diff(losses) <= 1e-9 * losses[0]).all()


def test_it_loses_no_more_than_that_of_faiss() -> None:
    """And little less: faiss's loss does not fall with each round, it stays some 4 % above."""
    values = np.random.default_rng(4).normal(size=(2000, 16)).astype(np.float32)
    values[:, 4:] *= 0.5
    values -= values.mean(axis=0)
    theirs = faiss.ITQMatrix(16)
    start = np.linalg.qr(np.random.default_rng(7).normal(size=(16, 16)))[0]
    faiss.copy_array_to_vector(start.ravel(), theirs.init_rotation)
    theirs.train(values)

    def loss(turned: np.ndarray) -> float:
        return float(np.square(np.where(turned > 0, 1, -1) - turned).mean())

    ours = loss(values @ fit_rotation(values.astype(np.float64), seed=7))
    assert 0.93 < ours / loss(theirs.apply(values)) <= 1
    assert ours < 0.95 * loss(values)


def test_the_rotation_rotates() -> None:
    rotation = fit_rotation(features(size=9).astype(np.float64))
    np.testing.assert_allclose(rotation @ rotation.T, np.eye(9), atol=1e-10)


@pytest.mark.parametrize("count", [20, 200])
def test_the_projection_spans_the_strongest_components(count: int) -> None:
    rows = features(count)
    projection = fit_itq(rows, 8)
    assert projection.weight.shape == (8, 24)
    assert projection.weight.dtype == projection.bias.dtype == np.float32
    values = rows @ projection.weight.T + projection.bias
    np.testing.assert_allclose(values.mean(axis=0), 0, atol=1e-3)
    assert math.isclose(np.mean(values**2), 1, rel_tol=1e-3)
    _, _, axes = np.linalg.svd(rows - rows.mean(axis=0))
    inside = projection.weight @ axes[:8].T
    np.testing.assert_allclose(
        np.linalg.norm(inside, axis=1), np.linalg.norm(projection.weight, axis=1), rtol=1e-3
    )


def test_without_whitening_distances_are_kept() -> None:
    rows = features(size=8)
    values = rows @ fit_itq(rows, 8).weight.T
    near = np.linalg.norm(rows[0] - rows[1:], axis=1)
    ratio = np.linalg.norm(values[0] - values[1:], axis=1) / near
    np.testing.assert_allclose(ratio, ratio[0], rtol=1e-3)


def test_full_whitening_makes_all_directions_equally_strong() -> None:
    rows = features(size=12)
    projection = fit_itq(rows, 8, whitening=1)
    values = rows @ projection.weight.T + projection.bias
    np.testing.assert_allclose(np.cov(values.T, bias=True), np.eye(8), atol=1e-2)


def test_weighted_features_do_not_depend_on_their_units() -> None:
    rows = features()
    weights = np.linspace(1, 2, 24)
    units = np.geomspace(0.1, 10, 24)
    one = fit_itq(rows, 8, feature_weights=weights)
    other = fit_itq((rows * units).astype(np.float64), 8, feature_weights=weights)
    signs = rows @ one.weight.T + one.bias > 0
    np.testing.assert_array_equal(signs, rows * units @ other.weight.T + other.bias > 0)


def test_the_same_seed_gives_the_same_codes() -> None:
    one, two = fit_itq(features(), 8, seed=4), fit_itq(features(), 8, seed=4)
    np.testing.assert_array_equal(one.weight, two.weight)
    assert not np.array_equal(one.weight, fit_itq(features(), 8, seed=5).weight)


def test_features_that_never_vary_do_no_harm() -> None:
    rows = features()
    rows[:, 5:] = 1
    projection = fit_itq(rows, 8, whitening=1, feature_weights=np.ones(24))
    assert np.isfinite(projection.weight).all()


def test_too_few_photos_are_told() -> None:
    with raises_text(TooFewFeaturesError, "as many photos"):
        fit_itq(features(count=7), 8)
