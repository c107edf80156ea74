"""Show the shortcut sheet by a command, and keep the user's own keys."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext
from photosearch.gui.shortcuts.shortcut_sheet import ShortcutSheet
from photosearch.gui.translation import tr

_OF_THE_SYSTEM = ("windows", "cocoa")
"""Platforms of Qt that turn the keys into a request for the menu; X11 and Wayland know only the
Menu key, which most laptops lack."""


class MenuKey(QObject):
    """Ask the part of the program that has the keyboard for its menu, as the Menu key does."""

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


class ShortcutsFeature(QObject):
    """Open the sheet, one at a time, and lets changed keys work at once."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self._sheet: ShortcutSheet | None = None
        MenuKey(context.window)
        context.preferences.changed.connect(self._on_preferences)
        context.actions.add(
            Command(
                "shortcuts",
                tr("&Keyboard shortcuts…"),
                self.open,
                ("?", "F1"),
                menu="help",
                needs=Needs.NOTHING,
                help=tr("All commands and keys; they can be changed there"),
            )
        )

    def open(self) -> None:
        """Show the sheet, or bring it to the front."""
        if self._sheet is None:
            self._sheet = ShortcutSheet(
                self._context.actions, self._context.preferences, self._context.window
            )
            self._sheet.destroyed.connect(self._forget)
        self._sheet.show()
        self._sheet.activateWindow()

    @property
    def sheet(self) -> ShortcutSheet | None:
        """Return the sheet that is open."""
        return self._sheet

    def _forget(self) -> None:
        self._sheet = None

    def _on_preferences(self, names: set[str]) -> None:
        if "shortcuts" in names:
            self._context.actions.use_keys(self._context.preferences.now.shortcuts)
