"""The sign, passed by the gradient as if it were not there.

Bengio, Léonard and Courville, "Estimating or Propagating Gradients Through Stochastic Neurons for
Conditional Computation", 2013; for codes: Su, Zhang, Han and Tian, "Greedy Hash: Towards Fast
Optimization for Accurate Hash Coding in CNN", NeurIPS 2018.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor


class _Sign(torch.autograd.Function):  # type: ignore[misc] # torch is untyped for the app's checks
    @staticmethod
    def forward(ctx: Any, values: Tensor) -> Tensor:
        return torch.where(values > 0, 1.0, -1.0).to(values.dtype)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        return gradient


def sign_straight_through(values: Tensor) -> Tensor:
    """Plus one where `values` are above zero, else minus one, as `core.codes.pack` takes the bits.

    Same shape and type as `values`. The gradient with respect to the signs becomes that with
    respect to the values.
    """
    signs: Tensor = _Sign.apply(values)
    return signs
