"""Keep codes of one label within a Hamming radius, other codes out of it, each by a margin.

Norouzi and Fleet, "Minimal Loss Hashing for Compact Binary Codes", ICML 2011: the hinge loss on
code distances. There it is bounded from above for learning; here the codes are relaxed by tanh.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.losses.base import (
    NoNegativesError,
    in_full_precision,
    mean_where,
    negative_pairs,
    positive_pairs,
)


class SimilarityDistillationLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute the mean squared difference of the student's and teacher's cosines of two rows."""

    @in_full_precision
    def forward(self, values: Tensor, teacher: Tensor) -> Tensor:
        """Return the loss, 0 to 4.

        Args:
            values: (N, d) float, of the student.
            teacher: (N, D) float, features of the same photos; gets no gradient.

        Raises:
            NoNegativesError: there are fewer than two rows.
            ValueError: the numbers of rows differ.
        """
        if len(values) != len(teacher):
            raise ValueError(f"{len(values)} rows of the student, {len(teacher)} of the teacher")
        if len(values) < 2:
            raise NoNegativesError
        student = functional.normalize(values)
        wanted = functional.normalize(teacher.detach().to(values.dtype))
        differences = student @ student.T - wanted @ wanted.T
        others = ~torch.eye(len(values), dtype=torch.bool, device=values.device)
        return differences[others].square().mean()


class QuantisationLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute the mean of |value - sign(value)| to a power.

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
        """Return the loss, at least 0, of `values` (N, bits) float, taken in front of the sign."""
        return (values.abs() - 1).abs().pow(self.power).mean()


_NEAREST = 1e-4
"""Distances below it count as this much: the gradient of a row, one over its distance, stays
bounded, and identical rows, which have no direction to go, get none."""


class DifferentialEntropyLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute minus the mean logarithm of each unit row's distance to its nearest other row."""

    @in_full_precision
    def forward(self, values: Tensor, labels: Tensor | None = None) -> Tensor:
        """Return the loss, from -log(2) (two opposite rows) to about 9.2 (all rows the same).

        Args:
            values: (N, D) float, of any length.
            labels: (N,) whole numbers; rows of one label are no neighbours. Rows without a
                neighbour do not count. None means that all other rows are neighbours.

        Raises:
            NoNegativesError: no row has a neighbour.
        """
        rows = functional.normalize(values)
        excluded = torch.eye(len(rows), dtype=torch.bool, device=rows.device)
        if labels is not None:
            excluded = excluded | (labels[:, None] == labels)
        alone = excluded.all(1)
        if alone.all():
            raise NoNegativesError
        with torch.no_grad():
            nearest = (rows @ rows.T).masked_fill(excluded, -torch.inf).argmax(1)
        gaps = (rows - rows[nearest])[~alone]
        return -gaps.square().sum(1).clamp_min(_NEAREST**2).log().mean() / 2


_TINY = 1e-6
"""Variance below which a bit counts as one that never varies."""


class DecorrelationLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute the mean squared correlation coefficient of tanh(value) over all pairs of two
    different bits.
    """

    @in_full_precision
    def forward(self, values: Tensor) -> Tensor:
        """Return the loss, 0 to 1, of `values` (N, bits) float, taken in front of the sign.

        A bit that never varies correlates with none. N rows of independent bits still have
        1 / (N - 1) by chance.

        Raises:
            ValueError: there are fewer than two bits.
        """
        bits = values.shape[1]
        if bits < 2:
            raise ValueError(f"Correlations need two bits or more, not {bits}")
        codes = values.tanh()
        centred = codes - codes.mean(0)
        covariance = centred.T @ centred / len(centred)
        variances = covariance.diagonal() + _TINY
        squares = covariance.square() / (variances[:, None] * variances)
        return (squares.sum() - squares.diagonal().sum()) / (bits * (bits - 1))


class BitBalanceLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute the mean over the bits of the squared mean over the batch of tanh(value)."""

    @in_full_precision
    def forward(self, values: Tensor) -> Tensor:
        """Return the loss, 0 (balanced) to 1, of `values` (N, bits) float, taken in front of the
        sign."""
        return values.tanh().mean(0).square().mean()


class CodeDistanceLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute the pairwise max-margin: max(0, d - radius + margin) of positives, max(0, radius - d
    + margin).

    The distance d of two relaxed codes is the share of bits in which they differ: half of one minus
    the mean product of their tanh(value). The means over positive and over negative pairs are
    added, so that the rarer positives weigh as much.

    Args:
        radius: share of the bits, 0 to 1; half of them is how far unrelated codes are apart.
        margin: share of the bits.
        negatives: weight of the mean over negatives.
    """

    def __init__(self, radius: float = 0.25, margin: float = 0.1, negatives: float = 1.0) -> None:
        super().__init__()
        if not 0 <= radius <= 1:
            raise ValueError(f"The radius is a share of the bits from 0 to 1, not {radius}")
        self.radius = radius
        self.margin = margin
        self.negatives = negatives

    @in_full_precision
    def forward(self, values: Tensor, labels: Tensor) -> Tensor:
        """Return the loss, at least 0.

        Args:
            values: (N, bits) float, in front of the sign.
            labels: (N,) whole numbers.

        Raises:
            NoPositivesError: no two rows have one label.
        """
        positive, negative = positive_pairs(labels), negative_pairs(labels)
        codes = values.tanh()
        differing = (1 - codes @ codes.T / codes.shape[1]) / 2
        too_far = functional.relu(differing - self.radius + self.margin)
        too_near = functional.relu(self.radius - differing + self.margin)
        return mean_where(too_far, positive) + self.negatives * mean_where(too_near, negative)
