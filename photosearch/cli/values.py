"""Parse values of options: crops, senses, dates. What is wrong is a usage error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from photosearch.images.formats import formats_called
from photosearch.paths import absolute

if TYPE_CHECKING:  # numpy comes with it, which --help does not need
    from photosearch.core.places import Area
    from photosearch.core.query import CropBox, SimilarityWeights

_PERIOD = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{1,2})(-(?P<day>\d{1,2}))?)?")
_ISO = re.compile(
    r"(\d{4}-?\d{2}-?(?P<month_day>\d{2})|\d{4}-?W\d{2}(-?(?P<week_day>\d))?)"
    r"(.(?P<time>\d{2}(:?\d{2}(:?\d{2}([.,]\d+)?)?)?)(?P<offset>Z|[+-].+)?)?",
    re.DOTALL,  # any character may stand before the time
)
"""What `datetime.fromisoformat` takes, to see how exactly a time is given."""
_LASTING = {2: timedelta(hours=1), 4: timedelta(minutes=1), 6: timedelta(seconds=1)}
"""What a time with so many figures covers; one with fractions is a moment."""
_AGO = re.compile(r"(?P<count>\d{1,5})(?P<unit>[dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def parse_crop(text: str) -> CropBox:
    """Return a crop box from "x,y,width,height", each a fraction 0 to 1 or a percentage ("25%").

    Raises:
        typer.BadParameter: it is none, or does not lie within the image.
    """
    from photosearch.core.query import CropBox

    parts = text.split(",")
    try:
        x, y, width, height = (_fraction(part) for part in parts)
        return CropBox(x, y, width, height)
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is no part of an image. Give x,y,width,height as fractions of its size, "
            "e.g. 0.25,0.25,0.5,0.5 or 25%,25%,50%,50% for the middle."
        ) from None


def parse_area(text: str) -> Area:
    """Return an area from "south,west,north,east" in degrees.

    Raises:
        typer.BadParameter: there is no such area.
    """
    from photosearch.core.places import Area

    try:
        south, west, north, east = (float(part) for part in text.split(","))
        return Area(south, west, north, east)
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is no area. Give south,west,north,east in degrees, the south before the "
            "north: 47.9,11.3,48.3,11.8. Across the date line: --area=-20,170,-10,-170."
        ) from None


def parse_sense(text: str) -> SimilarityWeights:
    """Return a sense ("look") or a mixture ("shot=0.7,look=0.3").

    Raises:
        typer.BadParameter: an unknown sense, or weights that are negative or all zero.
    """
    from photosearch.core.query import MODES, SimilarityWeights

    if text.lower() in MODES:
        return MODES[text.lower()]
    weights: dict[str, float] = {}
    try:
        for part in text.lower().split(","):
            name, equals, weight = part.partition("=")
            if not equals or name.strip() not in MODES or name.strip() in weights:
                raise ValueError(part)
            weights[name.strip()] = _finite(weight)
        return SimilarityWeights(**{name: weights.get(name, 0.0) for name in MODES})
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is no sense. Give shot, look or subject, or a mixture such as "
            "shot=0.7,look=0.3."
        ) from None


def parse_since(text: str, now: datetime | None = None) -> datetime:
    """Return the beginning of "2024", "2024-05", "2024-05-17", an ISO time, or so long ago ("30d").

    Raises:
        typer.BadParameter: it is none of these.
    """
    return _period(text, now)[0]


def parse_until(text: str, now: datetime | None = None) -> datetime:
    """Return the end (exclusive) of what `parse_since` takes: "2024-05" includes all of May."""
    return _period(text, now)[1]


def parse_format(text: str) -> tuple[str, ...]:
    """Return the names of a format as the catalog has them: "JPG" is "jpeg", "raw" any camera's."""
    return tuple(sorted(formats_called(text)))


def parse_folder(path: Path) -> Path:
    """Return the folder as an absolute path, "~" taken for the user's home."""
    return absolute(path)


def parse_text(text: str) -> str:
    """Return words to look for.

    Raises:
        typer.BadParameter: there is no letter and no digit in it: it would ask for nothing.
    """
    from photosearch.store.text_index import terms_of  # it imports numpy, see above

    if not terms_of(text):
        raise typer.BadParameter(
            f"{text!r} has no word to look for. Give one that has a letter or a digit."
        )
    return text


def parse_choice(text: str, what: str, choices: Sequence[str]) -> str:
    """Return which of some names is meant, in any case.

    Raises:
        typer.BadParameter: none of them; the sentence calls the text no `what`.
    """
    name = text.lower()
    if name not in choices:
        if len(choices) == 1:
            raise typer.BadParameter(
                f"{name!r} is not possible. Give {choices[0]}, or leave the option out."
            )
        names = f"{', '.join(choices[:-1])} or {choices[-1]}"
        raise typer.BadParameter(f"{name!r} is no {what}. Give {names}.")
    return name


def _fraction(text: str) -> float:
    text = text.strip()
    return _finite(text[:-1]) / 100 if text.endswith("%") else _finite(text)


def _finite(text: str) -> float:
    number = float(text)
    if not abs(number) < 1e9:  # also what is no number
        raise ValueError(text)
    return number


def _period(text: str, now: datetime | None) -> tuple[datetime, datetime]:
    try:
        if match := _AGO.fullmatch(text):
            days = int(match["count"]) * _DAYS[match["unit"]]
            start = (now or datetime.now()) - timedelta(days=days)
            return start, start
        if match := _PERIOD.fullmatch(text):
            year, month, day = (int(match[name] or 0) for name in ("year", "month", "day"))
            start = datetime(year, month or 1, day or 1)
            if day:
                return start, start + timedelta(days=1)
            if month:
                return start, datetime(year + month // 12, month % 12 + 1, 1)
            return start, datetime(year + 1, 1, 1)
        start = datetime.fromisoformat(text)
        return start, start + _length(text)
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            f"{text!r} is no date. Give a year, 2024-05, 2024-05-17, 2024-05-17T18:30, or so long "
            "ago: 30d, 12w, 6m, 2y."
        ) from None


def _length(text: str) -> timedelta:
    """Return how long what an ISO date or time names lasts: 18:30 is that minute, to its end."""
    iso = _ISO.fullmatch(text)
    if iso is None:  # a later Python takes more than this one: it is that moment
        return timedelta(microseconds=1)
    if iso["time"] is None:
        return timedelta(days=1) if iso["month_day"] or iso["week_day"] else timedelta(weeks=1)
    figures = sum(character.isdigit() for character in iso["time"])
    return _LASTING.get(figures, timedelta(microseconds=1))
