"""Name the keys of the viewer that are always the same: turning, zooming, panning, the way out.

The commands with letters are shortcuts of the window, see ViewerFeature.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
"""What lies there comes into sight: right and down are positive."""

_SHIFT, _ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
_OTHERS = Qt.KeyboardModifier.ControlModifier | _SHIFT


class ViewerCommand(Enum):
    """Name what a key asks for."""

    NEXT = auto()
    PREVIOUS = auto()
    FIRST = auto()
    LAST = auto()
    LARGER = auto()
    SMALLER = auto()
    PAN = auto()
    """All pictures, by an arrow."""
    PAN_ALONE = auto()
    """Only the picture that is meant."""
    FULL_SCREEN = auto()
    LEAVE = auto()


_PLAIN = {
    Qt.Key.Key_Escape: ViewerCommand.LEAVE,
    Qt.Key.Key_Backspace: ViewerCommand.PREVIOUS,
    Qt.Key.Key_Left: ViewerCommand.PREVIOUS,
    Qt.Key.Key_Up: ViewerCommand.PREVIOUS,
    Qt.Key.Key_PageUp: ViewerCommand.PREVIOUS,
    Qt.Key.Key_Right: ViewerCommand.NEXT,
    Qt.Key.Key_Down: ViewerCommand.NEXT,
    Qt.Key.Key_PageDown: ViewerCommand.NEXT,
    Qt.Key.Key_Space: ViewerCommand.NEXT,
    Qt.Key.Key_Home: ViewerCommand.FIRST,
    Qt.Key.Key_End: ViewerCommand.LAST,
    Qt.Key.Key_Return: ViewerCommand.FULL_SCREEN,
    Qt.Key.Key_Enter: ViewerCommand.FULL_SCREEN,
}
_MIRRORED = {Qt.Key.Key_Left: ViewerCommand.NEXT, Qt.Key.Key_Right: ViewerCommand.PREVIOUS}
_ZOOM = {
    Qt.Key.Key_Plus: ViewerCommand.LARGER,
    Qt.Key.Key_Equal: ViewerCommand.LARGER,
    Qt.Key.Key_Minus: ViewerCommand.SMALLER,
    Qt.Key.Key_Underscore: ViewerCommand.SMALLER,
}


def command_of(event: QKeyEvent, *, mirrored: bool) -> ViewerCommand | None:
    """Return what a key asks for; None for keys that belong to others.

    Args:
        event: a press, or the question whether a press would be taken.
        mirrored: the window is laid out from right to left.
    """
    key = Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key in ARROWS and modifiers == _SHIFT:
        return ViewerCommand.PAN
    if key in ARROWS and modifiers == _ALT:
        return ViewerCommand.PAN_ALONE
    if modifiers & (_ALT | Qt.KeyboardModifier.MetaModifier):
        return None
    # On many keyboards + needs Shift; with Ctrl it is the grid's zoom, which is not seen now.
    if key in _ZOOM:
        return _ZOOM[key]
    if modifiers & _OTHERS:
        return None
    if mirrored and key in _MIRRORED:
        return _MIRRORED[key]
    return _PLAIN.get(key)


def key_text(event: QKeyEvent) -> str:
    """Return a key with its modifiers as a portable text, the digits of the key pad being
    digits."""
    pressed = event.keyCombination()
    kept = pressed.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(QKeyCombination(kept, pressed.key())).toString()
