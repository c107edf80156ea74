"""The time line in the window: when it is there, and that grid and line follow each other."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from photosearch.core.changes import Changes
from photosearch.core.facets import Months
from photosearch.gui.time_line.time_line import TimeLine
from tests.gui.window_kit import Kit


@pytest.fixture
def line(kit: Kit) -> TimeLine:
    kit.open()
    line = kit.window.time_line.line
    kit.until(line.isVisible)
    return line


def test_jumping_scrolls_the_grid(kit: Kit, line: TimeLine) -> None:
    view = kit.window.photo_area.library_view
    line.row_wanted.emit(60)
    assert 60 in view.visible_rows()
    assert view.cell_rect(60).y() == 0
    assert line._row == 60
    assert view.visible_rows().start == 60 - 60 % view._layout.columns
    kit.window.context.preferences.change(group_by="day")
    kit.until(lambda: view._layout.grouped and not kit.window.time_line._soon.isActive())
    line.row_wanted.emit(30)
    assert view.cell_rect(30).y() == view._layout.heading_height


def test_scrolling_moves_the_line(kit: Kit, line: TimeLine) -> None:
    view = kit.window.photo_area.library_view
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert line._row == view.visible_rows().start > 0


def test_it_is_there_for_photos_by_date_alone(kit: Kit, line: TimeLine) -> None:
    change = kit.window.context.preferences.change
    change(sort_by="name")
    assert not line.isVisible()
    change(sort_by="taken", sort_reversed=True)
    kit.until(line.isVisible)
    change(group_by="folder")
    assert not line.isVisible()
    change(group_by="event")
    kit.until(line.isVisible)
    kit.window.duplicates.show_page()
    assert not line.isVisible()
    kit.window.duplicates.leave()
    assert line.isVisible()


def test_it_can_be_put_away(kit: Kit, line: TimeLine) -> None:
    action = kit.window.context.actions.action("time_line")
    assert action.isChecked()
    action.trigger()
    assert not line.isVisible()
    assert not kit.window.context.preferences.now.show_time_line
    action.trigger()
    kit.until(line.isVisible)


def test_photos_found_have_one_if_they_are_by_date(kit: Kit, line: TimeLine) -> None:
    kit.window.session.find_similar([3])
    kit.answered(1)
    assert not line.isVisible(), "the most alike first"
    kit.window.context.preferences.change(sort_results_by="taken", group_results_by="none")
    kit.until(line.isVisible)
    assert line._count == len(kit.window.photo_area.results)


def test_it_follows_the_library(kit: Kit, line: TimeLine) -> None:
    kit.library.set_ids(np.arange(90, 0, -1))
    kit.library.publish(Changes(removed=tuple(range(91, 101))))
    kit.until(lambda: line._count == 90)
    kit.library.set_ids(np.array([1]))
    kit.library.publish(Changes(removed=tuple(range(2, 91))))
    kit.until(lambda: not line.isVisible())


def test_the_keyboard_goes_back_to_the_photos(kit: Kit, line: TimeLine) -> None:
    line.setFocus()
    kit.window.context.preferences.change(sort_by="name")
    assert kit.window.focusWidget() is kit.window.photo_area.library_view


def test_it_is_reached_and_left_by_the_keyboard_alone(kit: Kit, line: TimeLine) -> None:
    view, qtbot = kit.window.photo_area.library_view, kit.qtbot
    view.setFocus()
    for _ in range(12):  # the panels beside it come first
        qtbot.keyClick(kit.window.focusWidget(), Qt.Key.Key_Tab)
        if kit.window.focusWidget() is line:
            break
    assert kit.window.focusWidget() is line
    assert line.accessibleName() == "Time line"
    unfocused = line.grab().toImage()
    assert line.hasFocus() or not kit.window.isActiveWindow()
    qtbot.keyClick(line, Qt.Key.Key_Home)
    for _ in range(len(line._months.starts) + 1):
        qtbot.keyClick(line, Qt.Key.Key_Down)
    assert line._row == line._count - 1  # none is out of reach, though the grid ends before
    assert line._row in view.visible_rows()
    assert line.accessibleDescription() == line.text_of(line._row)
    qtbot.keyClick(line, Qt.Key.Key_Up)
    assert line._row == int(line._months.starts[-1])
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert kit.window.focusWidget() is view
    assert view.current_row == int(line._months.starts[-1])
    assert line.grab().toImage() != unfocused
    qtbot.keyClick(view, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(kit.window.focusWidget(), Qt.Key.Key_Tab)
    assert kit.window.focusWidget() is view


def test_after_a_jump_by_keyboard_the_grid_goes_on_from_there(kit: Kit, line: TimeLine) -> None:
    view = kit.window.photo_area.library_view
    view.set_current(0)
    line.setFocus()
    kit.qtbot.keyClick(line, Qt.Key.Key_End)
    kit.qtbot.keyClick(line, Qt.Key.Key_Return)
    kit.qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.current_row == line._count - 2
    view.verticalScrollBar().setValue(0)  # by the wheel
    assert line._row == 0


def test_photos_of_one_month_are_looked_at_once(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def months(ids: np.ndarray) -> Months:
        asked.append(len(ids))
        return Months.of(np.zeros(len(ids), np.int32))

    monkeypatch.setattr(kit.library.facets, "months", months)
    kit.open()
    kit.until(lambda: bool(asked))
    kit.qtbot.wait(400)
    assert asked == [100]
    assert not kit.window.time_line.line.isVisible()
