"""Days, months or years as the bars of a histogram: where one begins and how many photos it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from photosearch.core.facets import day_number, day_of

_FIRST, _LAST = day_number(date.min), day_number(date.max)


class Unit(IntEnum):
    """What one bar stands for."""

    DAY = 0
    MONTH = 1
    YEAR = 2


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Consecutive bars."""

    unit: Unit
    edges: NDArray[np.int64]
    """(n + 1,) the day number on which each bar begins; the last is the end of the last bar."""

    def __len__(self) -> int:
        return len(self.edges) - 1

    def counts(self, days: NDArray[np.int32], day_counts: NDArray[np.int64]) -> NDArray[np.int64]:
        """(n,) photos of each bar, from those of each day (d,) in rising order."""
        total = np.concatenate([[0], np.cumsum(day_counts)])
        places = np.searchsorted(days, self.edges)
        return np.diff(total[places])

    def bar_of(self, day: int) -> int:
        """The bar that a day falls in; the first or last one for days outside."""
        place = int(np.searchsorted(self.edges, day, side="right")) - 1
        return min(max(place, 0), len(self) - 1)


def bars_between(first: int, last: int, most: int) -> Bars:
    """Bars that cover the days `first` to `last`: the smallest unit with at most `most` of them."""
    first, last = max(first, _FIRST), min(last, _LAST)
    for unit in (Unit.DAY, Unit.MONTH):
        if _count(first, last, unit) <= most:
            return Bars(unit, _edges(first, last, unit))
    return Bars(Unit.YEAR, _edges(first, last, Unit.YEAR))


def _count(first: int, last: int, unit: Unit) -> int:
    start, end = day_of(first), day_of(last)
    if unit is Unit.DAY:
        return last - first + 1
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _edges(first: int, last: int, unit: Unit) -> NDArray[np.int64]:
    if unit is Unit.DAY:
        return np.arange(first, last + 2, dtype=np.int64)
    kind = "M" if unit is Unit.MONTH else "Y"
    start = np.datetime64(first, "D").astype(f"datetime64[{kind}]")
    end = np.datetime64(last, "D").astype(f"datetime64[{kind}]") + 1
    return np.arange(start, end + 1).astype("datetime64[D]").astype(np.int64)
