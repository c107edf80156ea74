"""The grid as a screen reader sees it."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
)

from photosearch.gui.grid import accessible_grid
from photosearch.gui.grid.accessible_grid import MOST_KEPT
from photosearch.gui.grid.model import plan_update
from photosearch.gui.grid.view import GridView

NAME = QAccessible.Text.Name
EVENT = QAccessible.Event


@pytest.fixture
def reader(qapp) -> Iterator[None]:
    """A screen reader runs."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def known(qtbot, view: GridView, loader) -> GridView:
    """Names are here, and the keyboard is in the grid."""
    qtbot.waitUntil(lambda: loader.record(view.photos.photo_id(20)) is not None)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


@pytest.fixture
def told(monkeypatch) -> list[tuple[str, str]]:
    """Kind of event and the name of what it is about, or what is announced."""
    told = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            told.append(("Announcement", event.message()))
        else:
            told.append((event.type().name, event.accessibleInterface().text(NAME)))

    monkeypatch.setattr(accessible_grid, "_tell", hear)
    return told


def listed(view: GridView) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(view)


def settle() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_photos_in_sight_are_items_of_a_list(reader, known: GridView) -> None:
    photos = listed(known)
    assert photos.role() is QAccessible.Role.List
    assert photos.text(NAME) == "Photos"
    assert photos.text(QAccessible.Text.Description) == "100 photos"
    assert photos.childCount() == len(known.visible_rows()) < 100
    item = photos.child(1)
    assert item.role() is QAccessible.Role.ListItem
    assert item.text(NAME) == "IMG_00099.jpg, 2 of 100"
    assert item.parent() is photos
    assert photos.indexOfChild(item) == 1
    assert photos.child(1) is item
    assert photos.child(1000) is photos.child(-1) is None
    center = item.rect().center()
    assert photos.childAt(center.x(), center.y()) is item


def test_the_current_photo_is_an_item_wherever_it_is(reader, known: GridView) -> None:
    photos = listed(known)
    known.set_current(0)
    bar = known.verticalScrollBar()
    bar.setValue(bar.maximum())
    first = photos.child(0)
    assert first is photos.focusChild()
    assert first.text(NAME) == "IMG_00100.jpg, 1 of 100"
    assert first.state().offscreen
    known.set_current(99)
    bar.setValue(0)
    assert photos.child(photos.childCount() - 1) is photos.focusChild()


def test_states(reader, known: GridView) -> None:
    known.set_current(2)
    known.toggle(4)
    photos = listed(known)
    states = [photos.child(row).state() for row in range(6)]
    assert [row for row, state in enumerate(states) if state.selected] == [2, 4]
    assert [row for row, state in enumerate(states) if state.focused] == [4]
    assert all(state.focusable and state.selectable for state in states)
    assert photos.state().multiSelectable


def test_actions(reader, qtbot, known: GridView) -> None:
    item = listed(known).child(3)
    actions = item.actionInterface()
    with qtbot.waitSignal(known.opened) as opened:
        actions.doAction(QAccessibleActionInterface.pressAction())
    assert opened.args == [97]
    assert known.selection.current == 3
    with qtbot.waitSignal(known.menu_wanted):
        actions.doAction(QAccessibleActionInterface.showMenuAction())
    actions.doAction(QAccessibleActionInterface.toggleAction())
    assert 3 not in known.selection
    assert set(actions.actionNames()) == {"Press", "SetFocus", "Toggle", "ShowMenu"}
    assert actions.keyBindingsForAction("Press") == ["Return"]


def test_the_selection_is_read_and_changed(reader, known: GridView) -> None:
    photos = listed(known)
    choice = photos.selectionInterface()
    assert choice.select(photos.child(2))
    assert choice.select(photos.child(5))
    assert choice.selectedItems() == [photos.child(2), photos.child(5)]
    assert choice.selectedItem(1) is photos.child(5)
    assert choice.isSelected(photos.child(5))
    assert choice.unselect(photos.child(5))
    assert known.selection.rows().tolist() == [2]
    assert choice.selectAll()
    assert known.selection.count == 100
    assert choice.selectedItemCount() == photos.childCount(), "of those in sight"
    assert choice.clear()
    assert known.selection.count == 0
    assert choice.selectedItem(0) is None
    assert not choice.select(photos)


def test_each_photo_that_becomes_current_is_told_of(reader, qtbot, told, known: GridView) -> None:
    qtbot.keyClick(known, Qt.Key.Key_Right)
    qtbot.keyClick(known, Qt.Key.Key_Right)
    assert told == [("Focus", "IMG_00100.jpg, 1 of 100"), ("Focus", "IMG_00099.jpg, 2 of 100")]
    told.clear()
    qtbot.keyClick(known, Qt.Key.Key_Space)
    name = "IMG_00099.jpg, 2 of 100"
    assert told == [
        ("SelectionRemove", name),
        ("SelectionWithin", "Photos"),
        ("Announcement", "0 selected"),
    ]
    told.clear()
    known.select_all()
    assert told == [
        ("SelectionAdd", name),
        ("SelectionWithin", "Photos"),
        ("Announcement", "100 selected"),
    ]


def test_who_comes_to_the_grid_hears_where_the_keyboard_is(
    reader, qtbot, told, known: GridView, photos
) -> None:
    known.set_current(4)
    told.clear()
    known.clearFocus()
    known.setFocus()
    known.set_current(5)
    assert told == [], "Qt's own word, that it is somewhere in the list, is to come first"
    qtbot.waitUntil(lambda: told == [("Focus", "IMG_00095.jpg, 6 of 100")])
    photos.set_photos(np.empty(0, dtype=np.int64))
    assert told[1:] == [("Focus", "Photos")]


def test_a_name_that_comes_later_is_told(reader, qtbot, told, known: GridView) -> None:
    known.set_current(80)
    assert told == [("Focus", "Photo, 81 of 100")]
    qtbot.waitUntil(lambda: len(told) == 3)
    name = "IMG_00020.jpg, 81 of 100"
    assert told[1:] == [("NameChanged", name), ("Announcement", name)]


def test_who_works_elsewhere_is_not_disturbed(reader, told, known: GridView, monkeypatch) -> None:
    monkeypatch.setattr(known, "hasFocus", lambda: False)
    known.set_current(7)
    assert told == []


def test_without_a_screen_reader_nothing_is_made(qtbot, known: GridView) -> None:
    qtbot.keyClick(known, Qt.Key.Key_Right)
    known.select_all()
    assert accessible_grid.accessible(known).item_count == 0


def test_photos_that_stay_keep_their_item(reader, known: GridView, photos) -> None:
    grid = listed(known)
    stays, goes = grid.child(3), grid.child(0)
    photos.apply(plan_update(photos.ids, np.array([200, 201, 99, 98, 97], dtype=np.int64)))
    assert grid.indexOfChild(stays) == 4
    assert not goes.isValid()
    assert grid.indexOfChild(goes) == -1
    assert goes.text(NAME) == ""
    assert goes.rect().isEmpty()
    goes.actionInterface().doAction("Press")
    settle()
    assert not shiboken6.isValid(goes)
    photos.set_photos(np.arange(50, dtype=np.int64))
    assert not stays.isValid()


def test_few_items_are_kept_of_half_a_million_photos(reader, known: GridView, photos) -> None:
    photos.set_photos(np.arange(500_000, 0, -1, dtype=np.int64))
    grid = listed(known)
    for row in range(0, 500_000, 500):
        known.set_current(row)
        assert grid.focusChild().text(NAME) == f"Photo, {row + 1:,} of 500,000"
        grid.child(0)
    settle()
    assert len(known.findChildren(QObject, "", Qt.FindChildOption.FindDirectChildrenOnly)) < (
        MOST_KEPT + 50
    )


def test_no_grid_that_is_closed_leaves_an_item_to_qt(reader, qtbot, photos, loader) -> None:
    for deleted_by_python in (True, False):
        photos.set_photos(np.arange(100, dtype=np.int64))
        view = GridView(photos, loader)
        view.resize(800, 600)
        view.show()
        grid = listed(view)
        items = [grid.child(row) for row in range(grid.childCount())]
        numbers = [QAccessible.uniqueId(item) for item in [grid, *items]]
        if deleted_by_python:
            shiboken6.delete(view)
        else:
            view.deleteLater()
            settle()
        assert not any(shiboken6.isValid(item) for item in items)
        assert all(QAccessible.accessibleInterface(number) is None for number in numbers)
        del view, grid, items
        gc.collect()
