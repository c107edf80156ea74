"""Probabilities corrected by answers: towards what is right, and only where that holds."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.core.recalibration import Recalibration, to_logits
from photosearch.library.learning.recalibration_fitting import fit_recalibration, try_recalibration


def made(seed: int, count: int, shift: float, slope: float) -> tuple[np.ndarray, ...]:
    """Probabilities as shipped, answers by the true ones, groups of four, the true ones."""
    rng = np.random.default_rng(seed)
    shipped = rng.uniform(0.02, 0.98, count)
    true = 1 / (1 + np.exp(-(shift + slope * to_logits(shipped))))
    return shipped, rng.random(count) < true, np.arange(count) // 4, true


@pytest.mark.parametrize("seed", range(5))
def test_a_table_that_is_too_sure_of_itself_is_corrected(seed: int) -> None:
    shipped, alike, groups, _ = made(seed, 300, -1.5, 0.6)
    found = try_recalibration(shipped, alike, groups)
    assert found is not None
    unseen, _, _, true = made(seed + 100, 500, -1.5, 0.6)
    error = np.abs(found.apply(unseen) - true).mean()
    assert error < 0.3 * np.abs(unseen - true).mean()


def test_a_table_that_is_right_stays_as_it_is_or_nearly() -> None:
    kept = 0
    for seed in range(20):
        shipped, alike, groups, true = made(seed, 100, 0, 1)
        found = try_recalibration(shipped, alike, groups)
        kept += found is None
        if found is not None:
            assert np.abs(found.apply(shipped) - true).mean() < 0.08
    assert kept >= 12


def test_few_answers_change_little() -> None:
    shipped, alike, _, _ = made(0, 4, -3, 0.5)
    found = fit_recalibration(shipped, alike)
    assert np.abs(found.apply(shipped) - shipped).max() < 0.15


def test_answers_that_turn_all_around_do_not_turn_the_order() -> None:
    shipped = np.linspace(0.02, 0.9, 200)
    found = fit_recalibration(shipped, shipped < 0.5)
    corrected = found.apply(shipped)
    assert (np.diff(corrected) > 0).all()
    assert found.slope > 0


def test_answers_that_all_hang_together_are_divided_one_by_one() -> None:
    shipped, alike, groups, _ = made(1, 100, -2, 1)
    for each in (groups, np.zeros_like(groups)):
        assert isinstance(try_recalibration(shipped, alike, each), Recalibration)
