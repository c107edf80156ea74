"""Hash end to end: CNN -> embedding -> hash layer, all trained at once.

    python -m photosearch.training.recipes.end_to_end_hash --data PHOTOS --out OUT

PHOTOS is a folder or zip file with one folder of photos for each class. The basic loss is
L = triplet + lambda x quantisation, of the values in front of the sign; the others are the classics
of deep hashing.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from photosearch.core.codes import CodeKind, pack
from photosearch.inference.encoder import Encoder
from photosearch.training import console
from photosearch.training.backbones.networks import EmbeddingNetwork, HashNetwork
from photosearch.training.config_options import command, option
from photosearch.training.console import Job
from photosearch.training.evaluation.metrics import hamming_distances
from photosearch.training.fit.batch_views import BatchViews, random_views
from photosearch.training.fit.batches import Batch, LoadedPhotos, load_photos
from photosearch.training.fit.device import (
    Network,
    seed_all,
)
from photosearch.training.fit.loop import Batches, TrainResult, TrainStep
from photosearch.training.fit.samplers import ClassesTimesPhotos
from photosearch.training.losses import (
    CSQLoss,
    DPSHLoss,
    GreedyHashLoss,
    HashNetLoss,
    OrthogonalCentresLoss,
    QuantisationLoss,
    TripletLoss,
    WeightedSum,
)
from photosearch.training.losses.base import set_progress
from photosearch.training.recipe_parts.checks import (
    check_bits,
    check_labelled_recipe,
)
from photosearch.training.recipe_parts.data import Splits, training_batches
from photosearch.training.recipe_parts.encoding import encode_images
from photosearch.training.recipe_parts.fine_tuning import FineTuningOptions, fine_tune
from photosearch.training.recipe_parts.model_folder import export_model, notes, record
from photosearch.training.recipe_parts.options import (
    Bits,
    ClassesPerBatch,
    LabelledData,
    PhotosPerClass,
    Pooling,
)
from photosearch.training.recipe_parts.start import origin_of, start_backbone
from photosearch.training.recipe_parts.validation import (
    embed_all,
    outputs,
    retrieval,
    retrieval_metrics,
)

log = logging.getLogger(__name__)


class HashMethod(StrEnum):
    """Name what codes are learned by."""

    TRIPLET = "triplet"
    """Triplet loss + lambda x quantisation loss."""
    DPSH = "dpsh"
    HASHNET = "hashnet"
    GREEDY_HASH = "greedy-hash"
    CSQ = "csq"
    ORTHO_HASH = "ortho-hash"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndToEndHashConfig(FineTuningOptions):
    """Train a network whose signs are the codes, from photos sorted into folders by class."""

    data: LabelledData
    pooling: Pooling = "average"
    method: Annotated[HashMethod, option("What codes are learned by.")] = HashMethod.TRIPLET
    dim: Annotated[int, option("Numbers in the embedding.", min=2)] = 256
    bits: Bits = 64
    quantisation: Annotated[
        float, option("Lambda: weight of the quantisation beside the triplet loss.", min=0)
    ] = 0.1
    classes_per_batch: ClassesPerBatch = 8
    photos_per_class: PhotosPerClass = 6


class HashTrainer(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Hold the network and its loss, whose classifiers and centres are trained and kept too."""

    def __init__(self, network: HashNetwork, loss: nn.Module) -> None:
        super().__init__()
        self.network, self.loss = network, loss

    def forward(self, images: Tensor) -> Tensor:
        """Return `images` (N, H, W, 3) to values (N, bits)."""
        return self.network(images)


def make_loss(config: EndToEndHashConfig, classes: int) -> nn.Module:
    """Return the loss of `config.method`."""
    bits, seed = config.bits, config.seed
    match config.method:
        case HashMethod.TRIPLET:
            # Codes of +-1 are 2 x sqrt(differing bits) apart: the margin grows with them.
            triplet = TripletLoss(margin=bits**0.5 / 2)
            return WeightedSum(
                {
                    "triplet": (1.0, triplet),
                    "quantisation": (config.quantisation, QuantisationLoss()),
                }
            )
        case HashMethod.DPSH:
            return DPSHLoss()
        case HashMethod.HASHNET:
            return HashNetLoss()
        case HashMethod.GREEDY_HASH:
            return GreedyHashLoss(bits, classes)
        case HashMethod.CSQ:
            return CSQLoss(bits, classes, seed)
        case HashMethod.ORTHO_HASH:
            return OrthogonalCentresLoss(bits, classes, seed)


def setup(config: EndToEndHashConfig, classes: int) -> HashTrainer:
    """Return backbone, pooling, embedding, hash layer and loss."""
    seed_all(config.seed)
    backbone = start_backbone(config.backbone, config.weights)
    embedding = EmbeddingNetwork(backbone, config.pooling, dim=config.dim)
    return HashTrainer(HashNetwork(embedding, config.bits), make_loss(config, classes))


def train(
    config: EndToEndHashConfig,
    hasher: HashTrainer,
    batches: Batches,
    held_out: LoadedPhotos,
    job: Job,
) -> TrainResult:
    """Teach `hasher`, stopping when the held-out photos' codes no longer get better."""

    def step(network: Network, batch: Batch, moment: TrainStep) -> Tensor:
        images = random_views(network.moved(batch.images), config.side, BatchViews())
        set_progress(hasher.loss, moment.share)
        return hasher.loss(network(images), network.moved(batch.labels))

    def validate(network: Network) -> float:
        codes = pack(outputs(network, held_out.images, config.side))
        labels = held_out.labels.numpy()
        return retrieval(hamming_distances(codes, codes), labels).mean_average_precision

    return fine_tune(
        config, hasher, batches, step, validate, job, backbone="network.embedding.backbone"
    )


def evaluate(
    config: EndToEndHashConfig,
    encoder: Encoder,
    network: HashNetwork,
    photos: LoadedPhotos,
    job: Job,
) -> dict[str, float]:
    """Return held-out photos search each other: embeddings by cosine, the exported codes by
    Hamming."""
    values = encode_images(encoder, photos.images.numpy(), job)
    embeddings = embed_all(network.embedding, photos.images, config.side)
    return retrieval_metrics(embeddings, values, photos.labels.numpy())


def check(config: EndToEndHashConfig) -> Splits:
    """Return the photos, if all is there that the training and its export need.

    Raises:
        UserError: something is missing; says what.
    """
    check_bits(config.bits)
    return check_labelled_recipe(config.data, config.out, config.weights)


def run(config: EndToEndHashConfig, job: Job) -> dict[str, float]:
    """Return everything, from photos to a model folder with its figures."""
    parts = check(config)

    def sampler(labels: NDArray[np.int64]) -> ClassesTimesPhotos:
        return ClassesTimesPhotos(
            labels, config.classes_per_batch, config.photos_per_class, config.seed
        )

    hasher = setup(config, len(parts.train.classes))
    held_out = load_photos(parts.validation, config.side, control=job.control)
    batches = training_batches(parts.train, sampler, config.side, seed=config.seed, job=job)
    fitted = train(config, hasher, batches, held_out, job)
    folder = config.out / "model"
    encoder = export_model(
        hasher.network,
        folder,
        name=f"hash-{config.method}",
        side=config.side,
        bits={CodeKind.SUBJECT.value: config.bits},
        origin=origin_of(config.weights),
        training=notes("end_to_end_hash", config, parts, fitted),
    )
    measured = evaluate(config, encoder, hasher.network, held_out, job)
    record(config.out, folder, measured)
    return measured


run_with_options = command(EndToEndHashConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "end_to_end_hash"))
