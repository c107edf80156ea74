"""Finding and checking model folders."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from photosearch import paths
from photosearch.core.errors import ModelError
from photosearch.inference import models
from photosearch.inference.onnx_header import opset_version
from tests.inference.tiny_models import TAGS, default_opset, network, write_model
from tests.message_text import raises_text


def test_the_bundled_model_is_found() -> None:
    folder = models.find_model("default")
    card = models.load_card(folder)
    assert card.name == "default"
    models.verify(folder, card)


@pytest.mark.parametrize("name", ["other", "", ".", "..", "../default", "/tmp", "default/"])
def test_a_name_that_is_no_model_is_refused_with_the_choice(name: str) -> None:
    with raises_text(ModelError, "Choose one of: default"):
        models.find_model(name)


def test_without_any_model_the_next_step_is_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "models_folder", lambda: tmp_path)
    with raises_text(ModelError, "Install PhotoSearch again"):
        models.find_model("default")


def test_a_card_is_loaded_without_reading_the_network(tmp_path: Path) -> None:
    write_model(tmp_path)
    (tmp_path / "encoder.onnx").unlink()
    assert models.load_card(tmp_path).name == "tiny"


@pytest.mark.parametrize("name", ["model.toml", "encoder.onnx"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    write_model(tmp_path)
    (tmp_path / name).unlink()
    with raises_text(ModelError, f"{name} is missing"):
        models.verify(tmp_path, models.load_card(tmp_path))


def test_a_folder_in_place_of_the_file_is_no_model(tmp_path: Path) -> None:
    write_model(tmp_path)
    (tmp_path / "encoder.onnx").unlink()
    (tmp_path / "encoder.onnx").mkdir()
    with raises_text(ModelError, "missing"):
        models.verify(tmp_path, models.load_card(tmp_path))


def test_one_changed_bit_is_noticed(tmp_path: Path) -> None:
    write_model(tmp_path)
    content = bytearray((tmp_path / "encoder.onnx").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "encoder.onnx").write_bytes(content)
    with raises_text(ModelError, "damaged or not the one"):
        models.verify(tmp_path, models.load_card(tmp_path))


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_model(tmp_path)
    monkeypatch.setattr(models, "MAX_MODEL_BYTES", 100)
    with raises_text(ModelError, "more than"):
        models.verify(tmp_path, models.load_card(tmp_path))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"name = 'x' = 'y'"])
def test_a_card_that_is_no_toml_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.toml").write_bytes(content)
    with raises_text(ModelError, r"not text|not valid TOML"):
        models.load_card(tmp_path)


def test_labels_are_as_many_as_classes(tmp_path: Path) -> None:
    write_model(tmp_path, tags={"count": TAGS, "labels": "labels.txt"})
    card = models.load_card(tmp_path)
    with raises_text(ModelError, r"labels\.txt is missing"):
        models.load_labels(tmp_path, card)
    (tmp_path / "labels.txt").write_text("a\nb\n", encoding="utf-8")
    with raises_text(ModelError, "names 2 classes, the model has 5"):
        models.load_labels(tmp_path, card)
    (tmp_path / "labels.txt").write_text("a\nb\nc\nd\né\n", encoding="utf-8")
    assert models.load_labels(tmp_path, card) == ["a", "b", "c", "d", "é"]


def test_a_model_without_labels_has_none(tmp_path: Path) -> None:
    write_model(tmp_path)
    assert models.load_labels(tmp_path, models.load_card(tmp_path)) == []


def test_the_bundled_labels_are_those_of_imagenet() -> None:
    folder = models.find_model("default")
    labels = models.load_labels(folder, models.load_card(folder))
    assert len(labels) == 1000
    assert (labels[0], labels[207], labels[999]) == ("tench", "golden retriever", "toilet tissue")


def test_describing_a_model_needs_no_onnxruntime() -> None:
    program = (
        "import sys; from photosearch.inference import models;"
        "models.load_card(models.find_model('default'));"
        "sys.exit('onnxruntime' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("version", [13, 17, 130])
def test_the_operator_set_is_read_as_the_onnx_package_reads_it(version: int) -> None:
    model = network(opset=version)
    assert opset_version(model) == default_opset(model) == version


def test_no_cut_of_a_model_is_taken_for_a_whole_one() -> None:
    model = network()
    for size in range(0, len(model), 7):
        try:
            assert opset_version(model[:size]) in (0, 17)
        except ValueError:
            continue


@pytest.mark.parametrize("content", [b"\x07", b"\xff" * 40, b"\x0a\xff\xff\xff\x0f", b"<html>"])
def test_what_is_no_model_has_no_operator_set(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"cut off|wire type"):
        opset_version(content)
