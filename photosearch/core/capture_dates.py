"""Tell which dates of capture a wrong clock gave: in the future, before 1900, at the epoch."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

FUTURE, EARLY, EPOCH, MISSING = "future", "before-1900", "epoch", "missing"
DATE_ERRORS = (FUTURE, EARLY, EPOCH, MISSING)
"""The date lies in the future or before 1900, is that of a clock at its start, or is not known."""

FIRST_DAY = date(1900, 1, 1)
EPOCH_DAYS = (date(1969, 12, 31), date(1970, 1, 1), date(1904, 1, 1))
"""On which the clocks of Unix (in the west the day before) and of QuickTime start."""


def first_future_day() -> date:
    """Return the first day that no clock on earth shows yet."""
    return datetime.now(UTC).date() + timedelta(days=2)
