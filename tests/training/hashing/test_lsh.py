"""Random hyperplanes separate by angles."""

from __future__ import annotations

import math

import faiss
import numpy as np
import pytest

from photosearch.core.codes import hamming, pack
from photosearch.training.hashing.linear import fit_lsh, random_hyperplanes

BITS = 8192


def at_angle(angle: float, size: int, seed: int = 2) -> np.ndarray:
    """Two features of any lengths, that far apart in direction."""
    rng = np.random.default_rng(seed)
    plane = np.linalg.qr(rng.normal(size=(size, 2)))[0].T
    other = math.cos(angle) * plane[0] + math.sin(angle) * plane[1]
    return np.stack([plane[0] * 3, other * 0.1]).astype(np.float32)


@pytest.mark.parametrize("angle", [0.0, 0.2, 1.0, math.pi / 2, 2.5, math.pi])
def test_the_share_of_bits_that_differ_is_the_angle_over_pi(angle: float) -> None:
    values = random_hyperplanes(30, BITS, seed=1).values(at_angle(angle, 30))
    codes = pack(values)
    share = angle / math.pi
    error = math.sqrt(share * (1 - share) / BITS)
    assert hamming(codes[0], codes[1:])[0] / BITS == pytest.approx(share, abs=4 * error + 1e-3)


def test_distances_are_about_those_of_faiss() -> None:
    rng = np.random.default_rng(5)
    rows = rng.normal(size=(20, 64)).astype(np.float32)
    rows[10:] = rows[:10] + rng.normal(size=(10, 64)) * np.linspace(0.1, 2, 10)[:, None]
    index = faiss.IndexLSH(64, 1024)
    theirs = index.sa_encode(rows)
    ours = pack(random_hyperplanes(64, 1024, seed=1).values(rows))
    for row in range(10):
        found = hamming(ours[row], ours[10 + row][None])[0]
        wanted = hamming(theirs[row], theirs[10 + row][None])[0]
        assert abs(int(found) - int(wanted)) < 6 * math.sqrt(1024 / 4) / math.sqrt(2)
    ranks = [np.corrcoef(hamming(ours[0], ours), hamming(theirs[0], theirs))[0, 1]]
    assert ranks[0] > 0.8


def test_fitted_hyperplanes_go_through_the_mean() -> None:
    rows = np.random.default_rng(1).random((40, 9)).astype(np.float32) + 3
    mean = rows.mean(axis=0, keepdims=True)
    np.testing.assert_allclose(fit_lsh(rows, 20, seed=4).values(mean), 0, atol=1e-4)
    np.testing.assert_array_equal(
        fit_lsh(rows, 20, seed=4).weight, random_hyperplanes(9, 20, seed=4).weight
    )
    apart = (random_hyperplanes(9, 20, seed=4).values(rows) > 0).mean(axis=0)
    centred = (fit_lsh(rows, 20, seed=4).values(rows) > 0).mean(axis=0)
    assert np.abs(centred - 0.5).max() < 0.3 < np.abs(apart - 0.5).mean()
