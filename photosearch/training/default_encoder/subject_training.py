"""The branch for subjects learns to tell classes apart, without forgetting what it knew of others.

A library's subjects are never those of the training, so three teachers share the work:

- labels: photos of a class must find each other, as float rows and as codes (supervised
  contrastive, Khosla et al., NeurIPS 2020);
- the network as it was (Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network",
  2015): its class logits stay, and with them the `tags`;
- its similarities (Tung and Mori, ICCV 2019): what its features find alike, the codes find alike.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.console import Job
from photosearch.training.default_encoder.network import SubjectBranch
from photosearch.training.default_encoder.views import ClassBatches, MapsBatch, Views
from photosearch.training.fit.checkpoint import Checkpoint
from photosearch.training.fit.device import Network
from photosearch.training.fit.loop import FitConfig, Fitted, Moment, fit
from photosearch.training.losses import (
    NTXentLoss,
    QuantisationLoss,
    SimilarityDistillationLoss,
    sign_straight_through,
)
from photosearch.training.recipes.options import option, settings_of

_EPOCH = 100
"""Steps after which the mean loss is told."""
_SOFTNESS = 2.0
"""Temperature at which logits are compared."""


@dataclass(frozen=True, slots=True)
class SubjectConfig:
    """How the branch for subjects is trained."""

    steps: Annotated[int, option("Steps, in hundreds.", min=1)] = 6
    classes: Annotated[int, option("Classes per step.", min=2)] = 40
    per_class: Annotated[int, option("Photos of each class per step.", min=2)] = 4
    learning_rate: Annotated[float, option("At its highest.")] = 3e-4
    temperature: Annotated[float, option("Of the contrastive losses.")] = 0.1
    similarities: Annotated[float, option("Weight of the old network's similarities.")] = 20.0
    logits: Annotated[float, option("Weight of the old network's logits.")] = 0.2
    quantisation: Annotated[float, option("Weight of the distance from plus or minus one.")] = 0.05
    seed: Annotated[int, option("Of everything random.")] = 0


class SubjectTask(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """The branch with its losses; the old network is no part of what is trained."""

    def __init__(self, branch: SubjectBranch, mean: Tensor, config: SubjectConfig) -> None:
        super().__init__()
        self.branch = branch
        self._teacher = (deepcopy(branch).eval().requires_grad_(False), mean)
        self._contrast = NTXentLoss(config.temperature)
        self._similarities = SimilarityDistillationLoss()
        self._quantisation = QuantisationLoss()
        self._config = config

    def forward(self, maps: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Values and logits, and the teacher's features and logits."""
        teacher, mean = self._teacher
        with torch.no_grad():
            deep = teacher.blocks(maps)
            _, logits = teacher.outputs(deep)
            features = functional.normalize(deep.float().mean((2, 3))) - mean.to(maps.device)
        return (*self.branch(maps), features, logits)

    def loss(self, outputs: tuple[Tensor, Tensor, Tensor, Tensor], classes: Tensor) -> Tensor:
        """Of what `forward` gave for photos of `classes` (N,)."""
        values, logits, features, old_logits = outputs
        codes = sign_straight_through(values)
        kept = functional.kl_div(
            functional.log_softmax(logits / _SOFTNESS, dim=1),
            functional.log_softmax(old_logits / _SOFTNESS, dim=1),
            reduction="batchmean",
            log_target=True,
        )
        config = self._config
        return (
            self._contrast(values, classes)
            + self._contrast(codes, classes)
            + config.similarities * self._similarities(codes, features)
            + config.logits * _SOFTNESS**2 * kept
            + config.quantisation * self._quantisation(values)
        )
