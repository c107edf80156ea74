"""A question in place: what will happen, and two buttons. Nothing waits for the answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from photosearch.gui.buttons import push_button


class ConfirmBar(QFrame):
    """Hidden until it asks; goes away with the answer. Escape is no.

    Signals:
        confirmed(): yes.
        declined(): no.
    """

    confirmed = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "info")
        self._words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.yes_button = push_button("", kind="small")
        self.no_button = push_button("", kind="small")
        for button in (self.yes_button, self.no_button):
            button.setAutoDefault(False)
        self.yes_button.clicked.connect(self._confirm)
        self.no_button.clicked.connect(self._decline)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self.yes_button)
        row.addWidget(self.no_button)
        self.hide()

    def ask(self, words: str, yes: str, no: str) -> None:
        """Ask, the keyboard on the harmless answer."""
        self._words.setText(words)
        self.yes_button.setText(yes)
        self.no_button.setText(no)
        self.setAccessibleName(words)
        self.no_button.setAccessibleDescription(words)
        self.show()
        self.no_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit()

    def _decline(self) -> None:
        self.hide()
        self.declined.emit()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is no, and does not close what is around."""
        if event.key() == Qt.Key.Key_Escape:
            self._decline()
        else:
            super().keyPressEvent(event)
