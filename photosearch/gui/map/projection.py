"""Project the earth onto the map, after Mercator, and know which part of it is seen.

On the map the earth is a square of side 1: x from the date line eastwards, y from the north. It
repeats to the left and right. Parallels and meridians are straight lines, so that a rectangle is an
area between degrees, and shapes are true at each place, so that a town looks as on any street map.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from photosearch.core.places import Area

Degrees = NDArray[np.float64]
Units = NDArray[np.float64]

MAX_LATITUDE = float(np.rad2deg(np.arctan(np.sinh(np.pi))))
"""Where the square ends; what is beyond, to the poles, is shown at its edge."""
EQUATOR_KM = 40_075.0
MIN_SCALE = 256.0
MAX_SCALE = 256.0 * 2**18
"""Pixels that the whole earth is wide: there a pixel is a metre or less."""


def x_of(longitude: Degrees) -> Units:
    """Return where meridians (n,) are."""
    return longitude / 360 + 0.5


def y_of(latitude: Degrees) -> Units:
    """Return where parallels (n,) are, 0 to 1."""
    north = np.deg2rad(np.clip(latitude, -MAX_LATITUDE, MAX_LATITUDE))
    y: Units = 0.5 - np.arcsinh(np.tan(north)) / (2 * np.pi)
    return np.clip(y, 0.0, 1.0)


def edges_of(area: Area) -> tuple[float, float, float, float]:
    """Return where the west, north, east and south of an area are; the east beyond 1 if it goes
    across the date line."""
    west, east = x_of(np.array([area.west, area.east])).tolist()
    north, south = y_of(np.array([area.north, area.south])).tolist()
    return west, north, east + area.crosses_date_line, south


def longitude_at(x: float) -> float:
    """Return degrees east, beyond 180 where the earth repeats."""
    return (x - 0.5) * 360


def latitude_at(y: float) -> float:
    """Return degrees north; at the edge of the map the pole, as what is beyond is shown there."""
    if y <= 0 or y >= 1:
        return 90.0 if y <= 0 else -90.0
    return float(np.rad2deg(np.arctan(np.sinh((0.5 - y) * 2 * np.pi))))


@dataclass(frozen=True, slots=True)
class Viewport:
    """Hold which part of the map is seen; in pixels of the widget. Immutable."""

    x: float = 0.5
    """In the middle, 0 to 1."""
    y: float = 0.5
    scale: float = MIN_SCALE
    """Pixels that the earth is wide."""
    width: int = 1
    height: int = 1

    def settled(self) -> Self:
        """Return the nearest one that shows the earth at most once, and nothing above or below."""
        scale = min(max(self.scale, MIN_SCALE, float(self.width)), MAX_SCALE)
        half = self.height / 2 / scale
        y = 0.5 if half >= 0.5 else min(max(self.y, half), 1 - half)
        return replace(self, x=self.x % 1.0, y=y, scale=scale)

    def resized(self, width: int, height: int) -> Self:
        """Return the same place in a widget of another size."""
        return replace(self, width=max(1, width), height=max(1, height)).settled()

    def moved(self, right: float, down: float) -> Self:
        """Return what is seen so many pixels further on."""
        return replace(self, x=self.x + right / self.scale, y=self.y + down / self.scale).settled()

    def zoomed(self, factor: float, at: tuple[float, float] | None = None) -> Self:
        """Return what is seen `factor` times as large; the point `at`, in pixels, stays there."""
        px, py = at or (self.width / 2, self.height / 2)
        x, y = self.point_at(px, py)
        scale = min(max(self.scale * factor, MIN_SCALE, float(self.width)), MAX_SCALE)
        middle = x - (px - self.width / 2) / scale, y - (py - self.height / 2) / scale
        return replace(self, x=middle[0], y=middle[1], scale=scale).settled()

    def showing(self, area: Area) -> Self:
        """Return one that shows an area as large as it fits, with a margin."""
        west, north, east, south = edges_of(area)
        # A single place is shown with its surroundings: some kilometres.
        width, height = max(east - west, 2e-4), max(south - north, 2e-4)
        scale = 0.8 * min(self.width / width, self.height / height)
        return replace(self, x=(west + east) / 2, y=(north + south) / 2, scale=scale).settled()

    def point_at(self, px: float, py: float) -> tuple[float, float]:
        """Return the point of the map under a pixel; x goes on beyond 0 and 1."""
        return (
            self.x + (px - self.width / 2) / self.scale,
            self.y + (py - self.height / 2) / self.scale,
        )

    def pixels_of(self, x: Units, y: Units) -> tuple[Units, Units]:
        """Return where points (n,) of the map are, each in the copy nearest to the middle."""
        right = (x - self.x + 0.5) % 1.0 - 0.5
        return right * self.scale + self.width / 2, (y - self.y) * self.scale + self.height / 2

    def area_between(self, one: tuple[float, float], other: tuple[float, float]) -> Area:
        """Return the area of a rectangle between two pixels."""
        (x1, y1), (x2, y2) = self.point_at(*one), self.point_at(*other)
        return Area.around(
            latitude_at(max(y1, y2)),
            longitude_at(min(x1, x2)),
            latitude_at(min(y1, y2)),
            longitude_at(max(x1, x2)),
        )

    def area(self) -> Area:
        """Return all that is seen."""
        return self.area_between((0, 0), (self.width, self.height))

    def pixel_km(self) -> float:
        """Return how many kilometres a pixel is in the middle."""
        return float(np.cos(np.deg2rad(latitude_at(self.y)))) * EQUATOR_KM / self.scale
