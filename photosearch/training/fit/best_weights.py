"""Keep the weights that held-out photos found best, and tell when to stop."""

from __future__ import annotations

import math
from typing import Any

from torch import Tensor, nn


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

    def update(self, score: float, epoch: int, module: nn.Module) -> bool:
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
