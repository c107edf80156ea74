"""Express where photos were taken as SQL on `photos`."""

from __future__ import annotations

from photosearch.core.places import E7

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
