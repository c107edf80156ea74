"""Compare every hashing method and loss on the same features: classes seen and unseen.

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
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType
from typing import Annotated

import numpy as np
import torch

from photosearch.core.jobs import Progress
from photosearch.core.message_codes import in_words
from photosearch.training import console
from photosearch.training.config_options import command, option
from photosearch.training.console import Job
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
from photosearch.training.recipe_parts.data import learned_classes
from photosearch.training.recipe_parts.labelled_features import (
    Draws,
    FeatureOptions,
    LabelledFeatures,
    MakeLoss,
    Values,
    centred,
    check,
    extract,
    train_layer,
)
from photosearch.training.recipe_parts.options import ClassesPerBatch, PhotosPerClass
from photosearch.training.recipe_parts.seen_unseen import Score, between_seeds, mean_of, score
from photosearch.training.recipe_parts.tables import write_table

TABLE_FILE = "hashing.md"

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


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareHashingConfig(FeatureOptions):
    """Compare hashing methods and losses on the features of a network as it is."""

    bits: Annotated[tuple[int, ...], option("Lengths of the codes.")] = (16, 32, 64, 128)
    steps: Annotated[int, option("Of training, for each loss.", min=1)] = 300
    classes_per_batch: ClassesPerBatch = 16
    photos_per_class: PhotosPerClass = 6
    learning_rate: Annotated[float, option("Of the layer.")] = 1e-3
    seeds: Draws = 3


def train_by(
    config: CompareHashingConfig, make_loss: MakeLoss, known: LabelledFeatures, bits: int, seed: int
) -> Values:
    """Return one layer trained by a loss, on batches of some photos of some classes."""
    _, numbers = np.unique(known.labels, return_inverse=True)
    sampler = ClassesTimesPhotos(numbers, config.classes_per_batch, config.photos_per_class, seed)
    return train_layer(
        make_loss,
        known,
        bits,
        seed,
        steps=config.steps,
        learning_rate=config.learning_rate,
        batches=(torch.tensor(batch) for epoch in count() for batch in sampler.epoch(epoch)),
    )


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
                    else train_by(config, LOSSES[name], known, bits, seed)
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
    table = compare(config, *centred(*extract(config, parts, job)), job)
    write_table(config.out / TABLE_FILE, markdown(config, table))
    return table


run_with_options = command(CompareHashingConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "compare_hashing"))
