"""Put filters into words: titles of sections, tips of chips, and values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, QLocale

from photosearch.core.capture_dates import EARLY, EPOCH, FUTURE, MISSING
from photosearch.core.facets import day_of
from photosearch.core.filters import FILTERS
from photosearch.gui import wording
from photosearch.gui.translation import tr

STAR = "★"


@dataclass(frozen=True, slots=True)
class FilterText:
    """Hold the words of a filter."""

    title: str
    """Of its section in the panel."""
    tip: str
    """What a photo is that passes, for a chip."""
    value: Callable[[Any], str] = wording.shown_text
    """Return a value, or a minimum, as it is shown."""
    is_open: bool = False
    """Its section is open at first."""


def filter_text(name: str) -> FilterText:
    """Return the words of a filter, by its name in `FILTERS`."""
    return _texts()[name]


def filter_texts() -> dict[str, FilterText]:
    """Return the words of all filters, in the order of `FILTERS`."""
    texts = _texts()
    return {name: texts[name] for name in FILTERS}


def _texts() -> dict[str, FilterText]:
    return {
        "text": FilterText(tr("Words"), tr("Has these words"), _quoted),
        "folders": FilterText(tr("Folders"), tr("In this folder"), is_open=True),
        "days": FilterText(tr("Date"), tr("Taken in this period"), is_open=True),
        "date_errors": FilterText(
            tr("Dates to check"), tr("With such a date"), _date_error, is_open=True
        ),
        "area": FilterText(tr("Place"), tr("Taken here"), wording.area),
        "min_rating": FilterText(
            tr("Rating"), tr("Rated this or better"), min_rating_text, is_open=True
        ),
        "cameras": FilterText(tr("Camera"), tr("Taken with this camera"), is_open=True),
        "lenses": FilterText(tr("Lens"), tr("Taken through this lens")),
        "formats": FilterText(tr("Format"), tr("Of this format"), str.upper),
        "orientations": FilterText(tr("Orientation"), tr("Of this orientation"), _orientation),
        "keywords": FilterText(tr("Keywords"), tr("Has this keyword")),
        "copies": FilterText(tr("Duplicates"), tr("There are copies of it"), _copies),
    }


def _quoted(text: str) -> str:
    return tr("“{text}”").format(text=text)


def _orientation(name: str) -> str:
    return {
        "landscape": tr("Landscape"),
        "portrait": tr("Portrait"),
        "square": tr("Square"),
    }.get(name, name)


def _date_error(name: str) -> str:
    return {
        FUTURE: tr("In the future"),
        EARLY: tr("Before 1900"),
        EPOCH: tr("When clocks start (1970)"),
        MISSING: tr("No date"),
    }.get(name, name)


def _copies(_name: str) -> str:
    return tr("Has copies")


def min_rating_text(stars: int) -> str:
    """Return "at least so many stars" in words."""
    if stars >= 5:
        return STAR * 5
    if stars <= 0:
        return tr("Rated") if stars < 0 else tr("Not rejected")
    return tr("{stars} and more").format(stars=STAR * stars)


def day_text(day: date) -> str:
    """Return a day as one writes it here."""
    locale = QLocale()
    form = locale.dateFormat(QLocale.FormatType.ShortFormat)
    if "yyyy" not in form:  # photos are of more than one century
        form = form.replace("yy", "yyyy")
    return locale.toString(_qdate(day), form)


def range_text(first: int | None, after: int | None) -> str:
    """Return some days in words: the year or month that they are, else the first and the last.

    Args:
        first: the day number of the first one; None where it is open.
        after: that of the day after the last.
    """
    if first is None or after is None:
        if first is not None:
            return tr("Since {day}").format(day=day_text(day_of(first)))
        if after is not None:
            return tr("Until {day}").format(day=day_text(day_of(after - 1)))
        return ""
    start, last = day_of(first), day_of(after - 1)
    if start == last:
        return day_text(start)
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
    return tr("{first} – {last}").format(first=day_text(start), last=day_text(last))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
