"""What holds for every method of hashing without training."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.core.codes import hamming, pack
from photosearch.core.errors import UserError
from photosearch.training.hashing import METHODS, Projection
from tests.message_text import raises_text, text_of


def clusters(photos: int = 160, size: int = 24, seed: int = 3) -> np.ndarray:
    """Photos in eight groups, one after another."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(8, size)) * 2 + 5
    rows = centres[np.arange(photos) % 8] + rng.normal(size=(photos, size))
    return rows.astype(np.float32)


@pytest.mark.parametrize("method", METHODS)
def test_values_are_numbers_for_each_bit(method: str) -> None:
    rows = clusters()
    values = METHODS[method](rows, 16, 1).values(rows[:50])
    assert values.shape == (50, 16)
    assert values.dtype == np.float32
    assert np.isfinite(values).all()
    ones = (values > 0).mean(axis=0)
    assert ((ones > 0) & (ones < 1)).all()


@pytest.mark.parametrize("method", METHODS)
def test_photos_of_a_group_have_nearer_codes(method: str) -> None:
    rows = clusters()
    fitted, unseen = rows[:80], rows[80:]
    codes = pack(METHODS[method](fitted, 24, 1).values(unseen))
    groups = np.arange(80) % 8
    first = [int(np.argsort(hamming(code, codes), kind="stable")[1]) for code in codes]
    assert (groups[first] == groups).mean() > 0.6  # by chance 0.11


@pytest.mark.parametrize("method", METHODS)
def test_the_same_seed_gives_the_same_values(method: str) -> None:
    rows = clusters()
    one, same, other = (METHODS[method](rows, 16, seed).values(rows) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert np.array_equal(one, other) == (method in ("spectral", "pca-sign"))


@pytest.mark.parametrize("method", METHODS)
def test_features_may_be_shifted(method: str) -> None:
    rows = clusters().astype(np.float64)
    one = METHODS[method](rows, 16, 1).values(rows)
    shifted = METHODS[method](rows - 7, 16, 1).values(rows - 7)
    sure = np.abs(one) > 1e-3
    assert sure.mean() > 0.9
    np.testing.assert_array_equal((one > 0)[sure], (shifted > 0)[sure])


@pytest.mark.parametrize("method", ["pca-sign", "itq"])
def test_too_few_photos_or_features_are_told(method: str) -> None:
    for rows in (clusters(photos=15), clusters(size=15)):
        with raises_text(UserError, "16 bits cannot be fitted") as told:
            METHODS[method](rows, 16, 1)
        assert text_of(told.value).next_step == "Use more photos, or shorter codes."


@pytest.mark.parametrize("method", ["lsh", "spectral"])
def test_there_may_be_more_bits_than_features(method: str) -> None:
    rows = clusters(size=5)
    assert METHODS[method](rows, 32, 1).values(rows).shape == (160, 32)


def test_a_projection_is_a_linear_layer() -> None:
    projection = Projection(np.array([[1, 2], [0, -1]], np.float32), np.array([0.5, 1], np.float32))
    found = projection.values(np.array([[3.0, 1.0]]))
    assert found.dtype == np.float32
    assert found.tolist() == [[5.5, 0.0]]
