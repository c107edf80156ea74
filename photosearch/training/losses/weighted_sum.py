"""Sum several losses."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from photosearch.training.losses import base


class WeightedSum(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute the sum of weight x loss.

    For example, the basic hashing loss with its weight lambda:
    `WeightedSum({"triplet": (1, TripletLoss()), "quantisation": (0.1, QuantisationLoss())})`.

    Args:
        losses: weight and loss by name.

    Raises:
        ValueError: there is none.
    """

    def __init__(self, losses: Mapping[str, tuple[float, nn.Module]]) -> None:
        super().__init__()
        if not losses:
            raise ValueError("A weighted sum needs a loss")
        self.weights = {name: weight for name, (weight, _) in losses.items()}
        self.losses = nn.ModuleDict({name: loss for name, (_, loss) in losses.items()})
        self._last: dict[str, Tensor] = {}

    @property
    def parts(self) -> dict[str, float]:
        """Return each loss of the last call by name, without its weight. Waits for the
        accelerator."""
        return {name: float(value) for name, value in self._last.items()}

    def set_progress(self, share: float) -> None:
        """Pass on how much of the training is over, 0 to 1."""
        for loss in self.losses.values():
            base.set_progress(loss, share)

    def forward(
        self, values: Tensor, labels: Tensor | None = None, **others: Tensor | None
    ) -> Tensor:
        """Return the sum; each loss gets `values` and what else its own `forward` asks for by name.

        Args:
            values: (N, D) float, embeddings or values in front of the sign.
            labels: as the losses want them.
            others: further inputs by name, e.g. `teacher`.
        """
        given = {"labels": labels, **others}
        parts = {name: base.call(loss, values, given) for name, loss in self.losses.items()}
        self._last = {name: part.detach() for name, part in parts.items()}
        total: Tensor = torch.stack(
            [self.weights[name] * part for name, part in parts.items()]
        ).sum()
        return total
