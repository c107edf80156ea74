"""Show how far the work on files is: a quiet strip that only long work brings up."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from photosearch.core.jobs import Progress
from photosearch.gui import wording
from photosearch.gui.translation import tr
from photosearch.gui.widgets import screen_readers
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.elided_label import ElidedLabel
from photosearch.gui.widgets.progress import show_on_bar

SHOWN_MS = 5000


class StatusMessage(QLabel):
    """Show what was just said for a while, and nothing otherwise.

    Not QStatusBar.showMessage(): that has no room beside a permanent widget that takes all of it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, textFormat=Qt.TextFormat.PlainText)
        self.setContentsMargins(10, 0, 0, 0)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, words: str) -> None:
        """Show these in place of whatever is there."""
        self.setText(words)
        self.setAccessibleName(words)
        self.show()
        self._timer.start()
        screen_readers.announce(self, words)


SHOWN_AFTER_MS = 400
"""What is over sooner needs no words."""


class ProgressStrip(QFrame):
    """Show title, how many, how long still, and a way to end it.

    Signals:
        cancel_wanted(): end it after the file at hand.
        left(): the keyboard was here, and it is over.
    """

    cancel_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "info")
        self._title = ""
        self._stopping = False
        self._label = ElidedLabel()
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(160)
        self._cancel = push_button(
            tr("Cancel"), tr("What is done so far is kept, and can be undone"), kind="small"
        )
        self._cancel.clicked.connect(self._on_cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self._label, 1)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        self._delay = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._delay.timeout.connect(self.show)
        self.hide()

    @property
    def text(self) -> str:
        """Return all that is told, also where it is cut for want of room."""
        return self._label.text()

    def start(self, title: str) -> None:
        """Wait a little before showing something that may take long."""
        self._title = title
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._stopping = False
        self._say(title)
        if self.isHidden():
            self._delay.start()

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        if self._stopping:
            return
        show_on_bar(self._bar, progress)
        parts = (
            self._title,
            wording.amount(progress),
            wording.time_to_go(progress),
            progress.current,
        )
        self._say(" · ".join(part for part in parts if part))

    def end(self) -> None:
        """Go away: it is over."""
        self._delay.stop()
        had_keyboard = self._cancel.hasFocus()
        self.hide()
        if had_keyboard:
            self.left.emit()

    def _on_cancel(self) -> None:
        # The button stays as it is: with it the keyboard would go to something else.
        self._stopping = True
        self._bar.setRange(0, 0)
        self._say(tr("Stopping after this file…"))
        self.cancel_wanted.emit()

    def _say(self, words: str) -> None:
        self._bar.setAccessibleDescription(words)
        self._label.setText(words)
