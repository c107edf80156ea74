"""Average a network's weights over the steps, exponentially: steadier than the last step's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

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
