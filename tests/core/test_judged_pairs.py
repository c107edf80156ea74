"""What follows of answers, held against a slow version."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.codes import CodeKind
from photosearch.core.duplicates import (
    DuplicateGroup,
    DuplicateKind,
    DuplicateMember,
    GroupChoice,
    Mark,
    MemberChoice,
    Relation,
)
from photosearch.core.judged_pairs import (
    JudgedAct,
    answers_of_cleaning,
    judged_pairs,
    with_implied,
)
from photosearch.core.similarity_levels import SimilarityLevel

A, B, C, D = (bytes([number]) * 16 for number in range(1, 5))

said_strategy = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]),
    st.booleans(),
    max_size=20,
).map(lambda said: [(bytes([one]), bytes([two]), alike) for (one, two), alike in said.items()])


def test_a_pair_has_its_lower_content_first_and_is_there_once() -> None:
    pairs = judged_pairs([B, A], [A, B, C], CodeKind.LOOK, alike=True, act=JudgedAct.TOGETHER)
    assert [(pair.first, pair.second) for pair in pairs] == [(A, B), (B, C), (A, C)]
    assert judged_pairs([A], [A], CodeKind.LOOK, alike=True, act=JudgedAct.FITS) == []


def test_photos_are_not_judged_by_regions() -> None:
    with pytest.raises(ValueError, match="regions"):
        judged_pairs([A], [B], CodeKind.REGIONS, alike=True, act=JudgedAct.FITS)


def test_what_belongs_to_one_belongs_to_all_of_its_group() -> None:
    found = {
        (one, two): alike
        for one, two, alike in with_implied([(A, B, True), (B, C, True), (C, D, False)])
    }
    assert found == {
        (A, B): True,
        (B, C): True,
        (C, D): False,
        (A, C): True,
        (A, D): False,
        (B, D): False,
    }  # fmt: skip


def test_what_was_said_outright_stays_although_it_does_not_follow() -> None:
    found = {
        (one, two): alike
        for one, two, alike in with_implied([(A, B, True), (B, C, True), (A, C, False)])
    }
    assert found[A, C] is False


@given(said_strategy)
def test_against_the_slow_version(said: list[tuple[bytes, bytes, bool]]) -> None:
    found = {(one, two): alike for one, two, alike in with_implied(said)}
    groups = {content: {content} for one, two, _ in said for content in (one, two)}
    for _ in range(10):
        for one, two, alike in said:
            if alike:
                joined = groups[one] | groups[two]
                for content in joined:
                    groups[content] = joined
    outright = {(one, two): alike for one, two, alike in said}
    assert {pair: found[pair] for pair in outright} == outright
    for (one, two), alike in found.items():
        assert one < two
        if (one, two) not in outright:
            assert alike == (two in groups[one])
            if not alike:
                assert any(
                    not told and {this, that} <= groups[one] | groups[two]
                    for (this, that), told in outright.items()
                )
    # Ten contents are few enough for nothing to be left out.
    for content, group in groups.items():
        for other in group:
            assert content >= other or (content, other) in found


def test_only_what_went_says_something_of_copies() -> None:
    def choice(group_id: str, kept: int, *removed: int) -> GroupChoice:
        marks = [MemberChoice(kept, Mark.KEEP), *(MemberChoice(i, Mark.REMOVE) for i in removed)]
        return GroupChoice(group_id, tuple(marks))

    relation = Relation(DuplicateKind.EDITED, SimilarityLevel.SURELY)
    groups = [
        DuplicateGroup(
            name,
            kind,
            SimilarityLevel.SURELY,
            tuple(DuplicateMember(each, relation) for each in ids),
        )
        for name, kind, ids in (
            ("cut off", DuplicateKind.EDITED, (1, 2, 3)),
            ("left", DuplicateKind.EDITED, (4, 5)),
            ("series", DuplicateKind.SERIES, (6, 7)),
        )
    ]
    choices = [choice("cut off", 1, 2, 3), choice("left", 4, 5), choice("series", 6, 7)]
    (answer,) = answers_of_cleaning(groups, choices, {2, 7})
    assert (answer.anchors, answer.others) == ((1,), (2,))
