"""The way of a walk, against a plain model."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.query import QueryImage
from photosearch.gui.walk import history
from photosearch.gui.walk.history import WalkHistory


@given(st.lists(st.sampled_from(["step", "back", "forward"]), max_size=40))
def test_it_is_a_way_with_a_place_on_it(moves: list[str]) -> None:
    way = WalkHistory()
    assert (way.current, way.first) == (None, None)
    start = QueryImage(photo_id=1)
    way.begin(start)
    before, after = [start], list[QueryImage]()
    for number, move in enumerate(moves):
        if move == "step":
            image = QueryImage(photo_id=number + 2)
            way.step(image)
            before, after = [*before, image], []
        elif move == "back":
            way.back()
            if len(before) > 1:
                after.append(before.pop())
        else:
            way.forward()
            if after:
                before.append(after.pop())
        assert way.current is before[-1]
        assert way.first is start
        assert way.can_go_back == (len(before) > 1)
        assert way.can_go_forward == bool(after)


def test_a_long_way_keeps_its_beginning(monkeypatch) -> None:
    monkeypatch.setattr(history, "_MOST_STEPS", 3)
    way = WalkHistory()
    images = [QueryImage(photo_id=number) for number in range(1, 7)]
    way.begin(images[0])
    for image in images[1:]:
        way.step(image)
    assert way.current is images[5]
    way.back()
    way.back()
    assert way.current is images[0]
    assert not way.can_go_back
