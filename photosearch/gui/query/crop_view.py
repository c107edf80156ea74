"""Show a picture with a box that is drawn, moved and resized by mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from photosearch.core.query import CropBox
from photosearch.gui.translation import tr
from photosearch.gui.widgets.screen_readers import announce_value, role
from photosearch.gui.widgets.theme import colors_of

LEAST_SIDE = 0.04
"""Of a box: less shows nothing that could be searched for."""
WHOLE = CropBox(0, 0, 1, 1)
FIRST = CropBox(0.25, 0.25, 0.5, 0.5)
"""Where the keyboard begins."""


def spanned(x1: float, y1: float, x2: float, y2: float) -> CropBox:
    """Return the box between two corners, in any order and also outside the picture."""
    left, right = _side(x1, x2)
    top, bottom = _side(y1, y2)
    return CropBox(left, top, right - left, bottom - top)


def moved(box: CropBox, dx: float, dy: float) -> CropBox:
    """Return a box of the same size, moved as far as the picture's edges allow."""
    x = min(max(0.0, box.x + dx), 1 - box.width)
    y = min(max(0.0, box.y + dy), 1 - box.height)
    return CropBox(max(0.0, x), max(0.0, y), box.width, box.height)


def resized(box: CropBox, dx: float, dy: float, across: int, down: int) -> CropBox:
    """Return a box with edges moved; an edge never passes the opposite one.

    Args:
        box: before.
        dx, dy: fractions of the picture.
        across: -1 moves the left edge, 1 the right one, 0 none.
        down: likewise the upper and the lower one.
    """
    left, right = _edges(box.x, box.x + box.width, dx, across)
    top, bottom = _edges(box.y, box.y + box.height, dy, down)
    return CropBox(left, top, right - left, bottom - top)


def is_whole(box: CropBox) -> bool:
    """Tell whether hardly anything of the picture is left out."""
    return box.width > 0.995 and box.height > 0.995


def _edges(low: float, high: float, change: float, which: int) -> tuple[float, float]:
    high = min(1.0, high)
    if which < 0:
        low = min(max(0.0, low + change), max(0.0, high - LEAST_SIDE))
    elif which > 0:
        high = max(min(1.0, high + change), min(1.0, low + LEAST_SIDE))
    return low, high


def _side(one: float, other: float) -> tuple[float, float]:
    low, high = sorted((min(1.0, max(0.0, one)), min(1.0, max(0.0, other))))
    if high - low < LEAST_SIDE:
        low = min(low, 1 - LEAST_SIDE)
        high = low + LEAST_SIDE
    return low, high


_REACH = 9
"""Pixels around a handle or an edge in which it is caught."""
_STEP = 0.01
_LARGE_STEP = 0.05
_CURSORS = {
    (0, 0): Qt.CursorShape.SizeAllCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
}
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@role(QAccessible.Role.Graphic)
class CropView(QWidget):
    """Drag anywhere for a new box, inside it to move it, on its edges to resize it.

    Arrows move the box, with Shift they resize it, with Ctrl in larger steps; W takes it away.

    Signals:
        box_changed(CropBox or None): the user drew another box, or none; while it is dragged.
    """

    box_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._scaled: QImage | None = None
        self._box: CropBox | None = None
        self._grip: tuple[int, int] | None = None
        """Which edges are being dragged, (0, 0) the whole box; None while a new one is drawn."""
        self._pressed: QPointF | None = None
        """Where in the picture the button went down, in fractions."""
        self._before: CropBox | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("The picture, with the box that is searched in"))
        self._describe()

    @property
    def box(self) -> CropBox | None:
        """Return what is inside the box; None: the whole picture."""
        return self._box

    def set_image(self, image: QImage | None) -> None:
        """Show another picture, or the same with more pixels; the box stays."""
        self._image, self._scaled = image, None
        self.update()

    def set_box(self, box: CropBox | None) -> None:
        """Show a box without telling of it."""
        self._box = box
        self._describe()
        self.update()

    def clear_box(self) -> None:
        """Choose the whole picture again, as the user would."""
        self._choose(None)

    def _choose(self, box: CropBox | None) -> None:
        if box is not None and is_whole(box):
            box = None
        if box != self._box:
            self.set_box(box)
            self.box_changed.emit(box)

    def _describe(self) -> None:
        box = self._box
        if box is None:
            words = tr("No box: the whole picture is searched for")
        else:
            words = tr("Box: {width} % by {height} % of the picture, {x} % in, {y} % down").format(
                width=round(box.width * 100),
                height=round(box.height * 100),
                x=round(box.x * 100),
                y=round(box.y * 100),
            )
        announce_value(self, words)

    # Geometry

    def picture_rect(self) -> QRectF:
        """Return where the picture is, in pixels of the widget; empty without one."""
        if self._image is None:
            return QRectF()
        room = QRectF(self.rect()).adjusted(_REACH, _REACH, -_REACH, -_REACH)
        size = self._image.size().scaled(
            room.size().toSize().expandedTo(QSize(1, 1)), Qt.AspectRatioMode.KeepAspectRatio
        )
        rect = QRectF(0, 0, size.width(), size.height())
        rect.moveCenter(room.center())
        return rect

    def _in_picture(self, point: QPointF) -> QPointF:
        rect = self.picture_rect()
        if rect.isEmpty():
            return QPointF()
        return QPointF(
            (point.x() - rect.x()) / rect.width(), (point.y() - rect.y()) / rect.height()
        )

    def _box_rect(self) -> QRectF:
        rect, box = self.picture_rect(), self._box or WHOLE
        return QRectF(
            rect.x() + box.x * rect.width(),
            rect.y() + box.y * rect.height(),
            box.width * rect.width(),
            box.height * rect.height(),
        )

    def _grip_at(self, point: QPointF) -> tuple[int, int] | None:
        """Return which edges are under the mouse, (0, 0) inside the box; None: none."""
        if self._box is None:
            return None
        rect = self._box_rect()
        if not rect.adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(point):
            return None
        # In a small box there is still a middle to hold it by.
        reach_x, reach_y = min(_REACH, rect.width() / 4), min(_REACH, rect.height() / 4)
        across = (point.x() > rect.right() - reach_x) - (point.x() < rect.left() + reach_x)
        down = (point.y() > rect.bottom() - reach_y) - (point.y() < rect.top() + reach_y)
        return across, down

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return room to see what is in the box."""
        return QSize(360, 300)

    def minimumSizeHint(self) -> QSize:
        """Return what fits a small window."""
        return QSize(180, 140)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the box, or begin a new one."""
        if event.button() is not Qt.MouseButton.LeftButton or self._image is None:
            event.ignore()
            return
        self._grip = self._grip_at(event.position())
        self._pressed = self._in_picture(event.position())
        self._before = self._box

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the box along, and the results with it."""
        pressed = self._pressed
        if pressed is None:
            grip = self._grip_at(event.position())
            self.setCursor(Qt.CursorShape.CrossCursor if grip is None else _CURSORS[grip])
            return
        here = self._in_picture(event.position())
        dx, dy = here.x() - pressed.x(), here.y() - pressed.y()
        if self._grip is None:
            if abs(dx) > 0.005 or abs(dy) > 0.005:
                self._choose(spanned(pressed.x(), pressed.y(), here.x(), here.y()))
        elif self._before is not None:
            if self._grip == (0, 0):
                self._choose(moved(self._before, dx, dy))
            else:
                self._choose(resized(self._before, dx, dy, *self._grip))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._pressed = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the box by arrows, resize it with Shift; W removes it."""
        arrow = _ARROWS.get(Qt.Key(event.key()))
        modifiers = event.modifiers()
        if arrow is not None:
            large = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            step = _LARGE_STEP if large else _STEP
            dx, dy = arrow[0] * step, arrow[1] * step
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                self._choose(resized(self._box or WHOLE, dx, dy, abs(arrow[0]), abs(arrow[1])))
            else:
                self._choose(FIRST if self._box is None else moved(self._box, dx, dy))
        elif event.key() == Qt.Key.Key_W and not modifiers:
            self.clear_box()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scale the picture anew."""
        self._scaled = None
        super().resizeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no longer."""
        self.update()
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, dark outside the box, and the box with its handles."""
        if self._image is None:
            return
        painter = QPainter(self)
        rect = self.picture_rect()
        painter.drawImage(rect.topLeft(), self._scaled_image(rect))
        if self._box is not None:
            self._paint_box(painter, rect)
        elif self.hasFocus():
            painter.setPen(QPen(QColor(colors_of(self.palette()).accent), 2))
            painter.drawRect(rect)
        painter.end()

    def _paint_box(self, painter: QPainter, rect: QRectF) -> None:
        box = self._box_rect()
        shade = QColor(0, 0, 0, 130)
        painter.fillRect(QRectF(rect.topLeft(), QPointF(rect.right(), box.top())), shade)
        painter.fillRect(QRectF(QPointF(rect.left(), box.bottom()), rect.bottomRight()), shade)
        painter.fillRect(QRectF(QPointF(rect.left(), box.top()), box.bottomLeft()), shade)
        painter.fillRect(QRectF(box.topRight(), QPointF(rect.right(), box.bottom())), shade)
        accent = QColor(colors_of(self.palette()).accent)
        # White on black: seen on any picture.
        painter.setPen(QPen(QColor(0, 0, 0, 160), 3))
        painter.drawRect(box)
        painter.setPen(QPen(QColor(Qt.GlobalColor.white), 1))
        painter.drawRect(box)
        painter.setPen(QPen(QColor(0, 0, 0, 160), 1))
        painter.setBrush(accent if self.hasFocus() else QColor(Qt.GlobalColor.white))
        middle = box.center()
        for x in (box.left(), middle.x(), box.right()):
            for y in (box.top(), middle.y(), box.bottom()):
                if (x, y) != (middle.x(), middle.y()):
                    painter.drawRect(QRectF(x - 4, y - 4, 8, 8))

    def _scaled_image(self, rect: QRectF) -> QImage:
        assert self._image is not None
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
        if self._scaled is None or self._scaled.size() != wanted:
            self._scaled = self._image.scaled(
                wanted,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._scaled.setDevicePixelRatio(ratio)
        return self._scaled
