"""The recipe of the default model, from made-up photo sets to a checked folder."""

from __future__ import annotations

import json
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.message_text import raises_text, text_of

pytest.importorskip("torch", reason="needs the extra 'train'")

import torch
from PIL import Image

from photosearch.core.codes import CodeKind
from photosearch.core.errors import UserError
from photosearch.inference.encoder import Encoder
from photosearch.training.backbones.backbone import build
from photosearch.training.console import Job
from photosearch.training.default_encoder import model_folder
from photosearch.training.recipes import default_model
from photosearch.training.recipes.default_model import DefaultModelConfig

pytestmark = [pytest.mark.train, pytest.mark.slow]

SETS = {
    "clothing.zip": {"train": 440, "validation": 12},
    "tiny-imagenet-30k.zip": {"train": 640, "val": 60},
    "photos.zip": {"camera": 3},
}
"""As many as 256 bits need to be fitted."""
CLASSES = 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("default")
    rng = np.random.default_rng(0)
    for file, parts in SETS.items():
        with zipfile.ZipFile(home / file, "w") as archive:
            for part, count in parts.items():
                for number in range(count):
                    kind = number % CLASSES
                    coarse = rng.integers(0, 256, (4, 4, 3))
                    coarse[..., kind % 3] //= 1 + kind
                    image = Image.fromarray(coarse.astype(np.uint8)).resize(
                        (20, 16), Image.Resampling.BICUBIC
                    )
                    with archive.open(f"{part}/class {kind}/{number:04}.png", "w") as member:
                        image.save(member, "PNG")
    torch.manual_seed(0)
    backbone = build("mobilenet_v2", classifier=True)
    for layer in backbone.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.momentum = None
    backbone.train()
    with torch.no_grad():  # a random network lets almost nothing through without statistics
        backbone(torch.rand(16, 3, 65, 65) * 2 - 1)
    backbone.save(home / "w.safetensors")
    return home


def config(folder: Path, **changes: Any) -> DefaultModelConfig:
    values = {
        "weights": folder / "w.safetensors",
        "data": folder,
        "work": folder / "work",
        "out": folder / "model",
        "side": 65,
        "view_side": 33,
        "copy_steps": 1,
        "copy_pictures": 4,
        "subject_steps": 1,
        "subject_classes": 4,
        **changes,
    }
    return DefaultModelConfig(**values)


def test_the_recipe_makes_a_model_that_says_what_it_reaches(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photosearch.training.default_encoder.copy_training.EPOCH", 3)
    monkeypatch.setattr("photosearch.training.default_encoder.subject_training.EPOCH", 3)
    default_model.run(config(folder), Job())
    made = folder / "model"
    encoder = Encoder(made)
    assert encoder.card.calibration.keys() == {CodeKind.COPY, CodeKind.SUBJECT}
    assert encoder.card.whole_region is not None
    card = tomllib.loads((made / "model.toml").read_text(encoding="utf-8"))
    rows = card["figures"]
    assert [row["encoder"].split(",")[0] for row in rows][-2:] == ["fp32", "int8"]
    assert rows[0]["encoder"].startswith("untrained")
    for row in rows:
        for name in ("subject_map", "copies_uap", "camera_copies_uap", "copies_r1"):
            assert 0 <= row[name] <= 1, (row["encoder"], name)
    assert card["parity"]["copy_fp32"] > 0.99
    assert str(folder) not in (made / "model.toml").read_text(encoding="utf-8")


def test_the_branches_go_on_where_they_stood(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first test everything that takes long lies in the work folder."""
    trained = []

    def keep(_config: object, encoder: torch.nn.Module, *_others: object) -> dict[str, object]:
        trained.append(encoder)
        return {}

    monkeypatch.setattr(default_model, "write_model", keep)
    monkeypatch.setattr("photosearch.training.default_encoder.copy_training.EPOCH", 3)
    monkeypatch.setattr("photosearch.training.default_encoder.subject_training.EPOCH", 3)
    steps: list[str] = []
    default_model.run(
        config(folder),
        Job(on_progress=lambda progress: steps.append(text_of(progress.stage))),
    )
    assert "Training" not in steps
    assert "Making views" not in steps
    whole = Path(tempfile.mkdtemp(dir=folder))
    again = model_folder.export_float(
        trained[0], whole, 65, model_folder.card_values(trained[0], "again", "1", 65)
    )
    pixels = np.random.default_rng(1).integers(0, 256, (4, 65, 65, 3), dtype=np.uint8)
    one, other = Encoder(folder / "model").encode(pixels), again.encode(pixels)
    assert ((one["subject"] > 0) == (other["subject"] > 0)).mean() > 0.8


def test_unseen_classes_are_measured_apart(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("photosearch.training.default_encoder.subject_training.EPOCH", 3)
    found = default_model.run(config(folder, unseen=True), Job())
    assert json.loads((folder / "work" / "unseen.json").read_text()) == found
    for figures in found.values():
        assert any(name.startswith("untrained") for name in figures)
        assert any(name.startswith("unseen") for name in figures)


def test_missing_photo_sets_are_told(folder: Path, tmp_path: Path) -> None:
    with raises_text(UserError, r"clothing\.zip"):
        default_model.run(config(folder, data=tmp_path), Job())
