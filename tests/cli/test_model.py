"""model list|info|use|undo|clean|compare on a real library with small real models."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from photosearch import paths
from photosearch.core.errors import ExitCode
from photosearch.library.search.search_service import model_at
from photosearch.store.catalog import Catalog
from tests.cli.conftest import Command, start
from tests.in_process import without_processes
from tests.inference.tiny_models import network, write_model
from tests.photos import make_photo

pytestmark = pytest.mark.slow

FIGURES = {
    "figures": [
        {"encoder": "float", "copies_uap": 0.99},
        {"encoder": "codes", "subject_map": 0.5, "copies_uap": 0.9, "by_edit": {"blur": 1.0}},
    ]
}


@pytest.fixture
def models(own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two bundled models and one of the user's own."""
    home = tmp_path / "models"
    write_model(home / "default", network(seed=1), name="default", version="1")
    write_model(home / "other", network(seed=2), name="other", version="2", **FIGURES)
    write_model(paths.user_models_folder() / "mine", network(seed=3), name="mine", version="3")
    monkeypatch.setattr(paths, "models_folder", lambda: home)
    return home


@pytest.fixture
def library(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, photosearch: Command
) -> Path:
    without_processes(monkeypatch)
    monkeypatch.setenv("PHOTOSEARCH_LIBRARY", str(tmp_path / "library"))
    for seed in range(5):
        make_photo(tmp_path / "photos" / f"{seed}.jpg", seed, (120, 90))
    assert photosearch("index", tmp_path / "photos").code == 0
    return tmp_path / "library"


def test_list_without_a_library(photosearch: Command, models: Path) -> None:
    ended = photosearch("model", "list")
    assert ended.code == 0
    assert [line.split()[0] for line in ended.out.splitlines()[1:]] == ["default", "other", "mine"]
    assert "a new one takes 'default'" in ended.err
    assert str(paths.user_models_folder()) in ended.err
    assert not any(row["in_use"] for row in photosearch("model", "list", "--json").rows)


def test_list_use_and_undo(photosearch: Command, library: Path) -> None:
    rows = photosearch("model", "list", "--json").rows
    assert [(row["name"], row["in_use"], row["photos"]) for row in rows] == [
        ("default", True, 5),
        ("other", False, 0),
        ("mine", False, 0),
    ]
    assert rows[1]["figures"] == {"copies_uap": 0.9, "subject_map": 0.5}
    assert [row["bundled"] for row in rows] == [True, True, False]
    used = photosearch("model", "use", "mine")
    assert (used.code, used.out) == (0, "mine 3 answers in this library.\n")
    assert "model undo goes back" in used.err
    rows = photosearch("model", "list", "--json").rows
    assert [(row["in_use"], row["before"], row["photos"]) for row in rows] == [
        (False, True, 5),
        (False, False, 0),
        (True, False, 5),
    ]
    assert "* " in photosearch("model", "list").out.splitlines()[3]
    assert photosearch("model", "undo").out == "default 1 answers in this library.\n"
    again = photosearch("model", "use", "mine", "--drop-old", "--json").rows[-1]
    assert (again["encoded"], list(again["dropped"].values())) == (0, [5])
    ended = photosearch("model", "undo")
    assert ended.code == ExitCode.USER_ERROR
    assert "No other model has answered" in ended.err
    assert photosearch("model", "clean").out == "There are no codes of other models.\n"
    assert photosearch("status", "--json").rows[0]["model"].startswith("mine-")


def test_clean(photosearch: Command, library: Path) -> None:
    photosearch("model", "use", "other")
    dropped = photosearch("model", "clean", "--json").rows[0]["dropped"]
    assert [name.split("-")[0] for name in dropped] == ["default"]


def test_a_model_by_its_path_is_listed_as_long_as_it_has_codes(
    photosearch: Command, library: Path, models: Path, tmp_path: Path
) -> None:
    folder = write_model(tmp_path / "elsewhere", network(seed=4), name="far", version="4")
    assert photosearch("model", "use", folder).code == 0
    assert photosearch("model", "list", "--json").rows[-1]["name"] == str(folder)
    photosearch("model", "undo")
    shutil.rmtree(folder)
    last = photosearch("model", "list", "--json").rows[-1]
    assert last["name"].startswith("far-")
    assert "gone" in last["problem"]
    ended = photosearch("model", "use", folder)
    assert ended.code == ExitCode.MODEL
    assert "Choose one of: default, other, mine" in ended.err


def test_what_is_no_model(photosearch: Command, library: Path, models: Path) -> None:
    (models / "broken").mkdir()
    (models / "broken" / "model.toml").write_text("name = ")
    assert "not valid TOML" in photosearch("model", "list").out
    for name in ("nowhere", "broken", "a" * 5000, "nul\0"):
        ended = photosearch("model", "use", name)
        assert ended.code == ExitCode.MODEL
        assert len(ended.err.splitlines()) == 2
    write_model(models / "other", network(lacking="copy"), name="other", version="2")
    ended = photosearch("model", "use", "other")
    assert (ended.code, "has no output 'copy'" in ended.err) == (ExitCode.MODEL, True)
    assert photosearch("model", "list", "--json").rows[1]["in_use"]


def test_info(photosearch: Command, library: Path) -> None:
    text = photosearch("model", "info", "other").out
    for words in ("other-", "figures.2.by_edit.blur", "regions.boxes", "ms per photo (cpu)"):
        assert words in text
    row = photosearch("model", "info", "default", "--json").rows[0]
    assert (row["photos"], row["in_use"], row["card"]["version"]) == (5, True, "1")
    assert row["ms_per_photo"] > 0


def test_compare(photosearch: Command, library: Path, tmp_path: Path) -> None:
    (tmp_path / "photos" / "broken.jpg").write_bytes(b"no photo")
    sheet = tmp_path / "sheet.html"
    text = photosearch("model", "compare", "default", "other", "--sheet", sheet)
    assert text.code == 0
    assert "x the time" in text.out
    assert "copies recognised" in text.out
    assert "90.0 %" in text.out
    assert "the photos of them" not in text.err
    row = photosearch("model", "compare", "default", "other", tmp_path / "photos", "--json").rows[0]
    assert (row["photos"], row["unreadable"]) == (5, 1)
    assert set(row["agreement"]) == {"copy", "subject"}
    assert row["agreement"]["copy"] == 1  # of five photos all others are among the ten nearest
    assert [figures.get("copies_uap") for figures in row["figures"]] == [None, 0.9]
    assert row["bytes"][0] > 100
    assert sheet.read_text(encoding="utf-8").startswith("<!doctype html>")
    refused = photosearch("model", "compare", "default", "other", "--sheet", sheet)
    assert (refused.code, "--replace" in refused.err) == (ExitCode.USER_ERROR, True)
    same = photosearch("model", "compare", "default", "default", "--json").rows[0]
    assert set(same["agreement"].values()) == {1}
    assert same["disagreements"] == []


def test_compare_with_nothing_to_compare(
    photosearch: Command, library: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    for folder in ("empty", "nowhere"):
        ended = photosearch("model", "compare", "default", "other", tmp_path / folder)
        assert ended.code == ExitCode.USER_ERROR
    look = photosearch("model", "compare", "default", "other", "--sense", "look")
    assert "has no codes of the sense look" in look.err
    assert photosearch("model", "compare", "a", "b", "--sense", "taste").code == ExitCode.USAGE


def test_a_real_process_switches_with_progress(library: Path, models: Path, tmp_path: Path) -> None:
    folder = models / "other"
    with start("--library", library, "model", "use", folder, "--json") as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    rows = [json.loads(line) for line in out.splitlines()]
    assert rows[0]["event"] == "progress"
    assert rows[0]["stage"] == "Encoding with other 2"
    assert rows[-1]["encoded"] == 5


def test_status_tells_of_an_unfinished_switch_and_index_ends_it(
    photosearch: Command, library: Path, models: Path
) -> None:
    assert photosearch("status", "--json").rows[0]["model_coming"] is None
    with Catalog.open(library) as catalog:
        catalog.models.begin(model_at(models / "other").known())
    assert photosearch("status", "--json").rows[0]["model_coming"] == "other"
    assert "0 of 5 photos encoded" in photosearch("status").out
    ended = photosearch("index")
    assert "5 encoded" in ended.out
    assert "other 2, which answers from now on" in ended.err
    assert photosearch("status", "--json").rows[0]["model"].startswith("other-")


def test_an_upgraded_program_says_what_it_searches(
    photosearch: Command, library: Path, models: Path, tmp_path: Path
) -> None:
    write_model(models / "default", network(seed=8), name="default", version="8")
    ended = photosearch("search", tmp_path / "photos" / "3.jpg")
    assert (ended.code, ended.out) == (0, "")
    assert "replaced by default 8, which has encoded 0 of 5 photos so far" in ended.err
    assert "default 8, which answers from now on" in photosearch("index").err
    ended = photosearch("search", tmp_path / "photos" / "3.jpg", "--sense", "subject")
    assert "3.jpg" in ended.out
    assert ended.err == ""
