"""Targets of a classification: numbers of classes, or shares of them (mixup)."""

from __future__ import annotations

from torch import Tensor


def rows_for(labels: Tensor, table: Tensor) -> Tensor:
    """The row of each label, or the rows mixed by shares: (N, d).

    Args:
        labels: (N,) whole numbers, or (N, classes) float shares.
        table: (classes, d), one row for each class.
    """
    if labels.is_floating_point():
        return labels.to(table.dtype) @ table
    return table[labels]
