"""Spectral hashing against loops, and against the graph whose cuts it stands for."""

from __future__ import annotations

import math

import numpy as np
import pytest

from photosearch.core.errors import UserError
from photosearch.core.itq import principal_components
from photosearch.training.hashing.spectral import fit_spectral
from tests.message_text import raises_text


def uniform_box(photos: int = 300, sides: tuple[float, ...] = (3.0, 1.7, 0.4)) -> np.ndarray:
    """Photos evenly in a box that is turned and moved away from the origin."""
    rng = np.random.default_rng(8)
    turn = np.linalg.qr(rng.normal(size=(len(sides), len(sides))))[0]
    return (rng.random((photos, len(sides))) * sides) @ turn + 4


def slow_values(rows: np.ndarray, bits: int) -> np.ndarray:
    """The authors' recipe, one photo and one bit at a time."""
    mean = rows.mean(axis=0)
    _, axes = principal_components(rows - mean, min(bits, rows.shape[1]))
    projected = [[float((row - mean) @ axis) for axis in axes.T] for row in rows]
    low = [min(column) for column in zip(*projected, strict=True)]
    span = [max(column) - min(column) for column in zip(*projected, strict=True)]
    waves = sorted(
        (half_waves * math.pi / span[axis], axis)
        for axis in range(len(span))
        for half_waves in range(1, bits + 1)
    )[:bits]
    return np.array(
        [
            # A sine that starts with a quarter of a turn, as the paper writes it.
            [math.sin(math.pi / 2 + omega * (row[axis] - low[axis])) for omega, axis in waves]
            for row in projected
        ]
    )


@pytest.mark.parametrize("bits", [1, 2, 3, 8, 24])
def test_values_are_those_of_the_loops(bits: int) -> None:
    rows = uniform_box()
    found = fit_spectral(rows, bits).values(rows)
    np.testing.assert_allclose(found, slow_values(rows, bits), atol=1e-5)


def test_waves_go_from_long_to_short() -> None:
    hasher = fit_spectral(uniform_box(), 12)
    assert (np.diff(hasher.frequencies) >= 0).all()
    changes = (np.diff(hasher.values(uniform_box()) > 0, axis=0) != 0).sum(axis=0)
    assert changes.min() > 0


def test_waves_are_the_smoothest_vectors_of_the_graph_of_photos() -> None:
    """On a line: the eigenvectors of the Laplacian that the paper sets out to approximate."""
    linalg = pytest.importorskip("scipy.linalg", reason="comes with the extra 'train'")
    line = np.linspace(0, 1, 400)[:, None]
    near = np.exp(-((line - line.T) ** 2) / (2 * 0.02**2))
    degrees = np.diag(near.sum(axis=1))
    _, vectors = linalg.eigh(degrees - near, degrees, subset_by_index=[1, 5])
    waves = fit_spectral(line, 5).values(line)
    for bit in range(5):
        likeness = abs(float(np.corrcoef(vectors[:, bit], waves[:, bit])[0, 1]))
        assert likeness > 0.99, bit
        agreeing = ((vectors[:, bit] > 0) == (waves[:, bit] > 0)).mean()
        assert max(agreeing, 1 - agreeing) > 0.97, bit


def test_waves_in_a_uniform_box_are_balanced_and_uncorrelated() -> None:
    waves = fit_spectral(uniform_box(4000), 8).values(uniform_box(4000))
    assert np.abs((waves > 0).mean(axis=0) - 0.5).max() < 0.05
    assert np.abs(np.corrcoef(waves, rowvar=False) - np.eye(8)).max() < 0.15


def test_features_that_never_vary_are_passed_over() -> None:
    rows = np.concatenate([uniform_box(), np.full((300, 2), 6.0)], axis=1)
    np.testing.assert_allclose(
        np.abs(fit_spectral(rows, 8).values(rows)),
        np.abs(fit_spectral(uniform_box(), 8).values(uniform_box())),
        atol=1e-5,
    )


@pytest.mark.parametrize("rows", [np.full((9, 4), 0.1), np.zeros((9, 4)), np.ones((1, 4))])
def test_photos_that_are_all_the_same_are_told(rows: np.ndarray) -> None:
    with raises_text(UserError, r"all the same\. Use other"):
        fit_spectral(rows, 8)
