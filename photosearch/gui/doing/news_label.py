"""Small news in the status bar, for a moment: a banner for each star would be in the way."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from photosearch.gui import screen_readers

SHOWN_MS = 5000


class NewsLabel(QLabel):
    """Invisible unless something was just said.

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
        screen_readers.say(self, words)
