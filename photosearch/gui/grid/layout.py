"""Where each cell of the grid is: arithmetic, so that a million photos cost as much as ten."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellRect:
    """A cell in content coordinates: logical pixels from the top left of the whole grid."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class GridLayout:
    """Cells in lines of equal height that fill the width. Immutable: a new size is a new layout."""

    count: int
    width: int
    """Of the visible area."""
    cell_width: int
    """At least so wide; wider where that fills the line. One column is always there."""
    cell_height: int
    margin: int = 8

    @property
    def _inner_width(self) -> int:
        return max(1, self.width - 2 * self.margin)

    @property
    def columns(self) -> int:
        """Cells per line, at least one."""
        return max(1, self._inner_width // self.cell_width)

    @property
    def lines(self) -> int:
        """Lines of cells, the last one perhaps not full."""
        return -(-self.count // self.columns)

    @property
    def content_height(self) -> int:
        """Of all lines and both margins; 0 without photos."""
        return self.lines * self.cell_height + 2 * self.margin if self.count else 0

    def _left(self, column: int) -> int:
        return self.margin + column * self._inner_width // self.columns

    def rect(self, row: int) -> CellRect:
        """The cell of photo number `row`."""
        line, column = divmod(row, self.columns)
        left = self._left(column)
        top = self.margin + line * self.cell_height
        return CellRect(left, top, self._left(column + 1) - left, self.cell_height)

    def _column_at(self, x: int) -> int:
        # The largest column with _left(column) <= x; the inverse of the floor in _left.
        return ((x - self.margin + 1) * self.columns - 1) // self._inner_width

    def index_at(self, x: int, y: int) -> int | None:
        """The photo under a point in content coordinates; None beside the cells."""
        if not self.margin <= x < self.margin + self._inner_width or y < self.margin:
            return None
        row = (y - self.margin) // self.cell_height * self.columns + self._column_at(x)
        return row if row < self.count else None

    def rows_between(self, top: int, bottom: int) -> range:
        """Photos in lines that touch the stripe from `top` to `bottom` (exclusive)."""
        if bottom <= top:
            return range(0)
        first = max(0, (top - self.margin) // self.cell_height)
        last = max(0, -(-(bottom - self.margin) // self.cell_height))
        return range(min(self.count, first * self.columns), min(self.count, last * self.columns))

    def rows_in(self, left: int, top: int, right: int, bottom: int) -> list[range]:
        """Photos whose cells touch a rectangle (edges exclusive), as one range per line."""
        inner = self.margin + self._inner_width
        left, right = max(left, self.margin), min(right, inner)
        if right <= left:
            return []
        first, last = self._column_at(left), self._column_at(right - 1)
        stripe = self.rows_between(top, bottom)
        return [
            range(start + first, min(self.count, start + last + 1))
            for start in range(stripe.start, stripe.stop, self.columns)
            if start + first < self.count
        ]

    def lines_per_page(self, height: int) -> int:
        """Whole lines in a visible area of `height`, at least one."""
        return max(1, height // self.cell_height)
