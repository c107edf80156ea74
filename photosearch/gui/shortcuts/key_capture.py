"""A field that takes the next keys as they are pressed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from photosearch.gui.shortcuts.keys import pressed
from photosearch.gui.translation import tr


class KeyCapture(QLineEdit):
    """Nothing can be typed into it; it ends with the first keys, with Escape, or without focus.

    Signals:
        captured(QKeySequence): these keys were pressed.
        left(): none were.
    """

    captured = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setPlaceholderText(tr("Press the keys; Escape keeps the old ones"))
        self.setAccessibleName(tr("Press the new keys"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Also keys that are shortcuts now, and Tab, come here."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys."""
        event.accept()
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
            return
        keys = pressed(event)
        if keys is not None:
            self.captured.emit(keys)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Somebody clicked elsewhere."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()
