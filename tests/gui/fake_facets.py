"""Filters and counts over the photos of a FakeLibrary, of which each number tells its values."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from photosearch.core.facets import (
    ColumnGroupBy,
    Counted,
    Facets,
    FolderTree,
    Groups,
    Months,
    day_number,
)
from photosearch.core.filters import ORIENTATIONS, Filters
from photosearch.core.places import E7, Area, Places
from photosearch.core.sorting import NEWEST_FIRST, SortKey, SortOrder
from photosearch.core.suggestions import NothingPasses, Suggestion

CAMERAS = ("Canon EOS 5D", "NIKON D70", "Pentax K-1")
FORMATS = ("jpeg", "nef")
KEYWORDS = ("sea", "garden", "people", "night")
ROOT = Path("/photos")
PATHS = (ROOT, ROOT / "2023", ROOT / "2023" / "summer", ROOT / "2024")
TREE = FolderTree(PATHS, ("/photos", "2023", "summer", "2024"), np.array([-1, 0, 1, 0], np.int32))
FIRST_DAY = date(2023, 1, 1)


def place_of_photos(ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Degrees north and east of photos (n,), times E7."""
    towns = np.array([(48.137, 11.575), (-33.86, 151.21), (-17.7, 178.0)])[ids % 3]
    spread = np.column_stack([np.sin(ids * 2.3), np.cos(ids * 1.7)]) * 0.4
    north, east = (np.rint((towns + spread) * E7).astype(np.int32)).T
    return north, east


def day_of_photo(photo_id: int) -> date:
    return FIRST_DAY + timedelta(days=photo_id * 7 % 700)


class FakeFacets:
    def __init__(self, ids: Callable[[], np.ndarray]) -> None:
        self._ids = ids
        self.asked: list[tuple[np.ndarray | None, Filters]] = []
        self.gate: threading.Event | None = None
        self.error: Exception | None = None

    def words_beginning(self, text: str) -> list[tuple[str, int]]:
        found = ((word, 10 * place + 1) for place, word in enumerate(KEYWORDS))
        return [(word, count) for word, count in found if word.startswith(text.lower())]

    def passes(self, photo_id: int, filters: Filters) -> bool:
        day = datetime.combine(day_of_photo(photo_id), datetime.min.time())
        name = f"img_{photo_id:05d} {KEYWORDS[photo_id % 4]}"
        return (
            (not filters.text or all(word in name for word in filters.text.lower().split()))
            and (not filters.cameras or CAMERAS[photo_id % 3] in filters.cameras)
            and (not filters.formats or FORMATS[photo_id % 2] in filters.formats)
            and (filters.min_rating is None or photo_id % 6 >= filters.min_rating)
            and (not filters.keywords or KEYWORDS[photo_id % 4] in filters.keywords)
            and (not filters.orientations or ORIENTATIONS[photo_id % 3] in filters.orientations)
            and (filters.since is None or day >= filters.since)
            and (filters.until is None or day < filters.until)
            and (not filters.folders or self._in_folders(photo_id, filters))
            and not filters.lenses
            and (filters.area is None or self._in_area(photo_id, filters.area))
        )

    @staticmethod
    def _in_area(photo_id: int, area: Area) -> bool:
        return photo_id % 4 != 0 and bool(area.contains(*place_of_photos(np.array([photo_id])))[0])

    @staticmethod
    def _in_folders(photo_id: int, filters: Filters) -> bool:
        folder = PATHS[photo_id % 4]
        return any(folder.is_relative_to(each) for each in filters.folders)

    def select(self, filters: Filters, order: SortOrder = NEWEST_FIRST) -> np.ndarray:
        if self.error is not None:
            raise self.error
        passing = [i for i in self._ids().tolist() if self.passes(i, filters)]
        ids = np.asarray(passing, np.int64)
        return ids if order == NEWEST_FIRST else self.sort(ids, order)

    def sort(self, ids: np.ndarray, order: SortOrder) -> np.ndarray:
        """By their numbers, the last one first; the names count upwards."""
        if self.error is not None:
            raise self.error
        falls = (order.key is not SortKey.NAME) is not order.reversed
        return np.sort(ids)[:: -1 if falls else 1]

    def explain_empty(self, filters: Filters) -> NothingPasses:
        if filters.text and not any(letter.isalnum() for letter in filters.text):
            return NothingPasses(("text",), wordless=True)
        names = filters.set_names()
        rest = [(name, filters.without(name)) for name in names if len(names) > 1]
        counts = [(name, each, len(self.select(each))) for name, each in rest]
        found = [Suggestion(each, count, dropped=name) for name, each, count in counts if count]
        if filters.text:
            near = replace(filters, text=KEYWORDS[0])
            if count := len(self.select(near)):
                found.insert(0, Suggestion(near, count, word=filters.text, instead=KEYWORDS[0]))
        words = (filters.text,) if filters.text else ()
        return NothingPasses(("lenses",) if filters.lenses else (), words, suggestions=tuple(found))

    def count(self, ids: np.ndarray | None, filters: Filters) -> Facets:
        self.asked.append((ids, filters))
        if self.gate is not None:
            self.gate.wait(5)
        if self.error is not None:
            raise self.error
        among = self._ids() if ids is None else ids
        passing = [i for i in among.tolist() if self.passes(i, filters)]
        days = Counter(day_number(day_of_photo(i)) for i in passing)
        ratings = Counter(i % 6 for i in passing)
        own = Counter(i % 4 for i in passing)

        def counted(values: tuple[str, ...]) -> tuple[Counted, ...]:
            found = Counter(values[i % len(values)] for i in passing)
            return tuple(Counted(value, count) for value, count in found.most_common())

        return Facets(
            total=len(passing),
            placed=sum(i % 4 != 0 for i in passing),
            days=np.array(sorted(days), np.int32),
            day_counts=np.array([days[day] for day in sorted(days)], np.int64),
            folders=TREE,
            folder_counts=np.array([len(passing), own[1] + own[2], own[2], own[3]], np.int64),
            values={
                "cameras": counted(CAMERAS),
                "formats": counted(FORMATS),
                "orientations": counted(ORIENTATIONS),
                "keywords": counted(KEYWORDS),
                "min_rating": tuple(Counted(*each) for each in sorted(ratings.items())),
            },
        )

    def months(self, ids: np.ndarray) -> Months:
        days = [day_of_photo(i) for i in ids.tolist()]
        months = [(day.year - 1970) * 12 + day.month - 1 for day in days]
        return Months.of(np.array(months, np.int32))

    def places(self, filters: Filters) -> Places:
        """Of those photos that are no multiple of four, spread around three towns."""
        if self.error is not None:
            raise self.error
        passing = self.select(filters)
        ids = np.sort(passing[passing % 4 != 0])
        return Places(ids, *place_of_photos(ids), len(passing))

    def groups(self, ids: np.ndarray, by: ColumnGroupBy) -> Groups:
        titles = [
            day_of_photo(i).isoformat() if by == "day" else str(PATHS[i % 4]) for i in ids.tolist()
        ]
        known = list(dict.fromkeys(titles))
        ranks = np.array([known.index(title) for title in titles], np.int64)
        order = np.argsort(ranks, kind="stable")
        starts = np.searchsorted(ranks[order], np.arange(len(known)))
        return Groups(order.astype(np.int64), starts.astype(np.int64), tuple(known))
