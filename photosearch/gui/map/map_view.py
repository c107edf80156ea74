"""Show photos on the map: move, zoom, point at dots, draw an area; by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from photosearch.core.places import Area
from photosearch.gui import wording
from photosearch.gui.grid.pixmaps import GridThumbnail
from photosearch.gui.map.dots import Dots, MapPhotos
from photosearch.gui.map.land import Land
from photosearch.gui.map.map_painter import MapPainter
from photosearch.gui.map.projection import Viewport, latitude_at, longitude_at
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import claims_escape
from photosearch.gui.widgets.screen_readers import announce_value, role

_STEP = 60
"""Pixels that an arrow key moves the map."""
_FACTOR = 2.0
"""A key, a button or a double click zooms by."""
_WHEEL = 1.0015
"""Per unit of a wheel, of which a notch has 120: by a fifth."""
_ROW = 40
"""Pixels: dots that differ less in height are gone through from left to right."""
_DRAG = 4
"""Pixels from where on a press is no click any more."""
_REST_MS = 40
"""After a movement the dots are gathered anew."""


@role(QAccessible.Role.Graphic)
class MapView(QWidget):
    """Show dots on the earth. It knows no library.

    Signals:
        viewport_changed(): another part is seen; dots are wanted for it.
        area_chosen(Area): photos are to be narrowed to this.
        area_cleared(): they are not to be any more.
        drawing_changed(bool): a drag draws an area from now on, or moves the map again.
        pointed(int): a photo stands for what is pointed at; -1 for nothing.
    """

    viewport_changed = Signal()
    area_chosen = Signal(object)
    area_cleared = Signal()
    drawing_changed = Signal(bool)
    pointed = Signal(int)

    def __init__(
        self, picture_of: Callable[[int], GridThumbnail | None], parent: QWidget | None = None
    ) -> None:
        """Ask `picture_of` for thumbnails, which may come later: `update` then."""
        super().__init__(parent)
        self._picture_of = picture_of
        self._painter = MapPainter(self.palette(), self.font())
        self.viewport = Viewport()
        self.land = Land()
        self.photos: MapPhotos | None = None
        self.dots = Dots()
        self._rects: list[QRectF] = []
        self._area: Area | None = None
        self._drawing = False
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._dragged = False
        self._band: QRectF | None = None
        self._hovered = self._current = -1
        """Dots: under the mouse, and where the keyboard is."""
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.viewport_changed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Map of the photos"))

    # What is shown

    def set_land(self, land: Land) -> None:
        """Draw these outlines."""
        self.land = land
        self.update()

    def set_photos(self, photos: MapPhotos) -> None:
        """Show these; their dots come by `set_dots`."""
        self.photos = photos
        self.viewport_changed.emit()

    def set_dots(self, dots: Dots) -> None:
        """Show these dots, gathered for what is seen or was seen a moment ago."""
        self.dots = dots
        self._hovered = self._current = -1
        self._place_dots()
        self._describe()

    def set_area(self, area: Area | None) -> None:
        """Frame the area that photos are narrowed to."""
        self._area = area
        self.update()

    @property
    def area(self) -> Area | None:
        """Return the area that photos are narrowed to."""
        return self._area

    def set_drawing(self, drawing: bool) -> None:
        """Let a drag draw an area, or move the map."""
        if drawing != self._drawing:
            self._drawing = drawing
            self.setCursor(Qt.CursorShape.CrossCursor if drawing else Qt.CursorShape.ArrowCursor)
            self.drawing_changed.emit(drawing)

    def look_at(self, viewport: Viewport) -> None:
        """Show another part."""
        viewport = viewport.resized(self.width(), self.height())
        if viewport != self.viewport:
            self.viewport = viewport
            self._place_dots()
            self._rest.start()

    def show_area(self, area: Area) -> None:
        """Show an area as large as it fits."""
        self.look_at(self.viewport.showing(area))

    def show_all(self) -> None:
        """Show all photos."""
        area = self.photos.bounds() if self.photos is not None else None
        self.look_at(self.viewport.showing(area or Area(-60, -180, 80, 180)))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Look closer, at a point of the widget or in the middle."""
        self.look_at(self.viewport.zoomed(factor, None if at is None else at.toTuple()))

    def zoom_in(self) -> None:
        """Look twice as close."""
        self.zoom(_FACTOR)

    def zoom_out(self) -> None:
        """Look from twice as far."""
        self.zoom(1 / _FACTOR)

    def choose_seen(self) -> None:
        """Ask for the photos of what is seen."""
        self.area_chosen.emit(self.viewport.area())

    def _place_dots(self) -> None:
        self._rects = self._painter.dot_rects(self.dots, self.viewport)
        self.update()

    def _describe(self) -> None:
        right, down = self.viewport.pixels_of(self.dots.x, self.dots.y)
        inside = (right >= 0) & (right < self.width()) & (down >= 0) & (down < self.height())
        count = int(self.dots.counts[inside].sum())
        seen = wording.area(self.viewport.area())
        words = tr("{photos} in sight, from {area}").format(photos=wording.photos(count), area=seen)
        announce_value(self, words)

    # Dots

    @property
    def pointed_dot(self) -> int:
        """Return the dot under the mouse, else the one of the keyboard; -1 for none."""
        return self._hovered if self._hovered >= 0 else self._current

    def _dot_at(self, point: QPointF) -> int:
        found = [dot for dot, rect in enumerate(self._rects) if rect.contains(point)]
        return max(found, key=lambda dot: int(self.dots.counts[dot]), default=-1)

    def dot_lines(self, dot: int) -> list[str]:
        """Return what is said of a dot."""
        north, east = latitude_at(float(self.dots.y[dot])), longitude_at(float(self.dots.x[dot]))
        return [wording.photos(int(self.dots.counts[dot])), wording.place(north, east)]

    def _point_at(self, hovered: int, current: int) -> None:
        if (hovered, current) == (self._hovered, self._current):
            return
        self._hovered, self._current = hovered, current
        dot = self.pointed_dot
        self.pointed.emit(int(self.dots.photo_ids[dot]) if dot >= 0 else -1)
        if dot >= 0 and dot == current:
            announce_value(self, ", ".join(self.dot_lines(dot)))
        self.update()

    def _step(self, direction: int) -> None:
        """Go to the next dot in sight, by rows from above, as one reads."""
        inside = [
            (rect.center().y() // _ROW, rect.center().x(), dot)
            for dot, rect in enumerate(self._rects)
            if self.rect().contains(rect.center().toPoint())
        ]
        if not inside:
            return
        order = [dot for *_, dot in sorted(inside)]
        place = order.index(self._current) + direction if self._current in order else 0
        self._point_at(-1, order[place % len(order)])

    def choose_dot(self, dot: int) -> None:
        """Ask for the photos of a dot."""
        area = self._dot_area(dot)
        if area is not None:
            self.area_chosen.emit(area)

    def _dot_area(self, dot: int) -> Area | None:
        photos = self.photos
        return None if photos is None else photos.bounds(self.dots.rows_of(dot, photos))

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return what shows a town."""
        return QSize(420, 420)

    def minimumSizeHint(self) -> QSize:
        """Return what is small, if it must be."""
        return QSize(160, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place in the middle."""
        super().resizeEvent(event)
        self.viewport = self.viewport.resized(self.width(), self.height())
        self._place_dots()
        self._rest.start()

    def changeEvent(self, event: QEvent) -> None:
        """Follow colours and fonts."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._painter = MapPainter(self.palette(), self.font())
            self._place_dots()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint everything: a few thousand points."""
        painter, painting = QPainter(self), self._painter
        painting.paint_earth(painter, self.land, self.viewport)
        painting.paint_degrees(painter, self.viewport)
        if self._area is not None:
            painting.paint_area(painter, self._area, self.viewport)
        painting.paint_dots(painter, self.dots, self._rects, self._current, self._hovered)
        painting.paint_scale(painter, self.viewport)
        if self._band is not None:
            painting.paint_rubber_band(painter, self._band)
        dot = self.pointed_dot
        if dot >= 0 and self._band is None:
            picture = self._picture_of(int(self.dots.photo_ids[dot]))
            painting.paint_pointed(
                painter, self._rects[dot], self.dot_lines(dot), picture, self.viewport
            )
        if self.hasFocus():
            painting.paint_focus(painter, self.viewport)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move the map, or to draw an area."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._last = event.position()
            self._dragged = False
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.set_drawing(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the map, draw, or point at a dot."""
        point = event.position()
        if self._pressed is None:
            self._point_at(self._dot_at(point), self._current)
            return
        if not self._dragged and (point - self._pressed).manhattanLength() < _DRAG:
            return
        self._dragged = True
        if self._drawing:
            self._band = QRectF(self._pressed, point).normalized()
            self.update()
        else:
            step = self._last - point
            self.look_at(self.viewport.moved(step.x(), step.y()))
        self._last = point

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the area that was drawn, or for the photos of the dot that was clicked."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        pressed, self._pressed, self._band = self._pressed, None, None
        if not self._dragged:
            dot = self._dot_at(event.position())
            if dot >= 0:
                self.choose_dot(dot)
        elif self._drawing:
            self.set_drawing(False)
            self.area_chosen.emit(
                self.viewport.area_between(pressed.toTuple(), event.position().toTuple())
            )
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Look closer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.zoom(_FACTOR, event.position())

    def leaveEvent(self, _event: QEvent) -> None:
        """Point at nothing."""
        self._point_at(-1, self._current)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the mouse is."""
        self.zoom(_WHEEL ** event.angleDelta().y(), event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, zoom, go from dot to dot, choose an area."""
        key = Qt.Key
        moves = {
            key.Key_Left: (-_STEP, 0),
            key.Key_Right: (_STEP, 0),
            key.Key_Up: (0, -_STEP),
            key.Key_Down: (0, _STEP),
        }
        pressed = key(event.key())
        if pressed in moves:
            self.look_at(self.viewport.moved(*moves[pressed]))
        elif pressed in {key.Key_Plus, key.Key_Equal}:
            self.zoom_in()
        elif pressed == key.Key_Minus:
            self.zoom_out()
        elif pressed == key.Key_Home:
            self.show_all()
        elif pressed in {key.Key_PageDown, key.Key_PageUp}:
            self._step(1 if pressed == key.Key_PageDown else -1)
        elif pressed in {key.Key_Return, key.Key_Enter}:
            if self._current >= 0:
                self.choose_dot(self._current)
            else:
                self.choose_seen()
        elif pressed == key.Key_Space and self._current >= 0:
            area = self._dot_area(self._current)
            if area is not None:
                self.show_area(area)
        elif pressed == key.Key_Escape and self._drawing:
            self._pressed, self._band = None, None
            self.set_drawing(False)
            self.update()
        elif pressed in {key.Key_Delete, key.Key_Backspace} and self._area is not None:
            self.area_cleared.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Let Escape end what is being drawn, before the window takes it."""
        if self._drawing and claims_escape(event):
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the frame."""
        super().focusOutEvent(event)
        self.update()
