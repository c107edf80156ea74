"""Hold how many photos have which day, camera, folder and so on, and photos under headings.

It is what a front end needs to offer filters with their counts, and to divide a grid into groups.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from photosearch.core.capture_dates import EPOCH_DAYS, FIRST_DAY, first_future_day
from photosearch.core.events import EventTitle
from photosearch.core.filters import Filter, FilterKind

Ids = NDArray[np.int64]

ColumnGroupBy = Literal["day", "folder"]
"""What each photo has by itself."""
GroupBy = Literal["day", "folder", "event"]

Title = str | EventTitle
"""Of a group; see `Groups.titles`."""

_EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Return the days from 1970-01-01 to `day`, negative before."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """Return the day of a day number.

    Raises:
        OverflowError: it is outside of the calendar.
    """
    return _EPOCH + timedelta(days=number)


def likely_days(days: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which day numbers (n,) no wrong clock is likely to have given."""
    first, future = day_number(FIRST_DAY), day_number(first_future_day())
    starts = [day_number(day) for day in EPOCH_DAYS]
    likely: NDArray[np.bool_] = (days >= first) & (days < future) & ~np.isin(days, starts)
    return likely


NO_MONTH = np.iinfo(np.int32).min
"""Of a photo whose date is not known."""


@dataclass(frozen=True, slots=True, eq=False)
class Months:
    """Hold the months of the photos of a list: runs of photos of one month, one after the other."""

    starts: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    """(r,) the first row of each run, rising from 0."""
    months: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    """(r,) months since January 1970, or NO_MONTH."""

    @classmethod
    def of(cls, months: NDArray[np.int32]) -> Months:
        """Return the runs of a list that has a month for each photo (n,)."""
        begins = np.concatenate([[True], months[1:] != months[:-1]])[: len(months)]
        starts = np.flatnonzero(begins)
        return cls(starts.astype(np.int64), months[starts])

    def sizes(self, count: int) -> NDArray[np.int64]:
        """Return how many photos each run has, (r,), in a list of so many."""
        return np.diff(self.starts, append=count)


@dataclass(frozen=True, slots=True)
class Counted:
    """Hold a value and how many photos have it."""

    value: str | int
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class FolderTree:
    """Hold all folders with photos, and those above them up to the roots.

    They are in depth-first order: what lies below a folder follows it at once. It is the same
    object as long as there are the same folders, so that whoever shows it need not build it anew
    for new counts.
    """

    paths: tuple[Path, ...] = ()
    """(n,) absolute."""
    names: tuple[str, ...] = ()
    """(n,) the last part of the path; of a root the whole path. For display: bytes that are no
    UTF-8 are replaced."""
    parents: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    """(n,) the row of the folder that a folder lies in; -1 for roots."""


@dataclass(frozen=True, slots=True, eq=False)
class Facets:
    """Hold counts by value among some photos."""

    total: int = 0
    """Photos that were counted, those that pass all filters."""
    days: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    """(d,) rising day numbers on which photos were captured, at the clock of the camera."""
    day_counts: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    """(d,) photos of each day, above 0."""
    undated: int = 0
    """Photos whose day is not known."""
    placed: int = 0
    """Photos of which it is known where they were taken."""
    folders: FolderTree = field(default_factory=FolderTree)
    folder_counts: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    """(n,) photos in each folder of `folders`, at any depth; may be 0."""
    values: Mapping[str, tuple[Counted, ...]] = field(default_factory=dict)
    """By the name of the filter, for those of `filters.COUNTED_KINDS`; no zeros. Most photos first,
    then by name; those of a filter with `choices` in their order; those of a MINIMUM rising. A
    photo counts for each of its keywords; spellings that differ in case only are one."""

    def of(self, name: str) -> tuple[Counted, ...]:
        """Return the counts of a filter by the values of its column."""
        return self.values.get(name, ())

    def at_least(self, name: str, minimum: int) -> int:
        """Return how many photos have so much or more, for a filter that is a MINIMUM."""
        return sum(each.count for each in self.of(name) if int(each.value) >= minimum)

    def with_counts_of(self, each: Filter, other: Facets) -> Facets:
        """Return these counts, with those of one filter out of others."""
        match each.kind:
            case FilterKind.TEXT:
                return self
            case FilterKind.AREA:
                return replace(self, placed=other.placed)
            case FilterKind.FOLDER:
                return replace(self, folders=other.folders, folder_counts=other.folder_counts)
            case FilterKind.PERIOD:
                return replace(
                    self, days=other.days, day_counts=other.day_counts, undated=other.undated
                )
            case _:
                return replace(self, values={**self.values, each.name: other.of(each.name)})


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Hold photos divided under headings: rows in a new order, and where each group begins."""

    order: NDArray[np.int64]
    """(n,) for each new row the row that it was before. Within a group the order is kept."""
    starts: NDArray[np.int64]
    """(g,) the first new row of each group, rising from 0; empty only if there are no rows."""
    titles: tuple[Title, ...]
    """(g,) one for each group: a day as 2024-05-17, the path of a folder, or an event; "" where
    there is none, which makes it the last group."""

    def __post_init__(self) -> None:
        rows, starts = len(self.order), self.starts
        begins = not len(starts) if not rows else len(starts) > 0 and starts[0] == 0
        if not begins or len(starts) != len(self.titles):
            raise ValueError("groups have one title each and begin with the first row")
        if len(starts) and (np.any(np.diff(starts) <= 0) or starts[-1] >= rows):
            raise ValueError("groups are not empty and follow one another")

    @classmethod
    def by_keys(cls, keys: NDArray[Any], nothing: int, title: Callable[[int], Title]) -> Groups:
        """Divide rows by a key each, the groups in the order of their first rows.

        Args:
            keys: (n,) whole numbers.
            nothing: the key of what has none, which comes last and without a title.
            title: returns the title of a key.
        """
        values, firsts, inverse = np.unique(keys, return_index=True, return_inverse=True)
        firsts = np.where(values == nothing, len(keys), firsts)
        by_first = np.argsort(firsts, kind="stable")
        rank = np.empty(len(values), np.int64)
        rank[by_first] = np.arange(len(values))
        ranks = rank[inverse]
        order = np.argsort(ranks, kind="stable")
        starts = np.searchsorted(ranks[order], np.arange(len(values)))
        titles = tuple("" if key == nothing else title(key) for key in values[by_first].tolist())
        return cls(order.astype(np.int64), starts.astype(np.int64), titles)

    def sizes(self) -> NDArray[np.int64]:
        """Return how many photos each group has, (g,)."""
        return np.diff(self.starts, append=len(self.order))

    def sorted(self, rows: NDArray[np.int64]) -> Groups:
        """Return the same groups over the same photos in another order, which holds within each.

        Args:
            rows: (n,) for each photo in the new order the row that it was before.
        """
        group_of = np.empty(len(self.order), np.int64)
        group_of[self.order] = np.repeat(np.arange(len(self.starts)), self.sizes())
        return Groups(np.argsort(group_of[rows], kind="stable"), self.starts, self.titles)
