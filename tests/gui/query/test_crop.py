"""The box on the query's picture: its arithmetic, the mouse, the keyboard, the search in it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from photosearch.core.query import CropBox
from photosearch.gui.query.crop_panel import CropPanel
from photosearch.gui.query.crop_view import (
    FIRST,
    LEAST_SIDE,
    WHOLE,
    CropView,
    moved,
    resized,
    spanned,
)
from tests.gui.fake_library import picture
from tests.gui.query.test_query_controls import ask, last
from tests.gui.window_kit import Kit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier

_shares = st.floats(-0.5, 1.5)
_boxes = st.builds(spanned, _shares, _shares, _shares, _shares)


@given(_boxes)
def test_a_drawn_box_lies_in_the_picture_and_shows_something(box: CropBox) -> None:
    assert box.width >= LEAST_SIDE - 1e-9
    assert box.height >= LEAST_SIDE - 1e-9


@given(_boxes, _shares, _shares)
def test_a_moved_box_keeps_its_size(box: CropBox, dx: float, dy: float) -> None:
    after = moved(box, dx, dy)
    assert (after.width, after.height) == (box.width, box.height)
    assert -1e-9 <= after.x <= 1 - after.width + 1e-9


@given(_boxes, _shares, _shares, st.sampled_from([-1, 0, 1]), st.sampled_from([-1, 0, 1]))
def test_a_resized_box_keeps_the_other_edges(
    box: CropBox, dx: float, dy: float, across: int, down: int
) -> None:
    after = resized(box, dx, dy, across, down)
    assert after.width >= min(box.width, LEAST_SIDE) - 1e-9
    assert after.height >= min(box.height, LEAST_SIDE) - 1e-9
    if across >= 0:
        assert after.x == pytest.approx(box.x)
    if across <= 0:
        assert after.x + after.width == pytest.approx(box.x + box.width)
    if down >= 0:
        assert after.y == pytest.approx(box.y)
    if down <= 0:
        assert after.y + after.height == pytest.approx(box.y + box.height)


@pytest.fixture
def view(qtbot) -> CropView:
    view = CropView()
    qtbot.addWidget(view)
    view.resize(318, 218)  # the picture is 300 by 200 in the middle
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    view.set_image(image)
    view.show()
    return view


def at(x: float, y: float) -> QPoint:
    """A place of the picture in the view's pixels."""
    return QPoint(round(9 + 300 * x), round(9 + 200 * y))


def drag(qtbot, view: CropView, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(view, LEFT, pos=start)
    qtbot.mouseMove(view, (start + end) / 2)
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, LEFT, pos=end)


def near(box: CropBox | None, *values: float) -> bool:
    assert box is not None
    return (box.x, box.y, box.width, box.height) == pytest.approx(values, abs=0.01)


def test_a_box_is_drawn_moved_and_resized_by_mouse(qtbot, view: CropView) -> None:
    told: list[CropBox | None] = []
    view.box_changed.connect(told.append)
    drag(qtbot, view, at(0.7, 0.8), at(0.2, 0.3))
    assert near(view.box, 0.2, 0.3, 0.5, 0.5)
    assert told[-1] == view.box
    assert len(told) == 2, "while it is dragged"
    drag(qtbot, view, at(0.45, 0.55), at(0.95, 0.55))
    assert near(view.box, 0.5, 0.3, 0.5, 0.5), "not over the edge"
    drag(qtbot, view, at(0.5, 0.3), at(0.6, 0.5))
    assert near(view.box, 0.6, 0.5, 0.4, 0.3), "by its corner"
    drag(qtbot, view, at(0.8, 0.8), at(0.8, 0.9))
    assert near(view.box, 0.6, 0.5, 0.4, 0.4), "by its lower edge"
    view.grab()
    drag(qtbot, view, at(0.1, 0.1), at(0.3, 0.2))
    assert near(view.box, 0.1, 0.1, 0.2, 0.1), "elsewhere it is a new one"
    qtbot.mouseClick(view, LEFT, pos=at(0.9, 0.9))
    assert near(view.box, 0.1, 0.1, 0.2, 0.1), "a mere click is no box"


def test_a_box_is_made_moved_and_resized_by_keyboard(qtbot, view: CropView) -> None:
    told: list[CropBox | None] = []
    view.box_changed.connect(told.append)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.box == FIRST
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Up, CTRL)
    assert near(view.box, 0.26, 0.2, 0.5, 0.5)
    qtbot.keyClick(view, Qt.Key.Key_Left, SHIFT)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT | CTRL)
    assert near(view.box, 0.26, 0.2, 0.49, 0.55)
    assert "49 % by 55 %" in view.accessibleDescription()
    qtbot.keyClick(view, Qt.Key.Key_W)
    assert (view.box, told[-1]) == (None, None)
    qtbot.keyClick(view, Qt.Key.Key_Left, SHIFT | CTRL)
    assert near(view.box, 0, 0, 0.95, 1), "the whole picture is a box, too"
    qtbot.keyClick(view, Qt.Key.Key_Right, SHIFT | CTRL)
    assert view.box is None


def test_without_a_picture_nothing_happens(qtbot) -> None:
    view = CropView()
    qtbot.addWidget(view)
    drag(qtbot, view, QPoint(5, 5), QPoint(80, 80))
    assert view.box is None
    view.grab()


# In the window


def open_panel(kit: Kit, photo_id: int = 3) -> CropPanel:
    (chip,) = ask(kit, photo_id)
    panel = kit.window.steering.crop_panel
    kit.qtbot.keyClick(chip, Qt.Key.Key_C)
    kit.until(lambda: kit.window.session.query.items[0].detailed is not None)
    return panel


def test_what_is_inside_the_box_is_searched_for_at_once(kit: Kit) -> None:
    window = kit.open()
    panel = open_panel(kit)
    assert panel.isVisible()
    kit.qtbot.keyClick(panel.view, Qt.Key.Key_Right)
    kit.answered(2)
    (item,) = last(kit).positives
    assert item.crop == FIRST
    assert isinstance(item.pixels, np.ndarray), "read once, not at every move"
    assert not item.pixels.flags.writeable
    kit.qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    kit.answered(3)
    assert last(kit).positives[0].pixels is item.pixels
    kit.qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert panel.isHidden()
    assert window.session.query.items[0].crop == moved(FIRST, 0, 0.01)
    assert window.view.hasFocus()
    panel.grab()


def test_escape_goes_back_to_what_was_before(kit: Kit) -> None:
    window = kit.open()
    panel = open_panel(kit)
    kit.qtbot.keyClick(panel.view, Qt.Key.Key_Right)
    kit.answered(2)
    kit.qtbot.keyClick(panel.view, Qt.Key.Key_Escape)
    kit.answered(3)
    assert last(kit).positives[0].crop is None
    assert panel.isHidden()
    assert window.session.active, "the query itself stays"
    kit.window.steering.begin_crop(window.session.query.images[0])
    kit.qtbot.keyClick(panel.view, Qt.Key.Key_Right)
    kit.answered(4)
    assert kit.window.steering.go_back()
    kit.answered(5)
    assert last(kit).positives[0].crop is None
    assert not kit.window.steering.go_back()


def test_the_whole_picture_again_by_one_key(kit: Kit) -> None:
    kit.open()
    panel = open_panel(kit)
    kit.qtbot.keyClick(panel.view, Qt.Key.Key_Right)
    kit.answered(2)
    kit.qtbot.keyClick(panel.view, Qt.Key.Key_W)
    kit.answered(3)
    assert last(kit).positives[0].crop is None
    assert panel.isVisible()


def test_the_chip_shows_the_part_and_its_menu_takes_it_away(kit: Kit) -> None:
    window = kit.open()
    panel = open_panel(kit)
    kit.qtbot.keyClick(panel.view, Qt.Key.Key_Right)
    kit.answered(2)
    (chip,) = window.query_bar.chips.chips
    assert "inside the box" in chip.accessibleDescription()
    window.query_bar.whole_wanted.emit(chip.image)
    kit.answered(3)
    assert panel.view.box is None


def test_a_picture_that_is_taken_out_closes_its_box(kit: Kit) -> None:
    window = kit.open()
    panel = open_panel(kit)
    window.session.find_similar([7])
    kit.answered(2)
    assert panel.isHidden()
    assert not kit.window.steering.cropping


def test_the_command_takes_the_first_picture_to_be_like(kit: Kit) -> None:
    window = kit.open()
    first, second = ask(kit, 3, 4)
    panel = kit.window.steering.crop_panel
    kit.qtbot.keyClick(first, Qt.Key.Key_N)
    kit.answered(2)
    window.context.actions.action("search_in_box").trigger()
    kit.until(lambda: window.session.query.items[1].detailed is not None)
    kit.qtbot.keyClick(panel.view, Qt.Key.Key_Right)
    kit.answered(3)
    assert last(kit).positives[0].crop == FIRST
    assert last(kit).negatives[0].crop is None
    assert second.item.crop == FIRST


def test_a_dropped_file_is_read_again_with_more_pixels(kit: Kit, tmp_path, monkeypatch) -> None:
    window = kit.open()
    read: list[bool] = []
    plain = kit.library.read_picture

    def read_picture(source, *, detailed=False):
        read.append(detailed)
        return plain(source, detailed=detailed)

    monkeypatch.setattr(kit.library, "read_picture", read_picture)
    kit.drop_files(*kit.files(tmp_path))
    kit.answered(1)
    kit.window.steering.begin_crop(window.session.query.images[0])
    kit.until(lambda: window.session.query.items[0].detailed is not None)
    assert read == [False, True]
    assert np.array_equal(window.session.query.items[0].detailed, picture(0))


@pytest.mark.parametrize("width", range(280, 400, 20))
def test_the_picture_stays_where_it_is_when_a_box_is_begun(qtbot, width: int) -> None:
    panel = CropPanel()
    qtbot.addWidget(panel)
    panel.setFixedWidth(width)
    image = QImage(400, 3000, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    panel.show_picture("tall.jpg", image, None)
    panel.resize(width, 600)
    qtbot.wait(20)
    before = panel.view.geometry()
    qtbot.keyClick(panel.view, Qt.Key.Key_Right)
    assert panel.view.box is not None
    qtbot.wait(20)
    assert panel.view.geometry() == before
    panel.grab()


def test_a_whole_box_is_none(qtbot, view: CropView) -> None:
    view.set_box(FIRST)
    view._choose(WHOLE)
    assert view.box is None
