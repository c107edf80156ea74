"""Divide moments where the time between them is long: by hours, and for how densely photos lie.

A pause is long for where it lies if it is many times as long as the pauses around it are on
average (the geometric mean): the criterion of J. C. Platt, M. Czerwinski and B. A. Field,
"PhotoTOC: Automatic Clustering for Browsing Personal Photographs", 2003, of an idea of A. Graham et
al., "Time as Essence for Photo Browsing Through Personal Digital Libraries", 2002. It sees the
breaks of a wedding with a photo a minute and those of a journey with three a day.

It alone would never divide photos that come at equal distances for years, and would divide a burst
of a second: hence a pause from which on all is divided, one up to which nothing is, and a longest
event, beyond which each night divides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Moments = NDArray[np.int64]
"""(m,) microseconds since 1970 at the camera's clock, rising, none twice."""
Starts = NDArray[np.int64]
"""(g,) the first of each group, rising from 0; empty only if nothing is divided."""

SECOND_US = 1_000_000
SHORTEST_PAUSE_S = 10 * 60
"""Up to here nothing is divided."""
LONGEST_PAUSE_S = 6 * 3600
"""From here on all is: a night lies between."""
LONGEST_EVENT_S = 48 * 3600
"""No event is longer."""
_LONG = np.log(17.0)
"""So many times the pauses around it divides: K of the article."""
_MAYBE = np.log(4.0)
"""So many times divides photos of different subjects."""
_AROUND = 10
"""Pauses before and after that are looked at: d of the article."""
_DAY_S = 86_400
_NOON_S = _DAY_S // 2


@dataclass(frozen=True, slots=True, eq=False)
class TimeGroups:
    """Hold moments divided in two steps."""

    starts: Starts
    """Groups that are apart by time alone."""
    run_starts: Starts
    """All of `starts`, and further ones where a pause may divide, if the photos are unlike."""


def divide_moments(moments: Moments) -> TimeGroups:
    """Divide moments by the pauses between them; linear in their number."""
    if not len(moments):
        nothing = np.empty(0, np.int64)
        return TimeGroups(nothing, nothing)
    pauses = np.diff(moments) / SECOND_US
    excess = _excess(pauses)
    long = (pauses >= LONGEST_PAUSE_S) | ((pauses > SHORTEST_PAUSE_S) & (excess >= _LONG))
    long |= _night_breaks(moments, pauses, long)
    maybe = long | ((pauses > SHORTEST_PAUSE_S) & (excess >= _MAYBE))
    return TimeGroups(_starts_after(long), _starts_after(maybe))


def _starts_after(breaks: NDArray[np.bool_]) -> Starts:
    return np.concatenate([[0], np.flatnonzero(breaks) + 1]).astype(np.int64)


def _excess(pauses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return by how much each pause exceeds those around it, itself among them, as a logarithm."""
    count = len(pauses)
    logs = np.log(np.maximum(pauses, 1.0))
    sums = np.concatenate([[0.0], np.cumsum(logs)])
    places = np.arange(count)
    first = np.maximum(places - _AROUND, 0)
    last = np.minimum(places + _AROUND + 1, count)
    excess: NDArray[np.float64] = logs - (sums[last] - sums[first]) / np.maximum(last - first, 1)
    return excess


def _night_breaks(
    moments: Moments, pauses: NDArray[np.float64], breaks: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return where groups that last too long divide: at the longest pause from noon to noon.

    What lies between two such pauses lasts less than 48 hours.
    """
    divided = np.zeros(len(pauses), np.bool_)
    starts = _starts_after(breaks)
    ends = np.append(starts[1:], len(moments)) - 1
    too_long = moments[ends] - moments[starts] >= LONGEST_EVENT_S * SECOND_US
    if not too_long.any():
        return divided
    inside = np.repeat(too_long, ends - starts + 1)
    candidates = np.flatnonzero(inside[:-1] & ~breaks)
    # A pause belongs to the night in which it begins.
    night = (moments[candidates] // SECOND_US - _NOON_S) // _DAY_S
    order = np.lexsort((candidates, -pauses[candidates], night))
    firsts = np.concatenate([[True], np.diff(night[order]) > 0])
    divided[candidates[order[firsts]]] = True
    return divided
