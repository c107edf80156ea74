"""Limit some keys to the grid of photos: digits and Delete mean other things in fields and lists,
and must never change a photo from there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget


class GridShortcuts(QObject):
    """Hand keys that a grid receives to actions, whatever else the window does with them.

    Args:
        window: whose shortcuts the actions were until now.
        actions: they keep their keys, which menus show and the user may change.
    """

    def __init__(self, window: QMainWindow, actions: Sequence[QAction]) -> None:
        super().__init__(window)
        self._actions = list(actions)
        self._grids: list[QWidget] = []
        for action in self._actions:
            # In no widget, and so never by Qt's own map of shortcuts.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            window.removeAction(action)

    def listen_to(self, grid: QWidget) -> None:
        """Take the keys of this grid from now on; twice is as good as once."""
        if grid not in self._grids:
            self._grids.append(grid)
            grid.installEventFilter(self)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Trigger the action of a key; everything else goes on to the grid."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            pressed = event.keyCombination()
            # The digits beside the letters and those of the key pad are one.
            kept = pressed.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
            key = QKeySequence(QKeyCombination(kept, pressed.key()))
            for action in self._actions:
                if key in action.shortcuts():
                    if action.isEnabled() and not event.isAutoRepeat():
                        action.trigger()
                    return True
        return super().eventFilter(watched, event)
