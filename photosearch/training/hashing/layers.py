"""Turn fitted projections into layers of a network."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn


def set_linear(layer: nn.Linear, weight: NDArray[np.floating], bias: NDArray[np.floating]) -> None:
    """Let a layer compute a projection: `weight` (bits, d) and `bias` (bits,), as float32."""
    layer.weight.data = torch.from_numpy(weight.astype(np.float32))
    layer.bias.data = torch.from_numpy(bias.astype(np.float32))


def linear_of(weight: NDArray[np.floating], bias: NDArray[np.floating]) -> nn.Linear:
    """Return a layer (N, d) to (N, bits) that computes a projection, see `set_linear`."""
    bits, dim = weight.shape
    layer = nn.Linear(dim, bits)
    set_linear(layer, weight, bias)
    return layer
