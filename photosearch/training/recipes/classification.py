"""Classification fine-tuning: a softmax head teaches the classes; the features below find photos.

    python -m photosearch.training.recipes.classification --data PHOTOS --out OUT

PHOTOS is a folder or zip file with one folder of photos for each class. It stops by rank-1
retrieval of held-out photos, not by the head's accuracy: the head is thrown away. ITQ turns the
features into codes. OUT/backbone.safetensors can be the --weights of another recipe.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from photosearch.inference.encoder import Encoder
from photosearch.training import console
from photosearch.training.backbones.networks import EmbeddingNetwork
from photosearch.training.config_options import command, option, settings_of
from photosearch.training.console import Job
from photosearch.training.evaluation.metrics import cosine_distances
from photosearch.training.fit.batch_views import BatchViews, random_views
from photosearch.training.fit.batches import Batch, LoadedPhotos, load_photos
from photosearch.training.fit.checkpoint import Checkpoint
from photosearch.training.fit.device import Device, Network, Precision, seed_all
from photosearch.training.fit.loop import Batches, FitConfig, TrainResult, TrainStep, fit
from photosearch.training.fit.samplers import Shuffled
from photosearch.training.recipe_parts.checks import (
    check_bits,
    check_labelled_recipe,
)
from photosearch.training.recipe_parts.data import Splits, training_batches
from photosearch.training.recipe_parts.encoding import encode_images
from photosearch.training.recipe_parts.model_folder import export_model, notes, record
from photosearch.training.recipe_parts.projected import ProjectedNetwork
from photosearch.training.recipe_parts.start import WEIGHTS_HELP, origin_of, start_backbone
from photosearch.training.recipe_parts.validation import (
    embed_all,
    outputs,
    retrieval,
    retrieval_metrics,
)

_FREE = ("bits", "checkpoint_s", "precision", "device")
"""Options that do not change the training: it goes on from a checkpoint made with others."""


@dataclass(frozen=True, slots=True)
class ClassificationConfig:
    """Fine-tune features by a softmax over the classes of photos sorted into folders."""

    data: Annotated[Path, option("Folder or zip file with a folder of photos for each class.")]
    out: Annotated[Path, option("Folder for the checkpoint, the model and the figures.")]
    weights: Annotated[str, option(WEIGHTS_HELP)] = "pretrained"
    backbone: Annotated[str, option("Name of the network to start from.")] = "mobilenet_v2"
    pooling: Annotated[str, option("average, gem, attention or hierarchical-attention.")] = "gem"
    fusion: Annotated[bool, option("Join early features with the deep ones.")] = False
    dim: Annotated[int, option("Numbers in the embedding.", min=8)] = 256
    bits: Annotated[int, option("Length of the codes, a multiple of 8.", min=8, max=4096)] = 256
    side: Annotated[int, option("Input side in pixels.", min=16)] = 161
    epochs: Annotated[int, option("At most.", min=1)] = 20
    patience: Annotated[int, option("Epochs without progress after which to stop.", min=0)] = 5
    batch: Annotated[int, option("Photos per step.", min=2)] = 48
    smoothing: Annotated[
        float, option("Share of the target spread over all classes.", min=0, max=0.9)
    ] = 0.1
    learning_rate: Annotated[float, option("Of the new layers, at its highest.")] = 1e-3
    backbone_rate: Annotated[
        float, option("Share of that rate for the backbone; 0 leaves it as it is.", min=0)
    ] = 0.2
    weight_decay: Annotated[float, option("Of the weights.")] = 0.01
    average_decay: Annotated[
        float,
        option("Of the moving average of the weights; 0 averages nothing.", min=0, max=0.9999),
    ] = 0.99
    checkpoint_s: Annotated[float, option("Seconds between checkpoints.", min=0)] = 60.0
    precision: Annotated[Precision, option("Of the network's arithmetic.")] = Precision.AUTO
    device: Annotated[Device, option("What computes.")] = Device.AUTO
    seed: Annotated[int, option("Of everything random.")] = 0


class Classifier(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """An embedding network with a linear layer to the classes."""

    def __init__(self, embedding: EmbeddingNetwork, classes: int) -> None:
        super().__init__()
        self.embedding = embedding
        self.head = nn.Linear(embedding.dim, classes)

    def forward(self, images: Tensor) -> Tensor:
        """Return `images` (N, H, W, 3) to logits (N, classes)."""
        return self.head(self.embedding.describe(images))


def setup(config: ClassificationConfig, classes: int) -> Classifier:
    """Return backbone, pooling, a linear layer to the embedding, and one to the classes."""
    seed_all(config.seed)
    backbone = start_backbone(config.backbone, config.weights)
    embedding = EmbeddingNetwork(backbone, config.pooling, config.fusion, config.dim)
    return Classifier(embedding, classes)


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

    return fit(
        classifier,
        batches,
        step,
        FitConfig(
            epochs=config.epochs,
            learning_rate=config.learning_rate,
            rate_factors={"embedding.backbone": config.backbone_rate},
            weight_decay=config.weight_decay,
            average_decay=config.average_decay,
            patience=config.patience,
            precision=config.precision,
            device=config.device,
            seed=config.seed,
        ),
        validate=validate,
        checkpoint=Checkpoint(
            config.out / "checkpoint.pt", config.checkpoint_s, settings_of(config, besides=_FREE)
        ),
        on_progress=job.on_progress,
        control=job.control,
    )


def evaluate(
    encoder: Encoder, embedding: EmbeddingNetwork, photos: LoadedPhotos, side: int, job: Job
) -> dict[str, float]:
    """Return held-out photos search each other: embeddings by cosine, the exported codes by
    Hamming."""
    values = encode_images(encoder, photos.images.numpy(), job)
    return retrieval_metrics(
        embed_all(embedding, photos.images, side), values, photos.labels.numpy()
    )


def check(config: ClassificationConfig) -> Splits:
    """Return the photos, if all is there that the training and its export need.

    Raises:
        UserError: something is missing; says what.
    """
    parts = check_labelled_recipe(config.data, config.out, config.weights)
    check_bits(config.bits, photos=len(parts.train), features=config.dim)
    return parts


def run(config: ClassificationConfig, job: Job) -> dict[str, float]:
    """Return everything, from photos to a model folder with its figures."""
    parts = check(config)

    def sampler(labels: NDArray[np.int64]) -> Shuffled:
        return Shuffled(len(labels), config.batch, config.seed)

    classifier = setup(config, len(parts.train.classes))
    held_out = load_photos(parts.validation, config.side, control=job.control)
    batches = training_batches(parts.train, sampler, config.side, seed=config.seed, job=job)
    fitted = train(config, classifier, batches, held_out, job)
    embedding = classifier.embedding.cpu()
    known = load_photos(parts.train, config.side, control=job.control).images
    known_rows = embed_all(embedding, known, config.side)
    folder = config.out / "model"
    encoder = export_model(
        ProjectedNetwork(embedding, "itq", known_rows, config.bits, config.seed),
        folder,
        name="classification",
        side=config.side,
        bits=config.bits,
        origin=origin_of(config.weights),
        training=notes("classification", config, parts, fitted),
    )
    embedding.backbone.save(config.out / "backbone.safetensors")
    measured = evaluate(encoder, embedding, held_out, config.side, job)
    record(config.out, folder, measured)
    return measured


run_with_options = command(ClassificationConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "classification"))
