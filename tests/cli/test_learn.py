"""learn show|list|apply|undo|export|add|erase on a real library with a small model."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from photosearch import paths
from photosearch.core.errors import ExitCode
from tests.cli.conftest import Command
from tests.in_process import without_processes
from tests.inference.tiny_models import network, write_model
from tests.photos import make_photo

PHOTOS = 24


@pytest.fixture
def library(
    own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, photosearch: Command
) -> Path:
    home = tmp_path / "models"
    write_model(home / "default", network(seed=1), name="default", version="1")
    monkeypatch.setattr(paths, "models_folder", lambda: home)
    without_processes(monkeypatch)
    monkeypatch.setenv("PHOTOSEARCH_LIBRARY", str(tmp_path / "library"))
    for seed in range(PHOTOS):
        make_photo(tmp_path / "photos" / f"{seed:02}.jpg", seed, (120, 90))
    assert photosearch("index", tmp_path / "photos").code == 0
    return tmp_path / "library"


def write_answers(tmp_path: Path, rows: list[tuple[str, str, int, int]]) -> Path:
    file = tmp_path / "answers.csv"
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(["sense", "alike", "first_path", "second_path"])
        for sense, alike, first, second in rows:
            photos = [str(tmp_path / "photos" / f"{each:02}.jpg") for each in (first, second)]
            writer.writerow([sense, alike, *photos])
    return file


def test_nothing_is_kept_at_first(photosearch: Command, library: Path) -> None:
    assert "Answers kept: 0" in photosearch("learn", "show").out
    assert photosearch("learn", "show", "--json").rows[0]["answers"] == 0
    assert "No answers are kept" in photosearch("learn", "list").err
    assert "no answers to learn from" in photosearch("learn", "apply").out
    ended = photosearch("learn", "undo")
    assert ended.code == ExitCode.USER_ERROR
    assert "nothing to undo" in ended.err


def test_answers_are_taken_over_listed_exported_and_erased(
    photosearch: Command, library: Path, tmp_path: Path
) -> None:
    file = write_answers(tmp_path, [("look", "yes", 0, 1), ("look", "no", 0, 2)])
    assert "Added: 2 answers" in photosearch("learn", "add", file).out
    again = photosearch(
        "learn", "add", write_answers(tmp_path, [("look", "no", 1, 0), ("look", "no", 2, 0)])
    )
    assert "1 answer contradict" in again.err.replace("answers contradict", "answer contradict")
    assert "Known before: 1 answer." in again.err
    rows = photosearch("learn", "list", "--json").rows
    assert [(row["sense"], row["alike"], row["changed"]) for row in rows] == [
        ("look", False, 1),
        ("look", False, 0),
    ]
    assert Path(rows[0]["first_path"]).parent == tmp_path / "photos"
    assert "not alike" in photosearch("learn", "list").out
    shown = photosearch("learn", "show")
    assert "Answers kept: 2 (look 2)" in shown.out
    assert "1 contradict an earlier answer" in shown.err
    for name in ("out.csv", "out.json"):
        assert "holds 2 answers" in photosearch("learn", "export", tmp_path / name).out
        assert (tmp_path / name).stat().st_size > 100
        (tmp_path / name).write_text("precious")
        refused = photosearch("learn", "export", tmp_path / name)
        assert (refused.code, "--replace" in refused.err) == (ExitCode.USER_ERROR, True)
        assert (tmp_path / name).read_text() == "precious"
        assert photosearch("learn", "export", tmp_path / name, "--replace").code == 0
        assert (tmp_path / name).stat().st_size > 100
    assert photosearch("learn", "erase", "9").code == ExitCode.USER_ERROR
    assert "Erased: 1 answer." in photosearch("learn", "erase", str(rows[0]["number"])).out
    assert photosearch("learn", "erase").code == 2
    assert photosearch("learn", "erase", "--all").code == ExitCode.USER_ERROR, "nobody to ask"
    assert "Erased: 1 answer." in photosearch("learn", "erase", "--all", "--yes").out
    assert "Added: 2 answers" in photosearch("learn", "add", tmp_path / "out.json").out


def test_too_few_answers_are_told(photosearch: Command, library: Path, tmp_path: Path) -> None:
    photosearch("learn", "add", write_answers(tmp_path, [("subject", "yes", 0, 1)]))
    ended = photosearch("learn", "apply")
    assert ended.code == 0
    assert "subject: 1 answer, 1 of them that photos are alike: too few." in ended.out
    assert photosearch("learn", "apply", "--json").rows[0]["state"] == "too few"


def test_enough_answers_are_tried(photosearch: Command, library: Path, tmp_path: Path) -> None:
    rows = [
        ("subject", "yes" if first % 3 == second % 3 else "no", first, second)
        for first in range(PHOTOS)
        for second in range(first + 1, min(first + 4, PHOTOS))
    ]
    photosearch("learn", "add", write_answers(tmp_path, rows))
    (row,) = photosearch("learn", "apply", "--json").rows
    assert row["state"] in {"used", "not better"}
    assert row["answers"] == len(rows)
    shown = photosearch("learn", "show", "--json").rows[0]
    assert bool(shown["learned"]) == (row["state"] == "used")
    found = photosearch("search", tmp_path / "photos" / "00.jpg", "--sense", "subject", "--json")
    assert found.code == 0
    assert len(found.rows) > 1


def test_files_that_hold_no_answers(photosearch: Command, library: Path, tmp_path: Path) -> None:
    ended = photosearch("learn", "add", tmp_path / "absent.csv")
    assert ended.code == ExitCode.USER_ERROR
    assert "cannot be read" in ended.err
    bad = photosearch("learn", "add", write_answers(tmp_path, [("smell", "yes", 0, 1)]))
    assert bad.code == ExitCode.USER_ERROR
    assert "Answer 2 in" in bad.err
    assert "Nothing was taken over" in bad.err
    assert photosearch("learn", "export", tmp_path / "a.jpg").code == ExitCode.USER_ERROR
