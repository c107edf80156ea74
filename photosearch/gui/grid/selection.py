"""Hold which photos of the grid are selected and current. No Qt, no loops over photos."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPalette, QPen

from photosearch.gui.grid.layout import GridLayout


class Selection:
    """Hold a mask over rows, a current row (-1: none) and the anchor of Shift."""

    def __init__(self, count: int = 0) -> None:
        self._mask = np.zeros(count, dtype=bool)
        self.current = -1
        self._anchor = -1

    @property
    def count(self) -> int:
        """Return how many photos are selected."""
        return int(np.count_nonzero(self._mask))

    def rows(self) -> NDArray[np.int64]:
        """Return selected rows, rising."""
        return np.flatnonzero(self._mask).astype(np.int64)

    def __contains__(self, row: int) -> bool:
        return bool(self._mask[row])

    def flags(self, start: int, stop: int) -> list[bool]:
        """Tell whether each of these rows is selected."""
        flags: list[bool] = self._mask[start:stop].tolist()
        return flags

    def reset(self, count: int) -> None:
        """Start anew with `count` photos, none selected."""
        self._mask = np.zeros(count, dtype=bool)
        self.current = self._anchor = -1

    def select_only(self, row: int) -> None:
        """Select as a plain click does."""
        self._mask[:] = False
        self._mask[row] = True
        self.current = self._anchor = row

    def toggle(self, row: int) -> None:
        """Select as Ctrl and a click do."""
        self._mask[row] = not self._mask[row]
        self.current = self._anchor = row

    def extend_to(self, row: int, *, keep: bool = False) -> None:
        """Select all from the anchor to `row` (Shift and a click); `keep` keeps the rest."""
        if self._anchor < 0:
            self._anchor = max(0, self.current)
        first, last = sorted((self._anchor, row))
        if not keep:
            self._mask[:] = False
        self._mask[first : last + 1] = True
        self.current = row

    def move_to(self, row: int) -> None:
        """Move the current photo, without selecting it (Ctrl and a key)."""
        self.current = self._anchor = row

    def select_all(self) -> None:
        """Select every photo; the current one stays."""
        self._mask[:] = True

    def clear(self) -> None:
        """Select none; the current one stays."""
        self._mask[:] = False

    def set_rows(
        self, rows: NDArray[np.int64] | slice, keep: NDArray[np.bool_] | None = None
    ) -> None:
        """Select exactly these rows, and those of the mask `keep`: a rubber band, a heading."""
        if keep is None:
            self._mask[:] = False
        else:
            self._mask[:] = keep
        self._mask[rows] = True

    def mask(self) -> NDArray[np.bool_]:
        """Return a copy of the mask, for set_rows()."""
        return self._mask.copy()

    def remap(self, new_rows: NDArray[np.int64], count: int) -> None:
        """Follow the photos to their new rows.

        `new_rows` (old count,) holds the new row of each old one, -1 where it is gone.
        """
        kept = new_rows[self._mask]
        self._mask = np.zeros(count, dtype=bool)
        self._mask[kept[kept >= 0]] = True
        self.current = _follow(self.current, new_rows)
        self._anchor = _follow(self._anchor, new_rows)


def _follow(row: int, new_rows: NDArray[np.int64]) -> int:
    return int(new_rows[row]) if row >= 0 else -1


class RubberBand:
    """Draw a rectangle from where a drag began, in content coordinates: it scrolls along."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._start: QPoint | None = None
        self._rect = QRect()
        self._kept: NDArray[np.bool_] | None = None

    @property
    def active(self) -> bool:
        """Tell whether it is being drawn."""
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
        """End it: the button was released, or the list changed."""
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
