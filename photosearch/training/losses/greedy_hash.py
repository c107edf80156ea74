"""Classify by the very code: take the sign in the forward pass, ignore it in the backward pass.

Su, Zhang, Han and Tian, "Greedy Hash: Towards Fast Optimization for Accurate Hash Coding in CNN",
NeurIPS 2018.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.losses.base import in_full_precision, sign_straight_through
from photosearch.training.losses.regularisers import QuantisationLoss


class GreedyHashLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute the cross entropy of a linear classifier on the signs, plus penalty x mean |value -
    sign|^3.

    The classifier is learned: give the loss's parameters to the optimiser, too.

    Args:
        bits: length of the codes.
        classes: number of labels.
        penalty: weight of the cubes, which draw the values to their signs and so keep the
            gradient, taken at the signs, true for the values.
    """

    def __init__(self, bits: int, classes: int, penalty: float = 0.1) -> None:
        super().__init__()
        self.classifier = nn.Linear(bits, classes, bias=False)
        self.penalty = penalty
        self.deviation = QuantisationLoss(power=3)

    @in_full_precision
    def forward(self, values: Tensor, labels: Tensor) -> Tensor:
        """Return the loss, at least 0.

        Args:
            values: (N, bits) float, in front of the sign.
            labels: (N,) int64 below `classes`, or (N, classes) float, shares that sum to one
                (mixup).
        """
        logits = self.classifier(sign_straight_through(values))
        classification: Tensor = functional.cross_entropy(logits, labels)
        return classification + self.penalty * self.deviation(values)
