"""Lies over the window while something is dragged over it, and says what dropping will do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from photosearch.gui.theme import colors_of


class DropOverlay(QWidget):
    """Lets the mouse through; the window below takes the drop."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self, words: str) -> None:
        """Cover the parent."""
        self._words = words
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        self.update()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil, a frame and the words."""
        colors = colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(colors.surface)
        veil.setAlpha(225)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(QColor(colors.accent), 3))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(14, 14, -14, -14), 14, 14)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.5)
        painter.setFont(font)
        painter.setPen(QColor(colors.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
