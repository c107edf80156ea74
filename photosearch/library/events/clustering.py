"""Divide photos into events: by time and place first, where these leave it open by likeness.

What comes out depends on what the photos are, not on their numbers or their order: equal ones
apart, which are in one event anyway. Everything is linear in the number of photos, or sorting.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import Codes
from photosearch.library.events.likeness import (
    code_ranks,
    group_alike,
    join_alike,
    majority_codes,
)
from photosearch.library.events.places import divide_by_place
from photosearch.library.events.time_gaps import divide_moments
from photosearch.store.column_reader import UNDATED

Rows = NDArray[np.int64]

NO_EVENT = -1


@dataclass(frozen=True, slots=True, eq=False)
class EventPhotos:
    """Hold what is known of n photos."""

    moment_us: NDArray[np.int64]
    """(n,) microseconds since 1970 at the camera's clock; UNDATED where not known or not likely."""
    latitude_e7: NDArray[np.int32]
    """(n,) see `core.places`."""
    longitude_e7: NDArray[np.int32]
    label: NDArray[np.int32]
    """(n,) a number of what each shows; 0 for nothing."""
    rating: NDArray[np.int32]
    """(n,) stars, 0 without."""
    code_row: Rows
    """(n,) the row of each photo's code, -1 for none."""
    codes: Codes
    """(c, bytes) of what the photos show."""


@dataclass(frozen=True, slots=True, eq=False)
class EventRows:
    """Hold photos divided into events, by their rows."""

    rows: Rows
    """(n,) the rows of all photos, event by event, in each in the order of time; last those that
    are in none."""
    starts: Rows
    """(e,) the first of each event in `rows`; the events in the order of time, the undated last."""
    stop: int
    """The end of the last event in `rows`: from there on photos are in none."""
    covers: Rows
    """(e,) the row of the photo that stands for each event."""

    def sizes(self) -> Rows:
        """Return how many photos each event has, (e,)."""
        return np.diff(self.starts, append=self.stop)


def cluster(photos: EventPhotos, limit: int) -> EventRows:
    """Divide photos into events.

    Dated photos are divided where the time between them is long (`time_gaps`), where it is rather
    long and their subjects are unlike (`likeness`), and by place (`places`). Undated ones are
    together with those of the same place, those without either with those that look alike.

    Args:
        photos: all that are to be divided.
        limit: bits that codes of alike photos differ in at most.
    """
    ranks = np.full(len(photos.code_row), -1, np.int64)
    coded = photos.code_row >= 0
    if len(photos.codes):
        ranks[coded] = code_ranks(photos.codes)[photos.code_row[coded]]
    dated = photos.moment_us != UNDATED
    order = np.lexsort((ranks, photos.longitude_e7, photos.latitude_e7, photos.moment_us, ~dated))
    dated_rows, others = np.split(order, [np.count_nonzero(dated)])
    event_of = np.full(len(order), NO_EVENT, np.int64)
    event_of[dated_rows] = _divide_dated(photos, dated_rows, limit)
    first_undated = int(event_of.max(initial=NO_EVENT)) + 1
    undated = _divide_undated(photos, others, limit)
    event_of[others] = np.where(undated < 0, NO_EVENT, undated + first_undated)

    in_order = event_of[order]
    last = np.iinfo(np.int64).max
    by_event = order[np.argsort(np.where(in_order < 0, last, in_order), kind="stable")]
    stop = int(np.count_nonzero(event_of >= 0))
    events = event_of[by_event[:stop]]
    starts = np.flatnonzero(np.diff(events, prepend=NO_EVENT)).astype(np.int64)
    covers = _covers(photos, by_event[:stop], starts)
    return EventRows(by_event, starts, stop, covers)


def _divide_dated(photos: EventPhotos, rows: Rows, limit: int) -> Rows:
    """Return the event of each photo in `rows` (m,), in the order of time; numbers from 0."""
    if not len(rows):
        return np.empty(0, np.int64)
    moments, firsts = np.unique(photos.moment_us[rows], return_index=True)
    groups = divide_moments(moments)
    starts = join_alike(
        firsts[groups.starts],
        firsts[groups.run_starts],
        photos.code_row[rows],
        photos.codes,
        limit,
    )
    group_of = np.zeros(len(rows), np.int64)
    group_of[starts[1:]] = 1
    group_of = np.cumsum(group_of)
    places = divide_by_place(group_of, photos.latitude_e7[rows], photos.longitude_e7[rows])
    places = _placed_as_nearest(photos.moment_us[rows], group_of, places)
    return _numbered(group_of * (places.max() + 2) + places + 1)


def _placed_as_nearest(moment_us: NDArray[np.int64], group_of: Rows, places: Rows) -> Rows:
    """Return places in which those without have that of the nearest moment in their group.

    Of two that are as near the earlier; of several at that moment the first.
    """
    placed = np.flatnonzero(places >= 0)
    lacking = np.flatnonzero(places < 0)
    if not len(placed) or not len(lacking):
        return places
    at = np.searchsorted(placed, lacking)
    before = placed[np.maximum(at - 1, 0)]
    # Of those at one moment the first, whichever of them comes next in this order.
    before = placed[np.searchsorted(placed, np.searchsorted(moment_us, moment_us[before]))]
    after = placed[np.minimum(at, len(placed) - 1)]
    far = np.iinfo(np.int64).max
    to_before = np.where(
        (at > 0) & (group_of[before] == group_of[lacking]),
        moment_us[lacking] - moment_us[before],
        far,
    )
    to_after = np.where(
        (at < len(placed)) & (group_of[after] == group_of[lacking]),
        moment_us[after] - moment_us[lacking],
        far,
    )
    found = places.copy()
    nearest = np.where(to_before <= to_after, places[before], places[after])
    found[lacking] = np.where(np.minimum(to_before, to_after) == far, -1, nearest)
    return found


def _divide_undated(photos: EventPhotos, rows: Rows, limit: int) -> Rows:
    """Return the event of each photo in `rows` (m,), -1 for none; numbers from 0."""
    events = divide_by_place(
        np.zeros(len(rows), np.int64), photos.latitude_e7[rows], photos.longitude_e7[rows]
    )
    bare = np.flatnonzero((events < 0) & (photos.code_row[rows] >= 0))
    if len(bare):
        codes = photos.codes[photos.code_row[rows[bare]]]
        groups = group_alike(codes, photos.label[rows[bare]], limit)
        events[bare] = np.where(groups < 0, -1, groups + events.max() + 1)
    return events


def _numbered(keys: Rows) -> Rows:
    """Return numbers from 0 for keys (n,), in the order in which they first occur."""
    _, firsts, inverse = np.unique(keys, return_index=True, return_inverse=True)
    rank = np.empty(len(firsts), np.int64)
    rank[np.argsort(firsts)] = np.arange(len(firsts))
    numbers: Rows = rank[inverse.reshape(-1)]
    return numbers


def _covers(photos: EventPhotos, rows: Rows, starts: Rows) -> Rows:
    """Return for each event the best rated photo, of these the one nearest to what most show."""
    if not len(starts):
        return np.empty(0, np.int64)
    event_of = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(rows)))
    code_row = photos.code_row[rows]
    coded = code_row >= 0
    apart = np.full(len(rows), np.iinfo(np.int32).max, np.int32)
    if coded.any():
        codes, events = photos.codes[code_row[coded]], event_of[coded]
        firsts = np.flatnonzero(np.diff(events, prepend=-1))
        middles = majority_codes(codes, firsts)
        middle_of = np.repeat(np.arange(len(firsts)), np.diff(firsts, append=len(events)))
        apart[coded] = np.bitwise_count(codes ^ middles[middle_of]).sum(axis=-1, dtype=np.int32)
    order = np.lexsort((np.arange(len(rows)), apart, -photos.rating[rows], event_of))
    covers: Rows = rows[order[starts]]
    return covers
