"""What a screen reader and the keyboard alone need of every window: names, a way in, a way on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QScrollArea, QScrollBar, QWidget

from photosearch.gui.filters.date_histogram import DateHistogram
from photosearch.gui.query.query_chip import QueryChip
from photosearch.gui.viewer.histogram import HistogramView
from photosearch.gui.widgets import screen_readers
from tests.gui.fake_duplicates import group
from tests.gui.window_kit import Kit

COMMANDS = [
    *("preferences", "shortcuts", "folders", "encoder", "about", "tags", "export"),
    "show_searches",
]


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
    kit.window.context.actions.action("index_panel").trigger()


def show_query(kit: Kit) -> None:
    kit.window.session.find_similar([5, 6])
    kit.answered(1)


def nothing(kit: Kit) -> None:
    """The library as it is."""


def show_duplicates(kit: Kit) -> None:
    kit.library.duplicates.set_groups([group((100, 60, 20)), group((99, 59))])
    kit.window.duplicates.show_page()
    kit.until(lambda: kit.window.duplicates.page.shows_groups)
    kit.until(lambda: kit.window.duplicates.page.cleaning.button.isEnabled())


STATES: list[Callable[[Kit], None]] = [
    nothing,
    show_filters,
    show_index_panel,
    show_query,
    show_duplicates,
]


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
    window.context.take_keyboard()
    kit.until(lambda: QApplication.focusWidget() is not None)
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
    window.context.actions.action(name).trigger()
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


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a screen reader is given to say."""
    said: list[str] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        said.append(event.message())

    monkeypatch.setattr(screen_readers, "_tell", hear)
    QAccessible.setActive(True)
    yield said
    QAccessible.setActive(False)


def first_chip(window: QWidget) -> QueryChip:
    return window.findChildren(QueryChip)[0]


def role_of(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def test_what_paints_itself_has_a_role(kit: Kit, said: list[str]) -> None:
    window = kit.open()
    show_query(kit)
    show_filters(kit)
    assert role_of(first_chip(window)) is QAccessible.Role.Button
    assert role_of(window.findChild(DateHistogram)) is QAccessible.Role.Chart
    assert role_of(HistogramView()) is QAccessible.Role.Chart
    assert role_of(window.view) is QAccessible.Role.List


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_chip_can_be_pressed_from_outside(kit: Kit, said: list[str]) -> None:
    window = kit.open()
    show_query(kit)
    chip = first_chip(window)
    actions = QAccessible.queryAccessibleInterface(chip).actionInterface()
    assert actions is not None
    assert actions.actionNames() == ["Press", "SetFocus"]
    with kit.qtbot.waitSignal(chip.menu_wanted):
        actions.doAction("Press")
    other = QAccessible.queryAccessibleInterface(window.findChild(DateHistogram)).actionInterface()
    assert "Press" not in other.actionNames()


def test_sliders_say_their_words_while_the_keyboard_is_there(kit: Kit, said: list[str]) -> None:
    window = kit.open()
    show_query(kit)
    senses, least = window.query_bar.mode_slider, window.query_bar.threshold_slider
    window.activateWindow()
    senses.setFocus()
    kit.until(senses.hasFocus)
    said.clear()
    kit.qtbot.keyClick(senses, Qt.Key.Key_Right)
    assert said == [senses.accessibleDescription()]
    least.slider.setValue(50)
    assert len(said) == 1, "nobody is there"
    assert least.slider.accessibleDescription() == least.text


def test_a_chip_says_that_it_is_turned(kit: Kit, said: list[str]) -> None:
    window = kit.open()
    show_query(kit)
    chip = first_chip(window)
    window.activateWindow()
    chip.setFocus()
    kit.until(chip.hasFocus)
    said.clear()
    kit.qtbot.keyClick(chip, Qt.Key.Key_N)
    kit.until(lambda: said != [])
    assert said == ["Unlike IMG_00005.jpg"]


def test_messages_are_said_wherever_the_keyboard_is(kit: Kit, said: list[str]) -> None:
    window = kit.open()
    said.clear()
    window.context.notices.show_message("It is so.")
    assert said == ["It is so."]


def test_without_a_screen_reader_nothing_is_said(
    kit: Kit, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    QAccessible.setActive(False)
    kit.open()
    kit.window.context.notices.show_message("It is so.")
    assert said == []


def test_a_scroll_area_is_asked_for_a_child_that_is_gone(kit: Kit, said: list[str]) -> None:
    area = QScrollArea(kit.window)
    area.setWidget(QLabel("something"))
    interface = QAccessible.queryAccessibleInterface(area)
    assert interface.child(0) is not None
    assert interface.child(interface.childCount()) is None, "Qt's own would crash"
