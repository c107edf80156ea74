"""Remember what the user decides on groups: marks, no matches, groups that stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from photosearch.core.duplicates import DuplicateGroup, Mark, NotAMatch
from photosearch.core.errors import UserError
from photosearch.core.judged_pairs import answer_of_no_match
from photosearch.core.photo import PhotoRecord
from photosearch.gui.context import AppContext
from photosearch.gui.duplicates.choice_planner import ChoicePlanner
from photosearch.gui.duplicates.group_list import GroupList
from photosearch.gui.duplicates.ignored_dialog import IgnoredDialog
from photosearch.gui.notices import Notice
from photosearch.gui.translation import tr
from photosearch.gui.undo import UndoEntry, UndoHistory

T = TypeVar("T")


class GroupDecisions(QObject):
    """Carry decisions into the library, and let them be undone.

    Signals:
        decided(): groups fell apart, or are decided on: look which there are.
        told(str): a sentence for the status bar.
    """

    decided = Signal()
    told = Signal(str)

    def __init__(
        self, context: AppContext, groups: GroupList, planner: ChoicePlanner, history: UndoHistory
    ) -> None:
        super().__init__(groups)
        self._context = context
        self._groups = groups
        self._planner = planner
        self._history = history
        self._numbers = count()
        self._notice: Notice | None = None
        self._dialog: IgnoredDialog | None = None

    def mark(self, row: int, member: int, mark: Mark | None) -> None:
        """Mark a file; the last one of a group cannot be marked to go."""
        if mark is Mark.REMOVE and self._groups.would_keep_none(row, member):
            self.told.emit(tr("At least one file of a group stays."))
            return
        group = self._groups.groups[row]
        self._set_marks(group, {group.photo_ids[member]: mark})

    def confirm(self, row: int) -> bool:
        """Make what is proposed for a group the user's own decision; whether it is known."""
        group = self._groups.groups[row]
        choice = self._groups.choice(group.group_id)
        if choice is None:
            return False
        self._set_marks(group, {each.photo_id: each.mark for each in choice.choices})
        return True

    def _set_marks(self, group: DuplicateGroup, marks: dict[int, Mark | None]) -> None:
        library = self._context.library
        if library is None:
            return
        duplicates = library.duplicates
        self._groups.mark(marks)
        self._planner.renew(group)
        self._context.background.run(lambda: duplicates.set_marks(marks))

    def keep_all(self, row: int) -> None:
        """Note that all files of a group are to be kept: it does not come back."""
        library, group = self._context.library, self._groups.groups[row]
        if library is None:
            return
        duplicates, ids = library.duplicates, [group.group_id]

        def finish() -> None:
            duplicates.finish(ids)
            duplicates.set_marks(dict.fromkeys(group.photo_ids))

        self._decide(
            tr("keeping all files of a group"),
            tr("All files of the group are kept."),
            finish,
            lambda _nothing: duplicates.reopen(ids),
        )

    def not_a_match(self, row: int, member: int) -> None:
        """Note that a file is no copy of the others; of the first one, that none is of another."""
        library, group = self._context.library, self._groups.groups[row]
        if library is None:
            return
        duplicates, ids = library.duplicates, group.photo_ids
        apart = list(ids) if member == 0 else [ids[0], ids[member]]
        self._context.judged.emit(answer_of_no_match(apart))

        def take_back(decision: NotAMatch) -> None:
            duplicates.take_back(decision.decision_id)

        self._decide(
            tr("telling that photos are no match"),
            tr("They are not shown as duplicates of each other again."),
            lambda: duplicates.ignore(apart),
            take_back,
        )

    def show_ignored(self) -> None:
        """List what is no match, to be taken back."""
        dialog = IgnoredDialog(self._context.window)
        dialog.take_back_wanted.connect(self._take_back)
        self._dialog = dialog
        self._list_ignored()
        dialog.show()

    def _list_ignored(self) -> None:
        library, dialog = self._context.library, self._dialog
        if library is None or dialog is None:
            return

        def look() -> tuple[list[NotAMatch], dict[int, PhotoRecord]]:
            """Run in a job thread."""
            decisions = library.duplicates.ignored()
            ids = list({photo for decision in decisions for photo in decision.photo_ids})
            return decisions, {record.photo_id: record for record in library.photos(ids)}

        def show(found: tuple[list[NotAMatch], dict[int, PhotoRecord]]) -> None:
            if shiboken6.isValid(dialog):
                dialog.show_decisions(*found)

        self._context.background.run(look, show)

    def _take_back(self, decision_id: int) -> None:
        library = self._context.library
        if library is None:
            return
        duplicates = library.duplicates

        def done(_nothing: None) -> None:
            self._list_ignored()
            self.decided.emit()

        self._context.background.run(lambda: duplicates.take_back(decision_id), done)

    def _decide(self, text: str, said: str, do: Callable[[], T], undo: Callable[[T], None]) -> None:
        """Do something in the background that can be taken back.

        Args:
            text: what it is, to stand behind "Undo".
            said: that it is done.
            do: returns what taking it back needs.
            undo: takes it back.
        """
        key = f"duplicates {next(self._numbers)}"
        history, run = self._history, self._context.background.run

        def entry(done: T) -> UndoEntry:
            return UndoEntry(text, lambda: run(lambda: undo(done), undone, failed), redo, key)

        def redo() -> None:
            run(do, redone, failed)

        def begun(done: T) -> None:
            history.add(entry(done))
            self._context.notices.dismiss(self._notice)
            self._notice = Notice(
                said, is_error=False, action=tr("Undo"), do=lambda: history.undo_one(key)
            )
            self._context.notices.shown.emit(self._notice)
            self.decided.emit()

        def undone(_nothing: None) -> None:
            history.on_undone(key)
            self._context.notices.dismiss(self._notice)
            self.decided.emit()

        def redone(done: T) -> None:
            history.on_redone(key, entry(done))
            self.decided.emit()

        def failed(error: UserError) -> None:
            self._context.notices.show_error(error)
            self.decided.emit()

        run(do, begun, failed)
