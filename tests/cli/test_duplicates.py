"""Finding duplicates on the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from photosearch import paths, settings_file
from photosearch.core.errors import ExitCode
from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.cli.conftest import Command
from tests.made_pictures import scene

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two shots: one with an equal file and a smaller copy, one alone."""
    folder = tmp_path_factory.mktemp("copies")
    image = Image.fromarray(scene(1))
    image.save(folder / "a.jpg", quality=92)
    shutil.copy(folder / "a.jpg", folder / "b.jpg")
    image.resize((240, 180)).save(folder / "small.jpg")
    Image.fromarray(scene(2)).save(folder / "other.jpg")
    return folder


def test_a_folder_that_is_no_root_is_read_for_once(
    photosearch: Command, copies: Path, own_home: Path
) -> None:
    ended = photosearch("duplicates", copies, "--json")

    group, summary = ended.rows
    assert ended.code == 0
    assert (group["group"], group["kind"], group["level"]) == (1, "edited", "surely")
    files = {Path(file["path"]).name: file for file in group["files"]}
    assert set(files) == {"a.jpg", "b.jpg", "small.jpg"}
    assert sum(file["keep"] for file in files.values()) == 1
    assert files["small.jpg"]["relation"] == {
        "kind": "edited",
        "level": "surely",
        "crop": None,
        "rotate": 0,
        "mirror": False,
        "scale": pytest.approx(0.5, abs=0.01),
    }
    assert (files["small.jpg"]["width"], files["small.jpg"]["height"]) == (240, 180)
    assert (summary["event"], summary["groups"], summary["files"]) == ("summary", 1, 3)
    assert summary["reclaimable"] == group["reclaimable"] > 0
    assert summary["pending"] == 0
    assert not (own_home / "data" / "photosearch" / "catalog.db").exists()


def test_kinds_and_levels(photosearch: Command, copies: Path, own_home: Path) -> None:
    assert photosearch("duplicates", copies, "--kind", "series").out == ""
    ended = photosearch("duplicates", copies, "--kind", "edited", "--min-level", "surely")
    assert "a.jpg" in ended.out
    assert "keep" in ended.out
    assert photosearch("duplicates", copies, "--kind", "twins").code == ExitCode.USAGE
    assert photosearch("duplicates", copies, "--min-level", "perhaps").code == ExitCode.USAGE
    assert photosearch("duplicates", copies / "none").code == ExitCode.USER_ERROR


def test_what_is_no_match_is_listed_and_taken_back(
    photosearch: Command, copies: Path, tmp_path: Path
) -> None:
    library = ("--library", tmp_path / "library")
    assert photosearch(*library, "index", copies).code == 0
    assert len(photosearch(*library, "duplicates", "--json").rows) == 2

    ended = photosearch(
        *library, "duplicates", "ignore", copies / "a.jpg", copies / "small.jpg", "--json"
    )

    number = ended.rows[0]["decision"]
    groups = photosearch(*library, "duplicates", copies, "--json").rows[:-1]
    assert [group["kind"] for group in groups] == ["same-file"]
    (row,) = photosearch(*library, "duplicates", "ignored", "--json").rows
    assert row["decision"] == number
    assert photosearch(*library, "duplicates", "take-back", str(number)).code == 0
    assert photosearch(*library, "duplicates", "take-back", str(number)).code == (
        ExitCode.USER_ERROR
    )
    assert photosearch(*library, "duplicates", "--json").rows[0]["kind"] == "edited"
    lonely = photosearch(*library, "duplicates", "ignore", copies / "a.jpg")
    assert lonely.code == ExitCode.USAGE
    outside = photosearch(*library, "duplicates", "ignore", copies / "a.jpg", tmp_path / "x.jpg")
    assert outside.code == ExitCode.USER_ERROR


def test_a_library_without_folders(photosearch: Command, tmp_path: Path) -> None:
    library = ("--library", tmp_path / "library")
    assert photosearch(*library, "status").code == ExitCode.CATALOG
    ended = photosearch(*library, "duplicates")
    assert ended.code in (ExitCode.USER_ERROR, ExitCode.CATALOG)


@pytest.mark.parametrize(("setting", "kept"), [("ask", 0), ("never", 0), ("always", 3)])
def test_what_is_no_match_is_an_answer_if_the_user_wants_that(
    photosearch: Command, copies: Path, tmp_path: Path, own_home: Path, setting: str, kept: int
) -> None:
    settings_file.save(Settings(learn_from_answers=setting), paths.settings_file())
    library = ("--library", tmp_path / "library")
    assert photosearch(*library, "index", copies).code == 0
    names = ("a.jpg", "small.jpg", "other.jpg")
    files = [copies / name for name in names]
    assert photosearch(*library, "duplicates", "ignore", *files).code == 0

    rows = photosearch(*library, "learn", "list", "--json").rows

    assert len(rows) == kept
    assert {(row["sense"], row["alike"], row["act"]) for row in rows} <= {
        ("shot", False, "not-a-match")
    }


@pytest.mark.parametrize(("setting", "kept"), [("ask", 0), ("always", 1)])
def test_what_is_cleaned_up_is_an_answer_if_the_user_wants_that(
    photosearch: Command, copies: Path, tmp_path: Path, own_home: Path, setting: str, kept: int
) -> None:
    settings_file.save(Settings(learn_from_answers=setting), paths.settings_file())
    photos = tmp_path / "photos"
    shutil.copytree(copies, photos)
    library = ("--library", tmp_path / "library")
    assert photosearch(*library, "index", photos).code == 0
    target = tmp_path / "away"
    target.mkdir()
    clean = (*library, "duplicates", "clean", "--kind", "edited", "--action", f"move:{target}")
    assert photosearch(*clean, "--dry-run").code == 0
    assert photosearch(*library, "learn", "list", "--json").rows == []

    assert photosearch(*clean, "--yes").code == 0

    # Of an equal file there is nothing to be said: its content is the same.
    rows = photosearch(*library, "learn", "list", "--json").rows
    assert len(rows) == kept
    assert {(row["sense"], row["alike"], row["act"]) for row in rows} <= {("shot", True, "copy")}


def test_while_another_program_has_the_library(
    photosearch: Command, copies: Path, tmp_path: Path
) -> None:
    """What it has found so far is shown, and who has it is said in words."""
    library = tmp_path / "library"
    photosearch("--library", library, "index", copies)
    with Library.open(library, Settings(workers=1), owner="photosearch window"):
        ended = photosearch("--library", library, "duplicates")
        none = photosearch("--library", library, "duplicates", "--kind", "series")
    assert "No duplicates among 4 photos." in none.err
    assert ended.code == 0
    assert "is in use by photosearch window (process" in ended.err
    assert "Shown is what was found so far." in ended.err
