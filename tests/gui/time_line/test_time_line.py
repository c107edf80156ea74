"""The time line by mouse and by keyboard, and what it shows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from photosearch.core.facets import NO_MONTH, Months
from photosearch.gui.time_line.time_line import TimeLine, month_text

LEFT = Qt.MouseButton.LeftButton


def month(year: int, number: int) -> int:
    return (year - 1970) * 12 + number - 1


LIST = np.repeat(
    [month(2024, 5), month(2024, 4), month(2023, 12), month(1970, 1), NO_MONTH],
    [10, 40, 30, 5, 15],
).astype(np.int32)


@pytest.fixture
def line(qtbot) -> TimeLine:
    line = TimeLine()
    qtbot.addWidget(line)
    line.resize(60, 420)
    with qtbot.waitExposed(line):
        line.show()
    line.show_months(Months.of(LIST), len(LIST))
    return line


@given(st.lists(st.integers(-3, 3), max_size=30))
def test_runs_are_those_of_a_plain_loop(values: list[int]) -> None:
    runs = Months.of(np.array(values, np.int32))
    starts = [i for i, value in enumerate(values) if not i or value != values[i - 1]]
    assert runs.starts.tolist() == starts
    assert runs.months.tolist() == [values[start] for start in starts]
    assert runs.sizes(len(values)).sum() == len(values)


def test_years_stand_where_their_photos_are(line: TimeLine) -> None:
    labels = line.labels()
    assert [text for _, text in labels] == ["2024", "2023", "1970", "–"] or [
        text for _, text in labels
    ] == ["2024", "2023", "–"]
    assert labels[1][0] == pytest.approx(10 + 0.5 * 400)


def test_of_years_without_room_the_larger_one_is_named(qtbot, line: TimeLine) -> None:
    months = np.repeat([month(2024, 1), month(2023, 1)], [1, 99]).astype(np.int32)
    line.show_months(Months.of(months), 100)
    assert [text for _, text in line.labels()] == ["2023"]


def test_a_click_and_a_drag_jump(qtbot, line: TimeLine) -> None:
    with qtbot.waitSignal(line.row_wanted) as wanted:
        qtbot.mousePress(line, LEFT, pos=QPoint(20, 10 + 200))
    assert wanted.args == [50]
    with qtbot.waitSignal(line.row_wanted) as wanted:
        QTest.mouseMove(line, QPoint(20, 10 + 300))
    assert wanted.args == [75]
    with qtbot.waitSignal(line.row_wanted) as wanted:
        QTest.mouseMove(line, QPoint(20, 2000))
    assert wanted.args == [99]
    qtbot.mouseRelease(line, LEFT)
    with qtbot.assertNotEmitted(line.row_wanted):
        QTest.mouseMove(line, QPoint(20, 100))
    line.grab()


def test_by_keyboard(qtbot, line: TimeLine) -> None:
    line.setFocus()
    rows: list[int] = []
    line.row_wanted.connect(rows.append)
    key = Qt.Key
    for pressed in (
        key.Key_Down, key.Key_Down, key.Key_Up, key.Key_PageDown, key.Key_PageDown,
        key.Key_PageUp, key.Key_End, key.Key_Up, key.Key_Home,
    ):  # fmt: skip
        qtbot.keyClick(line, pressed)
    assert rows == [10, 50, 10, 50, 80, 50, 99, 85, 0]
    with qtbot.waitSignal(line.left):
        qtbot.keyClick(line, key.Key_Return)


def test_what_is_said(line: TimeLine) -> None:
    line.set_row(55)
    assert line.accessibleDescription() == "December 2023: 30 photos"
    line.set_row(99)
    assert line.accessibleDescription() == "Without a date: 15 photos"
    assert month_text(month(2019, 5)) == "May 2019"


def test_without_photos_nothing_goes_wrong(qtbot, line: TimeLine) -> None:
    line.show_months(Months(), 0)
    line.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(line, key)
    qtbot.mouseClick(line, LEFT, pos=QPoint(10, 10))
    assert line.labels() == []
    line.grab()


def test_from_right_to_left_it_is_painted_as_well(line: TimeLine) -> None:
    line.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert not line.grab().isNull()
