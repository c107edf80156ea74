"""The comparison of hashing methods: one table, seen and unseen classes apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.message_text import raises_text

pytest.importorskip("torch", reason="needs the extra 'train'")

from photosearch.core.errors import UserError
from photosearch.training.console import Job
from photosearch.training.hashing import METHODS
from photosearch.training.recipe_parts.labelled_features import LabelledFeatures
from photosearch.training.recipe_parts.seen_unseen import Score, mean_of, score
from photosearch.training.recipes import compare_hashing
from photosearch.training.recipes.compare_hashing import LOSSES, CompareHashingConfig
from tests.training.recipes.made_up_photos import write_folder

pytestmark = pytest.mark.train

SIZE = 24


def rows(per_class: int, seed: int) -> LabelledFeatures:
    """Nine classes, told apart by a few directions among many."""
    centres = np.random.default_rng(7).normal(size=(9, SIZE))
    rng = np.random.default_rng(seed)
    features = np.repeat(centres, per_class, axis=0) + rng.normal(size=(9 * per_class, SIZE)) * 1.5
    labels = np.repeat([f"class {number}" for number in range(9)], per_class)
    return LabelledFeatures(features.astype(np.float32), labels)


def test_the_table_has_every_method_and_tells_seen_from_unseen(tmp_path: Path) -> None:
    config = CompareHashingConfig(
        data=tmp_path, out=tmp_path, bits=(8, 16), steps=40, seeds=2, classes_per_batch=6,
        learning_rate=1e-2,
    )  # fmt: skip
    table = compare_hashing.compare(config, rows(20, 1), rows(6, 2), Job())
    assert list(table) == ["features as they are", *METHODS, *LOSSES]
    chance = 1 / 6
    for name in LOSSES:
        assert table[name][16].seen > 2 * chance, name
    for name in ("csq", "greedy-hash", "ortho-hash"):
        assert table[name][16].seen > 0.5, name
        assert table[name][16].seen > table[name][16].unseen, name
    for name in ("itq", "pca-sign"):
        assert table[name][16].seen > 2 * chance, name
    text = compare_hashing.markdown(config, table)
    lines = text.splitlines()
    assert lines[0] == "| method | 8 bits | 16 bits |"
    assert len(lines) == 2 + len(table) + 2
    assert all(line.count("|") == 4 for line in lines[:-2])
    apart = [one.spread for scores in table.values() for one in scores.values()]
    assert lines[-1] == (
        f"Between seeds figures differ by {sum(apart) / len(apart):.3f} on average, "
        f"by {max(apart):.3f} at most."
    )


def test_seeds_are_averaged_and_the_widest_difference_told() -> None:
    found = mean_of([Score(0.5, 0.2), Score(0.6, 0.5), Score(0.7, 0.2)])
    assert found == pytest.approx((0.6, 0.3, 0.3))


def test_scores_are_those_of_the_definition() -> None:
    train, held_out = rows(5, 3), rows(2, 4)
    seen = np.array([f"class {number}" for number in range(6)])
    found = score(lambda one: one, train, held_out, seen, floats=True)
    for classes, told in ((seen, found.seen), (["class 6", "class 7", "class 8"], found.unseen)):
        precisions = []
        for row, label in zip(*held_out.of(np.array(classes)), strict=True):
            searched = train.of(np.array(classes))
            cosine = searched.features @ row / np.linalg.norm(searched.features, axis=1)
            right = (searched.labels == label)[np.argsort(-cosine)]
            ranks = np.flatnonzero(right) + 1
            precisions.append(np.mean(np.arange(1, len(ranks) + 1) / ranks))
        assert told == pytest.approx(np.mean(precisions), abs=1e-6)


def test_too_few_classes_are_told(tmp_path: Path) -> None:
    data = write_folder(tmp_path / "photos")
    config = CompareHashingConfig(data=data, out=tmp_path / "out", weights="none")
    with raises_text(UserError, "has 3 classes"):
        compare_hashing.run(config, Job())
