"""Train one output layer on features that were made beforehand: seconds, not hours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from photosearch.training.console import Job
from photosearch.training.fit.checkpoint import Checkpoint
from photosearch.training.fit.device import Device, Network, Precision
from photosearch.training.fit.loop import FitConfig, TrainResult, TrainStep, fit
from photosearch.training.library_tuning.output_layers import OutputLayer
from photosearch.training.library_tuning.weak_labels import LabelledBatches
from photosearch.training.losses import (
    CopyLoss,
    NTXentLoss,
    SimilarityDistillationLoss,
    sign_straight_through,
)

_UNTOUCHED = 0.85
"""Chance that the first of two views is the photo as it is."""
_LEAST_STEPS = 8
"""In an epoch: small libraries are gone through several times."""
_KEPT_COPIES, _KEPT_NEIGHBOURS = 50.0, 20.0
"""Weights of staying with what the layer, or the features, knew before. Copies, 520 photos: with 5
their uAP rose from 0.861 to 0.871, with 50 and 100 to 0.878."""
_LABEL_WEIGHT, _LABEL_TEMPERATURE = 0.5, 0.2
"""Of weak labels: mild ones, as many of them are wrong."""


class Rows(NamedTuple):
    """Hold a batch."""

    features: Tensor
    """(N, d)."""
    labels: Tensor
    """(N,): rows of one label belong together."""


@dataclass(frozen=True, slots=True, eq=False)
class ViewBatches:
    """Draw two views each of some photos; see `Batches`.

    Args:
        rows: (n, views, d) features, the untouched photo first.
        photos: per batch; fewer only if there are fewer.
        seed: of all epochs.
        labelled: what draws photos that belong together, for every other batch.
    """

    rows: NDArray[np.float32]
    photos: int
    seed: int
    labelled: LabelledBatches | None = None

    def __len__(self) -> int:
        drawn = max(_LEAST_STEPS, self._round)
        return drawn * 2 if self.labelled is not None else drawn

    def epoch(self, number: int, start: int = 0) -> Iterator[Rows]:
        """Yield batches of epoch `number` from `start` on."""
        for at in range(start, len(self)):
            rng = np.random.default_rng([self.seed, 4, number, at])
            if self.labelled is None or at % 2 == 0:
                turn = at if self.labelled is None else at // 2
                again, part = divmod(turn, self._round)
                draw = np.random.default_rng([self.seed, 3, number, again])
                order = draw.permutation(len(self.rows))
                places = order[part * self._size : (part + 1) * self._size]
                labels = places
            else:
                places, labels = self.labelled.draw(number, at)
            yield self._two_views(places, labels, rng)

    @property
    def _round(self) -> int:
        """Return batches until each photo was drawn once."""
        return len(self.rows) // self._size

    @property
    def _size(self) -> int:
        return min(self.photos, len(self.rows))

    def _two_views(
        self, places: NDArray[np.int64], labels: NDArray[np.int64], rng: np.random.Generator
    ) -> Rows:
        views = self.rows.shape[1]
        edited = rng.integers(1, views, (2, len(places)))
        first = np.where(rng.random(len(places)) < _UNTOUCHED, 0, edited[0])
        rows = np.concatenate([self.rows[places, first], self.rows[places, edited[1]]])
        return Rows(torch.from_numpy(rows), torch.from_numpy(np.concatenate([labels, labels])))


class TrainedLayer(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Represent an output layer on features that were shifted and scaled so that one learning rate
    suits all models: their mean is 0, their mean square 1.

    Args:
        layer: where to start.
        rows: (n, d) features to take mean and size from.
    """

    def __init__(self, layer: OutputLayer, rows: NDArray[np.float32]) -> None:
        super().__init__()
        mean = rows.mean(0, dtype=np.float64)
        size = max(float((rows - mean).std()), 1e-12)
        self._start = layer
        self.register_buffer("mean", torch.from_numpy(mean).float())
        self.register_buffer("size", torch.tensor(size))
        bits, dim = layer.weight.shape
        self.linear = nn.Linear(dim, bits)
        self.linear.weight.data = torch.from_numpy(layer.weight) * size
        self.linear.bias.data = torch.from_numpy(layer.bias + layer.weight @ mean).float()

    def forward(self, features: Tensor) -> Tensor:
        """Return (N, d) to values (N, bits)."""
        return self.linear((features - self.mean) / self.size)

    def layer(self) -> OutputLayer:
        """Return what is learned by now, as a layer on the features as they are."""
        weight = self.linear.weight.detach().cpu().double().numpy() / float(self.size)
        bias = (
            self.linear.bias.detach().cpu().double().numpy() - weight @ self.mean.double().numpy()
        )
        return OutputLayer(
            *(self._start.output, self._start.features),
            *(weight.astype(np.float32), bias.astype(np.float32)),
        )


def copy_loss(start: OutputLayer) -> Callable[[Network, Rows, TrainStep], Tensor]:
    """Return the loss of copies, by which likenesses that `start` saw are kept as well."""
    copies, keep = CopyLoss(), SimilarityDistillationLoss()

    def step(network: Network, batch: Rows, _moment: TrainStep) -> Tensor:
        values = network(batch.features)
        before = torch.from_numpy(start.values(batch.features.numpy()))
        return copies(values, batch.labels) + _KEPT_COPIES * keep(values, before)

    return step


def subject_loss(mean: NDArray[np.float32]) -> Callable[[Network, Rows, TrainStep], Tensor]:
    """Return a loss by which codes find alike what the float features find alike, and what weak
    labels and views say.

    Args:
        mean: (d,) of the features: what all photos share makes none alike.
    """
    contrast, keep = NTXentLoss(_LABEL_TEMPERATURE), SimilarityDistillationLoss()
    centre = torch.from_numpy(mean)

    def step(network: Network, batch: Rows, _moment: TrainStep) -> Tensor:
        values = network(batch.features)
        signs = sign_straight_through(values)
        teacher = batch.features - centre
        return _KEPT_NEIGHBOURS * (
            keep(values, teacher) + keep(signs, teacher)
        ) + _LABEL_WEIGHT * contrast(values, batch.labels)

    return step


def train_layer(
    layer: OutputLayer,
    batches: ViewBatches,
    loss: Callable[[Network, Rows, TrainStep], Tensor],
    validate: Callable[[OutputLayer], float],
    *,
    epochs: int,
    patience: int,
    learning_rate: float,
    checkpoint: Path,
    settings: dict[str, Any],
    seed: int,
    job: Job,
) -> tuple[OutputLayer, TrainResult]:
    """Return the layer after training, as good for `validate` as it ever was, and how that went.

    Args:
        layer: where to start.
        batches: of features.
        loss: of a batch.
        validate: how good a layer is, higher is better.
        epochs: at most.
        patience: epochs without progress after which to stop.
        learning_rate: as a share of the weights' size.
        checkpoint: a file, from which a run that was killed goes on.
        settings: what must be the same to go on from it.
        seed: of everything random.
        job: who is told, and may cancel.
    """
    module = TrainedLayer(layer, batches.rows[:, 0])
    size = float(module.linear.weight.detach().square().mean().sqrt())
    with _one_thread():
        fitted = fit(
            module,
            batches,
            loss,
            FitConfig(
                epochs=epochs,
                learning_rate=learning_rate * size,
                weight_decay=0.0,
                average_decay=0.95,
                patience=patience,
                precision=Precision.FLOAT32,
                device=Device.CPU,
                seed=seed,
            ),
            validate=lambda _network: validate(module.layer()),
            checkpoint=Checkpoint(checkpoint, settings=settings),
            on_progress=job.on_progress,
            control=job.control,
        )
    return module.layer(), fitted


@contextmanager
def _one_thread() -> Iterator[None]:
    """Compute in one thread: the matrices are too small to share, and the result is the same on any
    number of cores."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
