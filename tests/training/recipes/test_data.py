"""Photos to train on and photos to choose by."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.message_text import raises_text

pytest.importorskip("torch", reason="needs the extra 'train'")

from photosearch.core.errors import UserError
from photosearch.training.console import Job
from photosearch.training.fit.batches import CachedBatches, DecodedBatches
from photosearch.training.fit.loop import Batches
from photosearch.training.fit.samplers import Shuffled
from photosearch.training.recipe_parts import data
from photosearch.training.recipe_parts.data import open_splits, training_batches
from tests.training.recipes.made_up_photos import write_folder

pytestmark = pytest.mark.train


@pytest.mark.parametrize("name", ["validation", "val", "test"])
def test_a_set_may_bring_its_own_validation(tmp_path: Path, name: str) -> None:
    write_folder(tmp_path, part="train")
    write_folder(tmp_path, part=name, photos=3)
    parts = open_splits(tmp_path)
    assert (len(parts.train), len(parts.validation)) == (30, 9)
    assert parts.train.classes == parts.validation.classes
    assert all(member.startswith(f"{name}/") for member in parts.validation.members)


def test_else_each_fifth_photo_of_each_class_is_held_out(tmp_path: Path) -> None:
    parts = open_splits(write_folder(tmp_path, photos=12))
    assert (len(parts.train), len(parts.validation)) == (30, 6)
    assert not set(parts.train.members) & set(parts.validation.members)
    assert parts.validation.classes == parts.train.classes


def test_too_few_photos_to_hold_some_out_are_told(tmp_path: Path) -> None:
    with raises_text(UserError, r"too few photos.*10 photos of each class"):
        open_splits(write_folder(tmp_path, photos=4))


def test_labels_without_images_are_told(tmp_path: Path) -> None:
    write_folder(tmp_path)
    (tmp_path / "empty").mkdir()
    with raises_text(UserError, "classes without photos: empty"):
        open_splits(tmp_path)


def test_large_sets_are_decoded_when_needed_and_give_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = open_splits(write_folder(tmp_path))

    def batches() -> Batches:
        return training_batches(
            parts.train, lambda labels: Shuffled(len(labels), 8, 0), 20, seed=0, job=Job()
        )

    small = batches()
    monkeypatch.setattr(data, "_CACHE_BYTES", 1000)
    large = batches()
    assert isinstance(small, CachedBatches)
    assert isinstance(large, DecodedBatches)
    for one, other in zip(small.epoch(0), large.epoch(0), strict=True):
        np.testing.assert_array_equal(one.images.numpy(), other.images.numpy())
        np.testing.assert_array_equal(one.labels.numpy(), other.labels.numpy())
