"""Rating, tagging, the trash and export, with undo: what the window does with the user's files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

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
from photosearch.gui.file_ops_port import FileOperations
from photosearch.gui.library_port import PhotoLibrary
from photosearch.gui.notices import Notice
from photosearch.gui.runtime.background import BackgroundRunner
from photosearch.gui.translation import tr
from photosearch.gui.undo import UndoEntry, UndoHistory

Do = Callable[[FileOperations, OperationContext], OperationResult]

_QUIET = (OperationKind.RATE,)


class FileOperationsFeature(QObject):
    """Thinks; shows what comes of it in the notices, a strip for long work, and small dialogs.

    Signals:
        photos_back(): photos are in the library again that were thrown or moved away; an answer
            that is shown may lack them.
    """

    photos_back = Signal()

    def __init__(self, shell: AppContext, trash: Trash | None = None) -> None:
        super().__init__(shell)
        self._shell = shell
        self._trash = trash or SystemTrash()
        self.history = UndoHistory(self)
        asker = BackgroundRunner(shell.bridge, shell.threads.files, shell.notices.fault)
        self.job = OperationQueue(shell.bridge, asker, self)
        self.strip = ProgressStrip()
        """To be put above the photos by the window; invisible unless work takes long."""
        self.news = StatusMessage()
        """To be put into the status bar."""
        self._notice: Notice | None = None  # the latest that is still on the banner, perhaps
        self.exporting = ExportFeature(shell, self)
        self.job.started.connect(self._on_started)
        self.job.progressed.connect(self.strip.show_progress)
        self.job.ended.connect(self._on_ended)
        self.strip.cancel_wanted.connect(self.job.cancel)
        self.exporting.step_wanted.connect(self._export_step)
        self.exporting.writing_wanted.connect(self._export_file)
        self.history.changed.connect(self._show_history)
        self._add_commands()
        shell.library_changed.connect(self._on_library)
        shell.grid_changed.connect(self._on_grid)
        self._show_history()

    # What others may ask for, too

    def rate(self, photo_ids: Sequence[int], rating: int) -> None:
        """Rate photos: 0 to 5 stars, -1 for rejected."""
        ids = list(photo_ids)
        self._step(tr("Rating"), ids, lambda files, work: files.rate(ids, rating, work))

    def rate_one(self, photo_id: int, rating: int) -> None:
        """Rate the photo that is looked at."""
        self.rate([photo_id], rating)

    def throw_away(
        self, photo_ids: Sequence[int], in_vain: Callable[[], None] = lambda: None
    ) -> None:
        """Move photos to the trash; in_vain() if all of them stay where they are."""
        ids, trash = list(photo_ids), self._trash
        title = tr("Moving to the trash")
        self._step(title, ids, lambda files, work: files.trash(ids, trash, work), in_vain)

    def throw_away_one(self, photo_id: int) -> None:
        """Move the photo that is looked at to the trash."""
        self.throw_away([photo_id])

    def tag(self, photo_ids: Sequence[int], added: Sequence[str], removed: Sequence[str]) -> None:
        """Give photos tags and take others away."""
        ids = list(photo_ids)
        self._step(
            tr("Tagging"), ids, lambda files, work: files.edit_keywords(ids, added, removed, work)
        )

    def show_tags(self) -> None:
        """Ask for the tags of the chosen photos."""
        library, ids = self._shell.library, self._shell.chosen_ids()
        if library is None or not ids:
            return

        def look() -> PhotoKeywords:
            return keywords_of(library.photos(ids), library.files.keywords())

        self._shell.asker.ask(look, self._open_tags)

    # Commands

    def _add_commands(self) -> None:
        add = self._shell.actions.add
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
            act, keys = _later(self._rate_chosen, stars), (str(stars),) if stars >= 0 else ()
            words = tr("Write the rating into a file beside the photo.")
            add(Command(name, text, act, keys, "photo", 30, Needs.PHOTOS, help=words))
        for command in (
            Command(
                "tags",
                tr("&Tags…"),
                self.show_tags,
                ("Ctrl+T",),
                "photo",
                31,
                Needs.PHOTOS,
                context=True,
                help=tr("See and change the tags of the chosen photos."),
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
                self._throw_chosen_away,
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
        actions = [self._shell.actions.action(name) for name in in_grid]
        self._grid_keys = GridShortcuts(self._shell.window, actions)

    def _on_grid(self) -> None:
        """The grid in front takes the keys that are its own."""
        self._grid_keys.listen_to(self._shell.view)
        self._show_history()

    def _rate_chosen(self, rating: int) -> None:
        self.rate(self._shell.chosen_ids(), rating)

    def _throw_chosen_away(self) -> None:
        chosen = self._shell.chosen_ids()
        if chosen:
            self.throw_away(chosen, self._step_aside())

    def _step_aside(self) -> Callable[[], None]:
        """Go to the photo after those that are about to leave, so that the keys go on there.

        What it returns goes back to them, unless the user has gone elsewhere since.
        """
        view = self._shell.view
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

    def _open_tags(self, tags: PhotoKeywords) -> None:
        dialog = KeywordDialog(tags, self._shell.window)
        dialog.tags_wanted.connect(self.tag)
        dialog.show()

    # Steps

    def _step(
        self,
        title: str,
        ids: Sequence[int],
        do: Do,
        in_vain: Callable[[], None] = lambda: None,
    ) -> None:
        """Do something with photos; in_vain() if none of them was changed."""
        library = self._shell.library
        if library is None or not ids:
            return
        files = library.files

        def done(outcome: OperationResult) -> None:
            self._on_done(outcome)
            if not outcome.done:
                in_vain()

        def failed(error: UserError) -> None:
            self._on_failed(error)
            in_vain()

        self.job.run(title, lambda work: do(files, work), done, failed)

    def _export_step(self, title: str, ids: list[int], do: Do) -> None:
        self._step(title, ids, do)

    def _export_file(
        self, title: str, path: Path, write: Callable[[FileOperations, OperationContext], int]
    ) -> None:
        library = self._shell.library
        if library is None:
            return
        files = library.files

        def written(count: int) -> None:
            self.exporting.tell_written(path, count)

        self.job.run(title, lambda work: write(files, work), written)

    def _on_started(self, title: str) -> None:
        self.strip.start(title)
        self.history.set_busy(True)

    def _on_ended(self) -> None:
        self.strip.end()
        self.history.set_busy(False)

    def _on_done(self, outcome: OperationResult) -> None:
        step = outcome.operation
        if step is not None:
            self.history.add(self._entry(step))
        words = messages.done(step, outcome.done) if step is not None else ""
        self._tell(outcome, words, step.kind if step is not None else None, undo=True)

    def _on_failed(self, error: UserError) -> None:
        self._shell.notices.fault(error)
        self._load_steps()  # how far it came is in the journal

    def _entry(self, step: FileOperation) -> UndoEntry:
        return UndoEntry(
            messages.undoable(step),
            _later(self._undo, step),
            _later(self._redo, step),
            step.operation_id,
        )

    def _undo(self, step: FileOperation) -> None:
        library, trash = self._shell.library, self._trash
        if library is None:
            return
        files = library.files

        def undone(outcome: OperationResult) -> None:
            left = self._entry(outcome.operation) if outcome.operation is not None else None
            self.history.was_undone(step.operation_id, left)
            words = messages.undone(outcome.done) if outcome.done else ""
            self._tell(outcome, words, step.kind, undo=False)
            if outcome.done and step.kind in (OperationKind.TRASH, OperationKind.MOVE):
                self.photos_back.emit()

        self.job.run(
            tr("Undoing"),
            lambda work: files.undo(step.operation_id, trash, work),
            undone,
            self._on_failed,
        )

    def _redo(self, step: FileOperation) -> None:
        library, trash = self._shell.library, self._trash
        if library is None:
            return
        files = library.files

        def redone(outcome: OperationResult) -> None:
            entry = self._entry(outcome.operation) if outcome.operation is not None else None
            self.history.was_redone(step.operation_id, entry)
            again = outcome.operation
            words = messages.done(again, outcome.done) if again is not None else ""
            self._tell(outcome, words, step.kind, undo=True)

        self.job.run(
            tr("Doing it again"),
            lambda work: files.redo(step.operation_id, trash, work),
            redone,
            self._on_failed,
        )

    def _tell(
        self, outcome: OperationResult, words: str, kind: OperationKind | None, *, undo: bool
    ) -> None:
        text = messages.result_text(outcome, words)
        if not text:
            return
        # Its words are about another step, and so is the one that its button would undo.
        notices = self._shell.notices
        notices.take_back(self._notice)
        self._notice = None
        if outcome.errors:
            found = outcome.errors
            several = len(found) > 1
            action, do = (
                (tr("Details…"), _later(self._show_troubles, found)) if several else ("", None)
            )
            self._notice = Notice(text, action=action, do=do)
            notices.told.emit(self._notice)
        elif kind in _QUIET:
            self.news.say(text)
        else:
            action, do = "", None
            if undo and outcome.operation is not None:
                action, do = (
                    tr("Undo"),
                    _later(self.history.undo_one, outcome.operation.operation_id),
                )
            self._notice = Notice(text, is_error=False, action=action, do=do)
            notices.told.emit(self._notice)

    def _show_troubles(self, found: tuple[ItemError, ...]) -> None:
        ErrorsDialog(found, self._shell.window).show()

    # The library

    def _on_library(self, library: PhotoLibrary | None) -> None:
        self.job.leave()
        self.history.set_done([])
        if library is not None:
            self._load_steps()

    def _load_steps(self) -> None:
        library = self._shell.library
        if library is not None:
            self._shell.asker.ask(library.files.operations, self._take_steps)

    def _take_steps(self, steps: list[FileOperation]) -> None:
        self.history.set_done([self._entry(step) for step in steps if step.photo_count])
        self._notice = interrupted_operations(steps, self._go_on, self.history.undo_one)
        if self._notice is not None:
            self._shell.notices.told.emit(self._notice)

    def _go_on(self, steps: list[FileOperation]) -> None:
        """Do what was left of steps when the program ended."""
        library, trash = self._shell.library, self._trash
        if library is None:
            return
        for step in steps:
            go_on = partial(library.files.resume, step.operation_id, trash)
            self.job.run(tr("Going on"), go_on, self._on_done, self._on_failed)

    def _show_history(self) -> None:
        undo, redo = self.history.next_undo, self.history.next_redo
        action = self._shell.actions.action
        action("undo").setEnabled(undo is not None)
        action("redo").setEnabled(redo is not None)
        action("undo").setText(tr("&Undo {what}").format(what=undo.words) if undo else tr("&Undo"))
        action("redo").setText(tr("&Redo {what}").format(what=redo.words) if redo else tr("&Redo"))


def _later(act: Callable[..., None], *values: object) -> Callable[[], None]:
    def call() -> None:
        act(*values)

    return call
