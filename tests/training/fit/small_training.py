"""A training that takes a second, for tests; as a program it is there to be killed.

python -m tests.training.fit.small_training CHECKPOINT
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from photosearch.core.jobs import JobControl, Progress
from photosearch.training.fit.checkpoint import Checkpoint
from photosearch.training.fit.device import Device, Network, Precision
from photosearch.training.fit.loop import FitConfig, TrainResult, TrainStep, fit

EPOCHS, BATCHES = 4, 6
CONFIG = FitConfig(
    epochs=EPOCHS,
    learning_rate=0.02,
    average_decay=0.9,
    device=Device.CPU,
    precision=Precision.FLOAT32,
    seed=5,
)


def small_network(channels: int = 6) -> nn.Module:
    torch.manual_seed(1)
    return nn.Sequential(
        nn.Conv2d(3, channels, 3),
        nn.BatchNorm2d(channels),
        nn.ReLU(),
        nn.Dropout(0.3),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(channels, 2),
    )


class Noise:
    """Two classes of noise, one brighter; counts how many batches were asked for."""

    def __init__(self, batches: int = BATCHES) -> None:
        self._batches = batches
        self.asked = 0

    def __len__(self) -> int:
        return self._batches

    def epoch(self, number: int, start: int = 0) -> Iterator[tuple[Tensor, Tensor]]:
        for batch in range(start, self._batches):
            self.asked += 1
            rng = np.random.default_rng([number, batch])
            labels = np.arange(8) % 2
            images = rng.normal(labels[:, None, None, None], 1, (8, 3, 6, 6))
            yield torch.tensor(images, dtype=torch.float32), torch.tensor(labels)


def step(network: Network, batch: tuple[Tensor, Tensor], moment: TrainStep) -> Tensor:
    images, labels = batch
    # Random numbers of all three kinds, which a resumed training must repeat.
    noise = torch.randn_like(images) * 0.1 + float(np.random.normal()) * 0.01
    return nn.functional.cross_entropy(network(images + noise), labels)


def train(
    checkpoint: Checkpoint | None = None,
    *,
    module: nn.Module | None = None,
    batches: Noise | None = None,
    config: FitConfig = CONFIG,
    validate: Callable[[Network], float] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    control: JobControl | None = None,
) -> tuple[dict[str, Tensor], TrainResult]:
    module = small_network() if module is None else module
    fitted = fit(
        module,
        Noise() if batches is None else batches,
        step,
        config,
        validate=validate,
        checkpoint=checkpoint,
        on_progress=on_progress,
        control=control,
    )
    return module.state_dict(), fitted


def main() -> None:
    torch.set_num_threads(1)

    def slowly(progress: Progress) -> None:
        print(progress.done, flush=True)
        time.sleep(0.05)

    train(Checkpoint(Path(sys.argv[1]), every_s=0), on_progress=slowly)


if __name__ == "__main__":
    main()
