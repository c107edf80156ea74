"""Codes from few labels: what is drawn, what the others are taken for, and that labels help."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the extra 'train'")

from photosearch.training.console import Job
from photosearch.training.recipe_parts.labelled_features import LabelledFeatures, draw_labelled
from photosearch.training.recipes import few_labels
from photosearch.training.recipes.few_labels import FewLabelsConfig

pytestmark = pytest.mark.train


def rows(per_class: int, seed: int) -> LabelledFeatures:
    """Six classes, told apart by a few directions among many that vary more."""
    centres = np.random.default_rng(7).normal(size=(6, 24)) * 0.6
    rng = np.random.default_rng(seed)
    features = np.repeat(centres, per_class, axis=0) + rng.normal(size=(6 * per_class, 24))
    features[:, :6] += rng.normal(size=(6 * per_class, 6)) * 3
    labels = np.repeat([f"class {number}" for number in range(6)], per_class)
    return LabelledFeatures(features.astype(np.float32), labels)


def test_so_many_of_each_class_are_drawn() -> None:
    labels = np.array(["a"] * 5 + ["b"] * 3 + ["c"])
    for seed in range(4):
        drawn = draw_labelled(labels, 3, seed)
        assert len(set(drawn.tolist())) == len(drawn)
        names, counts = np.unique(labels[drawn], return_counts=True)
        assert dict(zip(names.tolist(), counts.tolist(), strict=True)) == {"a": 3, "b": 3, "c": 1}
    draws = {tuple(draw_labelled(labels, 1, seed).tolist()) for seed in range(9)}
    assert len(draws) > 1


def test_the_others_take_the_label_of_the_nearest_mean() -> None:
    known = rows(8, 1)
    labelled = draw_labelled(known.labels, 2, 0)
    told = few_labels.pseudo_labels(known.features, known.labels, labelled)
    for place, feature in enumerate(known.features):
        if place in labelled:
            assert told[place] == known.labels[place]
            continue
        cosines = {}
        for name in set(known.labels.tolist()):
            mean = sum(known.features[at] for at in labelled if known.labels[at] == name) / 2
            cosines[name] = float(feature @ mean / np.linalg.norm(mean))
        assert told[place] == max(cosines, key=cosines.__getitem__)


def test_labels_help_and_more_help_more(tmp_path: Path) -> None:
    config = FewLabelsConfig(
        data=tmp_path, out=tmp_path, bits=16, labels=(1, 20), steps=60, seeds=2, learning_rate=1e-2
    )
    table = few_labels.compare(config, rows(30, 1), rows(6, 2), Job())
    losses = ("csq", "ortho-hash")
    assert set(table) == {
        "features as they are",
        "itq, no labels",
        *(name + more for name in losses for more in ("", ", pseudo-labels")),
    }
    for name in losses:
        assert table[name][1] > table[name][0], name
        assert table[name][1] > table["itq, no labels"][1], name
    lines = few_labels.markdown(config, table).splitlines()
    assert lines[0] == "| 16 bits | 1 a class | 20 a class |"
    assert len(lines) == 2 + len(table)
