"""Show a photo as a button, in whatever size there is, with its name below."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from photosearch.gui.widgets.theme import colors_of

_GAP = 4
_RADIUS = 6
_LEAST, _USUAL = 56, 120
"""Logical pixels of a side."""


class PhotoTile(QAbstractButton):
    """Show one photo; a click, Enter or Space chooses it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photo_id: int | None = None
        self._image: QImage | None = None
        self._name = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_photo(
        self, photo_id: int | None, image: QImage | None, name: str, spoken: str
    ) -> None:
        """Show a photo, or the place of one without a thumbnail.

        Args:
            photo_id: None for a picture that is not in the library.
            image: to be fitted in.
            name: stands below.
            spoken: what a screen reader says.
        """
        self.photo_id, self._image, self._name = photo_id, image, name
        self.setAccessibleName(spoken)
        self.setToolTip(name)
        self.update()

    def sharpen(self, image: QImage) -> None:
        """Show the same photo with more pixels."""
        self._image = image
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return a size at which a photo is told from another."""
        return QSize(_USUAL, _USUAL)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which there is something to be seen."""
        return QSize(_LEAST, _LEAST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter, as with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the photo as large as it fits, its name, and a frame if the keyboard is here."""
        colors = colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(colors.accent), 2 if self.hasFocus() else 1))
            painter.setBrush(QColor(colors.selection) if self.hasFocus() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        line = self.fontMetrics().height()
        below = line + _GAP if self.height() >= _LEAST + line else 0
        room = self.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP - below)
        if self._image is None:
            painter.fillRect(room, QColor(colors.placeholder))
        else:
            size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(room.topLeft(), size)
            place.moveCenter(room.center())
            painter.drawImage(place, self._image)
        if below:
            painter.setPen(QColor(colors.text if self.hasFocus() else colors.muted))
            words = self.fontMetrics().elidedText(
                self._name, Qt.TextElideMode.ElideMiddle, room.width()
            )
            text = QRect(room.left(), room.bottom() + 1, room.width(), below)
            painter.drawText(text, int(Qt.AlignmentFlag.AlignCenter), words)
