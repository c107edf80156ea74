"""The recipe of the default model, from made-up photo sets to a checked folder."""

from __future__ import annotations

import shutil
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
from photosearch.core.errors import ModelError, UserError
from photosearch.core.model_card import COMPARED_COLUMNS
from photosearch.core.verification import Verdict
from photosearch.inference.encoder import Encoder
from photosearch.inference.models import load_card
from photosearch.training.backbones.backbone import build
from photosearch.training.console import Job
from photosearch.training.default_encoder import model_folder
from photosearch.training.export import write_card
from photosearch.training.recipes import default_model, verification
from photosearch.training.recipes.default_model import DefaultModelConfig
from photosearch.training.recipes.verification import VerificationConfig

pytestmark = [pytest.mark.train, pytest.mark.slow]

SETS = {
    "clothing.zip": {"train": 560, "validation": 12},
    "tiny-imagenet-30k.zip": {"train": 120, "val": 120},
    "caltech101.zip": {"train": 300, "validation": 12},
    "flickr-captions.zip": {"train": 24, "validation": 8},
    "fashion-products.zip": {"train": 90, "validation": 48},
    "photos.zip": {"camera": 3},
}
"""As many as 256 bits need to be fitted."""
CLASSES = 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("default")
    rng = np.random.default_rng(0)
    for file, parts in SETS.items():
        lines = ["image,articleType,baseColour"]
        with zipfile.ZipFile(home / file, "w") as archive:
            for part, count in parts.items():
                for number in range(count):
                    kind = number % CLASSES
                    coarse = rng.integers(0, 256, (4, 4, 3))
                    coarse[..., kind % 3] //= 1 + kind
                    image = Image.fromarray(coarse.astype(np.uint8)).resize(
                        (20, 16), Image.Resampling.BICUBIC
                    )
                    name = f"{part}/n{kind}/{number:04}.png"
                    lines.append(f"{name},kind {kind},colour {kind % 3}")
                    with archive.open(name, "w") as member:
                        image.save(member, "PNG")
            if file.startswith("fashion"):
                archive.writestr("products.csv", "\n".join(lines))
    rows = [f"{kind}\tn{kind}\tclass {kind}" for kind in range(CLASSES)]
    (home / "imagenet_classes.tsv").write_text("\n".join(["index\twnid\tnames", *rows]))
    torch.manual_seed(0)
    backbone = build("efficientnet_lite2", classifier=True)
    for layer in backbone.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.momentum = None
    backbone.train()
    with torch.no_grad():  # a random network lets almost nothing through without statistics
        backbone(torch.rand(16, 3, 97, 97) * 2 - 1)
    backbone.save(home / "w.safetensors")
    return home


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("photosearch.training.default_encoder.data._TAUGHT", 3)
    monkeypatch.setattr("photosearch.training.default_encoder.data._JUDGED", 4)
    monkeypatch.setattr("photosearch.training.default_encoder.copy_training.EPOCH", 3)
    monkeypatch.setattr("photosearch.training.default_encoder.copy_sets._SCENES", 1)
    monkeypatch.setattr("photosearch.training.default_encoder.copy_sets._VERSIONS", 2)
    for name in ("_MAX_COMPARED", "_LEAST_COMPARED"):
        monkeypatch.setattr(f"photosearch.training.default_encoder.compared_answers.{name}", 1)
    some = {"everyday": 1, "clothing": 4, "products": 4, "look_alikes": 1, "tiny": 8}
    monkeypatch.setattr("photosearch.training.default_encoder.data._FITTED_EVERY", some)
    # Of chance, not of 8 bits: a random network's answers hang on nothing.
    monkeypatch.setattr("photosearch.training.default_encoder.model_folder.MOST_LOST", 1.0)


def config(folder: Path, **changes: Any) -> DefaultModelConfig:
    values = {
        "weights": folder / "w.safetensors",
        "data": folder,
        "work": folder / "work",
        "out": folder / "model",
        "side": 97,
        "view_side": 65,
        "copy_steps": 1,
        "copy_pictures": 8,
        **changes,
    }
    return DefaultModelConfig(**values)


def test_the_recipe_makes_a_model_that_says_what_it_reaches(folder: Path) -> None:
    default_model.run(config(folder), Job())
    made = folder / "model"
    encoder = Encoder(made)
    assert encoder.card.calibration.keys() == {CodeKind.COPY, CodeKind.SUBJECT}
    assert encoder.card.whole_region is not None
    assert encoder.card.version == "3"
    card = tomllib.loads((made / "model.toml").read_text(encoding="utf-8"))
    rows = card["figures"]
    assert [row["encoder"].split(",")[0] for row in rows] == ["untrained", "fp32", "int8"]
    for row in rows:
        for name in ("copies_uap", "copies_recall_at_90", "copies_r1"):
            assert 0 <= row[name] <= 1, (row["encoder"], name)
    outputs = {"tags_top1", "tags_top5", "subject", "look", "copy", "regions"}
    assert card["accuracy"]["fp32"].keys() == card["accuracy"]["int8"].keys() == outputs
    assert card["unseen_sources"].keys() == {"clothing", "objects", "products", "tiny"}
    for figures in card["unseen_sources"].values():
        assert any(name.startswith("untrained, itq") for name in figures)
        assert any(name.startswith("left out") for name in figures)
    assert card["parity"]["copy_fp32"] > 0.99
    assert str(folder) not in (made / "model.toml").read_text(encoding="utf-8")
    assert Verdict.TOO_LITTLE in encoder.card.compared, "so small are the photos"
    assert 0 <= card["thresholds"]["compared"]["further_photos"]["too_little"]["same"] <= 1


def test_what_a_comparison_leaves_can_be_measured_alone(folder: Path, tmp_path: Path) -> None:
    """Of a model that knows nothing of it; all else in its card stays."""
    model = tmp_path / "model"
    shutil.copytree(folder / "model", model)
    whole = (model / "model.toml").read_text(encoding="utf-8")
    lacking = tomllib.loads(whole)
    measured = lacking["thresholds"].pop("compared")
    for name in COMPARED_COLUMNS.values():
        lacking["calibration"]["copy"].pop(name, None)
    write_card(model, lacking)
    assert not load_card(model).compared
    config = VerificationConfig(model, folder, folder / "work")
    assert verification.run(config, Job()) == measured
    assert (model / "model.toml").read_text(encoding="utf-8") == whole
    del lacking["calibration"]
    write_card(model, lacking)
    with raises_text(ModelError, "calibration"):
        verification.run(config, Job())


def test_a_second_run_goes_on_where_the_first_stood(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the first test everything that takes long lies in the work folder."""
    made = []

    def keep(_config: object, encoder: torch.nn.Module, *_others: object) -> dict[str, object]:
        made.append(encoder)
        return {}

    monkeypatch.setattr(default_model, "write_model", keep)
    steps: list[str] = []
    default_model.run(
        config(folder),
        Job(on_progress=lambda progress: steps.append(text_of(progress.stage))),
    )
    assert not {"Training", "Making views", "Reading photos"} & set(steps)
    whole = Path(tempfile.mkdtemp(dir=folder))
    values = model_folder.card_values(made[0], "again", "3", 97)
    again = model_folder.export_float(made[0], whole, 97, values)
    pixels = np.random.default_rng(1).integers(0, 256, (4, 97, 97, 3), dtype=np.uint8)
    one, other = Encoder(folder / "model").encode(pixels), again.encode(pixels)
    assert ((one["subject"] > 0) == (other["subject"] > 0)).mean() > 0.7


def test_what_is_missing_is_told_before_the_first_step(folder: Path, tmp_path: Path) -> None:
    with raises_text(UserError, r"clothing\.zip"):
        default_model.run(config(folder, data=tmp_path, work=tmp_path / "w"), Job())
    with raises_text(UserError, "no weights in"):
        default_model.run(config(folder, weights=tmp_path / "w.safetensors"), Job())
    weights = tmp_path / "w.safetensors"
    weights.write_bytes((folder / "w.safetensors").read_bytes())
    with raises_text(UserError, r"imagenet_classes\.tsv"):
        default_model.run(config(folder, weights=weights), Job())
    (tmp_path / "file").write_text("")
    with raises_text(UserError, "Nothing can be written"):
        default_model.run(config(folder, out=tmp_path / "file"), Job())
