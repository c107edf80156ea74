"""Without a mouse: where Tab and Escape lead in the main window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from photosearch.core.errors import UserError
from photosearch.gui.widgets.message_page import EmptyPageAction
from tests.gui.window_kit import Kit

# Seen with menus: the offscreen platform has no window manager.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def _way(kit: Kit, steps: int) -> list[str]:
    """Accessible names (or texts) of what Tab leads to."""
    names = []
    for _ in range(steps):
        kit.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        names.append(widget.accessibleName() or widget.property("text"))
    return names


def test_tab_goes_through_the_query_bar_in_the_order_in_which_it_is_seen(kit: Kit) -> None:
    window = kit.open()
    window.session.find_similar([3, 4])
    kit.answered(1)
    window.filters.button.setFocus()
    bar = window.query_bar
    first, second = bar.chips.chips
    assert _way(kit, 2) == ["Duplicates", "Map"]
    expected = ["Back to the library", first.accessibleName(), second.accessibleName(), "Searches"]
    assert _way(kit, 4) == expected
    assert _way(kit, 2) == [
        bar.mode_slider.accessibleName(),
        bar.threshold_slider.slider.accessibleName(),
    ]


def test_escape_closes_a_message_before_it_leaves_the_query(kit: Kit) -> None:
    window = kit.open()
    window.session.find_similar([3])
    kit.answered(1)
    window.context.notices.show_error(
        UserError.in_words("The disk is full.", "Make room and try again.")
    )
    assert window.banner.text
    kit.key(Qt.Key.Key_Escape)
    assert not window.banner.text
    assert window.session.active
    kit.key(Qt.Key.Key_Escape)
    assert not window.session.active


def test_what_is_told_of_a_query_is_gone_with_the_next(kit: Kit, tmp_path: Path) -> None:
    window = kit.open()
    broken = tmp_path / "notes.txt"
    broken.write_text("no picture")
    kit.drop_files(broken)
    kit.until(lambda: "notes.txt" in window.banner.text)
    kit.drop_files(*kit.files(tmp_path))
    assert not window.banner.text
    kit.answered(1)


def test_what_is_told_of_something_else_stays(kit: Kit) -> None:
    window = kit.open()
    window.context.notices.show_error(
        UserError.in_words("The rating was not saved.", "Make room and try again.")
    )
    window.session.find_similar([3])
    kit.answered(1)
    assert "rating" in window.banner.text


def test_shift_f10_opens_the_menu_of_what_has_the_keyboard(kit: Kit) -> None:
    """Without a Menu key, as on most laptops."""
    window = kit.open()
    asked: list[Any] = []
    window.photo_area.menu_wanted.connect(asked.append)
    kit.key(Qt.Key.Key_Right)
    kit.key(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    view = window.view
    cell = view.cell_rect(view.selection.current)
    assert asked == [view.viewport().mapToGlobal(cell.center())]
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()


def test_typing_goes_on_while_photos_come_and_go(kit: Kit) -> None:
    """A word that nothing matches brings a page with buttons; the next letter is still a letter."""
    window = kit.open()
    window.context.actions.action("find_text").trigger()
    field = window.filters.panel.search
    kit.until(field.hasFocus)
    kit.qtbot.keyClicks(field, "nothing has this name")
    kit.until(lambda: window.photo_area.currentWidget() is window.photo_area.page)
    assert field.hasFocus()
    kit.qtbot.keyClick(field, Qt.Key.Key_Escape)
    kit.until(lambda: window.photo_area.currentWidget() is window.photo_area.library_view)
    assert field.hasFocus()


def test_a_cut_off_that_leaves_nothing_says_so_and_keeps_the_keyboard(kit: Kit) -> None:
    window = kit.open()
    window.session.find_similar([3])
    kit.answered(1)
    slider = window.query_bar.threshold_slider.slider
    slider.setFocus()
    window.session.answer = replace(
        window.session.answer, scores=np.minimum(window.session.answer.scores, 0.5)
    )
    kit.qtbot.keyClick(slider, Qt.Key.Key_End)
    kit.until(lambda: window.photo_area.currentWidget() is window.photo_area.page)
    assert window.query_bar.threshold_slider.text in window.photo_area.page.message.text
    assert slider.hasFocus()
    window.photo_area.page.action_requested.emit(EmptyPageAction.NO_THRESHOLD)
    kit.until(lambda: window.photo_area.currentWidget() is window.photo_area.results_view)
    assert slider.value() == 0


def test_a_message_that_is_closed_gives_the_keyboard_to_the_photos(kit: Kit) -> None:
    window = kit.open()
    window.context.notices.show_message("Copied.")
    close = next(b for b in window.banner.findChildren(QPushButton) if b.text() == "Close")
    close.setFocus()
    kit.qtbot.keyClick(close, Qt.Key.Key_Space)
    assert window.view.hasFocus()


def test_another_answer_closes_the_viewer_and_has_the_keyboard(kit: Kit) -> None:
    """As after Ctrl+Shift+X or a second start of the program while a photo is looked at."""
    window = kit.open()
    kit.key(Qt.Key.Key_Home)
    kit.key(Qt.Key.Key_Return)
    kit.until(lambda: window.viewer.is_open)
    window.session.find_similar([3])
    kit.answered(1)
    kit.until(lambda: not window.viewer.is_open)
    assert window.photo_area.results_view.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_a_button_as_space_does(kit: Kit, key: Qt.Key) -> None:
    """In a bar, a panel and a message."""
    window = kit.open()

    def press(button: QAbstractButton) -> None:
        button.setFocus()
        kit.qtbot.keyClick(button, key)

    press(window.filters.button)
    assert window.filters.panel.isVisible()
    window.index_feature.open_panel()
    press(window.index_feature.panel.close_button)
    assert not window.index_feature.panel.isVisible()
    window.context.notices.show_message("Moved.")
    press(window.banner._close)
    assert window.banner.text == ""
    assert window.view.hasFocus()
