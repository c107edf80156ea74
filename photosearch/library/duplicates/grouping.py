"""Make groups of what is known of pairs, and keep them in the catalog.

The same files give the same groups, whatever their order and however they came in: each group
follows from the contents that hang together with it, their comparisons, metadata and names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.components import components
from photosearch.core.photo import PhotoRecord
from photosearch.core.picture_match import VERSION
from photosearch.images.formats import RAW_FORMATS
from photosearch.library.duplicates.group_making import Decisions, edges_of, groups_of_contents
from photosearch.library.duplicates.relations import ContentFacts, facts_of
from photosearch.store.catalog import Catalog
from photosearch.store.duplicate_pairs import Pair
from photosearch.store.duplicates import MEMBER, Keys, StoredGroup

_AT_ONCE = 2000
"""Contents whose rows are in memory at a time."""


@dataclass(frozen=True, slots=True)
class GroupingResult:
    """Tell what came of making groups."""

    changed: bool
    """Some are others than before."""
    missing: set[Pair]
    """Pairs that are worth a comparison: they might join two groups."""


@dataclass(frozen=True, slots=True, eq=False)
class _Links:
    """Hold what is known of pairs of contents; n of them."""

    first: Keys
    second: Keys
    found: Sequence[bytes | None]
    """See `store.duplicate_pairs`; None of a pair of RAW file and picture."""


class Grouping:
    """Bring the groups of a catalog up to date. For one thread at a time."""

    def __init__(self, catalog: Catalog) -> None:
        """Read nothing yet."""
        self._catalog = catalog
        self._store = catalog.duplicates
        self._pairs = catalog.duplicate_pairs
        self._groups: dict[str, StoredGroup] | None = None
        self._ids_of_photo: defaultdict[int, set[str]] | None = None
        """Made when it is first needed: showing groups does without."""

    def stored(self) -> Collection[StoredGroup]:
        """Return all groups as they are.

        Raises:
            CatalogError: the catalog cannot be read.
        """
        return self._known().values()

    def run(self) -> GroupingResult:
        """Make all groups anew.

        Raises:
            CatalogError: the catalog cannot be read or written.
        """
        ids, keys = self._without_links(*self._store.content_keys())
        compared = self._pairs.compared(VERSION)
        raws = self._raw_links(ids, keys, None)
        links = _Links(
            np.concatenate([compared.first, raws.first]),
            np.concatenate([compared.second, raws.second]),
            [*compared.found, *raws.found],
        )
        made, missing = self._make(ids, keys, links)
        return GroupingResult(self._replace(set(self._known()), made), missing)

    def run_for(self, photo_ids: Iterable[int], contents: Iterable[int] = ()) -> GroupingResult:
        """Make the groups anew that some photos are in or may have come into.

        Args:
            photo_ids: photos that came, changed or went.
            contents: keys of contents of which more is known than before.

        Raises:
            CatalogError: the catalog cannot be read or written.
        """
        touched = set(map(int, photo_ids))
        old = self._groups_with(touched)
        members = touched.union(*(_members(self._known()[group_id]) for group_id in old))
        wanted = {*self._store.keys_of(members), *contents}
        while True:
            compared = self._pairs.compared_with(wanted, VERSION)
            ids, keys = self._store.photos_with(wanted)
            raws = self._raw_links(ids, keys, ids)
            more = {
                *compared.first.tolist(),
                *compared.second.tolist(),
                *raws.first.tolist(),
                *raws.second.tolist(),
            } - wanted
            if not more:
                break
            wanted |= more
        ids, keys = self._without_links(ids, keys)
        links = _Links(
            np.concatenate([compared.first, raws.first]),
            np.concatenate([compared.second, raws.second]),
            [*compared.found, *raws.found],
        )
        made, missing = self._make(ids, keys, links)
        old |= self._groups_with(ids.tolist())
        return GroupingResult(self._replace(old, made), missing)

    # ---- what is read ----

    def _known(self) -> dict[str, StoredGroup]:
        if self._groups is None:
            self._groups = {each.group_id: each for each in self._store.groups()}
        return self._groups

    def _groups_with(self, photo_ids: Iterable[int]) -> set[str]:
        """Return the ids of the groups that some photos are in."""
        if self._ids_of_photo is None:
            self._ids_of_photo = defaultdict(set)
            for group in self._known().values():
                self._note(group)
        of_photo = self._ids_of_photo
        return {group_id for each in photo_ids for group_id in of_photo.get(each, ())}

    def _note(self, group: StoredGroup) -> None:
        if self._ids_of_photo is not None:
            for photo_id in _members(group):
                self._ids_of_photo[photo_id].add(group.group_id)

    def _without_links(self, ids: NDArray[np.int64], keys: Keys) -> tuple[NDArray[np.int64], Keys]:
        """Return photos and their contents without further names of one file."""
        few = len(ids) <= _AT_ONCE
        links = self._catalog.stacks.links_of(ids.tolist()) if few else self._catalog.stacks.links()
        further = links.photo_ids[links.photo_ids != links.primary_ids]
        kept = ~np.isin(ids, further)
        return ids[kept], keys[kept]

    def _raw_links(
        self, ids: NDArray[np.int64], keys: Keys, some: NDArray[np.int64] | None
    ) -> _Links:
        """Return the pairs of RAW files and pictures beside them, among all or with some photos."""
        stacks = self._catalog.stacks
        pairs = stacks.all(RAW_FORMATS) if some is None else stacks.of(some.tolist(), RAW_FORMATS)
        if some is not None and len(pairs):
            ids, keys = self._store.content_keys(
                [*pairs.raw_ids.tolist(), *pairs.photo_ids.tolist()]
            )
        raw, other = (_keys_at(each, ids, keys) for each in (pairs.raw_ids, pairs.photo_ids))
        known = (raw != 0) & (other != 0) & (raw != other)
        first = np.minimum(raw, other)[known]
        return _Links(first, np.maximum(raw, other)[known], [None] * len(first))

    # ---- what is made of it ----

    def _make(
        self, ids: NDArray[np.int64], keys: Keys, links: _Links
    ) -> tuple[list[StoredGroup], set[Pair]]:
        decisions = Decisions(self._catalog)
        order = np.lexsort((ids, keys))
        ids, keys = ids[order], keys[order]
        contents, starts, counts = np.unique(keys, return_index=True, return_counts=True)
        first = np.searchsorted(contents, links.first)
        second = np.searchsorted(contents, links.second)
        there = _are_at(contents, first, links.first) & _are_at(contents, second, links.second)
        places = np.flatnonzero(there)
        label = components(len(contents), first[there], second[there])
        linked = np.zeros(len(contents), np.bool_)
        linked[first[there]] = linked[second[there]] = True
        several = linked | (counts > 1)
        made: list[StoredGroup] = []
        missing: set[Pair] = set()
        by_label = places[np.argsort(label[first[places]], kind="stable")]
        link_labels = label[first[by_label]]
        wanted = np.flatnonzero(several)
        wanted = wanted[np.argsort(label[wanted], kind="stable")]
        for some in _portions(wanted, label):
            photos = {
                int(contents[at]): ids[starts[at] : starts[at] + counts[at]].tolist()
                for at in some.tolist()
            }
            low, high = np.searchsorted(link_labels, [label[some[0]], label[some[-1]] + 1])
            chosen = by_label[low:high].tolist()
            facts = self._facts(photos)
            edges = edges_of(
                ((int(links.first[at]), int(links.second[at]), links.found[at]) for at in chosen),
                facts,
                decisions,
            )
            groups, pairs = groups_of_contents(edges, facts, decisions)
            made += groups
            missing |= pairs
        return made, missing

    def _facts(self, photos: Mapping[int, Sequence[int]]) -> dict[int, ContentFacts]:
        """Return what is known of contents, of those whose photos are still there."""
        records = {
            each.photo_id: each
            for each in self._catalog.photos.get(
                photo_id for of_content in photos.values() for photo_id in of_content
            )
        }
        files = self._pairs.file_facts(photos.keys())
        facts = {}
        for key, of_content in photos.items():
            rows: list[PhotoRecord] = [records[each] for each in of_content if each in records]
            rows = [each for each in rows if each.metadata is not None]
            if rows:
                facts[key] = facts_of(key, rows, files.get(key))
        return facts

    def _replace(self, old: set[str], made: Sequence[StoredGroup]) -> bool:
        known = self._known()
        new = {each.group_id: each for each in made}
        gone = old - new.keys()
        written = [
            each
            for group_id, each in new.items()
            if group_id not in known or not _equal(known[group_id], each)
        ]
        if not gone and not written:
            return False
        self._store.replace_groups(gone, written)
        for group_id in {*gone, *(each.group_id for each in written)} & known.keys():
            former, of_photo = known.pop(group_id), self._ids_of_photo
            if of_photo is not None:
                for photo_id in _members(former):
                    of_photo[photo_id].discard(group_id)
        for each in written:
            known[each.group_id] = each
            self._note(each)
        return True


def _portions(wanted: NDArray[np.intp], label: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    """Yield places of contents, by their labels, in portions that divide no component."""
    start = 0
    labels = label[wanted]
    while start < len(wanted):
        stop = min(start + _AT_ONCE, len(wanted))
        stop = int(np.searchsorted(labels, labels[stop - 1], side="right"))
        yield wanted[start:stop]
        start = stop


def _are_at(contents: Keys, places: NDArray[np.intp], keys: Keys) -> NDArray[np.bool_]:
    """Return which of `keys` (n,) are in `contents` at `places` (n,)."""
    if not len(contents):
        return np.zeros(len(keys), np.bool_)
    found: NDArray[np.bool_] = contents[np.minimum(places, len(contents) - 1)] == keys
    return found


def _keys_at(wanted: NDArray[np.int64], ids: NDArray[np.int64], keys: Keys) -> Keys:
    """Return the contents (n,) of photos (n,), 0 of those that are not among `ids` (rising)."""
    places = np.searchsorted(ids, wanted)
    found = _are_at(ids, places, wanted)
    result = np.zeros(len(wanted), np.int64)
    result[found] = keys[places[found]]
    return result


def _members(group: StoredGroup) -> list[int]:
    ids: list[int] = np.frombuffer(group.members, MEMBER)["photo_id"].tolist()
    return ids


def _equal(one: StoredGroup, other: StoredGroup) -> bool:
    return (one.members, one.kind, one.level, one.finished, one.bytes, one.reclaimable) == (
        other.members,
        other.kind,
        other.level,
        other.finished,
        other.bytes,
        other.reclaimable,
    )
