"""What can be known before the first step is told before it, by every recipe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.message_text import raises_text

pytest.importorskip("torch", reason="needs the extra 'train'")

from photosearch.core.errors import UserError
from photosearch.training.console import Job
from photosearch.training.recipe_parts import checks
from photosearch.training.recipe_parts.fine_tuning import check_embedding_recipe
from photosearch.training.recipes import (
    cifar10,
    classification,
    copy_detection,
    end_to_end_hash,
    features_only,
    metric,
)
from tests.training.recipes.made_up_photos import photo, write_cifar, write_folder

pytestmark = pytest.mark.train


class Recipe(NamedTuple):
    config: Callable[..., Any]
    run: Callable[..., Any]


METRIC = Recipe(metric.MetricConfig, metric.run)
CLASSIFICATION = Recipe(classification.ClassificationConfig, classification.run)
END_TO_END = Recipe(end_to_end_hash.EndToEndHashConfig, end_to_end_hash.run)
FEATURES_ONLY = Recipe(features_only.FeaturesOnlyConfig, features_only.run)
COPIES = Recipe(copy_detection.CopyDetectionConfig, copy_detection.run)
CIFAR = Recipe(cifar10.Cifar10Config, cifar10.run)
LABELLED = (METRIC, CLASSIFICATION, END_TO_END, FEATURES_ONLY)
FITTED = (METRIC, CLASSIFICATION, FEATURES_ONLY, COPIES)


@pytest.fixture(autouse=True)
def no_photo_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading photos is the first thing that takes long."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a photo was read before the checks were done")

    for module in (cifar10, classification, copy_detection, end_to_end_hash, features_only, metric):
        monkeypatch.setattr(module, "load_photos", refuse)


def start(recipe: Recipe, data: Path, out: Path, **changes: Any) -> None:
    weights = {"weights": "none", "backbone": "cnn4", **changes}
    recipe.run(recipe.config(data=data, out=out, **weights), Job())


def write_for(recipe: Recipe, folder: Path, **options: Any) -> Path:
    return write_cifar(folder / "c.zip") if recipe is CIFAR else write_folder(folder, **options)


@pytest.mark.parametrize("recipe", FITTED)
def test_bits_that_photos_are_too_few_for(recipe: Recipe, tmp_path: Path) -> None:
    data = write_folder(tmp_path / "photos", photos=20)
    with raises_text(UserError, r"256 bits cannot be fitted to 48 photos.*--bits 48"):
        start(recipe, data, tmp_path / "out", bits=256)


@pytest.mark.parametrize("recipe", FITTED)
def test_bits_that_features_are_too_few_for(recipe: Recipe, tmp_path: Path) -> None:
    data = write_folder(tmp_path / "photos", photos=200, classes=2)
    changes = {"dim": 64} if recipe in (METRIC, CLASSIFICATION) else {}
    least = changes.get("dim", 256)
    with raises_text(UserError, rf"{least + 8} bits cannot be fitted to {least} features"):
        start(recipe, data, tmp_path / "out", bits=least + 8, **changes)


@pytest.mark.parametrize("recipe", [*LABELLED, COPIES, CIFAR])
def test_bits_that_fill_no_bytes(recipe: Recipe, tmp_path: Path) -> None:
    data = write_for(recipe, tmp_path / "photos", photos=20) if recipe is not CIFAR else None
    data = data or write_cifar(tmp_path / "cifar10.zip")
    with raises_text(UserError, "20 bits do not fill whole bytes.*for example 16"):
        start(recipe, data, tmp_path / "out", bits=20)


@pytest.mark.parametrize("recipe", LABELLED)
def test_classes_of_one_photo(recipe: Recipe, tmp_path: Path) -> None:
    data = write_folder(tmp_path / "photos", photos=1, part="train")
    (data / "train" / "class 0" / "more.png").write_bytes(photo(0, 5))
    write_folder(data, photos=3, part="validation")
    with raises_text(UserError, "Only 1 of the 3 classes .* two photos to learn from"):
        start(recipe, data, tmp_path / "out", bits=8)


@pytest.mark.parametrize("recipe", LABELLED)
def test_classes_of_one_photo_to_judge_by(recipe: Recipe, tmp_path: Path) -> None:
    data = write_folder(tmp_path / "photos", photos=6, part="train")
    write_folder(data, photos=1, part="validation")
    with raises_text(UserError, "two photos to judge by"):
        start(recipe, data, tmp_path / "out", bits=8)


@pytest.mark.parametrize("recipe", LABELLED)
def test_photos_without_a_folder(recipe: Recipe, tmp_path: Path) -> None:
    data = write_folder(tmp_path / "photos", photos=6)
    (data / "stray.png").write_bytes(photo(0, 5))
    with raises_text(UserError, "lie in no folder.*stray.png"):
        start(recipe, data, tmp_path / "out", bits=8)


@pytest.mark.parametrize("recipe", [*LABELLED, COPIES, CIFAR])
def test_a_file_where_the_folder_should_be(recipe: Recipe, tmp_path: Path) -> None:
    data = write_folder(tmp_path / "photos")
    (tmp_path / "out").write_text("notes")
    with raises_text(UserError, "Nothing can be written to .*out"):
        start(recipe, data, tmp_path / "out", bits=8)


@pytest.mark.parametrize("recipe", [*LABELLED, COPIES, CIFAR])
def test_a_full_disk(recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=5_000_000))
    with raises_text(UserError, "has 5 MB left; up to 600 MB"):
        start(recipe, write_folder(tmp_path / "photos"), tmp_path / "out", bits=8)


@pytest.mark.parametrize("recipe", [*LABELLED, COPIES, CIFAR])
def test_weights_that_are_not_there(recipe: Recipe, tmp_path: Path) -> None:
    data = write_folder(tmp_path / "photos")
    with raises_text(UserError, "no weights in .*w.safetensors"):
        start(recipe, data, tmp_path / "out", bits=8, weights=str(tmp_path / "w.safetensors"))


def test_a_single_class_with_one_photo_is_told_and_left(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data = write_folder(tmp_path / "photos", photos=10)
    (data / "alone").mkdir()
    (data / "alone" / "0.png").write_bytes(photo(3, 0))
    config = metric.MetricConfig(data=data, out=tmp_path / "out", weights="none", bits=8)
    parts = check_embedding_recipe(config)
    assert "alone" in parts.train.classes
    assert "1 of 4 classes have one photo" in caplog.text
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that refuses")
def test_a_folder_that_refuses(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with raises_text(UserError, "Nothing can be written"):
            checks.check_out_folder(tmp_path / "out")
    finally:
        tmp_path.chmod(0o700)
