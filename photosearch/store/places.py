"""Express where photos were taken as SQL on `photos`."""

from __future__ import annotations

from typing import Any

from photosearch.core.places import E7, Area

HAS_PLACE = (
    "(latitude IS NOT NULL AND longitude IS NOT NULL"
    " AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180"
    " AND NOT (latitude = 0 AND longitude = 0))"
)
"""Which photos have a place; as `images.found.valid_position`, for whatever wrote the row. The
first line is what the index is of."""
LATITUDE_E7 = f"CAST(round(latitude * {E7}) AS INTEGER)"
LONGITUDE_E7 = f"CAST(round(longitude * {E7}) AS INTEGER)"
"""Whole numbers, as `core.places` has them: equal in SQL and in memory."""


def in_area(area: Area) -> tuple[str, list[Any]]:
    """Return "taken in an area": SQL and its values."""
    south, west, north, east = area.bounds_e7()
    between = "OR" if area.crosses_date_line else "AND"
    return (
        f"{HAS_PLACE} AND {LATITUDE_E7} BETWEEN ? AND ?"
        f" AND ({LONGITUDE_E7} >= ? {between} {LONGITUDE_E7} <= ?)",
        [south, north, west, east],
    )
