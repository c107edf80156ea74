"""Hold places on the earth as whole numbers, and tell how far apart they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

E7 = 10_000_000
"""A degree, in the units that places are held in: a hundredth of a metre or less, in 32 bits."""
NO_PLACE = np.iinfo(np.int32).min
"""The latitude and longitude of a photo whose place is not known."""

EARTH_KM = 6371.0
"""The mean radius of the earth."""


@dataclass(frozen=True, slots=True)
class Area:
    """Hold a part of the earth between two parallels and two meridians, edges included.

    Raises:
        ValueError: there is no such area.
    """

    south: float
    """Degrees, -90 to 90."""
    west: float
    """Degrees, -180 to 180; east of `east` if the area goes across the date line."""
    north: float
    east: float

    def __post_init__(self) -> None:
        if not -90 <= self.south <= self.north <= 90:
            raise ValueError("latitudes are from -90 to 90, the south first")
        if not (-180 <= self.west <= 180 and -180 <= self.east <= 180):
            raise ValueError("longitudes are from -180 to 180")

    @classmethod
    def around(cls, south: float, west: float, north: float, east: float) -> Self:
        """Return the area between longitudes that may go on beyond 180, as on a map that repeats.

        `east` is not less than `west`; latitudes beyond the poles end there.
        """
        if round((east - west) * E7) >= 360 * E7 - 1:
            west, east = -180.0, 180.0
        else:
            west, east = (
                degrees if -180 <= degrees <= 180 else (degrees + 180) % 360 - 180
                for degrees in (west, east)
            )
        low, high = max(-90.0, min(90.0, south)), max(-90.0, min(90.0, north))
        return cls(low, west, high, east)

    @property
    def crosses_date_line(self) -> bool:
        """Tell whether 180 degrees lie inside, and its east is west of its west."""
        _, west, _, east = self.bounds_e7()
        return west > east

    def bounds_e7(self) -> tuple[int, int, int, int]:
        """Return south, west, north and east as whole numbers."""
        south, west, north, east = (
            round(degrees * E7) for degrees in (self.south, self.west, self.north, self.east)
        )
        return south, west, north, east

    def contains(
        self, latitude_e7: NDArray[np.int32], longitude_e7: NDArray[np.int32]
    ) -> NDArray[np.bool_]:
        """Return which places (n,) lie inside; those that are not known do not."""
        south, west, north, east = self.bounds_e7()
        after, before = longitude_e7 >= west, longitude_e7 <= east
        # NO_PLACE is south of all.
        inside: NDArray[np.bool_] = (latitude_e7 >= south) & (latitude_e7 <= north)
        inside &= (after | before) if self.crosses_date_line else (after & before)
        return inside


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Hold where some photos were taken."""

    photo_ids: NDArray[np.int64]
    """(n,) rising."""
    latitude_e7: NDArray[np.int32]
    """(n,)"""
    longitude_e7: NDArray[np.int32]
    """(n,)"""
    total: int
    """Photos that were looked at, those whose place is not known among them."""

    def among(self, photo_ids: NDArray[np.int64]) -> Places:
        """Return those of some photos (m,)."""
        kept = np.isin(self.photo_ids, photo_ids)
        return Places(
            self.photo_ids[kept],
            self.latitude_e7[kept],
            self.longitude_e7[kept],
            len(photo_ids),
        )


def points_of(
    latitude_e7: NDArray[np.int32], longitude_e7: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Return places (n,) as points (n, 3) in kilometres from the centre of the earth.

    Straight distances between them are those on the ground, but for a fraction of a per mille over
    100 km; the date line and the poles are places like any other.
    """
    north, east = np.deg2rad(latitude_e7 / E7), np.deg2rad(longitude_e7 / E7)
    flat = np.cos(north)
    points: NDArray[np.float64] = EARTH_KM * np.stack(
        [flat * np.cos(east), flat * np.sin(east), np.sin(north)], axis=-1
    )
    return points


def place_of(point: NDArray[np.float64]) -> tuple[float, float]:
    """Return latitude and longitude in degrees of the place below or above a point (3,)."""
    x, y, z = point.tolist()
    north = float(np.rad2deg(np.arctan2(z, np.hypot(x, y))))
    return north, float(np.rad2deg(np.arctan2(y, x)))
