"""Know the events of a library: divide its photos when asked, and name what comes out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind
from photosearch.core.events import Event, EventTitle
from photosearch.core.facets import Groups, Ids, likely_days
from photosearch.core.model_card import ModelCard
from photosearch.core.photo_labels import PhotoLabels
from photosearch.core.places import NO_PLACE, place_of, points_of
from photosearch.core.ranking import probability_of_distance
from photosearch.core.similarity_levels import LEVEL_THRESHOLDS, SimilarityLevel
from photosearch.library.events.clustering import (
    EventPhotos,
    EventRows,
    cluster,
)
from photosearch.library.filters.facets import LibraryFacets
from photosearch.library.filters.photo_columns import PhotoColumns
from photosearch.library.stacks import PhotoStacks
from photosearch.store.catalog import Catalog
from photosearch.store.column_reader import UNDATED

_EPOCH = datetime(1970, 1, 1)
_UNCALIBRATED = 0.2
"""The share of bits in which photos of one subject differ at most, for models that do not tell."""
_LABELS = 2
"""Of a title at most."""
_SHARED = 0.5
"""The share of an event's photos that have a keyword which it is called by."""
_SEEN = 0.2
"""The share in which the encoder sees what it is called by."""


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """Hold what events are made of, besides codes."""

    columns: PhotoColumns
    labels: PhotoLabels
    hidden: tuple[Ids, Ids]
    card: ModelCard

    def same_as(self, other: _Known) -> bool:
        """Tell whether nothing has changed."""
        return (
            self.columns is other.columns
            and self.labels is other.labels
            and self.card is other.card
            and all(map(np.array_equal, self.hidden, other.hidden))
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Divided:
    """Hold the events of a library, and what they were made of."""

    known: _Known
    rows: Ids
    """(n,) of the columns, of the photos that are divided."""
    events: EventRows
    """By places in `rows`."""
    titles: tuple[EventTitle, ...]


class LibraryEvents:
    """Divide the photos of a library that can be shown into events; see `clustering.cluster`.

    All methods block, some seconds for a million photos, and are for any thread. What was found
    is kept until the library changes.
    """

    def __init__(
        self,
        catalog: Catalog,
        facets: LibraryFacets,
        stacks: PhotoStacks,
        labels: Callable[[], PhotoLabels],
        card: Callable[[], ModelCard],
    ) -> None:
        self._catalog = catalog
        self._facets = facets
        self._stacks = stacks
        self._labels = labels
        self._card = card
        self._lock = threading.Lock()
        self._held: _Divided | None = None

    def among(self, ids: Ids | None = None) -> list[Event]:
        """Return the events of some photos (n,), of the whole library unless given.

        In the order of time, those without dates last. Photos that are in none are left out.
        """
        divided = self._current() if ids is None else self._divide(self._known(), ids)
        events, rows = divided.events, divided.rows
        photo_ids = divided.known.columns.data.ids[rows]
        parts = np.split(photo_ids[events.rows[: events.stop]], events.starts[1:])
        # Of no events the one part is empty.
        return [Event(title, part) for title, part in zip(divided.titles, parts, strict=False)]

    def groups(self, ids: Ids) -> Groups:
        """Divide photos (n,) under the headings of the library's events.

        The groups stand in the order of their first photos in `ids`; last comes what is in none.
        """
        divided = self._current()
        events, columns = divided.events, divided.known.columns
        event_of_row = np.full(len(columns) + 1, len(events.starts), np.int64)
        event_of_row[divided.rows[events.rows[: events.stop]]] = np.repeat(
            np.arange(len(events.starts)), events.sizes()
        )
        # The last entry is of no row: rows() tells those by -1.
        keys = event_of_row[columns.rows(ids)]
        return Groups.by_keys(keys, len(events.starts), lambda key: divided.titles[key])

    def _current(self) -> _Divided:
        """Return the events of the library as it is."""
        with self._lock:
            known, held = self._known(), self._held
            if held is None or not held.known.same_as(known):
                held = self._held = self._divide(known, None)
            return held

    def _known(self) -> _Known:
        return _Known(self._facets.columns(), self._labels(), self._stacks.hidden(), self._card())

    def _divide(self, known: _Known, ids: Ids | None) -> _Divided:
        columns, card = known.columns, known.card
        if ids is None:
            shown = np.ones(len(columns) + 1, np.bool_)
            shown[columns.rows(known.hidden[0])] = False
            rows = np.flatnonzero(shown[:-1])
        else:
            found = columns.rows(ids)
            rows = np.sort(found[found >= 0]).astype(np.int64)
        code_ids, codes = self._catalog.codes.load(card.model_id, CodeKind.SUBJECT)
        photos = EventPhotos(
            _moments(columns, rows),
            columns.data.latitude_e7[rows],
            columns.data.longitude_e7[rows],
            known.labels.of(columns.data.ids[rows])[:, 0].astype(np.int32),
            _ratings(columns, rows),
            _places_among(columns.data.ids[rows], code_ids),
            codes,
        )
        events = cluster(photos, _limit(card, 8 * codes.shape[1]))
        return _Divided(known, rows, events, _titles(known, rows, photos, events))


def _moments(columns: PhotoColumns, rows: Ids) -> NDArray[np.int64]:
    moments = columns.data.captured_us[rows]
    return np.where(likely_days(columns.day[rows]), moments, UNDATED)


def _ratings(columns: PhotoColumns, rows: Ids) -> NDArray[np.int32]:
    column = columns.data.single["rating"]
    return np.array([0, *column.values], np.int32)[column.codes[rows]]


def _places_among(ids: Ids, code_ids: Ids) -> Ids:
    """Return where in rising `code_ids` each of `ids` (n,) is, -1 where it is not."""
    if not len(code_ids):
        return np.full(len(ids), -1, np.int64)
    at = np.minimum(np.searchsorted(code_ids, ids), len(code_ids) - 1)
    return np.where(code_ids[at] == ids, at, -1)


def _limit(card: ModelCard, bits: int) -> int:
    """Return in how many bits photos differ that perhaps show the same."""
    table = card.calibration.get(CodeKind.SUBJECT, ())
    if not table:
        return int(_UNCALIBRATED * bits)
    least = LEVEL_THRESHOLDS[SimilarityLevel.PERHAPS]
    probabilities = probability_of_distance(np.arange(bits + 1, dtype=np.int32), table)
    return int(np.count_nonzero(probabilities >= least)) - 1


def _titles(
    known: _Known, rows: Ids, photos: EventPhotos, events: EventRows
) -> tuple[EventTitle, ...]:
    columns = known.columns
    if not len(events.starts):
        return ()
    order = events.rows[: events.stop]
    moments = photos.moment_us[order]
    firsts, lasts = moments[events.starts], moments[np.append(events.starts[1:], events.stop) - 1]
    event_of = np.repeat(np.arange(len(events.starts)), events.sizes())
    places = _middles(photos, order, event_of, len(events.starts))
    keywords = _keywords(columns, rows[order], event_of, events.sizes())
    label = photos.label[order]
    seen = _frequent(event_of[label > 0], label[label > 0], events.sizes(), _SEEN)
    labels = _names(
        ((keywords, columns.values("keywords")), (seen, known.labels.names[1:])), len(events.starts)
    )
    covers = columns.data.ids[rows[events.covers]].tolist()
    return tuple(
        EventTitle(cover, _moment(first), _moment(last), place, names)
        for cover, first, last, place, names in zip(
            covers, firsts.tolist(), lasts.tolist(), places, labels, strict=True
        )
    )


def _moment(moment_us: int) -> datetime | None:
    if moment_us == UNDATED:
        return None
    return _EPOCH + timedelta(microseconds=moment_us)


def _middles(
    photos: EventPhotos, order: Ids, event_of: Ids, events: int
) -> list[tuple[float, float] | None]:
    """Return for each event the middle of its places; None where none is known."""
    known = photos.latitude_e7[order] != NO_PLACE
    placed = order[known]
    points = points_of(photos.latitude_e7[placed], photos.longitude_e7[placed])
    sums = np.stack(
        [np.bincount(event_of[known], points[:, axis], events) for axis in range(3)], axis=-1
    )
    counts = np.bincount(event_of[known], minlength=events)
    return [
        place_of(total) if count else None
        for total, count in zip(sums, counts.tolist(), strict=True)
    ]


def _keywords(columns: PhotoColumns, rows: Ids, event_of: Ids, sizes: Ids) -> list[tuple[int, int]]:
    """Return events with the codes of the keywords that most of their photos share."""
    row_event = np.full(len(columns), -1, np.int64)
    row_event[rows] = event_of
    keywords = columns.data.lists["keywords"]
    named = row_event[keywords.rows]
    inside = named >= 0
    return _frequent(named[inside], keywords.pairs.codes[inside], sizes, _SHARED)


def _names(
    found: Iterable[tuple[list[tuple[int, int]], Sequence[str]]], events: int
) -> list[tuple[str, ...]]:
    """Return for each event what it is called by, of some pairs of event and code.

    Args:
        found: pairs, and what their codes from 1 on stand for; the most telling pairs first.
        events: how many there are.
    """
    names: list[list[str]] = [[] for _ in range(events)]
    for pairs, values in found:
        for event, code in pairs:
            if len(names[event]) < _LABELS:
                names[event].append(str(values[code - 1]))
    return [tuple(dict.fromkeys(each)) for each in names]


def _frequent(
    events: Ids, codes: NDArray[np.int32], sizes: Ids, share: float
) -> list[tuple[int, int]]:
    """Return events with the values that a share of their photos has, the most frequent first.

    One photo alone tells nothing of an event of more. Of values as frequent the one that is more
    frequent in the library comes first.
    """
    if not len(events):
        return []
    values = int(codes.max()) + 1
    pairs, counts = np.unique(events * values + codes, return_counts=True)
    pair_events, pair_codes = np.divmod(pairs, values)
    least = np.maximum(share * sizes[pair_events], np.minimum(sizes[pair_events], 2))
    kept = counts >= least
    pair_events, pair_codes, counts = pair_events[kept], pair_codes[kept], counts[kept]
    overall = np.bincount(codes, minlength=values)
    order = np.lexsort((-overall[pair_codes], -counts, pair_events))
    return list(zip(pair_events[order].tolist(), pair_codes[order].tolist(), strict=True))
