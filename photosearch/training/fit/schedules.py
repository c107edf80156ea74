"""Hold what follows the steps: time to go, learning rate, best weights, their moving average."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn

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


def cosine_with_warm_up(step: int, steps: int, *, warm_up: float, final: float) -> float:
    """Return share of the full learning rate at `step`, counted from 0.

    I. Loshchilov, F. Hutter: SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017,
    without restarts.

    Args:
        step: 0 to `steps` - 1.
        steps: of the whole training, at least 1.
        warm_up: share of the steps in which the rate rises, 0 to 1.
        final: where the cosine ends, 0 to 1.
    """
    rising = round(steps * warm_up)
    if step < rising:
        return (step + 1) / (rising + 1)
    share = (step - rising) / max(1, steps - rising)
    return final + (1 - final) * (1 + math.cos(math.pi * share)) / 2


class BestWeights:
    """Keep the weights with the highest score.

    Args:
        patience: evaluations without a better score after which to stop; 0 never stops.
    """

    def __init__(self, patience: int) -> None:
        self._patience = patience
        self.score = -math.inf
        self.epoch = -1
        self._waited = 0
        self._weights: dict[str, Tensor] | None = None

    @property
    def exhausted(self) -> bool:
        """Tell whether it is time to stop."""
        return 0 < self._patience <= self._waited

    def offer(self, score: float, epoch: int, module: nn.Module) -> bool:
        """Note the `score` (higher is better) that `module` reached; whether it is the best one."""
        if not score > self.score:  # also true for NaN, which is never an improvement
            self._waited += 1
            return False
        self.score, self.epoch, self._waited = score, epoch, 0
        self._weights = {
            name: value.detach().cpu().clone() for name, value in module.state_dict().items()
        }
        return True

    def apply(self, module: nn.Module) -> None:
        """Give `module` the best weights, if there are any."""
        if self._weights is not None:
            module.load_state_dict(self._weights)

    def state(self) -> dict[str, Any]:
        """Return the state for a checkpoint."""
        return {
            "score": self.score,
            "epoch": self.epoch,
            "waited": self._waited,
            "weights": self._weights,
        }

    def load_state(self, state: dict[str, Any]) -> None:
        """Go on from what `state` gave."""
        self.score, self.epoch = state["score"], state["epoch"]
        self._waited, self._weights = state["waited"], state["weights"]


_HEAD_START = 10
"""Steps over which the average forgets the initial weights quickly."""


class WeightAverage:
    """Follow the weights and buffers of `module`.

    B. T. Polyak, A. B. Juditsky: Acceleration of Stochastic Approximation by Averaging, SIAM J.
    Control and Optimization 1992; exponential, as in A. Tarvainen, H. Valpola: Mean Teachers Are
    Better Role Models, NeurIPS 2017, with a shorter memory at the start.

    Args:
        module: whose state is averaged; keep it on its device.
        decay: share of the average that each update keeps, 0 to 1.
    """

    def __init__(self, module: nn.Module, decay: float) -> None:
        self._module = module
        self._decay = decay
        self._updates = 0
        self._average = {name: value.clone() for name, value in module.state_dict().items()}

    @torch.no_grad()  # type: ignore[untyped-decorator] # torch is untyped here
    def update(self) -> None:
        """Take the module's present state in."""
        self._updates += 1
        decay = min(self._decay, self._updates / (self._updates + _HEAD_START))
        state = self._module.state_dict()
        floats = [name for name, value in state.items() if value.is_floating_point()]
        averages = [self._average[name] for name in floats]
        torch._foreach_lerp_(averages, [state[name] for name in floats], 1 - decay)
        for name in state.keys() - floats:
            self._average[name].copy_(state[name])

    def state(self) -> dict[str, object]:
        """Return the state for a checkpoint."""
        return {"updates": self._updates, "average": self._average}

    def load_state(self, state: dict[str, object]) -> None:
        """Go on from what `state` gave."""
        average, updates = state["average"], state["updates"]
        assert isinstance(average, dict)
        assert isinstance(updates, int)
        self._updates = updates
        for name, value in average.items():
            self._average[name].copy_(value)

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Give the module the averaged state while the context lasts."""
        own = {name: value.clone() for name, value in self._module.state_dict().items()}
        self.apply()
        try:
            yield
        finally:
            _copy(own, self._module)

    def apply(self) -> None:
        """Give the module the averaged state for good."""
        _copy(self._average, self._module)


@torch.no_grad()  # type: ignore[untyped-decorator] # torch is untyped here
def _copy(state: dict[str, Tensor], module: nn.Module) -> None:
    for name, value in module.state_dict().items():
        value.copy_(state[name])
