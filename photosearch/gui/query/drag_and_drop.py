"""Take what is dropped on the window: the query bar adds it, all else begins anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from photosearch.gui.context import AppContext
from photosearch.gui.query.search_session import SearchSession
from photosearch.gui.query_input.mime_reader import (
    DropPayload,
    is_accepted,
    is_own,
    parse_mime,
)
from photosearch.gui.translation import tr
from photosearch.gui.widgets.mime import accept_copy
from photosearch.gui.widgets.theme import colors_of

_GAP = 8
_RADIUS = 12
_TALL = 140
"""Pixels from which a zone has room for large words."""


@dataclass(frozen=True, slots=True)
class DropZone:
    """Represent a place to drop."""

    area: QRect
    """In pixels of the widget below."""
    text: str
    """What a drop there does."""


class DropZones(QWidget):
    """Show where to drop. Lets the mouse through; the widget below takes the drop."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._zones: tuple[DropZone, ...] = ()
        self._at: DropZone | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def text(self) -> str:
        """Return what a drop would do now, "" where it does nothing."""
        return self._at.text if self._at is not None and not self.isHidden() else ""

    def show_zones(self, zones: Sequence[DropZone], at: DropZone | None) -> None:
        """Show these; the mouse is over `at`."""
        if tuple(zones) == self._zones and at == self._at and self.isVisible():
            return
        self._zones, self._at = tuple(zones), at
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        self.update()

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a veil, a frame and words for each zone; that below the mouse stands out."""
        colors = colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for zone in self._zones:
            here = zone == self._at
            for color, alpha in ((colors.surface, 215), (colors.selection, 110 if here else 0)):
                veil = QColor(color)
                veil.setAlpha(alpha)
                painter.fillRect(zone.area, veil)
            line = QPen(QColor(colors.accent if here else colors.handle), 3 if here else 2)
            if not here:
                line.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(line)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            frame = QRectF(zone.area).adjusted(_GAP, _GAP, -_GAP, -_GAP)
            painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
            font = QFont(self.font())
            if zone.area.height() >= _TALL:
                font.setPointSizeF(font.pointSizeF() * 1.5)
            painter.setFont(font)
            painter.setPen(QColor(colors.text if here else colors.muted))
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(frame.adjusted(_GAP, 0, -_GAP, 0), flags, zone.text)


class WindowDropHandler:
    """Handle the drag events of the window.

    Photos of the window's own grid are taken by the query bar only: let go over the grid, a drag
    is one that the user thought better of.
    """

    def __init__(
        self, context: AppContext, session: SearchSession, place: QWidget, bar: QWidget
    ) -> None:
        """Cover `place` while something is dragged; `bar` in it shows the query."""
        self._context = context
        self._session = session
        self._place = place
        self._bar = bar
        self._own = False
        self._walk: Callable[[DropPayload], None] | None = None
        self.zones = DropZones(place)

    def walk_by(self, walk: Callable[[DropPayload], None] | None) -> None:
        """Hand what is dropped to `walk` from now on, which begins there; None: search by it."""
        self._walk = walk

    def enter(self, event: QDragEnterEvent) -> None:
        """Accept what can be searched by, and folders."""
        mime = event.mimeData()
        if self._context.library is not None and is_accepted(mime):
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
        """Hide the zones."""
        self.zones.hide()

    def drop(self, event: QDropEvent) -> None:
        """Search by it."""
        at = self._follow(event)
        self.zones.hide()
        payload = parse_mime(event.mimeData())
        if at is None or payload is None:
            event.ignore()
            return
        accept_copy(event)
        if self._walk is not None and at.area == self._place.rect():
            self._walk(payload)
            return
        self._session.load(payload, add=self._session.active and at.area == self._bar_area())

    def _follow(self, event: QDropEvent) -> DropZone | None:
        zones = self._zones()
        window = self._context.window
        position = self._place.mapFrom(window, event.position().toPoint())
        at = next((zone for zone in zones if zone.area.contains(position)), None)
        self.zones.show_zones(zones, at)
        return at

    def _zones(self) -> list[DropZone]:
        bar, place = self._bar_area(), self._place.rect()
        if self._walk is not None:
            return [DropZone(place, tr("Drop here to walk from it"))]
        if self._own:
            text = tr("Drop here to find photos like it")
            return [DropZone(bar, tr("Drop here to add it") if self._session.active else text)]
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
