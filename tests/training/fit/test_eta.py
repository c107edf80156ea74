"""The time left, where later epochs cost more."""

from __future__ import annotations

import pytest

from photosearch.training.fit.eta import EtaEstimate


@pytest.mark.parametrize("costs", [(1, 1, 1), (1, 2, 4), (5, 1, 0.5)])
def test_the_eta_is_right_where_the_costs_are(costs: tuple[float, ...]) -> None:
    now, batches, first = 0.0, 10, 4
    eta = EtaEstimate(costs, batches, first, clock=lambda: now)
    whole = sum(costs) * batches
    at = costs[0] * first
    for step in range(first + 1, 31):
        now += costs[(step - 1) // batches]
        at += costs[(step - 1) // batches]
        progress = eta.progress(step, "told")
        assert progress.done == step
        assert progress.total == 30
        assert progress.current == "told"
        # The meter averages over 20 s, in which the speed in units does not change.
        if step < 30:
            assert progress.eta_s == pytest.approx(whole - at, abs=0.02)
    assert progress.eta_s is None, "nothing is left"
