"""Statistics of codes against numpy's and scipy's own, and on codes made to be bad."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="needs the extra 'train'")

from scipy.stats import entropy

from photosearch.core.codes import pack
from photosearch.training.evaluation.metrics import code_statistics

pytestmark = pytest.mark.train


def signs(seed: int, count: int = 300, bits: int = 16) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.where(rng.uniform(size=(count, bits)) < rng.uniform(0.1, 0.9, bits), 1.0, -1.0)


@pytest.mark.parametrize("rows_at_once", [7, 10_000])
def test_statistics_are_those_of_the_libraries(
    rows_at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photosearch.training.evaluation.metrics._ROWS_AT_ONCE", rows_at_once)
    values = signs(1)
    found = code_statistics(pack(values))
    ones = (values > 0).mean(axis=0)
    np.testing.assert_allclose(found.entropies, entropy([ones, 1 - ones], base=2))
    assert found.mean_entropy == pytest.approx(found.entropies.mean())
    correlations = np.abs(np.corrcoef(values.T))[~np.eye(16, dtype=bool)]
    assert found.mean_correlation == pytest.approx(correlations.mean())
    assert found.highest_correlation == pytest.approx(correlations.max())
    assert (found.photos, found.bits, found.constant_bits) == (300, 16, 0)


def test_bad_bits_and_shared_codes_are_seen() -> None:
    values = signs(2, count=40, bits=16)
    values[:, 3] = 1
    values[:, 5] = -values[:, 4]
    values[1] = values[2] = values[0]
    values[7] = values[8]
    found = code_statistics(pack(values))
    assert found.constant_bits == 1
    assert found.lowest_entropy == 0
    assert found.highest_correlation == pytest.approx(1)
    rows = [tuple(row) for row in values.tolist()]
    assert found.unique_codes == len(set(rows))
    assert found.colliding_photos == sum(rows.count(row) > 1 for row in rows)


def test_one_photo_has_a_code_of_constant_bits() -> None:
    found = code_statistics(pack(signs(3, count=1)))
    assert (found.unique_codes, found.colliding_photos, found.constant_bits) == (1, 0, 16)
    assert found.mean_entropy == found.mean_correlation == 0
