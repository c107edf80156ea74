"""Lay out the cells of the grid: arithmetic, so that a million photos cost as much as ten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint


class ScrollPosition(NamedTuple):
    """Hold a photo in sight, how far below the top edge it was, and the current one."""

    photo_id: int
    top: int
    """Logical pixels; negative for a photo that is cut off above."""
    current_id: int
    """-1 for none."""

    def to_text(self) -> str:
        """Return it for a settings file."""
        return f"{self.photo_id} {self.top} {self.current_id}"

    @classmethod
    def from_text(cls, text: str) -> ScrollPosition | None:
        """Return what to_text() was made of; None for anything else."""
        parts = text.split()
        try:
            photo_id, top, current_id = (int(part) for part in parts)
        except ValueError:
            return None
        return cls(photo_id, top, current_id) if abs(top) < 1 << 20 else None


Rows = NDArray[np.int64]


class ContentRect(NamedTuple):
    """Represent a rectangle of what is scrolled: logical pixels from its upper left corner."""

    x: int
    y: int
    width: int
    height: int


class Line(NamedTuple):
    """Represent a line of cells: its top, and its photos as rows `start` to `stop` (exclusive)."""

    y: int
    start: int
    stop: int


class GridLayout:
    """Lay out cells in lines of equal height that fill the width, in groups if wanted.

    Immutable: a new size is a new layout. Making one costs time in proportion to the groups (a
    millisecond for 50,000), every question the logarithm of their number.

    Attributes:
        count: of photos.
        width: of the visible area.
        columns: cells per line, at least one.
        lines: of cells, in all groups; the last of each group may not be full.
        cell_height, heading_height: logical pixels; headings have no height without groups.
        margin: around everything.
        content_height: of all lines, headings, footer and both margins; 0 without photos.
    """

    def __init__(
        self,
        count: int,
        width: int,
        cell_width: int,
        cell_height: int,
        margin: int = 8,
        *,
        starts: Rows | None = None,
        heading_height: int = 0,
        footer_height: int = 0,
        mirrored: bool = False,
    ) -> None:
        """Lay out.

        Args:
            count: of photos.
            width: of the visible area.
            cell_width: cells are at least so wide; wider where that fills the line.
            cell_height: of every cell.
            margin: left, right, above and below everything.
            starts: (g,) first row of each group, rising from 0; None without groups.
            heading_height: above each group.
            footer_height: below all cells.
            mirrored: the first column is at the right.
        """
        self.count, self.width, self.margin = count, width, margin
        self.cell_height = cell_height
        self._inner_width = max(1, width - 2 * margin)
        self.columns = max(1, self._inner_width // cell_width)
        self._mirrored = mirrored
        self.grouped = starts is not None and count > 0
        self.heading_height = heading_height if self.grouped else 0
        first_rows = starts if starts is not None and count else np.zeros(1, dtype=np.int64)
        self._starts = first_rows
        sizes = np.diff(first_rows, append=count)
        lines = -(-sizes // self.columns)
        # (g + 1,): the lines above each group, and those of all.
        self._lines_above = np.concatenate([[0], np.cumsum(lines)]).astype(np.int64)
        self.lines = int(self._lines_above[-1])
        # (g,): where each heading begins; its cells follow below.
        numbers = np.arange(first_rows.size, dtype=np.int64)
        self._tops = margin + self._lines_above[:-1] * cell_height + numbers * self.heading_height
        self.content_height = (
            2 * margin
            + self.lines * cell_height
            + first_rows.size * self.heading_height
            + footer_height
            if count
            else 0
        )
        self.footer_height = footer_height if count else 0

    # Groups

    def group_of(self, row: int) -> int:
        """Return the group that photo number `row` is in; 0 without groups."""
        return self._find(self._starts, row)

    def group_rows(self, group: int) -> range:
        """Return the photos of a group."""
        last = group + 1 == self._starts.size
        return range(int(self._starts[group]), self.count if last else int(self._starts[group + 1]))

    def group_at(self, y: int) -> int:
        """Return the group at `y` in content coordinates; the first above, the last below all."""
        return max(0, self._find(self._tops, y))

    def heading(self, group: int) -> ContentRect:
        """Return where the heading of a group is; over the whole width."""
        return ContentRect(0, int(self._tops[group]), self.width, self.heading_height)

    def headings_between(self, top: int, bottom: int) -> range:
        """Return groups whose heading touches `top` to `bottom` (exclusive)."""
        if not self.grouped or bottom <= top:
            return range(0)
        first = int(np.searchsorted(self._tops, top - self.heading_height, side="right"))
        last = int(np.searchsorted(self._tops, bottom, side="left"))
        return range(first, max(first, last))

    def footer(self) -> ContentRect:
        """Return where the footer is, over the whole width; without height if there is none."""
        top = self.content_height - self.margin - self.footer_height
        return ContentRect(0, top, self.width, self.footer_height)

    # Cells

    def line_of(self, row: int) -> tuple[int, int]:
        """Return the number of a photo's line, counted over all groups, and its column."""
        group = self.group_of(row)
        line, column = divmod(row - int(self._starts[group]), self.columns)
        return int(self._lines_above[group]) + line, column

    def line(self, number: int) -> Line:
        """Return the line of that number, counted over all groups."""
        group = self._find(self._lines_above[:-1], number)
        within = number - int(self._lines_above[group])
        rows = self.group_rows(group)
        start = rows.start + within * self.columns
        top = int(self._tops[group]) + self.heading_height + within * self.cell_height
        return Line(top, start, min(rows.stop, start + self.columns))

    def lines_between(self, top: int, bottom: int) -> Iterator[Line]:
        """Return the lines that touch `top` to `bottom` (exclusive), from above."""
        for number in self._line_numbers(top, bottom):
            yield self.line(number)

    def column_span(self, column: int) -> tuple[int, int]:
        """Return left edge and width of the cells of a column."""
        left = self.margin + column * self._inner_width // self.columns
        right = self.margin + (column + 1) * self._inner_width // self.columns
        return (self.width - right if self._mirrored else left), right - left

    def rect(self, row: int) -> ContentRect:
        """Return the cell of photo number `row`."""
        number, column = self.line_of(row)
        x, width = self.column_span(column)
        return ContentRect(x, self.line(number).y, width, self.cell_height)

    def index_at(self, x: int, y: int) -> int | None:
        """Return the photo under a point in content coordinates; None beside the cells."""
        x = self._unmirrored(x)
        if not self.margin <= x < self.margin + self._inner_width or not self.count:
            return None
        group = self._find(self._tops, y)
        if group < 0:
            return None
        below = y - int(self._tops[group]) - self.heading_height
        rows = self.group_rows(group)
        row = rows.start + below // self.cell_height * self.columns + self._column_at(x)
        return row if below >= 0 and row in rows else None

    def rows_between(self, top: int, bottom: int) -> range:
        """Return photos in lines that touch `top` to `bottom` (exclusive)."""
        numbers = self._line_numbers(top, bottom)
        if not numbers:
            return range(0)
        return range(self.line(numbers.start).start, self.line(numbers.stop - 1).stop)

    def rows_in(self, left: int, top: int, right: int, bottom: int) -> Rows:
        """Return photos whose cells touch a rectangle (edges exclusive), rising."""
        if self._mirrored:
            left, right = self.width - right, self.width - left
        inner = self.margin + self._inner_width
        left, right = max(left, self.margin), min(right, inner)
        touched = self._line_numbers(top, bottom)
        if right <= left or not touched:
            return np.empty(0, dtype=np.int64)
        columns = np.arange(self._column_at(left), self._column_at(right - 1) + 1)
        numbers = np.arange(touched.start, touched.stop)
        groups = np.searchsorted(self._lines_above[:-1], numbers, side="right") - 1
        firsts = self._starts[groups] + (numbers - self._lines_above[groups]) * self.columns
        rows: Rows = firsts[:, None] + columns[None, :]
        ends = np.append(self._starts[1:], self.count)[groups]
        return rows[rows < ends[:, None]]

    def lines_per_page(self, height: int) -> int:
        """Return whole lines in a visible area of `height`, at least one."""
        return max(1, (height - self.heading_height) // self.cell_height)

    def _unmirrored(self, x: int) -> int:
        return self.width - 1 - x if self._mirrored else x

    def _column_at(self, x: int) -> int:
        # The largest column whose left edge is <= x; the inverse of the floor in column_span.
        return ((x - self.margin + 1) * self.columns - 1) // self._inner_width

    def _find(self, edges: Rows, value: int) -> int:
        """Return the last of the rising `edges` that is <= value; -1 if none is."""
        if edges.size == 1:
            return 0 if value >= edges[0] else -1
        return int(np.searchsorted(edges, value, side="right")) - 1

    def _line_numbers(self, top: int, bottom: int) -> range:
        """Return numbers of the lines that touch a stripe."""
        if bottom <= top or not self.count:
            return range(0)
        return range(self._lines_before(top, ends=True), self._lines_before(bottom, ends=False))

    def _lines_before(self, y: int, *, ends: bool) -> int:
        """Return how many lines end at or above `y` (`ends`), or else begin above it."""
        group = self._find(self._tops, y)
        if group < 0:
            return 0
        below = y - int(self._tops[group]) - self.heading_height
        within = below // self.cell_height if ends else -(-below // self.cell_height)
        first, last = int(self._lines_above[group]), int(self._lines_above[group + 1])
        return max(first, min(last, first + within))


@dataclass(frozen=True, slots=True)
class ZoomAnchor:
    """Hold a photo in place over several steps of the zoom: back again, all is as it was."""

    around: QPoint
    """The place in the viewport."""
    row: int
    part: float
    """Of the cell's height, 0 to 1, that is above the place."""
    scrolled: int = -1
    """How far it was scrolled to hold the photo."""

    @classmethod
    def at(
        cls, around: QPoint | None, layout: GridLayout, scrolled: int, before: ZoomAnchor | None
    ) -> ZoomAnchor | None:
        """Return the photo at a place; over air or a heading, the first of the line there or below.

        Where nothing was moved since the last step, it is the photo held `before`.
        """
        if around is None:
            return None
        if before is not None and (before.around, before.scrolled) == (around, scrolled):
            return before
        y = around.y() + scrolled
        row = layout.index_at(around.x(), y)
        if row is None:
            rows = layout.rows_between(y, layout.content_height)
            if not rows:
                return None
            row = rows.start
        cell = layout.rect(row)
        return cls(around, row, min(1.0, max(0.0, (y - cell.y) / cell.height)))

    def wanted_scroll(self, layout: GridLayout) -> int:
        """Return how far to scroll so that the photo is at its place."""
        cell = layout.rect(self.row)
        return cell.y + round(self.part * cell.height) - self.around.y()
