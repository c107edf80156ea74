"""Present a photo of the grid to screen readers."""

from __future__ import annotations

from typing import cast

import shiboken6
from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleInterface,
    QAccessibleObject,
)

from photosearch.gui.grid.view import GridView
from photosearch.gui.widgets.screen_readers import keep_alive

_PRESS, _TOGGLE = (
    QAccessibleActionInterface.pressAction(),
    QAccessibleActionInterface.toggleAction(),
)
_FOCUS, _MENU = (
    QAccessibleActionInterface.setFocusAction(),
    QAccessibleActionInterface.showMenuAction(),
)
# WORKAROUND: what interface_cast() returns must wrap a C++ pointer; PySide 6.11 crashes on None.
_NONE = shiboken6.VoidPtr(0)


class PhotoSpot(QObject):
    """Represent a photo that a screen reader knows; deleted, Qt forgets its interface."""

    def __init__(self, view: GridView, row: int) -> None:
        super().__init__(view)
        self.view, self.row = view, row
        """The row is -1 when the photo is not in the list any more."""
        interface = _PhotoInterface(self)
        keep_alive(interface)
        QAccessible.registerAccessibleInterface(interface)


class _PhotoInterface(QAccessibleObject):
    """Represent a photo of the grid."""

    def __init__(self, spot: PhotoSpot) -> None:
        super().__init__(spot)
        self.spot = spot
        self._actions = _Actions(spot)

    # Qt overrides

    def parent(self) -> QAccessibleInterface:
        """Return the grid."""
        return QAccessible.queryAccessibleInterface(self.spot.view)

    def child(self, index: int) -> QAccessibleInterface:
        """Return None: there are no children."""
        return cast(QAccessibleInterface, None)

    def childCount(self) -> int:
        """Return 0: there are no children."""
        return 0

    def indexOfChild(self, interface: QAccessibleInterface) -> int:
        """Return -1: there are no children."""
        return -1

    def isValid(self) -> bool:
        """Tell whether the photo is still in the list."""
        return self.spot.row >= 0 and super().isValid()

    def role(self) -> QAccessible.Role:
        """Return an item of a list."""
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        """Return all that is to be said as the name: it is what every screen reader reads out."""
        spot = self.spot
        if kind is not QAccessible.Text.Name or spot.row < 0:
            return ""
        return spot.view.speech(spot.row)

    def rect(self) -> QRect:
        """Return where it is on the screen."""
        view, row = self.spot.view, self.spot.row
        if row < 0:
            return QRect()
        cell = view.cell_rect(row)
        return QRect(view.viewport().mapToGlobal(cell.topLeft()), cell.size())

    def state(self) -> QAccessible.State:
        """Return whether it is selected, focused and in sight."""
        state, view, row = QAccessible.State(), self.spot.view, self.spot.row
        if row < 0:
            state.invalid = 1
            return state
        state.focusable = state.selectable = state.extSelectable = 1
        state.selected = int(row in view.selection)
        state.focused = int(view.hasFocus() and row == view.selection.current)
        state.invisible = int(not view.isVisible())
        state.offscreen = int(row not in view.visible_rows())
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """Return what can be done with the photo."""
        if kind is QAccessible.InterfaceType.ActionInterface:
            return cast(int, self._actions)
        return cast(int, _NONE)


class _Actions(QAccessibleActionInterface):
    """Represent what can be done with a photo."""

    def __init__(self, spot: PhotoSpot) -> None:
        super().__init__()
        self._spot = spot

    # Qt overrides

    def actionNames(self) -> list[str]:
        """Return the one action: press, which opens it."""
        return [_PRESS, _FOCUS, _TOGGLE, _MENU]

    def doAction(self, name: str) -> None:
        """Run an action."""
        view, row = self._spot.view, self._spot.row
        if row < 0:
            return
        if name == _TOGGLE:
            view.toggle(row)
            return
        view.setFocus()
        view.set_current(row)
        if name == _PRESS:
            view.opened.emit(view.photos.photo_id(row))
        elif name == _MENU:
            center = view.cell_rect(row).center()
            view.menu_wanted.emit(view.viewport().mapToGlobal(center))

    def keyBindingsForAction(self, name: str) -> list[str]:
        """Return those of the grid."""
        return {_PRESS: ["Return"], _TOGGLE: ["Space"]}.get(name, [])


def row_of(interface: QAccessibleInterface | None) -> int:
    """Return the row of the photo that an interface stands for; -1 if it is none, or gone."""
    return interface.spot.row if isinstance(interface, _PhotoInterface) else -1
