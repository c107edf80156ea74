"""Taking steps back, file by file, by what is really on the disk.

Nothing here trusts that the step was finished, or that the files are as it left them: the program
may have been killed in the middle of it, and the user may have gone on working since.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from itertools import groupby
from pathlib import Path

from photosearch.core.file_operations import ErrorReason, OperationKind, Trash
from photosearch.core.photo import FileStamp, PhotoRecord
from photosearch.library.file_ops import atomic_files
from photosearch.library.file_ops.catalog_sync import CatalogSync, FileState, carried_stamp
from photosearch.library.file_ops.journal import DONE, UNDONE, JournalEntry, OperationRecord
from photosearch.library.file_ops.operation_run import OperationRun
from photosearch.library.file_ops.sidecar_operation import (
    KeywordChange,
    Reverse,
    SidecarOperation,
    reverse_keywords,
    reverse_rating,
)


class UndoExecutor:
    """Takes back the acts of one step, photo by photo, the last photo first."""

    def __init__(self, rows: CatalogSync, record: OperationRecord, trash: Trash) -> None:
        self._rows = rows
        self._record = record
        self._trash = trash
        self._sidecars = SidecarOperation(rows)
        self._back: list[int] = []
        self._gone: list[int] = []
        self._moved: dict[int, tuple[int, FileStamp]] = {}
        self._photos = {
            record.photo_id: record
            for record in rows.records([act.photo_id for act in record.acts])
        }

    def photos(self) -> list[tuple[int, list[JournalEntry]]]:
        """What is left to be taken back, by photo."""
        left = self._record.left
        return [(key, list(acts)) for key, acts in groupby(left, lambda act: act.photo_id)]

    def flush(self) -> None:
        """Write to the catalog what has been brought back so far."""
        back, self._back = self._back, []
        gone, self._gone = self._gone, []
        moved, self._moved = self._moved, {}
        self._rows.moved(moved)
        self._rows.gone(gone)
        self._rows.back(back)
        self._sidecars.flush()

    def take_back(self, run: OperationRun, photo_id: int, acts: Iterable[JournalEntry]) -> None:
        """Bring one photo and what belongs to it back."""
        record = self._photos.get(photo_id)
        back = True
        for act in acts:
            troubles = len(run.troubles)
            if record is not None and not record.online and not _on_one_drive(act):
                run.trouble(Path(act.path), ErrorReason.OFFLINE)
            else:
                with run.guarded(Path(act.path)):
                    if self._one(run, act, record):
                        run.journal.note(run.record, act, UNDONE)
            back &= len(run.troubles) == troubles
        run.done += back

    def _one(self, run: OperationRun, act: JournalEntry, record: PhotoRecord | None) -> bool:
        """Whether all is as if the act had never been; else the trouble is noted."""
        match act.kind:
            case "trash":
                return self._untrash(run, act, record)
            case "move":
                return self._unmove(run, act, record)
            case "copy":
                return self._uncopy(run, act)
            case _:
                self._sidecars.take_back(act, self._reverse(act))
                return True

    def _untrash(self, run: OperationRun, act: JournalEntry, record: PhotoRecord | None) -> bool:
        path = Path(act.path)
        place = Path(act.to) if act.to else None
        if place is None or not atomic_files.is_taken(place):
            place = self._trash.find(path)
        if place is None:
            if atomic_files.is_taken(path):  # never thrown away, or the user brought it back
                self._is_back(act)
                return True
            run.trouble(path, ErrorReason.NOT_IN_TRASH)
            return False
        if atomic_files.is_taken(path):
            if act.state != DONE:  # killed before it was thrown away; that is an older file
                self._is_back(act)
                return True
            run.trouble(path, ErrorReason.TAKEN)
            return False
        self._rows.make_folder(path.parent, record)
        atomic_files.move(place, path, run.checkpoint)
        with suppress(OSError):
            self._trash.forget(place)
        self._is_back(act)
        return True

    def _is_back(self, act: JournalEntry) -> None:
        if act.photo:
            self._back.append(act.photo_id)

    def _unmove(self, run: OperationRun, act: JournalEntry, record: PhotoRecord | None) -> bool:
        path, to = Path(act.path), Path(act.to)
        if not atomic_files.is_taken(to):
            if atomic_files.is_taken(path):
                self._is_back(act)
                return True
            run.trouble(to, ErrorReason.GONE)
            return False
        if atomic_files.is_taken(path):
            if act.state == DONE or not atomic_files.same_content(path, to):
                run.trouble(path, ErrorReason.TAKEN)
                return False
            # Killed between the copy and the removal: the same file under two names.
            to.unlink()
            self._is_back(act)
            return True
        if act.state != DONE and to.stat().st_size != act.size:
            run.trouble(to, ErrorReason.CHANGED)
            return False
        self._rows.make_folder(path.parent, record)
        known = self._rows.known(record) if record is not None else None
        before = FileState.of(to)
        atomic_files.move(to, path, run.checkpoint)
        if act.photo and known is not None and record is not None and record.path == to:
            place = self._rows.place_of(path)
            if place is not None:
                # The sidecar is back already: it was moved last.
                after = FileState.of(path)
                at_row = FileState(before.size, before.mtime_ns, before.file_id, after.sidecar_ns)
                stamp = carried_stamp(known, at_row, after, place.rel_path)
                self._moved[act.photo_id] = place.root.root_id, stamp
                return True
        self._is_back(act)
        return True

    def _uncopy(self, run: OperationRun, act: JournalEntry) -> bool:
        """A copy goes to the trash; if it is no longer a copy, it stays."""
        to = Path(act.to)
        if not atomic_files.is_taken(to):
            return True
        status = to.stat()
        as_left = (status.st_size, status.st_mtime_ns) == (act.size, act.mtime_ns)
        if not as_left and not atomic_files.same_content(to, Path(act.path)):
            run.trouble(to, ErrorReason.CHANGED)
            return False
        row = self._rows.at(to) if act.photo else None
        self._trash.put(to)
        if atomic_files.is_taken(to):
            raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(to))
        if row is not None:
            self._gone.append(row.photo_id)
        return True

    def _reverse(self, act: JournalEntry) -> Reverse:
        if self._record.kind is OperationKind.RATE:
            return reverse_rating
        args = self._record.args
        words = KeywordChange(tuple(args.get("added", ())), tuple(args.get("removed", ())))
        rows = {photo_id: tuple(keywords) for photo_id, _, keywords in act.rows}
        return reverse_keywords(words, rows.get(act.photo_id, ()))


def _on_one_drive(act: JournalEntry) -> bool:
    """Whether the file lies on the drive that it came from: then that drive is there, although its
    folder may seem to be another one because all photos were taken out of it."""
    try:
        return bool(act.to) and Path(act.to).stat().st_dev == Path(act.path).parent.stat().st_dev
    except OSError:
        return False
