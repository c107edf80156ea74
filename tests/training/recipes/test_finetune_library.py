"""From a library to a model folder that is better in it, or to none."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.message_text import raises_text, text_of

pytest.importorskip("torch", reason="needs the extra 'train'")

import torch

from photosearch import paths
from photosearch.core.codes import pack
from photosearch.core.errors import Cancelled, CatalogError, UserError
from photosearch.core.jobs import JobControl
from photosearch.core.preprocess import fit_image
from photosearch.images.decode import decode
from photosearch.inference.encoder import Encoder
from photosearch.library.library import Library
from photosearch.settings import Settings
from photosearch.training import cli
from photosearch.training.console import Job
from photosearch.training.evaluation_edits import EDITS, apply_edit
from photosearch.training.library_tuning.library_photos import read_library, split
from photosearch.training.library_tuning.verdict import is_better
from photosearch.training.recipes import finetune_library
from photosearch.training.recipes.finetune_library_setup import FinetuneLibraryConfig, setup
from tests.in_process import InProcess, without_processes
from tests.training.recipes.small_library import (
    NAME,
    make_library,
)

pytestmark = pytest.mark.train


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All in this process and on one thread."""
    without_processes(monkeypatch)
    monkeypatch.setattr(finetune_library, "ProcessPool", InProcess)
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patched:
        without_processes(patched)
        yield make_library(tmp_path_factory.mktemp("library"))
    shutil.rmtree(paths.user_models_folder() / NAME)


def config(library: Path, out: Path, **changes: Any) -> FinetuneLibraryConfig:
    values: dict[str, Any] = {
        "name": "tuned", "models": out / "models", "work": out / "work", "epochs": 8, "batch": 16,
        "learning_rate": 0.05, "views": 2, "patience": 4,
    }  # fmt: skip
    return FinetuneLibraryConfig(library=library, **values | changes)


def test_from_a_library_to_a_better_model(library: Path, tmp_path: Path) -> None:
    start = paths.user_models_folder() / NAME
    known = (library / "catalog.db").read_bytes()
    with Library.open(library, Settings(model=NAME), owner="a running program"):
        figures = finetune_library.run(config(library, tmp_path), Job())
    assert (library / "catalog.db").read_bytes() == known
    folder = tmp_path / "models" / "tuned"
    card = tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))
    before, after = card["figures"]
    assert (before["encoder"], after["encoder"]) == (NAME, "tuned")
    assert after == {"encoder": "tuned", **figures}
    assert after["copies_uap"] + after["copies_r1"] > before["copies_uap"] + before["copies_r1"]
    assert card["training"]["started_from"].startswith(NAME)
    assert "copy" in card["training"]["outputs"]
    assert "copy" in card["calibration"]
    assert not (tmp_path / "work").exists()
    # What the figures say is what the files do; all else stays what it was.
    old, new = Encoder(start), Encoder(folder)
    photos = split(read_library(library, Settings(), 4000, 0).photos, 0)
    ordered = [*photos.test, *photos.training, *photos.validation]
    pixels = [decode(one.path.read_bytes(), short_side=None, max_pixels=10**6).rgb
              for one in ordered]  # fmt: skip
    images = np.stack([fit_image(rgb, old.card) for rgb in pixels])
    assert np.array_equal(old.encode(images)["look"], new.encode(images)["look"])
    for encoder, told in ((old, before), (new, after)):
        searched = np.unpackbits(pack(encoder.encode(images)["copy"]), axis=1)
        right = []
        for number, rgb in enumerate(pixels[: len(photos.test)]):
            edited = np.stack([fit_image(apply_edit(name, rgb), old.card) for name in EDITS])
            codes = np.unpackbits(pack(encoder.encode(edited)["copy"]), axis=1)
            for code in codes:
                distances = (searched != code).sum(1)
                first = distances == distances.min()  # any of them may come first
                right.append(first[number] / first.sum())
        assert told["copies_r1"] == pytest.approx(np.mean(right), abs=0.01)


def test_the_program_switches_to_it_and_back(library: Path, tmp_path: Path) -> None:
    copied = tmp_path / "library"
    shutil.copytree(library, copied)
    finetune_library.run(config(library, tmp_path, name="tuned-2"), Job())
    with Library.open(copied, Settings(model=NAME)) as opened:
        opened.use_model(str(tmp_path / "models" / "tuned-2"))
        assert opened.card.name == "tuned-2"
        opened.undo_model()
        assert opened.card.name == NAME


def test_it_goes_on_after_a_cancellation_and_gives_the_same(library: Path, tmp_path: Path) -> None:
    finetune_library.run(config(library, tmp_path / "whole"), Job())
    for stage, done in (("Looking at photos to learn from", 40), ("Training", 7)):
        control = JobControl()

        def cancel_later(
            progress: Any, stage: str = stage, done: int = done, control: JobControl = control
        ) -> None:
            if text_of(progress.stage) == stage and progress.done == done:
                control.cancel()

        with pytest.raises(Cancelled):
            finetune_library.run(config(library, tmp_path / "parts"), Job(control, cancel_later))
        assert not (tmp_path / "parts" / "models").exists()
    seen: list[Any] = []
    finetune_library.run(config(library, tmp_path / "parts"), Job(on_progress=seen.append))
    assert not any(
        text_of(progress.stage) == "Looking at photos to learn from" for progress in seen
    )
    models = [tmp_path / name / "models" / "tuned" for name in ("whole", "parts")]
    for file in ("encoder.onnx", "model.toml"):
        assert (models[0] / file).read_bytes() == (models[1] / file).read_bytes()


def test_a_model_that_is_no_better_is_not_written(library: Path, tmp_path: Path) -> None:
    with raises_text(UserError, r"did not make the encoder small-one better.*no new one"):
        finetune_library.run(config(library, tmp_path, learning_rate=1e-9, epochs=1), Job())
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize(
    ("before", "after", "better"),
    [
        ({"copies_uap": 0.8, "copies_r1": 0.8}, {"copies_uap": 0.9, "copies_r1": 0.8}, True),
        ({"copies_uap": 0.8, "copies_r1": 0.8}, {"copies_uap": 0.9, "copies_r1": 0.6}, False),
        ({"neighbours_kept": 0.6}, {"neighbours_kept": 0.601}, False),
        (
            {"neighbours_kept": 0.6, "neighbours_alike": 0.5},
            {"neighbours_kept": 0.5, "neighbours_alike": 0.9},
            False,
        ),
    ],
)
def test_what_is_better(before: dict[str, float], after: dict[str, float], better: bool) -> None:
    assert is_better(before, after) is better


def test_photos_out_of_reach_are_seen_by_their_previews(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library = make_library(tmp_path, photos=64, folders=1)
    files = sorted((tmp_path / "photos").rglob("*.png"))
    for file in files[:30]:
        file.unlink()  # gone since: their previews are left
    tuning, photos = setup(config(library, tmp_path, views=1))
    with Library.open(library, Settings()) as opened:  # a preview less
        lost = next(one.photo_id for one in photos if one.path and not one.path.exists())
        opened._catalog.thumbnails.delete([lost])
    *parts, _general = finetune_library.extract_features(
        config(library, tmp_path, views=1), tuning, photos, Job()
    )
    assert sum(len(part.known) for part in parts) == 63
    assert lost not in {one.photo_id for part in parts for one in part.known}
    assert "1 of " in caplog.text
    assert "cannot be read" in caplog.text


def test_bad_libraries_are_told(library: Path, tmp_path: Path) -> None:
    with raises_text(CatalogError, "There is no library"):
        finetune_library.run(config(tmp_path / "none", tmp_path), Job())
    Library.open(tmp_path / "empty", Settings(model=NAME)).close()
    with raises_text(UserError, r"has no photos yet.*photosearch index"):
        finetune_library.run(config(tmp_path / "empty", tmp_path), Job())
    few = make_library(tmp_path / "few", photos=12)
    with raises_text(UserError, "too few different photos to learn from: 12"):
        finetune_library.run(config(few, tmp_path), Job())
    assert not (tmp_path / "models").exists()


def test_names_that_cannot_be_are_told(library: Path, tmp_path: Path) -> None:
    for name in (NAME, "default"):
        with raises_text(UserError, "There is an encoder called"):
            finetune_library.run(config(library, tmp_path, name=name), Job())
    with raises_text(UserError, "cannot be called"):
        finetune_library.run(config(library, tmp_path, name="my photos"), Job())


def test_the_command_line(library: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for words in (["finetune-library"], ["train", "finetune-library"]):
        assert cli.main([*words, "--help"]) == 0
        assert "--start-from" in capfd.readouterr().out
    assert cli.main(["finetune-library", "--library", str(library), "--name", NAME]) == 3
    assert "There is an encoder called" in capfd.readouterr().err
