"""Move photos to the trash or a folder, or copy them, with the files beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from photosearch.core.file_operations import ErrorReason, Trash
from photosearch.core.photo import FileStamp, PhotoRecord
from photosearch.library.file_ops import atomic_files, sidecars
from photosearch.library.file_ops.catalog_sync import CatalogSync, FileState, carried_stamp
from photosearch.library.file_ops.journal import JournalEntry
from photosearch.library.file_ops.operation_run import OperationRun, item_error_of


class MoveOperation:
    """Move and copies files, one photo after the other."""

    def __init__(self, catalog_sync: CatalogSync) -> None:
        self._catalog_sync = catalog_sync
        self._missing: list[int] = []
        self._relocated: dict[int, tuple[int, FileStamp]] = {}
        self._copied: list[tuple[int, int, FileStamp]] = []

    def flush(self) -> None:
        """Write to the catalog what has been done so far."""
        gone, self._missing = self._missing, []
        moved, self._relocated = self._relocated, {}
        copied, self._copied = self._copied, []
        self._catalog_sync.mark_missing(gone)
        self._catalog_sync.relocate(moved)
        self._catalog_sync.add_copies(copied)

    def trash(
        self,
        run: OperationRun,
        record: PhotoRecord,
        trash: Trash,
        *,
        companions: Sequence[Path] = (),
        check: Callable[[], None] = lambda: None,
    ) -> None:
        """Move a photo and what belongs to it alone to the trash.

        Args:
            run: that it is part of.
            record: the photo.
            trash: where it goes.
            companions: further files that go along.
            check: called right after the photo went; if it raises, the photo is brought back.
        """
        if not run.is_usable(record):
            return
        beside = [*sidecars.exclusive_sidecars(record.path), *companions]
        entry = JournalEntry("trash", record.photo_id, str(record.path), size=record.size)
        try:
            with run.journaled(entry):
                _move_to_trash(entry, trash)
                _take_back_unless(check, run, entry, trash)
                self._missing.append(record.photo_id)
        except FileNotFoundError:
            raise
        except OSError as error:
            found = item_error_of(record.path, error)
            failed = found.reason is ErrorReason.FAILED
            run.add_error(
                record.path, ErrorReason.NO_TRASH if failed else found.reason, found.detail
            )
            return
        run.done += 1
        for sidecar in beside:
            with run.collecting_errors(sidecar):
                entry = JournalEntry("trash", record.photo_id, str(sidecar), photo=False)
                with run.journaled(entry):
                    _move_to_trash(entry, trash)

    def move(
        self,
        run: OperationRun,
        record: PhotoRecord,
        folder: Path,
        *,
        companions: Sequence[Path] = (),
        check: Callable[[], None] = lambda: None,
        make: bool = False,
    ) -> None:
        """Move a photo and what belongs to it into `folder`, under a free name; see `trash`.

        With `make` the folder is made if it is not there, and undone with the photo.
        """
        source = record.path
        missing = _missing_folders(folder) if make else []
        if not self._can_transfer(run, record, folder, there=not missing):
            return
        if source.is_symlink():
            run.add_error(source, ErrorReason.LINK)
            return
        known, before = self._catalog_sync.catalog_file(record), FileState.of(source)
        beside = [*sidecars.exclusive_sidecars(source), *companions]
        shared = sidecars.shared_sidecars(source)
        target = free_target(source, folder, [*beside, *shared])
        entry = JournalEntry("move", record.photo_id, str(source), str(target), size=record.size)
        entry.made = [str(each) for each in missing]
        with run.journaled(entry), _made(missing):
            atomic_files.move(source, target, run.checkpoint)
            _take_back_unless(check, run, entry)
            # Noted although the files beside it are still to come: they may fail.
            self._missing.append(record.photo_id)
        for sidecar in beside:
            self._transfer_sidecar(
                run, record, sidecar, sidecar_target(sidecar, source, target), copy=False
            )
        for sidecar in shared:
            self._transfer_sidecar(
                run, record, sidecar, sidecar_target(sidecar, source, target), copy=True
            )
        place = self._catalog_sync.locate(target)
        if place is not None and known is not None:
            self._missing.remove(record.photo_id)
            stamp = carried_stamp(known, before, FileState.of(target), place.rel_path)
            self._relocated[record.photo_id] = place.root.root_id, stamp
        run.done += 1

    def copy(self, run: OperationRun, record: PhotoRecord, folder: Path) -> None:
        """Copy a photo and the files beside it into `folder`, under a free name."""
        source = record.path
        if not self._can_transfer(run, record, folder):
            return
        known, before = self._catalog_sync.catalog_file(record), FileState.of(source)
        beside = [*sidecars.exclusive_sidecars(source), *sidecars.shared_sidecars(source)]
        target = free_target(source, folder, beside)
        entry = JournalEntry("copy", record.photo_id, str(source), str(target), size=record.size)
        with run.journaled(entry):
            atomic_files.copy(source, target, run.checkpoint)
            entry.mtime_ns = target.stat().st_mtime_ns
        for sidecar in dict.fromkeys(beside):
            self._transfer_sidecar(
                run, record, sidecar, sidecar_target(sidecar, source, target), copy=True
            )
        place = self._catalog_sync.locate(target)
        if place is not None and known is not None and record.metadata is not None:
            stamp = carried_stamp(known, before, FileState.of(target), place.rel_path)
            self._copied.append((record.photo_id, place.root.root_id, stamp))
        run.done += 1

    def _can_transfer(
        self, run: OperationRun, record: PhotoRecord, folder: Path, *, there: bool = True
    ) -> bool:
        if not run.is_usable(record):
            return False
        if there and record.path.parent.samefile(folder):
            run.add_error(record.path, ErrorReason.SAME_FOLDER)
            return False
        return True

    def _transfer_sidecar(
        self, run: OperationRun, record: PhotoRecord, source: Path, target: Path, *, copy: bool
    ) -> None:
        """Bring a file that stands beside a photo to it."""
        with run.collecting_errors(source):
            entry = JournalEntry(
                "copy" if copy else "move",
                record.photo_id,
                str(source),
                str(target),
                photo=False,
                size=source.stat().st_size,
                link="" if copy or not source.is_symlink() else str(source.readlink()),
            )
            there = atomic_files.same_content(source, target)
            if copy and there:
                return
            with run.journaled(entry):
                if copy:
                    atomic_files.copy(source, target)
                    entry.mtime_ns = target.stat().st_mtime_ns
                elif there:
                    source.unlink()
                else:
                    atomic_files.move(source, target)


def _missing_folders(folder: Path) -> list[Path]:
    """Return the folders that are to be made for `folder` to be there, the topmost first."""
    missing = []
    while not atomic_files.is_taken(folder):
        missing.append(folder)
        folder = folder.parent
    return missing[::-1]


@contextmanager
def _made(folders: Sequence[Path]) -> Iterator[None]:
    """Make these folders, the topmost first; they go again, being empty, if what follows fails."""
    try:
        for folder in folders:
            folder.mkdir(exist_ok=True)
        yield
    except BaseException:
        with suppress(OSError):
            for folder in reversed(folders):
                folder.rmdir()
        raise


def free_target(source: Path, folder: Path, beside: list[Path]) -> Path:
    """Return a place in `folder` where the photo, and what goes beside it, overwrites nothing."""
    for target in atomic_files.free_names(folder / source.name):
        places = {each: sidecar_target(each, source, target) for each in beside}
        if not atomic_files.is_taken(target) and all(
            # The other photo of a pair may have brought the same file already.
            not atomic_files.is_taken(place) or atomic_files.same_content(each, place)
            for each, place in places.items()
        ):
            return target
    raise AssertionError("the names do not end")


def sidecar_target(sidecar: Path, photo: Path, target: Path) -> Path:
    """Return where a file beside `photo` goes beside `target`: "photo.jpg.xmp" or "photo.xmp"."""
    if sidecar.name.lower().startswith(photo.name.lower()):
        return target.with_name(target.name + sidecar.name[len(photo.name) :])
    return target.with_name(target.stem + sidecar.name[len(photo.stem) :])


def _take_back_unless(
    check: Callable[[], None], run: OperationRun, entry: JournalEntry, trash: Trash | None = None
) -> None:
    """Bring the file of an entry back if a check says that it must not have gone."""
    try:
        check()
    except BaseException:
        path = Path(entry.path)
        place = Path(entry.to) if entry.to else None
        if place is None and trash is not None:
            place = trash.find(path)
        if place is None:
            # It lies in the trash, and only the system knows where.
            run.add_error(path, ErrorReason.LAST_COPY_TRASHED)
            return
        atomic_files.move(place, path)
        if trash is not None:
            with suppress(OSError):
                trash.forget(place)
        raise


def _move_to_trash(entry: JournalEntry, trash: Trash) -> None:
    """Throw the file of an entry away and note where it went, if that is told and true."""
    place = trash.put(Path(entry.path))
    entry.to = str(place) if place is not None and atomic_files.is_taken(place) else ""
