"""Train the small networks of words: AdamW, whose rate rises in the first tenth of the steps and
falls to nothing (Smith and Topin, "Super-Convergence", 2019)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

import numpy as np
import torch
from torch import Tensor, nn

log = logging.getLogger(__name__)

_RISING = 0.1
_REPORTED = 100
"""Steps of which the mean loss is told."""


def one_cycle(
    parameters: Iterable[nn.Parameter],
    draw_loss: Callable[[], Tensor],
    *,
    steps: int,
    rate: float,
    decay: float,
    title: str,
) -> None:
    """Train `parameters` in place.

    Args:
        parameters: what learns.
        draw_loss: draws a batch and returns its loss.
        steps: at least one.
        rate: of learning, at its highest.
        decay: of the weights.
        title: of what is trained, for the log.
    """
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rate, total_steps=steps, pct_start=_RISING
    )
    losses: list[float] = []
    for step in range(1, steps + 1):
        loss = draw_loss()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        losses.append(float(loss.detach()))
        if step % _REPORTED == 0:
            log.info("%s, step %d: loss %.3f.", title, step, np.mean(losses[-_REPORTED:]))
