"""What the user does with photos: rate, tag, throw away, move, copy, list; and undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from photosearch.core.changes import Changes
from photosearch.core.errors import CatalogError, UserError
from photosearch.core.file_operations import (
    FileOperation,
    OperationContext,
    OperationKind,
    OperationResult,
    Trash,
)
from photosearch.core.photo import PhotoRecord, Root
from photosearch.images import text
from photosearch.library.file_ops.atomic_files import temporary_beside
from photosearch.library.file_ops.catalog_sync import CatalogSync
from photosearch.library.file_ops.contact_sheet import check_sheet_path, write_selection
from photosearch.library.file_ops.csv_export import require_free, write_list
from photosearch.library.file_ops.journal import MEANT, Journal, OperationRecord
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
    OperationKind.RATE: "Rating",
    OperationKind.TAG: "Tagging",
    OperationKind.TRASH: "Moving to the trash",
    OperationKind.MOVE: "Moving",
    OperationKind.COPY: "Copying",
}


class PhotoFiles:
    """Steps over photos, one at a time. All methods block and may be called from any thread.

    What cannot be done for one photo is a trouble in the outcome, and the others go on. All raise
    CatalogError if the catalog, and UserError if the journal of steps cannot be written; what was
    done until then stays done and can be undone.
    """

    def __init__(
        self,
        catalog: Catalog,
        folders: RootRegistry,
        rules_of: Callable[[Root], ScanRules],
        publish: Callable[[Changes], None],
        read_only: bool = False,
    ) -> None:
        self._read_only = read_only
        self._rows = CatalogSync(catalog, folders, rules_of, publish)
        self._journal = Journal(catalog.folder)

    # ---- doing ----

    def rate(
        self, photo_ids: Sequence[int], rating: int, work: OperationContext | None = None
    ) -> OperationResult:
        """Write a rating, -1 (rejected) to 5, into the sidecars of photos."""
        step = SidecarOperation(self._rows)
        edit_of = rating_edit(rating)

        def one(run: OperationRun, record: PhotoRecord) -> None:
            step.change(run, record, edit_of)

        args = {"rating": rating}
        return self._carry_out(OperationKind.RATE, photo_ids, args, one, step.flush, work)

    def tag(
        self,
        photo_ids: Sequence[int],
        added: Sequence[str],
        removed: Sequence[str] = (),
        work: OperationContext | None = None,
    ) -> OperationResult:
        """Add keywords to the sidecars of photos and take others out of them."""
        step = SidecarOperation(self._rows)
        words = KeywordChange(text.clean_keywords(added), text.clean_keywords(removed))
        edit_of = keywords_edit(words)

        def one(run: OperationRun, record: PhotoRecord) -> None:
            step.change(run, record, edit_of)

        args = {"added": list(words.added), "removed": list(words.removed)}
        return self._carry_out(OperationKind.TAG, photo_ids, args, one, step.flush, work)

    def trash(
        self, photo_ids: Sequence[int], trash: Trash, work: OperationContext | None = None
    ) -> OperationResult:
        """Move photos, with their sidecars, to the trash of the system."""
        step = MoveOperation(self._rows)

        def one(run: OperationRun, record: PhotoRecord) -> None:
            step.trash(run, record, trash)

        return self._carry_out(OperationKind.TRASH, photo_ids, {}, one, step.flush, work)

    def move(
        self, photo_ids: Sequence[int], folder: Path, work: OperationContext | None = None
    ) -> OperationResult:
        """Move photos, with their sidecars, into a folder; nothing there is overwritten.

        Raises:
            UserError: there is no such folder.
        """
        step = MoveOperation(self._rows)

        def one(run: OperationRun, record: PhotoRecord) -> None:
            step.move(run, record, folder)

        return self._into(OperationKind.MOVE, photo_ids, folder, one, step.flush, work)

    def copy(
        self, photo_ids: Sequence[int], folder: Path, work: OperationContext | None = None
    ) -> OperationResult:
        """Copy photos, with their sidecars, into a folder; see `move`."""
        step = MoveOperation(self._rows)

        def one(run: OperationRun, record: PhotoRecord) -> None:
            step.copy(run, record, folder)

        return self._into(OperationKind.COPY, photo_ids, folder, one, step.flush, work)

    # ---- undoing ----

    def steps(self) -> list[FileOperation]:
        """What was done, the oldest first, with what was undone and can be done again."""
        with self._journal.lock:
            records = self._journal.records()
            steps = [record.step() for record in records]
            for record in records:
                if not record.ended and not self._read_only:
                    # Nothing runs now: the program ended in the middle of it. Told once.
                    _sweep(record)
                    self._journal.end(record, interrupted=True)
                if record.undoing and not self._read_only:
                    self._journal.set_undoing(record, False)
            return steps

    def undo(
        self, step_id: str, trash: Trash, work: OperationContext | None = None
    ) -> OperationResult:
        """Take a step back, as far as the files allow it; what is left can be tried again.

        Raises:
            UserError: the step is not known any more.
        """
        self._require_writable()
        with self._journal.lock:
            record = self._journal.get(step_id)
            if record is None:
                raise _unknown_step()
            undoing = UndoExecutor(self._rows, record, trash)
            photos = undoing.photos()
            stage = "Undoing"
            run = OperationRun(
                self._journal, record, work or OperationContext(), stage, len(photos), undoing.flush
            )
            self._journal.set_undoing(record, True)
            for photo_id, acts in run.each(photos, lambda each: Path(each[1][0].path)):
                undoing.take_back(run, photo_id, acts)
            return run.undone()

    def redo(
        self, step_id: str, trash: Trash, work: OperationContext | None = None
    ) -> OperationResult:
        """Do again what was undone; the outcome's step is a new one.

        Raises:
            UserError: the step is not known any more, or its folder is gone.
        """
        with self._journal.lock:
            record = self._journal.get(step_id)
            if record is None:
                raise _unknown_step()
            photo_ids = list(dict.fromkeys(act.photo_id for act in record.acts))
            outcome = self._once_more(record, photo_ids, trash, work)
            if not record.left:
                self._journal.forget(record)
            return outcome

    def go_on(
        self, step_id: str, trash: Trash, work: OperationContext | None = None
    ) -> OperationResult:
        """Do what was left of a step when the program ended; the outcome's step is a new one.

        Raises:
            UserError: the step is not known any more, or its folder is gone.
        """
        self._require_writable()
        with self._journal.lock:
            record = self._journal.get(step_id)
            if record is None or not record.rest:
                raise _unknown_step()
            rest = record.rest
            half = [act for act in record.left if act.photo_id == rest[0]]
            if half:  # killed in the middle of this photo: as it was before, then anew
                undoing = UndoExecutor(self._rows, record, trash)
                run = OperationRun(
                    self._journal, record, OperationContext(), "Undoing", 1, undoing.flush
                )
                undoing.take_back(run, rest[0], half)
                undoing.flush()
            outcome = self._once_more(record, rest, trash, work)
            self._journal.end(record)
            return outcome

    # ---- listing ----

    def keywords(self) -> list[tuple[str, int]]:
        """All keywords of the library and how many photos have them, most used first."""
        return self._rows.keywords()

    def write_list(self, photo_ids: Sequence[int], path: Path, *, replace: bool = False) -> int:
        """Write facts of photos as a table (CSV); how many there are in it.

        Raises:
            UserError: the file cannot be written, or is there and not to be replaced.
        """
        if not replace:
            require_free(path)
        return write_list(path, self._rows.records(photo_ids))

    def write_sheet(
        self,
        photo_ids: Sequence[int],
        path: Path,
        title: str,
        work: OperationContext | None = None,
        *,
        replace: bool = False,
    ) -> int:
        """Write a contact sheet, one HTML file with all pictures inside; how many there are.

        Raises:
            UserError: the file cannot be written, or is there and not to be replaced.
            Cancelled: through `work`; nothing is written.
        """
        records = self._rows.records(photo_ids)
        path = check_sheet_path(path)
        if not replace:
            require_free(path)
        return write_selection(
            path, title, records, self._rows.thumbnails, work or OperationContext()
        )

    # ---- the inside ----

    def _once_more(
        self,
        record: OperationRecord,
        photo_ids: Sequence[int],
        trash: Trash,
        work: OperationContext | None,
    ) -> OperationResult:
        args = record.args
        match record.kind:
            case OperationKind.RATE:
                return self.rate(photo_ids, args["rating"], work)
            case OperationKind.TAG:
                return self.tag(photo_ids, args["added"], args["removed"], work)
            case OperationKind.TRASH:
                return self.trash(photo_ids, trash, work)
            case OperationKind.MOVE:
                return self.move(photo_ids, Path(args["folder"]), work)
            case OperationKind.COPY:
                return self.copy(photo_ids, Path(args["folder"]), work)

    def _into(
        self,
        kind: OperationKind,
        photo_ids: Sequence[int],
        folder: Path,
        one: Callable[[OperationRun, PhotoRecord], None],
        flush: Callable[[], None],
        work: OperationContext | None,
    ) -> OperationResult:
        if not folder.is_dir():
            raise UserError(f"{folder} is not a folder.", "Choose a folder that exists.")
        return self._carry_out(kind, photo_ids, {"folder": str(folder)}, one, flush, work)

    def _carry_out(
        self,
        kind: OperationKind,
        photo_ids: Sequence[int],
        args: dict[str, Any],
        one: Callable[[OperationRun, PhotoRecord], None],
        flush: Callable[[], None],
        work: OperationContext | None,
    ) -> OperationResult:
        self._require_writable()
        with self._journal.lock:
            records = self._rows.records(list(dict.fromkeys(photo_ids)))
            if not records:
                return OperationResult(None)
            step = self._journal.begin(kind, args, [record.photo_id for record in records])
            run = OperationRun(
                self._journal, step, work or OperationContext(), _STAGES[kind], len(records), flush
            )
            for record in run.each(records, lambda each: each.path):
                with run.guarded(record.path):
                    one(run, record)
                if not run.cancelled:
                    self._journal.pass_by(step)
            return run.outcome()

    def _require_writable(self) -> None:
        if self._read_only:
            raise CatalogError(
                "The library was opened for reading only, so that nothing is changed.",
                "Open it for writing first.",
            )


def _sweep(record: OperationRecord) -> None:
    """Remove what a kill left of a file that was being written: half a copy under our own name."""
    for act in record.acts:
        if act.state == MEANT and act.kind != "trash":
            with suppress(OSError):
                temporary_beside(Path(act.to or act.path)).unlink(missing_ok=True)


def _unknown_step() -> UserError:
    return UserError(
        "This can no longer be undone.", "Only the last hundred changes are remembered."
    )
