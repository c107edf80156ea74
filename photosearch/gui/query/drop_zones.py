"""Lies over the window while something is dragged over it, and says where dropping does what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from photosearch.gui.theme import colors_of

_GAP = 8
_RADIUS = 12
_TALL = 140
"""Pixels from which a zone has room for large words."""


@dataclass(frozen=True, slots=True)
class DropZone:
    """A place to drop."""

    area: QRect
    """In pixels of the widget below."""
    words: str
    """What a drop there does."""


class DropZones(QWidget):
    """Lets the mouse through; the widget below takes the drop."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._zones: tuple[DropZone, ...] = ()
        self._at: DropZone | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> str:
        """What a drop would do now, "" where it does nothing."""
        return self._at.words if self._at is not None and not self.isHidden() else ""

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
        """A veil, a frame and the words for each zone; the one below the mouse stands out."""
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
            painter.drawText(frame.adjusted(_GAP, 0, -_GAP, 0), flags, zone.words)
