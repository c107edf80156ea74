"""Compute the loss of deep pairwise-supervised hashing: the likelihood of which pairs share a
label.

Li, Wang and Kang, "Feature Learning Based Deep Supervised Hashing with Pairwise Labels", IJCAI
2016.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.losses.base import in_full_precision, positive_pairs
from photosearch.training.losses.regularisers import QuantisationLoss


class DPSHLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute minus the mean log-likelihood of the pairs, plus weight x mean (value - sign)^2.

    With t half the product of two rows and s one for a shared label, else zero: the mean over pairs
    of different rows of log(1 + exp(t)) - s t. The authors sum, we take means, so that the weight
    does not depend on the size of the batch.

    Args:
        quantisation: weight of the second term.
    """

    def __init__(self, quantisation: float = 0.1) -> None:
        super().__init__()
        self.quantisation = quantisation
        self.deviation = QuantisationLoss(power=2)

    @in_full_precision
    def forward(self, values: Tensor, labels: Tensor) -> Tensor:
        """Return the loss, at least 0.

        Args:
            values: (N, bits) float, in front of the sign.
            labels: (N,) whole numbers.

        Raises:
            NoPositivesError: no two rows have one label.
        """
        positive = positive_pairs(labels)
        products = values @ values.T / 2
        surprise = functional.softplus(products) - products * positive
        pairs = len(values) * (len(values) - 1)
        likelihood = surprise.fill_diagonal_(0).sum() / pairs
        return likelihood + self.quantisation * self.deviation(values)
