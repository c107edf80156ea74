"""Show the field for words; it asks a moment after the last key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import claims_escape

_QUIET_MS = 120
"""Between keys of a fast typist: no search for each letter."""
_MOST = 500


class SearchField(QLineEdit):
    """Let the user type words that photos are to have.

    Signals:
        text_wanted(str): look for this now.
        typed(str): this stands in the field, a moment after the last key.
        words_wanted(str): look for photos that show this (Ctrl+Enter).
        entered(): the keyboard came to the field.
        left(): Escape in the empty field, or Down or Enter: the keyboard goes to the photos.
    """

    text_wanted = Signal(str)
    typed = Signal(str)
    words_wanted = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""
        self.setMaxLength(_MOST)
        self.setClearButtonEnabled(True)
        self.setPlaceholderText(tr("Name, caption, keyword…"))
        self.setAccessibleName(tr("Words in name, folder, caption, keywords, camera or content"))
        self.setToolTip(
            tr(
                "Photos with all these words in name, folder, caption, keywords, camera, or seen "
                "in them; “quoted words” stand together. (Ctrl+K) Ctrl+Enter finds photos that "
                "show what the words say, whatever they are called."
            )
        )
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self._tell)
        self.textEdited.connect(self._wait)

    def show_text(self, text: str) -> None:
        """Show what is asked for; what is being typed stays."""
        if text != self._told:
            self._quiet.stop()
            self._told = text
            if text != self.text().strip():
                self.setText(text)
                self.typed.emit(text)

    def _wait(self, _text: str) -> None:
        self._quiet.start()

    def _tell(self) -> None:
        self._quiet.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.text_wanted.emit(text)
            self.typed.emit(text)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Claim Escape for this field before it is for the window."""
        return claims_escape(event) or super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the user is about to type."""
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask at once on Enter; on Escape take the words away, then leave."""
        match event.key():
            case Qt.Key.Key_Escape:
                if self.text():
                    self.clear()
                    self._tell()
                else:
                    self.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if (
                event.modifiers() & Qt.KeyboardModifier.ControlModifier
            ):
                self._quiet.stop()
                if text := self.text().strip():
                    self.words_wanted.emit(text)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down:
                self._tell()
                self.left.emit()
            case _:
                super().keyPressEvent(event)
