"""Use the system's tray, as far as the window does. Replaceable, since tests have none."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon


class TrayIcon(QObject):
    """Show one icon with a menu.

    Signals:
        clicked(): the icon, or a message of it, was clicked.
    """

    clicked = Signal()

    def __init__(self, menu: QMenu, words: str, parent: QObject) -> None:
        super().__init__(parent)
        self._menu = menu
        self._words = words
        self._icon: QSystemTrayIcon | None = None

    def available(self) -> bool:
        """Tell whether this desktop has a tray now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self, wanted: bool) -> None:
        """Let the icon come or go."""
        if wanted and self._icon is None:
            self._icon = QSystemTrayIcon(QGuiApplication.windowIcon(), self)
            self._icon.setToolTip(self._words)
            self._icon.setContextMenu(self._menu)
            self._icon.activated.connect(self._on_activated)
            self._icon.messageClicked.connect(self.clicked)
        if self._icon is not None:
            self._icon.setVisible(wanted)

    def show_message(self, title: str, text: str) -> None:
        """Show a message on the desktop, if the icon is shown and the desktop takes messages."""
        if self._icon is not None and self._icon.isVisible():
            self._icon.showMessage(title, text, QGuiApplication.windowIcon())

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        }:
            self.clicked.emit()
