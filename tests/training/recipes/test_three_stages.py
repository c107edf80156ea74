"""The four-layer network in three stages: what is judged, and from photos to a model."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import numpy as np
import pytest

from tests.message_text import raises_text

pytest.importorskip("torch", reason="needs the extra 'train'")

import torch

from photosearch.core.errors import UserError
from photosearch.inference.encoder import Encoder
from photosearch.training.console import Job
from photosearch.training.fit.device import Precision
from photosearch.training.recipes import three_stages
from photosearch.training.recipes.three_stages import Stage, ThreeStagesConfig
from tests.training.recipes.made_up_photos import photo

pytestmark = pytest.mark.train


def write_classes(root: Path, classes: int = 6, photos: int = 10) -> Path:
    """Classes by colour and direction; the last two are the first two, smaller and upright."""
    for kind in range(classes):
        folder = root / f"class {kind}"
        folder.mkdir(parents=True)
        for number in range(photos):
            content = photo(kind % 4, number + 100 * kind, 28 if kind < 4 else 20)
            (folder / f"{number:02}.png").write_bytes(content)
    return root


def small(data: Path, out: Path, **changes: object) -> ThreeStagesConfig:
    options = {
        "dim": 16, "bits": 16, "side": 24, "epochs": (4, 2, 2), "batch": 12,
        "classes_per_batch": 3, "photos_per_class": 4, "precision": Precision.FLOAT32, **changes,
    }  # fmt: skip
    return ThreeStagesConfig(data=data, out=out, **options)  # type: ignore[arg-type]


def test_the_nearest_of_equal_ones_may_be_any() -> None:
    distances = np.array([[1, 1, 2, 1], [0, 3, 3, 3], [5, 4, 5, 5]])
    alike = np.array([[True, False, True, False], [False, True, True, True], [False, True] * 2])
    wanted = (1 / 3 + 0 + 1) / 3
    assert three_stages.rank_1(distances, alike) == pytest.approx(wanted)


def test_the_threshold_is_chosen_on_one_half_and_judged_on_the_other() -> None:
    known = np.array([0, 0, 1, 1])
    asked = np.array([0, 0, 1, 1])
    near, far = 0.2, 0.8
    distances = np.where(asked[:, None] == known, near, far)
    distances[1] = [0.9, near, 0.1, far]  # of the half that judges: one miss, one false alarm
    found = three_stages.evaluate([distances, 1 - distances], [asked, asked], [known, known])
    assert found.threshold == (pytest.approx(near), 0)
    assert found.errors[0].misses == pytest.approx(1 / 4)
    assert found.errors[0].false_alarms == pytest.approx(1 / 4)
    assert found.rank_1 == (3 / 4, 1 / 4)
    # The others are far where the learned are near, but for one pair of the changed row.
    assert found.errors[1].misses == pytest.approx(7 / 8)


@pytest.mark.slow
def test_from_photos_to_a_model(tmp_path: Path) -> None:
    torch.set_num_threads(1)
    data = write_classes(tmp_path / "photos")
    table = three_stages.run(small(data, tmp_path / "out"), Job())
    assert list(table) == ["nothing", *Stage, "triplets, 16 bits"]
    assert table[Stage.CLASSES].rank_1[0] > 0.4
    assert table[Stage.TRIPLETS].mean_average_precision[0] > 0.4
    assert table[Stage.PAIRS] != table[Stage.CLASSES]
    values = Encoder(tmp_path / "out/model").encode(np.zeros((2, 24, 24, 3), np.uint8))
    assert values["subject"].shape == (2, 16)
    figures = json.loads((tmp_path / "out/figures.json").read_text(encoding="utf-8"))
    assert figures["rank_1_learned"] == round(table["triplets, 16 bits"].rank_1[0], 4)
    card = tomllib.loads((tmp_path / "out/model/model.toml").read_text(encoding="utf-8"))
    assert card["figures"][0]["threshold"] == figures["threshold"]
    lines = (tmp_path / "out/three_stages.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2 + len(table)
    assert all(line.count("|") == 7 for line in lines)
    # All stages are done: the same command gives the same at once.
    again = three_stages.run(small(data, tmp_path / "out", bits=8), Job())
    assert again[Stage.TRIPLETS] == table[Stage.TRIPLETS]


def test_a_stage_without_its_number_is_told(tmp_path: Path) -> None:
    with raises_text(UserError, "3 stages but 2 numbers of epochs"):
        three_stages.run(small(tmp_path, tmp_path / "out", epochs=(4, 2)), Job())


def test_too_few_classes_are_told(tmp_path: Path) -> None:
    data = write_classes(tmp_path / "photos", classes=4)
    with raises_text(UserError, "has 4 classes"):
        three_stages.run(small(data, tmp_path / "out"), Job())


def test_more_bits_than_photos_of_learned_classes_are_told_before_any_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a photo was read before the checks were done")

    monkeypatch.setattr(three_stages, "load_photos", refuse)
    data = write_classes(tmp_path / "photos", photos=10)  # eight of each are learned from
    with raises_text(UserError, "40 bits cannot be fitted to 32 photos"):
        three_stages.run(small(data, tmp_path / "out", dim=64, bits=40), Job())
