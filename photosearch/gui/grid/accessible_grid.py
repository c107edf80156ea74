"""Present the grid to screen readers: a list whose items are the photos in sight.

Nothing of this is made before a screen reader asks. What is far away is no item: the list is as
long for half a million photos as for a hundred, and each name tells the place among all of them.
"""

from __future__ import annotations

from typing import cast

import shiboken6
from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleSelectionInterface,
)
from PySide6.QtWidgets import QAccessibleWidget

from photosearch.gui import wording
from photosearch.gui.grid.accessible_photo import PhotoSpot, row_of
from photosearch.gui.grid.model import PhotoList, Update
from photosearch.gui.grid.view import GridView
from photosearch.gui.translation import tr
from photosearch.gui.widgets.screen_readers import register_factory

_NOTHING: tuple[int | None, str, bool, int] = (None, "", False, 0)
"""Photo, name, whether it is selected, and how many are."""
MOST_KEPT = 400
"""Photos that keep their interface although they are out of sight."""


class AccessibleGrid(QObject):
    """Tell screen readers, if there are any, what happens in a grid."""

    def __init__(self, view: GridView) -> None:
        super().__init__(view)
        self.view = view
        self._spots: dict[int, PhotoSpot] = {}
        self._told = _NOTHING
        self._come = QTimer(self, singleShot=True, interval=0)
        self._come.timeout.connect(self.follow)
        view.selection_changed.connect(self.follow)
        view.cells_changed.connect(self.follow)
        view.focused.connect(self.come)
        view.photos.reset.connect(self._on_reset)
        view.photos.updated.connect(self._on_updated)

    @property
    def photos(self) -> PhotoList:
        """Return the list that is shown."""
        return self.view.photos

    @property
    def item_count(self) -> int:
        """Return how many photos have an interface."""
        return len(self._spots)

    def rows(self) -> list[int]:
        """Return the items: photos in sight, and the current one wherever it is."""
        rows, current = self.view.visible_rows(), self.view.selection.current
        if current < 0 or current in rows:
            return list(rows)
        return [current, *rows] if current < rows.start else [*rows, current]

    def interface(self, row: int) -> QAccessibleInterface:
        """Return what stands for a photo; made when it is asked for."""
        photo_id = self.photos.photo_id(row)
        spot = self._spots.get(photo_id)
        if spot is None:
            self._forget_far_ones()
            spot = self._spots[photo_id] = PhotoSpot(self.view, row)
        return QAccessible.queryAccessibleInterface(spot)

    def come(self) -> None:
        """Tell, in a moment, that the keyboard came to the grid."""
        if not QAccessible.isActive():
            return
        # Qt says so of the whole grid a little later, and what is said last counts.
        self._told = _NOTHING
        self._come.start()

    def follow(self) -> None:
        """Tell what is new of the current photo: that it is another, its name, its selection."""
        if self._come.isActive() or not QAccessible.isActive():
            return
        view, selection, before = self.view, self.view.selection, self._told
        photo_id, row = view.current_id(), selection.current
        if photo_id is None:
            self._told = _NOTHING
            if before != _NOTHING and view.hasFocus():
                _tell(QAccessibleEvent(view, QAccessible.Event.Focus))
            return
        text, chosen = view.speech(row), row in selection
        now = self._told = (photo_id, text, chosen, selection.count)
        if now == before or not view.hasFocus():
            return
        item = self.interface(row)
        if photo_id != before[0]:
            _tell(QAccessibleEvent(item, QAccessible.Event.Focus))
            return
        if text != before[1]:
            _tell(QAccessibleEvent(item, QAccessible.Event.NameChanged))
            # A change of the name alone is read out by few.
            _tell(QAccessibleAnnouncementEvent(item, text))
        if chosen != before[2]:
            kind = QAccessible.Event.SelectionAdd if chosen else QAccessible.Event.SelectionRemove
            _tell(QAccessibleEvent(item, kind))
        if selection.count != before[3]:
            _tell(QAccessibleEvent(view, QAccessible.Event.SelectionWithin))
            told = tr("%Ln selected", "", selection.count)
            _tell(QAccessibleAnnouncementEvent(item, told))

    def _forget_far_ones(self) -> None:
        if len(self._spots) < MOST_KEPT:
            return
        near = set(self.rows())
        self._forget([i for i, spot in self._spots.items() if spot.row not in near])

    def _forget(self, photo_ids: list[int]) -> None:
        for photo_id in photo_ids:
            spot = self._spots.pop(photo_id)
            spot.row = -1
            # Not at once: a screen reader's question may be about to be answered.
            spot.deleteLater()

    def _on_reset(self) -> None:
        self._forget(list(self._spots))

    def _on_updated(self, update: Update) -> None:
        for spot in self._spots.values():
            spot.row = int(update.new_rows[spot.row])
        self._forget([i for i, spot in self._spots.items() if spot.row < 0])


class _ListInterface(QAccessibleWidget):
    """Represent the grid."""

    def __init__(self, view: GridView) -> None:
        super().__init__(view, QAccessible.Role.List, "")
        self._grid = accessible(view)
        self._choice = _Choice(self._grid)

    # Qt overrides

    def childCount(self) -> int:
        """Return how many photos are in sight."""
        return len(self._grid.rows())

    def child(self, index: int) -> QAccessibleInterface:
        """Return a photo in sight."""
        rows = self._grid.rows()
        if not 0 <= index < len(rows):
            return cast(QAccessibleInterface, None)
        return self._grid.interface(rows[index])

    def indexOfChild(self, interface: QAccessibleInterface) -> int:
        """Return where a photo is among those in sight, -1 if it is not."""
        row, rows = row_of(interface), self._grid.rows()
        return rows.index(row) if row in rows else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """Return the photo under a point of the screen."""
        view = self._grid.view
        row = view.row_at(view.viewport().mapFromGlobal(QPoint(x, y)))
        return cast(QAccessibleInterface, None) if row is None else self._grid.interface(row)

    def focusChild(self) -> QAccessibleInterface:
        """Return the photo where the keyboard is."""
        view = self._grid.view
        if not view.hasFocus() or view.selection.current < 0:
            return super().focusChild()
        return self._grid.interface(view.selection.current)

    def state(self) -> QAccessible.State:
        """Return that several photos can be selected."""
        state = super().state()
        state.multiSelectable = state.extSelectable = 1
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """Return the name, and of how many photos."""
        if kind is QAccessible.Text.Description:
            return wording.photos(len(self._grid.photos))
        return super().text(kind)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """Return what else the grid can."""
        if kind is QAccessible.InterfaceType.SelectionInterface:
            return cast(int, self._choice)
        return cast(int, shiboken6.VoidPtr(super().interface_cast(kind)))


class _Choice(QAccessibleSelectionInterface):
    """Represent the selection among the photos in sight."""

    def __init__(self, grid: AccessibleGrid) -> None:
        super().__init__()
        self._grid, self._view = grid, grid.view

    def _rows(self) -> list[int]:
        return [row for row in self._grid.rows() if row in self._view.selection]

    def _set(self, item: QAccessibleInterface, *, chosen: bool) -> bool:
        row = row_of(item)
        if row < 0:
            return False
        if (row in self._view.selection) != chosen:
            self._view.toggle(row)
        return True

    # Qt overrides

    def selectedItemCount(self) -> int:
        """Return how many of the photos in sight are selected."""
        return len(self._rows())

    def selectedItems(self) -> list[QAccessibleInterface]:
        """Return the selected photos among those in sight."""
        return [self._grid.interface(row) for row in self._rows()]

    def selectedItem(self, index: int) -> QAccessibleInterface:
        """Return one of the photos in sight."""
        rows = self._rows()
        if not 0 <= index < len(rows):
            return cast(QAccessibleInterface, None)
        return self._grid.interface(rows[index])

    def isSelected(self, item: QAccessibleInterface) -> bool:
        """Tell whether a photo is selected."""
        row = row_of(item)
        return row >= 0 and row in self._view.selection

    def select(self, item: QAccessibleInterface) -> bool:
        """Select one more."""
        return self._set(item, chosen=True)

    def unselect(self, item: QAccessibleInterface) -> bool:
        """Select one less."""
        return self._set(item, chosen=False)

    def selectAll(self) -> bool:
        """Select every photo, in sight or not."""
        self._view.select_all()
        return True

    def clear(self) -> bool:
        """Select none."""
        self._view.clear_selection()
        return True


def accessible(view: GridView) -> AccessibleGrid:
    """Return what speaks for a grid; made when it is first asked for."""
    known = view.findChild(AccessibleGrid, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return known or AccessibleGrid(view)


def _tell(event: QAccessibleEvent) -> None:
    QAccessible.updateAccessibility(event)


register_factory("GridView", _ListInterface)
