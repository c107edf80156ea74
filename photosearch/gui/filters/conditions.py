"""Split filters into conditions, each in words and with what is left without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from photosearch.core.facets import day_number, day_of
from photosearch.core.filters import FILTERS, FilterKind, Filters
from photosearch.gui import wording
from photosearch.gui.filters.filter_text import filter_texts, range_text


@dataclass(frozen=True, slots=True)
class Condition:
    """Hold one thing that is asked of photos."""

    label: str
    tip: str
    rest: Filters
    """The filters without it."""


def conditions(filters: Filters) -> Iterator[Condition]:
    """Yield all that `filters` ask, in the order of the panel."""
    for name, text in filter_texts().items():
        each = FILTERS[name]
        if not each.is_set(filters):
            continue
        if each.kind is FilterKind.PERIOD:
            yield Condition(range_text(*days_of(filters)), text.tip, filters.without(name))
            continue
        asked = each.value(filters)
        if not isinstance(asked, tuple):
            yield Condition(text.value(asked), text.tip, filters.without(name))
            continue
        for value in asked:
            rest = each.with_value(filters, tuple(other for other in asked if other != value))
            yield Condition(*_value_text(value, text.tip, text.value), rest)


def _value_text(value: Any, tip: str, text_of: Any) -> tuple[str, str]:
    if isinstance(value, Path):
        return wording.shown_text(value.name or str(value)), wording.shown_path(value)
    return text_of(value), tip


def days_of(filters: Filters) -> tuple[int | None, int | None]:
    """Return the first day, and the day after the last, as day numbers; None where it is open."""
    since, until = filters.since, filters.until
    first = None if since is None else day_number(since.date())
    if until is None:
        return first, None
    begun = until.replace(tzinfo=None) > datetime.combine(until.date(), datetime.min.time())
    return first, day_number(until.date()) + begun


def with_days(filters: Filters, first: int | None, after: int | None) -> Filters:
    """Return the filters for the days from `first` to before `after`, day numbers."""
    return replace(filters, since=_midnight(first), until=_midnight(after))


def _midnight(day: int | None) -> datetime | None:
    return None if day is None else datetime.combine(day_of(day), datetime.min.time())
