"""Show the panel about indexing: the run in progress, files that fail, runs of the past."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photosearch.core.jobs import Progress
from photosearch.core.photo import PhotoRecord
from photosearch.core.runs import RunRecord
from photosearch.gui.indexing import index_text
from photosearch.gui.indexing.history_page import HistoryPage
from photosearch.gui.indexing.unreadable_page import UnreadablePage
from photosearch.gui.message_text import message_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import claims_escape, push_button, segment_button
from photosearch.gui.widgets.elided_label import ElidedLabel
from photosearch.gui.widgets.progress import show_on_bar
from photosearch.gui.wording import amount, number, shown_text, time_to_go

HEIGHT = 270
"""What it takes of the window, in pixels; less where the window is low."""
_LOW = 205
"""Below this height there is no room for all."""


class IndexPanel(QFrame):
    """Show what it is told; stands between the photos and the status bar. Escape closes it.

    Signals:
        pause_wanted(): hold, or go on.
        cancel_wanted(): end the run.
        rescan_wanted(): look through all folders now.
        settings_wanted(): the limits for battery and work.
        close_wanted(): the panel is to go away.
    """

    pause_wanted = Signal()
    cancel_wanted = Signal()
    rescan_wanted = Signal()
    settings_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAccessibleName(tr("Indexing"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.unreadable = UnreadablePage()
        self.history = HistoryPage()
        self._running = False
        self._make_progress()
        self._make_pages()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addLayout(self._head_row())
        column.addWidget(self._run)
        column.addWidget(self._slow_row)
        column.addLayout(self._page_row())
        column.addWidget(self._pages, 1)
        self.show_state(running=False, paused=False)
        self.show_unreadable(None)

    def _make_progress(self) -> None:
        self._title = ElidedLabel()
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self.pause_button = push_button(tr("Pause"), kind="small")
        self.pause_button.clicked.connect(self.pause_wanted)
        self.cancel_button = push_button(
            tr("Cancel"), tr("What is done so far is kept"), kind="small"
        )
        self.cancel_button.clicked.connect(self.cancel_wanted)
        self.look_button = push_button(
            tr("Look for changes"), tr("Look through all folders now"), kind="small"
        )
        self.look_button.clicked.connect(self.rescan_wanted)
        self.close_button = push_button(tr("Close"), tr("Close this panel (Escape)"), kind="small")
        self.close_button.setAccessibleName(tr("Close the indexing panel"))
        self.close_button.clicked.connect(self.close_wanted)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(tr("Indexing"))
        self._facts = ElidedLabel()
        self._current = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._current.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._current.setProperty("kind", "muted")
        self._run = QWidget()
        column = QVBoxLayout(self._run)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._bar)
        facts = QHBoxLayout()
        facts.setSpacing(24)
        facts.addWidget(self._facts, 3)
        facts.addWidget(self._current, 2)
        column.addLayout(facts)
        self._slow = ElidedLabel()
        settings = push_button(tr("Change…"), tr("Set how much is used then"), kind="small")
        settings.setAccessibleName(tr("Change how much of the computer indexing may use"))
        settings.clicked.connect(self.settings_wanted)
        self._slow_row = QFrame()
        self._slow_row.setProperty("kind", "info")
        row = QHBoxLayout(self._slow_row)
        row.setContentsMargins(10, 3, 6, 3)
        row.addWidget(self._slow, 1)
        row.addWidget(settings)

    def _make_pages(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.unreadable)
        self._pages.addWidget(self.history)
        self._choice = QButtonGroup(self)
        for page in range(2):
            self._choice.addButton(segment_button("", first=page == 0), page)
        self._choice.button(1).setText(tr("Last runs"))
        self._choice.button(0).setChecked(True)
        self._choice.idToggled.connect(self._turn)

    def _head_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._title, 1)
        for button in (
            self.pause_button,
            self.cancel_button,
            self.look_button,
            self.close_button,
        ):
            row.addWidget(button)
        return row

    def _page_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        for button in self._choice.buttons():
            row.addWidget(button)
        row.addStretch(1)
        for action in self.unreadable.buttons:
            row.addSpacing(8)
            row.addWidget(action)
        return row

    @property
    def facts(self) -> str:
        """Return what is told of the run in progress, in one line."""
        return " · ".join(
            part for part in (self._title.text(), self._facts.text(), self._slow_text) if part
        )

    def show_state(self, *, running: bool, paused: bool, ours: bool = True) -> None:
        """Tell whether there is a run, whether it holds, and whether the user can steer it
        (`ours`)."""
        begins = running and not self._running
        self._running = running
        self._run.setVisible(running)
        for button in (self.pause_button, self.cancel_button):
            button.setVisible(running and ours)
        self.look_button.setVisible(not running)
        self.pause_button.setText(tr("Resume") if paused else tr("Pause"))
        if not running:
            self._title.setText(tr("Nothing is being indexed"))
        elif paused:
            self._title.setText(tr("Paused"))
        elif begins:
            self._title.setText(tr("Looking for photos"))
        if not running or begins:
            self._bar.setRange(0, 0)
            self._facts.setText("")
            self._current.setText("")
            self._show_slow("")

    def show_progress(self, progress: Progress) -> None:
        """Show how far the run is."""
        show_on_bar(self._bar, progress)
        title = message_text(progress.stage), amount(progress)
        self._title.setText(" · ".join(part for part in title if part))
        parts = (
            index_text.speed(progress),
            time_to_go(progress),
            "" if self._has_room else index_text.slow(progress),
            index_text.outcomes(progress.counts),
        )
        facts = " · ".join(part for part in parts if part)
        self._facts.setText(facts)
        self._bar.setAccessibleDescription(facts)
        if progress.current:  # between two files there is none
            self._current.setText(shown_text(progress.current))
            self._current.setToolTip(self._current.text())
        self._show_slow(index_text.slow_sentence(progress))

    def show_unreadable(self, records: Sequence[PhotoRecord] | None) -> None:
        """List the files that could not be read; None: which they are is not known yet."""
        self.unreadable.show_records(records)
        words = tr("Unreadable files")
        if records:
            words = f"{words} · {number(len(records))}"
        self._choice.button(0).setText(words)

    def show_history(self, records: Sequence[RunRecord] | None) -> None:
        """List the runs of the past; None: which there were is not known yet."""
        self.history.show_records(records)

    def turn_to(self, page: QWidget) -> None:
        """Bring one of the pages `unreadable` and `history` to the front, with the keyboard."""
        button = self._choice.button(self._pages.indexOf(page))
        button.setChecked(True)
        table = self.unreadable.table if page is self.unreadable else self.history.table
        first = table if table.isVisibleTo(self) else button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, page: int, checked: bool) -> None:
        if checked:
            self._pages.setCurrentIndex(page)
            for button in self.unreadable.buttons:
                button.setVisible(self._pages.currentWidget() is self.unreadable)

    @property
    def _slow_text(self) -> str:
        return self._slow.text()

    @property
    def _has_room(self) -> bool:
        """Tell whether a row with the reason to be slow fits; else it stands among the facts, in
        short."""
        return self.height() >= _LOW

    def _show_slow(self, words: str) -> None:
        self._slow.setText(words)
        self._slow.setToolTip(words)
        self._slow_row.setVisible(bool(words) and self._has_room)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return a size as high as HEIGHT says."""
        return QSize(super().sizeHint().width(), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return a low height: the tables give way first; no lower than a few lines."""
        return QSize(0, min(HEIGHT, super().minimumSizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the row with the reason to be slow in a low window."""
        super().resizeEvent(event)
        self._show_slow(self._slow.text())

    def event(self, event: QEvent) -> bool:
        """Take Escape while the keyboard is here: the window would end the query by it."""
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the panel on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)
