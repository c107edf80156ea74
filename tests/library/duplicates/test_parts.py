"""Groups of several kinds are divided by what is asked for."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.duplicates import (
    CLEANED_KINDS,
    COPY_KINDS,
    DuplicateKind,
    GroupFilter,
    Relation,
)
from photosearch.core.picture_match import VERSION, PictureMatch
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.library.duplicates.duplicates import Duplicates
from photosearch.library.duplicates.groups import groups_of, make_group
from photosearch.library.duplicates.parts import is_whole, may_have_parts, parts_of
from photosearch.store.catalog import Catalog
from photosearch.store.duplicates import StoredGroup
from tests.library.duplicates.test_duplicates import Shelf

SURELY, PROBABLY = SimilarityLevel.SURELY, SimilarityLevel.PROBABLY
SAME_FILE, PICTURE = DuplicateKind.SAME_FILE, DuplicateKind.SAME_PICTURE
PAIR, EDITED, SERIES = DuplicateKind.PAIR, DuplicateKind.EDITED, DuplicateKind.SERIES

COPY = PictureMatch((1, 0, 0, 0, 1, 0), False, 100, 0.5, 0.98, 0.0, 0, 0.0, 0.0, 0.0, 0.002)


def stored(*members: tuple[DuplicateKind, SimilarityLevel, int]) -> StoredGroup:
    """Return a group of photo 1, of content 10, and others of some kind, level and content."""
    relations = {
        number: Relation(kind, level) for number, (kind, level, _) in enumerate(members, start=2)
    }
    contents = contents_of(*members)
    sizes = {number: 100 * content for number, content in contents.items()}
    shares = dict.fromkeys(contents, 1.0)
    return make_group(1, relations, contents=contents, sizes=sizes, shares=shares, finished=False)


def contents_of(*members: tuple[DuplicateKind, SimilarityLevel, int]) -> dict[int, int]:
    return {1: 10} | {number: each[2] for number, each in enumerate(members, start=2)}


def asked(
    members: list[tuple[DuplicateKind, SimilarityLevel, int]],
    *kinds: DuplicateKind,
    level: SimilarityLevel = PROBABLY,
) -> list[tuple[tuple[int, ...], DuplicateKind]]:
    found = parts_of(stored(*members), kinds, level, contents_of(*members))
    return [(part.group.photo_ids, part.group.kind) for part in found]


MIXED = [
    (SAME_FILE, SURELY, 10),
    (EDITED, SURELY, 20),
    (EDITED, PROBABLY, 30),
    (EDITED, PROBABLY, 30),
    (PAIR, SURELY, 40),
    (PICTURE, SURELY, 50),
]


def test_equal_files_are_groups_of_their_own() -> None:
    assert asked(MIXED, SAME_FILE) == [((1, 2), SAME_FILE), ((4, 5), SAME_FILE)]


def test_equal_files_are_surely_so_whatever_the_group_is() -> None:
    found = asked(MIXED, *CLEANED_KINDS, level=SURELY)
    assert found == [((1, 2, 3, 7), EDITED), ((4, 5), SAME_FILE)]


def test_each_kind_is_a_group_around_the_first_file() -> None:
    assert asked(MIXED, PICTURE) == [((1, 7), PICTURE)]
    assert asked(MIXED, PAIR) == [((1, 6), PAIR)]


def test_raw_and_picture_of_a_shot_are_there_only_if_they_are_asked_for() -> None:
    assert asked(MIXED, EDITED) == [((1, 2, 3, 4, 5, 7), EDITED)]
    assert asked(MIXED, *COPY_KINDS) == [((1, 2, 3, 4, 5, 6, 7), EDITED)]


def test_equal_pictures_beside_a_raw_file_are_equal_files() -> None:
    members = [(PAIR, SURELY, 20), (PAIR, SURELY, 20)]
    assert asked(members, *CLEANED_KINDS) == [((2, 3), SAME_FILE)]


def test_frames_of_a_series_have_no_parts() -> None:
    members = [(SERIES, SURELY, 20), (SERIES, PROBABLY, 30)]
    assert asked(members, *COPY_KINDS) == []
    assert asked(members, SERIES, level=SURELY) == [((1, 2), SERIES)]


def test_a_file_that_is_gone_meanwhile_is_left_out() -> None:
    group = stored(*MIXED)
    contents = contents_of(*MIXED)
    del contents[1]
    found = parts_of(group, {SAME_FILE}, PROBABLY, contents)
    assert [part.group.photo_ids for part in found] == [(4, 5)]


_RELATIONS = st.tuples(
    *[st.tuples(st.sampled_from(COPY_KINDS[1:]), st.sampled_from([SURELY, PROBABLY]))] * 3
)


@st.composite
def _members(
    draw: st.DrawFn,
) -> list[tuple[DuplicateKind, SimilarityLevel, int]]:
    """Draw files of three contents, each of which relates in one way to the first file."""
    relations = draw(_RELATIONS)
    contents = draw(st.lists(st.integers(0, 3), min_size=1, max_size=6))
    return [
        (SAME_FILE, SURELY, 10) if each == 3 else (*relations[each], 11 + each) for each in contents
    ]


@given(
    members=_members(),
    kinds=st.sets(st.sampled_from(list(DuplicateKind))),
    level=st.sampled_from([SURELY, PROBABLY]),
)
def test_parts_are_disjoint_equal_where_that_is_asked_and_never_missed(
    members: list[tuple[DuplicateKind, SimilarityLevel, int]],
    kinds: set[DuplicateKind],
    level: SimilarityLevel,
) -> None:
    group, contents = stored(*members), contents_of(*members)
    parts = parts_of(group, kinds, level, contents)
    (whole,) = groups_of([group])
    ids = [photo_id for part in parts for photo_id in part.group.photo_ids]
    assert len(ids) == len(set(ids))
    for part in parts:
        assert len(part.group.members) >= 2
        assert part.contents == Counter(contents[each] for each in part.group.photo_ids)
        assert part.group.level <= level
        assert part.group.bytes == sum(100 * contents[each] for each in part.group.photo_ids)
        if kinds == {SAME_FILE}:
            assert len(part.contents) == 1
    if is_whole(whole, kinds, level):
        assert [part.group for part in parts] == [whole]
    if not may_have_parts(whole, group, kinds):
        assert not parts
    if SAME_FILE in kinds:  # each pair of equal files is in one part
        of_photo = {each: at for at, part in enumerate(parts) for each in part.group.photo_ids}
        for one, other in itertools.combinations(contents, 2):
            if contents[one] == contents[other]:
                assert of_photo[one] == of_photo[other]


# In a library


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """A group of an original, a file equal to it, an edited copy, and an equal one of that."""
    (tmp_path / "photos").mkdir()
    with Catalog.open(tmp_path / "library") as catalog:
        shelf = Shelf(catalog, tmp_path / "photos")
        names = {"a.jpg": "cat", "b.jpg": "cat", "c.jpg": "small cat", "d.jpg": "small cat"}
        one, *others = [shelf.add(name, content) for name, content in names.items()]
        _, keys = catalog.duplicates.content_keys([one, others[-1]])
        pair = min(keys.tolist()), max(keys.tolist())
        catalog.duplicate_pairs.add_pairs([pair], VERSION)
        catalog.duplicate_pairs.put({pair: COPY.to_bytes()}, VERSION)
        shelf.duplicates = Duplicates(
            catalog, passing=catalog.photos.select, publish=shelf.told.append
        )
        shelf.update()
        yield shelf


EQUAL = GroupFilter(kinds=frozenset({SAME_FILE}))


def test_who_asks_for_equal_files_gets_those_of_edited_groups(shelf: Shelf) -> None:
    found = shelf.duplicates.groups(EQUAL)
    assert sorted(group.photo_ids for group in found) == [(1, 2), (3, 4)]
    assert [sorted(group.photo_ids) for group in shelf.duplicates.groups()] == [[1, 2, 3, 4]]


def test_each_kind_is_counted_as_it_is_listed(shelf: Shelf) -> None:
    status = shelf.duplicates.status()
    for kind in DuplicateKind:
        listed = shelf.duplicates.groups(GroupFilter(kinds=frozenset({kind})))
        count = status.counts.get(kind)
        assert (count.groups if count else 0) == len(listed)
    assert (status.copies.groups, status.copies.files) == (1, 4)


def test_equal_files_that_were_decided_on_do_not_come_back_and_can_be_reopened(
    shelf: Shelf,
) -> None:
    first, second = shelf.duplicates.groups(EQUAL)
    told = len(shelf.told)

    shelf.duplicates.finish([first.group_id])

    assert shelf.duplicates.groups(EQUAL) == [second]
    assert len(shelf.told) > told
    assert shelf.duplicates.status().counts[SAME_FILE].groups == 1
    decided = shelf.duplicates.groups(GroupFilter(finished=True))
    assert [group.photo_ids for group in decided] == [first.photo_ids]
    shelf.duplicates.reopen([first.group_id])
    assert {group.photo_ids for group in shelf.duplicates.groups(EQUAL)} == {(1, 2), (3, 4)}
