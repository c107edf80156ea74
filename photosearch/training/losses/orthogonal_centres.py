"""Classification by the cosine to fixed orthogonal codes: one loss for codes and their signs.

Hoe, Ng, Zhang, Chan, Song and Xiang, "One Loss for All: Deep Hashing with a Single Cosine
Similarity based Learning Objective", NeurIPS 2021 (OrthoHash).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.losses.centres import hash_centres
from photosearch.training.losses.precision import in_full_precision
from photosearch.training.losses.targets import rows_for


class OrthogonalCentresLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Cross entropy of scale x (cosine to the centre - margin, for the right class only).

    A large cosine to a code of plus and minus one also means little lost by taking signs: no
    quantisation term is needed. The authors put a batch normalisation without learned parameters in
    front, which balances the bits; that is up to the network.

    Args:
        bits: length of the codes.
        classes: number of labels. Centres are as for CSQ: orthogonal (or opposite) for up to
            2 x `bits` classes and `bits` a power of two, else nearly orthogonal.
        seed: of the centres; they are part of the state, too.
        scale: of the softmax.
        margin: of the cosine.
    """

    centres: Tensor

    def __init__(
        self, bits: int, classes: int, seed: int = 0, *, scale: float = 8.0, margin: float = 0.2
    ) -> None:
        super().__init__()
        self.register_buffer("centres", hash_centres(bits, classes, seed))
        self.scale = scale
        self.margin = margin

    @in_full_precision
    def forward(self, values: Tensor, labels: Tensor) -> Tensor:
        """The loss, at least 0.

        Args:
            values: (N, bits) float, in front of the sign.
            labels: (N,) int64 below `classes`, or (N, classes) float, shares that sum to one
                (mixup); the margin is then shared out alike.
        """
        centres = self.centres.to(values.dtype)
        cosines = functional.normalize(values) @ functional.normalize(centres).T
        identity = torch.eye(len(centres), dtype=values.dtype, device=values.device)
        logits = self.scale * (cosines - self.margin * rows_for(labels, identity))
        loss: Tensor = functional.cross_entropy(logits, labels)
        return loss
