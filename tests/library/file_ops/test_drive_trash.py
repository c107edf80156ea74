"""What is thrown away without a window: on its own drive, found again, and brought back."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from photosearch.library.file_ops import drive_trash
from photosearch.library.file_ops.drive_trash import DriveTrash

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the folders are those of Linux")


@pytest.fixture(autouse=True)
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The topmost folder that may be written to: nothing is made outside."""
    access = os.access
    monkeypatch.setattr(
        os,
        "access",
        lambda path, mode: access(path, mode) and Path(path).is_relative_to(tmp_path / "drive"),
    )
    return tmp_path / "drive"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "drive" / "photos" / "ü % 1.jpg"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"photo")
    os.utime(path, ns=(10**18, 10**18))
    return path


@pytest.fixture
def other_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All below drive/ lies on another drive than the home folder: renames across are refused."""
    drive = tmp_path / "drive"
    rename, is_mount = Path.rename, Path.is_mount

    def within(path: Path) -> bool:
        return path.is_relative_to(drive)

    def on_one_drive(path: Path, target: Path) -> Path:
        if within(path) != within(target):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", on_one_drive)
    monkeypatch.setattr(Path, "is_mount", lambda path: path == drive or is_mount(path))
    return drive


def test_the_trash_of_the_home_folder_takes_files_of_its_drive(own_home: Path, photo: Path) -> None:
    trash = DriveTrash()
    place = trash.put(photo)
    assert place.parent == own_home / "data" / "Trash" / "files"
    assert not photo.exists()
    assert (place.read_bytes(), place.stat().st_mtime_ns) == (b"photo", 10**18)
    note = (own_home / "data" / "Trash" / "info" / f"{photo.name}.trashinfo").read_text()
    assert note.startswith("[Trash Info]\nPath=/")
    assert "%C3%BC%20%25%201.jpg\nDeletionDate=2" in note
    assert trash.find(photo) == place
    assert trash.find(photo.with_name("other.jpg")) is None
    place.rename(photo)
    trash.forget(place)
    assert trash.find(photo) is None
    assert list(own_home.rglob("*.trashinfo")) == []


def test_the_last_one_of_a_name_is_found(own_home: Path, photo: Path) -> None:
    trash = DriveTrash()
    trash.put(photo)
    photo.write_bytes(b"another")
    place = trash.put(photo)
    assert trash.find(photo) == place
    assert place.read_bytes() == b"another"


def test_a_desktop_finds_what_we_threw_away_and_we_what_it_did(own_home: Path, photo: Path) -> None:
    gui = pytest.importorskip("photosearch.gui.file_ops.system_trash")
    place = gui.SystemTrash().put(photo)
    assert DriveTrash().find(photo) == place


def test_another_drive_has_a_trash_of_its_own(
    own_home: Path, photo: Path, other_drive: Path
) -> None:
    trash = DriveTrash()
    place = trash.put(photo)
    own = other_drive / f".Trash-{os.getuid()}"
    # The home folder's is tried first: the numbers of both drives are one here.
    assert place == own / "files" / photo.name or place.is_relative_to(own)
    assert own.stat().st_mode & 0o777 == 0o700
    assert trash.find(photo) == place
    assert list((own_home / "data" / "Trash" / "info").iterdir()) == []


def test_the_trash_that_an_administrator_made_for_all_comes_first(
    own_home: Path, photo: Path, other_drive: Path
) -> None:
    (other_drive / ".Trash").mkdir()
    shared = other_drive / ".Trash" / str(os.getuid())
    trash = DriveTrash()
    assert not trash.put(photo).is_relative_to(shared), "without the sticky bit it is not safe"
    (other_drive / ".Trash").chmod(0o1777)
    photo.write_bytes(b"again")
    place = trash.put(photo)
    assert place.is_relative_to(shared)
    assert trash.find(photo) == place


def test_where_nothing_may_be_written_nothing_goes(
    own_home: Path, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drive_trash, "_trashes_for", lambda *_args: iter(()))
    with pytest.raises(OSError, match=os.strerror(errno.ENOTSUP)):
        DriveTrash().put(photo)
    assert photo.exists()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EXDEV])
def test_a_refusal_leaves_no_note(
    own_home: Path, photo: Path, top: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match=os.strerror(code)):
        DriveTrash().put(photo)
    assert photo.exists()
    assert list(own_home.rglob("*.trashinfo")) == []
    monkeypatch.undo()
    assert [path for path in top.rglob("*") if path.is_file()] == [photo]


def test_windows_and_macos_keep_it_on_the_drive(
    own_home: Path, photo: Path, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the topmost folder that may be written to; here that is the drive's."""
    monkeypatch.setattr(sys, "platform", "darwin")
    trash = DriveTrash()
    place = trash.put(photo)
    assert place == top / f".Trash-{os.getuid()}" / "files" / photo.name
    note = place.parents[1] / "info" / f"{photo.name}.trashinfo"
    assert "Path=photos/" in note.read_text(), "relative: the drive may be mounted elsewhere"
    assert trash.find(photo) == place


def test_a_file_without_a_note_in_the_trash_is_never_taken_for_another(
    own_home: Path, photo: Path
) -> None:
    trash = DriveTrash()
    place = trash.put(photo)
    assert place.parent.is_relative_to(own_home)
    place.rename(photo)
    trash.forget(place)
    stranger = place
    stranger.write_bytes(b"thrown away by another program")
    place = trash.put(photo)
    assert place.name != stranger.name
    assert trash.find(photo) == place
    place.rename(photo)
    trash.forget(place)
    assert trash.find(photo) is None
    assert stranger.read_bytes() == b"thrown away by another program"


@pytest.mark.parametrize("name", ["ü" * 121 + ".jpg", "x" * 251 + ".jpg", "a." + "x" * 240])
def test_a_name_as_long_as_names_may_be(own_home: Path, photo: Path, name: str) -> None:
    """That of its note would be too long: it is called shorter there, and back as it was."""
    trash, path = DriveTrash(), photo.rename(photo.with_name(name))
    places = []
    for _ in range(3):
        path.write_bytes(b"photo")
        places.append(trash.put(path))
    assert len(set(places)) == 3
    assert all(os.path.lexists(place) for place in places)
    assert trash.find(path) == places[-1]
    assert places[0].suffix == (".jpg" if name.endswith(".jpg") else places[0].suffix)
    places[-1].rename(path)
    trash.forget(places[-1])
    assert len(list(own_home.rglob("*.trashinfo"))) == 2


def test_a_short_name_stays(own_home: Path, photo: Path) -> None:
    path = photo.rename(photo.with_name("y" * 220 + ".jpg"))
    assert DriveTrash().put(path).name == path.name


@pytest.mark.parametrize("part", ["", "files", "info"])
def test_a_file_in_the_place_of_a_trash_is_passed_by(
    own_home: Path, photo: Path, other_drive: Path, part: str
) -> None:
    in_the_way = other_drive / f".Trash-{os.getuid()}" / part
    in_the_way.parent.mkdir(exist_ok=True)
    in_the_way.write_text("a file")
    place = DriveTrash().put(photo)
    assert place.parent == photo.parent / f".Trash-{os.getuid()}" / "files"
    assert DriveTrash().find(photo) == place
    assert in_the_way.read_text() == "a file"


def test_files_in_all_places_of_a_trash_are_no_trash(
    own_home: Path, photo: Path, other_drive: Path
) -> None:
    for folder in (other_drive, photo.parent):
        (folder / f".Trash-{os.getuid()}").write_text("a file")
    with pytest.raises(OSError, match=os.strerror(errno.EXDEV)):
        DriveTrash().put(photo)
    assert photo.exists()


@pytest.mark.parametrize("call", ["write", "close"])
def test_a_full_drive_keeps_no_empty_notes(
    own_home: Path, photo: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    real_open = Path.open

    def full(path: Path, *args: Any, **named: Any) -> Any:
        file = real_open(path, *args, **named)
        if path.suffix != ".trashinfo":
            return file

        class Full:
            def __enter__(self) -> Full:
                return self

            def write(self, _text: str) -> None:
                if call == "write":
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

            def __exit__(self, *_args: object) -> None:
                file.close()
                if call == "close":
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        return Full()

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        DriveTrash().put(photo)
    monkeypatch.undo()
    assert photo.exists()
    assert list(own_home.rglob("*.trashinfo")) == []
