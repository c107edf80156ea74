"""Estimate the time that a training still takes, where later epochs may cost more."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from photosearch.core.jobs import Progress, RateMeter
from photosearch.core.message_codes import StageCode
from photosearch.messages import Message

_STAGE = Message(StageCode.TRAINING)
_UNITS = 1_000_000
"""Into which all the work is divided, to be counted in whole numbers."""


class EtaEstimate:
    """Make progress out of epochs and batches.

    Args:
        costs: how long a step takes in each epoch, in any unit.
        batches: per epoch.
        done: steps that an earlier run did.
        clock: in seconds.
    """

    def __init__(
        self,
        costs: Sequence[float],
        batches: int,
        done: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._batches = batches
        self._before = [0.0]
        for cost in costs:
            self._before.append(self._before[-1] + cost)
        self._first_step, self._first_unit = done, self._unit(done)
        self._steps = RateMeter(clock=clock)
        self._units = RateMeter(clock=clock)

    def progress(self, step: int, told: str) -> Progress:
        """Return the progress after `step` steps, all runs together."""
        steps = (len(self._before) - 1) * self._batches
        per_second = self._steps.update(step - self._first_step)
        unit = self._unit(step)
        eta_s = RateMeter.eta_s(self._units.update(unit - self._first_unit), _UNITS - unit)
        return Progress(_STAGE, step, steps, {}, per_second, eta_s, told)

    def _unit(self, step: int) -> int:
        epoch, batch = divmod(step, self._batches)
        if epoch + 1 >= len(self._before):
            return _UNITS
        cost = self._before[epoch + 1] - self._before[epoch]
        share = (self._before[epoch] + cost * batch / self._batches) / self._before[-1]
        return round(share * _UNITS)
