"""Dates that a wrong clock gave."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from photosearch.core.capture_dates import EPOCH_DAYS, first_future_day
from photosearch.core.facets import day_number, likely_days


def test_which_days_are_likely() -> None:
    likely = [
        date(1900, 1, 1), date(1904, 1, 2), date(1969, 12, 30), date(1970, 1, 2), date(2024, 2, 29),
        first_future_day() - timedelta(days=1),
    ]  # fmt: skip
    unlikely = [
        date.min, date(1826, 6, 1), date(1899, 12, 31), *EPOCH_DAYS, first_future_day(),
        date(2099, 1, 1), date.max,
    ]  # fmt: skip
    days = np.array([day_number(day) for day in (*likely, *unlikely)], np.int32)
    assert likely_days(days).tolist() == [True] * len(likely) + [False] * len(unlikely)
