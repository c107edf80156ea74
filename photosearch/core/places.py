"""Hold places on the earth as whole numbers, and tell how far apart they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

E7 = 10_000_000
"""A degree, in the units that places are held in: a hundredth of a metre or less, in 32 bits."""
NO_PLACE = np.iinfo(np.int32).min
"""The latitude and longitude of a photo whose place is not known."""

EARTH_KM = 6371.0
"""The mean radius of the earth."""


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
