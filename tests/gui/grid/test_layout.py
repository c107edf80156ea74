from __future__ import annotations

import itertools
import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from photosearch.gui.grid.layout import GridLayout
from photosearch.gui.grid.navigation import VERTICAL, NavigationStep, moved

SIZES = {
    "width": st.integers(1, 8000),
    "cell_width": st.integers(20, 500),
    "cell_height": st.integers(20, 500),
    "margin": st.integers(0, 20),
}
plain = st.builds(
    GridLayout, count=st.integers(1, 2_000_000), mirrored=st.booleans(), **SIZES
).filter(lambda layout: layout.width > 2 * layout.margin)


@st.composite
def grouped_layouts(draw: st.DrawFn, /, **sizes: st.SearchStrategy[int]) -> GridLayout:
    lengths = draw(st.lists(st.integers(1, 40), min_size=1, max_size=12))
    starts = np.cumsum([0, *lengths[:-1]]).astype(np.int64)
    drawn = {name: draw(values) for name, values in sizes.items()}
    return GridLayout(
        sum(lengths),
        starts=starts,
        heading_height=draw(st.integers(1, 60)),
        mirrored=draw(st.booleans()),
        **drawn,
    )


grouped = grouped_layouts(**SIZES).filter(lambda layout: layout.width > 2 * layout.margin)
layouts = st.one_of(plain, grouped)


@given(layouts, st.data())
def test_the_photo_at_the_middle_of_a_cell_is_its_photo(layout: GridLayout, data) -> None:
    row = data.draw(st.integers(0, layout.count - 1))
    cell = layout.rect(row)
    assert layout.index_at(cell.x + cell.width // 2, cell.y + cell.height // 2) == row


@given(layouts, st.data())
def test_corners_belong_to_the_cell_and_pixels_beyond_do_not(layout: GridLayout, data) -> None:
    row = data.draw(st.integers(0, layout.count - 1))
    cell = layout.rect(row)
    right, bottom = cell.x + cell.width - 1, cell.y + cell.height - 1
    for x, y in ((cell.x, cell.y), (right, cell.y), (cell.x, bottom), (right, bottom)):
        assert layout.index_at(x, y) == row
    assert layout.index_at(cell.x - 1, cell.y) != row
    assert layout.index_at(right + 1, cell.y) != row
    assert layout.index_at(cell.x, bottom + 1) != row


@given(layouts)
def test_cells_fill_the_width_and_the_content_ends_after_the_last(layout: GridLayout) -> None:
    spans = sorted(layout.column_span(column) for column in range(layout.columns))
    assert spans[0][0] == layout.margin
    assert sum(spans[-1]) == layout.width - layout.margin
    assert all(sum(one) == other[0] for one, other in itertools.pairwise(spans))
    last = layout.rect(layout.count - 1)
    assert layout.content_height == last.y + last.height + layout.margin


@given(layouts, st.integers(-500, 10_000_000), st.integers(0, 5000))
def test_rows_between_are_exactly_the_lines_that_touch(layout: GridLayout, top, height) -> None:
    rows = layout.rows_between(top, top + height)
    bottom = top + height
    for row in {rows.start - 1, rows.start, rows.stop - 1, rows.stop}:
        if 0 <= row < layout.count and height:
            cell = layout.rect(row)
            assert (cell.y < bottom and cell.y + cell.height > top) == (row in rows)


@given(
    grouped_layouts(
        width=st.integers(100, 600),
        cell_width=st.integers(30, 120),
        cell_height=st.integers(30, 120),
    ),
    st.tuples(*[st.integers(-50, 900)] * 4),
)
def test_rows_in_a_rectangle_are_those_that_a_slow_look_finds(layout: GridLayout, corners) -> None:
    left, right = sorted(corners[:2])
    top, bottom = sorted(corners[2:])
    found = set(layout.rows_in(left, top, right, bottom).tolist())
    slow = set()
    for row in range(layout.count):
        cell = layout.rect(row)
        beside = cell.x >= right or cell.x + cell.width <= left
        above_or_below = cell.y >= bottom or cell.y + cell.height <= top
        if right > left and bottom > top and not beside and not above_or_below:
            slow.add(row)
    assert found == slow


@given(
    layouts,
    st.integers(-1, 2_000_000),
    st.sampled_from(list(NavigationStep)),
    st.integers(0, 30),
    st.integers(1, 9),
)
def test_a_step_always_leads_to_a_photo(layout, row, step, column, page_lines) -> None:
    row = min(row, layout.count - 1)
    column = min(column, layout.columns - 1)
    there = moved(layout, row, step, column=column, page_lines=page_lines)
    assert 0 <= there < layout.count
    if step in VERTICAL and row >= 0 and there != row:
        line = layout.line(layout.line_of(there)[0])
        assert layout.line_of(there)[1] == min(column, line.stop - line.start - 1)


def test_steps_in_a_grid_of_four_columns_with_a_short_last_line() -> None:
    layout = GridLayout(10, 416, 100, 100)
    assert layout.columns == 4

    def go(row: int, step: NavigationStep) -> int:
        return moved(layout, row, step, column=row % 4, page_lines=2)

    assert go(5, NavigationStep.BACK) == 4
    assert go(4, NavigationStep.BACK) == 3  # over the end of the line
    assert go(5, NavigationStep.UP) == 1
    assert go(1, NavigationStep.UP) == 1
    assert go(5, NavigationStep.DOWN) == 9
    assert go(7, NavigationStep.DOWN) == 9  # nothing below: the last photo
    assert go(9, NavigationStep.DOWN) == 9
    assert go(1, NavigationStep.PAGE_DOWN) == 9
    assert go(9, NavigationStep.PAGE_UP) == 1
    assert go(3, NavigationStep.LAST) == 9
    assert go(3, NavigationStep.FIRST) == 0
    assert go(-1, NavigationStep.ON) == 0
    assert moved(GridLayout(0, 416, 100, 100), -1, NavigationStep.ON, column=0, page_lines=2) == -1


def test_steps_across_groups_aim_at_the_same_column() -> None:
    # Four columns; groups of 5, 2 and 6 photos: lines 0-3, 4 | 5 6 | 7-10, 11 12.
    layout = GridLayout(13, 416, 100, 100, starts=np.array([0, 5, 7]), heading_height=30)

    def go(row: int, step: NavigationStep, column: int) -> int:
        return moved(layout, row, step, column=column, page_lines=2)

    assert go(3, NavigationStep.DOWN, 3) == 4
    assert go(4, NavigationStep.DOWN, 3) == 6
    assert go(6, NavigationStep.DOWN, 3) == 10
    assert go(10, NavigationStep.UP, 3) == 6
    assert go(2, NavigationStep.PAGE_DOWN, 2) == 6
    assert go(12, NavigationStep.PAGE_UP, 1) == 6
    assert go(4, NavigationStep.ON, 0) == 5
    assert go(9, NavigationStep.GROUP_UP, 2) == 7
    assert go(7, NavigationStep.GROUP_UP, 0) == 5
    assert go(0, NavigationStep.GROUP_UP, 0) == 0
    assert go(2, NavigationStep.GROUP_DOWN, 2) == 5
    assert go(8, NavigationStep.GROUP_DOWN, 2) == 12


@given(grouped, st.data())
def test_headings_and_cells_cover_the_content_without_a_gap(layout: GridLayout, data) -> None:
    row = data.draw(st.integers(0, layout.count - 1))
    group = layout.group_of(row)
    assert row in layout.group_rows(group)
    heading, cell = layout.heading(group), layout.rect(row)
    assert cell.y >= heading.y + heading.height
    assert layout.group_at(cell.y) == layout.group_at(heading.y) == group
    assert layout.group_rows(group).start == 0 or layout.group_at(heading.y - 1) == group - 1
    assert layout.rect(layout.group_rows(group).start).y == heading.y + heading.height
    assert layout.index_at(cell.x, heading.y) is None
    assert group in layout.headings_between(heading.y, heading.y + 1)
    assert group not in layout.headings_between(heading.y - 5, heading.y)
    below = heading.y + heading.height
    assert group not in layout.headings_between(below, below + 1)


@given(layouts, st.data())
def test_a_mirrored_grid_is_the_same_seen_from_the_other_side(layout: GridLayout, data) -> None:
    row = data.draw(st.integers(0, layout.count - 1))
    mirrored = GridLayout(
        layout.count,
        layout.width,
        layout.width // layout.columns or 1,
        layout.cell_height,
        layout.margin,
        mirrored=True,
    )
    plain = GridLayout(
        layout.count,
        layout.width,
        layout.width // layout.columns or 1,
        layout.cell_height,
        layout.margin,
    )
    here, there = plain.rect(row), mirrored.rect(row)
    assert there == (layout.width - here.x - here.width, here.y, here.width, here.height)
    assert mirrored.index_at(there.x, there.y) == row
    assert mirrored.index_at(there.x + there.width - 1, there.y) == row


def test_half_a_million_photos_in_as_many_groups_answer_at_once() -> None:
    layout = GridLayout(500_000, 1400, 174, 174, starts=np.arange(500_000), heading_height=36)
    start = time.perf_counter()
    for row in range(0, 500_000, 5000):
        cell = layout.rect(row)
        assert layout.index_at(cell.x, cell.y) == row
        assert layout.rows_between(cell.y, cell.y + 1) == range(row, row + 1)
    assert time.perf_counter() - start < 0.5
