"""Fine-tune by metric learning: photos of a class come near each other, others go away.

    python -m photosearch.training.recipes.metric --data PHOTOS --out OUT

PHOTOS is a folder or zip file with one folder of photos for each class. After the training, ITQ
turns the embeddings into codes. OUT/backbone.safetensors can be the --weights of another recipe.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from photosearch.training import console
from photosearch.training.backbones.networks import EmbeddingNetwork
from photosearch.training.config_options import command, option
from photosearch.training.console import Job
from photosearch.training.evaluation.metrics import cosine_distances
from photosearch.training.fit.batch_views import BatchViews, random_views
from photosearch.training.fit.batches import Batch, LoadedPhotos, load_photos
from photosearch.training.fit.device import Network, seed_all
from photosearch.training.fit.loop import Batches, TrainResult, TrainStep
from photosearch.training.fit.samplers import ClassesTimesPhotos
from photosearch.training.losses import (
    ContrastiveLoss,
    NPairLoss,
    NTXentLoss,
    ProxyAnchorLoss,
    TripletLoss,
)
from photosearch.training.recipe_parts.data import training_batches
from photosearch.training.recipe_parts.fine_tuning import (
    EmbeddingOptions,
    check_embedding_recipe,
    export_embedding,
    fine_tune,
)
from photosearch.training.recipe_parts.options import ClassesPerBatch, PhotosPerClass
from photosearch.training.recipe_parts.validation import (
    outputs,
    retrieval,
)


class Loss(StrEnum):
    """Name what draws embeddings together and apart."""

    CONTRASTIVE = "contrastive"
    TRIPLET = "triplet"
    N_PAIR = "n-pair"
    NT_XENT = "nt-xent"
    PROXY_ANCHOR = "proxy-anchor"


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricConfig(EmbeddingOptions):
    """Fine-tune embeddings with a metric loss, on photos sorted into folders by class."""

    loss: Annotated[Loss, option("What draws embeddings together and apart.")] = Loss.NT_XENT
    classes_per_batch: ClassesPerBatch = 8
    photos_per_class: PhotosPerClass = 6


class Learner(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Hold the network and its loss, whose proxies are trained and kept too."""

    def __init__(self, embedding: EmbeddingNetwork, loss: nn.Module) -> None:
        super().__init__()
        self.embedding, self.loss = embedding, loss

    def forward(self, images: Tensor) -> Tensor:
        """Return `images` (N, H, W, 3) to embeddings (N, dim): of unit length but for the N-pair
        loss."""
        if self.training and isinstance(self.loss, NPairLoss):
            return self.embedding.embed(images)
        return self.embedding(images)


def make_loss(config: MetricConfig, classes: int) -> nn.Module:
    """Return the loss of that name."""
    match config.loss:
        case Loss.CONTRASTIVE:
            return ContrastiveLoss()
        case Loss.TRIPLET:
            return TripletLoss()
        case Loss.N_PAIR:
            return NPairLoss()
        case Loss.NT_XENT:
            return NTXentLoss()
        case Loss.PROXY_ANCHOR:
            return ProxyAnchorLoss(classes, config.dim)


def setup(config: MetricConfig, classes: int) -> Learner:
    """Return backbone, pooling, a linear layer to the embedding, and the loss."""
    seed_all(config.seed)
    return Learner(config.embedding(), make_loss(config, classes))


def train(
    config: MetricConfig, learner: Learner, batches: Batches, held_out: LoadedPhotos, job: Job
) -> TrainResult:
    """Teach `learner`, stopping when held-out photos no longer find their class any better."""

    def step(network: Network, batch: Batch, _moment: TrainStep) -> Tensor:
        images = random_views(network.moved(batch.images), config.side, BatchViews())
        return learner.loss(network(images), network.moved(batch.labels))

    def validate(network: Network) -> float:
        rows = outputs(network, held_out.images, config.side)
        labels = held_out.labels.numpy()
        return retrieval(cosine_distances(rows, rows), labels).mean_average_precision

    return fine_tune(
        config,
        learner,
        batches,
        step,
        validate,
        job,
        backbone="embedding.backbone",
        free=("bits",),
    )


def run(config: MetricConfig, job: Job) -> dict[str, float]:
    """Return everything, from photos to a model folder with its figures."""
    parts = check_embedding_recipe(config)

    def sampler(labels: NDArray[np.int64]) -> ClassesTimesPhotos:
        return ClassesTimesPhotos(
            labels, config.classes_per_batch, config.photos_per_class, config.seed
        )

    learner = setup(config, len(parts.train.classes))
    held_out = load_photos(parts.validation, config.side, control=job.control)
    batches = training_batches(parts.train, sampler, config.side, seed=config.seed, job=job)
    fitted = train(config, learner, batches, held_out, job)
    return export_embedding(
        config,
        learner.embedding,
        parts,
        held_out,
        fitted,
        job,
        recipe="metric",
        name=f"metric-{config.loss}",
    )


run_with_options = command(MetricConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "metric"))
