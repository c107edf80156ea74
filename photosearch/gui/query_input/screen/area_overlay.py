"""Cover one screen with its own picture, to choose a part of it by mouse or keyboard."""

from __future__ import annotations

import sys

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QCursor,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from photosearch.gui.query_input.screen.screens import ScreenPicture
from photosearch.gui.translation import tr
from photosearch.gui.widgets.theme import DARK

LEAST = 8
"""Device-independent pixels of a side: less is a click, and nothing can be found by it."""
STEP, FINE_STEP = 16, 1
_MARGIN = 14


class AreaOverlay(QWidget):
    """Draw a box by mouse; arrows move it, with Shift its end, with Ctrl by pixels.

    Enter takes the box, or the whole screen if there is none; Escape and the right button leave.

    Signals:
        taken(QImage): the part that was chosen, in device pixels.
        left(): nothing was chosen.
    """

    taken = Signal(object)
    left = Signal()

    def __init__(self, picture: ScreenPicture) -> None:
        super().__init__()
        self._picture = picture
        self._box = QRect()
        self._start: QPoint | None = None
        self._done = False
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(QCursor(Qt.CursorShape.CrossCursor))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Choose a part of the screen"))
        self.setAccessibleDescription(self._hint())
        if picture.screen is not None:
            self.setScreen(picture.screen)
        self.setGeometry(picture.geometry)

    def cover(self) -> None:
        """Show it over everything on its screen."""
        if sys.platform == "darwin":
            # Full screen would be a space of its own there, which slides in.
            self.show()
        else:
            self.showFullScreen()
        self.raise_()

    @property
    def box(self) -> QRect:
        """Return what is chosen so far, in pixels of this widget; empty if nothing is."""
        return self._box

    def part(self, box: QRect) -> QImage:
        """Return that part of the picture; a screen's scaling may be no whole number."""
        image = self._picture.image
        across = image.width() / max(1, self.width())
        down = image.height() / max(1, self.height())
        left, top = round(box.left() * across), round(box.top() * down)
        right = round((box.left() + box.width()) * across)
        bottom = round((box.top() + box.height()) * down)
        return image.copy(QRect(left, top, right - left, bottom - top) & image.rect())

    def _take(self, box: QRect) -> None:
        if not self._done:
            self._done = True
            self.taken.emit(self.part(box))

    def _leave(self) -> None:
        if not self._done:
            self._done = True
            self.left.emit()

    def _set_box(self, box: QRect) -> None:
        self._box = box & self.rect()
        self.update()

    def _move_by_key(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers()
        step = FINE_STEP if modifiers & Qt.KeyboardModifier.ControlModifier else STEP
        by = {
            Qt.Key.Key_Left: QPoint(-step, 0),
            Qt.Key.Key_Right: QPoint(step, 0),
            Qt.Key.Key_Up: QPoint(0, -step),
            Qt.Key.Key_Down: QPoint(0, step),
        }[Qt.Key(event.key())]
        if self._box.isEmpty():
            size = QSize(self.width() // 3, self.height() // 3)
            self._set_box(QRect(self.rect().center() - QPoint(*size.toTuple()) / 2, size))
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            box = QRect(self._box)
            box.setSize((box.size() + QSize(by.x(), by.y())).expandedTo(QSize(LEAST, LEAST)))
            self._set_box(box)
        else:
            box = self._box.translated(by)
            box.moveLeft(min(max(0, box.left()), self.width() - box.width()))
            box.moveTop(min(max(0, box.top()), self.height() - box.height()))
            self._set_box(box)

    def _hint(self) -> str:
        words = tr("Drag over what to search by, or use the arrow keys and Enter. Escape cancels.")
        if sys.platform == "darwin":
            words += "\n" + tr(
                "Is only the background to be seen? Allow PhotoSearch to record the screen, in the "
                "system's settings under Privacy."
            )
        return words

    # Qt overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin at the first corner; the right button leaves."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._start = event.position().toPoint()
            self._set_box(QRect())
        elif event.button() == Qt.MouseButton.RightButton:
            self._leave()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the other corner."""
        if self._start is not None:
            box = QRect(self._start, event.position().toPoint()).normalized()
            self._set_box(box)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take what lies between the corners; a mere click begins anew."""
        if event.button() != Qt.MouseButton.LeftButton or self._start is None:
            return
        self._start = None
        if self._box.width() >= LEAST and self._box.height() >= LEAST:
            self._take(self._box)
        else:
            self._set_box(QRect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do by keys everything that the mouse does."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._leave()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take(self.rect() if self._box.isEmpty() else self._box)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._move_by_key(event)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that nothing was chosen: closed by the system."""
        self._leave()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the screen as it was, darker outside of the box."""
        painter = QPainter(self)
        image = self._picture.image
        painter.drawImage(self.rect(), image)
        veil = QColor(0, 0, 0, 130)
        box = self._box
        if box.isEmpty():
            painter.fillRect(self.rect(), veil)
            self._paint_words(painter, self._hint(), self.rect().center())
            return
        for side in (
            QRect(0, 0, self.width(), box.top()),
            QRect(0, box.bottom() + 1, self.width(), self.height() - box.bottom() - 1),
            QRect(0, box.top(), box.left(), box.height()),
            QRect(box.right() + 1, box.top(), self.width() - box.right() - 1, box.height()),
        ):
            painter.fillRect(side, veil)
        painter.setPen(QPen(QColor(DARK.accent), 2))
        painter.drawRect(box)
        size = self.part(box).size()
        below = box.bottom() + 34 < self.height()
        place = QPoint(box.center().x(), box.bottom() + 20 if below else box.bottom() - 20)
        self._paint_words(painter, f"{size.width()} × {size.height()}", place)

    def _paint_words(self, painter: QPainter, words: str, center: QPoint) -> None:
        room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        place = painter.fontMetrics().boundingRect(room, flags, words)
        place.moveCenter(center)
        place.moveLeft(min(max(room.left(), place.left()), room.right() - place.width()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(DARK.surface))
        painter.drawRoundedRect(QRectF(place).adjusted(-_MARGIN, -7, _MARGIN, 7), 8, 8)
        painter.setPen(QColor(DARK.text))
        painter.drawText(place, flags, words)


def under_pointer(overlays: list[AreaOverlay]) -> AreaOverlay:
    """Return the one where the user looks, most likely: the keyboard belongs there."""
    screen = QGuiApplication.screenAt(QCursor.pos())
    return next((each for each in overlays if each.screen() is screen), overlays[0])
