"""Rate, tag, throw away and export the user's files, with undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from photosearch.core.duplicates import CleanOptions, GroupChoice
from photosearch.core.errors import UserError
from photosearch.core.file_operations import (
    FileOperation,
    ItemError,
    OperationContext,
    OperationKind,
    OperationResult,
    Trash,
)
from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext
from photosearch.gui.file_ops import messages
from photosearch.gui.file_ops.errors_dialog import ErrorsDialog
from photosearch.gui.file_ops.export_feature import ExportFeature
from photosearch.gui.file_ops.grid_shortcuts import GridShortcuts
from photosearch.gui.file_ops.keyword_dialog import KeywordDialog, PhotoKeywords, keywords_of
from photosearch.gui.file_ops.messages import interrupted_operations
from photosearch.gui.file_ops.operation_queue import OperationQueue
from photosearch.gui.file_ops.progress_strip import ProgressStrip, StatusMessage
from photosearch.gui.file_ops.system_trash import SystemTrash
from photosearch.gui.file_ops_port import FileOperationsPort
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.notices import Notice
from photosearch.gui.runtime.background import Policy
from photosearch.gui.translation import tr
from photosearch.gui.undo import UndoEntry, UndoHistory

Do = Callable[[FileOperationsPort, list[int], OperationContext], OperationResult]
DoKnown = Callable[[str, Trash, OperationContext], OperationResult]
"""With the id of an operation."""

_QUIET = (OperationKind.RATE,)
_REMOVING = (OperationKind.TRASH, OperationKind.MOVE, OperationKind.CLEAN)


class FileOperationsFeature(QObject):
    """Start file operations; show what comes of them in the notices, a strip for long work, and
    small dialogs.

    Signals:
        photos_back(): photos are in the library again that were thrown or moved away; an answer
            that is shown may lack them.
    """

    photos_back = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self._trash: Trash = SystemTrash()
        self.history = UndoHistory(self)
        self.queue = OperationQueue(
            context.background.derive(context.threads.files, Policy.QUEUE), self
        )
        self.strip = ProgressStrip()
        """To be put above the photos by the window; invisible unless work takes long."""
        self.status_message = StatusMessage()
        """To be put into the status bar."""
        self._notice: Notice | None = None  # the latest that is still on the banner, perhaps
        self.exporting = ExportFeature(context, self)
        self.queue.started.connect(self._on_started)
        self.queue.progressed.connect(self.strip.show_progress)
        self.queue.ended.connect(self._on_ended)
        self.strip.cancel_wanted.connect(self.queue.cancel)
        self.strip.left.connect(context.take_keyboard)
        self.exporting.operation_wanted.connect(self._export_operation)
        self.exporting.writing_wanted.connect(self._export_file)
        self.history.changed.connect(self._show_history)
        self._add_commands()
        context.library_changed.connect(self._on_library)
        context.grid_changed.connect(self._on_grid)
        self._show_history()

    # What others may ask for, too

    def rate(self, photo_ids: Sequence[int], rating: int) -> None:
        """Rate photos: 0 to 5 stars, -1 for rejected."""
        ids = list(photo_ids)
        self._run_operation(
            tr("Rating"), ids, lambda files, ids, work: files.rate(ids, rating, work)
        )

    def rate_one(self, photo_id: int, rating: int) -> None:
        """Rate the photo that is looked at."""
        self.rate([photo_id], rating)

    def trash(self, photo_ids: Sequence[int], on_no_op: Callable[[], None] = lambda: None) -> None:
        """Move photos to the trash; on_no_op() if all of them stay where they are."""
        ids, trash = list(photo_ids), self._trash
        title = tr("Moving to the trash")
        self._run_operation(
            title, ids, lambda files, ids, work: files.trash(ids, trash, work), on_no_op
        )

    def trash_one(self, photo_id: int) -> None:
        """Move the photo that is looked at to the trash."""
        self.trash([photo_id])

    def clean(
        self,
        choices: Sequence[GroupChoice],
        options: CleanOptions,
        then: Callable[[OperationResult], None],
    ) -> None:
        """Let the duplicates go that choices say; then(result) when that is done."""
        library, trash = self._context.library, self._trash
        if library is None or not choices:
            return
        files = library.files

        def do(context: OperationContext) -> OperationResult:
            return files.clean(choices, options, trash, context)

        def done(result: OperationResult) -> None:
            self._on_done(result)
            then(result)

        self.queue.run(tr("Cleaning up duplicates"), do, done, self._on_failed)

    def edit_keywords(
        self, photo_ids: Sequence[int], added: Sequence[str], removed: Sequence[str]
    ) -> None:
        """Give photos tags and take others away."""
        ids = list(photo_ids)
        self._run_operation(
            tr("Changing keywords"),
            ids,
            lambda files, ids, work: files.edit_keywords(ids, added, removed, work),
        )

    def show_keywords(self) -> None:
        """Ask for the tags of the chosen photos."""
        library, ids = self._context.library, self._context.chosen_ids()
        if library is None or not ids:
            return

        def look() -> PhotoKeywords:
            return keywords_of(library.photos(ids), library.files.keywords())

        self._context.background.run(look, self._open_keywords)

    # Commands

    def _add_commands(self) -> None:
        add = self._context.actions.add
        for command in (
            Command("undo", tr("&Undo"), self.history.undo, ("Ctrl+Z",), "edit", 0),
            Command("redo", tr("&Redo"), self.history.redo, ("Ctrl+Shift+Z", "Ctrl+Y"), "edit", 0),
        ):
            add(command)
        rating = [
            ("rate_0", tr("No rating"), 0),
            *((f"rate_{stars}", "★" * stars, stars) for stars in range(1, 6)),
            ("reject", tr("Re&ject"), -1),
        ]
        for name, text, stars in rating:
            act, keys = partial(self._rate_chosen, stars), (str(stars),) if stars >= 0 else ()
            words = tr("Write the rating into a file beside the photo.")
            add(Command(name, text, act, keys, "photo", 30, Needs.PHOTOS, help=words))
        for command in (
            Command(
                "tags",
                tr("Ke&ywords…"),
                self.show_keywords,
                ("Ctrl+T",),
                "photo",
                31,
                Needs.PHOTOS,
                context=True,
                help=tr("See and change the keywords of the chosen photos."),
            ),
            Command(
                "export",
                tr("&Export…"),
                self.exporting.open,
                ("Ctrl+E",),
                "photo",
                40,
                Needs.PHOTOS,
                context=True,
                help=tr("Copy, move or list the chosen photos, or make a contact sheet."),
            ),
            Command(
                "move_to_folder",
                tr("&Move to a folder…"),
                self.exporting.open_move,
                ("Ctrl+Shift+M",),
                "photo",
                40,
                Needs.PHOTOS,
                help=tr("Move the chosen photos. This can be undone."),
            ),
            Command(
                "trash",
                tr("Move to t&rash"),
                self._trash_chosen,
                ("Delete",),
                "photo",
                41,
                Needs.PHOTOS,
                context=True,
                help=tr("Move the chosen photos to the system's trash. This can be undone."),
            ),
        ):
            add(command)
        in_grid = [*(name for name, *_ in rating), "trash"]
        actions = [self._context.actions.action(name) for name in in_grid]
        self._grid_keys = GridShortcuts(self._context.window, actions)

    def take_keys_of(self, photos: QWidget) -> None:
        """Let photos that are shown otherwise than in a grid take its keys for rating and trash."""
        self._grid_keys.listen_to(photos)

    def _on_grid(self) -> None:
        """Let the grid in front take the keys that are its own."""
        self._grid_keys.listen_to(self._context.view)
        self._show_history()

    def _rate_chosen(self, rating: int) -> None:
        self.rate(self._context.chosen_ids(), rating)

    def _trash_chosen(self) -> None:
        chosen = self._context.chosen_ids()
        if chosen:
            self.trash(chosen, self._step_aside())

    def _step_aside(self) -> Callable[[], None]:
        """Go to the photo after those that are about to leave, so that the keys go on there.

        What it returns goes back to them, unless the user has gone elsewhere since.
        """
        if self._context.cover is not None:
            return lambda: None
        view = self._context.view
        ids, rows, current = view.photos.ids, view.selection.rows(), view.selection.current
        first, last = (rows[0], rows[-1]) if rows.size else (current, current)
        aside = int(last) + 1 if last + 1 < len(ids) else int(first) - 1
        if aside >= 0:
            view.set_current(aside)

        def go_back() -> None:
            stayed = view.selection.rows().tolist() == [aside]
            if view.photos.ids is ids and stayed:
                view.set_current(current, rows)

        return go_back

    def _open_keywords(self, tags: PhotoKeywords) -> None:
        dialog = KeywordDialog(tags, self._context.window)
        dialog.keywords_wanted.connect(self.edit_keywords)
        dialog.show()

    # Steps

    def _run_operation(
        self,
        title: str,
        ids: Sequence[int],
        do: Do,
        on_no_op: Callable[[], None] = lambda: None,
    ) -> None:
        """Do something with photos, whole stacks; on_no_op() if none of them was changed."""
        library = self._context.library
        if library is None or not ids:
            return
        files, members = library.files, library.stack_members

        def done(result: OperationResult) -> None:
            self._on_done(result)
            if not result.done:
                on_no_op()

        def failed(error: UserError) -> None:
            self._on_failed(error)
            on_no_op()

        self.queue.run(title, lambda work: do(files, members(ids), work), done, failed)

    def _export_operation(self, title: str, ids: list[int], do: Do) -> None:
        self._run_operation(title, ids, do)

    def _export_file(
        self, title: str, path: Path, write: Callable[[FileOperationsPort, OperationContext], int]
    ) -> None:
        library = self._context.library
        if library is None:
            return
        files = library.files

        def written(count: int) -> None:
            self.exporting.show_written(path, count)

        self.queue.run(title, lambda work: write(files, work), written)

    def _on_started(self, title: str) -> None:
        self.strip.start(title)
        self.history.set_busy(True)

    def _on_ended(self) -> None:
        self.strip.end()
        self.history.set_busy(False)

    def _on_done(self, result: OperationResult) -> None:
        operation = result.operation
        if operation is not None:
            self.history.add(self._entry(operation))
        words = messages.done_text(operation, result.done) if operation is not None else ""
        words = " ".join(part for part in (words, messages.freed_text(result)) if part)
        self._show_result(
            result, words, operation.kind if operation is not None else None, undo=True
        )

    def _on_failed(self, error: UserError) -> None:
        self._context.notices.show_error(error)
        self._load_operations(self.history.set_done)  # how far it came is in the journal

    def _entry(self, operation: FileOperation) -> UndoEntry:
        return UndoEntry(
            messages.undo_text(operation),
            partial(self._undo, operation),
            partial(self._redo, operation),
            operation.operation_id,
        )

    def _undo(self, operation: FileOperation) -> None:
        def undone(result: OperationResult) -> None:
            left = self._entry(result.operation) if result.operation is not None else None
            stuck = bool(result.errors) and not result.done
            self.history.on_undone(operation.operation_id, left, stuck=stuck)
            words = messages.undone_text(result.done) if result.done else ""
            self._show_result(result, words, operation.kind, undo=False)
            if result.done and operation.kind in _REMOVING:
                self.photos_back.emit()

        self._run_known(tr("Undoing"), operation, lambda files: files.undo, undone)

    def _redo(self, operation: FileOperation) -> None:
        def redone(result: OperationResult) -> None:
            entry = self._entry(result.operation) if result.operation is not None else None
            self.history.on_redone(operation.operation_id, entry)
            again = result.operation
            words = messages.done_text(again, result.done) if again is not None else ""
            self._show_result(result, words, operation.kind, undo=True)

        self._run_known(tr("Doing it again"), operation, lambda files: files.redo, redone)

    def _show_result(
        self, result: OperationResult, words: str, kind: OperationKind | None, *, undo: bool
    ) -> None:
        text = messages.result_text(result, words)
        if not text:
            return
        # Its words are about another operation, and so is the one that its button would undo.
        notices = self._context.notices
        notices.dismiss(self._notice)
        self._notice = None
        if result.errors:
            found = result.errors
            several = len(found) > 1
            action, do = (
                (tr("Details…"), partial(self._show_errors, found)) if several else ("", None)
            )
            self._notice = Notice(text, action=action, do=do)
            notices.shown.emit(self._notice)
        elif kind in _QUIET:
            self.status_message.say(text)
        else:
            action, do = "", None
            if undo and result.operation is not None:
                action, do = (
                    tr("Undo"),
                    partial(self.history.undo_one, result.operation.operation_id),
                )
            self._notice = Notice(text, is_error=False, action=action, do=do)
            notices.shown.emit(self._notice)

    def _show_errors(self, found: tuple[ItemError, ...]) -> None:
        ErrorsDialog(found, self._context.window).show()

    # The library

    def _on_library(self, library: LibraryPort | None) -> None:
        self.queue.leave()
        self.history.set_done([])
        if library is not None:
            self._load_operations(self.history.add_older)

    def _load_operations(self, note: Callable[[list[UndoEntry]], None]) -> None:
        """Read the journal; `note` takes what can be undone, the oldest first."""
        library = self._context.library
        if library is None:
            return
        files = library.files
        then = partial(self._on_operations, note)
        self._context.background.run(lambda: (files.operations(), files.damaged_notes()), then)

    def _on_operations(
        self,
        note: Callable[[list[UndoEntry]], None],
        found: tuple[list[FileOperation], Path | None],
    ) -> None:
        operations, damaged = found
        if damaged is not None:
            self._context.notices.shown.emit(Notice(messages.damaged_notes_text(damaged)))
        note([self._entry(operation) for operation in operations if operation.photo_count])
        self._notice = interrupted_operations(operations, self._resume, self.history.undo_one)
        if self._notice is not None:
            self._context.notices.shown.emit(self._notice)

    def _resume(self, operations: list[FileOperation]) -> None:
        """Do what was left of operations when the program ended."""
        for operation in operations:
            self._run_known(tr("Going on"), operation, lambda files: files.resume, self._on_done)

    def _run_known(
        self,
        title: str,
        operation: FileOperation,
        doing: Callable[[FileOperationsPort], DoKnown],
        then: Callable[[OperationResult], None],
    ) -> None:
        """Do something with an operation that is in the journal."""
        library = self._context.library
        if library is not None:
            work = partial(doing(library.files), operation.operation_id, self._trash)
            self.queue.run(title, work, then, self._on_failed)

    def _show_history(self) -> None:
        undo, redo = self.history.next_undo, self.history.next_redo
        action = self._context.actions.action
        action("undo").setEnabled(undo is not None)
        action("redo").setEnabled(redo is not None)
        action("undo").setText(tr("&Undo {what}").format(what=undo.text) if undo else tr("&Undo"))
        action("redo").setText(tr("&Redo {what}").format(what=redo.text) if redo else tr("&Redo"))
