"""Draw the edited copies of a picture together and keep all other pictures apart."""

from __future__ import annotations

from torch import Tensor, nn

from photosearch.training.losses.base import sign_straight_through
from photosearch.training.losses.nt_xent import NTXentLoss
from photosearch.training.losses.regularisers import DifferentialEntropyLoss


class CopyLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute NT-Xent of values, and of their codes, plus the distance to the nearest neighbour.

    After Pizzi, Roy, Ravindra, Goyal and Douze, "A Self-Supervised Descriptor for Image Copy
    Detection", CVPR 2022, with codes (the sign with a straight-through gradient) in the place of a
    whitened descriptor.

    Args:
        temperature: of NT-Xent.
        codes: weight of the codes beside the values.
        spread: weight of the differential entropy.
    """

    def __init__(self, temperature: float = 0.07, codes: float = 1.5, spread: float = 0.8) -> None:
        super().__init__()
        self.contrast, self.entropy = NTXentLoss(temperature), DifferentialEntropyLoss()
        self.codes, self.spread = codes, spread

    def forward(self, values: Tensor, labels: Tensor) -> Tensor:
        """Return the loss.

        Args:
            values: (N, bits) float, in front of the sign.
            labels: (N,) whole numbers, the same for the views of a picture.

        Raises:
            NoPositivesError: no two rows are of one picture.
        """
        loss: Tensor = (
            self.contrast(values, labels)
            + self.codes * self.contrast(sign_straight_through(values), labels)
            + self.spread * self.entropy(values, labels)
        )
        return loss
