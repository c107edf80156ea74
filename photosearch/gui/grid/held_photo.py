"""The photo that stays at its place while one zooms there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint

from photosearch.gui.grid.layout import GridLayout


@dataclass(frozen=True, slots=True)
class HeldPhoto:
    """It is held over several steps, which break the lines anew: back again, all is as it was."""

    around: QPoint
    """The place in the viewport."""
    row: int
    part: float
    """Of the cell's height, 0 to 1, that is above the place."""
    scrolled: int = -1
    """How far it was scrolled to hold the photo."""

    @classmethod
    def at(
        cls, around: QPoint | None, layout: GridLayout, scrolled: int, before: HeldPhoto | None
    ) -> HeldPhoto | None:
        """The photo at a place; over air or a heading, the first of the line there or below.

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
        """How far to scroll so that the photo is at its place."""
        cell = layout.rect(self.row)
        return cell.y + round(self.part * cell.height) - self.around.y()
