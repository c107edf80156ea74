"""Tell which rows of a batch belong together, and how far apart rows are."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

import torch
from torch import Tensor, nn

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError


class _Sign(torch.autograd.Function):  # type: ignore[misc] # torch is untyped for the app's checks
    @staticmethod
    def forward(ctx: Any, values: Tensor) -> Tensor:
        return torch.where(values > 0, 1.0, -1.0).to(values.dtype)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        return gradient


def sign_straight_through(values: Tensor) -> Tensor:
    """Return plus one where `values` are above zero, else minus one, as `core.codes.pack` takes
    the bits.

    Same shape and type as `values`. The gradient with respect to the signs becomes that with
    respect to the values.
    """
    signs: Tensor = _Sign.apply(values)
    return signs


def call(loss: nn.Module, values: Tensor, inputs: Mapping[str, Tensor | None]) -> Tensor:
    """Return `loss` of `values` and of those of `inputs` that its `forward` names and that are
    there."""
    asked: Mapping[str, Any] = inspect.signature(loss.forward).parameters
    takes_all = any(each.kind is inspect.Parameter.VAR_KEYWORD for each in asked.values())
    given = {
        name: each
        for name, each in inputs.items()
        if each is not None and (takes_all or name in asked)
    }
    value: Tensor = loss(values, **given)
    return value


def set_progress(loss: nn.Module, share: float) -> None:
    """Tell `loss`, if it changes in the course of the training, how much of it is over (0 to 1)."""
    if hasattr(loss, "set_progress"):
        loss.set_progress(share)


def rows_for(labels: Tensor, table: Tensor) -> Tensor:
    """Return the row of each label, or the rows mixed by shares: (N, d).

    Args:
        labels: (N,) whole numbers, or (N, classes) float shares.
        table: (classes, d), one row for each class.
    """
    if labels.is_floating_point():
        return labels.to(table.dtype) @ table
    return table[labels]


_Forward = TypeVar("_Forward", bound=Callable[..., Tensor])


def in_full_precision(forward: _Forward) -> _Forward:
    """Wrap the `forward` of a loss whose first argument is the network's output.

    Inside, autocast is off and that argument is float32 (float64 stays): similarities are divided
    by small temperatures and raised to powers of e, and bfloat16 has three digits. A batch with a
    value that is infinite or no number has the loss NaN, even where a hinge or a maximum would drop
    that value, so that the training loop notices. Nothing here waits for an accelerator.
    """

    @functools.wraps(forward)
    def run(self: Any, values: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        with torch.autocast(values.device.type, enabled=False):
            wide = values if values.dtype == torch.float64 else values.float()
            loss = forward(self, wide, *args, **kwargs)
            return loss.masked_fill(~wide.isfinite().all(), torch.nan)

    return cast(_Forward, run)


class NoPositivesError(UserError):
    """Tell that no two rows of a batch belong together."""

    def __init__(self) -> None:
        super().__init__(
            ErrorCode.IN_WORDS,
            what="A batch has no two photos that belong together.",
            next_step="Train with larger batches, or with several photos or views of each class in"
            " one.",
        )


class NoNegativesError(UserError):
    """Say that all rows of a batch belong together, or there is only one."""

    def __init__(self) -> None:
        super().__init__(
            ErrorCode.IN_WORDS,
            what="A batch has no two photos that should be told apart.",
            next_step="Train with larger batches, or with photos of several classes in one.",
        )


def positive_pairs(labels: Tensor) -> Tensor:
    """Tell whether row i and another row j have one label: (N, N) bool, False on the diagonal.

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
    """Tell whether row i and row j have two labels: (N, N) bool."""
    return labels[:, None] != labels


def distances(rows: Tensor) -> Tensor:
    """Return Euclidean distances (N, N) of rows (N, D); where one is zero, so is its gradient.

    Differences are squared one by one: the quicker way by a product of matrices loses half of the
    digits of small distances.
    """
    return torch.cdist(rows, rows, compute_mode="donot_use_mm_for_euclid_dist")


def mean_where(values: Tensor, mask: Tensor) -> Tensor:
    """Return the mean of `values` where `mask`, both of one shape; zero where there are none."""
    chosen = torch.where(mask, values, torch.zeros_like(values))
    return chosen.sum() / mask.sum().clamp_min(1)
