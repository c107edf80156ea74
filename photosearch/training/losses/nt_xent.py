"""Compute normalised temperature-scaled cross entropy: find one's other view among all rows of the
batch.

Chen, Kornblith, Norouzi and Hinton, "A Simple Framework for Contrastive Learning of Visual
Representations", ICML 2020. With more than two rows of a label it is the loss L_out of Khosla,
Teterwak, Wang, Sarna, Tian, Isola, Maschinot, Liu and Krishnan, "Supervised Contrastive Learning",
NeurIPS 2020.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.losses.base import in_full_precision, positive_pairs


class NTXentLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute minus the log-softmax of the cosine to a positive, over the cosines to all other
    rows.

    For row i and its positive j: -log(exp(cos(i, j) / t) / sum over k != i of exp(cos(i, k) / t)).
    Averaged over the positives of a row, then over the rows that have any; the others are negatives
    only.

    Args:
        temperature: t, above zero; the smaller, the more the nearest negatives count.
    """

    def __init__(self, temperature: float = 0.07) -> None:
        super().__init__()
        if temperature <= 0:
            raise ValueError(f"The temperature must be above zero, not {temperature}")
        self.temperature = temperature

    @in_full_precision
    def forward(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        """Return the loss, at least 0.

        Args:
            embeddings: (N, D) float, of any length.
            labels: (N,) whole numbers; the views of a photo share its number.

        Raises:
            NoPositivesError: no two rows have one label.
        """
        positive = positive_pairs(labels)
        rows = functional.normalize(embeddings)
        logits = rows @ rows.T / self.temperature
        itself = torch.eye(len(rows), dtype=torch.bool, device=rows.device)
        log_shares = logits - logits.masked_fill(itself, -torch.inf).logsumexp(1, keepdim=True)
        found = torch.where(positive, log_shares, torch.zeros_like(log_shares)).sum(1)
        positives = positive.sum(1)
        return -(found / positives.clamp_min(1)).sum() / (positives > 0).sum()
