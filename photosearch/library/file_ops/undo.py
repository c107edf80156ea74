"""Undo file operations, file by file, by what is really on the disk.

Nothing here trusts that the operation was finished, or that the files are as it left them: the
program may have been killed in the middle of it, and the user may have gone on working since.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from itertools import groupby
from pathlib import Path

from photosearch.core.file_operations import ErrorReason, OperationKind, Trash
from photosearch.core.photo import FileStamp, PhotoRecord
from photosearch.library.file_ops import atomic_files, file_links
from photosearch.library.file_ops.catalog_sync import CatalogSync, FileState, carried_stamp
from photosearch.library.file_ops.journal import DONE, JournalEntry, OperationRecord
from photosearch.library.file_ops.operation_run import OperationRun
from photosearch.library.file_ops.sidecar_operation import (
    KeywordChange,
    Reverse,
    SidecarOperation,
    edit_from,
    reverse_keywords,
    reverse_merge,
    reverse_rating,
)
from photosearch.library.roots.drives import is_empty_folder, volume_id


class UndoExecutor:
    """Revert the entries of one operation, photo by photo, the last photo first."""

    def __init__(self, catalog_sync: CatalogSync, record: OperationRecord, trash: Trash) -> None:
        self._catalog_sync = catalog_sync
        self._record = record
        self._trash = trash
        self._sidecars = SidecarOperation(catalog_sync)
        self._restored: list[int] = []
        self._missing: list[int] = []
        self._relocated: dict[int, tuple[int, FileStamp]] = {}
        self._made = {folder for entry in record.entries for folder in entry.made}
        self._interrupted = False
        """The program was killed while the entry at hand was reverted."""
        self._photos = {
            record.photo_id: record
            for record in catalog_sync.records([entry.photo_id for entry in record.entries])
        }

    def entries_by_photo(self) -> list[tuple[int, list[JournalEntry]]]:
        """Return what is left to be taken back, by photo."""
        left = self._record.in_effect
        return [
            (key, list(entries)) for key, entries in groupby(left, lambda entry: entry.photo_id)
        ]

    def flush(self) -> None:
        """Write to the catalog what has been brought back so far."""
        back, self._restored = self._restored, []
        gone, self._missing = self._missing, []
        moved, self._relocated = self._relocated, {}
        self._catalog_sync.relocate(moved)
        self._catalog_sync.mark_missing(gone)
        self._catalog_sync.restore(back)
        self._sidecars.flush()

    def revert(self, run: OperationRun, photo_id: int, entries: Iterable[JournalEntry]) -> None:
        """Bring one photo and what belongs to it back."""
        record = self._photos.get(photo_id)
        back = True
        for entry in entries:
            errors = len(run.errors)
            if record is not None and self._is_drive_away(entry, record):
                run.add_error(Path(entry.path), ErrorReason.OFFLINE)
            else:
                with run.collecting_errors(Path(entry.path)):
                    # Tried before, and killed at it: the file may be there under both names.
                    self._interrupted = run.record.reverting == entry.number
                    run.journal.log_revert(run.record, entry)
                    if self._revert_entry(run, entry, record):
                        run.journal.log_undone(run.record, entry)
            back &= len(run.errors) == errors
        run.done += back

    def _revert_entry(
        self, run: OperationRun, entry: JournalEntry, record: PhotoRecord | None
    ) -> bool:
        """Revert one change; tell whether all is as if it had never been, else note why."""
        match entry.kind:
            case "trash":
                return self._untrash(run, entry, record)
            case "move":
                return self._unmove(run, entry, record)
            case "copy":
                return self._uncopy(run, entry)
            case "hardlink" | "symlink" | "reflink":
                return self._unlink(run, entry, record)
            case _:
                self._sidecars.revert(entry, self._reverse(entry))
                return True

    def _untrash(self, run: OperationRun, entry: JournalEntry, record: PhotoRecord | None) -> bool:
        path = Path(entry.path)
        place = Path(entry.to) if entry.to else None
        if place is None or not atomic_files.is_taken(place):
            place = self._trash.find(path)
        if place is None:
            if atomic_files.is_taken(path):  # never thrown away, or the user brought it back
                self._note_restored(entry)
                return True
            run.add_error(path, ErrorReason.NOT_IN_TRASH)
            return False
        if atomic_files.is_taken(path):
            if self._interrupted and atomic_files.same_content(path, place):
                place.unlink()
                self._note_restored(entry)
                return True
            if entry.state != DONE:  # killed before it was thrown away; that is an older file
                self._note_restored(entry)
                return True
            run.add_error(path, ErrorReason.TAKEN)
            return False
        self._catalog_sync.recreate_folder(path.parent, record)
        atomic_files.move(place, path, run.checkpoint)
        with suppress(OSError):
            self._trash.forget(place)
        self._note_restored(entry)
        return True

    def _note_restored(self, entry: JournalEntry) -> None:
        if entry.photo:
            self._restored.append(entry.photo_id)

    def _unmove(self, run: OperationRun, entry: JournalEntry, record: PhotoRecord | None) -> bool:
        path, to = Path(entry.path), Path(entry.to)
        if not atomic_files.is_taken(to):
            if atomic_files.is_taken(path):
                self._note_restored(entry)
                return True
            run.add_error(to, ErrorReason.GONE)
            return False
        if atomic_files.is_taken(path):
            half_done = entry.state != DONE or self._interrupted
            if not half_done or not atomic_files.same_content(path, to):
                run.add_error(path, ErrorReason.TAKEN)
                return False
            # Killed between the copy and the removal: the same file under two names.
            to.unlink()
            self._note_restored(entry)
            return True
        if entry.state != DONE and to.stat().st_size != entry.size:
            run.add_error(to, ErrorReason.CHANGED)
            return False
        self._catalog_sync.recreate_folder(path.parent, record)
        known = self._catalog_sync.catalog_file(record) if record is not None else None
        before = FileState.of(to) if entry.photo else None
        if not _bring_link_back(entry):
            atomic_files.move(to, path, run.checkpoint)
        self._remove_made_folders(to.parent)
        if before is not None and known is not None and record is not None and record.path == to:
            place = self._catalog_sync.locate(path)
            if place is not None:
                # The sidecar is back already: it was moved last.
                after = FileState.of(path)
                at_row = FileState(before.size, before.mtime_ns, before.file_id, after.sidecar_ns)
                stamp = carried_stamp(known, at_row, after, place.rel_path)
                self._relocated[entry.photo_id] = place.root.root_id, stamp
                return True
        self._note_restored(entry)
        return True

    def _uncopy(self, run: OperationRun, entry: JournalEntry) -> bool:
        """Throw a copy away; if it is no longer a copy, it stays."""
        to = Path(entry.to)
        if not atomic_files.is_taken(to):
            if to.parent.is_dir():
                return True
            run.add_error(to, ErrorReason.GONE)  # it may be on a drive that is away
            return False
        status = to.stat()
        as_left = (status.st_size, status.st_mtime_ns) == (entry.size, entry.mtime_ns)
        if not as_left and not atomic_files.same_content(to, Path(entry.path)):
            run.add_error(to, ErrorReason.CHANGED)
            return False
        row = self._catalog_sync.record_at(to) if entry.photo else None
        self._trash.put(to)
        if atomic_files.is_taken(to):
            raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(to))
        if row is not None:
            self._missing.append(row.photo_id)
        return True

    def _unlink(self, run: OperationRun, entry: JournalEntry, record: PhotoRecord | None) -> bool:
        """Make a file of its own again of what became a link to another one."""
        path, stays = Path(entry.path), Path(entry.to)
        aside = atomic_files.aside_path(path)
        waits, taken = atomic_files.is_taken(aside), atomic_files.is_taken(path)
        if not waits and _is_own_file(path, stays, entry):
            return True  # it never became a link; or shares blocks, which nobody sees
        if taken and not file_links.is_link_to(path, stays, entry.after):
            run.add_error(path, ErrorReason.TAKEN if waits else ErrorReason.CHANGED)
            return False
        self._catalog_sync.recreate_folder(path.parent, record)
        known = self._catalog_sync.catalog_file(record) if record is not None else None
        before = FileState.of(path) if path.exists() else None
        if waits:  # killed between: the file itself is still there
            aside.replace(path)
        elif not file_links.restore_file(path, entry):
            run.add_error(stays, ErrorReason.GONE)
            return False
        place = None if record is None else self._catalog_sync.location_of(record)
        if place is not None and known is not None and before is not None:
            stamp = carried_stamp(known, before, FileState.of(path), place.rel_path)
            self._relocated[entry.photo_id] = place.root.root_id, stamp
        return True

    def _remove_made_folders(self, folder: Path) -> None:
        """Remove a folder, and those above it, if they were made for this and nothing is in them.

        Those that were there before stay, empty or not.
        """
        while str(folder) in self._made:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent

    def _is_drive_away(self, entry: JournalEntry, record: PhotoRecord) -> bool:
        """Tell whether the drive on which a file was is not connected."""
        home = self._catalog_sync.home_of(Path(entry.path))
        if home is not None and home.volume:
            here = volume_id(home.path)
            if here:
                return here != home.volume
        away = not record.online or (home is not None and not home.path.is_dir())
        return away and not self._is_drive_there(entry)

    def _is_drive_there(self, entry: JournalEntry) -> bool:
        """Tell whether the drive of a file is there although its folder seems to be another one.

        It does because all photos were taken out of it. But the file still lies on that drive, or
        some are back already.
        """
        folder = Path(entry.path).parent
        place = Path(entry.to) if entry.to else self._trash.find(Path(entry.path))
        try:
            same_drive = place is not None and place.stat().st_dev == folder.stat().st_dev
        except OSError:
            same_drive = False
        return same_drive or not is_empty_folder(folder)

    def _reverse(self, entry: JournalEntry) -> Reverse:
        if self._record.kind is OperationKind.CLEAN:
            own = tuple(entry.rows[0][2]) if entry.rows else ()
            return reverse_merge(edit_from(entry.edit or {}), own)
        if self._record.kind is OperationKind.RATE:
            return reverse_rating
        args = self._record.args
        words = KeywordChange(tuple(args.get("added", ())), tuple(args.get("removed", ())))
        rows = {photo_id: tuple(keywords) for photo_id, _, keywords in entry.rows}
        return reverse_keywords(words, rows.get(entry.photo_id, ()))


def _bring_link_back(entry: JournalEntry) -> bool:
    """Make a link again whose content was moved in its place; tell whether it is one again.

    What was changed since is no content of what the link leads to: that is brought back as a file.
    """
    path, to = Path(entry.path), Path(entry.to)
    leads_to = path.parent / entry.link
    if not entry.link or to.is_symlink() or not atomic_files.same_content(leads_to, to):
        return False
    path.symlink_to(entry.link)
    to.unlink()
    return True


def _is_own_file(path: Path, stays: Path, entry: JournalEntry) -> bool:
    """Tell whether there is a file as it was before it became a link."""
    try:
        status = path.lstat()
        same = stat.S_ISREG(status.st_mode) and not (stays.exists() and path.samefile(stays))
    except OSError:
        return False
    return same and (status.st_size, status.st_mtime_ns) == (entry.size, entry.mtime_ns)
