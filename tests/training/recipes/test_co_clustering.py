"""Pre-training on co-clusters: the clusters against Dhillon's formulas, and what it brings."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.message_text import raises_text

pytest.importorskip("torch", reason="needs the extra 'train'")

from sklearn.metrics import adjusted_rand_score

from photosearch.core.errors import UserError
from photosearch.training.console import Job
from photosearch.training.recipe_parts.labelled_features import LabelledFeatures
from photosearch.training.recipes import co_clustering
from photosearch.training.recipes.co_clustering import CoClusteringConfig

pytestmark = pytest.mark.train

CLASSES, SIZE = 6, 36


def rows(per_class: int, seed: int) -> LabelledFeatures:
    """Each class shows six features of its own much, and all a little."""
    rng = np.random.default_rng(seed)
    features = rng.gamma(0.5, 0.2, size=(CLASSES * per_class, SIZE))
    for number in range(CLASSES):
        block = features[number * per_class : (number + 1) * per_class, number * 6 : number * 6 + 6]
        block += rng.gamma(2, 0.3, size=block.shape)
    features /= np.linalg.norm(features, axis=1, keepdims=True)
    labels = np.repeat([f"class {number}" for number in range(CLASSES)], per_class)
    return LabelledFeatures(features.astype(np.float32), labels)


def test_blocks_are_those_of_the_singular_vectors() -> None:
    """Two blocks are told by the sign of the second singular vector around its two means."""
    made = rows(20, 1)
    two = made.of(np.array(["class 0", "class 3"]))
    table = two.features.astype(np.float64)
    by_row, by_column = table.sum(axis=1), table.sum(axis=0)
    scaled = np.diag(by_row**-0.5) @ table @ np.diag(by_column**-0.5)
    left, _, right = np.linalg.svd(scaled)
    ends = np.concatenate([left[:, 1] / by_row**0.5, right[1] / by_column**0.5])
    # Lloyd's algorithm in one dimension.
    low, high = ends.min(), ends.max()
    for _ in range(50):
        upper = np.abs(ends - high) < np.abs(ends - low)
        low, high = ends[~upper].mean(), ends[upper].mean()
    found = co_clustering.co_clusters(two.features, 2, seed=0)
    assert adjusted_rand_score(upper[: len(table)], found) == 1
    assert adjusted_rand_score(two.labels, found) > 0.9


def test_classes_that_show_other_features_are_found_without_labels() -> None:
    made = rows(20, 2)
    found = co_clustering.co_clusters(made.features, CLASSES, seed=0)
    assert found.shape == (len(made.labels),)
    assert adjusted_rand_score(made.labels, found) > 0.8


def test_features_that_no_photo_shows_are_left_out_and_negative_ones_are_told() -> None:
    features = np.array([[0, 1, 0.5], [0, 2, 0]], np.float32)
    assert co_clustering.shown(features).tolist() == [[1, 0.5], [2, 0]]
    with raises_text(UserError, "negative features"):
        co_clustering.shown(-features)


@pytest.mark.slow
def test_clusters_help_where_labels_are_few(tmp_path: Path) -> None:
    config = CoClusteringConfig(
        data=tmp_path, out=tmp_path, clusters=4, bits=16, hidden=32, labels=(1, 20), steps=60,
        seeds=2, learning_rate=1e-2,
    )  # fmt: skip
    table = co_clustering.compare(config, rows(30, 3), rows(8, 4), Job())
    assert set(table) == {
        "itq, no labels",
        "k-means, no labels",
        "co-clusters, no labels",
        "labels alone",
        "k-means first",
        "co-clusters first",
    }
    assert table["co-clusters first"][0].seen > table["labels alone"][0].seen
    assert table["labels alone"][1].seen > table["labels alone"][0].seen
    lines = co_clustering.markdown(config, table).splitlines()
    assert lines[0] == "| 16 bits | 1 a class | 20 a class |"
    assert len(lines) == 2 + len(table) + 2  # and how far seeds are apart
