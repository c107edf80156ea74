"""Files are whole or not there, nothing is overwritten, and a copy is compared before it counts."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from photosearch.core.errors import Cancelled
from photosearch.core.file_operations import OperationKind
from photosearch.library.file_ops import atomic_files
from photosearch.library.file_ops import journal as journals
from photosearch.library.file_ops.journal import Journal, JournalEntry, pack, unpack

posix = pytest.mark.skipif(sys.platform == "win32", reason="links are others there")


def other_drive(monkeypatch: pytest.MonkeyPatch, source: Path) -> None:
    """Let `source` and the rest of the world be on two drives."""
    real = atomic_files._rename_if_free

    def rename(old: Path, new: Path) -> None:
        if old == source:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        real(old, new)

    monkeypatch.setattr(atomic_files, "_rename_if_free", rename)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "a.jpg"
    path.write_bytes(os.urandom(3 << 20))
    os.utime(path, ns=(10**18 + 7, 10**18 + 100))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "to"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("across", [False, True], ids=["one drive", "two drives"])
def test_a_move_keeps_content_and_time(source, folder, monkeypatch, across: bool) -> None:
    data = source.read_bytes()
    if across:
        other_drive(monkeypatch, source)
    atomic_files.move(source, folder / "b.jpg")
    assert not source.exists()
    assert (folder / "b.jpg").read_bytes() == data
    assert (folder / "b.jpg").stat().st_mtime_ns == 10**18 + 100
    assert [path.name for path in folder.iterdir()] == ["b.jpg"]


@pytest.mark.parametrize("across", [False, True], ids=["one drive", "two drives"])
def test_a_move_never_overwrites(source, folder, monkeypatch, across: bool) -> None:
    if across:
        other_drive(monkeypatch, source)
    (folder / "b.jpg").write_bytes(b"there")
    with pytest.raises(FileExistsError):
        atomic_files.move(source, folder / "b.jpg")
    with pytest.raises(FileExistsError):
        atomic_files.copy(source, folder / "b.jpg")
    assert source.exists()
    assert (folder / "b.jpg").read_bytes() == b"there"


@posix
def test_a_drive_without_hard_links(source, folder, monkeypatch) -> None:
    def no_links(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    atomic_files.move(source, folder / "b.jpg")
    assert (folder / "b.jpg").exists()
    (folder / "c.jpg").write_bytes(b"there")
    with pytest.raises(FileExistsError):
        atomic_files.move(folder / "b.jpg", folder / "c.jpg")
    assert (folder / "c.jpg").read_bytes() == b"there"


def test_a_copy_that_reads_back_otherwise_is_thrown_away(source, folder, monkeypatch) -> None:
    other_drive(monkeypatch, source)
    monkeypatch.setattr(atomic_files, "digest_of", lambda _path, _checkpoint=None: b"bad disk")
    with pytest.raises(atomic_files.ContentChanged):
        atomic_files.move(source, folder / "b.jpg")
    assert source.exists()
    assert list(folder.iterdir()) == []


def test_a_photo_that_changes_meanwhile_stays(source, folder, monkeypatch) -> None:
    other_drive(monkeypatch, source)
    calls: list[Any] = []

    def touch() -> None:
        if not calls:
            os.utime(source, ns=(10**18, 10**18 + 999))
        calls.append(1)

    with pytest.raises(atomic_files.ContentChanged):
        atomic_files.move(source, folder / "b.jpg", touch)
    assert source.exists()
    assert list(folder.iterdir()) == []


def test_a_cancelled_copy_leaves_nothing(source, folder) -> None:
    def cancel() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        atomic_files.copy(source, folder / "b.jpg", cancel)
    assert list(folder.iterdir()) == []


def test_a_photo_that_may_not_be_removed_is_not_there_twice(source, folder, monkeypatch) -> None:
    other_drive(monkeypatch, source)
    real = Path.unlink

    def unlink(path: Path, missing_ok: bool = False) -> None:
        if path == source:
            raise PermissionError(errno.EACCES, "Permission denied")
        real(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    with pytest.raises(PermissionError):
        atomic_files.move(source, folder / "b.jpg")
    assert source.exists()
    assert list(folder.iterdir()) == []


@posix
def test_writing_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    atomic_files.write_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_names_as_long_as_they_may_be(tmp_path: Path) -> None:
    path = tmp_path / ("ä" * 120 + ".jpg.xmp")
    atomic_files.write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


# The journal


def act(number: int) -> JournalEntry:
    return JournalEntry("trash", number, f"/photos/{number}\udcff.jpg")


def test_the_journal_remembers_what_was_meant_and_done(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    record = journal.begin(OperationKind.TRASH, {}, [1])
    done, meant, dropped = act(1), act(2), act(3)
    for each in (done, meant, dropped):
        journal.log_intent(record, each)
    done.to = "/trash/1"
    journal.log_done(record, done)
    journal.log_undone(record, dropped)
    (again,) = Journal(tmp_path).records()
    assert again == record
    assert [each.path for each in again.in_effect] == [meant.path, done.path]
    assert again.to_operation().interrupted
    journal.end(record)
    (again,) = Journal(tmp_path).records()
    assert not again.to_operation().interrupted


def test_a_step_without_effect_is_forgotten(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    record = journal.begin(OperationKind.RATE, {"rating": 3}, [1])
    journal.log_intent(record, act(1))
    journal.log_undone(record, record.entries[0])
    journal.end(record)
    assert journal.records() == Journal(tmp_path).records() == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(cut=st.integers(0, 2000))
def test_a_journal_cut_anywhere_tells_what_it_can(tmp_path: Path, cut: int) -> None:
    journal = Journal(tmp_path)
    (tmp_path / journals.FILE_NAME).unlink(missing_ok=True)
    for number in range(3):
        record = journal.begin(OperationKind.TRASH, {}, [1])
        journal.log_intent(record, act(number))
        journal.log_done(record, record.entries[0])
        journal.end(record)
    whole = (tmp_path / journals.FILE_NAME).read_bytes()
    (tmp_path / journals.FILE_NAME).write_bytes(whole[:cut])
    torn = Journal(tmp_path)
    known = torn.records()
    assert len(known) <= 3
    more = torn.begin(OperationKind.MOVE, {"folder": "/x"}, [1])
    torn.log_intent(more, act(9))
    assert Journal(tmp_path).records() == [*known, more]
    assert list(tmp_path.glob("*.broken*")) == []


def test_a_damaged_journal_is_kept_aside(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for number in range(2):
        journal.log_intent(journal.begin(OperationKind.TRASH, {}, [1]), act(number))
    path = tmp_path / journals.FILE_NAME
    damaged = b"\x00rot\n" + path.read_bytes()
    path.write_bytes(damaged)
    assert len(Journal(tmp_path).records()) == 2
    (aside,) = tmp_path.glob("*.broken*")
    assert aside.read_bytes() == damaged
    assert len(Journal(tmp_path).records()) == 2


def test_old_steps_are_forgotten(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for number in range(130):
        record = journal.begin(OperationKind.TRASH, {}, [1])
        journal.log_intent(record, act(number))
        journal.end(record)
    kept = Journal(tmp_path).records()
    assert [record.entries[0].photo_id for record in kept] == list(range(30, 130))
    first = kept[0]
    again = Journal(tmp_path)
    again.log_undone(again.get(first.operation_id), again.get(first.operation_id).entries[0])
    assert again.get(first.operation_id).to_operation().undone
    assert len(Journal(tmp_path).records()) == 99, "what was undone is not done again"


@given(st.binary(max_size=5000))
def test_sidecars_come_out_of_the_journal_as_they_went_in(data: bytes) -> None:
    assert unpack(pack(data)) == data
