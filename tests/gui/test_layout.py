from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from photosearch.gui.grid.layout import GridLayout
from photosearch.gui.grid.navigation import Step, moved

layouts = st.builds(
    GridLayout,
    count=st.integers(1, 2_000_000),
    width=st.integers(1, 8000),
    cell_width=st.integers(20, 500),
    cell_height=st.integers(20, 500),
    margin=st.integers(0, 20),
).filter(lambda layout: layout.width > 2 * layout.margin)


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
    last_in_line = layout.rect(layout.columns - 1)
    assert last_in_line.x + last_in_line.width == layout.width - layout.margin
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
    st.builds(
        GridLayout,
        count=st.integers(1, 60),
        width=st.integers(100, 600),
        cell_width=st.integers(30, 120),
        cell_height=st.integers(30, 120),
    ),
    st.tuples(*[st.integers(-50, 900)] * 4),
)
def test_rows_in_a_rectangle_are_those_that_a_slow_look_finds(layout: GridLayout, corners) -> None:
    left, right = sorted(corners[:2])
    top, bottom = sorted(corners[2:])
    found = {row for rows in layout.rows_in(left, top, right, bottom) for row in rows}
    slow = set()
    for row in range(layout.count):
        cell = layout.rect(row)
        beside = cell.x >= right or cell.x + cell.width <= left
        above_or_below = cell.y >= bottom or cell.y + cell.height <= top
        if right > left and bottom > top and not beside and not above_or_below:
            slow.add(row)
    assert found == slow


@given(
    st.integers(-1, 99),
    st.sampled_from(list(Step)),
    st.integers(1, 100),
    st.integers(1, 12),
    st.integers(1, 9),
)
def test_a_step_always_leads_to_a_photo(row, step, count, columns, page_lines) -> None:
    row = min(row, count - 1)
    there = moved(row, step, count=count, columns=columns, page_lines=page_lines)
    assert 0 <= there < count
    if step in {Step.UP, Step.PAGE_UP} and row >= 0:
        assert there % columns == row % columns


def test_steps_in_a_grid_of_four_columns_with_a_short_last_line() -> None:
    def go(row: int, step: Step) -> int:
        return moved(row, step, count=10, columns=4, page_lines=2)

    assert go(5, Step.LEFT) == 4
    assert go(4, Step.LEFT) == 3  # over the end of the line
    assert go(5, Step.UP) == 1
    assert go(1, Step.UP) == 1
    assert go(5, Step.DOWN) == 9
    assert go(7, Step.DOWN) == 9  # nothing below: the last photo
    assert go(9, Step.DOWN) == 9
    assert go(1, Step.PAGE_DOWN) == 9
    assert go(9, Step.PAGE_UP) == 1
    assert go(3, Step.LAST) == 9
    assert go(3, Step.FIRST) == 0
    assert go(-1, Step.RIGHT) == 0
    assert moved(-1, Step.RIGHT, count=0, columns=4, page_lines=2) == -1
