"""Retrieve with few labels: codes learned from 1, 5 or 20 labelled photos of each class.

    python -m photosearch.training.recipes.few_labels --data PHOTOS --out OUT

PHOTOS is a folder or zip file with one folder of photos for each class. A network as it is gives
the features, once. Of the training photos so many of each class keep their labels, drawn by the
seed; the others are there without. A layer is trained on the labelled ones alone, or on all, where
the others take the label of the nearest class mean: pseudo-labels (Lee, "Pseudo-Label: The Simple
and Efficient Semi-Supervised Learning Method for Deep Neural Networks", ICML Workshop 2013). Beside
them codes that need no label. The held-out photos search all training photos; OUT/few_labels.md
has the mean average precision over the whole ranked list, mean of all seeds.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from photosearch.training import console
from photosearch.training.config_options import command, option
from photosearch.training.console import Job
from photosearch.training.hashing.linear import fit_itq
from photosearch.training.losses import CSQLoss, OrthogonalCentresLoss
from photosearch.training.recipe_parts.labelled_features import (
    CodeLength,
    Draws,
    FeatureOptions,
    LabelCounts,
    LabelledFeatures,
    MakeLoss,
    Values,
    centred,
    check,
    draw_labelled,
    extract,
    precision,
    train_layer,
)
from photosearch.training.recipe_parts.tables import table_head, write_table

TABLE_FILE = "few_labels.md"
_LOSSES: Mapping[str, MakeLoss] = MappingProxyType(
    {"csq": CSQLoss, "ortho-hash": OrthogonalCentresLoss}
)
"""Those that ask for no pairs of one class, of which there may be none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FewLabelsConfig(FeatureOptions):
    """Learn codes from a few labelled photos of each class, and measure how well they are found."""

    bits: CodeLength = 64
    labels: LabelCounts = (1, 5, 20)
    steps: Annotated[int, option("Of training.", min=1)] = 200
    learning_rate: Annotated[float, option("Of the layer.")] = 1e-3
    seeds: Draws = 3


def pseudo_labels(
    features: NDArray[np.float32], labels: NDArray[np.str_], labelled: NDArray[np.intp]
) -> NDArray[np.str_]:
    """Return `labels` of the labelled photos, and of each other that of the nearest class mean.

    Args:
        features: (n, d).
        labels: (n,), looked at where they are known alone.
        labelled: places of the photos whose labels are known.
    """
    known = labels[labelled]
    names = np.unique(known)
    means = np.stack([features[labelled][known == name].mean(axis=0) for name in names])
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)
    told: NDArray[np.str_] = names[(features @ means.T).argmax(axis=1)]
    told[labelled] = known
    return told


def compare(
    config: FewLabelsConfig, train: LabelledFeatures, held_out: LabelledFeatures, job: Job
) -> dict[str, list[float]]:
    """Return mean average precision by method, for each number of labels."""

    def measured(values: Values, *, floats: bool = False) -> float:
        return precision(values, held_out, train, floats=floats)

    counts = len(config.labels)
    untrained = measured(fit_itq(train.features, config.bits, seed=0).values)
    table = {
        "features as they are": [measured(lambda rows: rows, floats=True)] * counts,
        "itq, no labels": [untrained] * counts,
    }
    for name in _LOSSES:
        for more in ("", ", pseudo-labels"):
            table[name + more] = []
    for count in config.labels:
        found: dict[str, list[float]] = {}
        for seed in range(config.seeds):
            job.control.checkpoint()
            labelled = draw_labelled(train.labels, count, seed)
            alone = LabelledFeatures(train.features[labelled], train.labels[labelled])
            told = pseudo_labels(train.features, train.labels, labelled)
            for name, make_loss in _LOSSES.items():
                for more, known in (
                    ("", alone),
                    (", pseudo-labels", LabelledFeatures(train.features, told)),
                ):
                    values = train_layer(
                        make_loss,
                        known,
                        config.bits,
                        seed,
                        steps=config.steps,
                        learning_rate=config.learning_rate,
                    )
                    found.setdefault(name + more, []).append(measured(values))
        for name, runs in found.items():
            table[name].append(float(np.mean(runs)))
    return table


def markdown(config: FewLabelsConfig, table: Mapping[str, list[float]]) -> str:
    """Return the table: a line for each method."""
    lines = table_head(f"{config.bits} bits", (f"{count} a class" for count in config.labels))
    lines += [
        f"| {name} | {' | '.join(f'{value:.3f}' for value in row)} |" for name, row in table.items()
    ]
    return "\n".join(lines) + "\n"


def run(config: FewLabelsConfig, job: Job) -> dict[str, list[float]]:
    """Return the figures, and write the table."""
    features = centred(*extract(config, check(config), job))
    table = compare(config, *features, job)
    write_table(config.out / TABLE_FILE, markdown(config, table))
    return table


run_with_options = command(FewLabelsConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "few_labels"))
