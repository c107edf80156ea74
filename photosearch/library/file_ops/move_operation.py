"""Moving photos to the trash or to a folder, and copying them; the files beside them come along."""

from __future__ import annotations

from pathlib import Path

from photosearch.core.file_operations import ErrorReason, Trash
from photosearch.core.photo import FileStamp, PhotoRecord
from photosearch.library.file_ops import atomic_files, sidecars
from photosearch.library.file_ops.catalog_sync import CatalogSync, FileState, carried_stamp
from photosearch.library.file_ops.journal import JournalEntry
from photosearch.library.file_ops.operation_run import OperationRun, item_error_of


class MoveOperation:
    """Moves and copies files, one photo after the other."""

    def __init__(self, rows: CatalogSync) -> None:
        self._rows = rows
        self._gone: list[int] = []
        self._moved: dict[int, tuple[int, FileStamp]] = {}
        self._copied: list[tuple[int, int, FileStamp]] = []

    def flush(self) -> None:
        """Write to the catalog what has been done so far."""
        gone, self._gone = self._gone, []
        moved, self._moved = self._moved, {}
        copied, self._copied = self._copied, []
        self._rows.gone(gone)
        self._rows.moved(moved)
        self._rows.copied(copied)

    def trash(self, run: OperationRun, record: PhotoRecord, trash: Trash) -> None:
        """Move a photo and what belongs to it alone to the trash."""
        if not run.is_usable(record):
            return
        beside = sidecars.companions(record.path)
        act = JournalEntry("trash", record.photo_id, str(record.path), size=record.size)
        try:
            with run.acting(act):
                _put(act, trash)
                self._gone.append(record.photo_id)
        except FileNotFoundError:
            raise
        except OSError as error:
            trouble = item_error_of(record.path, error)
            why = ErrorReason.NO_TRASH if trouble.why is ErrorReason.FAILED else trouble.why
            run.trouble(record.path, why, trouble.detail)
            return
        run.done += 1
        for sidecar in beside:
            with run.guarded(sidecar):
                act = JournalEntry("trash", record.photo_id, str(sidecar), photo=False)
                with run.acting(act):
                    _put(act, trash)

    def move(self, run: OperationRun, record: PhotoRecord, folder: Path) -> None:
        """Move a photo and what belongs to it into `folder`, under a free name."""
        source = record.path
        if not self._may_go(run, record, folder):
            return
        if source.is_symlink():
            run.trouble(source, ErrorReason.LINK)
            return
        known, before = self._rows.known(record), FileState.of(source)
        beside = sidecars.companions(source)
        shared = [each for each in _shared(source) if each not in beside]
        target = free_target(source, folder, [*beside, *shared])
        act = JournalEntry("move", record.photo_id, str(source), str(target), size=record.size)
        with run.acting(act):
            atomic_files.move(source, target, run.checkpoint)
            # Noted although the files beside it are still to come: they may fail.
            self._gone.append(record.photo_id)
        for sidecar in beside:
            self._carry(run, record, sidecar, renamed(sidecar, source, target), copy=False)
        for sidecar in shared:
            self._carry(run, record, sidecar, renamed(sidecar, source, target), copy=True)
        place = self._rows.place_of(target)
        if place is not None and known is not None:
            self._gone.remove(record.photo_id)
            stamp = carried_stamp(known, before, FileState.of(target), place.rel_path)
            self._moved[record.photo_id] = place.root.root_id, stamp
        run.done += 1

    def copy(self, run: OperationRun, record: PhotoRecord, folder: Path) -> None:
        """Copy a photo and the files beside it into `folder`, under a free name."""
        source = record.path
        if not self._may_go(run, record, folder):
            return
        known, before = self._rows.known(record), FileState.of(source)
        beside = [*sidecars.companions(source), *_shared(source)]
        target = free_target(source, folder, beside)
        act = JournalEntry("copy", record.photo_id, str(source), str(target), size=record.size)
        with run.acting(act):
            atomic_files.copy(source, target, run.checkpoint)
            act.mtime_ns = target.stat().st_mtime_ns
        for sidecar in dict.fromkeys(beside):
            self._carry(run, record, sidecar, renamed(sidecar, source, target), copy=True)
        place = self._rows.place_of(target)
        if place is not None and known is not None and record.facts is not None:
            stamp = carried_stamp(known, before, FileState.of(target), place.rel_path)
            self._copied.append((record.photo_id, place.root.root_id, stamp))
        run.done += 1

    def _may_go(self, run: OperationRun, record: PhotoRecord, folder: Path) -> bool:
        if not run.is_usable(record):
            return False
        if record.path.parent.samefile(folder):
            run.trouble(record.path, ErrorReason.SAME_FOLDER)
            return False
        return True

    def _carry(
        self, run: OperationRun, record: PhotoRecord, source: Path, target: Path, *, copy: bool
    ) -> None:
        """Bring a file that stands beside a photo to it."""
        with run.guarded(source):
            act = JournalEntry(
                "copy" if copy else "move",
                record.photo_id,
                str(source),
                str(target),
                photo=False,
                size=source.stat().st_size,
            )
            there = atomic_files.same_content(source, target)
            if copy and there:
                return
            with run.acting(act):
                if copy:
                    atomic_files.copy(source, target)
                    act.mtime_ns = target.stat().st_mtime_ns
                elif there:
                    source.unlink()
                else:
                    atomic_files.move(source, target)


def free_target(source: Path, folder: Path, beside: list[Path]) -> Path:
    """A place in `folder` where the photo, and what goes beside it, overwrites nothing."""
    for target in atomic_files.free_places(folder / source.name):
        places = {each: renamed(each, source, target) for each in beside}
        if not atomic_files.is_taken(target) and all(
            # The other photo of a pair may have brought the same file already.
            not atomic_files.is_taken(place) or atomic_files.same_content(each, place)
            for each, place in places.items()
        ):
            return target
    raise AssertionError("the names do not end")


def renamed(sidecar: Path, photo: Path, target: Path) -> Path:
    """What a file beside `photo` is called beside `target`: "photo.jpg.xmp" or "photo.xmp"."""
    if sidecar.name.startswith(photo.name):
        return target.with_name(target.name + sidecar.name[len(photo.name) :])
    return target.with_name(target.stem + sidecar.name[len(photo.stem) :])


def _shared(photo: Path) -> list[Path]:
    """The sidecar of this photo if it is that of others as well."""
    sidecar = sidecars.sidecar_of(photo)
    return [sidecar] if sidecar is not None and sidecars.is_shared(sidecar, photo) else []


def _put(act: JournalEntry, trash: Trash) -> None:
    """Throw the file of an act away and note where it went, if that is told and true."""
    place = trash.put(Path(act.path))
    act.to = str(place) if place is not None and atomic_files.is_taken(place) else ""
