"""The map by mouse and by keyboard: moving, zooming, pointing, choosing."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photosearch import paths
from photosearch.core.places import E7, Area, Places
from photosearch.gui.map.dots import MapPhotos, gather
from photosearch.gui.map.land import read_land
from photosearch.gui.map.map_painter import MapPainter, area_rects
from photosearch.gui.map.map_view import MapView
from photosearch.gui.map.projection import Viewport

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
MUNICH, SYDNEY = (48.137, 11.575), (-33.86, 151.21)


def photos_at(*places: tuple[float, float]) -> MapPhotos:
    degrees = np.array(places, float).reshape(-1, 2)
    north, east = np.rint(degrees * E7).astype(np.int32).T
    return MapPhotos.of(Places(np.arange(1, len(places) + 1), north, east, len(places)))


@pytest.fixture
def view(qtbot) -> MapView:
    view = MapView(lambda _photo_id: None)
    qtbot.addWidget(view)
    view.resize(400, 300)
    with qtbot.waitExposed(view):
        view.show()
    view.viewport_changed.connect(lambda: view.set_dots(gather(view.photos, view.viewport)))
    view.set_photos(photos_at(MUNICH, MUNICH, SYDNEY))
    return view


def point_of(view: MapView, place: tuple[float, float]) -> QPoint:
    photos = photos_at(place)
    right, down = view.viewport.pixels_of(photos.x, photos.y)
    return QPoint(round(right[0]), round(down[0]))


def test_all_photos_are_shown_with_their_numbers(qtbot, view: MapView) -> None:
    view.show_all()
    qtbot.waitUntil(lambda: sorted(view.dots.counts.tolist()) == [1, 2])
    assert "3" in view.accessibleDescription()
    here = view._dot_at(QPointF(point_of(view, MUNICH)))
    assert view.dots.counts[here] == 2
    assert view.dot_lines(here)[0] == "2 photos"


@pytest.mark.parametrize("points", [9, 14, 20])
@pytest.mark.parametrize("width", [260, 400, 900])
def test_the_degrees_of_meridians_do_not_touch(qapp, width: int, points: int) -> None:
    """In a narrow panel the whole earth has few meridians."""
    font = QFont(qapp.font())
    font.setPointSize(points)
    painter, metrics = MapPainter(qapp.palette(), font), QFontMetrics(font)
    viewport = Viewport().resized(width, 500)
    for _ in range(25):
        told = painter.meridians(viewport)
        for (x, words), (following, _words) in pairwise(told):
            assert x + 3 + metrics.horizontalAdvance(words) < following, viewport.scale
        viewport = viewport.zoomed(1.7)
    assert len(painter.meridians(Viewport().resized(width, 500))) >= 2


def test_the_earth_is_painted_water_and_land(view: MapView) -> None:
    view.set_land(read_land(paths.resources_folder() / "map" / "land.npz"))
    view.look_at(Viewport(0.5, 0.45, 500))
    image = view.grab().toImage()
    ratio = view.devicePixelRatioF()

    def color(place: tuple[float, float]) -> QColor:
        point = point_of(view, place)
        return image.pixelColor(round(point.x() * ratio), round(point.y() * ratio))

    sahara, atlantic = color((20, 10)), color((10, -35))
    assert sahara != atlantic
    assert color((-5, 25)) == sahara
    assert color((-20, -10)) == atlantic


def test_dragging_moves_the_map_with_the_mouse(qtbot, view: MapView) -> None:
    view.look_at(Viewport(0.5, 0.4, 4000))
    before = view.viewport.point_at(200, 150)
    qtbot.mousePress(view, LEFT, pos=QPoint(200, 150))
    qtbot.mouseMove(view, QPoint(230, 160))
    qtbot.mouseMove(view, QPoint(260, 170))
    qtbot.mouseRelease(view, LEFT, pos=QPoint(260, 170))
    after = view.viewport.point_at(260, 170)
    assert after == (pytest.approx(before[0]), pytest.approx(before[1]))


def test_the_wheel_zooms_where_the_mouse_is(view: MapView) -> None:
    view.look_at(Viewport(0.5, 0.4, 4000))
    at = QPointF(100, 80)
    before = view.viewport.point_at(100, 80)
    turn = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, turn)
    assert view.viewport.scale == pytest.approx(4000 * 1.0015**120)
    assert view.viewport.point_at(100, 80) == pytest.approx(before)


@pytest.mark.parametrize("by", ["shift", "button"])
def test_a_rectangle_is_an_area(qtbot, view: MapView, by: str) -> None:
    view.look_at(Viewport(0.0, 0.5, 4000))
    if by == "button":
        view.set_drawing(True)
    modifier = SHIFT if by == "shift" else Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(view.area_chosen) as chosen:
        qtbot.mousePress(view, LEFT, modifier, pos=QPoint(150, 100))
        qtbot.mouseMove(view, QPoint(200, 150))
        qtbot.mouseMove(view, QPoint(250, 200))
        view.grab()
        qtbot.mouseRelease(view, LEFT, modifier, pos=QPoint(250, 200))
    (area,) = chosen.args
    assert area.crosses_date_line
    assert area == view.viewport.area_between((150, 100), (250, 200))
    assert not view._drawing, "the next drag moves the map again"
    view.set_area(area)
    assert len(area_rects(area, view.viewport)) == 1
    view.grab()


def test_escape_ends_drawing(qtbot, view: MapView) -> None:
    view.setFocus()
    view.set_drawing(True)
    qtbot.mousePress(view, LEFT, pos=QPoint(150, 100))
    qtbot.mouseMove(view, QPoint(250, 200))
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(view.area_chosen):
        qtbot.mouseRelease(view, LEFT, pos=QPoint(250, 200))
    assert not view._drawing


def test_a_click_on_a_dot_chooses_its_photos(qtbot, view: MapView) -> None:
    view.show_all()
    qtbot.waitUntil(lambda: len(view.dots) == 2)
    with qtbot.waitSignal(view.area_chosen) as chosen:
        qtbot.mouseClick(view, LEFT, pos=point_of(view, MUNICH))
    assert chosen.args == [Area(48.137, 11.575, 48.137, 11.575)]
    with qtbot.assertNotEmitted(view.area_chosen):
        qtbot.mouseClick(view, LEFT, pos=QPoint(3, 3))


def test_pointing_at_a_dot_asks_for_its_picture(qtbot, view: MapView) -> None:
    view.show_all()
    qtbot.waitUntil(lambda: len(view.dots) == 2)
    with qtbot.waitSignal(view.pointed) as pointed:
        QTest.mouseMove(view, point_of(view, MUNICH))
    assert pointed.args == [2], "the one that came last"
    view.grab()
    with qtbot.waitSignal(view.pointed) as pointed:
        QTest.mouseMove(view, QPoint(2, 2))
    assert pointed.args == [-1]


def test_by_keyboard_alone(qtbot, view: MapView) -> None:
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: len(view.dots) == 2)
    scale = view.viewport.scale
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.viewport.scale == pytest.approx(2 * scale)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.viewport.scale == pytest.approx(scale)
    before = view.viewport.x
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.viewport.x != before
    with qtbot.waitSignal(view.area_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args == [view.viewport.area()]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: view.viewport.x == before and not view._rest.isActive())
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.dots.counts[view.pointed_dot] == 2, "Munich is above Sydney"
    assert view.accessibleDescription().startswith("2 photos, 48.14° N")
    view.grab()
    with qtbot.waitSignal(view.area_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args == [Area(48.137, 11.575, 48.137, 11.575)]
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.dots.counts[view.pointed_dot] == 1
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.viewport.scale > 1000 * scale / 10
    with qtbot.assertNotEmitted(view.area_cleared):
        qtbot.keyClick(view, Qt.Key.Key_Delete)
    view.set_area(Area(0, 0, 1, 1))
    with qtbot.waitSignal(view.area_cleared):
        qtbot.keyClick(view, Qt.Key.Key_Delete)


def test_without_photos_nothing_goes_wrong(qtbot, view: MapView) -> None:
    view.set_photos(photos_at())
    view.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Plus):
        qtbot.keyClick(view, key)
    assert len(view.dots) == 0
    view.resize(1, 1)
    view.grab()
    view.resize(2000, 60)
    view.grab()
