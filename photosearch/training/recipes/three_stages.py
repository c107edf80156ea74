"""Train a network of four layers from nothing to matching products, in three stages, and its
threshold.

    python -m photosearch.training.recipes.three_stages --data PHOTOS --out OUT

PHOTOS is a folder or zip file with one folder of photos for each class. First the network learns
to name the classes; then pairs of photos, alike or not, by the contrastive loss; last triplets,
semi-hard ones. The order, from a classifier to pairs, is that of Bell and Bala, "Learning Visual
Similarity for Product Design with Convolutional Neural Networks", ACM Transactions on Graphics
2015; triplets are those of Schroff, Kalenichenko and Philbin, "FaceNet", CVPR 2015.

Each third class is not learned from. The held-out photos search the training photos, those of
learned classes among these, the others among theirs. The threshold, up to which two photos are
called alike, is where both kinds of error are equal, on every second held-out photo of the learned
classes; it is judged on the others, and on the classes that were not learned. OUT/three_stages.md
is the table, OUT/model a model folder with the codes of the last stage by ITQ.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from photosearch.core.codes import CodeKind, pack
from photosearch.core.errors import UserError
from photosearch.inference.encoder import Encoder
from photosearch.training import console
from photosearch.training.backbones.networks import EmbeddingNetwork
from photosearch.training.config_options import command, option
from photosearch.training.console import Job
from photosearch.training.datasets import PhotoSet
from photosearch.training.evaluation.metrics import (
    cosine_distances,
    hamming_distances,
    mean_average_precision,
)
from photosearch.training.evaluation.thresholds import (
    PairErrors,
    PairThreshold,
    equal_error_threshold,
    pair_errors,
)
from photosearch.training.fit.batch_views import BatchViews, random_views
from photosearch.training.fit.batches import Batch, CachedBatches, LoadedPhotos, load_photos
from photosearch.training.fit.device import Network, seed_all
from photosearch.training.fit.loop import TrainResult, TrainStep, fit
from photosearch.training.fit.samplers import ClassesTimesPhotos, Sampler, Shuffled
from photosearch.training.losses import ContrastiveLoss, TripletLoss
from photosearch.training.recipe_parts.checks import (
    check_bits,
    check_enough_classes,
    check_labelled_recipe,
)
from photosearch.training.recipe_parts.data import Splits, learned_classes
from photosearch.training.recipe_parts.encoding import encode_images
from photosearch.training.recipe_parts.model_folder import export_model, notes, record
from photosearch.training.recipe_parts.options import (
    BackboneName,
    Bits,
    Dim,
    LabelledData,
    LoopOptions,
    PhotosPerClass,
    Side,
    Weights,
)
from photosearch.training.recipe_parts.projected import ProjectedNetwork
from photosearch.training.recipe_parts.start import origin_of, start_backbone
from photosearch.training.recipe_parts.tables import write_table
from photosearch.training.recipe_parts.validation import embed_all

log = logging.getLogger(__name__)

TABLE_FILE = "three_stages.md"


class Stage(StrEnum):
    """Name what the network learns by, one after the other."""

    CLASSES = "classes"
    PAIRS = "pairs"
    TRIPLETS = "triplets"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeStagesConfig(LoopOptions):
    """Teach a small network classes, then pairs, then triplets; report R@1 and a threshold."""

    data: LabelledData
    out: Annotated[Path, option("Folder for the checkpoints, the table and the model.")]
    weights: Weights = "none"
    backbone: BackboneName = "cnn4"
    dim: Dim = 128
    bits: Bits = 64
    side: Side = 64
    epochs: Annotated[tuple[int, ...], option("Epochs of classes, of pairs, of triplets.")] = (
        40,
        15,
        15,
    )
    learning_rate: Annotated[float, option("Of the first stage, at its highest.")] = 3e-3
    later_rate: Annotated[float, option("Share of that rate for the other two.", min=0)] = 0.3
    batch: Annotated[int, option("Photos per step of the first stage.", min=2)] = 48
    classes_per_batch: Annotated[int, option("Classes in a batch of pairs.", min=2)] = 8
    photos_per_class: PhotosPerClass = 6
    pair_margin: Annotated[float, option("Distance up to which unlike pairs are pushed.")] = 1.0
    triplet_margin: Annotated[float, option("How much nearer a photo of the class is to be.")] = 0.2


class Parts(NamedTuple):
    """Hold the photos of learned or of other classes."""

    train: LoadedPhotos
    """Learned from, if their classes are, and searched."""
    held_out: LoadedPhotos
    """Search."""


class StageMetrics(NamedTuple):
    """Hold what a stage has reached, of learned classes and of others."""

    rank_1: tuple[float, float]
    mean_average_precision: tuple[float, float]
    threshold: PairThreshold
    errors: tuple[PairErrors, PairErrors]


class StagedNetwork(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Represent the network, and the classifier that only the first stage needs."""

    def __init__(self, embedding: EmbeddingNetwork, classes: int) -> None:
        super().__init__()
        self.embedding = embedding
        self.classifier = nn.Linear(embedding.dim, classes)

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Return `images` (N, H, W, 3) to class logits (N, classes) and unit rows (N, dim)."""
        embedded = self.embedding.embed(images)
        return self.classifier(embedded), functional.normalize(embedded)


def setup(config: ThreeStagesConfig, classes: int) -> StagedNetwork:
    """Return backbone, average pooling, a linear layer to the embedding, and the classifier."""
    seed_all(config.seed)
    backbone = start_backbone(config.backbone, config.weights)
    return StagedNetwork(EmbeddingNetwork(backbone, dim=config.dim), classes)


def train(
    config: ThreeStagesConfig, learner: StagedNetwork, stage: Stage, photos: LoadedPhotos, job: Job
) -> TrainResult:
    """Teach `learner` what one stage has to teach; the next one goes on from it."""
    number = list(Stage).index(stage)
    rate = config.learning_rate * (1.0 if stage is Stage.CLASSES else config.later_rate)
    labels = photos.labels.numpy()
    sampler: Sampler
    if stage is Stage.CLASSES:
        sampler = Shuffled(len(labels), config.batch, config.seed)
    else:
        sampler = ClassesTimesPhotos(
            labels, config.classes_per_batch, config.photos_per_class, config.seed + number
        )
    loss = (
        ContrastiveLoss(config.pair_margin)
        if stage is Stage.PAIRS
        else TripletLoss(config.triplet_margin)
    )

    def step(network: Network, batch: Batch, _moment: TrainStep) -> Tensor:
        images = random_views(network.moved(batch.images), config.side, BatchViews())
        wanted = network.moved(batch.labels)
        logits, rows = network(images)
        if stage is Stage.CLASSES:
            named: Tensor = functional.cross_entropy(logits, wanted)
            return named
        lacking: Tensor = loss(rows, wanted)
        return lacking

    return fit(
        learner,
        CachedBatches(photos, sampler),
        step,
        replace(
            config.fit_config(
                epochs=config.epochs[number],
                learning_rate=rate,
                rate_factors={} if stage is Stage.CLASSES else {"classifier": 0.0},
            ),
            seed=config.seed + number,
        ),
        checkpoint=config.checkpoint("bits", file=f"checkpoint-{stage}.pt"),
        on_progress=job.on_progress,
        control=job.control,
    )


def evaluate(
    distances: Sequence[NDArray[Any]], asked: Sequence[NDArray[Any]], known: Sequence[NDArray[Any]]
) -> StageMetrics:
    """Return R@1, mean average precision and the threshold, all as expected values over ties.

    Args:
        distances: (held out, training) of learned classes, and of the others.
        asked: (held out,) labels of either.
        known: (training,) labels of either.
    """
    alike = [one[:, None] == other for one, other in zip(asked, known, strict=True)]
    # Photos of a class stand together: every second one is half of each class.
    threshold = equal_error_threshold(distances[0][::2], alike[0][::2])
    precisions = [
        mean_average_precision(*each) for each in zip(distances, asked, known, strict=True)
    ]
    firsts = [rank_1(apart, same) for apart, same in zip(distances, alike, strict=True)]
    return StageMetrics(
        (firsts[0], firsts[1]),
        (precisions[0], precisions[1]),
        threshold,
        (
            pair_errors(distances[0][1::2], alike[0][1::2], threshold.distance),
            pair_errors(distances[1], alike[1], threshold.distance),
        ),
    )


def rank_1(distances: NDArray[Any], alike: NDArray[np.bool_]) -> float:
    """Return how probably the nearest of (queries, photos) is alike; of equal ones any may be."""
    nearest = distances == distances.min(axis=1, keepdims=True)
    return float(((nearest & alike).sum(axis=1) / nearest.sum(axis=1)).mean())


def by_embeddings(learner: StagedNetwork, parts: Sequence[Parts], side: int) -> StageMetrics:
    """Return the figures of the network's rows, by cosine distance."""
    distances = [
        cosine_distances(
            embed_all(learner.embedding, part.held_out.images, side),
            embed_all(learner.embedding, part.train.images, side),
        )
        for part in parts
    ]
    return evaluate(distances, *_labels(parts))


def by_codes(encoder: Encoder, parts: Sequence[Parts], job: Job) -> StageMetrics:
    """Return the figures of an exported model's codes, by Hamming distance."""
    distances = []
    for part in parts:
        asked, known = (encode_images(encoder, one.images.numpy(), job) for one in reversed(part))
        distances.append(hamming_distances(pack(asked), pack(known)))
    return evaluate(distances, *_labels(parts))


def _labels(parts: Sequence[Parts]) -> tuple[list[NDArray[Any]], list[NDArray[Any]]]:
    asked = [part.held_out.labels.numpy() for part in parts]
    return asked, [part.train.labels.numpy() for part in parts]


def markdown(table: Mapping[str, StageMetrics]) -> str:
    """Return the table: a line for each stage; learned classes / others."""
    lines = [
        "| after | R@1 | mAP | threshold | false alarms | misses |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, found in table.items():
        alarms = [one.false_alarms for one in found.errors]
        misses = [one.misses for one in found.errors]
        cells = [
            " / ".join(f"{value:.3f}" for value in pair)
            for pair in (found.rank_1, found.mean_average_precision, alarms, misses)
        ]
        cells.insert(2, f"{found.threshold.distance:.3g}")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def check(config: ThreeStagesConfig) -> Splits:
    """Return the photos, if all is there that the training and its export need.

    Raises:
        UserError: something is missing; says what.
    """
    if len(config.epochs) != len(Stage):
        raise UserError.in_words(
            f"There are {len(Stage)} stages but {len(config.epochs)} numbers of epochs.",
            f"Give one to --epochs for each stage: {', '.join(Stage)}.",
        )
    parts = check_labelled_recipe(config.data, config.out, config.weights)
    check_enough_classes(parts.train)
    seen = learned_classes(parts.train.classes)
    check_bits(config.bits, photos=len(parts.train.of_classes(seen)), features=config.dim)
    return parts


def run(config: ThreeStagesConfig, job: Job) -> dict[str, StageMetrics]:
    """Return the figures after each stage, from photos to a table and a model folder."""
    splits = check(config)
    seen = learned_classes(splits.train.classes)
    others = [name for name in splits.train.classes if name not in seen]

    def loaded(photos: PhotoSet, names: Sequence[str]) -> LoadedPhotos:
        return load_photos(
            photos.of_classes(names), config.side, classes=names, control=job.control
        )

    parts = [Parts(*(loaded(part, names) for part in splits)) for names in (seen, others)]
    learner = setup(config, len(seen))
    table = {"nothing": by_embeddings(learner, parts, config.side)}
    for stage in Stage:
        fitted = train(config, learner, stage, parts[0].train, job)
        table[stage] = by_embeddings(learner.cpu(), parts, config.side)
        log.info("%s", markdown({stage: table[stage]}))
    known = embed_all(learner.embedding, parts[0].train.images, config.side)
    folder = config.out / "model"
    encoder = export_model(
        ProjectedNetwork(learner.embedding, "itq", known, config.bits, config.seed),
        folder,
        name="three-stages",
        side=config.side,
        bits={CodeKind.SUBJECT.value: config.bits},
        origin=origin_of(config.weights),
        training=notes("three_stages", config, splits, fitted),
    )
    table[f"triplets, {config.bits} bits"] = last = by_codes(encoder, parts, job)
    record(config.out, folder, flat(last))
    write_table(config.out / TABLE_FILE, markdown(table))
    return table


def flat(found: StageMetrics) -> dict[str, float]:
    """Return figures by names, as a model's card holds them."""
    values = {"threshold": found.threshold.distance}
    for place, kind in enumerate(("learned", "other")):
        values[f"rank_1_{kind}"] = round(found.rank_1[place], 4)
        values[f"map_{kind}"] = round(found.mean_average_precision[place], 4)
        values[f"false_alarms_{kind}"] = round(found.errors[place].false_alarms, 4)
        values[f"misses_{kind}"] = round(found.errors[place].misses, 4)
    return values


run_with_options = command(ThreeStagesConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "three_stages"))
