"""Losses in losses: each is given those inputs that it asks for by name."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from torch import Tensor, nn


def call(loss: nn.Module, values: Tensor, inputs: Mapping[str, Tensor | None]) -> Tensor:
    """`loss` of `values` and of those of `inputs` that its `forward` names and that are there."""
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
