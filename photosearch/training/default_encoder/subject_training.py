"""The branch for subjects learns to tell classes apart, without forgetting what it knew of others.

A library's subjects are never those of the training, so three teachers share the work:

- labels: photos of a class must find each other, as float rows and as codes (supervised
  contrastive, Khosla et al., NeurIPS 2020);
- the network as it was (Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network",
  2015): its class logits stay, and with them the `tags`;
- its similarities (Tung and Mori, ICCV 2019): what its features find alike, the codes find alike.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.backbones.default_encoder import SubjectBranch
from photosearch.training.config_options import option, settings_of
from photosearch.training.console import Job
from photosearch.training.default_encoder.views import ClassBatches, FeatureMapViews, MapsBatch
from photosearch.training.fit.checkpoint import Checkpoint
from photosearch.training.fit.device import Network
from photosearch.training.fit.loop import FitConfig, TrainResult, TrainStep, fit
from photosearch.training.losses import (
    NTXentLoss,
    QuantisationLoss,
    SimilarityDistillationLoss,
    sign_straight_through,
)

EPOCH = 100
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
        """Return values and logits, and the teacher's features and logits."""
        teacher, mean = self._teacher
        with torch.no_grad():
            deep = teacher.blocks(maps)
            _, logits = teacher.outputs(deep)
            features = functional.normalize(deep.float().mean((2, 3))) - mean.to(maps.device)
        return (*self.branch(maps), features, logits)

    def loss(self, outputs: tuple[Tensor, Tensor, Tensor, Tensor], classes: Tensor) -> Tensor:
        """Compute the loss of what `forward` gave for photos of `classes` (N,)."""
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


def train_subjects(
    branch: SubjectBranch,
    mean: Tensor,
    views: FeatureMapViews,
    left_out: Collection[str],
    config: SubjectConfig,
    checkpoint: Path,
    job: Job,
) -> TrainResult:
    """Train `branch` in place on the classes of `views`.

    Its layer should have been fitted by ITQ: so it begins with what the untrained codes can do.

    Args:
        branch: the network as it was.
        mean: (1280,) of its features, by which the teacher's are centred.
        views: of photos with labels.
        left_out: classes that are not trained on.
        config: how.
        checkpoint: where the training is kept.
        job: who is told and who may stop it.

    Raises:
        UserError: see `fit`.
        Cancelled: by the job's control; the same call goes on.
    """
    task = SubjectTask(branch, mean, config)
    groups = _groups(views, left_out, config.classes)
    numbers = {label: number for number, label in enumerate(sorted(set(views.labels)))}
    classes = torch.tensor([numbers[label] for label in views.labels])

    def step(network: Network, batch: MapsBatch, _: TrainStep) -> Tensor:
        return task.loss(network(batch.maps), classes[batch.pictures])

    return fit(
        task,
        ClassBatches(views, groups, config.per_class, EPOCH, config.seed),
        step,
        FitConfig(
            epochs=config.steps,
            learning_rate=config.learning_rate,
            weight_decay=0.03,
            average_decay=0.995,
            seed=config.seed,
        ),
        checkpoint=Checkpoint(
            checkpoint, settings={**settings_of(config), "left out": sorted(left_out)}
        ),
        on_progress=job.on_progress,
        control=job.control,
    )


def _groups(
    views: FeatureMapViews, left_out: Collection[str], classes: int
) -> list[tuple[int, Sequence[str]]]:
    """Return classes per step by photo set: a quarter of them from the set that has fewest
    classes."""
    by_set: dict[Path, set[str]] = {}
    for picture in views.pictures:
        if picture.label not in left_out:
            by_set.setdefault(picture.photos.archive, set()).add(picture.label)
    ordered = sorted(by_set.values(), key=len)
    if len(ordered) == 1:
        return [(min(classes, len(ordered[0])), sorted(ordered[0]))]
    few = min(len(ordered[0]), classes // 4)
    return [(few, sorted(ordered[0])), (classes - few, sorted(set().union(*ordered[1:])))]
