"""Tell screen readers more than Qt tells them by itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget

Maker = Callable[[Any], QAccessibleInterface]
_Widget = TypeVar("_Widget", bound=type[QWidget])

_makers: dict[str, Maker] = {}
"""By the name of the class, as Qt asks for them."""
_MOST_KEPT = 1000
_alive: list[QAccessibleInterface] = []
"""Qt deletes interfaces with their object. If Python let go of one before, Qt would do so twice."""


def announce(widget: QWidget, words: str) -> None:
    """Have something said that happened, wherever the keyboard is."""
    if words and QAccessible.isActive():
        _tell(QAccessibleAnnouncementEvent(widget, words))


def announce_value(widget: QWidget, words: str) -> None:
    """Describe a control by what it stands at; said while the keyboard is there.

    Of a slider a screen reader would read out a number, and of most others nothing.
    """
    if words != widget.accessibleDescription():
        widget.setAccessibleDescription(words)
        if widget.hasFocus():
            announce(widget, words)


def role(kind: QAccessible.Role, press: str = "") -> Callable[[_Widget], _Widget]:
    """Return decorate the class of a widget with a role that Qt does not know.

    Args:
        kind: of widget.
        press: name of the method that does what a press of it does, if it can be pressed.
    """

    def give(cls: _Widget) -> _Widget:
        register_factory(cls.__name__, lambda widget: _WidgetInterface(widget, kind, press))
        return cls

    return give


def register_factory(class_name: str, make: Maker) -> None:
    """Have the interfaces of a class made by `make`, as soon as a screen reader asks for one."""
    _makers[class_name] = make


@cache
def install() -> None:
    """Let Qt ask here. Needs the application."""
    QAccessible.installFactory(_make)


def keep_alive(interface: QAccessibleInterface) -> None:
    """Hold an interface as long as Qt does."""
    if len(_alive) > _MOST_KEPT:
        _alive[:] = [kept for kept in _alive if shiboken6.isValid(kept)]
    _alive.append(interface)


class _WidgetInterface(QAccessibleWidget):
    """Give a widget another role, and perhaps an action."""

    def __init__(self, widget: QWidget, kind: QAccessible.Role, press: str) -> None:
        super().__init__(widget, kind, "")
        self._press = _Press(widget, press) if press else None

    # Qt overrides

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """Return what else the widget can."""
        if kind is QAccessible.InterfaceType.ActionInterface and self._press is not None:
            return cast(int, self._press)
        # WORKAROUND: PySide 6.11 takes a wrapped C++ pointer only, and crashes on the number that
        # it gives itself.
        return cast(int, shiboken6.VoidPtr(super().interface_cast(kind)))


class _Press(QAccessibleActionInterface):
    """Let a widget be pressed."""

    def __init__(self, widget: QWidget, press: str) -> None:
        super().__init__()
        self._widget, self._method = widget, press

    # Qt overrides

    def actionNames(self) -> list[str]:
        """Press it, or go there."""
        return [
            QAccessibleActionInterface.pressAction(),
            QAccessibleActionInterface.setFocusAction(),
        ]

    def doAction(self, name: str) -> None:
        """Do it."""
        self._widget.setFocus()
        if name == QAccessibleActionInterface.pressAction():
            getattr(self._widget, self._method)()

    def keyBindingsForAction(self, _name: str) -> list[str]:
        """Return none."""
        return []


# WORKAROUND: Qt 6.11 crashes where a screen reader asks a scroll area for a child that it had a
# moment ago, such as a scroll bar that is hidden now. That of any widget looks if there is one.
for _name in ("QScrollArea", "QAbstractScrollArea"):
    register_factory(_name, lambda area: QAccessibleWidget(area, QAccessible.Role.Client, ""))


def _make(class_name: str, of: QObject | None) -> QAccessibleInterface | None:
    make = _makers.get(class_name)
    if make is None or of is None:
        return None
    interface = make(of)
    keep_alive(interface)
    return interface


def _tell(event: QAccessibleAnnouncementEvent) -> None:
    QAccessible.updateAccessibility(event)
