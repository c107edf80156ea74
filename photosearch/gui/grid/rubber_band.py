"""Selecting by drawing a rectangle over the grid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPalette, QPen

from photosearch.gui.grid.layout import GridLayout
from photosearch.gui.grid.selection import Selection


class RubberBand:
    """A rectangle from where the drag began, in content coordinates so that it scrolls along."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._start: QPoint | None = None
        self._rect = QRect()
        self._kept: NDArray[np.bool_] | None = None

    @property
    def active(self) -> bool:
        """Whether it is being drawn."""
        return self._start is not None

    def start(self, position: QPoint, scrolled: int, *, keep: bool) -> None:
        """Begin at a point of the viewport; with `keep` what is selected stays so."""
        self._start = position + QPoint(0, scrolled)
        self._rect = QRect(self._start, QSize(0, 0))
        self._kept = self._selection.mask() if keep else None

    def drag(self, position: QPoint, scrolled: int, layout: GridLayout) -> None:
        """Go on to a point of the viewport and select what is touched."""
        if self._start is None:
            return
        end = position + QPoint(0, scrolled)
        left, right = sorted((self._start.x(), end.x()))
        top, bottom = sorted((self._start.y(), end.y()))
        self._rect = QRect(left, top, right - left, bottom - top)
        self._selection.set_rows(layout.rows_in(left, top, right, bottom), self._kept)

    def stop(self) -> None:
        """The button was released, or the list changed."""
        self._start = None
        self._kept = None
        self._rect = QRect()

    def paint(self, painter: QPainter, palette: QPalette, scrolled: int) -> None:
        """Draw it in the viewport."""
        if self._rect.isEmpty():
            return
        color = palette.color(QPalette.ColorRole.Accent)
        fill = QColor(color)
        fill.setAlpha(40)
        painter.setPen(QPen(color, 1))
        painter.setBrush(fill)
        painter.drawRect(self._rect.translated(0, -scrolled))
