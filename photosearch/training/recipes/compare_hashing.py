"""Every hashing method and loss on the same features, beside each other: classes seen and unseen.

    python -m photosearch.training.recipes.compare_hashing --data PHOTOS --out OUT

PHOTOS is a folder or zip file with one folder of photos for each class. A network as it is gives
the features, once. Each method is fitted to, or each loss trains one linear layer on, the training
photos of two thirds of the classes, all with the same batches and number of steps. The held-out
photos of these classes search the training photos of these; those of the other classes search the
others'. OUT/hashing.md is the table: mean average precision over the whole ranked list as the
expected value over ties, by Hamming distance, mean of all seeds, and how far these are apart.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from photosearch.core.codes import pack
from photosearch.core.jobs import Progress
from photosearch.core.message_codes import in_words
from photosearch.training import console
from photosearch.training.backbones.networks import EmbeddingNetwork
from photosearch.training.config_options import command, option
from photosearch.training.console import Job
from photosearch.training.evaluation.metrics import (
    cosine_distances,
    hamming_distances,
    mean_average_precision,
)
from photosearch.training.fit.batches import load_photos
from photosearch.training.fit.samplers import ClassesTimesPhotos
from photosearch.training.hashing import METHODS
from photosearch.training.losses import (
    CSQLoss,
    DPSHLoss,
    FastAPLoss,
    GreedyHashLoss,
    HashNetLoss,
    OrthogonalCentresLoss,
    QuantisationLoss,
    TripletLoss,
    WeightedSum,
)
from photosearch.training.losses.base import set_progress
from photosearch.training.recipe_parts.checks import (
    check_classes,
    check_enough_classes,
    check_labelled_photos,
    check_out_folder,
    check_weights,
)
from photosearch.training.recipe_parts.data import Splits, learned_classes, open_splits
from photosearch.training.recipe_parts.start import WEIGHTS_HELP, start_backbone
from photosearch.training.recipe_parts.tables import write_table
from photosearch.training.recipe_parts.validation import embed_all

TABLE_FILE = "hashing.md"

MakeLoss = Callable[[int, int, int], nn.Module]
"""Bits, classes and seed to a loss of values (N, bits) and labels (N,)."""

LOSSES: Mapping[str, MakeLoss] = MappingProxyType(
    {
        "triplet + quantisation": lambda bits, classes, seed: WeightedSum(
            {
                "triplet": (1.0, TripletLoss(margin=bits**0.5 / 2)),
                "quantisation": (0.1, QuantisationLoss()),
            }
        ),
        "fast-ap + quantisation": lambda bits, classes, seed: WeightedSum(
            {
                "fast-ap": (1.0, FastAPLoss(bits // 2)),
                "quantisation": (0.1, QuantisationLoss()),
            }
        ),
        "dpsh": lambda bits, classes, seed: DPSHLoss(),
        "hashnet": lambda bits, classes, seed: HashNetLoss(),
        "greedy-hash": lambda bits, classes, seed: GreedyHashLoss(bits, classes),
        "csq": CSQLoss,
        "ortho-hash": OrthogonalCentresLoss,
    }
)
"""By name; those that `end_to_end_hash.py` has, too, with its options."""


@dataclass(frozen=True, slots=True)
class CompareHashingConfig:
    """Compare hashing methods and losses on the features of a network as it is."""

    data: Annotated[Path, option("Folder or zip file with a folder of photos for each class.")]
    out: Annotated[Path, option("Folder for the table.")]
    weights: Annotated[str, option(WEIGHTS_HELP)] = "pretrained"
    backbone: Annotated[str, option("Name of the network.")] = "efficientnet_lite2"
    bits: Annotated[tuple[int, ...], option("Lengths of the codes.")] = (16, 32, 64, 128)
    side: Annotated[int, option("Input side in pixels.", min=16)] = 225
    steps: Annotated[int, option("Of training, for each loss.", min=1)] = 300
    classes_per_batch: Annotated[int, option("Classes in a batch.", min=2)] = 16
    photos_per_class: Annotated[int, option("Photos of each class in a batch.", min=2)] = 6
    learning_rate: Annotated[float, option("Of the layer.")] = 1e-3
    seeds: Annotated[int, option("Runs with other draws, whose mean is told.", min=1)] = 3


Values = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""What gives features (n, d) their values (n, bits)."""


class LabelledFeatures(NamedTuple):
    """Features and classes of photos."""

    features: NDArray[np.float32]
    """(n, d), unit length, centred on the mean of the training photos."""
    labels: NDArray[np.str_]
    """(n,)."""

    def of(self, classes: NDArray[np.str_]) -> LabelledFeatures:
        """Return the photos of some classes."""
        chosen = np.isin(self.labels, classes)
        return LabelledFeatures(self.features[chosen], self.labels[chosen])


class Score(NamedTuple):
    """Mean average precision of classes that were learned from, and of others."""

    seen: float
    unseen: float
    spread: float = 0.0
    """The largest difference between two seeds, of either."""


def mean_of(scores: Sequence[Score]) -> Score:
    """Return the mean of the scores of all seeds, and how far these are apart."""
    rows = np.array([(one.seen, one.unseen) for one in scores])
    seen, unseen = rows.mean(axis=0).tolist()
    return Score(seen, unseen, float(np.ptp(rows, axis=0).max()))


def between_seeds(scores: Iterable[Score]) -> str:
    """Return a sentence on how far seeds are apart."""
    spreads = [one.spread for one in scores]
    return (
        f"Between seeds figures differ by {np.mean(spreads):.3f} on average, "
        f"by {max(spreads):.3f} at most."
    )


def check(config: CompareHashingConfig) -> Splits:
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


def describe(
    config: CompareHashingConfig, parts: Splits, job: Job
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


def extract(
    config: CompareHashingConfig, parts: Splits, job: Job
) -> tuple[LabelledFeatures, LabelledFeatures]:
    """Return the features of the training and of the held-out photos, centred."""
    return centred(*describe(config, parts, job))


def centred(
    train: LabelledFeatures, held_out: LabelledFeatures
) -> tuple[LabelledFeatures, LabelledFeatures]:
    """Return both with the mean of the training photos taken off."""
    mean = train.features.mean(axis=0)
    return (
        LabelledFeatures(train.features - mean, train.labels),
        LabelledFeatures(held_out.features - mean, held_out.labels),
    )


def train_layer(
    config: CompareHashingConfig, make_loss: MakeLoss, known: LabelledFeatures, bits: int, seed: int
) -> Values:
    """Return one linear layer with balanced bits, trained by a loss: features to values."""
    torch.manual_seed(seed)
    names, numbers = np.unique(known.labels, return_inverse=True)
    loss = make_loss(bits, len(names), seed)
    layer = nn.Sequential(nn.Linear(known.features.shape[1], bits), nn.BatchNorm1d(bits))
    weights = [*layer.parameters(), *loss.parameters()]
    optimiser = torch.optim.AdamW(weights, config.learning_rate, weight_decay=0.01)
    features, labels = torch.from_numpy(known.features), torch.from_numpy(numbers)
    sampler = ClassesTimesPhotos(numbers, config.classes_per_batch, config.photos_per_class, seed)
    step = epoch = 0
    while step < config.steps:
        for batch in sampler.epoch(epoch)[: config.steps - step]:
            places = torch.tensor(batch)
            set_progress(loss, step / config.steps)
            optimiser.zero_grad()
            loss(layer(features[places]), labels[places]).backward()
            optimiser.step()
            step += 1
        epoch += 1
    return values_of(layer)


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


def score(
    values: Values,
    train: LabelledFeatures,
    held_out: LabelledFeatures,
    seen: NDArray[np.str_],
    *,
    floats: bool = False,
) -> Score:
    """Return how well held-out photos find the training photos of their class."""
    everything = np.unique(train.labels)
    found = []
    for classes in (seen, np.setdiff1d(everything, seen)):
        asked, searched = held_out.of(classes), train.of(classes)
        found.append(precision(values, asked, searched, floats=floats))
    return Score(*found)


def compare(
    config: CompareHashingConfig, train: LabelledFeatures, held_out: LabelledFeatures, job: Job
) -> dict[str, dict[int, Score]]:
    """Return scores by method and bits, means over the seeds."""
    classes = np.unique(train.labels)
    seen = np.array(learned_classes(classes.tolist()))
    known = train.of(seen)
    table: dict[str, dict[int, Score]] = {}
    names = [*METHODS, *LOSSES]
    done = 0
    for name in names:
        table[name] = {}
        for bits in config.bits:
            scores = []
            for seed in range(config.seeds):
                job.control.checkpoint()
                values = (
                    METHODS[name](known.features, bits, seed).values
                    if name in METHODS
                    else train_layer(config, LOSSES[name], known, bits, seed)
                )
                scores.append(score(values, train, held_out, seen))
            table[name][bits] = mean_of(scores)
            done += 1
            job.on_progress(
                Progress(in_words("Comparing"), done, len(names) * len(config.bits), {})
            )
    size = train.features.shape[1]
    plain = score(lambda rows: rows, train, held_out, seen, floats=True)
    return {"features as they are": {size: plain}, **table}


def markdown(config: CompareHashingConfig, table: Mapping[str, Mapping[int, Score]]) -> str:
    """Return the table: a line for each method, seen / unseen classes for each length."""
    heads = " | ".join(f"{bits} bits" for bits in config.bits)
    lines = [f"| method | {heads} |", f"| --- |{' --- |' * len(config.bits)}"]
    for name, scores in table.items():
        cells = [f"{one.seen:.3f} / {one.unseen:.3f}" for one in scores.values()]
        if len(scores) == 1:
            size = next(iter(scores))
            name, cells = f"{name}, {size} floats", cells * len(config.bits)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    if config.seeds > 1:
        lines += ["", between_seeds(one for scores in table.values() for one in scores.values())]
    return "\n".join(lines) + "\n"


def run(config: CompareHashingConfig, job: Job) -> dict[str, dict[int, Score]]:
    """Return the scores, and write the table."""
    parts = check(config)
    table = compare(config, *extract(config, parts, job), job)
    write_table(config.out / TABLE_FILE, markdown(config, table))
    return table


run_with_options = command(CompareHashingConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "compare_hashing"))
