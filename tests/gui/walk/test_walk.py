"""The walk: begun from grid and viewer, by mouse and by keyboard alone, back and forward."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from photosearch.core.codes import CodeKind
from photosearch.core.errors import UserError
from photosearch.core.filters import Filters
from photosearch.gui.walk.photo_tile import PhotoTile
from photosearch.gui.walk.walk_view import SHOWN, WalkView
from tests.gui.window_kit import Kit

# Seen with menus: the offscreen platform has no window manager.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def begin(kit: Kit, photo_id: int = 5) -> WalkView:
    kit.open()
    kit.until(lambda: len(kit.window.photo_area.photos.ids) == 100)
    kit.window.view.set_current(kit.window.photo_area.photos.ids.tolist().index(photo_id))
    kit.window.context.actions.action("walk").trigger()
    walk = kit.window.walk.view
    kit.until(lambda: walk.middle.photo_id == photo_id)
    return walk


def shown(walk: WalkView, kind: CodeKind) -> list[int | None]:
    return [tile.photo_id for tile in walk.groups[kind].tiles if tile.isVisible()]


def tile_of(walk: WalkView, kind: CodeKind, place: int = 0) -> PhotoTile:
    return walk.groups[kind].tiles[place]


def press(kit: Kit, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    kit.qtbot.keyClick(widget, key, modifiers)


def test_a_photo_in_the_middle_and_its_neighbours_around_it(kit: Kit) -> None:
    walk = begin(kit)
    assert kit.window.walk.shown
    assert walk.isVisible()
    assert shown(walk, CodeKind.COPY) == [6, 7, 8, 9, 10, 11]
    assert shown(walk, CodeKind.LOOK) == [16, 17, 18, 19, 20, 21]
    assert shown(walk, CodeKind.SUBJECT) == [26, 27, 28, 29, 30, 31]
    assert walk.middle.hasFocus()
    assert walk.middle.accessibleName().startswith("In the middle: ")
    first = tile_of(walk, CodeKind.LOOK)
    assert first.accessibleName().startswith("Nearest by look, 1 of 6: ")
    assert not {name for name in kit.library.threads if name == "MainThread"}
    assert not kit.window.photo_area.sorting.control.isVisible()


def test_clicking_walks_and_there_is_a_way_back(kit: Kit) -> None:
    walk = begin(kit)
    assert not walk.back_button.isEnabled()
    kit.qtbot.mouseClick(tile_of(walk, CodeKind.SUBJECT), Qt.MouseButton.LeftButton)
    kit.until(lambda: walk.middle.photo_id == 26)
    kit.qtbot.mouseClick(tile_of(walk, CodeKind.COPY), Qt.MouseButton.LeftButton)
    kit.until(lambda: walk.middle.photo_id == 27)
    walk.back_button.click()
    kit.until(lambda: walk.middle.photo_id == 26)
    walk.forward_button.click()
    kit.until(lambda: walk.middle.photo_id == 27)
    walk.start_button.click()
    kit.until(lambda: walk.middle.photo_id == 5)
    walk.leave_button.click()
    assert not kit.window.walk.shown
    assert kit.window.photo_area.isVisible()
    assert kit.window.context.current_id() == 5


def test_the_keyboard_alone(kit: Kit) -> None:
    walk = begin(kit)
    press(kit, Qt.Key.Key_Right)
    assert QApplication.focusWidget() in walk.groups[CodeKind.SUBJECT].tiles
    press(kit, Qt.Key.Key_Down)
    press(kit, Qt.Key.Key_Down)
    press(kit, Qt.Key.Key_Down)
    assert QApplication.focusWidget() in walk.groups[CodeKind.LOOK].tiles
    target = QApplication.focusWidget()
    assert isinstance(target, PhotoTile)
    wanted = target.photo_id
    press(kit, Qt.Key.Key_Return)
    kit.until(lambda: walk.middle.photo_id == wanted)
    assert walk.middle.hasFocus()
    press(kit, Qt.Key.Key_Backspace)
    kit.until(lambda: walk.middle.photo_id == 5)
    press(kit, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ShiftModifier)
    kit.until(lambda: walk.middle.photo_id == wanted)
    press(kit, Qt.Key.Key_Home)
    kit.until(lambda: walk.middle.photo_id == 5)
    press(kit, Qt.Key.Key_Left)
    assert QApplication.focusWidget() in walk.groups[CodeKind.COPY].tiles
    kit.window.context.actions.action("back").trigger()
    assert not kit.window.walk.shown


def test_every_tile_is_reached_with_the_arrows(kit: Kit) -> None:
    walk = begin(kit)
    reached, waiting = {walk.middle}, [walk.middle]
    while waiting:
        tile = waiting.pop()
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            tile.setFocus()
            press(kit, key)
            found = QApplication.focusWidget()
            if isinstance(found, PhotoTile) and found not in reached:
                reached.add(found)
                waiting.append(found)
    assert len(reached) == 1 + 3 * SHOWN


def test_commands_mean_the_photo_where_the_keyboard_is(kit: Kit) -> None:
    walk = begin(kit)
    context = kit.window.context
    assert context.current_id() == 5
    tile_of(walk, CodeKind.LOOK, 2).setFocus()
    assert context.current_id() == 18
    assert context.shown_ids().tolist()[0] == 5
    kit.window.context.actions.action("find_similar").trigger()
    kit.answered(1)
    assert [item.image.photo_id for item in kit.library.queries[-1].items] == [18]
    assert not kit.window.walk.shown, "the photos found are to be seen"


def test_from_the_viewer_and_into_it(kit: Kit) -> None:
    walk = begin(kit)
    walk.middle.click()
    viewer = kit.window.viewer
    assert viewer.is_open
    assert viewer.viewer.current == 5
    viewer.viewer.close_viewer()
    assert kit.window.walk.shown
    assert walk.middle.hasFocus()
    kit.window.walk.leave()
    viewer.open(9)
    kit.window.context.actions.action("walk").trigger()
    kit.until(lambda: walk.middle.photo_id == 9)
    assert not viewer.is_open


def test_what_is_dropped_is_walked_from(kit: Kit, tmp_path: Path) -> None:
    walk = begin(kit)
    kit.drop_files(*kit.files(tmp_path))
    kit.until(lambda: walk.middle.photo_id is None)
    assert kit.library.walked[-1].photo_id is None
    assert shown(walk, CodeKind.COPY) == [1, 2, 3, 4, 5, 6]
    assert not kit.library.queries, "nothing was searched for"
    kit.drop_files(tmp_path / "nothing.jpg")
    kit.until(lambda: bool(walk.status.text()))
    assert walk.isVisible()


def test_a_photo_of_which_nothing_can_be_told(kit: Kit) -> None:
    kit.library.neighbours_error = UserError.in_words("Its drive is away.", "Connect it.")
    walk = begin(kit)
    kit.until(lambda: "Its drive is away." in walk.status.text())
    assert "Connect it." in walk.status.text()
    assert shown(walk, CodeKind.COPY) == []
    kit.library.neighbours_error = None
    walk.leave_button.click()
    kit.window.context.actions.action("walk").trigger()
    kit.until(lambda: len(shown(walk, CodeKind.COPY)) == SHOWN)
    assert walk.status.text() == ""


def test_the_only_photo(qtbot, kit: Kit) -> None:
    kit.library._ids = kit.library._ids[-1:]
    kit.open()
    kit.until(lambda: len(kit.window.photo_area.photos.ids) == 1)
    kit.window.view.set_current(0)
    kit.window.context.actions.action("walk").trigger()
    walk = kit.window.walk.view
    kit.until(lambda: walk.middle.photo_id == 1)
    group = walk.groups[CodeKind.COPY]
    assert group.nothing.isVisible()
    assert group.nothing.text() == "There are no other photos here."


def test_the_middle_is_read_as_large_as_it_is_shown(kit: Kit) -> None:
    walk = begin(kit)
    kit.until(lambda: walk.middle._image is not None and walk.middle._image.width() > 320)
    assert kit.library.previews.asked[-1] == (5, walk.middle_side)
    kit.library.previews.errors[6] = UserError.in_words("Its drive is away.", "Connect it.")
    tile_of(walk, CodeKind.COPY).click()
    kit.until(lambda: kit.library.previews.asked[-1][0] == 6)
    assert walk.middle._image is not None, "its thumbnail is there"
    assert not walk.status.text()


def test_photos_that_are_gone(kit: Kit) -> None:
    walk = begin(kit)
    asked = len(kit.library.walked)
    kit.window.walk.remove_photos({50})  # not to be seen here
    assert len(kit.library.walked) == asked
    kit.window.walk.remove_photos({6})
    kit.until(lambda: len(kit.library.walked) == asked + 1)
    tile_of(walk, CodeKind.LOOK).click()
    kit.until(lambda: walk.middle.photo_id == 16)
    kit.window.walk.remove_photos({16})
    kit.until(lambda: walk.middle.photo_id == 5)
    kit.window.walk.remove_photos({5})
    assert not kit.window.walk.shown


def test_another_library_ends_it(kit: Kit) -> None:
    begin(kit)
    kit.window.set_library(None)
    assert not kit.window.walk.shown


def test_the_menu_is_about_the_photo(kit: Kit) -> None:
    walk = begin(kit)
    tile = tile_of(walk, CodeKind.COPY, 1)
    tile.customContextMenuRequested.emit(QPoint(3, 3))
    assert kit.window.context.current_id() == 7
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()


def test_who_asks_for_another_page_sees_it_and_has_its_keys(kit: Kit) -> None:
    """What keys do is never hidden: behind a walk they marked files to be removed."""
    walk = begin(kit)
    window = kit.window
    window.context.actions.action("duplicates").trigger()
    assert window.duplicates.page.isVisible()
    assert not walk.isVisible()
    assert window.duplicates.page.isAncestorOf(QApplication.focusWidget())
    kit.window.view.set_current(0)
    window.duplicates.show_page(False)
    window.context.actions.action("walk").trigger()
    kit.until(lambda: walk.middle.photo_id is not None)
    window.duplicates.show_page()
    window.duplicates.show_page()
    assert window.duplicates.page.isVisible()


def test_filters_that_are_chosen_show_what_passes_and_leave_the_keyboard(kit: Kit) -> None:
    walk = begin(kit)
    search = kit.window.filters.panel.search
    kit.window.filters.show_panel(True)
    search.setFocus()
    kit.window.filters.set_filters(Filters(min_rating=3))
    assert not walk.isVisible()
    assert QApplication.focusWidget() is search


@pytest.mark.parametrize("closed", ["filter_panel", "map_panel", "index_panel", "message"])
def test_what_is_closed_gives_the_keyboard_to_the_walk(kit: Kit, closed: str) -> None:
    walk = begin(kit)
    window = kit.window
    if closed == "filter_panel":
        window.filters.show_panel(True)
        window.filters.panel.search.setFocus()
        window.filters._close()
    elif closed == "map_panel":
        window.map.show_panel(True)
        window.map.panel.view.setFocus()
        window.map._close()
    elif closed == "index_panel":
        window.index_feature.open_panel(True)
        window.index_feature.panel.close_button.setFocus()
        window.index_feature.open_panel(False)
    else:
        window.context.notices.show_message("Copied.")
        window.banner._close.setFocus()
        window.banner._close.click()
    assert QApplication.focusWidget() is walk.middle


def test_photos_that_come_leave_the_walk_its_keyboard(kit: Kit) -> None:
    walk = begin(kit)
    area = kit.window.photo_area
    area.update_state(failure=UserError.in_words("Gone.", "Try again."))
    assert QApplication.focusWidget() is walk.middle
    area.update_state(failure=None)
    assert QApplication.focusWidget() is walk.middle


def test_a_strange_picture_is_not_what_commands_are_about(kit: Kit, tmp_path: Path) -> None:
    """Nor is what is chosen in the grid behind it: the key for the trash would take that."""
    walk = begin(kit)
    kit.drop_files(*kit.files(tmp_path))
    kit.until(lambda: walk.middle.photo_id is None and shown(walk, CodeKind.COPY) != [])
    walk.middle.setFocus()
    kit.window.photo_area.state_changed.emit()
    assert kit.window.context.chosen_ids() == []
    assert not kit.window.context.actions.action("trash").isEnabled()


def test_keys_rate_and_throw_away_the_photo_where_the_keyboard_is(kit: Kit) -> None:
    walk = begin(kit)
    grid = kit.window.photo_area.library_view
    before = grid.selection.current
    tile = tile_of(walk, CodeKind.SUBJECT)
    tile.setFocus()
    kit.qtbot.keyClick(tile, Qt.Key.Key_3)
    asked = kit.library.files.asked
    kit.until(lambda: [each[:2] for each in asked] == [("rate", [26])])
    tile.setFocus()
    kit.qtbot.keyClick(tile, Qt.Key.Key_Delete)
    kit.until(lambda: [each[:2] for each in asked[1:]] == [("trash", [26])])
    assert grid.selection.current == before, "the grid behind stays where it is"
