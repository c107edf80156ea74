"""Spreads the rows of a batch over the sphere, by the distance to each row's nearest neighbour.

Sablayrolles, Douze, Schmid and Jégou, "Spreading Vectors for Similarity Search", ICLR 2019 (the
Kozachenko-Leonenko estimator of differential entropy, "KoLeo"). That positives are no neighbours is
from Pizzi, Roy, Ravindra, Goyal and Douze, "A Self-Supervised Descriptor for Image Copy Detection",
CVPR 2022.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.losses.errors import NoNegativesError
from photosearch.training.losses.precision import in_full_precision

_NEAREST = 1e-4
"""Distances below it count as this much: the gradient of a row, one over its distance, stays
bounded, and identical rows, which have no direction to go, get none."""


class DifferentialEntropyLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Minus the mean logarithm of the distance from each unit row to its nearest other row."""

    @in_full_precision
    def forward(self, values: Tensor, labels: Tensor | None = None) -> Tensor:
        """The loss, from -log(2) (two opposite rows) to about 9.2 (all rows the same).

        Args:
            values: (N, D) float, of any length.
            labels: (N,) whole numbers; rows of one label are no neighbours. Rows without a
                neighbour do not count. None means that all other rows are neighbours.

        Raises:
            NoNegativesError: no row has a neighbour.
        """
        rows = functional.normalize(values)
        excluded = torch.eye(len(rows), dtype=torch.bool, device=rows.device)
        if labels is not None:
            excluded = excluded | (labels[:, None] == labels)
        alone = excluded.all(1)
        if alone.all():
            raise NoNegativesError
        with torch.no_grad():
            nearest = (rows @ rows.T).masked_fill(excluded, -torch.inf).argmax(1)
        gaps = (rows - rows[nearest])[~alone]
        return -gaps.square().sum(1).clamp_min(_NEAREST**2).log().mean() / 2
