"""Which rows of a batch belong together, and how far apart rows are."""

from __future__ import annotations

import torch
from torch import Tensor

from photosearch.training.losses.errors import NoPositivesError


def positive_pairs(labels: Tensor) -> Tensor:
    """Whether row i and another row j have one label: (N, N) bool, False on the diagonal.

    Args:
        labels: (N,) whole numbers.

    Raises:
        NoPositivesError: no two rows have one label.
    """
    positive = (labels[:, None] == labels).fill_diagonal_(False)
    if not positive.any():
        raise NoPositivesError
    return positive


def negative_pairs(labels: Tensor) -> Tensor:
    """Whether row i and row j have two labels: (N, N) bool."""
    return labels[:, None] != labels


def distances(rows: Tensor) -> Tensor:
    """Euclidean distances (N, N) of rows (N, D); where one is zero, so is its gradient.

    Differences are squared one by one: the quicker way by a product of matrices loses half of the
    digits of small distances.
    """
    return torch.cdist(rows, rows, compute_mode="donot_use_mm_for_euclid_dist")


def mean_where(values: Tensor, mask: Tensor) -> Tensor:
    """Mean of `values` where `mask`, both of one shape; zero where there are none."""
    chosen = torch.where(mask, values, torch.zeros_like(values))
    return chosen.sum() / mask.sum().clamp_min(1)
