"""Where a key leads in the grid. Pure arithmetic over rows and columns."""

from __future__ import annotations

from enum import Enum, auto


class Step(Enum):
    """A movement of the current photo."""

    LEFT = auto()
    RIGHT = auto()
    UP = auto()
    DOWN = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()
    FIRST = auto()
    LAST = auto()


def moved(row: int, step: Step, *, count: int, columns: int, page_lines: int) -> int:
    """The row after `step`; -1 if there are no photos.

    From nowhere (-1) every step but LAST leads to the first photo. Up and down keep the column and
    stay where there is no photo above or below, except that down from the line before a short last
    line goes to the last photo.
    """
    if count == 0:
        return -1
    if step is Step.LAST:
        return count - 1
    if step is Step.FIRST or row < 0:
        return 0
    if step is Step.LEFT:
        return max(0, row - 1)
    if step is Step.RIGHT:
        return min(count - 1, row + 1)
    lines = page_lines if step in {Step.PAGE_UP, Step.PAGE_DOWN} else 1
    if step in {Step.UP, Step.PAGE_UP}:
        return row - min(lines, row // columns) * columns
    last_line = (count - 1) // columns
    down = min(lines, last_line - row // columns)
    return min(count - 1, row + down * columns)
