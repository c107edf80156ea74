"""Headings in the grid: sticking, clicking, moving across them, following updates."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from photosearch.core.facets import Groups
from photosearch.gui.grid.headings import HeadingPainter, heading_text
from photosearch.gui.grid.layout import GridLayout
from photosearch.gui.grid.model import plan_update
from photosearch.gui.grid.view import GridView

LEFT = Qt.MouseButton.LeftButton
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
STARTS = [0, 2, 9, 40]
TITLES = ("2024-05-17", "2024-05-16", "2020-01-01", "")


def groups(count: int = 100, starts=STARTS, titles=TITLES) -> Groups:
    return Groups(np.arange(count), np.array(starts), titles)


@pytest.fixture
def grouped(view: GridView, photos) -> GridView:
    photos.set_photos(photos.ids, groups=groups(), again=True)
    return view


def stuck_words(view: GridView) -> QImage:
    """What is painted where a heading sticks."""
    height = view._layout.heading_height
    return view.viewport().grab().toImage().copy(0, 0, view.viewport().width(), height)


def test_every_group_begins_a_line_below_its_heading(grouped: GridView) -> None:
    left = grouped.cell_rect(0).x()
    for start in STARTS:
        assert grouped.cell_rect(start).x() == left
        if start:
            gap = grouped.cell_rect(start).y() - grouped.cell_rect(start - 1).bottom() - 1
            assert gap == grouped._layout.heading_height
    assert grouped.row_at(QPoint(300, 10)) is None, "a heading is no photo"
    assert grouped.heading_at(QPoint(300, 10)) == 0


def test_the_heading_of_what_is_on_top_sticks_and_is_pushed_away(grouped: GridView) -> None:
    bar = grouped.verticalScrollBar()
    bar.setValue(grouped._layout.heading(2).y + 200)
    assert grouped.heading_at(QPoint(5, 5)) == 2
    before = stuck_words(grouped)
    bar.setValue(bar.value() + 60)
    assert stuck_words(grouped) == before, "photos scroll away beneath it"
    bar.setValue(grouped._layout.heading(3).y - 10)
    assert grouped.heading_at(QPoint(5, 5)) == 2
    assert grouped.heading_at(QPoint(5, 15)) == 3, "the next one has pushed most of it out"
    bar.setValue(grouped._layout.heading(3).y)
    assert grouped.heading_at(QPoint(5, 0)) == 3


@pytest.mark.parametrize("step", [1, 7, 60, 500, -1, -60, -500])
def test_scrolling_leaves_the_same_pixels_as_painting_anew(qtbot, grouped, loader, step) -> None:
    qtbot.waitUntil(lambda: all(loader.picture(i) for i in range(1, 101)) or scroll_on(grouped))

    def screen() -> QImage:
        """What was painted last, which a scroll moves; nothing is painted for this."""
        return grouped.screen().grabWindow(grouped.winId()).toImage()

    bar = grouped.verticalScrollBar()
    bar.setValue(700)
    QApplication.sendPostedEvents()
    qtbot.waitUntil(lambda: not grouped._load_soon.isActive() and not loader._busy)
    grouped.viewport().repaint()
    before = screen()
    bar.setValue(700 + step)
    QApplication.sendPostedEvents()
    qtbot.waitUntil(lambda: not grouped._load_soon.isActive() and not loader._busy)
    moved = screen()
    grouped.viewport().repaint()
    assert not moved.isNull()
    assert moved == screen()
    assert moved != before


def scroll_on(view: GridView) -> bool:
    bar = view.verticalScrollBar()
    bar.setValue((bar.value() + 300) % (bar.maximum() + 1))
    return False


def test_a_click_on_a_heading_selects_its_photos(qtbot, grouped: GridView) -> None:
    y = grouped._layout.heading(1).y + 8
    qtbot.mouseClick(grouped.viewport(), LEFT, pos=QPoint(60, y))
    assert grouped.chosen_ids() == list(range(98, 91, -1))
    qtbot.mouseClick(grouped.viewport(), LEFT, CTRL, pos=QPoint(60, 10))
    assert grouped.chosen_ids() == list(range(100, 91, -1))


def test_keys_move_and_select_across_groups(qtbot, grouped: GridView) -> None:
    columns = grouped._layout.columns
    assert columns == 4
    grouped.set_current(1)
    qtbot.keyClick(grouped, Qt.Key.Key_Down)
    assert grouped.selection.current == 3
    qtbot.keyClick(grouped, Qt.Key.Key_Down)
    assert grouped.selection.current == 7
    qtbot.keyClick(grouped, Qt.Key.Key_Right)  # the end of a short line; the column is 2 now
    assert grouped.selection.current == 8
    qtbot.keyClick(grouped, Qt.Key.Key_Down)
    assert grouped.selection.current == 9 + 2
    qtbot.keyClick(grouped, Qt.Key.Key_Up, SHIFT)
    assert grouped.selection.rows().tolist() == [8, 9, 10, 11]
    qtbot.keyClick(grouped, Qt.Key.Key_Up, ALT)
    assert grouped.selection.current == 2
    qtbot.keyClick(grouped, Qt.Key.Key_Up, ALT)
    assert grouped.selection.current == 0
    for start in (2, 9, 40, 99):
        qtbot.keyClick(grouped, Qt.Key.Key_Down, ALT)
        assert grouped.selection.current == start
        rect = grouped.cell_rect(start)
        assert rect.top() >= grouped._layout.heading_height, "not beneath the heading that sticks"
        assert rect.bottom() < grouped.viewport().height()


def test_up_and_down_aim_at_the_same_column_over_short_lines(qtbot, grouped: GridView) -> None:
    grouped.set_current(5)  # last of four in the first line of the second group
    path = []
    for _ in range(3):
        qtbot.keyClick(grouped, Qt.Key.Key_Down)
        path.append(grouped.selection.current)
    assert path == [8, 12, 16]


def test_new_photos_under_headings_keep_selection_and_place(grouped: GridView, photos) -> None:
    grouped.verticalScrollBar().setValue(900)
    top_row = grouped.visible_rows()[0]
    top_id, top_y = photos.photo_id(top_row), grouped.cell_rect(top_row).y()
    grouped.selection.select_only(top_row + 3)
    chosen = grouped.chosen_ids()
    ids = np.arange(120, 0, -1, dtype=np.int64)
    update = plan_update(
        photos.ids, ids, groups(120, [0, 20, 22, 29, 60], ("2024-06-01", *TITLES)), photos.groups
    )
    assert photos.apply(update)
    assert grouped.chosen_ids() == chosen
    row = photos.row_of(top_id)
    assert grouped.cell_rect(row).y() == top_y
    assert grouped._layout.group_of(row) == 3


def test_headings_in_words() -> None:
    words, beside = heading_text("2024-05-17")
    assert "2024" in words
    assert "2024-05-17" not in words
    assert beside == ""
    assert heading_text("/photos/2024/Norway") == ("Norway", "/photos/2024")
    assert heading_text("/") == ("/", "")
    assert heading_text("")[0]
    assert heading_text("/photos/b\udcffd")[0] == "b\ufffdd"


def test_half_a_million_photos_by_day_scroll_and_select_at_once(grouped, photos, qtbot) -> None:
    count = 500_000
    starts = np.arange(0, count, 40)
    photos.set_photos(
        np.arange(count, 0, -1, dtype=np.int64),
        groups=Groups(np.arange(count), starts, ("2024-05-17",) * starts.size),
    )
    qtbot.keyClick(grouped, Qt.Key.Key_End)
    assert count - 1 in grouped.visible_rows()
    grouped.grab()
    qtbot.keyClick(grouped, Qt.Key.Key_Home, SHIFT)
    assert grouped.selection.count == count


def test_a_heading_says_what_a_click_does(qtbot, grouped: GridView) -> None:
    qtbot.mouseMove(grouped.viewport(), QPoint(80, 12))
    assert "select" in grouped.viewport().toolTip()
    qtbot.mouseMove(grouped.viewport(), grouped.cell_rect(0).center())
    qtbot.waitUntil(lambda: "select" not in grouped.viewport().toolTip())


def test_a_path_is_written_from_left_to_right_everywhere(qapp, monkeypatch) -> None:
    written: list[str] = []

    def write(_self, _painter, inner: QRect, *rest) -> QRect:
        written.append(rest[2])
        return inner

    monkeypatch.setattr(HeadingPainter, "_write", write)
    image = QImage(600, 60, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    headings = HeadingPainter(qapp.palette(), qapp.font(), mirrored=True)
    layout = GridLayout(3, 600, 100, 100, starts=np.array([0]), heading_height=40, mirrored=True)
    headings.paint(painter, ["/photos/holidays"], layout, 0, QRect(0, 0, 600, 60))
    painter.end()
    assert written == ["holidays", "3 photos", "\u2066/photos\u2069"]
