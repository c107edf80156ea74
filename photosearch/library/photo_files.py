"""What the user does with photos: rate, tag, throw away, move, copy, list; and undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from photosearch.core.errors import CatalogError, UserError
from photosearch.core.file_steps import Outcome, Step, StepKind, Trash, Work
from photosearch.core.photo import PhotoRecord, Root
from photosearch.images import text
from photosearch.library.contact_sheet import check_sheet_path, write_selection
from photosearch.library.folders import Folders
from photosearch.library.index_report import Changes
from photosearch.library.journal import MEANT, Journal, Record
from photosearch.library.moving_step import MovingStep
from photosearch.library.photo_list import require_free, write_list
from photosearch.library.photo_rows import PhotoRows
from photosearch.library.safe_files import temporary_beside
from photosearch.library.scanner import ScanRules
from photosearch.library.sidecar_step import SidecarStep, Words, rating_edit, words_edit
from photosearch.library.step_run import StepRun
from photosearch.library.undoing import Undoing
from photosearch.store.catalog import Catalog

_STAGES = {
    StepKind.RATE: "Rating",
    StepKind.TAG: "Tagging",
    StepKind.TRASH: "Moving to the trash",
    StepKind.MOVE: "Moving",
    StepKind.COPY: "Copying",
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
        folders: Folders,
        rules_of: Callable[[Root], ScanRules],
        publish: Callable[[Changes], None],
        read_only: bool = False,
    ) -> None:
        self._read_only = read_only
        self._rows = PhotoRows(catalog, folders, rules_of, publish)
        self._journal = Journal(catalog.folder)

    # ---- doing ----

    def rate(self, photo_ids: Sequence[int], rating: int, work: Work | None = None) -> Outcome:
        """Write a rating, -1 (rejected) to 5, into the sidecars of photos."""
        step = SidecarStep(self._rows)
        edit_of = rating_edit(rating)

        def one(run: StepRun, record: PhotoRecord) -> None:
            step.change(run, record, edit_of)

        args = {"rating": rating}
        return self._carry_out(StepKind.RATE, photo_ids, args, one, step.flush, work)

    def tag(
        self,
        photo_ids: Sequence[int],
        added: Sequence[str],
        removed: Sequence[str] = (),
        work: Work | None = None,
    ) -> Outcome:
        """Add keywords to the sidecars of photos and take others out of them."""
        step = SidecarStep(self._rows)
        words = Words(text.clean_keywords(added), text.clean_keywords(removed))
        edit_of = words_edit(words)

        def one(run: StepRun, record: PhotoRecord) -> None:
            step.change(run, record, edit_of)

        args = {"added": list(words.added), "removed": list(words.removed)}
        return self._carry_out(StepKind.TAG, photo_ids, args, one, step.flush, work)

    def trash(self, photo_ids: Sequence[int], trash: Trash, work: Work | None = None) -> Outcome:
        """Move photos, with their sidecars, to the trash of the system."""
        step = MovingStep(self._rows)

        def one(run: StepRun, record: PhotoRecord) -> None:
            step.trash(run, record, trash)

        return self._carry_out(StepKind.TRASH, photo_ids, {}, one, step.flush, work)

    def move(self, photo_ids: Sequence[int], folder: Path, work: Work | None = None) -> Outcome:
        """Move photos, with their sidecars, into a folder; nothing there is overwritten.

        Raises:
            UserError: there is no such folder.
        """
        step = MovingStep(self._rows)

        def one(run: StepRun, record: PhotoRecord) -> None:
            step.move(run, record, folder)

        return self._into(StepKind.MOVE, photo_ids, folder, one, step.flush, work)

    def copy(self, photo_ids: Sequence[int], folder: Path, work: Work | None = None) -> Outcome:
        """Copy photos, with their sidecars, into a folder; see `move`."""
        step = MovingStep(self._rows)

        def one(run: StepRun, record: PhotoRecord) -> None:
            step.copy(run, record, folder)

        return self._into(StepKind.COPY, photo_ids, folder, one, step.flush, work)

    # ---- undoing ----

    def steps(self) -> list[Step]:
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

    def undo(self, step_id: str, trash: Trash, work: Work | None = None) -> Outcome:
        """Take a step back, as far as the files allow it; what is left can be tried again.

        Raises:
            UserError: the step is not known any more.
        """
        self._require_writable()
        with self._journal.lock:
            record = self._journal.get(step_id)
            if record is None:
                raise _unknown_step()
            undoing = Undoing(self._rows, record, trash)
            photos = undoing.photos()
            stage = "Undoing"
            run = StepRun(self._journal, record, work or Work(), stage, len(photos), undoing.flush)
            self._journal.set_undoing(record, True)
            for photo_id, acts in run.each(photos, lambda each: Path(each[1][0].path)):
                undoing.take_back(run, photo_id, acts)
            return run.undone()

    def redo(self, step_id: str, trash: Trash, work: Work | None = None) -> Outcome:
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

    def go_on(self, step_id: str, trash: Trash, work: Work | None = None) -> Outcome:
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
                undoing = Undoing(self._rows, record, trash)
                run = StepRun(self._journal, record, Work(), "Undoing", 1, undoing.flush)
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
        work: Work | None = None,
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
        return write_selection(path, title, records, self._rows.thumbnails, work or Work())

    # ---- the inside ----

    def _once_more(
        self, record: Record, photo_ids: Sequence[int], trash: Trash, work: Work | None
    ) -> Outcome:
        args = record.args
        match record.kind:
            case StepKind.RATE:
                return self.rate(photo_ids, args["rating"], work)
            case StepKind.TAG:
                return self.tag(photo_ids, args["added"], args["removed"], work)
            case StepKind.TRASH:
                return self.trash(photo_ids, trash, work)
            case StepKind.MOVE:
                return self.move(photo_ids, Path(args["folder"]), work)
            case StepKind.COPY:
                return self.copy(photo_ids, Path(args["folder"]), work)

    def _into(
        self,
        kind: StepKind,
        photo_ids: Sequence[int],
        folder: Path,
        one: Callable[[StepRun, PhotoRecord], None],
        flush: Callable[[], None],
        work: Work | None,
    ) -> Outcome:
        if not folder.is_dir():
            raise UserError(f"{folder} is not a folder.", "Choose a folder that exists.")
        return self._carry_out(kind, photo_ids, {"folder": str(folder)}, one, flush, work)

    def _carry_out(
        self,
        kind: StepKind,
        photo_ids: Sequence[int],
        args: dict[str, Any],
        one: Callable[[StepRun, PhotoRecord], None],
        flush: Callable[[], None],
        work: Work | None,
    ) -> Outcome:
        self._require_writable()
        with self._journal.lock:
            records = self._rows.records(list(dict.fromkeys(photo_ids)))
            if not records:
                return Outcome(None)
            step = self._journal.begin(kind, args, [record.photo_id for record in records])
            run = StepRun(self._journal, step, work or Work(), _STAGES[kind], len(records), flush)
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


def _sweep(record: Record) -> None:
    """Remove what a kill left of a file that was being written: half a copy under our own name."""
    for act in record.acts:
        if act.state == MEANT and act.kind != "trash":
            with suppress(OSError):
                temporary_beside(Path(act.to or act.path)).unlink(missing_ok=True)


def _unknown_step() -> UserError:
    return UserError(
        "This can no longer be undone.", "Only the last hundred changes are remembered."
    )
