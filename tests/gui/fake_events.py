"""Events of the photos of a FakeLibrary: each ten are one, those of tens by seven in none."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

from photosearch.core.events import EventTitle
from photosearch.core.facets import Groups
from tests.gui.fake_facets import day_of_photo

PLACES = ((48.137, 11.575), (-33.86, 151.21), None)
LABELS = (("beach", "dog"), ("party",), ())
NONE = -1


def title_of(event: int) -> EventTitle:
    day = datetime.combine(day_of_photo(event), datetime.min.time())
    since = day + timedelta(hours=10, minutes=12)
    until = since + timedelta(hours=(4, 26)[event % 2])
    return EventTitle(event * 10 + 1, since, until, PLACES[event % 3], LABELS[event % 3])


class FakeEvents:
    def groups(self, ids: np.ndarray) -> Groups:
        keys = ids // 10
        return Groups.by_keys(np.where(keys % 7 == 6, NONE, keys), NONE, title_of)
