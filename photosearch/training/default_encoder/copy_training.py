"""The branch for copies learns, without labels, what stays the same when a picture is edited.

Two views of each picture must find each other among all others, as float rows and as codes (the
sign with a straight-through gradient), while every row keeps its distance from its nearest
neighbour. After Pizzi, Roy, Ravindra, Goyal and Douze, "A Self-Supervised Descriptor for Image Copy
Detection", CVPR 2022, with codes in the place of a whitened descriptor.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
from torch import Tensor

from photosearch.training.backbones.default_encoder import CopyBranch
from photosearch.training.config_options import option, settings_of
from photosearch.training.console import Job
from photosearch.training.default_encoder.views import (
    FeatureMapViews,
    MapsBatch,
    PairBatches,
    ViewSource,
)
from photosearch.training.fit.checkpoint import Checkpoint
from photosearch.training.fit.device import Network
from photosearch.training.fit.loop import FitConfig, TrainResult, TrainStep, fit
from photosearch.training.losses import (
    DifferentialEntropyLoss,
    NTXentLoss,
    sign_straight_through,
)

EPOCH = 100
"""Steps after which the mean loss is told."""


@dataclass(frozen=True, slots=True)
class CopyConfig:
    """How the branch for copies is trained."""

    steps: Annotated[int, option("Steps, in hundreds.", min=1)] = 9
    pictures: Annotated[int, option("Pictures per step, two views each.", min=2)] = 128
    learning_rate: Annotated[float, option("At its highest.")] = 3e-4
    temperature: Annotated[float, option("Of the contrastive losses.")] = 0.07
    codes: Annotated[float, option("Weight of the loss on codes.")] = 1.5
    spread: Annotated[float, option("Weight of the distance to the nearest neighbour.")] = 0.8
    seed: Annotated[int, option("Of everything random.")] = 0


def train_copies(
    branch: CopyBranch,
    views: FeatureMapViews,
    weights: np.ndarray,
    config: CopyConfig,
    checkpoint: Path,
    job: Job,
) -> TrainResult:
    """Train `branch` in place on pairs of `views`, drawn by `weights` (P,).

    Its layer should have been fitted by whitened ITQ: from a random one the training first unlearns
    what the features know of copies, and did not get it back.

    Raises:
        UserError: see `fit`.
        Cancelled: by the job's control; the same call goes on.
    """
    contrast, spread = NTXentLoss(config.temperature), DifferentialEntropyLoss()

    def step(network: Network, batch: MapsBatch, _: TrainStep) -> Tensor:
        values, pictures = network(batch.maps), batch.pictures
        return (
            contrast(values, pictures)
            + config.codes * contrast(sign_straight_through(values), pictures)
            + config.spread * spread(values, pictures)
        )

    return fit(
        branch,
        PairBatches(views, weights, config.pictures, EPOCH, config.seed),
        step,
        FitConfig(
            epochs=config.steps,
            learning_rate=config.learning_rate,
            weight_decay=0.03,
            average_decay=0.998,
            seed=config.seed,
        ),
        checkpoint=Checkpoint(checkpoint, settings=settings_of(config)),
        on_progress=job.on_progress,
        control=job.control,
    )


def draw_weights(pictures: tuple[ViewSource, ...]) -> np.ndarray:
    """Return how often each picture is drawn (P,): those with many views, which are sharp, more
    often."""
    return np.array([picture.views for picture in pictures], np.float64)
