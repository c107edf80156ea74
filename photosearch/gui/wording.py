"""Put numbers and states into words, the same everywhere in the window."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from photosearch.core.encodable import encodable
from photosearch.core.errors import Reason
from photosearch.core.events import EventTitle
from photosearch.core.jobs import Progress
from photosearch.core.photo import PhotoMetadata, PhotoRecord
from photosearch.core.places import Area
from photosearch.gui.translation import tr

_MARK = "\N{REPLACEMENT CHARACTER}"
_COMMANDING = re.compile(
    "[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u202a-\\u202e\\u2028\\u2029\\u2066-\\u2069]"
)
"""Controls but the line break, and what turns the direction of the text."""


def number(count: int) -> str:
    """Format 12345 as "12,345", as the user's language writes it."""
    return QLocale().toString(count)


def decimal(value: float, places: int = 1) -> str:
    """Format 1234.56 as "1,234.6", as the user's language writes it."""
    return QLocale().toString(float(value), "f", places)


def short(value: float) -> str:
    """Format 2.80 as "2.8" and 8.0 as "8", as the user's language writes it."""
    return QLocale().toString(float(value), "g", 6)


def photos(count: int) -> str:
    """Return "1,234 photos"."""
    return tr("%Ln photo(s)", "", count)


def files(count: int) -> str:
    """Return "1,234 files"."""
    return tr("%Ln file(s)", "", count)


def size(count: int) -> str:
    """Format a number of bytes as "5.6 GB", as the user's language writes it."""
    return QLocale().formattedDataSize(
        count, 1 if count >= 1000 else 0, QLocale.DataSizeFormat.DataSizeSIFormat
    )


def folders(count: int) -> str:
    """Return "12 folders"."""
    return tr("%Ln folder(s)", "", count)


def score(value: float, *, calibrated: bool) -> str:
    """Format a probability as "97 %", an uncalibrated similarity as "0.97"."""
    if not calibrated:
        return QLocale().toString(value, "f", 2)
    # 100 % is kept for certainty: 0.997 is not it.
    percent = 100 if value >= 0.9995 else min(99, round(value * 100))
    return tr("{number} %").format(number=percent)


def found(shown: int, searched: int, order: str = "") -> str:
    """Return how many photos an answer shows, and of how many; `order` if it is a chosen one."""
    if shown == searched and order:
        return tr("All {photos}. {order}").format(photos=photos(searched), order=order)
    if shown == searched:
        return tr("All {photos}, most alike first").format(photos=photos(searched))
    text = tr("{shown} most alike of {photos}").format(shown=number(shown), photos=photos(searched))
    return tr("{found}. {order}").format(found=text, order=order) if order else text


def rating(stars: int | None) -> str:
    """Return a rating as it is said; "" without one."""
    if not stars:
        return ""
    return tr("Rejected") if stars < 0 else tr("%Ln star(s)", "", stars)


def library_state(count: int, in_folders: int, *, filtered: bool = False) -> str:
    """Return what the library holds, for the status bar; "" without folders.

    Where it is `filtered`, `count` is of the photos that pass.
    """
    if not in_folders:
        return ""
    if filtered:
        return tr("Filtered: {photos}").format(photos=photos(count))
    return tr("{photos} in {folders}").format(photos=photos(count), folders=folders(in_folders))


def reason(why: Reason | None) -> str:
    """Return why a photo could not be read."""
    words = {
        Reason.EMPTY: tr("The file is empty"),
        Reason.NOT_AN_IMAGE: tr("Not a picture"),
        Reason.UNSUPPORTED: tr("A kind of picture that is not supported"),
        Reason.DAMAGED: tr("Damaged"),
        Reason.TOO_LARGE: tr("Too large"),
        Reason.NO_PERMISSION: tr("No permission to read it"),
        Reason.GONE: tr("It went away while being read"),
        Reason.NOT_A_FILE: tr("Not a file"),
        Reason.BROKEN_LINK: tr("A link that leads nowhere"),
        Reason.CHANGING: tr("It is still being written"),
        Reason.IO_ERROR: tr("The disk could not read it"),
        Reason.TIMEOUT: tr("Reading it took too long"),
        Reason.CRASHED: tr("Reading it crashed the decoder"),
        Reason.OUT_OF_MEMORY: tr("Reading it took too much memory"),
        Reason.ONLINE_ONLY: tr("Only in the cloud, not on this computer"),
    }
    return words[why] if why else tr("Unknown")


def shown_name(path: Path) -> str:
    """Return the file's name in one line, fit for a label; see `shown_text`."""
    return shown_text(path.name).replace("\n", _MARK)


def shown_path(path: Path) -> str:
    """Return the whole path in one line, fit for a label; see `shown_text`."""
    return shown_text(str(path)).replace("\n", _MARK)


def shown_text(text: str) -> str:
    """Make text of the system fit for a label: what is no valid text, and what would command the
    label, becomes a replacement mark. "gpj.exe" must not be shown as "exe.jpg"."""
    return _COMMANDING.sub(_MARK, plain_text(text))


def plain_text(text: str) -> str:
    """Make text of the system fit for the clipboard: only what is no valid text is replaced."""
    # Qt takes no lone surrogates, with which Python stands for such bytes.
    return encodable(text)


def amount(progress: Progress) -> str:
    """Return how many of how many, as far as it is known."""
    if progress.total:
        return tr("{done} of {total}").format(
            done=number(progress.done), total=number(progress.total)
        )
    return number(progress.done) if progress.done else ""


def time_left(seconds: float) -> str:
    """Return roughly how long it still takes: nobody wants to see seconds jump."""
    if seconds < 10:
        return tr("a few seconds left")
    if seconds < 60:
        return tr("about {seconds} s left").format(seconds=round(seconds / 10) * 10)
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("about {minutes} min left").format(minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    return tr("about {hours} h {minutes} min left").format(
        hours=number(hours), minutes=f"{minutes:02d}"
    )


def time_to_go(progress: Progress) -> str:
    """Return how long still; "" while it is not known."""
    return "" if progress.eta_s is None else time_left(progress.eta_s)


def duration(seconds: float) -> str:
    """Return a duration as text: "0.4 s", "12 s", "3 min", "2 h 05 min"."""
    if seconds < 60:
        shown = decimal(seconds) if seconds < 10 else decimal(seconds, 0)
        return tr("{seconds} s").format(seconds=shown)
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("{minutes} min").format(minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    return tr("{hours} h {minutes} min").format(hours=number(hours), minutes=f"{minutes:02d}")


def when(time: datetime) -> str:
    """Format a moment, short, as the user's language writes it."""
    # By its parts: a time with an offset from UTC is shown as the camera's clock showed it.
    shown = QDateTime(
        QDate(time.year, time.month, time.day), QTime(time.hour, time.minute, time.second)
    )
    return QLocale().toString(shown, QLocale.FormatType.ShortFormat)


def when_exactly(time: datetime) -> str:
    """Format a moment to the second, with all digits of the year."""
    locale = QLocale()
    day = locale.dateFormat(QLocale.FormatType.ShortFormat)
    day = day if "yyyy" in day else day.replace("yy", "yyyy")
    date = locale.toString(QDate(time.year, time.month, time.day), day)
    return f"{date} {time:%H:%M:%S}"


def stacked_formats(record: PhotoRecord) -> str:
    """Return of which kinds the files are for which this one is shown: "CR2, TIF"."""
    kinds = (path.suffix.removeprefix(".").upper() for path in record.stacked)
    return ", ".join(dict.fromkeys(kinds))


def links(record: PhotoRecord) -> str:
    """Return how many other names the file has: "2 links"."""
    return tr("%Ln link(s)", "of a file", len(record.links))


def taken(facts: PhotoMetadata, *, exactly: bool = False) -> str:
    """Return when a photo was taken; "" if that is not known."""
    if facts.captured is None:
        return ""
    moment = when_exactly(facts.captured) if exactly else when(facts.captured)
    if facts.captured_is_change:
        return tr("{moment} (the file's date of change)").format(moment=moment)
    return moment


def photo_tip(record: PhotoRecord) -> str:
    """Name, time, size and place of a photo, one per line."""
    lines = [shown_name(record.path)]
    facts = record.metadata
    if facts is not None:
        lines += [taken(facts)] if facts.captured is not None else []
        lines.append(" · ".join(p for p in (f"{facts.width} × {facts.height}", facts.camera) if p))
    lines += [tr("with {name}").format(name=shown_name(path)) for path in record.stacked]
    lines.append(shown_path(record.path.parent))
    lines += [tr("also {path}").format(path=shown_path(path)) for path in record.links[:5]]
    if not record.online:
        lines.append(tr("The drive with this photo is not connected."))
    return "\n".join(lines)


def place(latitude: float, longitude: float) -> str:
    """Return "48.86° N, 2.35° E"."""
    north, east = (tr("N"), tr("S")), (tr("E"), tr("W"))
    return (
        f"{decimal(abs(latitude), 2)}° {north[latitude < 0]},"
        f" {decimal(abs(longitude), 2)}° {east[longitude < 0]}"
    )


def latitude(north: float, step: float) -> str:
    """Return "48.5° N", with as many decimals as `step` has."""
    return _round_degrees(north, step, (tr("N"), tr("S")))


def longitude(east: float, step: float) -> str:
    """Return "11.5° E", likewise."""
    return _round_degrees(east, step, (tr("E"), tr("W")))


def _round_degrees(degrees: float, step: float, sides: tuple[str, str]) -> str:
    places = next(places for places in range(4) if round(step, places) == step)
    number = decimal(abs(degrees), places)
    return f"{number}° {sides[degrees < 0]}" if round(degrees, places) else f"{number}°"


def distance(km: float) -> str:
    """Return "20 km", or "50 m"."""
    if km >= 1:
        return tr("{number} km").format(number=short(km))
    return tr("{number} m").format(number=short(km * 1000))


def area(found: Area) -> str:
    """Return "47.90 – 48.30° N, 11.30 – 11.80° E"."""
    north, east = (tr("N"), tr("S")), (tr("E"), tr("W"))
    latitudes = _degrees(found.south, found.north, north)
    return f"{latitudes}, {_degrees(found.west, found.east, east)}"


def _degrees(first: float, last: float, sides: tuple[str, str]) -> str:
    """Return "11.30 – 11.80° E"; the sides are those of degrees above and below zero."""
    low, high = decimal(abs(first), 2), decimal(abs(last), 2)
    side, other = sides[first < 0], sides[last < 0]
    if side == other:
        return f"{low} – {high}° {other}" if low != high else f"{low}° {other}"
    return f"{low}° {side} – {high}° {other}"


def event_days(title: EventTitle) -> str:
    """Return the day of an event, or its first and its last."""
    if title.since is None or title.until is None:
        return tr("Without a date")
    first, last = (
        QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)
        for day in (title.since, title.until)
    )
    return first if first == last else tr("{first} to {last}").format(first=first, last=last)


def event_facts(title: EventTitle) -> str:
    """Return the hours of an event, its place and what its photos show."""
    facts = []
    if title.since is not None and title.until is not None:
        first, last = (
            QLocale().toString(QTime(each.hour, each.minute), QLocale.FormatType.ShortFormat)
            for each in (title.since, title.until)
        )
        facts.append(first if first == last else f"{first} - {last}")
    if title.place is not None:
        facts.append(place(*title.place))
    if title.labels:
        facts.append(shown_text(", ".join(title.labels)))
    return " · ".join(facts)
