"""What all losses have in common: full precision, and no number that is not one gets lost."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

import torch
from torch import Tensor

_Forward = TypeVar("_Forward", bound=Callable[..., Tensor])


def in_full_precision(forward: _Forward) -> _Forward:
    """Wraps the `forward` of a loss whose first argument is the network's output.

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
