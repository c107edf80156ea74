"""Count photos by value, and tell which pass filters, over a whole library at once."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from photosearch.core.changes import Changes, Subscribers
from photosearch.core.encodable import encodable
from photosearch.core.facets import (
    ColumnGroupBy,
    Counted,
    Facets,
    Groups,
    Ids,
    Months,
    day_of,
)
from photosearch.core.filters import COUNTED_KINDS, FILTERS, Filter, FilterKind, Filters
from photosearch.core.photo import Root, to_rel_path
from photosearch.core.places import NO_PLACE, Places
from photosearch.core.sorting import NEWEST_FIRST, SortKey, SortOrder
from photosearch.core.suggestions import NothingPasses
from photosearch.library.filters.folder_tree import PlacedTree, build_tree
from photosearch.library.filters.photo_columns import NO_DAY, Mask, PhotoColumns, Rows, take
from photosearch.library.filters.resident_columns import ResidentColumns, root_paths
from photosearch.library.filters.stack_rows import StackRows
from photosearch.library.filters.suggesting import explain_empty
from photosearch.library.stacks import PhotoStacks
from photosearch.paths import absolute
from photosearch.store.catalog import Catalog
from photosearch.store.filters import FolderPlace


def ask_catalog(catalog: Catalog, filters: Filters) -> Ids:
    """Return the rising ids (n,) of the visible photos that pass, of all roots.

    Raises:
        CatalogError: the catalog cannot be read.
    """
    places = places_of(filters.folders, catalog.roots.all()) if filters.folders else ()
    return catalog.photos.select(filters, places)


def places_of(folders: Sequence[Path], roots: Sequence[Root]) -> list[FolderPlace]:
    """Return where folders lie in the catalog.

    A folder above a root stands for the whole root, one that is in no root for nothing.
    """
    places = []
    for folder in folders:
        for root in roots:
            # As spelled first: resolving the links of a drive that hangs would hang, too.
            place = _place(absolute(folder), root.path)
            if place is None:
                place = _place(folder.resolve(), root.path.resolve())
            if place is not None:
                places.append((root.root_id, place))
    return list(dict.fromkeys(places))


def _place(folder: Path, root: Path) -> bytes | None:
    if root.is_relative_to(folder):
        return b""
    return to_rel_path(root, folder) if folder.is_relative_to(root) else None


_FEW = 2_000
"""Photos whose values are read one by one if those of all are not at hand."""
_SUGGESTED = 6
"""Words that are offered while one is typed."""
_REMEMBERED = 8
"""Filters whose photos are kept: the last few, as one goes back and forth."""


@dataclass(frozen=True, slots=True, eq=False)
class _Tree:
    """Hold the tree of folders, and what it was made of."""

    roots: tuple[Root, ...]
    places: tuple[tuple[int, bytes], ...]
    used: Mask
    placed: PlacedTree


class LibraryFacets:
    """Filter and count all photos that can be shown, those of unplugged drives included.

    The columns that this looks at are loaded when the first count is asked for (about a second for
    500,000 photos), and then follow what the library tells. All methods block and are for any
    thread; none but the first waits for another's counting.
    """

    def __init__(
        self,
        catalog: Catalog,
        subscribers: Subscribers,
        stacks: PhotoStacks | None = None,
        arrange: Callable[[Ids], Ids] = lambda ids: ids,
    ) -> None:
        """Read nothing yet.

        Args:
            catalog: of the library.
            subscribers: changes are followed for as long as these live.
            stacks: what is one shot in several files; None: nothing is.
            arrange: returns photos (n,) in the order `SortKey.ALIKE`.
        """
        self._arrange = arrange
        self._catalog = catalog
        self._stacks = stacks or PhotoStacks(catalog, "off", show_links=True)
        self._columns = ResidentColumns(catalog)
        self._tree: _Tree | None = None
        self._news = threading.Lock()
        """Guards what follows; held for moments only, as commits wait for it."""
        self._version = 0
        self._remembered: OrderedDict[tuple[str, object], tuple[int, Ids | None]] = OrderedDict()
        subscribers.add(self.follow)

    def follow(self, changes: Changes) -> None:
        """Take over what a commit changed, when the next question is asked."""
        # First the columns: an answer that is remembered from here on has what changed.
        self._columns.follow(changes)
        with self._news:
            self._version += 1

    def words_beginning(self, text: str) -> list[tuple[str, int]]:
        """Return keywords and labels that begin with a text, and how many photos have each."""
        return self._catalog.photos.words_beginning(text, _SUGGESTED)

    def select(self, filters: Filters, order: SortOrder = NEWEST_FIRST) -> Ids:
        """Return the ids (n,) of all photos that pass, in an order.

        Raises:
            CatalogError: the catalog cannot be read.
        """
        if order.key is SortKey.ALIKE:  # it depends on which photos pass
            return self.sort(self.select(filters), order)
        ids = self._ordered(order)
        if filters.empty:
            return ids
        columns = self._columns.current()
        rows = columns.rows(ids)
        passing = self._passing_mask(columns, filters)
        # What came in since the columns were brought up to date has no row, and waits its turn.
        return ids[(rows >= 0) & passing[rows]] if len(passing) else ids[:0]

    def sort(self, ids: Ids, order: SortOrder) -> Ids:
        """Return some ids (n,) in an order; those that lack what they are sorted by come last.

        Raises:
            CatalogError: the catalog cannot be read.
        """
        if order.key is SortKey.ALIKE:
            arranged = self._arrange(ids)
            return arranged[::-1] if order.reversed else arranged
        return self._catalog.photos.sort(ids, order)

    def passing(self, filters: Filters) -> Ids:
        """Return the rising ids (n,) of all photos that pass; remembered for the last filters.

        Without columns in memory the catalog is asked: a single search need not load them.
        """

        def ask() -> Ids:
            if not self._columns.loaded:
                return self._stacks.with_covers(ask_catalog(self._catalog, filters))
            columns = self._columns.current()
            return columns.data.ids[self._passing_mask(columns, filters)]

        return cast(Ids, self._remember(("passing", filters), ask))

    def explain_empty(self, filters: Filters) -> NothingPasses:
        """Tell what leaves nothing of filters that no photo passes, and propose others.

        Raises:
            CatalogError: the catalog cannot be read.
        """
        return explain_empty(self._catalog, self.passing, filters)

    def count(self, ids: Ids | None, filters: Filters) -> Facets:
        """Count the photos with each value, among `ids` (n,), or of the whole library.

        Each facet is counted among the photos that pass all filters but its own, so that one sees
        what choosing another value in its place would give. `total` is of those that pass all.

        Raises:
            CatalogError: the catalog cannot be read.
        """
        columns = self._columns.current()
        rows: Rows | None = None
        if ids is not None:
            rows = columns.rows(ids)
            rows = rows[rows >= 0]
        stacks, rows = StackRows.of(columns, self._stacks.hidden(), rows)
        masks = self._masks(columns, filters, rows)
        count = len(columns) if rows is None else len(rows)

        def among(own: str) -> Mask | None:
            return stacks.lift(_all([mask for name, mask in masks.items() if name != own]))

        def once(own: str, values: NDArray[Any] | None) -> Mask | None:
            """Return which rows are counted for a column: a stack once for each value."""
            here = values if values is None or rows is None else values[rows]
            return stacks.once(among(own), count, here)

        total = stacks.once(stacks.lift(_all(list(masks.values()))), count)
        days, day_counts, undated = _days(take(columns.day, rows, once("days", columns.day)))
        placed = take(columns.data.latitude_e7, rows, once("area", None))
        tree = self._folder_tree(columns)
        folder = columns.data.folder
        in_places = np.bincount(
            take(folder.codes, rows, once("folders", folder.codes)),
            minlength=len(folder.values) + 1,
        )
        return Facets(
            total=count if total is None else int(np.count_nonzero(total)),
            days=days,
            day_counts=day_counts,
            undated=undated,
            placed=int(np.count_nonzero(placed != NO_PLACE)),
            folders=tree.tree,
            folder_counts=tree.counts(in_places[1 : 1 + len(tree.row_of_place)]),
            values={
                name: _counted(
                    each,
                    columns.values(each.column),
                    columns.counts(each.column, rows, once(name, columns.codes(each.column))),
                )
                for name, each in FILTERS.items()
                if each.kind in COUNTED_KINDS
            },
        )

    def groups(self, ids: Ids, by: ColumnGroupBy) -> Groups:
        """Divide photos (n,) under headings: the days they were taken on, or their folders.

        The groups stand in the order of their first photos in `ids`: the newest first in the
        library, the one with the best match first in an answer. Last comes what has no day.
        """
        if not self._columns.loaded and len(ids) <= _FEW:
            # An answer, while nobody has asked for counts: not worth reading the values of all.
            columns = PhotoColumns.of(self._catalog.columns.read(np.unique(ids)))
            roots: Sequence[Root] = self._catalog.roots.all()
        else:
            columns, roots = self._columns.current(), self._columns.roots
        rows = columns.rows(ids)
        known = rows >= 0
        if by == "day":
            keys = np.full(len(ids), NO_DAY, np.int32)
            keys[known] = columns.day[rows[known]]
            nothing = NO_DAY
        else:
            keys = np.zeros(len(ids), np.int32)
            keys[known] = columns.data.folder.codes[rows[known]]
            nothing = 0
        return Groups.by_keys(keys, nothing, lambda key: _title(columns, roots, by, key))

    def places(self, filters: Filters) -> Places:
        """Return where the photos that pass were taken, as far as it is known.

        Raises:
            CatalogError: the catalog cannot be read.
        """
        columns = self._columns.current()
        passing = self._passing_mask(columns, filters)
        hidden = columns.rows(self._stacks.hidden()[0])
        passing[hidden[hidden >= 0]] = False
        rows = np.flatnonzero(passing & (columns.data.latitude_e7 != NO_PLACE))
        return Places(
            columns.data.ids[rows],
            columns.data.latitude_e7[rows],
            columns.data.longitude_e7[rows],
            int(np.count_nonzero(passing)),
        )

    def months(self, ids: Ids) -> Months:
        """Return the months in which the photos of a list (n,) were taken, at their clocks.

        Raises:
            CatalogError: the catalog cannot be read.
        """
        if not self._columns.loaded:  # what is asked at each start is not worth reading all values
            return Months.of(self._catalog.columns.read_months(ids))
        return self._columns.current().months(ids)

    def columns(self) -> PhotoColumns:
        """Return the values of all photos; the same object as long as nothing has changed."""
        return self._columns.current()

    def _masks(
        self, columns: PhotoColumns, filters: Filters, rows: Rows | None = None
    ) -> dict[str, Mask]:
        if filters.empty:
            return {}
        places = places_of(filters.folders, self._columns.roots) if filters.folders else ()
        text = filters.text
        with_text = self._remember(
            ("text", text), lambda: self._catalog.photos.ids_matching_text(text) if text else None
        )
        return columns.masks(filters, places, with_text, rows)

    def _passing_mask(self, columns: PhotoColumns, filters: Filters) -> Mask:
        mask = _all(list(self._masks(columns, filters).values()))
        if mask is None:
            return np.ones(len(columns), np.bool_)
        lifted = StackRows.of(columns, self._stacks.hidden(), None)[0].lift(mask)
        return mask if lifted is None else lifted

    def _ordered(self, order: SortOrder) -> Ids:
        ids = self._remember(
            ("order", order), lambda: self._stacks.shown(self._catalog.photos.ids(order))
        )
        return cast(Ids, ids)

    def _remember(self, key: tuple[str, object], ask: Callable[[], Ids | None]) -> Ids | None:
        """Return what `ask` said, anew only if something has changed since."""
        with self._news:
            version = self._version
            held = self._remembered.get(key)
            if held is not None and held[0] == version:
                self._remembered.move_to_end(key)
                return held[1]
        ids = ask()
        if ids is not None:
            ids.flags.writeable = False  # many may hold it
        with self._news:
            self._remembered[key] = (version, ids)
            self._remembered.move_to_end(key)
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return ids

    def _folder_tree(self, columns: PhotoColumns) -> PlacedTree:
        places: tuple[tuple[int, bytes], ...] = columns.data.folder.values
        used = np.bincount(columns.data.folder.codes, minlength=len(places) + 1)[1:] > 0
        held, roots = self._tree, self._columns.roots
        if (
            held is not None
            and held.places is places
            and root_paths(held.roots) == root_paths(roots)
            and np.array_equal(held.used, used)
        ):
            return held.placed
        placed = build_tree(roots, places, used.tolist())
        self._tree = _Tree(roots, places, used, placed)
        return placed


def _title(columns: PhotoColumns, roots: Sequence[Root], by: ColumnGroupBy, key: int) -> str:
    if by == "day":
        return day_of(key).isoformat()
    root_id, folder = columns.data.folder.values[key - 1]
    path = next((root.path for root in roots if root.root_id == root_id), Path())
    return encodable(str(path / os.fsdecode(folder)))


def _all(masks: Sequence[Mask]) -> Mask | None:
    """Return where all of them are true; None: everywhere, as there are none."""
    if not masks:
        return None
    passing = masks[0]
    for mask in masks[1:]:
        passing = passing & mask
    return passing


def _days(day: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64], int]:
    dated = day[day != NO_DAY]
    if not len(dated):
        return np.empty(0, np.int32), np.empty(0, np.int64), len(day)
    first = int(dated.min())
    counts = np.bincount(dated - first)
    present = np.flatnonzero(counts)
    return (present + first).astype(np.int32), counts[present], len(day) - len(dated)


def _counted(each: Filter, values: Sequence[Any], counts: NDArray[np.int64]) -> tuple[Counted, ...]:
    """Return the values that photos have; see `Facets.values` for their order."""
    codes = np.flatnonzero(counts[1:])
    found = [Counted(values[code], int(counts[code + 1])) for code in codes.tolist()]
    if each.kind is FilterKind.MINIMUM:
        return tuple(sorted(found, key=lambda one: one.value))
    if each.choices:
        places = {choice: place for place, choice in enumerate(each.choices)}
        return tuple(sorted(found, key=lambda one: places.get(one.value, len(places))))
    return tuple(sorted(found, key=lambda one: (-one.count, str(one.value).casefold(), one.value)))
