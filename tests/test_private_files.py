"""Nobody else on a shared computer can read what the program writes for itself."""

from __future__ import annotations

import errno
import logging
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from photosearch.core.errors import UserError
from photosearch.gui.runtime.crash_log import record_crashes
from photosearch.library.backups import back_up, bring_back
from photosearch.library.library import Library
from photosearch.log import LOG_FILE, logging_to
from photosearch.private_files import (
    is_open_to_others,
    make_private,
    make_private_file,
    make_private_folder,
    replace_file,
)
from photosearch.settings import Settings
from tests.library.photo_shelf import FolderTrash, take_in
from tests.photos import make_photo

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX systems")


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_folders_and_files_are_made_for_their_owner(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    make_private_folder(folder)
    make_private_file(folder / "file")
    assert (mode(folder), mode(folder / "file")) == (0o700, 0o600)
    assert not is_open_to_others(folder)


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "file").write_text("kept")
    make_private_folder(tmp_path)
    make_private_file(tmp_path / "file")
    assert (mode(tmp_path), mode(tmp_path / "file")) == (0o755, 0o644)
    assert (tmp_path / "file").read_text() == "kept"
    with pytest.raises(FileExistsError):
        make_private_folder(tmp_path / "file")


@pytest.mark.parametrize(
    ("folder", "file", "is_open"),
    [
        (0o755, 0o644, True),
        (0o750, 0o640, True),
        (0o700, 0o644, False),
        (0o755, 0o600, False),
        (0o711, 0o604, True),
    ],
)
def test_wider_modes_are_found_and_mended(
    tmp_path: Path, folder: int, file: int, is_open: bool
) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "file").chmod(file)
    tmp_path.chmod(folder)
    assert is_open_to_others(tmp_path) == is_open
    make_private(tmp_path)
    assert (mode(tmp_path), mode(tmp_path / "file")) == (0o700, 0o600)
    assert not is_open_to_others(tmp_path)
    assert not is_open_to_others(tmp_path / "gone")


def test_all_of_a_library_is_its_owners(tmp_path: Path) -> None:
    folder, photos = tmp_path / "library", tmp_path / "photos"
    for seed in range(2):
        make_photo(photos / f"{seed}.jpg", seed)
    with Library.open(folder, Settings(workers=1)) as library:
        ids = take_in(library, photos)
        library.index()
        library.files.rate(list(ids.values()), 3)
        library.files.trash([ids["0.jpg"]], FolderTrash(tmp_path / "trash"))
        wide = {path.name: oct(mode(path)) for path in folder.iterdir() if mode(path) != 0o600}
        assert wide == {}
        names = {path.name for path in folder.iterdir()}
        assert names >= {"catalog.db", "thumbnails.db", "file-steps.jsonl", "runs.json"}
        assert names >= {"library.lock", "library.owner.json", "catalog.db-wal"}
        assert library.tell_open_folders() == []
    assert mode(folder) == 0o700
    assert mode(photos / "1.jpg.xmp") == 0o644, "that is the user's, not ours"


def test_backups_and_what_is_brought_back_are_their_owners(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    Library.open(folder, Settings()).close()
    backup = back_up(folder, tmp_path / "copy.photosearch-backup")
    assert mode(backup) == 0o600
    bring_back(backup, folder)
    assert {mode(path) for path in folder.iterdir() if path.is_file()} == {0o600}
    bring_back(backup, tmp_path / "new")
    assert mode(tmp_path / "new") == 0o700


def test_the_log_and_crash_files_are_their_owners(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "log"
    with logging_to(folder) as path, record_crashes(folder):
        assert path == folder / LOG_FILE
        logging.getLogger("photosearch").info("something")
        assert [mode(each) for each in folder.iterdir()] == [0o600, 0o600]
    assert mode(folder) == 0o700


def test_an_old_library_is_told_once_and_closed_on_request(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    Library.open(folder, Settings()).close()
    folder.chmod(0o755)
    (folder / "thumbnails.db").chmod(0o644)
    with Library.open(folder, Settings()) as library:
        assert library.tell_open_folders() == [folder]
        assert library.tell_open_folders() == []
    with Library.open(folder, Settings()) as library:
        assert library.tell_open_folders() == []
        assert library.close_folders() == [folder]
        assert library.close_folders() == []
    assert (mode(folder), mode(folder / "thumbnails.db")) == (0o700, 0o600)


def test_what_the_system_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "library"
    with Library.open(folder, Settings()) as library:

        def refuse(_path: Path, _mode: int) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(Path, "chmod", refuse)
        with pytest.raises(UserError) as caught:
            library.close_folders()
    assert caught.value.message.values["cause"] == "Operation not permitted"


@pytest.mark.parametrize("private", [True, False])
def test_a_file_that_is_replaced_is_the_old_one_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, private: bool
) -> None:
    path = tmp_path / "runs.json"
    replace_file(path, b"old", private=private)
    assert path.read_bytes() == b"old"
    assert private is not bool(path.stat().st_mode & 0o077) or os.name == "nt"

    def fill(self: Path, _content: bytes) -> int:
        self.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new", private=private)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path], "nothing is left of the new one"
