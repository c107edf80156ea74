"""The words about duplicates."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from photosearch.core.duplicates import (
    DuplicateKind,
    DuplicateMember,
    GroupOrder,
    KeepRule,
    Mark,
    MemberChoice,
    Relation,
)
from photosearch.core.photo import PhotoMetadata, PhotoRecord, PhotoState
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.gui.duplicates import duplicate_text
from tests.gui.fake_duplicates import group

SURELY = SimilarityLevel.SURELY


def record(
    name: str = "a.jpg", width: int = 4000, height: int = 3000, size: int = 2_000_000, **more
) -> PhotoRecord:
    known = PhotoMetadata("jpeg", width, height, datetime(2024, 5, 17, 12, 0), **more)
    path = Path("/photos") / name
    return PhotoRecord(1, 0, path, PhotoState.INDEXED, size, 0, b"", known)


def edited(transform=None, *, mirrored: bool = False) -> Relation:
    return Relation(DuplicateKind.EDITED, SURELY, transform, mirrored)


@pytest.mark.parametrize(
    ("relation", "other", "words"),
    [
        (None, record(), ""),
        (Relation(DuplicateKind.SAME_FILE, SURELY), record(), "the same bytes"),
        (Relation(DuplicateKind.SAME_PICTURE, SURELY), record(), "the same pixels"),
        (Relation(DuplicateKind.PAIR, SURELY), record(), "the same shot"),
        (Relation(DuplicateKind.SERIES, SURELY, (1, 0, 0, 0, 1, 0)), record(), "another shot"),
        (edited(), record(), "saved anew"),
        (edited((1, 0, 0, 0, 1, 0)), record(), "saved anew"),
        (edited((1, 0, 0, 0, 1, 0)), record(width=1000, height=750), "reduced to 25 %"),
        (edited((1, 0, 0, 0, 1, 0)), record(width=8000, height=6000), "enlarged to 200 %"),
        (
            edited((2, 0, -0.5, 0, 2, -0.5)),
            record(width=2000, height=1500),
            "cropped to 25 %",
        ),
        (edited((0, -1, 1, 1, 0, 0)), record(width=3000, height=4000), "turned by 90°"),
        (edited((-1, 0, 1, 0, 1, 0), mirrored=True), record(), "mirrored"),
        (edited((0.5, 0, 0.25, 0, 0.5, 0.25)), record(width=8000, height=6000),
         "with more around it"),
    ],
)  # fmt: skip
def test_how_a_file_follows_from_the_representative(relation, other, words: str) -> None:
    assert duplicate_text.relation_text(DuplicateMember(2, relation), other, record()) == words


def test_what_differs_is_told_apart_from_what_is_the_same() -> None:
    small = record("b.jpg", 1000, 750, 200_000)
    facts = duplicate_text.facts(small, [record()])
    assert [(fact.text, fact.differs) for fact in facts] == [
        ("1000 × 750", True),
        ("200.0 kB", True),
        ("JPEG", False),
        (facts[3].text, False),
        (str(Path("/photos")), False),
    ]
    assert "5/17/24" in facts[3].text


def test_dates_within_a_minute_are_told_to_the_second() -> None:
    first, second = record(), record("b.jpg")
    assert second.metadata is not None
    later = replace(second.metadata, captured=datetime(2024, 5, 17, 12, 0, 2))
    second = replace(second, metadata=later)
    facts = duplicate_text.facts(second, [first])
    assert facts[3].text.endswith("12:00:02")
    assert facts[3].differs
    assert "12:00:00" in duplicate_text.facts(first, [second])[3].text


def test_a_file_that_cannot_be_read_says_what_is_known() -> None:
    broken = PhotoRecord(2, 0, Path("/photos/c.nef"), PhotoState.UNREADABLE, 0, 0, None, None)
    facts = duplicate_text.facts(broken, [record()])
    assert [fact.text for fact in facts][:4] == ["", "0 bytes", "NEF", "No date"]
    member = DuplicateMember(2, edited((1, 0, 0, 0, 1, 0)))
    assert duplicate_text.relation_text(member, broken, record())


def test_it_is_told_how_much_of_a_framed_picture_counts() -> None:
    framed = DuplicateMember(2, edited((0.8, 0, 0.1, 0, 0.8, 0.1)), share=0.64)

    assert duplicate_text.relation_text(framed, record("b.jpg"), record()).endswith(
        "64 % of its pixels count"
    )
    assert duplicate_text.relation_text(DuplicateMember(1), record(), record()) == ""


def test_why_a_file_stays_or_goes() -> None:
    kept = MemberChoice(1, Mark.KEEP, (KeepRule.RAW, KeepRule.BYTES, KeepRule.RATING))
    gone = MemberChoice(2, Mark.REMOVE, (KeepRule.RAW,))
    assert duplicate_text.why_text(kept) == "Kept: RAW; larger; rated"
    assert duplicate_text.why_text(gone) == "Another one is: RAW"
    assert duplicate_text.why_text(MemberChoice(1, Mark.KEEP, by_user=True)) == "You keep it"
    assert duplicate_text.why_text(MemberChoice(1, Mark.REMOVE, by_user=True)) == "You remove it"
    assert duplicate_text.why_text(None) == ""
    assert duplicate_text.mark_text(kept) == "✓ Keep"
    assert duplicate_text.mark_text(gone) == "✕ Remove"
    assert duplicate_text.mark_text(None) == "? Undecided"


def test_everything_has_words() -> None:
    for kind in (None, *DuplicateKind):
        assert duplicate_text.kind_title(kind)
        assert duplicate_text.kind_help(kind).endswith(".")
    for rule in KeepRule:
        assert duplicate_text.rule_title(rule)
        assert duplicate_text.rule_reason(rule)
    assert len({duplicate_text.group_order_text(order) for order in GroupOrder}) == len(GroupOrder)


def test_a_heading_tells_kind_count_and_space() -> None:
    title, more = duplicate_text.group_heading_text(group((1, 2, 3)))
    assert title == "Edited copies"
    assert more == "3 files · surely · 6.9 MB to be freed"
    series = duplicate_text.group_heading_text(group((1, 2), DuplicateKind.SERIES))
    assert series == ("Series", "2 files · surely")
