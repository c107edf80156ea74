"""Hold what filters look at in memory: arrays over all visible photos, one row for each.

A table is never written again once it is made; changes make a new one. So any thread may count in
one while another takes changes over. 500,000 photos take about 36 MB.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from photosearch.core.facets import NO_MONTH, Ids, Months
from photosearch.core.filters import FILTERS, Filter, FilterKind, Filters
from photosearch.store.column_reader import (
    NO_OFFSET,
    UNDATED,
    CategoricalColumn,
    ColumnData,
    ListColumn,
)
from photosearch.store.filters import FolderPlace, passing_values

Mask = NDArray[np.bool_]
Rows = NDArray[np.int32]

T = TypeVar("T", bound=np.generic)

NO_DAY = np.iinfo(np.int32).min

_DAY_US = 86_400_000_000
_EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True, eq=False)
class PhotoColumns:
    """Hold columns over n photos. Immutable, for any thread."""

    data: ColumnData
    """Of all photos; values of lists that differ in case only are one."""
    day: NDArray[np.int32]
    """(n,) days since 1970-01-01 at the camera's clock; NO_DAY where it is not known."""
    row_of: Rows
    """By photo id, -1 for none; the last entry is of no photo."""

    @classmethod
    def of(cls, data: ColumnData) -> PhotoColumns:
        """Return the table of what was read."""
        ids = data.ids
        day = np.full(len(ids), NO_DAY, np.int32)
        dated = data.captured_us != UNDATED
        day[dated] = data.captured_us[dated] // _DAY_US
        row_of = np.full(int(ids[-1]) + 2 if len(ids) else 1, -1, np.int32)
        row_of[ids] = np.arange(len(ids), dtype=np.int32)
        return cls(_folded(data), day, row_of)

    def __len__(self) -> int:
        return len(self.data.ids)

    def rows(self, ids: Ids) -> Rows:
        """Return the rows (n,) of photos (n,); -1 for those that are not here."""
        found: Rows = self.row_of[np.minimum(ids, len(self.row_of) - 1)]
        return found

    def months(self, ids: Ids) -> Months:
        """Return the months in which the photos of a list (n,) were taken."""
        rows = self.rows(ids)
        days = np.full(len(ids), NO_DAY, np.int32)
        days[rows >= 0] = self.day[rows[rows >= 0]]
        months = np.full(len(ids), NO_MONTH, np.int32)
        dated = days != NO_DAY
        months[dated] = days[dated].astype("datetime64[D]").astype("datetime64[M]").astype(np.int32)
        return Months.of(months)

    def updated(self, photo_ids: Ids, now: ColumnData) -> PhotoColumns:
        """Return the table after some photos changed.

        Args:
            photo_ids: (m,) that are different now, new, or gone.
            now: what those of them are that there still are.
        """
        old, now = self.data, _folded(now)
        kept = np.ones(len(old.ids), np.bool_)
        known = self.rows(photo_ids)
        kept[known[known >= 0]] = False
        ids = np.concatenate([old.ids[kept], now.ids])
        order = np.argsort(ids, kind="stable")  # nearly sorted: quick
        # Where each row of either table has gone to.
        place = np.empty(len(ids), np.int32)
        place[order] = np.arange(len(ids), dtype=np.int32)
        left = int(np.count_nonzero(kept))
        from_old = np.full(len(old.ids), -1, np.int32)
        from_old[kept] = place[:left]

        def plain(ours: NDArray[Any], theirs: NDArray[Any]) -> NDArray[Any]:
            merged: NDArray[Any] = np.concatenate([ours[kept], theirs])[order]
            return merged

        def single(ours: CategoricalColumn, theirs: CategoricalColumn) -> CategoricalColumn:
            ours, theirs = _joined(ours, theirs)
            return CategoricalColumn(plain(ours.codes, theirs.codes), ours.values)

        def several(ours: ListColumn, theirs: ListColumn) -> ListColumn:
            our_pairs, their_pairs = _joined(ours.pairs, theirs.pairs, key=_folded_value)
            still = kept[ours.rows]
            rows = np.concatenate([from_old[ours.rows[still]], place[left:][theirs.rows]])
            by_row = np.argsort(rows, kind="stable")
            codes = np.concatenate([our_pairs.codes[still], their_pairs.codes])[by_row]
            return ListColumn(rows[by_row], CategoricalColumn(codes, our_pairs.values))

        return PhotoColumns.of(
            ColumnData(
                ids[order],
                plain(old.captured_us, now.captured_us),
                plain(old.offset_s, now.offset_s),
                plain(old.latitude_e7, now.latitude_e7),
                plain(old.longitude_e7, now.longitude_e7),
                single(old.folder, now.folder),
                {name: single(column, now.single[name]) for name, column in old.single.items()},
                {name: several(column, now.lists[name]) for name, column in old.lists.items()},
            )
        )

    def masks(
        self,
        filters: Filters,
        places: Collection[FolderPlace],
        with_text: Ids | None,
        rows: Rows | None = None,
    ) -> dict[str, Mask]:
        """Return which rows pass each filter that is set, by its name.

        Args:
            filters: what photos are to pass.
            places: where `filters.folders` lie.
            with_text: the photos that `filters.text` finds; None if it sets no condition.
            rows: (m,) at which to look; None for all.
        """

        def chosen(column: NDArray[Any]) -> NDArray[Any]:
            return column if rows is None else column[rows]

        masks: dict[str, Mask] = {}
        for name, each in FILTERS.items():
            if not each.is_set(filters):
                continue
            if each.kind is FilterKind.TEXT:
                if with_text is not None:
                    masks[name] = chosen(self._having(self.rows(with_text)))
            elif each.kind is FilterKind.PERIOD:
                masks[name] = self._between(filters.since, filters.until, chosen)
            elif each.kind is FilterKind.AREA:
                north, east = chosen(self.data.latitude_e7), chosen(self.data.longitude_e7)
                masks[name] = each.value(filters).contains(north, east)
            elif each.kind is FilterKind.FOLDER:
                passing = _codes_passing(self.data.folder, _lying_in(places))
                masks[name] = passing[chosen(self.data.folder.codes)]
            elif each.column in self.data.lists:
                pairs = self.data.lists[each.column]
                passing = _codes_passing(pairs.pairs, _test_of(each, filters, pairs.pairs))
                masks[name] = chosen(self._having(pairs.rows[passing[pairs.pairs.codes]]))
            else:
                column = self.data.single[each.column]
                passing = _codes_passing(column, _test_of(each, filters, column))
                masks[name] = passing[chosen(column.codes)]
        return masks

    def _having(self, rows: Rows) -> Mask:
        """Return which rows are among `rows` (m,), of which some may be -1."""
        having = np.zeros(len(self), np.bool_)
        having[rows[rows >= 0]] = True
        return having

    def _between(
        self, since: datetime | None, until: datetime | None, chosen: Callable[[Any], Any]
    ) -> Mask:
        captured, offset = chosen(self.data.captured_us), chosen(self.data.offset_s)
        mask: Mask = captured != UNDATED
        for bound, before in ((since, False), (until, True)):
            if bound is None:
                continue
            limit: Any = _microseconds(bound.replace(tzinfo=None))
            utc_offset = bound.utcoffset()
            if utc_offset is not None:
                # As an instant where the photo tells the offset of its clock.
                shift_us = (offset.astype(np.int64) - round(utc_offset.total_seconds())) * 1_000_000
                limit = limit + np.where(offset == NO_OFFSET, 0, shift_us)
            mask &= (captured < limit) if before else (captured >= limit)
        return mask

    def counts(self, column: str, rows: Rows | None, mask: Mask | None) -> NDArray[np.int64]:
        """Return how many photos have each value of a column, (values + 1,), by code.

        Args:
            column: the name of one in `data.single` or `data.lists`.
            rows: (m,) among which to count; None for all.
            mask: (m,) of those rows that count; None for all of them.
        """
        if column in self.data.lists:
            pairs = self.data.lists[column]
            if rows is not None:
                mask = self._having(rows if mask is None else rows[mask])
            codes = pairs.pairs.codes if mask is None else pairs.pairs.codes[mask[pairs.rows]]
            return np.bincount(codes, minlength=len(pairs.pairs.values) + 1)
        single = self.data.single[column]
        return np.bincount(take(single.codes, rows, mask), minlength=len(single.values) + 1)

    def codes(self, column: str) -> NDArray[np.int32] | None:
        """Return the codes (n,) of a column; None if photos have several of its values."""
        single = self.data.single.get(column)
        return None if single is None else single.codes

    def values(self, column: str) -> tuple[Any, ...]:
        """Return the values of a column; the one of code n stands at n - 1."""
        if column in self.data.lists:
            return self.data.lists[column].pairs.values
        return self.data.single[column].values


def take(column: NDArray[T], rows: Rows | None, mask: Mask | None) -> NDArray[T]:
    """Return a column (n,) at some rows (m,), None for all, those that a mask (m,) has."""
    if rows is None:
        return column if mask is None else column[mask]
    return column[rows if mask is None else rows[mask]]


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _test_of(each: Filter, filters: Filters, column: CategoricalColumn) -> Callable[[Any], bool]:
    """Return what tells whether a value of the column passes."""
    wanted = each.value(filters)
    if each.kind is FilterKind.MINIMUM:
        return lambda value: bool(value >= wanted)
    return passing_values(each, column.values, wanted).__contains__


def _lying_in(places: Collection[FolderPlace]) -> Callable[[Any], bool]:
    wanted = [(root_id, folder.strip(b"/")) for root_id, folder in places]

    def lies_in(value: tuple[int, bytes]) -> bool:
        root_id, folder = value
        return any(
            root_id == place_root
            and (not place or folder == place or folder.startswith(place + b"/"))
            for place_root, place in wanted
        )

    return lies_in


def _codes_passing(column: CategoricalColumn, passes: Callable[[Any], bool]) -> Mask:
    """Return which codes pass, (values + 1,)."""
    verdicts = (passes(value) for value in column.values)
    return np.concatenate([[False], np.fromiter(verdicts, np.bool_, len(column.values))])


def _folded_value(value: Any) -> Hashable:
    return value.casefold() if isinstance(value, str) else value


def _folded(data: ColumnData) -> ColumnData:
    """Return the columns with one code for values of lists that differ in case only."""
    return replace(data, lists={name: _folded_list(each) for name, each in data.lists.items()})


def _folded_list(column: ListColumn) -> ListColumn:
    """Return a list with one code for values that differ in case only, spelled as the first."""
    first: dict[Hashable, int] = {}
    values = column.pairs.values
    code_of = [0, *(first.setdefault(_folded_value(value), len(first) + 1) for value in values)]
    if len(first) == len(values):
        return column
    shown: dict[int, Any] = {}
    for code, value in zip(code_of[1:], values, strict=True):
        shown.setdefault(code, value)
    codes = np.array(code_of, np.int32)[column.pairs.codes]
    # A photo may have both spellings. Pairs stay in the order of rows.
    pairs = np.unique(column.rows.astype(np.int64) * (len(shown) + 1) + codes)
    rows, codes = np.divmod(pairs, len(shown) + 1)
    return ListColumn(
        rows.astype(np.int32), CategoricalColumn(codes.astype(np.int32), tuple(shown.values()))
    )


def _joined(
    ours: CategoricalColumn,
    theirs: CategoricalColumn,
    key: Callable[[Any], Hashable] = lambda value: value,
) -> tuple[CategoricalColumn, CategoricalColumn]:
    """Return both columns with codes of the same values."""
    known = {key(value): code for code, value in enumerate(ours.values, start=1)}
    values = list(ours.values)
    code_of = [0]
    for value in theirs.values:
        code = known.setdefault(key(value), len(values) + 1)
        if code > len(values):
            values.append(value)
        code_of.append(code)
    # The same object if nothing is new: whoever keeps what it made of them may go on with it.
    values_now = ours.values if len(values) == len(ours.values) else tuple(values)
    renamed = CategoricalColumn(np.array(code_of, np.int32)[theirs.codes], values_now)
    return CategoricalColumn(ours.codes, values_now), renamed
