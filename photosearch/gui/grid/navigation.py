"""Tell where a key leads in the grid: arithmetic over lines and columns."""

from __future__ import annotations

from enum import Enum, auto

from photosearch.gui.grid.layout import GridLayout


class NavigationStep(Enum):
    """Name a movement of the current photo."""

    BACK = auto()
    """To the photo before, which is at the left unless the grid is mirrored."""
    ON = auto()
    UP = auto()
    DOWN = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()
    FIRST = auto()
    LAST = auto()
    GROUP_UP = auto()
    """To the first photo of the group; from there to the first of the group before."""
    GROUP_DOWN = auto()


VERTICAL = frozenset(
    {NavigationStep.UP, NavigationStep.DOWN, NavigationStep.PAGE_UP, NavigationStep.PAGE_DOWN}
)


def moved(
    layout: GridLayout, row: int, step: NavigationStep, *, column: int, page_lines: int
) -> int:
    """Return the row after `step`; -1 if there are no photos.

    From nowhere (-1) every step but LAST leads to the first photo. Up and down go to `column`, or
    to the end of a line that is shorter (which does not change the column aimed at), and stay in
    the first and last line.
    """
    if layout.count == 0:
        return -1
    if step is NavigationStep.LAST:
        return layout.count - 1
    if step is NavigationStep.FIRST or row < 0:
        return 0
    if step is NavigationStep.BACK:
        return max(0, row - 1)
    if step is NavigationStep.ON:
        return min(layout.count - 1, row + 1)
    group = layout.group_of(row)
    if step is NavigationStep.GROUP_UP:
        start = layout.group_rows(group).start
        return layout.group_rows(max(0, group - 1)).start if row == start else start
    if step is NavigationStep.GROUP_DOWN:
        stop = layout.group_rows(group).stop
        return stop if stop < layout.count else layout.count - 1
    lines = page_lines if step in {NavigationStep.PAGE_UP, NavigationStep.PAGE_DOWN} else 1
    here, _ = layout.line_of(row)
    there = here - lines if step in {NavigationStep.UP, NavigationStep.PAGE_UP} else here + lines
    there = max(0, min(layout.lines - 1, there))
    if there == here:
        return row
    line = layout.line(there)
    return min(line.stop - 1, line.start + column)
