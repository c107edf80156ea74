"""Where groups and cards lie."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.gui.duplicates.group_layout import GAP, GROUP_GAP, MARGIN, GroupLayout


def layout(*counts: int, width: int = 1000, mirrored: bool = False) -> GroupLayout:
    return GroupLayout(np.array(counts, np.int64), width, 300, 100, 30, mirrored=mirrored)


def test_groups_stand_below_each_other() -> None:
    found = layout(2, 4, 3)
    assert found.columns == 3
    first, second = found.group(0), found.group(1)
    assert (first.y, first.height) == (0, 30 + 100 + GROUP_GAP)
    assert second.y == first.height
    assert second.height == 30 + 2 * 100 + GAP + GROUP_GAP
    assert found.content_height == found.group(2).y + found.group(2).height


def test_cards_do_not_overlap_and_stay_within() -> None:
    found = layout(7, 3, width=990)
    boxes = [found.card(0, member) for member in range(7)]
    for number, box in enumerate(boxes):
        assert box.x >= MARGIN
        assert box.x + box.width <= 990 - MARGIN
        for other in boxes[number + 1 :]:
            beside = box.x + box.width <= other.x or other.x + other.width <= box.x
            assert beside or box.y + box.height <= other.y


def test_every_card_is_found_under_its_own_points() -> None:
    found = layout(5, 2, 9)
    for group, count in enumerate((5, 2, 9)):
        for member in range(count):
            box = found.card(group, member)
            for x, y in ((box.x, box.y), (box.x + box.width - 1, box.y + box.height - 1)):
                assert found.hit(x, y) == (group, member)
        heading = found.heading(group)
        assert found.hit(5, heading.y + 3) == (group, -1)
    assert found.hit(5, found.content_height) is None
    assert found.hit(5, -1) is None


def test_only_what_is_seen_is_asked_for() -> None:
    found = layout(*([2] * 50_000))
    middle = found.content_height // 2
    rows = found.groups_between(middle, middle + 700)
    assert 4 <= len(rows) <= 7
    assert found.group(rows.start).y <= middle
    assert found.group(rows.stop - 1).y < middle + 700
    huge = layout(5_000)
    members = huge.members_between(0, 10_000, 10_700)
    assert len(members) <= 3 * 9
    assert huge.card(0, members.start).y <= 10_000
    assert huge.card(0, members.stop - 1).y + 100 >= 10_700


def test_nothing_is_found_among_no_groups() -> None:
    found = layout()
    assert found.content_height == 0
    assert len(found.groups_between(0, 700)) == 0
    assert found.hit(10, 10) is None


def test_it_is_mirrored_where_one_reads_from_the_right() -> None:
    plain, turned = layout(3), layout(3, mirrored=True)
    for member in range(3):
        box, other = plain.card(0, member), turned.card(0, member)
        assert other.x == 1000 - box.x - box.width


@pytest.mark.parametrize("width", [1, 200, 330, 640])
def test_a_narrow_view_has_one_column(width: int) -> None:
    found = layout(3, width=width)
    assert found.columns == (1 if width < 640 else 2)
    assert found.card(0, 0).x == MARGIN
