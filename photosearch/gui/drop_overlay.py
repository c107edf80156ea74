"""Lies over the window while something is dragged over it, and says what dropping will do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QDropEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from photosearch.gui.theme import colors_of

_BEGINS = "Drop pictures to find photos like them, folders to add them"
_ADDS = "Drop to add it to the query"


def accept_copy(event: QDropEvent) -> None:
    """Take what is dragged as a copy: a move would have the other program delete the original."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


class DropOverlay(QWidget):
    """Lets the mouse through; the window below takes the drop."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self, *, adds: bool) -> None:
        """Cover the parent; `adds`: a drop here joins the query that is there."""
        self._words = _ADDS if adds else _BEGINS
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
