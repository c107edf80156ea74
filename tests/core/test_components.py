"""What hangs together by pairs, against a search from place to place."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.components import components


def reached(count: int, pairs: list[tuple[int, int]]) -> list[int]:
    """The same by walking from each place."""
    lowest = []
    for start in range(count):
        seen, todo = {start}, [start]
        while todo:
            place = todo.pop()
            for pair in pairs:
                if place in pair:
                    todo += set(pair) - seen
                    seen |= set(pair)
        lowest.append(min(seen))
    return lowest


@given(st.data(), st.integers(0, 30))
def test_each_place_has_the_lowest_that_it_hangs_together_with(
    data: st.DataObject, count: int
) -> None:
    place = st.integers(0, max(0, count - 1))
    pairs = data.draw(st.lists(st.tuples(place, place), max_size=40)) if count else []
    one, other = np.array(pairs, np.intp).reshape(-1, 2).T
    assert components(count, one, other).tolist() == reached(count, pairs)


def test_a_long_chain_takes_few_rounds() -> None:
    """Walked a step at a time, this would take minutes."""
    places = np.random.default_rng(1).permutation(200_000)
    assert not components(len(places), places[:-1], places[1:]).any()
