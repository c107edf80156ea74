"""Each command on a real library."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from PIL import Image

from photosearch import paths
from photosearch.core.errors import ExitCode
from photosearch.store.catalog import Catalog
from tests.cli.conftest import Command
from tests.images.builders import dng
from tests.made_pictures import blank
from tests.photos import make_photo


@pytest.fixture
def place(tmp_path: Path, photo_folder: Path) -> Path:
    """A folder with a few photos that a test may change, in "photos", beside no library yet."""
    shutil.copytree(photo_folder, tmp_path / "photos")
    for path in sorted((tmp_path / "photos").iterdir())[4:]:
        path.unlink()
    return tmp_path


@pytest.fixture
def library(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the library is, said by the environment."""
    monkeypatch.setenv("PHOTOSEARCH_LIBRARY", str(place / "library"))
    return place / "library"


def names(rows: Iterator[dict[str, str]] | list[dict[str, str]]) -> list[str]:
    return [Path(row["path"]).name for row in rows]


# ---- which library ----


def test_without_a_command_the_window_opens(photosearch: Command, own_home: Path) -> None:
    assert photosearch().code == 77


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen_there_is_no_window(
    photosearch: Command, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    ended = photosearch()
    assert ended.code == ExitCode.USER_ERROR
    assert "no screen" in ended.err


def test_version_and_help(photosearch: Command) -> None:
    assert photosearch("--version").out.startswith("PhotoSearch 0.")
    shown = photosearch("--help")
    assert shown.code == 0
    assert "Exit codes: 0 done" in shown.out


def test_the_library_may_be_named_before_and_after(photosearch: Command, place: Path) -> None:
    first, second = place / "one", place / "two"
    assert photosearch("--library", first, "add", place / "photos").code == 0
    assert photosearch("roots", "--library", first, "--json").rows[0]["path"] == str(
        place / "photos"
    )
    assert photosearch("--library", first, "add", "--library", second, place / "photos").code == 0
    assert (second / "catalog.db").exists()


def test_the_default_library(photosearch: Command, place: Path, own_home: Path) -> None:
    assert photosearch("add", place / "photos").code == 0
    assert (paths.default_library() / "catalog.db").exists()
    assert paths.default_library().is_relative_to(own_home)


# ---- folders ----


@pytest.mark.slow
def test_folders_come_and_go(photosearch: Command, place: Path, library: Path) -> None:
    added = photosearch("add", place / "photos", "--exclude", "03.*", "--json")
    assert added.rows == [
        {"path": str(place / "photos"), "excludes": ["03.*"], "online": True, "covers": []}
    ]
    assert photosearch("index", "--json").rows[-1]["counts"]["indexed"] == 3
    assert photosearch("roots", "--json").rows == [
        {"path": str(place / "photos"), "photos": 3, "online": True, "excludes": ["03.*"]}
    ]
    assert "3  photos" in photosearch("roots").out
    assert photosearch("remove", place / "photos", "--json").rows == [
        {"path": str(place / "photos"), "photos": 3}
    ]
    assert photosearch("roots", "--json").rows == []
    assert "no folders" in photosearch("roots").err
    assert len(list((place / "photos").iterdir())) == 4


def test_it_is_told_which_folders_a_new_one_covers(
    photosearch: Command, place: Path, own_home: Path
) -> None:
    inside = place / "photos"
    assert photosearch("add", inside).code == 0
    ended = photosearch("add", place)
    assert f"{place} is in the library." in ended.out
    assert f"covers {inside} from now on" in ended.err
    assert f"already, as a part of {place}" in photosearch("add", inside).out
    assert photosearch("add", place, "--json").rows[0]["covers"] == []


@pytest.mark.parametrize("command", ["add", "index", "remove"])
def test_a_folder_that_is_none(
    photosearch: Command, place: Path, library: Path, command: str
) -> None:
    assert photosearch("add", place / "photos").code == 0
    for folder in (place / "none", place / "photos" / "00.jpg"):
        ended = photosearch(command, folder)
        assert ended.code == ExitCode.USER_ERROR
        assert str(folder) in ended.err


# ---- indexing ----


def test_index_adds_and_ends_with_a_summary(
    photosearch: Command, place: Path, library: Path
) -> None:
    (place / "photos" / "broken.jpg").write_bytes(b"\xff\xd8\xff no photo")
    (place / "photos" / "empty.jpg").touch()
    first = photosearch("index", place / "photos", "--json")
    assert first.code == 0
    summary = first.rows[-1]
    assert summary["event"] == "summary"
    assert summary["counts"]["indexed"] == 4
    assert summary["counts"]["unreadable"] == 2
    assert sum(summary["reasons"].values()) == 2
    assert summary["seconds"] > 0
    assert summary["photos_per_second"] == pytest.approx(6 / summary["seconds"], rel=0.02)
    assert all(row["event"] == "progress" for row in first.rows[:-1])
    again = photosearch("index", "--json").rows[-1]["counts"]
    assert again.get("indexed", 0) == 0
    assert again["unchanged"] == 6


@pytest.mark.slow
def test_index_in_words(photosearch: Command, place: Path, library: Path) -> None:
    (place / "photos" / "empty.jpg").touch()
    ended = photosearch("index", place / "photos")
    assert ended.out.startswith("4 indexed, 1 unreadable in ")
    assert "photosearch unreadable" in ended.err


@pytest.mark.slow
def test_index_of_a_folder_inside_and_one_beside(
    photosearch: Command, place: Path, library: Path
) -> None:
    make_photo(place / "photos" / "inside" / "a.jpg", 50)
    make_photo(place / "beside" / "b.jpg", 51)
    photosearch("add", place / "photos")
    ended = photosearch("index", place / "photos" / "inside", place / "beside", "--json")
    assert ended.rows[-1]["counts"]["indexed"] == 2
    assert photosearch("status", "--json").rows[0]["indexed"] == 2


def test_index_without_any_folder(photosearch: Command, library: Path) -> None:
    Catalog.open(library).close()
    for command in ("index", "watch"):
        ended = photosearch(command)
        assert ended.code == ExitCode.USER_ERROR
        assert "no folders" in ended.err


@pytest.mark.parametrize(
    "command",
    [
        ["index"], ["watch"], ["undo"], ["undo", "--list"], ["remove", "."], ["library", "clean"],
        ["learn", "undo"], ["model", "undo"], ["duplicates", "ignored"], ["status"],
    ],
)  # fmt: skip
def test_no_library_is_made_where_nothing_is_added(
    photosearch: Command, library: Path, command: list[str]
) -> None:
    ended = photosearch(*command)
    assert ended.code == ExitCode.CATALOG
    assert "There is no library" in ended.err
    assert not library.exists()


def test_what_is_left_out_goes_with_a_folder(photosearch: Command, library: Path) -> None:
    ended = photosearch("index", "--exclude", "*.gif")
    assert ended.code == ExitCode.USAGE
    assert "--exclude goes with a FOLDER" in ended.err


# ---- searching ----


def test_a_photo_finds_itself_first(
    photosearch: Command, indexed: Path, photo_folder: Path
) -> None:
    ended = photosearch("search", photo_folder / "03.jpg", "--library", indexed, "--json")
    assert ended.code == 0
    rows = ended.rows
    assert names(rows)[0] == "03.jpg"
    assert [row["rank"] for row in rows] == list(range(1, 13))
    assert rows[0]["distance"] <= 10
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    assert (rows[0]["width"], rows[0]["height"], rows[0]["format"]) == (320, 240, "jpeg")


@pytest.mark.slow
def test_the_other_files_of_a_shot_are_named(
    photosearch: Command, tmp_path: Path, library: Path
) -> None:
    picture, raw = tmp_path / "shot" / "a.jpg", tmp_path / "shot" / "a.dng"
    make_photo(picture, 50)
    raw.write_bytes(dng(preview=picture.read_bytes()))
    photosearch("index", picture.parent)
    rows = photosearch("search", raw, "--json").rows
    assert names(rows) == ["a.jpg"]
    assert rows[0]["stacked"] == [str(raw)]


def test_answers_in_words(photosearch: Command, indexed: Path, photo_folder: Path) -> None:
    ended = photosearch("--library", indexed, "search", photo_folder / "03.jpg", "--top", "2")
    first, _second = ended.out.splitlines()
    assert first.split()[0] == "1"
    assert first.endswith(str(photo_folder / "03.jpg"))


@pytest.mark.parametrize("sense", ["shot", "look", "subject", "shot=0.5,look=0.5"])
def test_senses(photosearch: Command, indexed: Path, photo_folder: Path, sense: str) -> None:
    ended = photosearch(
        *("--library", indexed, "search", photo_folder / "05.jpg", "--sense", sense, "--json")
    )
    assert names(ended.rows)[0] == "05.jpg"


@pytest.mark.slow
def test_several_examples_crops_and_negatives(
    photosearch: Command, indexed: Path, photo_folder: Path
) -> None:
    images = [photo_folder / "01.jpg", photo_folder / "02.jpg"]
    crops = ["--crop", "0,0,1,1", "--crop", "5%,5%,90%,90%"]
    ended = photosearch("--library", indexed, "search", *images, *crops, "--json")
    assert set(names(ended.rows)[:2]) == {"01.jpg", "02.jpg"}
    unlike = photosearch("--library", indexed, "search", *images, "--not", images[1], "--json")
    assert names(unlike.rows)[0] == "01.jpg"
    assert names(unlike.rows)[1] != "02.jpg"


@pytest.mark.slow
def test_only_what_is_sure_enough(photosearch: Command, indexed: Path, photo_folder: Path) -> None:
    def found(*options: str) -> list[dict[str, Any]]:
        image = photo_folder / "03.jpg"
        return photosearch("--library", indexed, "search", image, *options, "--json").rows

    whole = found()
    for level, threshold in (("surely", 0.95), ("Probably", 0.7), ("perhaps", 0.4)):
        assert found("--min-level", level) == [row for row in whole if row["score"] >= threshold]
    assert names(found("--min-level", "surely"))[0] == "03.jpg"
    assert len(found("--min-level", "surely")) < len(whole)
    assert len(found("--min-level", "perhaps", "--top", "1")) == 1
    for wrong in ("hardly", "0.5", ""):
        ended = photosearch("search", photo_folder / "03.jpg", "--min-level", wrong)
        assert ended.code == ExitCode.USAGE
        assert "surely, probably or perhaps" in ended.err


def test_how_alike_photos_are_is_told(
    photosearch: Command, indexed: Path, photo_folder: Path
) -> None:
    """The photo itself agrees in its details; the others do not."""
    ended = photosearch("--library", indexed, "search", photo_folder / "03.jpg", "--json")
    first, *others = ended.rows
    assert (first["level"], first["verified"]) == ("surely", "confirmed")
    assert first["score"] >= 0.99
    assert {row["level"] for row in others} <= {"perhaps", "hardly"}
    assert {row["verified"] for row in others} <= {"unconfirmed", None}
    words = photosearch("--library", indexed, "search", photo_folder / "03.jpg").out.splitlines()
    assert words[0].split()[2] == "surely"
    look = photosearch(
        *("--library", indexed, "search", photo_folder / "03.jpg", "--sense", "look", "--json")
    )
    assert {row["verified"] for row in look.rows} == {None}


def test_where_there_is_too_little_to_see_it_is_said_so(
    photosearch: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "frames"
    folder.mkdir()
    for number in range(2):
        Image.fromarray(blank(number)).save(folder / f"{number}.png")
    itself = photosearch("search", folder / "0.png", "--in", folder, "--json").rows[0]
    assert (itself["level"], itself["verified"]) == ("surely", None), "it is the same file"
    other = tmp_path / "saved anew.png"
    Image.fromarray(blank(0)).save(other, compress_level=1)
    search = ("search", other, "--in", folder)
    first = photosearch(*search, "--json").rows[0]
    assert (first["level"], first["verified"]) == ("perhaps", "too little detail")
    ended = photosearch(*search)
    assert ended.code == 0
    assert "perhaps, too little in the picture to be sure" in ended.out


def test_where_nothing_is_sure_enough_it_is_said_so(
    photosearch: Command, indexed: Path, tmp_path: Path
) -> None:
    image = make_photo(tmp_path / "strange.jpg", 4711)
    ended = photosearch("--library", indexed, "search", image, "--min-level", "surely")
    assert (ended.code, ended.out) == (0, "")
    assert "without --min-level" in ended.err


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:subject><rdf:Bag><rdf:li>Sea</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


@pytest.mark.slow
def test_filters(photosearch: Command, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    may = datetime(2024, 5, 31, 23, 30)
    make_photo(folder / "may.jpg", 1, captured=may, camera=("Canon", "EOS 5D"), rating=4)
    make_photo(folder / "june.jpg", 2, captured=datetime(2024, 6, 1), lens="50mm", rating=2)
    make_photo(folder / "sub" / "plain.png", 3)
    at = ("--library", tmp_path / "library")
    assert photosearch(*at, "index", folder).code == 0

    def found(*filters: str | Path) -> list[str]:
        ended = photosearch(*at, "search", folder / "may.jpg", *filters, "--json")
        assert ended.code == 0, ended.err
        return sorted(names(ended.rows))

    assert found() == ["june.jpg", "may.jpg", "plain.png"]
    assert found("--since", "2024-06") == ["june.jpg"]
    assert found("--until", "2024-05") == ["may.jpg"]
    assert found("--since", "2024-05-31", "--until", "2024-06-01") == ["june.jpg", "may.jpg"]
    assert found("--camera", "eos") == ["may.jpg"]
    assert found("--lens", "50") == ["june.jpg"]
    assert found("--format", "PNG") == ["plain.png"]
    assert found("--format", "jpg", "--format", "png") == ["june.jpg", "may.jpg", "plain.png"]
    assert found("--min-rating", "3") == ["may.jpg"]
    assert found("--text", "plai") == ["plain.png"]
    assert found("--text", "photos jpg") == ["june.jpg", "may.jpg"]
    assert found("--text", 'NEAR("*') == []
    (folder / "june.jpg.xmp").write_text(XMP, "utf-8")
    assert photosearch(*at, "index").code == 0
    assert found("--keyword", "SEA") == ["june.jpg"]
    shapes = [found("--orientation", shape) for shape in ("landscape", "portrait", "Square")]
    assert sorted(name for shape in shapes for name in shape) == found()
    assert found("--in", folder / "sub") == ["plain.png"]
    assert found("--in", folder / "sub", "--in", folder) == ["june.jpg", "may.jpg", "plain.png"]
    assert found("--in", folder / "sub", "--camera", "eos") == []
    assert found("--in", folder / "other" / ".." / "sub") == ["plain.png"]
    assert found("--until", "2024-05-31T23:30") == ["may.jpg"]
    assert found("--until", "2024-05-31T23:29") == []
    assert found("--until", "20240531") == ["may.jpg"]
    for option, value in (("--text", "%"), ("--copies", "no")):
        refused = photosearch(*at, "search", folder / "may.jpg", option, value)
        assert refused.code == ExitCode.USAGE
        assert f"{option}: {value!r}" in refused.err


@pytest.mark.slow
def test_a_folder_that_is_in_no_library(
    photosearch: Command, place: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = place / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    ended = photosearch("search", place / "photos" / "02.jpg", "--in", place / "photos", "--json")
    assert ended.code == 0
    assert len(ended.rows) == 4
    assert names(ended.rows)[0] == "02.jpg"
    assert "4 indexed" in ended.err
    assert not library.exists()
    assert list(temporary.iterdir()) == []


@pytest.mark.slow
def test_a_folder_that_is_not_in_the_library_beside_one_that_is(
    photosearch: Command, place: Path, library: Path
) -> None:
    make_photo(place / "other" / "x.jpg", 77)
    photosearch("index", place / "photos")
    image = place / "other" / "x.jpg"
    assert names(photosearch("search", image, "--in", place / "other", "--json").rows) == ["x.jpg"]
    assert photosearch("status", "--json").rows[0]["indexed"] == 4
    mixed = photosearch("search", image, "--in", place / "other", "--in", place / "photos")
    assert mixed.code == ExitCode.USER_ERROR
    assert "photosearch index" in mixed.err


@pytest.mark.slow
def test_what_is_no_folder_of_the_library_is_told(
    photosearch: Command, place: Path, library: Path
) -> None:
    """A slip of the keyboard is not the same as a folder without photos."""
    photos = place / "photos"
    photosearch("index", photos)
    commands = (["search", "--sort", "name", "--in"], ["clusters"], ["duplicates"])
    for command in commands:
        for name, said in (("00.jpg", "is not a folder"), ("typo", "does not exist")):
            ended = photosearch(*command, photos / name)
            assert ended.code == ExitCode.USER_ERROR
            assert said in ended.err
    photos.rename(place / "unplugged")
    for command in commands:
        assert photosearch(*command, photos / "typo").code == 0, "nobody can tell now"


def test_an_empty_folder(photosearch: Command, tmp_path: Path, photo_folder: Path) -> None:
    (tmp_path / "empty").mkdir()
    ended = photosearch("search", photo_folder / "00.jpg", "--in", tmp_path / "empty")
    assert (ended.code, ended.out) == (0, "")
    assert "No photo found" in ended.err


def test_a_sheet(photosearch: Command, indexed: Path, photo_folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.html"
    search = ("--library", indexed, "search", photo_folder / "03.jpg", "--top", "3")
    ended = photosearch(*search, "--sheet", sheet)
    assert ended.code == 0
    assert len(ended.out.splitlines()) == 3
    assert sheet.read_text().count("<img") == 4
    refused = photosearch(*search, "--sheet", photo_folder / "04.jpg")
    assert refused.code == ExitCode.USER_ERROR
    sheet.write_text("precious")
    refused = photosearch(*search, "--sheet", sheet)
    assert refused.code == ExitCode.USER_ERROR
    assert "--replace" in refused.err
    assert sheet.read_text() == "precious"
    assert photosearch(*search, "--sheet", sheet, "--replace").code == 0
    assert sheet.read_text().count("<img") == 4


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets any byte be in a name")
@pytest.mark.slow
def test_a_name_that_is_not_unicode_comes_through(photosearch: Command, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.jpg")
    make_photo(tmp_path / "photos" / name, 4)
    search = ("search", tmp_path / "photos" / name, "--in", tmp_path / "photos", "--json")
    assert names(photosearch(*search).rows) == [name]


# ---- what is there ----


@pytest.mark.slow
def test_status_and_unreadable(photosearch: Command, place: Path, library: Path) -> None:
    (place / "photos" / "empty.jpg").touch()
    photosearch("index", place / "photos")
    (status,) = photosearch("status", "--json").rows
    assert (status["indexed"], status["unreadable"], status["missing"]) == (4, 1, 0)
    assert status["library"] == str(library)
    assert status["roots"][0]["path"] == str(place / "photos")
    (info,) = photosearch("library", "info", "--json").rows
    assert status["bytes"] == sum(
        info[f"{name}_bytes"] for name in ("catalog", "thumbnails", "neighbours")
    )
    (library / "catalog.db.before-restore-20240101-000000").write_bytes(b"set aside")
    assert photosearch("status", "--json").rows[0]["bytes"] == status["bytes"]
    assert str(library) in photosearch("status").out
    (bad,) = photosearch("unreadable", "--json").rows
    assert (Path(bad["path"]).name, bad["reason"]) == ("empty.jpg", "empty")
    assert "empty.jpg" in photosearch("unreadable").out
    (place / "photos" / "empty.jpg").unlink()
    photosearch("index")
    photosearch("library", "clean", "--yes")
    assert photosearch("unreadable", "--json").rows == []


@pytest.mark.parametrize("command", ["status", "roots", "unreadable", "search"])
def test_looking_makes_no_library(
    photosearch: Command, tmp_path: Path, photo_folder: Path, command: str
) -> None:
    image = [photo_folder / "00.jpg"] if command == "search" else []
    ended = photosearch(command, *image, "--library", tmp_path / "none")
    assert ended.code == ExitCode.CATALOG
    assert str(tmp_path / "none") in ended.err
    assert not (tmp_path / "none").exists()


# ---- upkeep ----


@pytest.mark.slow
def test_gone_photos_are_forgotten_when_asked_for(
    photosearch: Command, place: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photosearch("index", place / "photos")
    assert photosearch("library", "clean", "--json").rows == [{"removed": 0}]
    (place / "photos" / "00.jpg").unlink()
    assert photosearch("index", "--json").rows[-1]["counts"]["missing"] == 1
    alone = photosearch("library", "clean")
    assert alone.code == ExitCode.USER_ERROR
    assert "--yes" in alone.err
    assert photosearch("status", "--json").rows[0]["missing"] == 1
    assert photosearch("library", "clean", "--yes", "--json").rows == [{"removed": 1}]
    assert photosearch("status", "--json").rows[0]["missing"] == 0


@pytest.mark.parametrize(("agreed", "code"), [(True, ExitCode.OK), (False, ExitCode.CANCELLED)])
@pytest.mark.slow
def test_a_person_is_asked(
    photosearch: Command,
    place: Path,
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    agreed: bool,
    code: int,
) -> None:
    photosearch("index", place / "photos")
    (place / "photos" / "00.jpg").unlink()
    photosearch("index")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(typer, "confirm", lambda *_args, **_options: agreed)
    assert photosearch("library", "clean").code == code
    assert photosearch("status", "--json").rows[0]["missing"] == (0 if agreed else 1)


@pytest.mark.slow
def test_backup_and_restore(photosearch: Command, place: Path, library: Path) -> None:
    photosearch("index", place / "photos")
    copy = place / "copy.db"
    assert photosearch("library", "backup", copy, "--json").rows[0]["path"] == str(copy)
    photosearch("remove", place / "photos")
    restored = photosearch("library", "restore", copy, "--json")
    assert restored.code == 0
    assert photosearch("status", "--json").rows[0]["indexed"] == 4
    assert photosearch("library", "check").code == 0
    # Thumbnails are no part of a backup: the next run makes them again, the one after does not.
    assert photosearch("index", "--json").rows[-1]["counts"]["indexed"] == 4
    assert photosearch("index", "--json").rows[-1]["counts"]["unchanged"] == 4


@pytest.mark.slow
def test_info(photosearch: Command, place: Path, library: Path) -> None:
    photosearch("index", place / "photos")
    (info,) = photosearch("library", "info", "--json").rows
    assert (info["library"], info["indexed"]) == (str(library), 4)
    shown = photosearch("library", "info").out
    assert str(library) in shown
    assert str(place / "photos") in shown


@pytest.mark.slow
def test_check_tells_of_damage(photosearch: Command, place: Path, library: Path) -> None:
    photosearch("index", place / "photos")
    sound = photosearch("library", "check", "--json")
    assert sound.rows[0]["sound"] is True
    catalog = library / "catalog.db"
    data = bytearray(catalog.read_bytes())
    data[8192 : len(data) // 2] = os.urandom(len(data) // 2 - 8192)
    catalog.write_bytes(data)
    for args in ([], ["--json"]):
        damaged = photosearch("library", "check", *args)
        assert damaged.code == ExitCode.CATALOG
        assert "restore" in damaged.err


@pytest.mark.slow
def test_a_backup_replaces_nothing(photosearch: Command, place: Path, library: Path) -> None:
    photosearch("index", place / "photos")
    precious = place / "photos" / "00.jpg"
    before = precious.read_bytes()
    refused = photosearch("library", "backup", precious)
    assert refused.code == ExitCode.USER_ERROR
    assert "--replace" in refused.err
    assert photosearch("library", "restore", precious).code == ExitCode.CATALOG
    assert precious.read_bytes() == before
    assert photosearch("status", "--json").rows[0]["indexed"] == 4
    older = place / "older.photosearch-backup"
    older.write_text("older")
    assert photosearch("library", "backup", older, "--replace").code == 0
    assert older.read_bytes().startswith(b"SQLite")


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX systems")
def test_that_others_can_read_the_library_is_told_once(
    photosearch: Command, place: Path, library: Path
) -> None:
    photosearch("add", place / "photos")
    library.chmod(0o755)
    (library / "catalog.db").chmod(0o644)
    told = photosearch("index").err
    assert f"Others on this computer can read {library}" in told
    assert "photosearch library protect" in told
    assert "protect" not in photosearch("index").err
    assert photosearch("library", "protect", "--json").rows == [
        {"library": str(library), "changed": [str(library)]}
    ]
    assert library.stat().st_mode & 0o777 == 0o700
    assert "as before" in photosearch("library", "protect").out


def test_where_no_library_is_there_is_nothing_to_protect(
    photosearch: Command, place: Path, library: Path
) -> None:
    assert photosearch("library", "protect").code == ExitCode.CATALOG
