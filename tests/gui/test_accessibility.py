"""What a screen reader and the keyboard alone need of every window: names, a way in, a way on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QScrollBar, QWidget

from tests.gui.window_kit import Kit

COMMANDS = ["preferences", "shortcuts", "folders", "encoder", "about", "tags", "export"]


def with_focus(top: QWidget) -> list[QWidget]:
    """What Tab can reach in a window."""
    return [
        widget
        for widget in top.findChildren(QWidget)
        if widget.isVisibleTo(top)
        and widget.window() is top.window()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QScrollBar)
    ]


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def nameless(top: QWidget) -> list[str]:
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in with_focus(top)
        if not name_of(widget)
    ]


def walk(kit: Kit, top: QWidget, key: Qt.Key) -> list[QWidget]:
    """The widgets that get the focus when Tab is pressed until it comes round."""
    seen: list[QWidget] = []
    for _ in range(300):
        widget = QApplication.focusWidget()
        if widget is None or widget in seen:
            break
        seen.append(widget)
        kit.qtbot.keyClick(widget, key)
    return seen


def show_filters(kit: Kit) -> None:
    kit.window.filters.show_panel(True)


def show_index_panel(kit: Kit) -> None:
    kit.window.shell.actions.action("index_panel").trigger()


def show_query(kit: Kit) -> None:
    kit.window.session.find_similar([5, 6])
    kit.answered(1)


def nothing(kit: Kit) -> None:
    """The library as it is."""


STATES: list[Callable[[Kit], None]] = [nothing, show_filters, show_index_panel, show_query]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_everything_in_the_window_has_a_name(kit: Kit, state: Callable[[Kit], None]) -> None:
    window = kit.open()
    state(kit)
    assert nameless(window) == []


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_tab_reaches_everything_and_is_caught_nowhere(
    kit: Kit, state: Callable[[Kit], None]
) -> None:
    window = kit.open()
    state(kit)
    window.activateWindow()
    window.view.setFocus()
    kit.until(window.view.hasFocus)
    reached = walk(kit, window, Qt.Key.Key_Tab)
    missed = {
        f"{type(widget).__name__} {name_of(widget)}"
        for widget in with_focus(window)
        if widget not in reached and widget.isEnabled() and widget.focusProxy() is None
    }
    assert missed == set()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("name", COMMANDS)
def test_dialogs_have_names_and_close_with_escape(kit: Kit, name: str) -> None:
    window = kit.open()
    window.view.set_current(0)
    window.shell.actions.action(name).trigger()
    shown: list[QDialog] = []

    def look() -> bool:
        shown[:] = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
        return bool(shown)

    kit.until(look)
    (dialog,) = shown
    assert dialog.windowTitle()
    assert nameless(dialog) == []
    kit.until(dialog.isActiveWindow)
    first = dialog.focusWidget()
    assert first is not None
    kit.qtbot.keyClick(first, Qt.Key.Key_Escape)
    kit.until(lambda: not shiboken6.isValid(dialog) or not dialog.isVisible())
