"""Gather photos that lie near each other on the map into dots with a number.

The map is divided into cells of some pixels, and all photos of a cell are one dot, at the middle of
where they lie. Cells lie on the earth, not in the window: while the map is moved dots stay what
they are. One pass over the photos in sight, without sorting: a tenth of a second for a million.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from photosearch.core.places import E7, Area, Places
from photosearch.gui.map.projection import Units, Viewport, x_of, y_of

CELL = 56
"""Pixels from dot to dot, about."""


def _none() -> Units:
    return np.empty(0)


@dataclass(frozen=True, slots=True, eq=False)
class MapPhotos:
    """Hold where photos are on the map."""

    places: Places
    x: Units
    """(n,) see `projection`."""
    y: Units

    @classmethod
    def of(cls, places: Places) -> MapPhotos:
        """Project the places of photos."""
        return cls(places, x_of(places.longitude_e7 / E7), y_of(places.latitude_e7 / E7))

    def __len__(self) -> int:
        return len(self.x)

    def bounds(self, rows: NDArray[np.bool_] | None = None) -> Area | None:
        """Return the least area with the photos that `rows` (n,) tells, all unless given.

        None without photos. It crosses the date line where it is smaller so.
        """
        north, east = self.places.latitude_e7, self.places.longitude_e7
        if rows is not None:
            north, east = north[rows], east[rows]
        if not len(north):
            return None
        meridians = np.unique(east).astype(np.int64)
        gaps = np.diff(meridians, append=meridians[0] + 360 * E7)
        widest = int(np.argmax(gaps))
        # What is left out is the widest stretch without photos.
        first, last = meridians[(widest + 1) % len(meridians)], meridians[widest]
        edges = (north.min(), first, north.max(), last)
        return Area(*(int(each) / E7 for each in edges))


@dataclass(frozen=True, slots=True, eq=False)
class Dots:
    """Hold the dots for a viewport."""

    scale: float = 0.0
    x: Units = field(default_factory=_none)
    """(d,) in the middle of the photos of each."""
    y: Units = field(default_factory=_none)
    counts: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    """(d,) photos of each, above 0."""
    photo_ids: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    """(d,) one of the photos of each, that which came into the library last."""
    columns: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    """(d,) the cell of each."""
    lines: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))

    def __len__(self) -> int:
        return len(self.counts)

    def rows_of(self, dot: int, photos: MapPhotos) -> NDArray[np.bool_]:
        """Return which photos (n,) a dot stands for."""
        columns, lines = _cells(photos.x, photos.y, self.scale)
        rows: NDArray[np.bool_] = (columns == self.columns[dot]) & (lines == self.lines[dot])
        return rows


def _cells(x: Units, y: Units, scale: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return (x * (scale / CELL)).astype(np.int64), (y * (scale / CELL)).astype(np.int64)


def gather(photos: MapPhotos, viewport: Viewport) -> Dots:
    """Return the dots in sight and a little beyond."""
    right, down = viewport.pixels_of(photos.x, photos.y)
    seen = np.flatnonzero(
        (right >= -CELL)
        & (right < viewport.width + CELL)
        & (down >= -CELL)
        & (down < viewport.height + CELL)
    )
    if not len(seen):
        return Dots(viewport.scale)
    x, y = photos.x[seen], photos.y[seen]
    columns, lines = _cells(x, y, viewport.scale)
    # Where the date line is in sight the numbers of columns jump: those in between are skipped.
    names, column = _numbered(columns)
    first_line = int(lines.min())
    height = int(lines.max()) - first_line + 1
    keys = column * height + (lines - first_line)
    counts = np.bincount(keys)
    used = np.flatnonzero(counts)
    newest = np.empty(len(counts), np.int64)
    newest[keys] = seen  # rising: the last one stays
    total = counts[used]
    return Dots(
        viewport.scale,
        np.bincount(keys, x)[used] / total,
        np.bincount(keys, y)[used] / total,
        total,
        photos.places.photo_ids[newest[used]],
        names[used // height],
        used % height + first_line,
    )


def _numbered(columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the columns that occur, and for each photo the place of its own among them."""
    first = int(columns.min())
    occurs = np.zeros(int(columns.max()) - first + 1, np.bool_)
    occurs[columns - first] = True
    places = np.cumsum(occurs) - 1
    return np.flatnonzero(occurs) + first, places[columns - first]
