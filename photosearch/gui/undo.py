"""Keep what can be undone in the window, and done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

_MOST_ENTRIES = 100


@dataclass(frozen=True, slots=True)
class UndoEntry:
    """Describe something that the user did."""

    text: str
    """What it was, to stand behind "Undo": "moving 3 photos to the trash"."""
    undo: Callable[[], None]
    """Begins to take it back; when that is done, `UndoHistory.on_undone` is told."""
    redo: Callable[[], None]
    """Begins to do it again; when that is done, `UndoHistory.on_redone` is told."""
    key: str = ""
    """Tells entries apart."""


class UndoHistory(QObject):
    """Hold two stacks. Whoever does something adds an entry; undoing takes its time, one at a time.

    Signals:
        changed(): what would be undone or done again is something else now.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[UndoEntry] = []
        self._undone: list[UndoEntry] = []
        self._busy = False

    @property
    def next_undo(self) -> UndoEntry | None:
        """Return what undo() would take back; None if nothing, or while something is under way."""
        return self._done[-1] if self._done and not self._busy else None

    @property
    def next_redo(self) -> UndoEntry | None:
        """Return what redo() would do again; None as above."""
        return self._undone[-1] if self._undone and not self._busy else None

    @property
    def busy(self) -> bool:
        """Tell whether something is being done, undone or done again."""
        return self._busy

    def set_busy(self, busy: bool) -> None:
        """Allow no undoing while something is under way."""
        self._busy = busy
        self.changed.emit()

    def set_done(self, entries: list[UndoEntry]) -> None:
        """Forget all and begin with these, the oldest first."""
        self._done, self._undone = entries[-_MOST_ENTRIES:], []
        self.changed.emit()

    def add_older(self, entries: list[UndoEntry]) -> None:
        """Add what was done in former times, the oldest first, below what was done since."""
        known = {entry.key for entry in (*self._done, *self._undone)}
        older = [entry for entry in entries if entry.key not in known]
        self._done = [*older, *self._done][-_MOST_ENTRIES:]
        self.changed.emit()

    def add(self, entry: UndoEntry) -> None:
        """Add what the user did; what was undone before cannot be done again any more."""
        self._done = [*self._done, entry][-_MOST_ENTRIES:]
        self._undone = []
        self.changed.emit()

    def drop(self, key: str) -> None:
        """Remove an entry that can no longer be undone or done again."""
        self._done = [entry for entry in self._done if entry.key != key]
        self._undone = [entry for entry in self._undone if entry.key != key]
        self.changed.emit()

    def undo(self) -> None:
        """Take the last thing back."""
        entry = self.next_undo
        if entry is not None:
            entry.undo()

    def undo_one(self, key: str) -> None:
        """Take this one back, if it still can be, also if something else was done since."""
        entry = next((each for each in self._done if each.key == key), None)
        if entry is not None and not self._busy:
            entry.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        entry = self.next_redo
        if entry is not None:
            entry.redo()

    def on_undone(self, key: str, left: UndoEntry | None = None) -> None:
        """Note that an entry was taken back; with `left`, only in part: that can be tried again."""
        entry = next((each for each in reversed(self._done) if each.key == key), None)
        self._done = [each for each in self._done if each.key != key]
        if left is not None:
            self._done.append(left)
        elif entry is not None:
            self._undone.append(entry)
        self.changed.emit()

    def on_redone(self, key: str, entry: UndoEntry | None) -> None:
        """Note that an entry was done again, and is now `entry`; None if nothing came of it."""
        self._undone = [each for each in self._undone if each.key != key]
        if entry is not None:
            self._done = [*self._done, entry][-_MOST_ENTRIES:]
        self.changed.emit()
