"""Draws values to plus or minus one, so that little is lost by keeping only their signs.

With the first power: Liu, Wang, Shan and Chen, "Deep Supervised Hashing for Fast Image Retrieval",
CVPR 2016. With the second: Li, Wang and Kang, "Feature Learning Based Deep Supervised Hashing with
Pairwise Labels", IJCAI 2016. With the third: Su, Zhang, Han and Tian, "Greedy Hash: Towards Fast
Optimization for Accurate Hash Coding in CNN", NeurIPS 2018.
"""

from __future__ import annotations

from torch import Tensor, nn

from photosearch.training.losses.precision import in_full_precision


class QuantisationLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Mean of |value - sign(value)| to a power.

    Args:
        power: at least 1. The greater, the less small deviations count.
    """

    def __init__(self, power: float = 2) -> None:
        super().__init__()
        if power < 1:
            raise ValueError(f"The power must be at least 1, not {power}")
        self.power = power

    @in_full_precision
    def forward(self, values: Tensor) -> Tensor:
        """The loss, at least 0, of `values` (N, bits) float, taken in front of the sign."""
        return (values.abs() - 1).abs().pow(self.power).mean()
