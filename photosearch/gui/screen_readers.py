"""What screen readers hear beyond what Qt tells them by itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QAccessible,
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


def say(widget: QWidget, words: str) -> None:
    """Have something said that happened, wherever the keyboard is."""
    if words and QAccessible.isActive():
        _tell(QAccessibleAnnouncementEvent(widget, words))


def say_value(widget: QWidget, words: str) -> None:
    """Describe a control by what it stands at; said while the keyboard is there.

    Of a slider a screen reader would read out a number, and of most others nothing.
    """
    if words != widget.accessibleDescription():
        widget.setAccessibleDescription(words)
        if widget.hasFocus():
            say(widget, words)


def role(kind: QAccessible.Role) -> Callable[[_Widget], _Widget]:
    """What a widget is that paints itself; a decorator of its class."""

    def give(cls: _Widget) -> _Widget:
        serve(cls.__name__, lambda widget: QAccessibleWidget(widget, kind, ""))
        return cls

    return give


def serve(class_name: str, make: Maker) -> None:
    """Have the interfaces of a class made by `make`, as soon as a screen reader asks for one."""
    _makers[class_name] = make


@cache
def install() -> None:
    """Let Qt ask here. Needs the application."""
    QAccessible.installFactory(_make)


def keep(interface: QAccessibleInterface) -> None:
    """Hold an interface as long as Qt does."""
    if len(_alive) > _MOST_KEPT:
        _alive[:] = [kept for kept in _alive if shiboken6.isValid(kept)]
    _alive.append(interface)


def _make(class_name: str, of: QObject | None) -> QAccessibleInterface | None:
    make = _makers.get(class_name)
    if make is None or of is None:
        return None
    interface = make(of)
    keep(interface)
    return interface


def _tell(event: QAccessibleAnnouncementEvent) -> None:
    QAccessible.updateAccessibility(event)
