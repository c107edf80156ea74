"""Each bit should be one for half of the photos: then it tells the most.

The condition is from Weiss, Torralba and Fergus, "Spectral Hashing", NIPS 2008; as a term of a
network's loss: Do, Doan and Cheung, "Learning to Hash with Binary Deep Neural Network", ECCV 2016.
"""

from __future__ import annotations

from torch import Tensor, nn

from photosearch.training.losses.precision import in_full_precision


class BitBalanceLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Mean over the bits of the squared mean over the batch of tanh(value)."""

    @in_full_precision
    def forward(self, values: Tensor) -> Tensor:
        """The loss, 0 (balanced) to 1, of `values` (N, bits) float, taken in front of the sign."""
        return values.tanh().mean(0).square().mean()
