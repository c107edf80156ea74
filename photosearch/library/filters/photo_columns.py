"""What filters look at, resident in memory: arrays over all visible photos, one row for each.

A table is never written again once it is made; changes make a new one. So any thread may count in
one while another takes changes over. 500,000 photos take about 30 MB.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.core.facets import RATINGS, Ids
from photosearch.core.query import Filters
from photosearch.store.column_reader import (
    NO_OFFSET,
    UNDATED,
    UNRATED,
    CategoricalColumn,
    ColumnData,
)
from photosearch.store.filters import ORIENTATION_MARKS, matching_names

Mask = NDArray[np.bool_]
Rows = NDArray[np.int32]

NO_DAY = np.iinfo(np.int32).min

_DAY_US = 86_400_000_000
_EPOCH = datetime(1970, 1, 1)
_CODED = ("camera", "lens", "format", "folder", "keywords")


@dataclass(frozen=True, slots=True, eq=False)
class PhotoColumns:
    """Columns over n photos. Immutable, for any thread."""

    values: ColumnData
    """Of all photos; keywords that differ in case only are one."""
    day: NDArray[np.int32]
    """(n,) days since 1970-01-01 at the camera's clock; NO_DAY where it is not known."""
    row_of: Rows
    """By photo id, -1 for none; the last entry is of no photo."""

    @classmethod
    def of(cls, values: ColumnData) -> PhotoColumns:
        """The table of what was read."""
        ids = values.ids
        day = np.full(len(ids), NO_DAY, np.int32)
        dated = values.captured_us != UNDATED
        day[dated] = values.captured_us[dated] // _DAY_US
        row_of = np.full(int(ids[-1]) + 2 if len(ids) else 1, -1, np.int32)
        row_of[ids] = np.arange(len(ids), dtype=np.int32)
        return cls(_folded(values), day, row_of)

    def __len__(self) -> int:
        return len(self.values.ids)

    def rows(self, ids: Ids) -> Rows:
        """The rows (n,) of photos (n,); -1 for those that are not here."""
        found: Rows = self.row_of[np.minimum(ids, len(self.row_of) - 1)]
        return found

    def changed(self, photo_ids: Ids, now: ColumnData) -> PhotoColumns:
        """The table after some photos changed.

        Args:
            photo_ids: (m,) that are different now, new, or gone.
            now: what those of them are that there still are.
        """
        old, now = self.values, _folded(now)
        kept = np.ones(len(old.ids), np.bool_)
        known = self.rows(photo_ids)
        kept[known[known >= 0]] = False
        ids = np.concatenate([old.ids[kept], now.ids])
        order = np.argsort(ids, kind="stable")  # nearly sorted: quick
        merged: dict[str, Any] = {"ids": ids[order]}
        for name in ("captured_us", "offset_s", "rating", "orientation"):
            parts = [getattr(old, name)[kept], getattr(now, name)]
            merged[name] = np.concatenate(parts)[order]
        for name in _CODED[:-1]:
            ours, theirs = _joined(getattr(old, name), getattr(now, name))
            codes = np.concatenate([ours.codes[kept], theirs.codes])[order]
            merged[name] = CategoricalColumn(codes, ours.values)
        # Where each row of either table has gone to.
        place = np.empty(len(ids), np.int32)
        place[order] = np.arange(len(ids), dtype=np.int32)
        left = int(np.count_nonzero(kept))
        from_old = np.full(len(old.ids), -1, np.int32)
        from_old[kept] = place[:left]
        ours, theirs = _joined(old.keywords, now.keywords, key=str.casefold)
        still = kept[old.keyword_rows]
        rows = np.concatenate([from_old[old.keyword_rows[still]], place[left:][now.keyword_rows]])
        pairs = np.argsort(rows, kind="stable")
        merged["keyword_rows"] = rows[pairs]
        codes = np.concatenate([ours.codes[still], theirs.codes])[pairs]
        merged["keywords"] = CategoricalColumn(codes, ours.values)
        assert merged.keys() == {field.name for field in fields(ColumnData)}
        return PhotoColumns.of(ColumnData(**merged))

    def masks(
        self,
        filters: Filters,
        places: Collection[tuple[int, bytes]],
        with_words: Ids | None,
        rows: Rows | None = None,
    ) -> dict[str, Mask]:
        """Which rows pass each condition that is set, by its name in `Filters`.

        `since` and `until` are one condition, "since".

        Args:
            filters: the conditions.
            places: `filters.folders` as (root id, path below the root, b"" for the root itself).
            with_words: the photos that `filters.text` finds; None if it sets no condition.
            rows: (m,) at which to look; None for all.
        """
        values = self.values

        def chosen(column: NDArray[Any]) -> NDArray[Any]:
            return column if rows is None else column[rows]

        masks: dict[str, Mask] = {}
        if filters.folders:
            masks["folders"] = _with(values.folder, _lying_in(places), chosen)
        if filters.since is not None or filters.until is not None:
            masks["since"] = self._between(filters.since, filters.until, chosen)
        if filters.cameras:
            masks["cameras"] = _with(values.camera, _named(values.camera, filters.cameras), chosen)
        if filters.lenses:
            masks["lenses"] = _with(values.lens, _named(values.lens, filters.lenses), chosen)
        if filters.formats:
            formats = {name.lower() for name in filters.formats}
            masks["formats"] = _with(values.format, formats.__contains__, chosen)
        if filters.min_rating is not None:
            rating = chosen(values.rating)
            masks["min_rating"] = (rating >= filters.min_rating) & (rating != UNRATED)
        if filters.orientations:
            marks = [ORIENTATION_MARKS.get(name, 2) for name in filters.orientations]
            masks["orientations"] = np.isin(chosen(values.orientation), marks)
        if filters.keywords:
            keywords = {word.casefold() for word in filters.keywords}
            wanted = _wanted(values.keywords, lambda word: word.casefold() in keywords)
            have = np.zeros(len(self), np.bool_)
            have[values.keyword_rows[wanted[values.keywords.codes]]] = True
            masks["keywords"] = chosen(have)
        if with_words is not None:
            found = self.rows(with_words)
            have = np.zeros(len(self), np.bool_)
            have[found[found >= 0]] = True
            masks["text"] = chosen(have)
        return masks

    def _between(
        self, since: datetime | None, until: datetime | None, chosen: Callable[[Any], Any]
    ) -> Mask:
        captured, offset = chosen(self.values.captured_us), chosen(self.values.offset_s)
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

    def keyword_counts(self, mask: Mask | None) -> NDArray[np.int64]:
        """(values + 1,) photos by the code of a keyword, of those rows that pass."""
        keywords = self.values.keywords
        codes = keywords.codes if mask is None else keywords.codes[mask[self.values.keyword_rows]]
        return np.bincount(codes, minlength=len(keywords.values) + 1)


def rating_counts(rating: NDArray[np.int8]) -> tuple[tuple[int, ...], int]:
    """Photos by rating, in the order of RATINGS, and those without one."""
    # -128 to 127 as 0 to 255, in which numpy counts without a copy of eight times the size.
    counts = np.bincount(rating.view(np.uint8), minlength=256)
    by_rating = tuple(int(counts[value % 256]) for value in RATINGS)
    return by_rating, int(counts[UNRATED % 256])


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _named(column: CategoricalColumn, parts: Sequence[str]) -> Callable[[Any], bool]:
    return set(matching_names(column.values, parts)).__contains__


def _lying_in(places: Collection[tuple[int, bytes]]) -> Callable[[Any], bool]:
    wanted = [(root_id, folder.strip(b"/")) for root_id, folder in places]

    def lies_in(value: tuple[int, bytes]) -> bool:
        root_id, folder = value
        return any(
            root_id == place_root
            and (not place or folder == place or folder.startswith(place + b"/"))
            for place_root, place in wanted
        )

    return lies_in


def _wanted(column: CategoricalColumn, passes: Callable[[Any], bool]) -> Mask:
    """Which codes pass: (values + 1,)."""
    verdicts = (passes(value) for value in column.values)
    return np.concatenate([[False], np.fromiter(verdicts, np.bool_, len(column.values))])


def _with(
    column: CategoricalColumn, passes: Callable[[Any], bool], chosen: Callable[[Any], Any]
) -> Mask:
    mask: Mask = _wanted(column, passes)[chosen(column.codes)]
    return mask


def _folded(values: ColumnData) -> ColumnData:
    """One code for keywords that differ in case only; the spelling that came first is kept."""
    keywords = values.keywords
    first: dict[str, int] = {}
    code_of = [0, *(first.setdefault(word.casefold(), len(first) + 1) for word in keywords.values)]
    if len(first) == len(keywords.values):
        return values
    shown: dict[int, str] = {}
    for code, word in zip(code_of[1:], keywords.values, strict=True):
        shown.setdefault(code, word)
    codes = np.array(code_of, np.int32)[keywords.codes]
    # A photo may have both spellings. Pairs stay in the order of rows.
    pairs = np.unique(values.keyword_rows.astype(np.int64) * (len(shown) + 1) + codes)
    rows, codes = np.divmod(pairs, len(shown) + 1)
    return replace(
        values,
        keyword_rows=rows.astype(np.int32),
        keywords=CategoricalColumn(codes.astype(np.int32), tuple(shown.values())),
    )


def _joined(
    ours: CategoricalColumn,
    theirs: CategoricalColumn,
    key: Callable[[Any], Hashable] = lambda value: value,
) -> tuple[CategoricalColumn, CategoricalColumn]:
    """Both columns with codes of the same values."""
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
