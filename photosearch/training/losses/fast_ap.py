"""Smooth average precision itself: each row asks, the others of its batch are ranked.

Cakir, He, Xia, Kulis and Sclaroff, "Deep Metric Learning to Rank" (FastAP), CVPR 2019. Distances
fall into the cells of a histogram, as Hamming distances of codes do by themselves: photos in one
cell are tied, and ties count as their expected value does (He, Cakir, Bargal and Sclaroff, "Hashing
as Tie-Aware Learning to Rank", CVPR 2018).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.losses.base import in_full_precision, positive_pairs


class FastAPLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute one minus the mean, over rows with others of their label, of the average precision.

    With h+ and h the numbers of the positives and of all others in each cell, H+ and H their sums
    up to it, a row's average precision is the sum over the cells of h+ x H+ / H, divided by the
    number of positives. Each distance is shared out between the two cells it lies between.

    Args:
        bins: cells of the squared Euclidean distance of unit rows, 0 to 4, less one. Of codes of
            plus and minus one that distance is 4 x differing bits / bits.
    """

    edges: Tensor

    def __init__(self, bins: int = 16) -> None:
        super().__init__()
        if bins < 1:
            raise ValueError(f"There is at least one bin, not {bins}")
        self.register_buffer("edges", torch.linspace(0, 4, bins + 1))

    @in_full_precision
    def forward(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        """Return the loss, 0 to 1.

        Args:
            embeddings: (N, D) float, of any length: their directions count. For codes the tanh of
                values.
            labels: (N,) whole numbers.

        Raises:
            NoPositivesError: no two rows have one label.
        """
        positive = positive_pairs(labels)
        rows = functional.normalize(embeddings)
        apart = 2 - 2 * rows @ rows.T
        edges = self.edges.to(apart.dtype)
        share = functional.relu(1 - (apart[:, :, None] - edges).abs() / edges[1])
        others = ~torch.eye(len(rows), dtype=torch.bool, device=rows.device)
        right = (share * positive[:, :, None]).sum(1)
        everything = (share * others[:, :, None]).sum(1)
        precision = right.cumsum(1) / everything.cumsum(1).clamp_min(1e-6)
        asks = positive.any(1)
        found = (right * precision).sum(1)[asks] / positive.sum(1)[asks]
        return 1 - found.mean()
