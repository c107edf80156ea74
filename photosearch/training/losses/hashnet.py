"""Compute the loss of HashNet: the sign as the limit of tanh(beta x), beta growing while the
network learns.

Cao, Long, Wang and Yu, "HashNet: Deep Learning to Hash by Continuation", ICCV 2017.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.losses.base import (
    in_full_precision,
    mean_where,
    negative_pairs,
    positive_pairs,
)


class HashNetLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute the weighted maximum likelihood of which pairs share a label, on codes tanh(beta x
    value).

    With t the product of two codes x scale / bits and s one for a shared label, else zero:
    log(1 + exp(t)) - s t, weighted by the number of all pairs over that of pairs with the same s,
    which makes the mean of it the mean over positives plus the mean over negatives. Pairs are of
    different rows.

    Args:
        final_beta: beta at the end of the training, at least 1, where it starts.
        scale: of the sigmoid: the paper's alpha x bits.
    """

    def __init__(self, final_beta: float = 10.0, scale: float = 10.0) -> None:
        super().__init__()
        if final_beta < 1:
            raise ValueError(f"The last beta must be at least 1, not {final_beta}")
        self.final_beta = final_beta
        self.scale = scale
        self.beta = 1.0

    def set_progress(self, share: float) -> None:
        """Set beta for this `share` of the training, 0 to 1: the root of a line, as the authors'.

        Raises:
            ValueError: `share` is below 0 or above 1.
        """
        if not 0 <= share <= 1:
            raise ValueError(f"The share of the training is from 0 to 1, not {share}")
        self.beta = (1 + (self.final_beta**2 - 1) * share) ** 0.5

    @in_full_precision
    def forward(self, values: Tensor, labels: Tensor) -> Tensor:
        """Return the loss, at least 0.

        Args:
            values: (N, bits) float, in front of the sign.
            labels: (N,) whole numbers.

        Raises:
            NoPositivesError: no two rows have one label.
        """
        positive, negative = positive_pairs(labels), negative_pairs(labels)
        codes = (self.beta * values).tanh()
        products = codes @ codes.T * (self.scale / codes.shape[1])
        surprise = functional.softplus(products) - products * positive
        return mean_where(surprise, positive) + mean_where(surprise, negative)
