"""duplicates clean, duplicates report and undo, on a real library with copies."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
import typer

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import CatalogError, ExitCode
from photosearch.library.file_ops import file_links
from photosearch.library.file_ops.catalog_sync import CatalogSync
from photosearch.library.file_ops.drive_trash import DriveTrash
from tests.cli.conftest import Command

pytestmark = pytest.mark.slow


@pytest.fixture
def place(
    tmp_path: Path, photo_folder: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Photos of which two have copies, in "photos", and the library said by the environment."""
    photos = tmp_path / "photos"
    (photos / "in").mkdir(parents=True)
    for name, copies in (("00", ["copy.jpg", "in/00.jpg"]), ("01", ["in/01.jpg"]), ("02", [])):
        shutil.copy2(photo_folder / f"{name}.jpg", photos / f"{name}.jpg")
        for copy in copies:
            shutil.copy2(photo_folder / f"{name}.jpg", photos / copy)
    monkeypatch.setenv("PHOTOSEARCH_LIBRARY", str(tmp_path / "library"))
    return tmp_path


@pytest.fixture
def indexed_place(place: Path, photosearch: Command) -> Path:
    assert photosearch("index", place / "photos").code == 0
    return place


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


CLEAN = ("duplicates", "clean", "--kind", "same-file")


def test_copies_go_to_the_trash_and_come_back(indexed_place: Path, photosearch: Command) -> None:
    photos = indexed_place / "photos"
    before = tree(photos)
    size = sum(len(before[name]) for name in ("copy.jpg", "in/00.jpg", "in/01.jpg"))
    ended = photosearch(*CLEAN, "--keep", "shortest-name", "--yes")
    assert ended.code == 0
    assert ended.out.splitlines()[0].split()[0] == "stays"
    assert "2 of 2 groups: 3 photos would go" in ended.err
    assert "3 photos moved to the trash; " in ended.out
    assert sorted(tree(photos)) == ["00.jpg", "01.jpg", "02.jpg"]
    assert photosearch(*CLEAN, "--yes").out == ""
    listed = photosearch("undo", "--list")
    assert listed.out.rstrip().endswith("cleaning up duplicates: 3 photos moved to the trash")
    ended = photosearch("undo")
    assert (ended.code, ended.out) == (0, "As before: 3 photos.\n")
    assert "Undoing: cleaning up duplicates" in ended.err
    assert tree(photos) == before
    assert photosearch("undo").code == ExitCode.USER_ERROR
    ended = photosearch(*CLEAN, "--yes", "--json")
    assert ended.rows[-1]["bytes"] == size


def test_json_tells_what_would_go_and_what_went(indexed_place: Path, photosearch: Command) -> None:
    before = tree(indexed_place / "photos")
    ended = photosearch(*CLEAN, "--keep", "best", "--dry-run", "--json")
    assert ended.code == 0
    rows = [row for row in ended.rows if row.get("event") != "progress"]
    groups, summary = rows[:-1], rows[-1]
    assert tree(indexed_place / "photos") == before
    assert summary["event"] == "preview"
    assert (summary["groups"], summary["removed"]) == (2, 3)
    assert [sum(file["keep"] for file in group["files"]) for group in groups] == [1, 1]
    kept = next(file for file in groups[0]["files"] if file["keep"])
    assert Path(kept["path"]) == indexed_place / "photos" / "00.jpg"
    assert (kept["why"], groups[0]["kind"], groups[0]["level"]) == (
        "shorter name",
        "same-file",
        "surely",
    )
    ended = photosearch(*CLEAN, "--yes", "--json")
    last = ended.rows[-1]
    assert (last["event"], last["removed"], last["errors"]) == ("cleaned", 3, [])
    undone = photosearch("undo", "--json").rows[-1]
    assert (undone["event"], undone["undone"], undone["action"]) == ("undone", 3, "trash")
    assert tree(indexed_place / "photos") == before


def test_nobody_is_asked_where_nobody_is(indexed_place: Path, photosearch: Command) -> None:
    before = tree(indexed_place / "photos")
    ended = photosearch(*CLEAN)
    assert ended.code == ExitCode.USER_ERROR
    assert "Move to the trash: 3 photos? Nobody is there to answer.\nSay --yes" in ended.err
    assert tree(indexed_place / "photos") == before


@pytest.mark.parametrize("answer", [True, False])
def test_the_user_is_asked(
    indexed_place: Path, photosearch: Command, monkeypatch: pytest.MonkeyPatch, answer: bool
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(typer, "confirm", lambda _question, **_options: answer)
    ended = photosearch(*CLEAN)
    assert ended.code == (0 if answer else ExitCode.CANCELLED)
    assert (indexed_place / "photos" / "copy.jpg").exists() is not answer


@pytest.mark.parametrize("action", ["hardlink", "symlink"])
def test_copies_become_links_and_files_again(
    indexed_place: Path, photosearch: Command, action: str
) -> None:
    photos = indexed_place / "photos"
    before = tree(photos)
    ended = photosearch(*CLEAN, "--action", action, "--yes")
    assert ended.code == 0
    assert (photos / "copy.jpg").samefile(photos / "00.jpg")
    assert tree(photos) == before
    assert photosearch(*CLEAN, "--action", action, "--dry-run").out == "", "links are one file"
    assert photosearch("undo").code == 0
    assert not (photos / "copy.jpg").samefile(photos / "00.jpg")


def test_files_that_share_their_space_are_not_proposed_again(
    indexed_place: Path, photosearch: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = photosearch(*CLEAN, "--action", "reflink", "--dry-run")
    assert "3 photos would go" in ended.err
    monkeypatch.setattr(file_links, "_clone", shutil.copyfile)
    ended = photosearch(*CLEAN, "--action", "reflink", "--yes")
    assert "3 photos sharing their space" in ended.out
    assert "nothing to clean up" in photosearch(*CLEAN, "--action", "reflink").err


def test_a_drive_that_is_away_is_told(indexed_place: Path, photosearch: Command) -> None:
    (indexed_place / "photos").rename(indexed_place / "away")
    ended = photosearch(*CLEAN, "--yes")
    assert ended.code == 0
    assert f"{indexed_place / 'photos'} is not connected; its photos are left out." in ended.err
    assert "nothing to clean up" in ended.err


def test_moving_keeps_the_tree(indexed_place: Path, photosearch: Command) -> None:
    photos, target = indexed_place / "photos", indexed_place / "out"
    ended = photosearch(*CLEAN, "--action", f"move:{target}", "--yes")
    assert ended.code == ExitCode.USER_ERROR
    assert f"{target} is not a folder." in ended.err
    target.mkdir()
    before = tree(photos)
    ended = photosearch(*CLEAN, "--action", f"move:{target}", "--yes")
    assert ended.code == 0
    assert sorted(tree(target)) == ["photos/copy.jpg", "photos/in/00.jpg", "photos/in/01.jpg"]
    assert f"3 photos moved to {target}." in ended.out
    assert photosearch("undo").code == 0
    assert tree(photos) == before


def test_folders_of_reference_are_never_touched(indexed_place: Path, photosearch: Command) -> None:
    photos = indexed_place / "photos"
    ended = photosearch(*CLEAN, "--keep", "oldest", "--reference", photos / "in", "--yes", "--json")
    assert ended.code == 0
    assert sorted(tree(photos)) == ["02.jpg", "in/00.jpg", "in/01.jpg"]
    why = {Path(f["path"]).name: f["why"] for row in ended.rows for f in row.get("files", ())}
    assert why["copy.jpg"] == "not in a reference folder"


def test_the_preferred_folder_keeps_its_copies(indexed_place: Path, photosearch: Command) -> None:
    photos = indexed_place / "photos"
    assert photosearch(*CLEAN, "--keep", "folder", "--prefer", photos / "in", "--yes").code == 0
    assert sorted(tree(photos)) == ["02.jpg", "in/00.jpg", "in/01.jpg"]


def test_what_is_left_is_told_and_gives_an_exit_code(
    indexed_place: Path, photosearch: Command
) -> None:
    photos = indexed_place / "photos"
    with (photos / "00.jpg").open("ab") as file:
        file.write(b"changed since")
    ended = photosearch(*CLEAN, "--keep", "shortest-name", "--yes")
    assert ended.code == ExitCode.USER_ERROR
    assert "1 photo moved to the trash" in ended.out
    left = [line for line in ended.err.splitlines() if line.startswith("Left as it is")]
    assert [Path(line.partition(": ")[2]).name for line in left] == ["copy.jpg", "00.jpg"]
    assert ended.err.count("The copy that was to stay") == 1
    assert "The copy that was to stay is gone, has changed" in ended.err
    assert (photos / "in" / "00.jpg").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--keep", "beauty"), "'beauty' is no rule. Give best, original"),
        (("--keep", ","), "',' is no rule"),
        (("--action", "delete"), "'delete' is no action"),
        (("--action", "move"), "a FOLDER goes with move"),
        (("--action", "trash:/x"), "a FOLDER goes with move"),
        (("--kind", "twins"), "'twins' is no kind"),
        (("--min-level", "hardly"), "'hardly' is no level"),
    ],
)
def test_wrong_options_are_told(
    place: Path, photosearch: Command, options: tuple[str, ...], words: str
) -> None:
    ended = photosearch("duplicates", "clean", *options)
    assert ended.code == ExitCode.USAGE
    assert words in " ".join(ended.err.replace("│", " ").split())


def test_undo_takes_back_what_the_window_did(indexed_place: Path, photosearch: Command) -> None:
    from photosearch.library.library import Library
    from photosearch.settings import Settings

    with Library.open(indexed_place / "library", Settings(workers=1)) as library:
        ids = library.photo_ids().tolist()
        library.files.rate(ids[:2], 4)
    assert "rating 2 photos" in photosearch("undo", "--list").out
    assert photosearch("undo", "--list", "--json").rows[0]["kind"] == "rate"
    assert photosearch("undo").code == 0
    assert list((indexed_place / "photos").rglob("*.xmp")) == []
    assert photosearch("undo", "--list").out == ""


def clean_twice(place: Path, photosearch: Command) -> Path:
    """Clean the copies of one photo, then those of the other, which are lost; return its folder."""
    from photosearch.library.library import Library
    from photosearch.settings import Settings

    photos = place / "photos"
    with Library.open(place / "library", Settings(workers=1)) as library:
        ids = {each.path: each.photo_id for each in library.photos(library.photo_ids())}
        library.files.trash([ids[photos / "in" / "01.jpg"]], DriveTrash())
        library.files.trash([ids[photos / "in" / "00.jpg"]], DriveTrash())
    place_in_trash = DriveTrash().find(photos / "in" / "00.jpg")
    assert place_in_trash is not None
    place_in_trash.unlink()
    return photos


def test_what_cannot_be_undone_is_in_nobodys_way(indexed_place: Path, photosearch: Command) -> None:
    photos = clean_twice(indexed_place, photosearch)
    listed = photosearch("undo", "--list")
    assert [line.split()[0] for line in listed.out.splitlines()] == ["1", "2"]
    assert [row["number"] for row in photosearch("undo", "--list", "--json").rows] == [1, 2]
    for _ in range(2):
        ended = photosearch("undo")
        assert ended.code == ExitCode.USER_ERROR
        assert "It is not in the trash" in ended.err
        assert "photosearch undo 2" in ended.err
    ended = photosearch("undo", "2")
    assert (ended.code, ended.out) == (0, "As before: 1 photo.\n")
    assert (photos / "in" / "01.jpg").exists()
    ended = photosearch("undo")
    assert ended.code == ExitCode.USER_ERROR
    assert "photosearch undo 2" not in ended.err, "there is no other one"
    ended = photosearch("undo", "2")
    assert ended.code == ExitCode.USER_ERROR
    assert "There is no number 2 to undo; there is 1." in " ".join(ended.err.split())
    for wrong in (("0",), ("-1",), ("two",), ("1", "--list")):
        assert photosearch("undo", *wrong).code == ExitCode.USAGE


def test_damaged_notes_are_told(indexed_place: Path, photosearch: Command) -> None:
    assert photosearch(*CLEAN, "--yes").code == 0
    notes = indexed_place / "library" / "file-steps.jsonl"
    lines = notes.read_bytes().splitlines(keepends=True)
    lines[1] = b"garbled\n"
    notes.write_bytes(b"".join(lines))
    for command in (("undo", "--list"), ("undo",)):
        ended = photosearch(*command)
        assert "were damaged" in ended.err
        assert str(notes.with_name(notes.name + ".broken")) in ended.err
    notes.with_name(notes.name + ".broken").unlink()
    assert "damaged" not in photosearch("undo").err


def test_a_full_library_tells_what_went(
    indexed_place: Path, photosearch: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = indexed_place / "photos"
    before = tree(photos)

    def full(*_args: object) -> None:
        raise CatalogError(ErrorCode.DISK_FULL, path=indexed_place)

    with monkeypatch.context() as patch:
        patch.setattr(CatalogSync, "mark_missing", full)
        ended = photosearch(*CLEAN, "--yes")
    assert ended.code == ExitCode.CATALOG
    assert "is full" in ended.err
    assert "the files of photos had been changed: 3" in " ".join(ended.err.split())
    assert "photosearch undo" in ended.err
    assert photosearch("undo").out == "As before: 3 photos.\n"
    assert tree(photos) == before


def test_a_report_as_a_page_and_as_a_table(indexed_place: Path, photosearch: Command) -> None:
    page, table = indexed_place / "report.html", indexed_place / "report.csv"
    kind = ("--kind", "same-file")
    ended = photosearch("duplicates", "report", page, *kind)
    assert (ended.code, ended.out) == (0, f"{page} tells of 2 groups.\n")
    text = page.read_text("utf-8")
    assert text.count("<figure") == 5
    assert text.count('class="goes"') == 3
    assert text.count("data:image/jpeg") == 5
    assert "http" not in text.partition("<body>")[2]
    assert photosearch("duplicates", "report", page, *kind).code == ExitCode.USER_ERROR
    ended = photosearch("duplicates", "report", page, *kind, "--replace", "--top", "1")
    assert "There are 2; --top takes more" in ended.err
    ended = photosearch("duplicates", "report", table, *kind, "--json")
    assert (ended.rows[-1]["groups"], ended.rows[-1]["of"]) == (2, 2)
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    assert [(row["group"], row["keep"]) for row in rows].count(("1", "yes")) == 1
    assert {row["name"] for row in rows} == {"00.jpg", "copy.jpg", "01.jpg"}
    for wrong, said in (
        ("x.jpg", "Name it like copies.html or copies.csv"),
        ("a/b.csv", "no folder"),
    ):
        ended = photosearch("duplicates", "report", indexed_place / wrong)
        assert ended.code == ExitCode.USER_ERROR
        assert said in ended.err
        assert "Comparing" not in ended.err


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX systems")
def test_an_interrupt_ends_it_after_the_file_at_hand(
    indexed_place: Path, photosearch: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C: what is done stays done, and undo brings it back."""
    put = DriveTrash.put

    def interrupted(self: DriveTrash, path: Path) -> Path:
        os.kill(os.getpid(), signal.SIGINT)
        return put(self, path)

    before = tree(indexed_place / "photos")
    with monkeypatch.context() as patch:
        patch.setattr(DriveTrash, "put", interrupted)
        ended = photosearch(*CLEAN, "--yes")
    assert ended.code == ExitCode.CANCELLED
    assert "1 photo moved to the trash" in ended.out
    assert len(tree(indexed_place / "photos")) == len(before) - 1
    assert photosearch("undo").code == 0
    assert tree(indexed_place / "photos") == before
