"""Filters in words, condition by condition, and what is left without each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QDate, QLocale

from photosearch.core.facets import day_number, day_of
from photosearch.core.query import Filters
from photosearch.gui import wording
from photosearch.gui.translation import tr

STAR = "★"


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that is asked of photos."""

    label: str
    tip: str
    rest: Filters
    """The filters without it."""


def conditions(filters: Filters) -> Iterator[Condition]:
    """All that `filters` ask, in the order of the panel."""
    if filters.text:
        label = tr("“{text}”").format(text=filters.text)
        yield Condition(label, tr("Has these words"), replace(filters, text=""))
    for path in filters.folders:
        rest = tuple(other for other in filters.folders if other != path)
        name = wording.shown_text(path.name or str(path))
        yield Condition(name, wording.shown_path(path), replace(filters, folders=rest))
    if filters.since is not None or filters.until is not None:
        days = range_words(*days_of(filters))
        tip = tr("Taken in this period")
        yield Condition(days, tip, replace(filters, since=None, until=None))
    values = {
        "cameras": tr("Taken with this camera"),
        "lenses": tr("Taken through this lens"),
        "formats": tr("Of this format"),
    }
    for name, tip in values.items():
        yield from _each(filters, name, tip)
    if filters.min_rating is not None:
        rest_of = replace(filters, min_rating=None)
        yield Condition(rating_text(filters.min_rating), tr("Rated this or better"), rest_of)
    yield from _each(filters, "orientations", tr("Of this orientation"))
    yield from _each(filters, "keywords", tr("Has this keyword"))


def _each(filters: Filters, name: str, tip: str) -> Iterator[Condition]:
    values: tuple[str, ...] = getattr(filters, name)
    for value in values:
        rest = tuple(other for other in values if other != value)
        yield Condition(value_words(name, value), tip, with_values(filters, name, rest))


def value_words(name: str, value: str) -> str:
    """A value as it is shown, by the name of its field in Filters."""
    if name == "formats":
        return value.upper()
    if name == "orientations":
        return {
            "landscape": tr("Landscape"),
            "portrait": tr("Portrait"),
            "square": tr("Square"),
        }.get(value, value)
    return wording.shown_text(value)


def rating_text(stars: int) -> str:
    """At least so many stars."""
    if stars >= 5:
        return STAR * 5
    if stars <= 0:
        return tr("Rated") if stars < 0 else tr("Not rejected")
    return tr("{stars} and more").format(stars=STAR * stars)


def with_values(filters: Filters, name: str, values: tuple[Any, ...]) -> Filters:
    """The filters with other values in one field."""
    changes: dict[str, Any] = {name: values}
    return replace(filters, **changes)


def without(filters: Filters, *names: str) -> Filters:
    """The filters with some fields as if nothing were asked there."""
    changes: dict[str, Any] = {name: getattr(Filters(), name) for name in names}
    return replace(filters, **changes)


def days_of(filters: Filters) -> tuple[int | None, int | None]:
    """The first day, and the day after the last, as day numbers; None where it is open."""
    since, until = filters.since, filters.until
    first = None if since is None else day_number(since.date())
    if until is None:
        return first, None
    begun = until.replace(tzinfo=None) > datetime.combine(until.date(), datetime.min.time())
    return first, day_number(until.date()) + begun


def with_days(filters: Filters, first: int | None, after: int | None) -> Filters:
    """The filters for the days from `first` to before `after`, day numbers."""
    return replace(filters, since=_midnight(first), until=_midnight(after))


def day_words(day: date) -> str:
    """A day as one writes it here."""
    locale = QLocale()
    form = locale.dateFormat(QLocale.FormatType.ShortFormat)
    if "yyyy" not in form:  # photos are of more than one century
        form = form.replace("yy", "yyyy")
    return locale.toString(_qdate(day), form)


def range_words(first: int | None, after: int | None) -> str:
    """Some days: the year or month that they are, if they are one, else the first and the last."""
    if first is None or after is None:
        if first is not None:
            return tr("Since {day}").format(day=day_words(day_of(first)))
        if after is not None:
            return tr("Until {day}").format(day=day_words(day_of(after - 1)))
        return ""
    start, last = day_of(first), day_of(after - 1)
    if start == last:
        return day_words(start)
    end = last + timedelta(days=1) if last < date.max else last
    if (start.month, start.day, end.month, end.day) == (1, 1, 1, 1):
        years = tr("{first} – {last}").format(first=start.year, last=last.year)
        return str(start.year) if start.year == last.year else years
    if (start.day, end.day) == (1, 1):
        if (start.year, start.month) == (last.year, last.month):
            return QLocale().toString(_qdate(start), "MMMM yyyy")
        from_month, to_month = (
            QLocale().toString(_qdate(day), "MMM yyyy") for day in (start, last)
        )
        return tr("{first} – {last}").format(first=from_month, last=to_month)
    return tr("{first} – {last}").format(first=day_words(start), last=day_words(last))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _midnight(day: int | None) -> datetime | None:
    return None if day is None else datetime.combine(day_of(day), datetime.min.time())
