"""Train nested codes: the first bits of a code are a code of their own.

Kusupati, Bhatt, Rege, Wallingford, Sinha, Ramanujan, Howard-Snyder, Chen, Kakade, Jain and Farhadi,
"Matryoshka Representation Learning", NeurIPS 2022.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

from photosearch.training.losses import base


class NestedLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute the mean of a loss on the first k values, for several k.

    Args:
        inner: the loss; for one that depends on the number of bits, a function that makes it from
            that number, e.g. `lambda bits: CSQLoss(bits, classes=200)`.
        prefixes: each k, rising.

    Raises:
        ValueError: `prefixes` are not positive and rising.
    """

    def __init__(
        self,
        inner: nn.Module | Callable[[int], nn.Module],
        prefixes: Sequence[int] = (64, 128, 256),
    ) -> None:
        super().__init__()
        if not prefixes or prefixes[0] < 1 or list(prefixes) != sorted(set(prefixes)):
            raise ValueError(f"Prefixes must be positive and rising, not {tuple(prefixes)}")
        self.prefixes = tuple(prefixes)
        self.losses = nn.ModuleList(
            inner if isinstance(inner, nn.Module) else inner(bits) for bits in prefixes
        )

    def set_progress(self, share: float) -> None:
        """Pass on how much of the training is over, 0 to 1."""
        for loss in self.losses:
            base.set_progress(loss, share)

    def forward(
        self, values: Tensor, labels: Tensor | None = None, **others: Tensor | None
    ) -> Tensor:
        """Return the mean loss.

        Args:
            values: (N, bits) float, bits at least the last prefix.
            labels: for losses that ask for them.
            others: further inputs by name, e.g. `teacher`.

        Raises:
            ValueError: `values` have fewer bits than the last prefix.
        """
        if values.shape[1] < self.prefixes[-1]:
            raise ValueError(f"{values.shape[1]} bits have no first {self.prefixes[-1]}")
        given = {"labels": labels, **others}
        parts = [
            base.call(loss, values[:, :bits], given)
            for loss, bits in zip(self.losses, self.prefixes, strict=True)
        ]
        mean: Tensor = torch.stack(parts).mean()
        return mean
