"""PCA-sign against numpy's singular value decomposition."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.core.itq import principal_components
from photosearch.training.hashing.linear import fit_pca_sign


def features(photos: int, size: int = 12, seed: int = 3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    turn = np.linalg.qr(rng.normal(size=(size, size)))[0]
    return (rng.normal(size=(photos, size)) * np.geomspace(4, 0.1, size)) @ turn + 5


@pytest.mark.parametrize("photos", [9, 200])
def test_bits_are_those_of_numpy(photos: int) -> None:
    rows = features(photos)
    centred = rows - rows.mean(axis=0)
    left, lengths, axes = np.linalg.svd(centred, full_matrices=False)
    scores = (left * lengths)[:, :8]
    turned = np.sign(axes[:8][np.arange(8), np.abs(axes[:8]).argmax(axis=1)])
    projection = fit_pca_sign(rows, 8)
    values = projection.values(rows)
    np.testing.assert_allclose(values, scores * turned, atol=1e-4)
    sure = np.abs(scores) > 1e-4
    np.testing.assert_array_equal((values > 0)[sure], (scores * turned > 0)[sure])
    assert projection.weight.shape == (8, 12)
    assert projection.weight.dtype == projection.bias.dtype == np.float32


@pytest.mark.parametrize("photos", [9, 200])
def test_components_are_those_of_the_covariance(photos: int) -> None:
    rows = features(photos)
    centred = rows - rows.mean(axis=0)
    variances, axes = principal_components(centred, 6)
    covariance = np.cov(rows, rowvar=False, bias=True)
    np.testing.assert_allclose(covariance @ axes, axes * variances, atol=1e-8)
    np.testing.assert_allclose(axes.T @ axes, np.eye(6), atol=1e-10)
    assert (np.diff(variances) < 0).all()
    assert variances[0] == pytest.approx(np.linalg.eigvalsh(covariance)[-1])


def test_mirrored_axes_give_the_same_bits() -> None:
    """Which way an axis points is up to the library that computes it."""
    rows = features(40)
    _, few = principal_components(rows[:11] - rows[:11].mean(axis=0), 5)  # by singular values
    _, again = principal_components(
        np.tile(rows[:11] - rows[:11].mean(axis=0), (4, 1)), 5
    )  # by the covariance
    np.testing.assert_allclose(few, again, atol=1e-8)
