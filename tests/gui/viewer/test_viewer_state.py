"""What is looked at: turning, comparing, flickering, and photos that go away."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.gui.viewer.viewer_state import PhotoSequence, ViewerState


def look(count: int = 10, at: int = 3, compared: tuple[int, ...] = ()) -> ViewerState:
    """Photos 1 to `count`."""
    return ViewerState(np.arange(1, count + 1), at, compared)


def test_turning_goes_on_and_stops_at_the_ends() -> None:
    looking = look(4, 3)
    assert looking.step(1)
    assert looking.current == 4
    assert not looking.step(1)
    assert looking.go_to_end(last=False)
    assert (looking.current, looking.position, looking.count) == (1, 1, 4)
    assert not looking.step(-1)


def test_what_is_next_is_loaded_ahead_in_the_direction_of_turning() -> None:
    looking = look(10, 5)
    assert looking.ahead()[:2] == [6, 4]
    looking.step(-1)
    assert looking.ahead()[:3] == [3, 5, 2]


def test_a_photo_that_is_not_among_the_others_comes_first() -> None:
    looking = look(5, 99)
    assert (looking.current, looking.position, looking.count) == (99, 1, 6)
    looking.step(1)
    assert looking.current == 1


def test_comparing_with_the_next_and_ending_at_the_one_that_is_meant() -> None:
    looking = look(10, 3)
    looking.toggle_compare()
    assert looking.shown == [3, 4]
    assert looking.current == 4
    looking.step(1)
    assert looking.shown == [3, 5]
    looking.step(-1)
    looking.step(-1)
    # The other compared photo is passed over.
    assert looking.shown == [3, 2]
    looking.toggle_compare()
    assert looking.shown == [2]
    assert looking.current == 2


def test_the_last_photo_is_compared_with_the_one_before() -> None:
    looking = look(3, 3)
    looking.toggle_compare()
    assert looking.shown == [3, 2]


def test_a_single_photo_has_nothing_beside_it() -> None:
    looking = look(1, 1)
    looking.toggle_compare()
    looking.flicker()
    assert looking.shown == [1]
    assert not looking.flickering


def test_at_most_four_are_compared() -> None:
    assert look(9, 1, (1, 2, 3, 4, 5)).shown == [1, 2, 3, 4]
    assert look(9, 1, (2,)).shown == [1]


def test_meaning_another_pane() -> None:
    looking = look(9, 1, (7, 2, 5))
    assert looking.set_active(2)
    assert (looking.current, looking.position) == (5, 5)
    assert not looking.set_active(2)
    assert not looking.set_active(3)


def test_flicker_goes_through_the_compared_ones() -> None:
    looking = look(9, 1, (7, 2, 5))
    seen = []
    for _ in range(4):
        looking.flicker()
        seen += looking.shown
    assert seen == [7, 2, 5, 7]
    assert looking.leave()
    assert looking.shown == [7, 2, 5]


def test_a_held_key_goes_back() -> None:
    looking = look(9, 1, (7, 2))
    looking.flicker()
    looking.flicker()
    assert looking.shown == [2]
    looking.flicker_back()
    assert looking.shown == [7]


def test_flicker_of_one_photo_shows_the_one_before() -> None:
    looking = look(9, 3)
    looking.step(1)
    looking.step(1)
    looking.flicker()
    assert looking.shown == [4]
    assert looking.current == 5
    looking.flicker_back()
    assert looking.shown == [5]
    looking.flicker()
    looking.step(1)
    assert looking.shown == [6]


def test_leaving_is_step_by_step() -> None:
    looking = look(9, 1, (7, 2))
    looking.flicker()
    assert [looking.leave(), looking.leave(), looking.leave()] == [True, True, False]


def test_a_removed_photo_makes_room_for_the_next() -> None:
    looking = look(4, 3)
    assert looking.remove([3])
    assert (looking.current, looking.position, looking.count) == (4, 3, 3)
    assert looking.remove([4])
    assert looking.current == 2
    looking.restore([3])
    looking.step(1)
    assert looking.current == 3
    assert not looking.remove([1, 2, 3])


def test_removing_compared_ones() -> None:
    looking = look(9, 1, (7, 2, 5))
    looking.set_active(1)
    looking.flicker()
    assert looking.remove([7])
    assert looking.shown == [2, 5]
    assert looking.current == 2
    assert looking.remove([2])
    assert looking.shown == [5]
    assert looking.compared == []


ids = st.integers(1, 12)
steps = st.one_of(
    st.tuples(st.just("step"), st.sampled_from([-1, 1])),
    st.tuples(st.just("set_active"), st.integers(0, 3)),
    st.tuples(st.just("remove"), ids),
    st.tuples(st.just("restore"), ids),
    st.tuples(st.just("go_to"), ids),
    st.tuples(st.sampled_from(["flicker", "flicker_back", "toggle_compare", "leave"])),
)


@given(st.lists(steps, max_size=30), st.lists(ids, max_size=5, unique=True))
def test_whatever_is_done_what_is_shown_is_there(
    done: list[tuple[Any, ...]], compared: list[int]
) -> None:
    looking = look(12, 4, tuple(compared))
    gone: set[int] = set()
    for name, *values in done:
        if name == "remove":
            gone.add(values[0])
            if not looking.remove(values):
                return
        elif name == "restore":
            gone.discard(values[0])
            looking.restore(values)
        elif name == "go_to" and values[0] in gone:
            continue
        else:
            getattr(looking, name)(*values)
        assert not gone.intersection(looking.shown)
        assert looking.current not in gone
        assert len(set(looking.shown)) == len(looking.shown)
        assert 1 <= looking.position <= looking.count
        assert looking.current in looking.shown or looking.flickering


@pytest.mark.parametrize("steps", [3, -3])
def test_several_steps_leave_out_what_does_not_count(steps: int) -> None:
    sequence = PhotoSequence(np.arange(1, 12), 6)
    sequence.remove([5, 7])
    assert sequence.at(steps, beside=[4, 8]) == (11 if steps > 0 else 1)
