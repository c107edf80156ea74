"""Make buttons of the kinds that theme.py knows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget


def claims_escape(event: QEvent) -> bool:
    """Tell whether this is the question who wants Escape; it is answered, the key press comes next.

    For event() of a widget, which then returns True.
    """
    if (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_Escape
    ):
        event.accept()
        return True
    return False


def press_focused(window: QWidget, event: QKeyEvent) -> bool:
    """Press the button of a window that has the keyboard if Enter was pressed; whether it was."""
    focused = window.focusWidget()
    pressed = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    if pressed and isinstance(focused, QAbstractButton):
        focused.click()
        return True
    return False


def push_button(words: str, tip: str = "", kind: str = "") -> QPushButton:
    """Make a button with words; `kind` is "", "main" or "small"."""
    button = QPushButton(words)
    button.setToolTip(tip)
    button.setProperty("kind", kind)
    return button


def segment_button(words: str, *, first: bool) -> QToolButton:
    """Make one of two halves that belong together, where one is checked."""
    button = tool_button(words, kind="segment")
    mirrored = button.layoutDirection() == Qt.LayoutDirection.RightToLeft
    # Style sheets know left and right only.
    button.setProperty("place", "first" if first != mirrored else "last")
    button.setCheckable(True)
    return button


def tool_button(words: str, tip: str = "", kind: str = "") -> QToolButton:
    """Make a small button that the keyboard reaches as well; `kind` is "", "plain" or "segment"."""
    button = QToolButton()
    button.setText(words)
    button.setToolTip(tip)
    button.setProperty("kind", kind)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
