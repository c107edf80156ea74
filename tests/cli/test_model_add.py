"""A folder becomes a model of the user's own, or is refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from photosearch import paths
from photosearch.core.errors import ExitCode
from photosearch.inference.models import find_model
from tests.cli.conftest import Command
from tests.inference import tiny_models, tiny_words

pytestmark = pytest.mark.slow


def test_a_model_is_checked_copied_and_its_speed_told(
    photosearch: Command, own_home: Path, tmp_path: Path
) -> None:
    folder = tiny_words.write_model(tmp_path / "model")
    (folder / "notes.txt").write_text("of no concern")
    ended = photosearch("model", "add", folder, "--json")
    assert ended.code == 0
    (row,) = ended.rows
    assert row["words"] is True
    assert row["ms_per_photo"] >= 0
    target = paths.user_models_folder() / "tiny"
    assert find_model("tiny") == target
    kept = {path.name for path in folder.iterdir()} - {"notes.txt"}
    assert {path.name for path in target.iterdir()} == kept
    assert [path.name for path in paths.user_models_folder().iterdir()] == ["tiny"]


def test_a_name_that_is_taken_is_refused(
    photosearch: Command, own_home: Path, tmp_path: Path
) -> None:
    folder = tiny_models.write_model(tmp_path / "model", name="default")
    ended = photosearch("model", "add", folder)
    assert ended.code == ExitCode.MODEL
    assert "There is a model called default already." in ended.err


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("words_projection.onnx", "is damaged or not the one"),
        ("words_tokenizer.json", "is damaged or not the one"),
        ("encoder.onnx", "is damaged or not the one"),
        ("model.toml", "not valid TOML"),
    ],
)
def test_a_broken_one_is_refused_and_nothing_is_left(
    photosearch: Command, own_home: Path, tmp_path: Path, name: str, told: str
) -> None:
    folder = tiny_words.write_model(tmp_path / "model")
    (folder / name).write_bytes(b"\0 broken")
    ended = photosearch("model", "add", folder)
    assert ended.code == ExitCode.MODEL
    assert told in ended.err
    home = paths.user_models_folder()
    assert not home.exists() or not list(home.iterdir())


def test_a_folder_that_is_none(photosearch: Command, own_home: Path, tmp_path: Path) -> None:
    ended = photosearch("model", "add", tmp_path / "gone")
    assert ended.code == ExitCode.MODEL
    assert "model.toml" in ended.err
