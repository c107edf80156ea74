"""What is dragged over the window and dropped on it: the query bar adds, all else begins anew."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from photosearch.gui.dropping import accept_copy
from photosearch.gui.query.drop_zones import DropZone, DropZones
from photosearch.gui.query.offer import is_own, is_welcome, take
from photosearch.gui.query.search_session import SearchSession
from photosearch.gui.shell import Shell
from photosearch.gui.translation import tr


class WindowDrops:
    """The window hands its drag events on to this.

    Photos of the window's own grid are taken by the query bar only: let go over the grid, a drag
    is one that the user thought better of.
    """

    def __init__(self, shell: Shell, session: SearchSession, place: QWidget, bar: QWidget) -> None:
        """`place` is covered while something is dragged, `bar` in it shows the query."""
        self._shell = shell
        self._session = session
        self._place = place
        self._bar = bar
        self._own = False
        self.zones = DropZones(place)

    def enter(self, event: QDragEnterEvent) -> None:
        """Welcome what can be searched by, and folders."""
        mime = event.mimeData()
        if self._shell.library is not None and is_welcome(mime):
            self._own = is_own(mime)
            self._follow(event)
            # Also where it cannot be dropped: it may be moved on to where it can.
            accept_copy(event)

    def move(self, event: QDragMoveEvent) -> None:
        """Say what a drop would do here."""
        if self._follow(event) is None:
            event.ignore()
        else:
            accept_copy(event)

    def leave(self) -> None:
        """Away again."""
        self.zones.hide()

    def drop(self, event: QDropEvent) -> None:
        """Search by it."""
        at = self._follow(event)
        self.zones.hide()
        offer = take(event.mimeData())
        if at is None or offer is None:
            event.ignore()
            return
        accept_copy(event)
        self._session.offer(offer, add=self._session.active and at.area == self._bar_area())

    def _follow(self, event: QDropEvent) -> DropZone | None:
        zones = self._zones()
        window = self._shell.window
        position = self._place.mapFrom(window, event.position().toPoint())
        at = next((zone for zone in zones if zone.area.contains(position)), None)
        self.zones.show_zones(zones, at)
        return at

    def _zones(self) -> list[DropZone]:
        bar, place = self._bar_area(), self._place.rect()
        if self._own:
            words = tr("Drop here to find photos like it")
            return [DropZone(bar, tr("Drop here to add it") if self._session.active else words)]
        begins = tr("Drop pictures to find photos like them, or folders")
        if not self._session.active:
            return [DropZone(place, begins)]
        below = QRect(QPoint(place.left(), bar.bottom() + 1), place.bottomRight())
        return [
            DropZone(bar, tr("Drop here to add it to the query")),
            DropZone(below, tr("Drop here to search by it alone")),
        ]

    def _bar_area(self) -> QRect:
        corner = self._bar.mapTo(self._place, QPoint(0, 0))
        return QRect(corner, self._bar.size())
