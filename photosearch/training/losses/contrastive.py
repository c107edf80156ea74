"""Pull pairs of one label together and push other pairs apart, up to a margin.

Hadsell, Chopra and LeCun, "Dimensionality Reduction by Learning an Invariant Mapping", CVPR 2006.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.losses.base import distances, in_full_precision, positive_pairs


class ContrastiveLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute half the mean, over all pairs of different rows, of d^2 (one label), max(0, m - d)^2
    (two).

    d is the Euclidean distance, of rows as they are: for a loss of directions give unit rows.

    Args:
        margin: m, above zero. Negatives at that distance or farther are left alone.
    """

    def __init__(self, margin: float = 1.0) -> None:
        super().__init__()
        if margin <= 0:
            raise ValueError(f"The margin must be above zero, not {margin}")
        self.margin = margin

    @in_full_precision
    def forward(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        """Return the loss, at least 0.

        Args:
            embeddings: (N, D) float.
            labels: (N,) whole numbers.

        Raises:
            NoPositivesError: no two rows have one label.
        """
        positive = positive_pairs(labels)
        apart = distances(embeddings)
        lacking = functional.relu(self.margin - apart)
        each = torch.where(positive, apart, lacking).square() / 2
        pairs = len(embeddings) * (len(embeddings) - 1)
        return each.fill_diagonal_(0).sum() / pairs
