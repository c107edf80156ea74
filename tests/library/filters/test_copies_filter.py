"""The filter "has copies", in SQL and in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from photosearch.core.changes import Changes, Subscribers
from photosearch.core.filters import HAS_COPIES, Filters
from photosearch.core.jobs import JobControl
from photosearch.library.duplicates.duplicates import Duplicates
from photosearch.library.filters.facets import LibraryFacets
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.store.samples import photo

COPIES = Filters(copies=(HAS_COPIES,))


class Shelf:
    def __init__(self, catalog: Catalog, folder: Path) -> None:
        self.catalog = catalog
        self.root = catalog.roots.add(folder, "", ())
        self.subscribers = Subscribers()
        self.facets = LibraryFacets(catalog, self.subscribers)
        self.duplicates = Duplicates(
            catalog, passing=self.facets.passing, publish=self.subscribers.notify
        )

    def add(self, name: str, content: str) -> int:
        batch = WriteBatch("model-0123456789ab")
        batch.indexed.append(photo(self.root.root_id, name.encode(), content.encode().ljust(16)))
        (photo_id,) = self.catalog.commit_batch(batch).indexed_ids
        self.tell(Changes(added=(photo_id,)))
        return photo_id

    def tell(self, changes: Changes) -> None:
        """As the library does."""
        self.subscribers.notify(changes)
        self.duplicates.follow(changes)

    def passing(self) -> list[int]:
        """By the columns in memory; the same as by SQL."""
        found = sorted(self.facets.select(COPIES).tolist())
        assert sorted(self.catalog.photos.select(COPIES).tolist()) == found
        assert self.duplicates.photos_with_copies().tolist() == found
        counts = self.facets.count(None, Filters()).values["copies"]
        told = {each.value: each.count for each in counts if each.count}
        assert told == ({HAS_COPIES: len(found)} if found else {})
        return found


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    (tmp_path / "photos").mkdir()
    with Catalog.open(tmp_path / "library") as catalog:
        yield Shelf(catalog, tmp_path / "photos")


def test_the_filter_follows_the_groups(shelf: Shelf) -> None:
    first, alone, second = shelf.add("a", "one"), shelf.add("b", "two"), shelf.add("c", "one")
    shelf.duplicates.update(JobControl())
    assert shelf.passing() == [first, second]
    third = shelf.add("d", "two")
    shelf.duplicates.update(JobControl())
    assert shelf.passing() == [first, alone, second, third]
    shelf.duplicates.ignore([first, second])
    assert shelf.passing() == [alone, third]
    shelf.catalog.commit_batch(WriteBatch("model-0123456789ab", missing=[third]))
    shelf.tell(Changes(removed=(third,)))
    assert shelf.passing() == []


def test_groups_that_are_decided_on_still_have_copies(shelf: Shelf) -> None:
    both = [shelf.add("a", "one"), shelf.add("c", "one")]
    shelf.duplicates.update(JobControl())
    (group,) = shelf.duplicates.groups()
    shelf.duplicates.finish([group.group_id])
    assert shelf.passing() == both
