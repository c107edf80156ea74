"""The list behind the grid: groups, answers, and where photos go when it changes."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.facets import Groups
from photosearch.core.query import SUBJECT, Answer, CropBox, PartMatch
from photosearch.gui.grid.model import PhotoList, Update, plan_update
from photosearch.gui.grid.selection import Selection

id_lists = st.lists(st.integers(1, 60), unique=True)
PART = PartMatch(CropBox(0.1, 0.2, 0.3, 0.4), 0, False)


def array(ids) -> np.ndarray:
    return np.array(ids, dtype=np.int64)


def by_rest(ids: np.ndarray, kinds: int = 3) -> Groups | None:
    """Under headings by what is left over: "0", "1", "2" in the order of their first photos."""
    if not ids.size:
        return None
    rests = (ids % kinds).tolist()
    titles = list(dict.fromkeys(rests))
    order = [row for title in titles for row, rest in enumerate(rests) if rest == title]
    starts = np.cumsum([0] + [rests.count(title) for title in titles[:-1]])
    return Groups(array(order), array(starts), tuple(str(title) for title in titles))


def shown_groups(photos: PhotoList) -> dict[str, list[int]]:
    groups = photos.groups
    assert groups is not None
    parts = np.split(photos.ids, groups.starts[1:])
    return {str(title): part.tolist() for title, part in zip(groups.titles, parts, strict=True)}


@given(ids=id_lists.filter(len), chosen=st.data())
def test_headings_come_and_go_and_selections_follow(qapp, ids, chosen) -> None:
    photos, selection = PhotoList(), Selection(len(ids))
    scores = np.linspace(1, 0, len(ids), dtype=np.float32)
    photos.set_photos(array(ids), scores)
    photos.updated.connect(
        lambda update: selection.remap(update.new_rows, update.new_ids.size)  # same thread
    )
    some = chosen.draw(st.sets(st.sampled_from(ids)))
    for photo_id in some:
        selection.toggle(ids.index(photo_id))
    score_of = dict(zip(ids, scores.tolist(), strict=True))
    for kinds in (3, 2, None):
        groups = None if kinds is None else by_rest(array(ids), kinds)
        photos.set_photos(array(ids), scores, groups=groups, again=True)
        assert {photos.photo_id(row) for row in selection.rows()} == some
        assert all(photos.score(row) == score_of[photos.photo_id(row)] for row in range(len(ids)))
        if kinds is not None:
            for title, members in shown_groups(photos).items():
                assert members == [i for i in ids if i % kinds == int(title)], "order is kept"
    assert photos.ids.tolist() == ids, "without headings it is as it was"


@given(old=id_lists, new=id_lists, grouped=st.tuples(st.booleans(), st.booleans()))
def test_a_plan_leads_from_any_list_to_any_other(qapp, old, new, grouped) -> None:
    photos = PhotoList()
    photos.set_photos(array(old), groups=by_rest(array(old)) if grouped[0] else None)
    groups = by_rest(array(new)) if grouped[1] else None
    update = plan_update(photos.ids, array(new), groups, photos.groups)
    before = photos.ids.tolist()
    if update is None:
        assert before == (new if groups is None else array(new)[groups.order].tolist())
        return
    assert photos.apply(update)
    assert sorted(photos.ids.tolist()) == sorted(new)
    assert photos.groups is groups
    for row, photo_id in zip(update.new_rows.tolist(), before, strict=True):
        assert (photos.photo_id(row) if row >= 0 else None) == (
            photo_id if photo_id in new else None
        )


@given(old=id_lists, new=id_lists, grouped=st.booleans())
def test_the_same_query_asked_again_keeps_what_is_selected(qapp, old, new, grouped) -> None:
    photos = PhotoList()
    photos.set_photos(array(old), np.ones(len(old), np.float32))
    before = photos.ids.tolist()
    updates: list[Update] = []
    resets: list[bool] = []
    photos.updated.connect(updates.append)
    photos.reset.connect(functools.partial(resets.append, True))
    scores = np.linspace(1, 0, len(new), dtype=np.float32)
    groups = by_rest(array(new)) if grouped else None
    photos.set_photos(array(new), scores, groups=groups, again=True)
    assert (len(updates), resets) == (1, [])
    shown = photos.ids.tolist()
    assert [photos.score(row) for row in map(shown.index, new)] == scores.tolist()
    for row, photo_id in zip(updates[0].new_rows.tolist(), before, strict=True):
        assert row == (shown.index(photo_id) if photo_id in new else -1)


def test_the_same_photos_under_other_headings_are_an_update(qapp) -> None:
    ids = array([3, 6, 9])
    one, other = by_rest(ids), by_rest(ids, 2)
    assert plan_update(ids, ids.copy(), one, one) is None
    assert plan_update(ids, ids.copy(), None, one) is not None
    assert plan_update(ids, ids.copy(), one, None) is not None
    assert plan_update(ids, ids.copy(), other, one) is not None


def test_an_answer_brings_scores_parts_and_sense_and_headings_move_them(qapp) -> None:
    photos = PhotoList()
    answer = Answer(
        array([4, 3, 8]),
        np.array([0.9, 0.5, 0.1], np.float32),
        np.zeros(3, np.float32),
        True,
        100,
        0.01,
        parts=(None, PART, None),
    )
    photos.set_answer(answer, SUBJECT, by_rest(answer.photo_ids, 2))
    assert photos.ids.tolist() == [4, 8, 3]
    assert [photos.score(row) for row in range(3)] == pytest.approx([0.9, 0.1, 0.5])
    assert photos.part(3) is PART
    assert photos.part(4) is None
    assert photos.mode == SUBJECT
    photos.set_photos(array([4, 3]))
    assert photos.part(3) is None
    assert photos.mode is None
    assert not photos.has_scores
