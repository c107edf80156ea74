"""The grid as it is on the screen: keyboard, mouse, scrolling, loading."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from photosearch.core.changes import Changes
from photosearch.core.errors import CatalogError
from photosearch.gui.grid.canvas import SIDES
from photosearch.gui.grid.model import plan_update
from photosearch.gui.grid.pixmaps import PixmapCache
from photosearch.gui.grid.view import GridView
from photosearch.gui.widgets.pixels import decode, fit, from_rgb, to_rgb
from tests.gui.fake_library import FakeLibrary

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


def click(qtbot, view: GridView, row: int, button=LEFT, modifiers=None) -> None:
    qtbot.mouseClick(
        view.viewport(), button, modifiers or Qt.KeyboardModifier(0), view.cell_rect(row).center()
    )


def test_keys_move_select_and_open(qtbot, view: GridView) -> None:
    columns = view.row_at(view.cell_rect(1).center()) and len(
        {view.cell_rect(row).x() for row in range(20)}
    )
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.chosen_ids() == [100]
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.selection.current == 1 + columns
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.chosen_ids() == [1]
    assert 99 in view.visible_rows()
    assert view.viewport().rect().contains(view.cell_rect(99))
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.viewport().rect().contains(view.cell_rect(0))
    qtbot.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert view.chosen_ids() == [100, 99]
    qtbot.keyClick(view, Qt.Key.Key_Right, CTRL)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.chosen_ids() == [100, 99, 98]
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [98]
    before = view.selection.current
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.selection.current > before + columns
    assert view.viewport().rect().contains(view.cell_rect(view.selection.current))


def test_mouse_selects_as_in_a_file_manager(qtbot, view: GridView) -> None:
    click(qtbot, view, 2)
    click(qtbot, view, 5, modifiers=SHIFT)
    assert view.chosen_ids() == [98, 97, 96, 95]
    click(qtbot, view, 3, modifiers=CTRL)
    assert view.chosen_ids() == [98, 96, 95]
    click(qtbot, view, 4, button=RIGHT)
    assert view.chosen_ids() == [98, 96, 95], "a right click within the selection keeps it"
    click(qtbot, view, 9, button=RIGHT)
    assert view.chosen_ids() == [91]
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.mouseDClick(view.viewport(), LEFT, pos=view.cell_rect(7).center())
    assert opened.args == [93]


def test_a_rubber_band_from_beside_the_photos(qtbot, view: GridView) -> None:
    corner = QPoint(2, 2)
    qtbot.mousePress(view.viewport(), LEFT, pos=corner)
    qtbot.mouseMove(view.viewport(), view.cell_rect(1).center())
    assert view.chosen_ids() == [100, 99]
    view.grab()  # it can be painted
    qtbot.mouseMove(view.viewport(), view.cell_rect(0).center())
    assert view.chosen_ids() == [100]
    qtbot.mouseRelease(view.viewport(), LEFT, pos=view.cell_rect(0).center())
    qtbot.mouseMove(view.viewport(), view.cell_rect(2).center())
    assert view.chosen_ids() == [100], "after the release the mouse only hovers"


def test_only_what_is_looked_at_is_loaded_and_what_scrolled_away_is_not(
    qtbot, view: GridView, photos, library: FakeLibrary
) -> None:
    photos.set_photos(np.arange(1, 100_001, dtype=np.int64))
    bar = view.verticalScrollBar()
    for value in range(0, bar.maximum(), bar.maximum() // 50):
        bar.setValue(value)
    bar.setValue(bar.maximum())

    def all_here() -> bool:
        rows = view.visible_rows()
        return all(view._loader.picture(photos.photo_id(row)) for row in rows)

    qtbot.waitUntil(all_here)
    asked = {photo_id for batch in library.asked_thumbnails for photo_id in batch}
    assert len(asked) < 300, "a flight over 100,000 photos must not load them"
    assert "MainThread" not in library.threads


def test_a_million_photos_open_scroll_and_select_at_once(qtbot, view: GridView, photos) -> None:
    start = time.perf_counter()
    photos.set_photos(np.arange(1_000_000, 0, -1, dtype=np.int64))
    view.grab()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    view.grab()
    qtbot.keyClick(view, Qt.Key.Key_End)
    view.select_all()
    view.grab()
    took = time.perf_counter() - start
    assert view.selection.count == 1_000_000
    assert 999_999 in view.visible_rows()
    assert took < 1, f"took {took:.2f} s; a list view takes eight"


def test_new_photos_keep_selection_current_and_place(qtbot, view: GridView, photos) -> None:
    view.verticalScrollBar().setValue(700)
    row = view.visible_rows()[8]
    view.selection.select_only(row)
    view.selection.toggle(row + 2)
    chosen, current = view.chosen_ids(), view.current_id()
    top_id, top_y = (
        photos.photo_id(view.visible_rows()[0]),
        view.cell_rect(view.visible_rows()[0]).y(),
    )
    columns = len({view.cell_rect(row).x() for row in range(20)})
    newer = np.arange(100 + 3 * columns, 100, -1, dtype=np.int64)
    with qtbot.assertNotEmitted(photos.reset):
        assert photos.apply(plan_update(photos.ids, np.concatenate([newer, photos.ids])))
    assert view.chosen_ids() == chosen
    assert view.current_id() == current
    row = int(np.flatnonzero(photos.ids == top_id)[0])
    assert view.cell_rect(row).y() == top_y


def test_who_looks_at_the_newest_sees_newer_ones_come(view: GridView, photos) -> None:
    photos.apply(plan_update(photos.ids, np.arange(130, 0, -1, dtype=np.int64)))
    assert view.verticalScrollBar().value() == 0
    assert photos.photo_id(view.visible_rows()[0]) == 130


def test_a_plan_for_another_list_is_refused(photos) -> None:
    photos.set_photos(np.array([1, 2, 3], dtype=np.int64))
    plan = plan_update(photos.ids, np.array([1, 2], dtype=np.int64))
    photos.set_photos(np.array([7, 8], dtype=np.int64))
    assert not photos.apply(plan)
    assert list(photos.ids) == [7, 8]


def test_zoom_steps_keep_the_current_photo_in_sight(qtbot, view: GridView) -> None:
    view.set_current(60)
    for zoom in (0, len(SIDES) - 1, 3):
        view.set_zoom(zoom)
        assert view.zoom == zoom
        assert view.viewport().rect().intersects(view.cell_rect(60))
    view.set_zoom(99)
    assert view.zoom == len(SIDES) - 1


def test_after_a_zoom_thumbnails_come_in_the_new_size(qtbot, view: GridView) -> None:
    ratio = view.devicePixelRatioF()

    def sides() -> set[int]:
        pictures = [view._loader.picture(view.photos.photo_id(r)) for r in view.visible_rows()]
        return {picture.side if picture else 0 for picture in pictures}

    qtbot.waitUntil(lambda: sides() == {round(SIDES[view.zoom] * ratio)})
    view.set_zoom(5)
    qtbot.waitUntil(lambda: sides() == {round(SIDES[5] * ratio)})


def test_a_failing_library_is_reported_once_and_tried_again_on_the_next_look(
    qtbot, view: GridView, loader, library: FakeLibrary, faults: list
) -> None:
    # An answer on its way would fail, too.
    qtbot.waitUntil(lambda: not loader._busy and not view._load_soon.isActive())
    library.thumbnail_error = CatalogError.in_words("The disk is gone.", "Connect it.")
    loader.forget(range(1, 101))
    view.load_soon()
    qtbot.waitUntil(lambda: len(faults) == 1)
    library.thumbnail_error = None
    library.asked_thumbnails.clear()
    view.load_soon()
    qtbot.waitUntil(lambda: any(100 in batch for batch in library.asked_thumbnails))
    assert len(faults) == 1


def test_a_photo_without_thumbnail_or_unknown_is_asked_once(
    qtbot, view: GridView, loader, library: FakeLibrary
) -> None:
    library.missing_files = {100}
    library.asked_thumbnails.clear()
    loader.forget([100])
    view.load_soon()
    qtbot.waitUntil(lambda: any(100 in batch for batch in library.asked_thumbnails))
    qtbot.waitUntil(lambda: not loader._busy)
    view.load_soon()
    qtbot.wait(60)
    assert sum(100 in batch for batch in library.asked_thumbnails) == 1
    view.grab()


def test_the_cache_is_bounded_in_bytes(qapp) -> None:
    cache = PixmapCache(max_bytes=10 * 64 * 64 * 4)
    image = fit(from_rgb(np.zeros((64, 64, 3), np.uint8)), 64)
    for photo_id in range(30):
        cache.put(photo_id, image, 64)
        cache.get(0)
    assert len(cache) == 10
    assert cache.bytes == 10 * 64 * 64 * 4
    assert cache.get(0) is not None, "what is used stays"
    assert cache.get(5) is None
    cache.forget([0, 29, 5])
    assert cache.bytes == 8 * 64 * 64 * 4


def test_pixmaps_are_refused_outside_the_gui_thread(qapp, threads) -> None:
    image = fit(from_rgb(np.zeros((8, 8, 3), np.uint8)), 8)
    future = threads.io.submit(PixmapCache().put, 1, image, 8)
    with pytest.raises(RuntimeError, match="GUI thread"):
        future.result(5)


def test_pixels_survive_the_way_to_qt_and_back(qapp) -> None:
    for width in (1, 2, 3, 5, 64):  # lines of QImage are padded to four bytes
        rgb = np.random.default_rng(width).integers(0, 256, (7, width, 3), dtype=np.uint8)
        assert np.array_equal(to_rgb(from_rgb(rgb)), rgb)
    assert decode(b"no picture") is None


def test_small_pictures_are_not_blown_up_and_large_ones_fit(qapp) -> None:
    def size(height: int, width: int) -> tuple[int, int]:
        fitted = fit(from_rgb(np.zeros((height, width, 3), np.uint8)), 160)
        return fitted.height(), fitted.width()

    assert size(32, 48) == (32, 48)
    assert size(240, 320) == (120, 160)
    assert size(100, 150) == (100, 150)
    assert max(size(320, 213)) == 160


def test_changes_are_a_port(library: FakeLibrary) -> None:
    heard: list[Any] = []
    stop = library.subscribe(heard.append)
    library.publish(Changes(added=(1,)))
    stop()
    library.publish(Changes(added=(2,)))
    assert [change.added for change in heard] == [(1,)]
