"""Shift+F10 opens the context menu also where the system does not see to that."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

_OF_THE_SYSTEM = ("windows", "cocoa")
"""Platforms of Qt that turn the keys into a request for the menu; X11 and Wayland know only the
Menu key, which most laptops lack."""


class MenuKey(QObject):
    """Asks the part of the program that has the keyboard for its menu, as the Menu key does."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        if QGuiApplication.platformName() in _OF_THE_SYSTEM:
            return
        shortcut = QShortcut(QKeySequence("Shift+F10"), window)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.activated.connect(self._ask)

    def _ask(self) -> None:
        widget = QApplication.focusWidget()
        if widget is None:
            return
        place = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center()
        reason = QContextMenuEvent.Reason.Keyboard
        event = QContextMenuEvent(reason, place, widget.mapToGlobal(place))
        QApplication.sendEvent(widget, event)
