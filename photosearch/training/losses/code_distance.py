"""Codes of one label within a Hamming radius, other codes out of it, each by a margin.

Norouzi and Fleet, "Minimal Loss Hashing for Compact Binary Codes", ICML 2011: the hinge loss on
code distances. There it is bounded from above for learning; here the codes are relaxed by tanh.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.losses.pairs import mean_where, negative_pairs, positive_pairs
from photosearch.training.losses.precision import in_full_precision


class CodeDistanceLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Pairwise max-margin: max(0, d - radius + margin) of positives, max(0, radius - d + margin).

    The distance d of two relaxed codes is the share of bits in which they differ: half of one minus
    the mean product of their tanh(value). The means over positive and over negative pairs are
    added, so that the rarer positives weigh as much.

    Args:
        radius: share of the bits, 0 to 1; half of them is how far unrelated codes are apart.
        margin: share of the bits.
        negatives: weight of the mean over negatives.
    """

    def __init__(self, radius: float = 0.25, margin: float = 0.1, negatives: float = 1.0) -> None:
        super().__init__()
        if not 0 <= radius <= 1:
            raise ValueError(f"The radius is a share of the bits from 0 to 1, not {radius}")
        self.radius = radius
        self.margin = margin
        self.negatives = negatives

    @in_full_precision
    def forward(self, values: Tensor, labels: Tensor) -> Tensor:
        """The loss, at least 0.

        Args:
            values: (N, bits) float, in front of the sign.
            labels: (N,) whole numbers.

        Raises:
            NoPositivesError: no two rows have one label.
        """
        positive, negative = positive_pairs(labels), negative_pairs(labels)
        codes = values.tanh()
        differing = (1 - codes @ codes.T / codes.shape[1]) / 2
        too_far = functional.relu(differing - self.radius + self.margin)
        too_near = functional.relu(self.radius - differing + self.margin)
        return mean_where(too_far, positive) + self.negatives * mean_where(too_near, negative)
