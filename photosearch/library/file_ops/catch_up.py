"""Tidy up after a program that was killed, or could not go on, in the middle of an operation.

The catalog is brought in line with the files, and halves of copies are removed.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from photosearch.core.photo import FileStamp, PhotoRecord
from photosearch.library.file_ops import atomic_files
from photosearch.library.file_ops.catalog_sync import CatalogSync, FileState, carried_stamp
from photosearch.library.file_ops.journal import INTENDED, JournalEntry, OperationRecord
from photosearch.library.file_ops.sidecar_operation import SidecarOperation
from photosearch.library.file_ops.sidecars import UnusableSidecar
from photosearch.library.roots.drives import is_empty_folder


def catch_up(catalog_sync: CatalogSync, record: OperationRecord) -> None:
    """Write to the catalog where the files of an operation are now, and what their sidecars say.

    To be called where the program was killed, or the catalog could not be written, while it was
    done or taken back. Looks at the files only; what it cannot tell is left to a rescan.

    Raises:
        CatalogError: the catalog cannot be written.
    """
    entries = {entry.photo_id: entry for entry in record.entries if entry.photo}
    back: list[int] = []
    gone: list[int] = []
    moved: dict[int, tuple[int, FileStamp]] = {}
    for row in catalog_sync.records(list(entries)):
        entry = entries[row.photo_id]
        if entry.kind not in ("trash", "move") or not _is_drive_there(catalog_sync, row):
            continue
        if atomic_files.is_taken(row.path):
            if row.missing:
                back.append(row.photo_id)
        elif (place := _stamp_elsewhere(catalog_sync, row, entry)) is not None:
            moved[row.photo_id] = place
        elif not row.missing:
            gone.append(row.photo_id)
    for entry in record.entries:
        row_of_copy = catalog_sync.record_at(Path(entry.to)) if entry.kind == "copy" else None
        if row_of_copy is not None and not row_of_copy.missing:
            there = atomic_files.is_taken(row_of_copy.path)
            if not there and _is_drive_there(catalog_sync, row_of_copy):
                gone.append(row_of_copy.photo_id)
    catalog_sync.relocate(moved)
    catalog_sync.mark_missing(gone)
    catalog_sync.restore(back)
    sidecars = SidecarOperation(catalog_sync)
    for entry in record.entries:
        if entry.kind == "write":
            with suppress(OSError, UnusableSidecar):
                sidecars.read_rows(entry)
    sidecars.flush()


def remove_partial_files(record: OperationRecord) -> None:
    """Remove what a kill left of a file that was being written: half a copy under our own name.

    The file is one that was about to be made, or to be brought back.
    """
    for entry in record.entries:
        if entry.state == INTENDED or entry.number == record.reverting:
            for path in map(Path, filter(None, (entry.path, entry.to))):
                for part in (atomic_files.part_path(path), atomic_files.part_beside(path)):
                    with suppress(OSError):
                        part.unlink(missing_ok=True)


def _stamp_elsewhere(
    catalog_sync: CatalogSync, row: PhotoRecord, entry: JournalEntry
) -> tuple[int, FileStamp] | None:
    """Return (root id, stamp) of a photo that is at the other end of a move than its row says."""
    known = catalog_sync.catalog_file(row)
    for path in map(Path, filter(None, (entry.to, entry.path))):
        place = catalog_sync.locate(path) if entry.kind == "move" else None
        if place is not None and known is not None and path.is_file():
            now = FileState.of(path)  # moving keeps size and time
            return place.root.root_id, carried_stamp(known, now, now, place.rel_path)
    return None


def _is_drive_there(catalog_sync: CatalogSync, row: PhotoRecord) -> bool:
    """Tell whether a file that is not there is gone, not only its drive."""
    place = catalog_sync.location_of(row)
    return row.online and place is not None and not is_empty_folder(place.root.path)
