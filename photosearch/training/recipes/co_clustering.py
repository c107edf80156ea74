"""Pre-train without labels: photos and features clustered together, clusters taken for classes.

    python -m photosearch.training.recipes.co_clustering --data PHOTOS --out OUT

PHOTOS is a folder or zip file with one folder of photos for each class. A network as it is gives
the features, which are not negative: how much of each pattern a photo shows. The table of photos
and features is cut into blocks, so that photos of a block share what they show (Dhillon,
"Co-clustering documents and words using bipartite spectral graph partitioning", KDD 2001). A
hidden layer and a hash layer first learn to tell the blocks apart (clusters as labels: Caron,
Bojanowski, Joulin and Douze, "Deep Clustering for Unsupervised Learning of Visual Features", ECCV
2018); then the hidden layer, with a new hash layer, learns from a few labelled photos of each
class.

Beside it the same without that first stage, and with clusters of photos alone (k-means). Each third
class is in none of this. The held-out photos search the training photos, those of learned classes
among these, the others among theirs; OUT/co_clustering.md has the mean average precision over the
whole ranked list, mean of all seeds, and how far these are apart.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.cluster import KMeans, SpectralCoclustering
from sklearn.metrics import normalized_mutual_info_score
from torch import nn

from photosearch.core.errors import UserError
from photosearch.training import console
from photosearch.training.config_options import command, option
from photosearch.training.console import Job
from photosearch.training.hashing.linear import fit_itq
from photosearch.training.losses import CSQLoss
from photosearch.training.recipe_parts.data import learned_classes
from photosearch.training.recipe_parts.labelled_features import (
    CodeLength,
    Draws,
    FeatureOptions,
    LabelCounts,
    LabelledFeatures,
    centred,
    check,
    draw_labelled,
    extract,
    fit_layer,
    new_hash_layer,
    values_of,
)
from photosearch.training.recipe_parts.seen_unseen import Score, between_seeds, mean_of, score
from photosearch.training.recipe_parts.tables import table_head, write_table

log = logging.getLogger(__name__)

TABLE_FILE = "co_clustering.md"

Table = Mapping[str, list[Score]]
"""By way, a score for each number of labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoClusteringConfig(FeatureOptions):
    """Measure what pre-training on co-clusters of photos and features brings to few labels."""

    clusters: Annotated[int, option("Blocks of photos and features.", min=2)] = 64
    bits: CodeLength = 64
    hidden: Annotated[int, option("Numbers in the hidden layer.", min=8)] = 512
    labels: LabelCounts = (1, 5, 20)
    steps: Annotated[int, option("Of either stage.", min=1)] = 200
    learning_rate: Annotated[float, option("Of the layers.")] = 1e-3
    seeds: Draws = 3


def co_clusters(features: NDArray[np.float32], clusters: int, seed: int) -> NDArray[np.int64]:
    """Return the block of each photo, of as many blocks of photos and features.

    Args:
        features: (n, d), none negative, no row or column of zeros alone.
        clusters: at most n and d.
        seed: of the k-means of the singular vectors.
    """
    made = SpectralCoclustering(clusters, random_state=seed).fit(features.astype(np.float64))
    blocks: NDArray[np.int64] = made.row_labels_.astype(np.int64)
    return blocks


def shown(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the features (n, some of d) that any photo shows.

    Raises:
        UserError: some are negative: there is nothing to share out.
    """
    if (features < 0).any():
        raise UserError.in_words(
            "This backbone gives negative features, which cannot be co-clustered.",
            "Give one that ends in a ReLU with --backbone, for example efficientnet_lite2.",
        )
    return features[:, (features > 0).any(axis=0)]


def pretrain(
    config: CoClusteringConfig, known: LabelledFeatures, seed: int
) -> tuple[nn.Module, nn.Module]:
    """Return the hidden and the hash layer that have learned to tell the labels of `known` apart.

    Args:
        config: sizes and steps.
        known: photos with clusters for classes.
        seed: of the layers and batches.
    """
    torch.manual_seed(seed)
    body = new_body(config, known.features.shape[1])
    head = new_hash_layer(config.hidden, config.bits)
    loss = CSQLoss(config.bits, len(np.unique(known.labels)), seed)
    learn(config, nn.Sequential(body, head), loss, known)
    return body, head


def new_body(config: CoClusteringConfig, size: int) -> nn.Module:
    """Return the hidden layer, untrained, for `size` features."""
    return nn.Sequential(nn.Linear(size, config.hidden), nn.BatchNorm1d(config.hidden), nn.ReLU())


def learn(
    config: CoClusteringConfig, layer: nn.Module, loss: nn.Module, known: LabelledFeatures
) -> None:
    """Teach `layer` in place."""
    fit_layer(layer, loss, known, steps=config.steps, learning_rate=config.learning_rate)


def compare(
    config: CoClusteringConfig, train: LabelledFeatures, held_out: LabelledFeatures, job: Job
) -> dict[str, list[Score]]:
    """Return scores by way, one for each number of labels.

    Args:
        config: what to compare.
        train: as the network gives them, none negative; searched.
        held_out: likewise; search.
        job: who may cancel.
    """
    seen = np.array(learned_classes(np.unique(train.labels).tolist()))
    learned = train.of(seen)
    table = shown(learned.features)
    train, held_out = centred(train, held_out)
    known = train.of(seen)
    counts = len(config.labels)
    found: dict[str, list[list[Score]]] = {}

    def note(name: str, layer: nn.Module, place: int | None = None) -> None:
        rows = found.setdefault(name, [[] for _ in range(counts)])
        measured = score(values_of(layer), train, held_out, seen)
        for at in range(counts) if place is None else (place,):
            rows[at].append(measured)

    for seed in range(config.seeds):
        clusters = {
            "k-means": KMeans(config.clusters, n_init=1, random_state=seed).fit_predict(
                learned.features
            ),
            "co-clusters": co_clusters(table, config.clusters, seed),
        }
        bodies = {}
        for name, numbers in clusters.items():
            job.control.checkpoint()
            agreement = normalized_mutual_info_score(known.labels, numbers)
            log.info("%s: mutual information with the classes %.3f", name, agreement)
            labels = numbers.astype(str)
            body, head = pretrain(config, LabelledFeatures(known.features, labels), seed)
            note(f"{name}, no labels", nn.Sequential(body, head))
            bodies[f"{name} first"] = body.state_dict()
        for place, count in enumerate(config.labels):
            chosen = draw_labelled(known.labels, count, seed)
            few = LabelledFeatures(known.features[chosen], known.labels[chosen])
            for name in ("labels alone", *bodies):
                job.control.checkpoint()
                torch.manual_seed(seed)
                body = new_body(config, few.features.shape[1])
                if name in bodies:
                    body.load_state_dict(bodies[name])
                layer = nn.Sequential(body, new_hash_layer(config.hidden, config.bits))
                learn(config, layer, CSQLoss(config.bits, len(seen), seed), few)
                note(name, layer, place)
    means = {name: [mean_of(runs) for runs in rows] for name, rows in found.items()}
    untrained = score(fit_itq(known.features, config.bits, seed=0).values, train, held_out, seen)
    return {"itq, no labels": [untrained] * counts, **means}


def markdown(config: CoClusteringConfig, table: Table) -> str:
    """Return the table: a line for each way, learned / other classes for each number of labels."""
    lines = table_head(f"{config.bits} bits", (f"{count} a class" for count in config.labels))
    for name, scores in table.items():
        cells = " | ".join(f"{one.seen:.3f} / {one.unseen:.3f}" for one in scores)
        lines.append(f"| {name} | {cells} |")
    if config.seeds > 1:
        lines += ["", between_seeds(one for scores in table.values() for one in scores)]
    return "\n".join(lines) + "\n"


def run(config: CoClusteringConfig, job: Job) -> dict[str, list[Score]]:
    """Return the scores, and write the table."""
    table = compare(config, *extract(config, check(config), job), job)
    write_table(config.out / TABLE_FILE, markdown(config, table))
    return table


run_with_options = command(CoClusteringConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "co_clustering"))
