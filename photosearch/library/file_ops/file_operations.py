"""Do what the user wants with photos: rate, tag, throw away, move, copy, list; and undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from photosearch.core.changes import Changes
from photosearch.core.duplicates import CleanAction, CleanOptions, GroupChoice
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.file_operations import (
    FileOperation,
    OperationContext,
    OperationKind,
    OperationResult,
    Trash,
)
from photosearch.core.message_codes import StageCode
from photosearch.core.photo import PhotoRecord, Root
from photosearch.images import text
from photosearch.library.file_ops.catalog_sync import CatalogSync
from photosearch.library.file_ops.catch_up import catch_up, remove_partial_files
from photosearch.library.file_ops.clean_operation import CleanOperation
from photosearch.library.file_ops.clean_plan import CleanPlan
from photosearch.library.file_ops.contact_sheet import check_sheet_path, write_selection
from photosearch.library.file_ops.csv_export import check_table_path, write_csv
from photosearch.library.file_ops.journal import Journal, OperationRecord
from photosearch.library.file_ops.move_operation import MoveOperation
from photosearch.library.file_ops.operation_run import OperationRun
from photosearch.library.file_ops.sidecar_operation import (
    KeywordChange,
    SidecarOperation,
    keywords_edit,
    rating_edit,
)
from photosearch.library.file_ops.undo import UndoExecutor
from photosearch.library.roots.roots import RootRegistry
from photosearch.library.roots.scanner import ScanRules
from photosearch.store.catalog import Catalog

_STAGES = {
    OperationKind.RATE: StageCode.RATING,
    OperationKind.KEYWORDS: StageCode.TAGGING,
    OperationKind.TRASH: StageCode.TRASHING,
    OperationKind.MOVE: StageCode.MOVING,
    OperationKind.COPY: StageCode.COPYING,
    OperationKind.CLEAN: StageCode.CLEANING,
}


class FileOperations:
    """Run file operations over photos, one at a time. All methods block and are for any thread.

    What cannot be done for one photo is an error in the result, and the others go on. All raise
    CatalogError if the catalog, and UserError if the journal cannot be written; what was done until
    then stays done and can be undone.
    """

    def __init__(
        self,
        catalog: Catalog,
        roots: RootRegistry,
        rules_of: Callable[[Root], ScanRules],
        publish: Callable[[Changes], None],
    ) -> None:
        self._catalog_sync = CatalogSync(catalog, roots, rules_of, publish)
        self._journal = Journal(catalog.folder)

    # Doing

    def rate(
        self, photo_ids: Sequence[int], rating: int, context: OperationContext | None = None
    ) -> OperationResult:
        """Write a rating, -1 (rejected) to 5, into the sidecars of photos."""
        operation = SidecarOperation(self._catalog_sync)
        edit_of = rating_edit(rating)

        def apply(run: OperationRun, record: PhotoRecord) -> None:
            operation.edit(run, record, edit_of)

        args = {"rating": rating}
        return self._run(OperationKind.RATE, photo_ids, args, apply, operation.flush, context)

    def edit_keywords(
        self,
        photo_ids: Sequence[int],
        added: Sequence[str],
        removed: Sequence[str] = (),
        context: OperationContext | None = None,
    ) -> OperationResult:
        """Add keywords to the sidecars of photos and take others out of them."""
        operation = SidecarOperation(self._catalog_sync)
        change = KeywordChange(text.clean_keywords(added), text.clean_keywords(removed))
        edit_of = keywords_edit(change)

        def apply(run: OperationRun, record: PhotoRecord) -> None:
            operation.edit(run, record, edit_of)

        args = {"added": list(change.added), "removed": list(change.removed)}
        return self._run(OperationKind.KEYWORDS, photo_ids, args, apply, operation.flush, context)

    def trash(
        self, photo_ids: Sequence[int], trash: Trash, context: OperationContext | None = None
    ) -> OperationResult:
        """Move photos, with their sidecars, to the trash of the system."""
        operation = MoveOperation(self._catalog_sync)

        def apply(run: OperationRun, record: PhotoRecord) -> None:
            operation.trash(run, record, trash)

        return self._run(OperationKind.TRASH, photo_ids, {}, apply, operation.flush, context)

    def move(
        self, photo_ids: Sequence[int], folder: Path, context: OperationContext | None = None
    ) -> OperationResult:
        """Move photos, with their sidecars, into a folder; nothing there is overwritten.

        Raises:
            UserError: there is no such folder.
        """
        operation = MoveOperation(self._catalog_sync)

        def apply(run: OperationRun, record: PhotoRecord) -> None:
            operation.move(run, record, folder)

        return self._run_into_folder(
            OperationKind.MOVE, photo_ids, folder, apply, operation.flush, context
        )

    def copy(
        self, photo_ids: Sequence[int], folder: Path, context: OperationContext | None = None
    ) -> OperationResult:
        """Copy photos, with their sidecars, into a folder; see `move`."""
        operation = MoveOperation(self._catalog_sync)

        def apply(run: OperationRun, record: PhotoRecord) -> None:
            operation.copy(run, record, folder)

        return self._run_into_folder(
            OperationKind.COPY, photo_ids, folder, apply, operation.flush, context
        )

    def clean(
        self,
        choices: Iterable[GroupChoice],
        options: CleanOptions,
        trash: Trash,
        context: OperationContext | None = None,
    ) -> OperationResult:
        """Let the files go that choices say, each only if one that stays for it is really there.

        Links and shared blocks are made of equal bytes only. What is known only of a photo that is
        thrown away or moved is written into the sidecar of one that stays; nothing is written
        beside photos that are held by a folder of reference or as protected.

        Args:
            choices: see `library.duplicates.keep_rules.choose`.
            options: what is done.
            trash: of the system.
            context: how it is cancelled and watched.

        Raises:
            UserError: there is no such folder.
        """
        plan = CleanPlan.of(choices, options)
        return self._clean(plan, plan.removed, trash, context)

    # Undoing

    def operations(self) -> list[FileOperation]:
        """Return what was done, the oldest first, with what was undone and can be done again."""
        with self._journal.lock:
            records = self._journal.records()
            operations = [record.to_operation() for record in records]
            for record in records:
                # At each start, not only the next: a drive may have been away.
                remove_partial_files(record)
                if not record.ended or record.undoing:
                    catch_up(self._catalog_sync, record)
                if not record.ended:
                    # Nothing runs now: the program ended in the middle of it. Told once.
                    self._journal.end(record, interrupted=True)
                if record.undoing:
                    self._journal.set_undoing(record, False)
            return operations

    def damaged_notes(self) -> Path | None:
        """Return where notes of operations are kept of which a part could not be read; or None.

        What stood in that part cannot be undone. It is told as long as the file is there.
        """
        with self._journal.lock:
            return self._journal.damaged_file()

    def undo(
        self, operation_id: str, trash: Trash, context: OperationContext | None = None
    ) -> OperationResult:
        """Undo an operation as far as the files allow it; what is left can be tried again.

        Raises:
            UserError: the operation is not known any more.
        """
        with self._journal.lock:
            record = self._journal.get(operation_id)
            if record is None:
                raise _unknown_operation()
            undoing = UndoExecutor(self._catalog_sync, record, trash)
            photos = undoing.entries_by_photo()
            stage = StageCode.UNDOING
            run = OperationRun(
                self._journal,
                record,
                context or OperationContext(),
                stage,
                len(photos),
                undoing.flush,
            )
            self._journal.set_undoing(record, True)
            for photo_id, entries in run.each(photos, lambda each: Path(each[1][0].path)):
                undoing.revert(run, photo_id, entries)
            return run.finish_undo()

    def redo(
        self, operation_id: str, trash: Trash, context: OperationContext | None = None
    ) -> OperationResult:
        """Do again what was undone; the operation in the result is a new one.

        Raises:
            UserError: the operation is not known any more, or its folder is gone.
        """
        with self._journal.lock:
            record = self._journal.get(operation_id)
            if record is None:
                raise _unknown_operation()
            photo_ids = list(dict.fromkeys(entry.photo_id for entry in record.entries))
            result = self._repeat(record, photo_ids, trash, context)
            if not record.in_effect:
                self._journal.forget(record)
            return result

    def resume(
        self, operation_id: str, trash: Trash, context: OperationContext | None = None
    ) -> OperationResult:
        """Do what was left when the program ended; the operation in the result is a new one.

        Raises:
            UserError: the operation is not known any more, or its folder is gone.
        """
        with self._journal.lock:
            record = self._journal.get(operation_id)
            if record is None or not record.remaining:
                raise _unknown_operation()
            rest = record.remaining
            half = [entry for entry in record.in_effect if entry.photo_id == rest[0]]
            if half:  # killed in the middle of this photo: as it was before, then anew
                undoing = UndoExecutor(self._catalog_sync, record, trash)
                run = OperationRun(
                    self._journal, record, OperationContext(), StageCode.UNDOING, 1, undoing.flush
                )
                undoing.revert(run, rest[0], half)
                undoing.flush()
            result = self._repeat(record, rest, trash, context)
            self._journal.end(record)
            return result

    # Listing

    def keywords(self) -> list[tuple[str, int]]:
        """Return all keywords of the library and how many photos have them, most used first."""
        return self._catalog_sync.keywords()

    def write_csv(self, photo_ids: Sequence[int], path: Path, *, replace: bool = False) -> int:
        """Write what is known of photos as a table (CSV); return how many there are in it.

        Raises:
            UserError: the file cannot be written, or is there and not to be replaced.
        """
        path = check_table_path(path, replace=replace)
        return write_csv(path, self._catalog_sync.records(photo_ids))

    def write_contact_sheet(
        self,
        photo_ids: Sequence[int],
        path: Path,
        title: str,
        context: OperationContext | None = None,
        *,
        replace: bool = False,
    ) -> int:
        """Write a contact sheet, one HTML file with all pictures inside; return how many there are.

        Raises:
            UserError: the file cannot be written, or is there and not to be replaced.
            Cancelled: through `context`; nothing is written.
        """
        records = self._catalog_sync.records(photo_ids)
        path = check_sheet_path(path, replace=replace)
        return write_selection(
            path, title, records, self._catalog_sync.thumbnails, context or OperationContext()
        )

    # Inside

    def _repeat(
        self,
        record: OperationRecord,
        photo_ids: Sequence[int],
        trash: Trash,
        context: OperationContext | None,
    ) -> OperationResult:
        args = record.args
        match record.kind:
            case OperationKind.RATE:
                return self.rate(photo_ids, args["rating"], context)
            case OperationKind.KEYWORDS:
                return self.edit_keywords(photo_ids, args["added"], args["removed"], context)
            case OperationKind.TRASH:
                return self.trash(photo_ids, trash, context)
            case OperationKind.MOVE:
                return self.move(photo_ids, Path(args["folder"]), context)
            case OperationKind.COPY:
                return self.copy(photo_ids, Path(args["folder"]), context)
            case OperationKind.CLEAN:
                return self._clean(CleanPlan.from_args(args), photo_ids, trash, context)

    def _clean(
        self,
        plan: CleanPlan,
        photo_ids: Sequence[int],
        trash: Trash,
        context: OperationContext | None,
    ) -> OperationResult:
        folder = plan.options.folder
        if (plan.options.action is CleanAction.MOVE) is (folder is None):
            raise ValueError("a folder goes with moving, and only with that")
        if folder is not None and not folder.is_dir():
            raise UserError(ErrorCode.TARGET_NOT_A_FOLDER, path=folder)
        if folder is not None and self._catalog_sync.locate(folder / "photo.jpg") is not None:
            raise UserError(ErrorCode.TARGET_IN_LIBRARY, path=folder)
        operation = CleanOperation(self._catalog_sync, plan, trash)
        going = set(plan.removed)
        photo_ids = [photo_id for photo_id in photo_ids if photo_id in going]
        return self._run(
            OperationKind.CLEAN,
            photo_ids,
            plan.to_args(),
            operation.clean,
            operation.flush,
            context,
        )

    def _run_into_folder(
        self,
        kind: OperationKind,
        photo_ids: Sequence[int],
        folder: Path,
        apply: Callable[[OperationRun, PhotoRecord], None],
        flush: Callable[[], None],
        context: OperationContext | None,
    ) -> OperationResult:
        if not folder.is_dir():
            raise UserError(ErrorCode.TARGET_NOT_A_FOLDER, path=folder)
        return self._run(kind, photo_ids, {"folder": str(folder)}, apply, flush, context)

    def _run(
        self,
        kind: OperationKind,
        photo_ids: Sequence[int],
        args: dict[str, Any],
        apply: Callable[[OperationRun, PhotoRecord], None],
        flush: Callable[[], None],
        context: OperationContext | None,
    ) -> OperationResult:
        with self._journal.lock:
            records = self._catalog_sync.records(list(dict.fromkeys(photo_ids)))
            if not records:
                return OperationResult(None)
            operation = self._journal.begin(kind, args, [record.photo_id for record in records])
            run = OperationRun(
                self._journal,
                operation,
                context or OperationContext(),
                _STAGES[kind],
                len(records),
                flush,
            )
            with run.telling_what_is_done():
                for record in run.each(records, lambda each: each.path):
                    with run.collecting_errors(record.path):
                        apply(run, record)
                    if not run.cancelled:
                        self._journal.log_progress(operation)
                return run.finish()


def _unknown_operation() -> UserError:
    return UserError(ErrorCode.UNDO_EXPIRED)
