"""The duplicates of a library, as front ends get them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from photosearch.core.changes import Changes
from photosearch.core.duplicates import (
    DuplicateGroup,
    DuplicateKind,
    GroupChoice,
    GroupFilter,
    GroupOrder,
    KindCount,
    Mark,
    MemberChoice,
)
from photosearch.core.filters import Filters
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.message_codes import StageCode
from photosearch.library.duplicates.duplicates import Duplicates
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from photosearch.store.duplicate_pairs import LOOKED_AT
from tests.store.samples import photo


class Shelf:
    """A catalog with made-up photos, and its duplicates."""

    def __init__(self, catalog: Catalog, folder: Path) -> None:
        self.catalog = catalog
        self.root = catalog.roots.add(folder, "", ())
        self.told: list[Changes] = []
        self.duplicates = Duplicates(
            catalog, passing=catalog.photos.select, publish=self.told.append
        )

    def add(self, name: str, content: str, **facts: object) -> int:
        batch = WriteBatch("model-0123456789ab")
        batch.indexed.append(
            photo(self.root.root_id, name.encode(), content.encode().ljust(16), **facts)
        )
        (photo_id,) = self.catalog.commit_batch(batch).indexed_ids
        self.duplicates.follow(Changes(added=(photo_id,)))
        return photo_id

    def lose(self, *photo_ids: int) -> None:
        batch = WriteBatch("model-0123456789ab", missing=list(photo_ids))
        self.catalog.commit_batch(batch)
        self.duplicates.follow(Changes(removed=photo_ids))

    def update(self) -> list[DuplicateGroup]:
        self.duplicates.update(JobControl())
        return self.duplicates.groups()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    (tmp_path / "photos").mkdir()
    with Catalog.open(tmp_path / "library") as catalog:
        yield Shelf(catalog, tmp_path / "photos")


def chosen(group: DuplicateGroup, removed: set[int]) -> GroupChoice:
    marks = [
        MemberChoice(each, Mark.REMOVE if each in removed else Mark.KEEP)
        for each in group.photo_ids
    ]
    return GroupChoice(group.group_id, tuple(marks))


def test_equal_files_are_a_group(shelf: Shelf) -> None:
    first, other = shelf.add("a.jpg", "cat"), shelf.add("b.jpg", "dog")
    second = shelf.add("c.jpg", "cat")

    (group,) = shelf.update()

    assert group.photo_ids == (first, second)
    assert group.kind is DuplicateKind.SAME_FILE
    assert (group.bytes, group.reclaimable) == (200, 100)
    assert shelf.duplicates.photos_with_copies().tolist() == [first, second]
    assert shelf.duplicates.group_of(second) == group
    assert shelf.duplicates.group_of(other) is None
    assert shelf.duplicates.status().counts == {DuplicateKind.SAME_FILE: KindCount(1, 2, 100)}
    assert shelf.told == [Changes(duplicates_changed=True)]


def test_what_goes_on_after_the_last_comparison_is_told(shelf: Shelf) -> None:
    shelf.add("a.jpg", "cat")
    shelf.add("b.jpg", "cat")
    told: list[Progress] = []
    shelf.duplicates.update(JobControl(), told.append)
    assert [each.stage.code for each in told] == [StageCode.GROUPING]
    assert told[-1].total is None
    shelf.duplicates.update(JobControl(), told.append)
    assert len(told) == 1  # nothing new, nothing is done


def test_groups_are_there_after_a_restart(shelf: Shelf) -> None:
    shelf.add("a.jpg", "cat")
    shelf.add("b.jpg", "cat")
    groups = shelf.update()

    again = Duplicates(shelf.catalog, passing=shelf.catalog.photos.select)

    assert again.groups() == groups


def test_a_group_falls_apart_with_its_files(shelf: Shelf) -> None:
    shelf.add("a.jpg", "cat")
    second = shelf.add("b.jpg", "cat")
    shelf.update()

    shelf.lose(second)

    assert shelf.duplicates.groups() == []
    assert len(shelf.told) == 2


def test_what_is_no_match_stays_none_when_it_is_moved_and_can_be_taken_back(shelf: Shelf) -> None:
    ids = [shelf.add("a.jpg", "cat"), shelf.add("b.jpg", "cat")]
    shelf.update()

    decision = shelf.duplicates.ignore(ids)

    assert decision.photo_ids == tuple(ids)
    assert shelf.update() == []
    assert shelf.duplicates.ignored() == [decision]
    shelf.duplicates.take_back(decision.decision_id)
    assert len(shelf.duplicates.groups()) == 1
    assert shelf.duplicates.ignored() == []


def test_one_photo_is_no_match_of_itself(shelf: Shelf) -> None:
    with pytest.raises(ValueError, match="at least two"):
        shelf.duplicates.ignore([shelf.add("a.jpg", "cat")])


def test_a_finished_group_comes_back_only_with_a_new_copy(shelf: Shelf) -> None:
    shelf.add("a.jpg", "cat")
    second = shelf.add("b.jpg", "cat")
    third = shelf.add("c.jpg", "cat")
    (group,) = shelf.update()

    shelf.duplicates.finish([group.group_id])

    assert shelf.duplicates.groups() == []
    assert shelf.duplicates.status().counts == {}
    (finished,) = shelf.duplicates.groups(GroupFilter(finished=True))
    assert finished.photo_ids == group.photo_ids
    shelf.lose(third)  # what is left of it was decided on as well
    assert shelf.duplicates.groups() == []
    shelf.add("d.jpg", "cat")
    assert shelf.update() == []  # as many as before
    shelf.add("e.jpg", "cat")
    (group,) = shelf.update()
    assert second in group.photo_ids


def test_a_finished_group_can_be_opened_again(shelf: Shelf) -> None:
    shelf.add("a.jpg", "cat")
    shelf.add("b.jpg", "cat")
    (group,) = shelf.update()
    shelf.duplicates.finish([group.group_id])

    shelf.duplicates.reopen([group.group_id])

    assert shelf.duplicates.groups() == [group]


def test_what_is_left_of_a_cleaned_group_does_not_come_back(shelf: Shelf) -> None:
    first, _, third = (shelf.add(f"{name}.jpg", "cat") for name in "abc")
    (group,) = shelf.update()
    choice = chosen(group, removed={third})
    shelf.duplicates.set_marks({first: Mark.KEEP})

    shelf.duplicates.note_cleaned([choice], ())  # it could not be moved

    assert shelf.duplicates.groups() == [group]
    assert shelf.duplicates.marks() == {first: Mark.KEEP}

    shelf.lose(third)
    shelf.duplicates.note_cleaned([choice], {third})

    assert shelf.duplicates.groups(GroupFilter(finished=False)) == []
    assert shelf.duplicates.marks() == {}


def test_files_that_share_their_space_are_no_group_any_more(shelf: Shelf) -> None:
    _, second = (shelf.add(f"{name}.jpg", "cat") for name in "ab")
    (group,) = shelf.update()
    choice = chosen(group, removed={second})
    shelf.duplicates.note_cleaned([choice], {second}, still_there=True)
    assert shelf.duplicates.groups(GroupFilter(finished=False)) == []


def test_groups_whose_photos_all_went_are_passed_over(shelf: Shelf) -> None:
    """As after thousands of photos changed at once, until duplicates are looked for again."""
    for content in ("cat", "dog"):
        for name in ("a", "b"):
            shelf.add(f"{content} {name}.jpg", content)
    first, second = shelf.update()
    shelf.duplicates.finish([first.group_id])
    gone = WriteBatch("model-0123456789ab", missing=list(second.photo_ids))
    shelf.catalog.commit_batch(gone)

    shelf.duplicates.reopen([second.group_id])
    shelf.duplicates.finish([second.group_id])

    open_groups = shelf.duplicates.groups(GroupFilter(finished=False))
    assert first.group_id not in {group.group_id for group in open_groups}


def test_links_to_a_file_are_no_copies_of_it(shelf: Shelf) -> None:
    import dataclasses

    one = photo(shelf.root.root_id, b"a.jpg", b"cat".ljust(16))
    link = dataclasses.replace(
        one, stamp=dataclasses.replace(one.stamp, rel_path=b"b.jpg", is_link=True)
    )
    batch = WriteBatch("model-0123456789ab")
    batch.indexed += [one, link]
    shelf.catalog.commit_batch(batch)

    assert shelf.update() == []


def test_groups_are_filtered_and_sorted(shelf: Shelf) -> None:
    shelf.add("b1.jpg", "cat")
    shelf.add("b2.jpg", "cat")
    shelf.add("a1.png", "dog", format="png")
    shelf.add("a2.png", "dog", format="png")
    cats, dogs = shelf.update()
    if len(shelf.catalog.photos.get(cats.photo_ids)) and b"a1" in os.fsencode(
        shelf.catalog.photos.get(cats.photo_ids)[0].path
    ):
        cats, dogs = dogs, cats

    def shown(**wanted: object) -> list[DuplicateGroup]:
        return shelf.duplicates.groups(GroupFilter(**wanted))  # type: ignore[arg-type]

    assert shown(filters=Filters(formats=("png",))) == [dogs]
    assert shown(kinds=frozenset({DuplicateKind.SERIES})) == []
    assert shown(order=GroupOrder.FOLDER) == [dogs, cats]


def test_the_session_is_kept(shelf: Shelf) -> None:
    ids = [shelf.add("a.jpg", "cat"), shelf.add("b.jpg", "cat")]

    shelf.duplicates.set_marks({ids[0]: Mark.KEEP, ids[1]: Mark.REMOVE})
    shelf.duplicates.set_marks({ids[0]: None})
    shelf.duplicates.set_place("some group")

    again = Duplicates(shelf.catalog, passing=shelf.catalog.photos.select)
    assert again.marks() == {ids[1]: Mark.REMOVE}
    assert again.place() == "some group"


def test_what_changed_or_went_while_it_was_looked_at_is_to_be_looked_at_again(
    shelf: Shelf, tmp_path: Path
) -> None:
    catalog = shelf.catalog
    (tmp_path / "drive").mkdir()
    drive = catalog.roots.add(tmp_path / "drive", "", ())
    same, changed = shelf.add("a.jpg", "cat"), shelf.add("b.jpg", "dog")
    batch = WriteBatch("model-0123456789ab")
    batch.indexed.append(photo(drive.root_id, b"c.jpg", b"cow".ljust(16)))
    (gone,) = catalog.commit_batch(batch).indexed_ids
    ids, keys = catalog.duplicates.content_keys()
    looked_at = dict(zip(ids.tolist(), keys.tolist(), strict=True))
    assert set(looked_at) == {same, changed, gone}
    assert shelf.add("b.jpg", "bee") == changed
    catalog.roots.remove(drive.root_id)

    catalog.duplicate_pairs.add_candidates("model-0123456789ab", looked_at, [], 1)

    assert catalog.codes.ids("model-0123456789ab", LOOKED_AT).tolist() == [same]


def test_folders_whose_names_begin_with_any_byte_are_looked_through(shelf: Shelf) -> None:
    ids = {
        name: shelf.catalog.commit_batch(
            WriteBatch(
                "model-0123456789ab",
                indexed=[photo(shelf.root.root_id, name, name.ljust(16))],
            )
        ).indexed_ids[0]
        for name in (b"\xff\xfe.jpg", b"in/\xff.jpg", b"a.jpg")
    }
    found = shelf.catalog.duplicates.paths_beside(np.array(sorted(ids.values())))
    assert {path: photo_id for some in found for photo_id, path in some} == ids
