"""Extract features of labelled photos once, by a network as it is.

Codes are learned from them, and compared by them, where the network itself is not trained.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from photosearch.core.codes import pack
from photosearch.training.backbones.networks import EmbeddingNetwork
from photosearch.training.config_options import option
from photosearch.training.console import Job
from photosearch.training.evaluation.metrics import (
    cosine_distances,
    hamming_distances,
    mean_average_precision,
)
from photosearch.training.fit.batches import load_photos
from photosearch.training.losses.base import set_progress
from photosearch.training.recipe_parts.checks import (
    check_classes,
    check_enough_classes,
    check_labelled_photos,
    check_out_folder,
    check_weights,
)
from photosearch.training.recipe_parts.data import Splits, open_splits
from photosearch.training.recipe_parts.options import (
    FrozenBackboneName,
    LabelledData,
    Side,
    Weights,
)
from photosearch.training.recipe_parts.start import start_backbone
from photosearch.training.recipe_parts.validation import embed_all

_BATCH = 512
_WEIGHT_DECAY = 0.01

CodeLength = Annotated[int, option("Length of the codes.", min=8, max=512)]
LabelCounts = Annotated[tuple[int, ...], option("Labelled photos of each class.")]
Draws = Annotated[int, option("Runs with other draws, whose mean is told.", min=1)]

Values = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""What gives features (n, d) their values (n, bits)."""

MakeLoss = Callable[[int, int, int], nn.Module]
"""Bits, classes and seed to a loss of values (N, bits) and labels (N,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureOptions:
    """Declare what recipes let choose that compare codes on such features."""

    data: LabelledData
    out: Annotated[Path, option("Folder for the table.")]
    weights: Weights = "pretrained"
    backbone: FrozenBackboneName = "efficientnet_lite2"
    side: Side = 225


class LabelledFeatures(NamedTuple):
    """Hold features and classes of photos."""

    features: NDArray[np.float32]
    """(n, d), unit length, centred on the mean of the training photos."""
    labels: NDArray[np.str_]
    """(n,)."""

    def of(self, classes: NDArray[np.str_]) -> LabelledFeatures:
        """Return the photos of some classes."""
        chosen = np.isin(self.labels, classes)
        return LabelledFeatures(self.features[chosen], self.labels[chosen])


def check(config: FeatureOptions) -> Splits:
    """Return the photos, if all is there that will be needed.

    Raises:
        UserError: something is missing; says what.
    """
    check_out_folder(config.out, 1_000_000)
    check_weights(config.weights)
    parts = open_splits(config.data)
    check_labelled_photos(parts.train)
    check_classes(parts)
    check_enough_classes(parts.train)
    return parts


def extract(
    config: FeatureOptions, parts: Splits, job: Job
) -> tuple[LabelledFeatures, LabelledFeatures]:
    """Return the features of the training and of the held-out photos as the network gives them:
    of unit length, not centred."""
    network = EmbeddingNetwork(start_backbone(config.backbone, config.weights)).eval()
    made = []
    for photos in parts:
        loaded = load_photos(photos, config.side, control=job.control)
        names = np.array(loaded.classes)[loaded.labels.numpy()]
        made.append(LabelledFeatures(embed_all(network, loaded.images, config.side), names))
    return made[0], made[1]


def centred(
    train: LabelledFeatures, held_out: LabelledFeatures
) -> tuple[LabelledFeatures, LabelledFeatures]:
    """Return both with the mean of the training photos taken off."""
    mean = train.features.mean(axis=0)
    return (
        LabelledFeatures(train.features - mean, train.labels),
        LabelledFeatures(held_out.features - mean, held_out.labels),
    )


def draw_labelled(labels: NDArray[np.str_], count: int, seed: int) -> NDArray[np.intp]:
    """Return the places of `count` photos of each class, all of a class that has fewer."""
    rng = np.random.default_rng(seed)
    drawn = [rng.permutation(np.flatnonzero(labels == name))[:count] for name in np.unique(labels)]
    return np.sort(np.concatenate(drawn))


def new_hash_layer(size: int, bits: int) -> nn.Module:
    """Return one linear layer with balanced bits, untrained: features (N, size) to values."""
    return nn.Sequential(nn.Linear(size, bits), nn.BatchNorm1d(bits))


def train_layer(
    make_loss: MakeLoss,
    known: LabelledFeatures,
    bits: int,
    seed: int,
    *,
    steps: int,
    learning_rate: float,
    batches: Iterator[Tensor] | None = None,
) -> Values:
    """Return a `new_hash_layer` that was trained on `known` by a loss; see `fit_layer`."""
    torch.manual_seed(seed)
    loss = make_loss(bits, len(np.unique(known.labels)), seed)
    layer = new_hash_layer(known.features.shape[1], bits)
    fit_layer(layer, loss, known, steps=steps, learning_rate=learning_rate, batches=batches)
    return values_of(layer)


def fit_layer(
    layer: nn.Module,
    loss: nn.Module,
    known: LabelledFeatures,
    *,
    steps: int,
    learning_rate: float,
    batches: Iterator[Tensor] | None = None,
) -> None:
    """Teach `layer`, features to values, in place.

    Args:
        layer: features (N, d) to values (N, bits).
        loss: of values and the numbers of classes.
        known: photos to learn from.
        steps: of the optimiser.
        learning_rate: of the layer and the loss.
        batches: places in `known`, without end; else drawn at random.
    """
    _, numbers = np.unique(known.labels, return_inverse=True)
    weights = [*layer.parameters(), *loss.parameters()]
    optimiser = torch.optim.AdamW(weights, learning_rate, weight_decay=_WEIGHT_DECAY)
    features, labels = torch.from_numpy(known.features), torch.from_numpy(numbers)
    for step, places in enumerate(islice(batches or _random_batches(len(features)), steps)):
        set_progress(loss, step / steps)
        optimiser.zero_grad()
        loss(layer(features[places]), labels[places]).backward()
        optimiser.step()


def _random_batches(photos: int) -> Iterator[Tensor]:
    while True:
        yield torch.randperm(photos)[:_BATCH]


def values_of(layer: nn.Module) -> Values:
    """Return what gives features (n, d) the values (n, bits) of a layer that has learned."""
    layer.eval()

    def values(rows: NDArray[np.float32]) -> NDArray[np.float32]:
        with torch.no_grad():
            found: NDArray[np.float32] = layer(torch.from_numpy(rows)).numpy()
        return found

    return values


def precision(
    values: Values, asked: LabelledFeatures, searched: LabelledFeatures, *, floats: bool = False
) -> float:
    """Return the mean average precision of photos asked by, by the signs of values or as floats."""
    rows = values(asked.features), values(searched.features)
    distances: NDArray[np.generic] = (
        cosine_distances(*rows) if floats else hamming_distances(*map(pack, rows))
    )
    return mean_average_precision(distances, asked.labels, searched.labels)
