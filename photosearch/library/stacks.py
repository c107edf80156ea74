"""Decide which photos belong together so that one is shown for all: RAW and picture, and links.

Photos are a stack that lie in one folder, are named alike up to the suffix and were taken at the
same time (or do not tell when), if there are a RAW file and another format among them. Searches,
filters and lists count a stack once; what is done with the one that is shown is done with all.

Photos that are one file under several names, by hard or symbolic links, are shown once as well. But
what is done is done with one name only: that which is the file itself, or the first by folder.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from photosearch.core.changes import Changes
from photosearch.core.components import components
from photosearch.core.facets import Ids
from photosearch.core.photo import PhotoRecord
from photosearch.images.formats import RAW_FORMATS
from photosearch.store.catalog import Catalog
from photosearch.store.stacks import Companions, LinkedPhotos

Shown = Literal["picture", "raw", "off"]
"""Which of a stack is shown; "off": there are no stacks."""

_RELOAD_ABOVE = 5_000
"""Looking at more photos one by one takes longer than reading all anew."""
_PREFERRED = ("jpeg", "heic", "avif", "webp")
"""Of several pictures beside one RAW file, the first of these is shown."""


class _Table:
    """Hold the stacks of a whole library. Never changed once it is made."""

    def __init__(self, members: Ids, covers: Ids, links: NDArray[np.bool_]) -> None:
        """Take photos (m,), for each the one that is shown (m,), and whether it is a link (m,).

        Those are links that are further names of a file.
        """
        order = np.argsort(members)
        self.members, self.covers, self.links = members[order], covers[order], links[order]
        self._cover_of = np.zeros(int(self.members[-1]) + 2 if len(members) else 1, np.int64)
        self._cover_of[self.members] = self.covers
        self._by_cover: tuple[Ids, Ids] | None = None

    def covers_of(self, ids: Ids) -> Ids:
        """Return for each of `ids` (n,) the photo that is shown for it; 0 if it is in no stack."""
        covers: Ids = self._cover_of[np.minimum(ids, len(self._cover_of) - 1)]
        return covers

    def stack_of(self, cover: int) -> list[int]:
        """Return rising ids of the photos that `cover` is shown for, itself too, but no links."""
        return self._of_cover(cover, links=False)

    def links_of(self, cover: int) -> list[int]:
        """Return rising ids of the links that `cover` is shown for."""
        return self._of_cover(cover, links=True)

    def _of_cover(self, cover: int, *, links: bool) -> list[int]:
        if self._by_cover is None:
            order = np.lexsort((self.members, self.covers))
            self._by_cover = self.covers[order], order
        covers, places = self._by_cover
        start, stop = np.searchsorted(covers, [cover, cover + 1])
        found = places[start:stop]
        ids: list[int] = self.members[found[self.links[found] == links]].tolist()
        return ids


_EMPTY = _Table(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.bool_))


class PhotoStacks:
    """Know the stacks of a library and follow its changes. All methods are for any thread."""

    def __init__(self, catalog: Catalog, shown: Shown, *, show_links: bool = False) -> None:
        """Read nothing before it is first asked for.

        Args:
            catalog: open.
            shown: which photo of a RAW file and its pictures.
            show_links: each name of a file is a photo of its own.
        """
        self._catalog = catalog
        self._shown = shown
        self._show_links = show_links
        self._lock = threading.Lock()
        self._table: _Table | None = None

    def shown(self, ids: Ids) -> Ids:
        """Return `ids` (n,) in their order without those for which another photo is shown."""
        table = self._current()
        if not len(table.members):
            return ids
        covers = table.covers_of(ids)
        shown: Ids = ids[(covers == 0) | (covers == ids)]
        return shown

    def hidden(self) -> tuple[Ids, Ids]:
        """Return rising ids (h,) of the photos that are not shown, and those shown for them."""
        table = self._current()
        others = table.members != table.covers
        return table.members[others], table.covers[others]

    def with_covers(self, ids: Ids) -> Ids:
        """Return rising `ids` (n,) and the photos that are shown for some of them."""
        table = self._current()
        if not len(table.members):
            return ids
        covers = table.covers_of(ids)
        return np.union1d(ids, covers[covers > 0])

    def members(self, photo_ids: Sequence[int]) -> list[int]:
        """Return photos in their order, each followed by the others of its stack; none twice."""
        table = self._current()
        if not len(table.members):
            return list(photo_ids)
        covers = table.covers_of(np.asarray(photo_ids, np.int64)).tolist()
        result: dict[int, None] = {}
        for photo_id, cover in zip(photo_ids, covers, strict=True):
            result[int(photo_id)] = None
            if cover:
                result.update(dict.fromkeys(table.stack_of(cover)))
        return list(result)

    def with_stacked(self, records: Sequence[PhotoRecord]) -> list[PhotoRecord]:
        """Return records, those that are shown for others with the paths of these."""
        table = self._current()
        if not len(table.members):
            return list(records)
        ids = np.array([record.photo_id for record in records], np.int64)
        covers = ids[table.covers_of(ids) == ids].tolist()
        others = {
            cover: ([i for i in table.stack_of(cover) if i != cover], table.links_of(cover))
            for cover in covers
        }
        hidden = self._catalog.photos.get(
            i for stack, links in others.values() for i in (*stack, *links)
        )
        paths = {record.photo_id: record.path for record in hidden}

        def told(record: PhotoRecord) -> PhotoRecord:
            stack, links = others[record.photo_id]
            return replace(
                record,
                stacked=tuple(paths[i] for i in stack if i in paths),
                links=tuple(paths[i] for i in links if i in paths),
            )

        return [told(each) if each.photo_id in others else each for each in records]

    def follow(self, changes: Changes) -> Changes:
        """Take over what a commit changed; return it with the photos of the stacks it touched.

        Stacks come and go with their photos, and the others of them look different then.
        """
        with self._lock:
            table = self._table
            if table is None or (self._shown == "off" and self._show_links):
                return changes
            if changes.roots_changed:
                self._table = None  # the photos of a root that is gone are not told of
                return changes
            touched = {*changes.added, *changes.changed, *changes.removed}
            if not touched:
                return changes
            if len(touched) > _RELOAD_ABOVE:
                self._table = self._read()
                affected = _differing(table, self._table)
            else:
                self._table, affected = self._updated(table, touched)
        more = affected - touched
        if not more:
            return changes
        return replace(changes, changed=(*changes.changed, *sorted(more)))

    def show(self, shown: Shown, *, show_links: bool = False) -> Changes:
        """Show other photos for stacks from now on; return which photos look different for that."""
        with self._lock:
            before = self._table or self._read()
            self._shown, self._show_links = shown, show_links
            self._table = self._read()
            return Changes(changed=tuple(sorted(_differing(before, self._table))))

    def _current(self) -> _Table:
        table = self._table
        if table is not None:
            return table
        with self._lock:
            if self._table is None:
                self._table = self._read()
            return self._table

    def _read(self) -> _Table:
        stacks = self._catalog.stacks
        return _stacked(
            None if self._shown == "off" else stacks.all(RAW_FORMATS),
            None if self._show_links else stacks.links(),
            self._shown,
        )

    def _read_some(self, photo_ids: Sequence[int]) -> _Table:
        """Return the stacks that some photos are in, as far as these are the whole of them."""
        stacks = self._catalog.stacks
        return _stacked(
            None if self._shown == "off" else stacks.of(photo_ids, RAW_FORMATS),
            None if self._show_links else stacks.links_of(photo_ids),
            self._shown,
        )

    def _updated(self, table: _Table, touched: Collection[int]) -> tuple[_Table, set[int]]:
        """Return the table after some photos changed, and the photos whose stack may have."""
        ids = np.array(sorted(touched), np.int64)
        covers = table.covers_of(ids)
        old = np.isin(table.covers, covers[covers > 0])
        again = np.union1d(ids, table.members[old])
        new = self._read_some(again.tolist())
        while True:  # links lead to photos in other folders, and these to their RAW files
            wider = np.union1d(again, np.union1d(new.members, _stack_members(table, new)))
            if len(wider) == len(again):
                break
            again = wider
            new = self._read_some(again.tolist())
        old |= np.isin(table.members, again)
        if not len(new.members) and not old.any():
            return table, set()
        gone = old | np.isin(table.members, new.members)
        affected = {*table.members[gone].tolist(), *new.members.tolist()}
        kept = ~gone
        joined = _Table(
            np.concatenate([table.members[kept], new.members]),
            np.concatenate([table.covers[kept], new.covers]),
            np.concatenate([table.links[kept], new.links]),
        )
        return joined, affected


def _stack_members(table: _Table, among: _Table) -> Ids:
    """Return the photos of `table` that were in one stack with photos of another table."""
    covers = table.covers_of(among.members)
    members: Ids = table.members[np.isin(table.covers, covers[covers > 0])]
    return members


def _differing(before: _Table, after: _Table) -> set[int]:
    """Return the photos for which another one is shown than before, and those that are shown."""
    ids = np.union1d(before.members, after.members)
    different = ids[before.covers_of(ids) != after.covers_of(ids)]
    shown = {*before.covers_of(different).tolist(), *after.covers_of(different).tolist()}
    return {*different.tolist(), *shown} - {0}


def _stacked(companions: Companions | None, links: LinkedPhotos | None, shown: Shown) -> _Table:
    """Return the stacks that RAW files and their companions make, and links."""
    none = np.empty(0, np.int64)
    raw, other, rank_of = none, none, none
    if companions is not None and len(companions):
        raw, other, rank_of = _with_a_picture(companions)
    name, primary = (none, none) if links is None else (links.photo_ids, links.primary_ids)
    if not len(raw) and not len(name):
        return _EMPTY
    ids = np.unique(np.concatenate([raw, other, name]))
    raw_place, other_place = np.searchsorted(ids, raw), np.searchsorted(ids, other)
    name_place, primary_place = np.searchsorted(ids, name), np.searchsorted(ids, primary)
    leader = components(
        len(ids),
        np.concatenate([raw_place, name_place]),
        np.concatenate([other_place, primary_place]),
    )
    rank = np.full(len(ids), len(_PREFERRED), np.int64)
    rank[other_place] = rank_of
    is_raw = np.zeros(len(ids), np.bool_)
    is_raw[raw_place] = True
    is_link = np.zeros(len(ids), np.bool_)
    is_link[name_place[name != primary]] = True
    last = ~is_raw if shown == "raw" else is_raw
    order = np.lexsort((ids, rank, last, is_link, leader))
    firsts = np.concatenate([[True], np.diff(leader[order]) > 0])
    cover = np.empty(len(ids), np.int64)
    cover[leader[order][firsts]] = ids[order][firsts]
    return _Table(ids, cover[leader], is_link)


def _with_a_picture(companions: Companions) -> tuple[Ids, Ids, Ids]:
    """Return RAW files, photos beside them and the ranks of these, but for RAW files alone."""
    raw, other = companions.raw_ids, companions.photo_ids
    ids = np.unique(np.concatenate([raw, other]))
    raw_place, other_place = np.searchsorted(ids, raw), np.searchsorted(ids, other)
    leader = components(len(ids), raw_place, other_place)
    is_raw = np.zeros(len(ids), np.bool_)
    is_raw[raw_place] = True
    has_picture = np.zeros(len(ids), np.bool_)
    has_picture[leader[~is_raw]] = True
    kept = has_picture[leader[raw_place]]
    return raw[kept], other[kept], np.array(_ranks(companions.formats), np.int64)[kept]


def _ranks(formats: Iterable[str]) -> list[int]:
    known = {name: rank for rank, name in enumerate(_PREFERRED)}
    return [known.get(name, len(_PREFERRED)) for name in formats]
