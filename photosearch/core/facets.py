"""How many photos have which day, camera, folder and so on; and photos under headings.

What a front end needs to offer filters with their counts, and to divide a grid into groups.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]

GroupBy = Literal["day", "folder"]

ORIENTATIONS = ("landscape", "portrait", "square")
"""The values of `Filters.orientations`: wider than high, higher than wide, neither."""

RATINGS = (-1, 0, 1, 2, 3, 4, 5)
"""The ratings that there are; -1 is "rejected"."""

_EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Days since 1970-01-01; negative before."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """The day of a day number.

    Raises:
        OverflowError: it is outside of the calendar.
    """
    return _EPOCH + timedelta(days=number)


@dataclass(frozen=True, slots=True)
class Counted:
    """A value and how many photos have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class FolderTree:
    """All folders with photos, and those above them up to the roots.

    In depth-first order: what lies below a folder follows it at once. The same object as long as
    there are the same folders, so that whoever shows it need not build it anew for new counts.
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
    """Counts by value among some photos."""

    total: int = 0
    """Photos that were counted, those that pass all filters."""
    days: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    """(d,) rising day numbers on which photos were captured, at the clock of the camera."""
    day_counts: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    """(d,) photos of each day, above 0."""
    undated: int = 0
    """Photos whose day is not known."""
    folders: FolderTree = field(default_factory=FolderTree)
    folder_counts: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    """(n,) photos in each folder of `folders`, at any depth; may be 0."""
    cameras: tuple[Counted, ...] = ()
    """Most photos first, then by name; as `lenses`, `formats` and `keywords`. No zeros."""
    lenses: tuple[Counted, ...] = ()
    formats: tuple[Counted, ...] = ()
    orientations: tuple[Counted, ...] = ()
    """In the order of ORIENTATIONS; no zeros."""
    keywords: tuple[Counted, ...] = ()
    """A photo counts for each of its keywords; spellings that differ in case only are one."""
    ratings: tuple[int, ...] = (0,) * len(RATINGS)
    """(7,) photos of each rating, in the order of RATINGS."""
    unrated: int = 0

    def at_least(self, stars: int) -> int:
        """How many photos have so many stars or more."""
        return sum(
            count for rating, count in zip(RATINGS, self.ratings, strict=True) if rating >= stars
        )


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Photos divided under headings: rows in a new order, and where each group begins."""

    order: NDArray[np.int64]
    """(n,) for each new row the row that it was before. Within a group the order is kept."""
    starts: NDArray[np.int64]
    """(g,) the first new row of each group, rising from 0; empty only if there are no rows."""
    titles: tuple[str, ...]
    """(g,) one for each group: a day as 2024-05-17, or the path of a folder; "" where there is
    none, which makes it the last group."""

    def __post_init__(self) -> None:
        rows, starts = len(self.order), self.starts
        begins = not len(starts) if not rows else len(starts) > 0 and starts[0] == 0
        if not begins or len(starts) != len(self.titles):
            raise ValueError("groups have one title each and begin with the first row")
        if len(starts) and (np.any(np.diff(starts) <= 0) or starts[-1] >= rows):
            raise ValueError("groups are not empty and follow one another")

    def sizes(self) -> NDArray[np.int64]:
        """(g,) how many photos each group has."""
        return np.diff(self.starts, append=len(self.order))
