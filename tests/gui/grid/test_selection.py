from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from photosearch.gui.grid.model import plan_update
from photosearch.gui.grid.selection import Selection

id_lists = st.lists(st.integers(1, 60), unique=True)


@given(id_lists, id_lists, st.data())
def test_selection_and_current_follow_their_photos(old, new, data) -> None:
    old_ids, new_ids = np.array(old, dtype=np.int64), np.array(new, dtype=np.int64)
    update = plan_update(old_ids, new_ids)
    if update is None:
        assert old == new
        return
    chosen = data.draw(st.sets(st.sampled_from(old))) if old else set()
    selection = Selection(len(old))
    for photo_id in chosen:
        selection.toggle(old.index(photo_id))
    current = old[selection.current] if selection.current >= 0 else None
    selection.remap(update.new_rows, len(new))
    assert {new[row] for row in selection.rows()} == chosen & set(new)
    assert selection.count == len(chosen & set(new))
    assert selection.current == (new.index(current) if current in new else -1)


def test_clicks_as_in_a_file_manager() -> None:
    selection = Selection(10)
    selection.select_only(3)
    selection.extend_to(6)
    assert list(selection.rows()) == [3, 4, 5, 6]
    selection.extend_to(1)  # from the anchor, not from the last end
    assert list(selection.rows()) == [1, 2, 3]
    selection.toggle(8)
    selection.toggle(2)
    assert list(selection.rows()) == [1, 3, 8]
    selection.move_to(5)
    assert selection.current == 5
    assert list(selection.rows()) == [1, 3, 8]
    selection.select_only(0)
    assert list(selection.rows()) == [0]


def test_a_rubber_band_adds_to_what_was_there_and_lets_go_again() -> None:
    selection = Selection(10)
    selection.select_only(0)
    kept = selection.mask()
    selection.set_rows(np.arange(3, 6), kept)
    assert list(selection.rows()) == [0, 3, 4, 5]
    selection.set_rows(np.arange(3, 4), kept)
    assert list(selection.rows()) == [0, 3]
    selection.set_rows(slice(7, 9))
    assert list(selection.rows()) == [7, 8]


def test_a_million_photos_are_planned_and_followed_quickly() -> None:
    old = np.arange(1_000_000, 0, -1, dtype=np.int64)
    new = np.concatenate([np.arange(1_000_400, 1_000_000, -1), old[old % 1000 != 0]])
    update = plan_update(old, new)
    assert update is not None
    selection = Selection(old.size)
    selection.select_all()
    selection.remap(update.new_rows, new.size)
    assert selection.count == 999_000
    assert plan_update(new, new.copy()) is None
