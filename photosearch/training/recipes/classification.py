"""Fine-tune by classification: a softmax head teaches the classes; the features below find photos.

    python -m photosearch.training.recipes.classification --data PHOTOS --out OUT

PHOTOS is a folder or zip file with one folder of photos for each class. It stops by rank-1
retrieval of held-out photos, not by the head's accuracy: the head is thrown away. ITQ turns the
features into codes. OUT/backbone.safetensors can be the --weights of another recipe.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from photosearch.training import console
from photosearch.training.backbones.networks import EmbeddingNetwork
from photosearch.training.config_options import command, option
from photosearch.training.console import Job
from photosearch.training.evaluation.metrics import cosine_distances
from photosearch.training.fit.batch_views import BatchViews, random_views
from photosearch.training.fit.batches import Batch, LoadedPhotos, load_photos
from photosearch.training.fit.device import Network, seed_all
from photosearch.training.fit.loop import Batches, TrainResult, TrainStep
from photosearch.training.fit.samplers import Shuffled
from photosearch.training.recipe_parts.data import training_batches
from photosearch.training.recipe_parts.fine_tuning import (
    EmbeddingOptions,
    check_embedding_recipe,
    export_embedding,
    fine_tune,
)
from photosearch.training.recipe_parts.options import Smoothing
from photosearch.training.recipe_parts.validation import (
    outputs,
    retrieval,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassificationConfig(EmbeddingOptions):
    """Fine-tune features by a softmax over the classes of photos sorted into folders."""

    batch: Annotated[int, option("Photos per step.", min=2)] = 48
    smoothing: Smoothing = 0.1


class Classifier(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Represent an embedding network with a linear layer to the classes."""

    def __init__(self, embedding: EmbeddingNetwork, classes: int) -> None:
        super().__init__()
        self.embedding = embedding
        self.head = nn.Linear(embedding.dim, classes)

    def forward(self, images: Tensor) -> Tensor:
        """Return `images` (N, H, W, 3) to logits (N, classes)."""
        return self.head(self.embedding.embed(images))


def setup(config: ClassificationConfig, classes: int) -> Classifier:
    """Return backbone, pooling, a linear layer to the embedding, and one to the classes."""
    seed_all(config.seed)
    return Classifier(config.embedding(), classes)


def train(
    config: ClassificationConfig,
    classifier: Classifier,
    batches: Batches,
    held_out: LoadedPhotos,
    job: Job,
) -> TrainResult:
    """Teach `classifier`, stopping when no more held-out photos find their class first."""

    def step(network: Network, batch: Batch, _moment: TrainStep) -> Tensor:
        images = random_views(network.moved(batch.images), config.side, BatchViews())
        labels = network.moved(batch.labels)
        loss: Tensor = functional.cross_entropy(
            network(images), labels, label_smoothing=config.smoothing
        )
        return loss

    def validate(network: Network) -> float:
        rows = outputs(network.of(classifier.embedding), held_out.images, config.side)
        labels = held_out.labels.numpy()
        return retrieval(cosine_distances(rows, rows), labels).rank_1

    return fine_tune(
        config,
        classifier,
        batches,
        step,
        validate,
        job,
        backbone="embedding.backbone",
        free=("bits",),
    )


def run(config: ClassificationConfig, job: Job) -> dict[str, float]:
    """Return everything, from photos to a model folder with its figures."""
    parts = check_embedding_recipe(config)

    def sampler(labels: NDArray[np.int64]) -> Shuffled:
        return Shuffled(len(labels), config.batch, config.seed)

    classifier = setup(config, len(parts.train.classes))
    held_out = load_photos(parts.validation, config.side, control=job.control)
    batches = training_batches(parts.train, sampler, config.side, seed=config.seed, job=job)
    fitted = train(config, classifier, batches, held_out, job)
    return export_embedding(
        config,
        classifier.embedding,
        parts,
        held_out,
        fitted,
        job,
        recipe="classification",
        name="classification",
    )


run_with_options = command(ClassificationConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "classification"))
