"""Let the learning rate follow the steps."""

from __future__ import annotations

import math


def cosine_with_warm_up(step: int, steps: int, *, warm_up: float, final: float) -> float:
    """Return share of the full learning rate at `step`, counted from 0.

    I. Loshchilov, F. Hutter: SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017,
    without restarts.

    Args:
        step: 0 to `steps` - 1.
        steps: of the whole training, at least 1.
        warm_up: share of the steps in which the rate rises, 0 to 1.
        final: where the cosine ends, 0 to 1.
    """
    rising = round(steps * warm_up)
    if step < rising:
        return (step + 1) / (rising + 1)
    share = (step - rising) / max(1, steps - rising)
    return final + (1 - final) * (1 + math.cos(math.pi * share)) / 2
