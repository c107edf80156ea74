"""The journal of file operations: a disk that is full at any line, and lines that are damaged."""

from __future__ import annotations

import errno
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.file_operations import OperationKind
from photosearch.library.file_ops import journal as journal_module
from photosearch.library.file_ops.journal import Journal, JournalEntry
from photosearch.library.library import Library
from photosearch.private_files import private_opener
from photosearch.settings import Settings
from tests.library.photo_shelf import FolderTrash


@pytest.fixture
def photos(tmp_path: Path, photo_folder: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("00.jpg", "01.jpg", "02.jpg"):
        (folder / name).write_bytes((photo_folder / name).read_bytes())
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*.*")}


def full_after(lines: int) -> Callable[[str, int], int]:
    """An opener of the journal's file that finds no room after so many lines."""
    opened = itertools.count()

    def opener(path: str, flags: int) -> int:
        if next(opened) >= lines:
            raise OSError(errno.ENOSPC, "No space left on device")
        return private_opener(path, flags)

    return opener


@pytest.mark.parametrize("what", ["rate", "trash", "move"])
def test_a_disk_that_is_full_at_any_line_of_the_journal(
    library: Library,
    ids: dict[str, int],
    photos: Path,
    trash: FolderTrash,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    before = tree(photos)
    some = list(ids.values())
    for line in itertools.count():
        monkeypatch.setattr(journal_module, "private_opener", full_after(line))
        failed = None
        try:
            if what == "rate":
                library.files.rate(some, 4)
            elif what == "trash":
                library.files.trash(some, trash)
            else:
                library.files.move(some, outside)
        except UserError as error:
            failed = error.code
        monkeypatch.undo()
        went = {*before} - {*tree(photos)} or {*tree(photos)} - {*before}
        told = ErrorCode.STOPPED_AFTER_CHANGES if went else ErrorCode.CHANGES_NOT_NOTED
        assert failed in (None, told), line
        for operation in library.files.operations():
            library.files.undo(operation.operation_id, trash)
        assert tree(photos) == before, line
        assert not list(outside.iterdir())
        if failed is None:
            break
    assert line > 3
    library.close()
    with Library.open(tmp_path / "library", Settings(workers=1)) as again:
        assert not any(each.interrupted for each in again.files.operations())
        assert len(again.photo_ids()) == len(some)


def test_a_damaged_line_leaves_the_others_with_their_own_states(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    record = journal.begin(OperationKind.TRASH, {}, [1, 2, 3])
    for photo_id in (1, 2, 3):
        entry = JournalEntry("trash", photo_id, f"/photos/{photo_id}.jpg")
        journal.log_intent(record, entry)
        if photo_id != 3:
            entry.to = f"/trash/{photo_id}.jpg"
            journal.log_done(record, entry)
    path = tmp_path / journal_module.FILE_NAME
    lines = path.read_bytes().splitlines(keepends=True)
    lines[1] = b"\x00" * 20 + b"\n"  # what was intended with the first photo
    path.write_bytes(b"".join(lines))

    again = Journal(tmp_path)
    (found,) = again.records()
    assert [(each.photo_id, each.to) for each in found.entries] == [(2, "/trash/2.jpg"), (3, "")]

    last = JournalEntry("trash", 4, "/photos/4.jpg")
    again.log_intent(found, last)
    assert last.number == 3, "no number is given twice"
    last.to = "/trash/4.jpg"
    again.log_done(found, last)
    (found,) = Journal(tmp_path).records()
    assert [each.to for each in found.entries] == ["/trash/2.jpg", "", "/trash/4.jpg"]
