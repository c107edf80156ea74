"""A model that breaks its word is refused, each fault in one plain sentence."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from photosearch.core.errors import ModelError
from photosearch.core.model_card import ModelCard
from photosearch.inference import model_check, models
from photosearch.inference.encoder import Encoder
from photosearch.inference.model_check import (
    CheckedModel,
    check_model,
    check_outputs,
    start_check,
    synthetic_images,
)
from tests.inference.tiny_models import network, write_model
from tests.message_text import raises_text, text_of

Outputs = Mapping[str, np.ndarray]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_model(tmp_path / "good")


def tried(folder: Path) -> ModelError:
    """The fault of a model, found without a process of its own."""
    error = start_check(("cpu",))(folder)
    assert isinstance(error, ModelError)
    return error


def test_a_good_model_passes_and_is_timed(good: Path) -> None:
    checked = check_model(good)
    assert checked.card == models.load_card(good)
    assert checked.provider == "cpu"
    assert 0 < checked.ms_per_photo < 1000


def test_the_bundled_model_passes() -> None:
    assert check_model(models.find_model("default")).card.name == "default"


def test_a_model_with_the_subject_alone_passes(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "m", bits={"subject": 8}, tags=None, regions=None)
    checked = start_check(("cpu",))(folder)
    assert isinstance(checked, CheckedModel)
    assert list(checked.card.bits) == ["subject"]


def test_a_fault_comes_out_of_the_process(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "m", network(lacking="copy"))
    with raises_text(ModelError, "has no output 'copy'"):
        check_model(folder)


@pytest.mark.parametrize(
    ("model", "changes", "words"),
    [
        (network(), {"sha256": "0" * 64}, "damaged or not the one"),
        (network(lacking="copy"), {}, "has no output 'copy'"),
        (network(input_type=1), {}, "instead of one input 'pixels' of type uint8"),
        (network(side=20), {}, r"takes 'pixels' as .*20"),
        (network(bits={"copy": 24}), {}, "gives 'copy' as"),
        (network(regions=3), {}, "gives 'regions' as"),
        (b"no network at all", {}, "is no ONNX model"),
        (network(), {"tags": {"count": 5, "labels": "labels.txt"}}, "labels.txt is missing"),
    ],
)
def test_what_the_file_shows_at_once(
    tmp_path: Path, model: bytes, changes: dict[str, object], words: str
) -> None:
    folder = write_model(tmp_path / "m", model, **changes)
    error = tried(folder)
    assert re.search(words, text_of(error))
    assert text_of(error).next_step.endswith(("list", "model."))


def test_labels_must_be_as_many_as_classes(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "m", tags={"count": 5, "labels": "labels.txt"})
    (folder / "labels.txt").write_text("one\ntwo\n")
    assert "names 2 classes, the model has 5" in text_of(tried(folder))


class Spoiled:
    """A good encoder whose outputs are changed by a test."""

    def __init__(self, folder: Path) -> None:
        self.encoder = Encoder(folder)
        self.card: ModelCard = self.encoder.card
        self.calls = 0

    def __call__(self, pixels: np.ndarray) -> Outputs:
        self.calls += 1
        outputs = {name: values.copy() for name, values in self.encoder.encode(pixels).items()}
        self.spoil(outputs, pixels)
        return outputs

    def spoil(self, outputs: dict[str, np.ndarray], pixels: np.ndarray) -> None:
        pass


class Nan(Spoiled):
    def spoil(self, outputs: dict[str, np.ndarray], pixels: np.ndarray) -> None:
        dark = pixels.reshape(len(pixels), -1).max(axis=1) == 0  # as a division by the norm does
        outputs["subject"][dark] = np.nan


class Constant(Spoiled):
    def spoil(self, outputs: dict[str, np.ndarray], pixels: np.ndarray) -> None:
        outputs["copy"][:] = np.linspace(-1, 1, 16)


class Random(Spoiled):
    def spoil(self, outputs: dict[str, np.ndarray], pixels: np.ndarray) -> None:
        outputs["copy"][:] *= np.random.default_rng(self.calls).choice([-1, 1], 16)


class Sociable(Spoiled):
    def spoil(self, outputs: dict[str, np.ndarray], pixels: np.ndarray) -> None:
        outputs["copy"] -= outputs["copy"].mean(axis=0) * 0.9  # as batch normalisation in training


class Short(Spoiled):
    def spoil(self, outputs: dict[str, np.ndarray], pixels: np.ndarray) -> None:
        outputs["tags"] = outputs["tags"][:, :3]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Nan, "no numbers .* in 'subject'"),
        (Constant, r"too few different codes in 'copy' \(1\)"),
        (Random, "another code each time in 'copy'"),
        (Sociable, "beside other pictures than alone in 'copy'"),
        (Short, r"gives 'tags' as \(3,\) instead of \(5,\)"),
    ],
)
def test_what_only_running_it_shows(good: Path, kind: type[Spoiled], words: str) -> None:
    encode = kind(good)
    with raises_text(ModelError, words):
        check_outputs(encode.card, encode)
    clean = Spoiled(good)
    check_outputs(clean.card, clean)


def test_pictures_differ_and_are_always_the_same(good: Path) -> None:
    card = models.load_card(good)
    pictures = synthetic_images(card)
    assert len(np.unique(pictures.reshape(len(pictures), -1), axis=0)) == len(pictures)
    assert np.array_equal(pictures, synthetic_images(card))


def _killer(_providers: object) -> object:
    return lambda _folder: os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals of POSIX systems")
@pytest.mark.slow
def test_a_model_that_takes_its_process_down_is_refused(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_check, "start_check", _killer)
    with raises_text(ModelError, r"ended the process that ran it .*SIGKILL"):
        check_model(good)
