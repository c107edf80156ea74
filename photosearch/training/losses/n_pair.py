"""Find one's partner among one photo of each other class.

Sohn, "Improved Deep Metric Learning with Multi-class N-pair Loss Objective", NIPS 2016.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.losses.base import NoNegativesError, NoPositivesError, in_full_precision


class NPairLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute N-pair-mc: the mean of log(1 + sum over other classes j of exp(a_i . p_j - a_i .
    p_i)).

    The first two rows of each label are its anchor a and its positive p; further rows, and labels
    with one row, do not count. Give batches of two photos of each of many classes.

    Args:
        length: weight of the mean squared length of the rows that count, which keeps the products
            from growing without end: the loss has no other scale.
    """

    def __init__(self, length: float = 0.002) -> None:
        super().__init__()
        self.length = length

    @in_full_precision
    def forward(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        """Return the loss, at least 0.

        Args:
            embeddings: (N, D) float, not of unit length: the products are then too small.
            labels: (N,) whole numbers.

        Raises:
            NoPositivesError: no two rows have one label.
            NoNegativesError: only one label has two rows.
        """
        anchors, positives = _first_two(labels)
        if len(anchors) == 0:
            raise NoPositivesError
        if len(anchors) == 1:
            raise NoNegativesError
        left, right = embeddings[anchors], embeddings[positives]
        own = torch.arange(len(left), device=left.device)
        # With its own product in the denominator the softmax has the 1 of the formula.
        found: Tensor = functional.cross_entropy(left @ right.T, own)
        lengths = torch.cat([left, right]).square().sum(1)
        return found + self.length * lengths.mean()


def _first_two(labels: Tensor) -> tuple[Tensor, Tensor]:
    """Return indices of the first and of the second row of each label that has two."""
    order = labels.argsort(stable=True)
    ranked = labels[order]
    again = ranked[1:] == ranked[:-1]
    first = again.clone()
    first[1:] &= ~again[:-1]
    at = first.nonzero()[:, 0]
    return order[at], order[at + 1]
