"""Tell in the status bar what the library holds, what a run came to, and what is left to do."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from photosearch.gui import wording
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import tool_button

RESULT_MS = 15_000
"""So long it is shown what a run came to; the panel keeps it."""


class Brevity(IntEnum):
    """Say with how few words a state is told."""

    NONE = 0
    COUNTS = 1
    """Without the number of folders."""
    LINKS = 2
    """And what needs doing in a word each."""
    RESULT = 3
    """And without what a run came to."""
    LEAST = 4
    """And, where something needs doing, without the number of photos."""


class LibraryStatus(QWidget):
    """Show counts; beside them for a while the result of a run, and as links what needs doing.

    Signals:
        unreadable_wanted(): show the files that cannot be read.
        folders_wanted(): show the folders, of which some are not connected.
    """

    unreadable_wanted = Signal()
    folders_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts, self._short_counts = "", ""
        self._selected = 0
        self._result = ""
        self._unreadable = 0
        self._offline = 0
        self._tip = ""
        self._sizes: list[QSize] = []
        """By brevity."""
        self._label = QLabel()
        self._label.setContentsMargins(0, 0, 12, 0)  # as far from the first link as links are apart
        self._fade = QTimer(self, singleShot=True, interval=RESULT_MS)
        self._fade.timeout.connect(self._drop_result)
        self.offline_link = tool_button("", tr("Show the folders and their drives"), kind="flat")
        self.offline_link.clicked.connect(self.folders_wanted)
        self.unreadable_link = tool_button(
            "", tr("Show which files cannot be read, and why"), kind="flat"
        )
        self.unreadable_link.clicked.connect(self.unreadable_wanted)
        for link in (self.offline_link, self.unreadable_link):
            link.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self._label, self.offline_link, self.unreadable_link):
            row.addWidget(widget)
        self._show()

    @property
    def text(self) -> str:
        """Return the words before the links, if there is room for them."""
        return self._words(Brevity.NONE)

    def show_counts(self, photos: int, folders: int, selected: int, *, filtered: bool) -> None:
        """Show how many photos there are, in how many folders; `filtered`, how many pass."""
        self._counts = wording.library_state(photos, folders, filtered=filtered)
        self._short_counts = wording.photos(photos) if folders else ""
        self._selected = selected
        self._show()

    def show_result(self, text: str) -> None:
        """Show what a run came to, for a while; "" takes back what is shown."""
        self._result = text
        if text:
            self._fade.start()
        else:
            self._fade.stop()
        self._show()

    def show_offline(self, folders: int) -> None:
        """Show as long as it is so that some folders are not connected."""
        self._offline = folders
        self._show()

    def show_unreadable(self, files: int) -> None:
        """Show as long as it is so that some files cannot be read."""
        self._unreadable = files
        self._show()

    def show_tip(self, text: str) -> None:
        """Show what the command does that is chosen in a menu, in place of all else; "" ends it."""
        self._tip = text
        self._show()

    def _drop_result(self) -> None:
        if self.window().isActiveWindow():
            self.show_result("")
        else:
            self._fade.start()  # nobody has seen it yet

    def _show(self) -> None:
        self.offline_link.setVisible(bool(self._counts and self._offline and not self._tip))
        # The result of the run tells of those that are new; all of them follow when it has gone.
        self.unreadable_link.setVisible(
            bool(self._counts and self._unreadable and not self._result and not self._tip)
        )
        self._sizes = []
        for brevity in Brevity:
            self._write(brevity)
            self._sizes.append(super().sizeHint())
        if self._tip:
            self._sizes[Brevity.LEAST] = QSize(0, self._sizes[Brevity.LEAST].height())
        self.updateGeometry()
        self._fit()

    def _words(self, brevity: Brevity) -> str:
        if self._tip:
            return self._tip
        parts = [self._short_counts if brevity else self._counts]
        if self._counts and self._selected:
            parts.append(tr("%Ln selected", "", self._selected))
        elif self._counts and self._result and brevity < Brevity.RESULT:
            parts.append(self._result)
        return " · ".join(parts)

    def _write(self, brevity: Brevity) -> None:
        offline = tr("%Ln folder(s) not connected", "", self._offline)
        unreadable = tr("%Ln file(s) unreadable", "", self._unreadable)
        needed = not self.offline_link.isHidden() or not self.unreadable_link.isHidden()
        self._label.setText("" if needed and brevity == Brevity.LEAST else self._words(brevity))
        for link, words, short in (
            (self.offline_link, offline, tr("%Ln offline", "", self._offline)),
            (self.unreadable_link, unreadable, tr("%Ln unreadable", "", self._unreadable)),
        ):
            link.setText(short if brevity >= Brevity.LINKS else words)
            link.setAccessibleName(words)

    def _fit(self) -> None:
        """Use as many words as there is room for: half of one says nothing."""
        fitting = (each for each in Brevity if self._sizes[each].width() <= self.width())
        brevity = next(fitting, Brevity.LEAST)
        self._write(brevity)
        if self._tip and brevity == Brevity.LEAST:
            spare = self._sizes[Brevity.NONE].width() - self._label.sizeHint().width()
            room = self.width() - spare - self._label.contentsMargins().right()
            words = self.fontMetrics().elidedText(self._tip, Qt.TextElideMode.ElideRight, room)
            self._label.setText(words)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return the room for all words."""
        return self._sizes[Brevity.NONE]

    def minimumSizeHint(self) -> QSize:
        """Return the room for the fewest."""
        return self._sizes[Brevity.LEAST]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use more words or fewer."""
        super().resizeEvent(event)
        self._fit()
