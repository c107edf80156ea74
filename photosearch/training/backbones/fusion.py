"""Join shallow and deep features in one vector: how it looks beside what it shows."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional


class ShallowDeepFusion(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Join pooled features of several stages; training finds how much each counts.

    Each part is brought to unit length, then scaled by the square root of its learned share. The
    shares sum to one, so the result has unit length too, and the cosine of two results is the mean
    of the parts' cosines, weighed by the shares. At first all count alike.

    Args:
        parts: how many.
    """

    def __init__(self, parts: int = 2) -> None:
        super().__init__()
        self.logits = nn.Parameter(torch.zeros(parts))

    def shares(self) -> Tensor:
        """Return how much each part counts: (parts,), summing to one."""
        return self.logits.softmax(0)

    def forward(self, features: Sequence[Tensor]) -> Tensor:
        """Return parts (N, C_i) float to (N, sum of C_i), rows of unit length."""
        scales = self.shares().sqrt()
        return torch.cat(
            [
                functional.normalize(part) * scale
                for part, scale in zip(features, scales.unbind(), strict=True)
            ],
            dim=1,
        )
