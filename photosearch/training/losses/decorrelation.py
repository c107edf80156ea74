"""No bit should repeat another.

The condition is from Weiss, Torralba and Fergus, "Spectral Hashing", NIPS 2008; as a term of a
network's loss: Do, Doan and Cheung, "Learning to Hash with Binary Deep Neural Network", ECCV 2016.
Here of correlations, as in Zbontar, Jing, Misra, LeCun and Deny, "Barlow Twins", ICML 2021, instead
of products: neither small values nor unbalanced bits change it.
"""

from __future__ import annotations

from torch import Tensor, nn

from photosearch.training.losses.precision import in_full_precision

_TINY = 1e-6
"""Variance below which a bit counts as one that never varies."""


class DecorrelationLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Mean squared correlation coefficient of tanh(value) over all pairs of two different bits."""

    @in_full_precision
    def forward(self, values: Tensor) -> Tensor:
        """The loss, 0 to 1, of `values` (N, bits) float, taken in front of the sign.

        A bit that never varies correlates with none. N rows of independent bits still have
        1 / (N - 1) by chance.

        Raises:
            ValueError: there are fewer than two bits.
        """
        bits = values.shape[1]
        if bits < 2:
            raise ValueError(f"Correlations need two bits or more, not {bits}")
        codes = values.tanh()
        centred = codes - codes.mean(0)
        covariance = centred.T @ centred / len(centred)
        variances = covariance.diagonal() + _TINY
        squares = covariance.square() / (variances[:, None] * variances)
        return (squares.sum() - squares.diagonal().sum()) / (bits * (bits - 1))
