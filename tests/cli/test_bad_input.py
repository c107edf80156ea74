"""Whatever is wrong, the user gets a sentence and an exit code, never a traceback."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from photosearch import paths
from photosearch.core.errors import ExitCode
from photosearch.store.catalog import Catalog
from photosearch.store.schema import CATALOG
from tests.cli.conftest import ROOT, Command
from tests.store.samples import make_library, take_back

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX systems")


@pytest.mark.parametrize(
    "args",
    [
        ["serach"],
        ["search"],
        ["add"],
        ["search", "a.jpg", "--no-such-option"],
        ["search", "a.jpg", "--top", "0"],
        ["search", "a.jpg", "--top", "many"],
        ["search", "a.jpg", "--min-rating", "6"],
        ["search", "a.jpg", "--orientation", "round"],
        ["search", "a.jpg", "--crop", "1,2"],
        ["search", "a.jpg", "--crop", "0,0,1,1", "--crop", "0,0,1,1"],
        ["search", "a.jpg", "--sense", "smell"],
        ["search", "a.jpg", "--since", "someday"],
        ["search", "a.jpg", "--until", "2024-13"],
        ["search", "a.jpg", "--replace"],
        ["search", "a.jpg", "--text", "%"],
        ["search", "a.jpg", "--copies", "no"],
        ["search", "a.jpg", "--camera", " "],
        ["model", "compare", "default", "default", "--replace"],
        ["library", "explode"],
    ],
)
def test_wrong_use(photosearch: Command, args: list[str]) -> None:
    ended = photosearch(*args)
    assert ended.code == ExitCode.USAGE
    assert ended.out == ""
    assert ended.err


def test_a_wrong_date_names_its_option(photosearch: Command) -> None:
    assert "--until" in photosearch("search", "a.jpg", "--until", "someday").err


@pytest.mark.parametrize("kind", ["absent", "folder", "empty", "text", "cut"])
@pytest.mark.parametrize("option", [[], ["--not"]])
def test_a_query_image_that_is_none(
    photosearch: Command,
    indexed: Path,
    photo_folder: Path,
    tmp_path: Path,
    kind: str,
    option: list[str],
) -> None:
    good = photo_folder / "00.jpg"
    image = tmp_path / "image.jpg"
    if kind == "folder":
        image.mkdir()
    elif kind != "absent":
        content = {"empty": b"", "text": b"no image", "cut": good.read_bytes()[:40]}
        image.write_bytes(content[kind])
    examples = [good, *option, image] if option else [image]
    ended = photosearch("--library", indexed, "search", *examples)
    assert ended.code == ExitCode.USER_ERROR
    assert ended.out == ""
    assert "image.jpg" in ended.err


def test_a_folder_that_is_none(photosearch: Command, photo_folder: Path, tmp_path: Path) -> None:
    ended = photosearch(
        *("--library", tmp_path / "l", "search", photo_folder / "00.jpg", "--in", tmp_path / "none")
    )
    assert ended.code == ExitCode.USER_ERROR
    assert str(tmp_path / "none") in ended.err


def test_an_image_that_is_none_is_told_before_a_folder_is_read(
    photosearch: Command, photo_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "image.jpg").write_text("no image")
    ended = photosearch(
        *("--library", tmp_path / "l", "search", tmp_path / "image.jpg", "--in", photo_folder)
    )
    assert ended.code == ExitCode.USER_ERROR
    assert "image.jpg" in ended.err
    assert "indexed" not in ended.err


def test_a_library_without_folders(
    photosearch: Command, photo_folder: Path, tmp_path: Path
) -> None:
    with Catalog.open(tmp_path / "library"):
        pass
    ended = photosearch("--library", tmp_path / "library", "search", photo_folder / "00.jpg")
    assert ended.code == ExitCode.USER_ERROR
    assert "photosearch index FOLDER" in ended.err


HOLD = """
import sys
from pathlib import Path
from photosearch.store.catalog import Catalog
with Catalog.open(Path(sys.argv[1]), owner="another program"):
    print("ready", flush=True)
    sys.stdin.read()
"""


def test_a_library_in_use(
    photosearch: Command, photo_folder: Path, indexed: Path, tmp_path: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(indexed)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "ready\n"
        refused = photosearch("--library", indexed, "index")
        looked = photosearch("--library", indexed, "status", "--json")
        found = photosearch("--library", indexed, "search", photo_folder / "00.jpg", "--json")
        backed = photosearch("--library", indexed, "library", "backup", tmp_path / "copy.db")
        holder.stdin.close()
    assert refused.code == ExitCode.CATALOG
    assert "another program" in refused.err
    assert looked.rows[0]["indexed"] == 12  # reading goes on beside a writer
    assert len(found.rows) == 12
    assert backed.code == 0


@pytest.mark.parametrize("harm", ["no database", "newer", "folder", "zeros"])
@pytest.mark.parametrize("command", ["status", "index", "search"])
def test_a_library_that_cannot_be_opened(
    photosearch: Command, photo_folder: Path, tmp_path: Path, harm: str, command: str
) -> None:
    library = tmp_path / "library"
    catalog = library / "catalog.db"
    with Catalog.open(library) as opened:
        opened.roots.add(photo_folder, "", ())
    if harm == "no database":
        catalog.write_bytes(b"this is no database at all, but some text" * 200)
    elif harm == "zeros":
        catalog.write_bytes(bytes(catalog.stat().st_size))
    elif harm == "folder":
        catalog.unlink()
        catalog.mkdir()
    else:
        connection = sqlite3.connect(catalog)
        connection.execute("PRAGMA user_version = 9999")
        connection.commit()
        connection.close()
    before = None if harm == "folder" else catalog.read_bytes()
    image = [photo_folder / "00.jpg"] if command == "search" else []
    ended = photosearch("--library", library, command, *image)
    assert ended.code == ExitCode.CATALOG, ended.err
    assert 1 <= len(ended.err.splitlines()) <= 3
    assert str(library) in ended.err or "library" in ended.err
    if before is not None:
        assert catalog.read_bytes() == before  # nothing is overwritten


@posix
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="root may do anything")
def test_a_folder_that_may_not_be_written(photosearch: Command, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    ended = photosearch("--library", tmp_path / "library", "add", tmp_path)
    tmp_path.chmod(0o700)
    assert ended.code == ExitCode.CATALOG


def test_a_file_in_place_of_the_library(photosearch: Command, tmp_path: Path) -> None:
    (tmp_path / "library").write_text("a file")
    ended = photosearch("--library", tmp_path / "library", "add", tmp_path)
    assert ended.code == ExitCode.CATALOG
    assert (tmp_path / "library").read_text() == "a file"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_behind_stdout(indexed: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "photosearch", "--library", indexed, "roots"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == ExitCode.USER_ERROR
    assert ended.stderr.startswith("The output cannot be written (No space left on device).")
    assert "Traceback" not in ended.stderr


def test_no_room_for_temporary_files(
    photosearch: Command, photo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    ended = photosearch(
        *("--library", tmp_path / "l", "search", photo_folder / "00.jpg", "--in", photo_folder)
    )
    assert ended.code == ExitCode.USER_ERROR
    assert "temporary folder" in ended.err


def test_a_model_that_is_not_there(
    photosearch: Command, tmp_path: Path, own_home: Path, photo_folder: Path
) -> None:
    settings = paths.settings_file()
    settings.parent.mkdir(parents=True)
    settings.write_text('model = "nonesuch"\n')
    ended = photosearch("--library", tmp_path / "library", "add", photo_folder)
    assert ended.code == ExitCode.MODEL
    assert "nonesuch" in ended.err


def test_a_broken_settings_file_is_said_and_set_aside(
    photosearch: Command,
    tmp_path: Path,
    own_home: Path,
    photo_folder: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings = paths.settings_file()
    settings.parent.mkdir(parents=True)
    settings.write_text("workers = = 3")
    ended = photosearch("--library", tmp_path / "library", "add", photo_folder)
    assert ended.code == 0
    assert "settings.toml is broken" in ended.err
    assert settings.with_name("settings.toml.broken").exists()


def test_a_bug_is_owned_up_to(
    photosearch: Command,
    own_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError("a secret of the code")

    monkeypatch.setattr("photosearch.cli.session.open_library", broken)
    monkeypatch.setattr("photosearch.cli.session.Session.open", broken)
    ended = photosearch("add", own_home)
    log_file = paths.log_folder() / "photosearch.log"
    assert ended.code == ExitCode.BUG
    assert "bug in PhotoSearch" in ended.err
    assert str(log_file) in ended.err
    assert "a secret of the code" in log_file.read_text()


def test_an_older_library_that_cannot_be_updated(photosearch: Command, tmp_path: Path) -> None:
    make_library(tmp_path / "library", 2)
    take_back(tmp_path / "library", CATALOG.version - 1)
    with closing(sqlite3.connect(tmp_path / "library" / "catalog.db")) as connection, connection:
        connection.execute("DROP INDEX photos_by_label")
    ended = photosearch("--library", tmp_path / "library", "index")
    assert ended.code == ExitCode.CATALOG
    assert "cannot be brought up to date" in ended.err
    assert "photosearch library restore" in ended.err
