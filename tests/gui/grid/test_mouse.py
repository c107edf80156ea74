"""Dragging photos out, rubber bands, zooming at the pointer, and why a photo was found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QMouseEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication

from photosearch.core.query import LOOK, SHOT, CropBox, PartMatch, SimilarityWeights
from photosearch.gui.grid import cell_text, drag_out
from photosearch.gui.grid.canvas import DEFAULT_ZOOM, SIDES
from photosearch.gui.grid.layout import ScrollPosition
from photosearch.gui.grid.view import GridView
from photosearch.gui.grid.zooming import ZoomGestures, ZoomSlider
from photosearch.gui.widgets.mime import photo_ids_in
from tests.gui.fake_library import FakeLibrary

LEFT = Qt.MouseButton.LeftButton
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
PART = PartMatch(CropBox(0.25, 0.25, 0.5, 0.5), 0, False)


def move(view: GridView, position: QPoint) -> None:
    """The mouse moves with the button down (qtbot's own knows no buttons)."""
    where = QPointF(position)
    event = QMouseEvent(QEvent.Type.MouseMove, where, where, LEFT, LEFT, NONE)
    QApplication.sendEvent(view.viewport(), event)


class Drags(list):
    def __call__(self, source, mime, image) -> None:
        self.append((mime, image))


@pytest.fixture
def drags(view: GridView) -> Drags:
    view.drag_starter = Drags()
    return view.drag_starter


@pytest.fixture
def known(qtbot, view: GridView, loader) -> GridView:
    """All of the first screen is here."""
    qtbot.waitUntil(lambda: all(loader.record(i) and loader.picture(i) for i in range(85, 101)))
    return view


def drag(qtbot, view: GridView, row: int, modifiers=NONE) -> None:
    start = view.cell_rect(row).center()
    qtbot.mousePress(view.viewport(), LEFT, modifiers, pos=start)
    move(view, start + QPoint(30, 5))
    qtbot.mouseRelease(view.viewport(), LEFT, pos=start + QPoint(30, 5))


def test_photos_are_dragged_out_as_files_text_and_photos(
    qtbot, known: GridView, drags: Drags, library: FakeLibrary
) -> None:
    known.selection.select_only(1)
    known.selection.extend_to(3)
    drag(qtbot, known, 2)
    ((mime, image),) = drags
    paths = [library.folder / "photos0" / f"IMG_{i:05d}.jpg" for i in (99, 98, 97)]
    assert [Path(url.toLocalFile()) for url in mime.urls()] == paths
    assert mime.text().splitlines() == [str(path) for path in paths]
    assert photo_ids_in(mime) == [99, 98, 97]
    assert not image.isNull()
    assert known.chosen_ids() == [99, 98, 97], "a drag leaves the selection as it is"


def test_a_drag_of_a_photo_that_is_not_selected_takes_that_one(qtbot, known, drags) -> None:
    known.selection.select_only(1)
    drag(qtbot, known, 4)
    assert photo_ids_in(drags[0][0]) == [96]
    assert known.chosen_ids() == [96]


def test_without_a_drag_one_of_several_stays_selected_when_the_button_is_let_go(
    qtbot, known: GridView, drags: Drags
) -> None:
    known.select_all()
    spot = known.cell_rect(3).center()
    qtbot.mousePress(known.viewport(), LEFT, pos=spot)
    move(known, spot + QPoint(1, 1))
    assert known.selection.count == 100
    qtbot.mouseRelease(known.viewport(), LEFT, pos=spot)
    assert known.chosen_ids() == [97]
    assert drags == []


def test_offline_gone_and_unknown_photos_are_left_out_of_a_drag_and_said(
    qtbot, view: GridView, loader, drags: Drags, library: FakeLibrary
) -> None:
    library.offline_ids = {99, 98}
    loader.forget_records()
    view.load_soon()

    def told_anew() -> bool:  # old records are kept until then
        records = {i: loader.record(i) for i in range(90, 101)}
        return all(record and record.online == (i not in (98, 99)) for i, record in records.items())

    qtbot.waitUntil(told_anew)
    view.selection.select_only(0)
    view.selection.extend_to(3)
    with qtbot.waitSignal(view.told) as told:
        drag(qtbot, view, 0)
    assert photo_ids_in(drags[0][0]) == [100, 97]
    assert "2" in told.args[0] or "%n" not in told.args[0]
    view.set_current(1)
    with qtbot.waitSignal(view.told):
        drag(qtbot, view, 1)
    assert len(drags) == 1, "with no file there is nothing to drag"


def test_paths_of_a_selection_out_of_sight_are_fetched_when_the_button_goes_down(
    qtbot, known: GridView, loader, drags: Drags
) -> None:
    known.select_all()
    qtbot.mousePress(known.viewport(), LEFT, pos=known.cell_rect(0).center())
    qtbot.waitUntil(lambda: all(loader.record(i) for i in range(1, 101)))
    move(known, known.cell_rect(0).center() + QPoint(40, 0))
    assert len(photo_ids_in(drags[0][0])) == 100


def test_a_drag_takes_so_many_files_and_no_more() -> None:
    record = FakeLibrary(Path("/x"), 1)._record(1)
    load = drag_out.load_of(range(5000), lambda _id: record, 5000)
    assert len(load.paths) == drag_out.MOST_DRAGGED
    assert load.left_out == 5000 - drag_out.MOST_DRAGGED
    bad = replace(record, path=Path("/x/b\udcff.jpg"))
    load = drag_out.load_of([1], lambda _id: bad, 1)
    assert load.paths == ()
    assert load.message


def test_beside_the_picture_a_drag_draws_a_rubber_band(qtbot, known: GridView, drags) -> None:
    cell = known.cell_rect(0)
    corner = cell.topLeft() + QPoint(3, 3)
    qtbot.mousePress(known.viewport(), LEFT, pos=corner)
    assert known.chosen_ids() == [100], "a press selects the photo of the cell"
    move(known, known.cell_rect(2).center())
    assert known.chosen_ids() == [100, 99, 98]
    known.grab()
    qtbot.mouseRelease(known.viewport(), LEFT, pos=known.cell_rect(2).center())
    assert drags == []


def test_a_rubber_band_scrolls_along_at_the_edge_and_stops(qtbot, known: GridView) -> None:
    bar = known.verticalScrollBar()
    bar.setValue(bar.maximum() - 700)
    first = known.visible_rows()[0]
    qtbot.mousePress(known.viewport(), LEFT, pos=QPoint(2, 0))
    move(known, QPoint(700, known.viewport().height() + 400))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    assert known.selection.rows().tolist() == list(range(first, 100))
    move(known, QPoint(700, known.viewport().height() - 50))
    qtbot.waitUntil(lambda: not known._band_timer.isActive())
    move(known, QPoint(700, -500))
    qtbot.waitUntil(lambda: bar.value() < bar.maximum() - 100)
    qtbot.mouseRelease(known.viewport(), LEFT, pos=QPoint(700, 0))
    assert not known._band_timer.isActive()


def test_shift_with_ctrl_adds_a_range(qtbot, known: GridView) -> None:
    known.set_current(1)
    known.selection.toggle(6)
    qtbot.mouseClick(known.viewport(), LEFT, SHIFT | CTRL, known.cell_rect(8).center())
    assert known.selection.rows().tolist() == [1, 6, 7, 8]
    qtbot.keyClick(known, Qt.Key.Key_Right, SHIFT | CTRL)
    assert known.selection.rows().tolist() == [1, 6, 7, 8, 9]
    qtbot.keyClick(known, Qt.Key.Key_Space, CTRL)
    assert known.selection.rows().tolist() == [1, 6, 7, 8]


def wheel(view: GridView, at: QPoint, delta: int) -> None:
    where = QPointF(at)
    event = QWheelEvent(
        where,
        QPointF(view.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_the_wheel_zooms_at_the_photo_under_the_pointer(qtbot, view: GridView) -> None:
    view.verticalScrollBar().setValue(900)
    pointer = view.cell_rect(view.visible_rows()[7]).center()
    row = view.row_at(pointer)
    with qtbot.waitSignal(view.zoom_changed) as zoomed:
        wheel(view, pointer, 120)
    assert zoomed.args == [DEFAULT_ZOOM + 1]
    assert view.cell_rect(row).center().y() == pytest.approx(pointer.y(), abs=1)
    for _ in range(4):
        wheel(view, pointer, -30)  # a fine wheel tells a notch in four parts
    assert view.zoom == DEFAULT_ZOOM


def test_two_fingers_zoom(view: GridView) -> None:
    def gesture(kind, value: float) -> None:
        device = QPointingDevice.primaryPointingDevice()
        where = QPointF(100, 100)
        event = QNativeGestureEvent(kind, device, 2, where, where, where, value, QPointF())
        QApplication.sendEvent(view.viewport(), event)

    zoom = Qt.NativeGestureType.ZoomNativeGesture
    gesture(Qt.NativeGestureType.BeginNativeGesture, 0)
    for _ in range(12):
        gesture(zoom, 0.04)
    assert view.zoom == DEFAULT_ZOOM + 2
    for _ in range(12):
        gesture(zoom, -0.04)
    assert view.zoom == DEFAULT_ZOOM


def test_steps_of_wheel_and_fingers_add_up() -> None:
    gestures = ZoomGestures()
    assert [gestures.wheel(delta) for delta in (60, 60, 240, -60, -60, 119, 2)] == [
        0,
        1,
        2,
        0,
        -1,
        0,
        1,
    ]
    gestures.begin()
    assert gestures.pinch(1.0) == 0
    assert gestures.pinch(2.0) == 3
    assert gestures.pinch(0.0) < -10, "nonsense of a driver is no crash"


def test_the_slider_tells_and_shows_the_zoom(qtbot) -> None:
    slider = ZoomSlider()
    qtbot.addWidget(slider)
    with qtbot.assertNotEmitted(slider.zoom_changed):
        slider.set_zoom(2)
    assert slider.zoom == 2
    with qtbot.waitSignal(slider.zoom_changed) as changed:
        qtbot.keyClick(slider.focusProxy(), Qt.Key.Key_Right)
    assert changed.args == [3]
    slider.set_zoom(99)
    assert slider.zoom == len(SIDES) - 1


def test_hovering_tells_why_and_frames_the_part_that_matched(qtbot, known, photos, loader) -> None:
    ids = np.arange(100, 90, -1, dtype=np.int64)
    scores = np.linspace(0.99, 0.3, 10, dtype=np.float32)
    photos.set_photos(ids, scores, calibrated=True, parts=[PART] + [None] * 9, mode=SHOT)
    plain = known.viewport().grab().toImage()
    with qtbot.waitSignal(known.hovered) as hovered:
        qtbot.mouseMove(known.viewport(), known.cell_rect(0).center())
    assert hovered.args == [100]
    tip = known.viewport().toolTip()
    assert "Surely the same shot (99 %)" in tip
    assert "part in the frame" in tip
    assert "IMG_00100.jpg" in tip
    framed = known.viewport().grab().toImage()
    cell = known.cell_rect(0)
    (painted,) = known._cells(cell)[:1]
    shown = known._painter.shown_rect(painted)
    ratio = known.devicePixelRatioF()
    inside = (shown.center() * ratio).toPoint()
    outside = ((shown.topLeft() + QPointF(4, shown.height() / 2)) * ratio).toPoint()
    assert framed.pixelColor(inside) == plain.pixelColor(inside)
    assert framed.pixelColor(outside).lightness() < plain.pixelColor(outside).lightness()
    qtbot.mouseMove(known.viewport(), known.cell_rect(1).center())
    assert "part in the frame" not in known.viewport().toolTip()
    QApplication.sendEvent(known, QEvent(QEvent.Type.Leave))
    assert known.viewport().toolTip() == ""


def test_names_that_look_like_markup_are_shown_as_they_are() -> None:
    record = FakeLibrary(Path("/x"), 1)._record(1)
    tip = cell_text.tip(replace(record, path=Path("/x/<img src=x>.jpg")), ["a < b"])
    assert "&lt;img src=x&gt;.jpg" in tip
    assert "a &lt; b" in tip


@pytest.mark.parametrize(
    ("score", "calibrated", "mode", "words"),
    [
        (0.97, True, SHOT, "Surely the same shot (97 %)"),
        (0.8, True, SimilarityWeights(0.8, 0.2, 0), "Probably the same shot (80 %)"),
        (0.5, True, SimilarityWeights(0, 0, 1), "Perhaps the same subject (50 %)"),
        (0.1, True, None, "Hardly alike (10 %)"),
        (0.83, False, LOOK, "Similarity 0.83: the same look"),
        (0.83, False, SimilarityWeights(0, 0.5, 0.5), "Similarity 0.83: the same look and subject"),
        (0.83, False, SimilarityWeights(0.5, 0.5, 0), "Similarity 0.83: the same shot and look"),
        (0.83, False, SimilarityWeights(1, 1, 1), "Similarity 0.83: alike"),
    ],
)
def test_a_match_in_words(score, calibrated, mode, words) -> None:
    assert cell_text.match_text(score, mode, calibrated=calibrated) == words


def test_a_place_is_found_again_in_another_list(view: GridView, photos) -> None:
    view.verticalScrollBar().setValue(500)
    view.selection.move_to(20)
    place = view.scroll_state()
    assert place is not None
    photos.set_photos(np.empty(0, dtype=np.int64))
    assert view.scroll_state() is None
    view.restore_scroll(ScrollPosition.from_text(place.to_text()))
    assert view.scroll_state() == place, "not yet found, not forgotten"
    photos.set_photos(np.arange(150, 0, -1, dtype=np.int64))
    assert view.scroll_state() == place
    assert view.current_id() == 80
    view.restore_scroll(ScrollPosition(999_999, 0, 999_999))
    assert view.scroll_state() == place, "a photo that is gone leaves all as it is"


@pytest.mark.parametrize("text", ["", "1 2", "a b c", "1 2 3 4", "1 99999999999 3"])
def test_a_broken_place_is_none(text: str) -> None:
    assert ScrollPosition.from_text(text) is None


def test_the_grid_of_who_writes_from_right_to_left(qtbot, known: GridView) -> None:
    known.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert known.cell_rect(0).x() > known.cell_rect(1).x()
    known.set_current(0)
    qtbot.keyClick(known, Qt.Key.Key_Left)
    assert known.selection.current == 1
    qtbot.keyClick(known, Qt.Key.Key_Right)
    assert known.selection.current == 0
    known.grab()


@pytest.mark.parametrize("zoom", [0, 2, DEFAULT_ZOOM, len(SIDES) - 1])
def test_all_kinds_of_cells_are_painted(
    qtbot, view: GridView, loader, photos, library: FakeLibrary, zoom: int
) -> None:
    plain = library._record

    def record(photo_id: int):
        made = plain(photo_id)
        facts = replace(made.metadata, rating=photo_id % 8 - 1)
        name = f"Übersicht 写真 {photo_id}.jpg" if photo_id % 2 else made.path.name
        return replace(
            made, metadata=facts, missing=photo_id % 5 == 0, path=made.path.with_name(name)
        )

    library._record = record
    library.offline_ids = {98, 93}
    library.missing_files = {99}
    loader.forget(range(1, 101))
    photos.set_photos(photos.ids, np.linspace(1, 0, 100, dtype=np.float32), parts=[PART] * 100)
    view.set_zoom(zoom)
    view.start_at(2)
    rows = view.visible_rows()
    qtbot.waitUntil(lambda: all(loader.record(photos.photo_id(row)) for row in rows))
    before = view.viewport().grab().toImage()
    view.select_all()
    assert view.viewport().grab().toImage() != before
    view.set_captions(names=False, scores=False)
    bare = view._layout.cell_height
    view.set_captions(names=True, scores=True)
    assert view._layout.cell_height > bare


def test_zooming_at_the_mouse_holds_the_photo_there(view: GridView) -> None:
    """However the lines break anew on the way: back again, all is as it was."""
    view.verticalScrollBar().setValue(300)
    around = QPoint(round(view.viewport().width() * 0.62), 260)
    row = view.row_at(around)
    assert row is not None
    zoom, top = view.zoom, view.cell_rect(row).y()
    for step in (zoom + 1, zoom + 2, zoom + 1, zoom - 1, zoom - 2, zoom):
        view.set_zoom(step, around)
        cell = view.cell_rect(row)
        assert cell.top() <= around.y() <= cell.bottom() + 1
    assert view.cell_rect(row).y() == top


def test_large_thumbnails_fill_their_box_on_dense_screens(qtbot, view: GridView, loader) -> None:
    view.set_zoom(len(SIDES) - 1)
    side = round(SIDES[-1] * view.devicePixelRatioF())
    qtbot.waitUntil(lambda: loader.picture(100) is not None)
    qtbot.waitUntil(lambda: loader.picture(100).side == side)
    picture = loader.picture(100)
    assert max(picture.width, picture.height) == side


def test_another_list_or_a_scroll_ends_the_hovering(qtbot, known: GridView, photos) -> None:
    told: list[Any] = []
    known.hovered.connect(told.append)
    qtbot.mouseMove(known.viewport(), known.cell_rect(0).center())
    known.verticalScrollBar().setValue(50)
    assert told == [100, -1]
    assert known.viewport().toolTip() == ""
    qtbot.mouseMove(known.viewport(), known.cell_rect(5).center())
    photos.set_photos(np.arange(3, dtype=np.int64))
    assert told == [100, -1, 95, -1]
