"""Copy detection from photos without labels to a model that the program can load."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.message_text import raises_text, text_of

pytest.importorskip("torch", reason="needs the extra 'train'")

import torch

from photosearch.core.codes import CodeKind, pack
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl
from photosearch.core.preprocess import resize
from photosearch.inference.encoder import Encoder
from photosearch.training.console import Job
from photosearch.training.evaluation_edits import EDITS, apply_edit
from photosearch.training.fit.device import Precision
from photosearch.training.recipes import copy_detection
from photosearch.training.recipes.copy_detection import (
    CopyDetectionConfig,
    hold_out,
    open_unlabelled,
    setup,
)
from tests.photos import make_photo, picture

pytestmark = [pytest.mark.train, pytest.mark.usefixtures("one_thread")]

SIDE = 32


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some at the top, some in a folder: nothing depends on it."""
    root = tmp_path_factory.mktemp("photos")
    for number in range(50):
        make_photo(root / ("in" if number % 2 else "") / f"{number:02}.png", number, (48, 40))
    return root


def config(data: Path, out: Path, **changes: Any) -> CopyDetectionConfig:
    values: dict[str, Any] = {
        "backbone": "cnn4", "weights": "none", "bits": 16, "side": SIDE, "epochs": 4, "photos": 10,
        "learning_rate": 1e-3, "judged": 4, "precision": Precision.FLOAT32, "average_decay": 0.8,
    }  # fmt: skip
    return CopyDetectionConfig(data=data, out=out, **values | changes)


def test_from_photos_to_a_model(photos: Path, tmp_path: Path) -> None:
    figures = copy_detection.run(config(photos, tmp_path), Job())
    encoder = Encoder(tmp_path / "model")
    assert encoder.card.bits == {CodeKind.COPY: 16, CodeKind.SUBJECT: 16}
    card = tomllib.loads((tmp_path / "model" / "model.toml").read_text(encoding="utf-8"))
    assert card["figures"][0]["copies_uap"] == figures["copies_uap"]
    assert json.loads((tmp_path / "figures.json").read_text(encoding="utf-8")) == figures
    # Copies made and looked for here, by slow distances, find as many as was said.
    held_out = open_unlabelled(photos).validation
    assert len(held_out) == 10
    images = [resize(image, SIDE, SIDE) for image in held_out.photos()]
    searched = np.unpackbits(pack(encoder.encode(np.stack(images))["copy"]), axis=1)
    right = []
    for number, image in enumerate(list(held_out.photos())[:4]):
        large = resize(image, 48, 48)
        for name in EDITS:
            edited = resize(apply_edit(name, large), SIDE, SIDE)
            code = np.unpackbits(pack(encoder.encode(edited[None])["copy"]), axis=1)
            distances = (searched != code).sum(1)
            first = distances == distances.min()  # any of them may come first
            right.append(first[number] / first.sum())
    assert figures["copies_r1"] == pytest.approx(np.mean(right), abs=1e-4)
    assert figures["copies_r1"] > 0.3  # 0.1 by chance


def test_the_layer_starts_as_balanced_whitened_itq(photos: Path, tmp_path: Path) -> None:
    wanted = config(photos, tmp_path)
    known = torch.from_numpy(np.stack([picture(n, (SIDE, SIDE)) for n in range(60)]))
    network = setup(wanted, known)
    with torch.no_grad():
        values = network(known).numpy()
    assert values.mean(0) == pytest.approx(np.zeros(16), abs=1e-3)
    assert values.std(0, ddof=1) == pytest.approx(np.ones(16), abs=1e-3)
    correlation = np.corrcoef(values.T) - np.eye(16)
    assert np.abs(correlation).max() < 0.05  # whitened, then rotated


def test_a_seed_gives_the_same_model_also_after_a_cancellation(
    photos: Path, tmp_path: Path
) -> None:
    whole = copy_detection.run(config(photos, tmp_path / "whole", epochs=2), Job())
    control = JobControl()

    def cancel_later(progress: Any) -> None:
        if text_of(progress.stage) == "Training" and progress.done == 3:
            control.cancel()

    parts = config(photos, tmp_path / "parts", epochs=2)
    with pytest.raises(Cancelled):
        copy_detection.run(parts, Job(control, cancel_later))
    assert copy_detection.run(parts, Job()) == whole
    models = [tmp_path / name / "model" / "encoder.onnx" for name in ("whole", "parts")]
    assert models[0].read_bytes() == models[1].read_bytes()


def test_an_unreadable_photo_shifts_no_places(
    photos: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data = tmp_path / "photos"
    data.mkdir()
    for number in range(20):
        make_photo(data / f"{number:02}.png", number, (48, 40))
    (data / "04.png").write_bytes(b"no photo")  # the first of those held out
    held_out = hold_out(config(data, tmp_path), open_unlabelled(data).validation, Job())
    assert "04.png" in caplog.text
    assert len(held_out.photos) == 3
    edits = list(EDITS)
    for place in range(3):
        row = held_out.copies[place * len(edits) + edits.index("brightness 1.6")].float()
        apart = [float((row - photo.float() * 1.6).abs().mean()) for photo in held_out.photos]
        assert int(np.argmin(apart)) == held_out.originals[place * len(edits)] == place


def test_too_few_photos_are_told(tmp_path: Path) -> None:
    data = tmp_path / "photos"
    data.mkdir()
    for number in range(5):
        make_photo(data / f"{number:02}.png", number, (48, 40))
    with raises_text(UserError, "5 photos, too few"):
        copy_detection.run(config(data, tmp_path / "out"), Job())
    for number in range(5, 20):
        make_photo(data / f"{number:02}.png", number, (48, 40))
    wanted = replace(config(data, tmp_path / "out"), bits=64)
    with raises_text(UserError, "64 bits"):
        copy_detection.run(wanted, Job())
    assert not (tmp_path / "out").exists()
