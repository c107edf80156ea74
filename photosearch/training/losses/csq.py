"""Central similarity quantisation: each class has its code, and photos are drawn to it.

Yuan, Wang, Zhang, Tay, Jie, Liu and Feng, "Central Similarity Quantization for Efficient Image and
Video Retrieval", CVPR 2020.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.losses.centres import hash_centres
from photosearch.training.losses.precision import in_full_precision
from photosearch.training.losses.targets import rows_for


class CSQLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Cross entropy of each bit with that of the class's centre, plus a quantisation term.

    With the code tanh(value) and its share h = (1 + tanh(value)) / 2 of a one: the mean of
    -(c log h + (1 - c) log(1 - h)), c being the centre's bits, plus weight x the mean of
    log cosh(|tanh(value)| - 1). As h is sigmoid(2 x value), nothing overflows.

    Args:
        bits: length of the codes.
        classes: number of labels. Centres are Hadamard's for up to 2 x `bits` of them and `bits` a
            power of two, else Bernoulli's.
        seed: of the centres; they are part of the state, too.
        quantisation: weight of the second term. The authors' program has 0.05, for squares in the
            place of log cosh; little is needed, as the first term sends values far from zero, too.
    """

    centres: Tensor

    def __init__(
        self, bits: int, classes: int, seed: int = 0, *, quantisation: float = 1e-4
    ) -> None:
        super().__init__()
        self.register_buffer("centres", hash_centres(bits, classes, seed))
        self.quantisation = quantisation

    @in_full_precision
    def forward(self, values: Tensor, labels: Tensor) -> Tensor:
        """The loss, at least 0.

        Args:
            values: (N, bits) float, in front of the sign.
            labels: (N,) int64 below `classes`, or (N, classes) float, shares that sum to one
                (mixup): the loss is then the sum of the losses by these shares.
        """
        wanted = (rows_for(labels, self.centres.to(values.dtype)) + 1) / 2
        central = functional.binary_cross_entropy_with_logits(2 * values, wanted)
        return central + self.quantisation * _log_cosh(values.tanh().abs() - 1).mean()


def _log_cosh(values: Tensor) -> Tensor:
    return torch.logaddexp(values, -values) - math.log(2)
