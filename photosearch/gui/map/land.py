"""Hold the outlines of the land, and cut out what is in sight.

They are Natural Earth's, in two scales; see `packaging/land_outlines.py`, which makes the file.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.gui.map.projection import Viewport, x_of, y_of

Points = NDArray[np.float64]

STEPS = 32_767 / 180
"""Of the file, in a degree."""
FINE_FROM = 1500.0
"""Pixels that the earth is wide, from where on the finer outlines are drawn."""
_BEYOND = 4.0
"""Pixels around the widget up to which outlines are drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """Hold rings of points on the map, one after the other."""

    points: Points
    """(n, 2) see `projection`; land across the date line goes on beyond 0 or 1."""
    starts: NDArray[np.int64]
    """(r + 1,) the first point of each ring, and the end."""
    boxes: Points
    """(r, 4) left, top, right and bottom of each."""

    @classmethod
    def of(cls, longitude: Points, latitude: Points, sizes: NDArray[np.int32]) -> Outlines:
        """Project rings of degrees."""
        points = np.column_stack([x_of(longitude), y_of(latitude)])
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        if not len(sizes):
            return cls(points, starts, np.empty((0, 4)))
        least = np.minimum.reduceat(points, starts[:-1])
        most = np.maximum.reduceat(points, starts[:-1])
        return cls(points, starts, np.hstack([least, most]))


NO_OUTLINES = Outlines.of(np.empty(0), np.empty(0), np.empty(0, np.int32))


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """Hold the land of the earth in two scales."""

    coarse: Outlines = NO_OUTLINES
    fine: Outlines = NO_OUTLINES


def read_land(path: Path) -> Land:
    """Read the file. For job threads.

    Raises:
        OSError, ValueError: it cannot be read, or is no such file.
    """
    try:
        with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as arrays:
            return Land(*(_outlines(arrays, scale) for scale in ("coarse", "fine")))
    except (KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(f"{path} holds no outlines") from error


def _outlines(arrays: np.lib.npyio.NpzFile, scale: str) -> Outlines:
    sizes, steps = arrays[f"{scale}_sizes"], arrays[f"{scale}_steps"]
    if steps.ndim != 2 or steps.shape[1] != 2 or sizes.sum() != len(steps) or sizes.min() < 3:
        raise ValueError(f"rings of {scale} outlines do not fit their points")
    ends = np.cumsum(sizes)
    totals = np.cumsum(steps.astype(np.int64), axis=0)
    # Differences begin anew with each ring.
    before = np.vstack([np.zeros((1, 2), np.int64), totals[ends[:-1] - 1]])
    degrees = (totals - np.repeat(before, sizes, axis=0)) / STEPS
    return Outlines.of(degrees[:, 0], degrees[:, 1], sizes)


def polygons(land: Land, viewport: Viewport) -> Iterator[Points]:
    """Yield the rings in sight as pixels (n, 2), cut at the edges of the widget."""
    outlines = land.fine if viewport.scale >= FINE_FROM else land.coarse
    left, top = viewport.point_at(-_BEYOND, -_BEYOND)
    right, bottom = viewport.point_at(viewport.width + _BEYOND, viewport.height + _BEYOND)
    for shift in (-1.0, 0.0, 1.0):
        boxes = outlines.boxes
        seen = (boxes[:, 0] + shift < right) & (boxes[:, 2] + shift > left)
        seen &= (boxes[:, 1] < bottom) & (boxes[:, 3] > top)
        # What is smaller than half a pixel is not seen.
        seen &= (boxes[:, 2:] - boxes[:, :2]).max(axis=1) * viewport.scale > 0.5
        for ring in np.flatnonzero(seen).tolist():
            points = outlines.points[outlines.starts[ring] : outlines.starts[ring + 1]]
            x, y = points[:, 0] + shift - viewport.x, points[:, 1] - viewport.y
            pixels = np.column_stack(
                [x * viewport.scale + viewport.width / 2, y * viewport.scale + viewport.height / 2]
            )
            cut = _thinned(clip(pixels, -_BEYOND, viewport.width + _BEYOND, axis=0))
            cut = clip(cut, -_BEYOND, viewport.height + _BEYOND, axis=1)
            if len(cut) > 2:
                yield cut


def clip(ring: Points, least: float, most: float, *, axis: int) -> Points:
    """Return a ring (n, 2) cut at two lines, after Sutherland and Hodgman; perhaps empty."""
    for bound, side in ((least, 1.0), (most, -1.0)):
        if not len(ring):
            return ring
        inside = (ring[:, axis] - bound) * side
        within = inside >= 0
        if within.all():
            continue
        following = np.roll(ring, -1, axis=0)
        after = np.roll(inside, -1)
        crosses = within != (after >= 0)
        share = np.zeros(len(ring))
        share[crosses] = inside[crosses] / (inside[crosses] - after[crosses])
        cuts = ring + share[:, None] * (following - ring)
        # Each point that is inside, and behind it where the line to the next one is cut.
        both = np.stack([ring, cuts], axis=1).reshape(-1, 2)
        ring = both[np.stack([within, crosses], axis=1).reshape(-1)]
    return ring


def _thinned(ring: Points) -> Points:
    """Return a ring without points that fall on the same half pixel as the one before."""
    if len(ring) < 2:
        return ring
    steps = np.rint(ring * 2)
    kept = np.any(steps != np.roll(steps, 1, axis=0), axis=1)
    return ring[kept]
