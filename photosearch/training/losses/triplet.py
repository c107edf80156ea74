"""Pull a photo nearer to one of its own label than to any other, by a margin.

Schroff, Kalenichenko and Philbin, "FaceNet: A Unified Embedding for Face Recognition and
Clustering", CVPR 2015 (semi-hard mining); Hermans, Beyer and Leibe, "In Defense of the Triplet Loss
for Person Re-Identification", 2017 (batch-hard, batch-all, and distances that are not squared).
"""

from __future__ import annotations

from typing import Literal, get_args

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.losses.base import (
    NoNegativesError,
    distances,
    in_full_precision,
    negative_pairs,
    positive_pairs,
)

Mining = Literal["all", "semi-hard", "hard"]


class TripletLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute the mean of max(0, d(anchor, positive) - d(anchor, negative) + margin), d Euclidean.

    Args:
        margin: at least zero.
        mining: which triplets of the batch count.
            "all": each that is not yet right by the margin; most are easy and would thin out the
            mean.
            "semi-hard": for each anchor and positive, the nearest negative that is farther than the
            positive; where none is farther, the farthest.
            "hard": for each anchor, the farthest positive and the nearest negative.
    """

    def __init__(self, margin: float = 0.2, mining: Mining = "semi-hard") -> None:
        super().__init__()
        if margin < 0:
            raise ValueError(f"The margin must be zero or more, not {margin}")
        if mining not in get_args(Mining):
            raise ValueError(f"Mining is one of {', '.join(get_args(Mining))}, not {mining}")
        self.margin = margin
        self.mining = mining

    @in_full_precision
    def forward(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        """Return the loss, at least 0.

        Args:
            embeddings: (N, D) float.
            labels: (N,) whole numbers.

        Raises:
            NoPositivesError: no two rows have one label.
            NoNegativesError: all rows have one label.
        """
        positive, negative = positive_pairs(labels), negative_pairs(labels)
        if not negative.any():
            raise NoNegativesError
        apart = distances(embeddings)
        if self.mining == "hard":
            anchors = positive.any(1)
            near = apart.masked_fill(~positive, -torch.inf).amax(1)[anchors]
            far = apart.masked_fill(~negative, torch.inf).amin(1)[anchors]
            return functional.relu(near - far + self.margin).mean()
        anchors, positives = positive.nonzero(as_tuple=True)
        near, far, negative = apart[anchors, positives, None], apart[anchors], negative[anchors]
        if self.mining == "semi-hard":
            far = _semi_hard(near, far, negative)
            return functional.relu(near - far + self.margin).mean()
        lacking = functional.relu(near - far + self.margin) * negative
        return lacking.sum() / (lacking > 0).sum().clamp_min(1)


def _semi_hard(near: Tensor, far: Tensor, negative: Tensor) -> Tensor:
    """Return distances (P, 1) to the negatives that P pairs are given; see `TripletLoss`.

    Args:
        near: (P, 1) from anchors to positives.
        far: (P, N) from anchors to all rows.
        negative: (P, N) which of the rows are negatives.
    """
    farther = negative & (far > near)
    nearest = far.masked_fill(~farther, torch.inf).amin(1, keepdim=True)
    farthest = far.masked_fill(~negative, -torch.inf).amax(1, keepdim=True)
    return torch.where(farther.any(1, keepdim=True), nearest, farthest)
