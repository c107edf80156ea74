"""Clean and bound text and dates out of strangers' metadata."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

MAX_NAME = 200
MAX_CAPTION = 4000
MAX_KEYWORD = 100
MAX_KEYWORDS = 500

_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]+")
_SPACES = re.compile(r"\s+")

# 2011:05:07 18:19:20.123+02:00 with any separators; the time, its seconds, the fraction and the
# offset may be absent.
_MOMENT = re.compile(
    r"\s*(\d{4})[^\d](\d{1,2})[^\d](\d{1,2})"
    r"(?:[T\s:]+(\d{1,2})[^\d](\d{1,2})(?:[^\d+\-Z](\d{1,2}))?(?:[.,](\d{1,9}))?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?"
)
_OFFSET = re.compile(r"\s*([+-])(\d{1,2}):?(\d{2})")
_EARLIEST_YEAR, _LATEST_YEAR = 1826, 2200
"""From the first photograph on; scans of old prints carry their true dates."""
_MAX_OFFSET_MINUTES = 14 * 60


def clean_name(value: str | None) -> str | None:
    """Return one line without control characters, at most MAX_NAME long; None for nothing."""
    return _clean(value, MAX_NAME, one_line=True)


def clean_caption(value: str | None) -> str | None:
    """Return text that may have lines, without control characters, cut to MAX_CAPTION; or None."""
    return _clean(value, MAX_CAPTION, one_line=False)


def clean_keywords(values: Iterable[str]) -> tuple[str, ...]:
    """Return each keyword once (case ignored), in the order met, cleaned, at most MAX_KEYWORDS."""
    kept: dict[str, str] = {}
    for value in values:
        word = _clean(value, MAX_KEYWORD, one_line=True)
        if word:
            kept.setdefault(word.casefold(), word)
            if len(kept) == MAX_KEYWORDS:
                break
    return tuple(kept.values())


def parse_moment(
    value: str | None, fraction: str | None = None, offset: str | None = None
) -> datetime | None:
    """Parse a date and time as EXIF, XMP or ISO 8601 write it; aware only with an offset.

    None for nonsense such as 0000:00:00.

    Args:
        value: "2011:05:07 18:19:20", "2011-05-07T18:19:20.5+02:00", "2011-05-07", ...
        fraction: digits after the decimal point, where they stand elsewhere.
        offset: "+02:00" or "Z", where it stands elsewhere.
    """
    match = _MOMENT.match(value[:64]) if value else None
    if match is None:
        return None
    year, month, day, hour, minute, second, own_fraction, own_offset = match.groups()
    if not _EARLIEST_YEAR <= int(year) <= _LATEST_YEAR:
        return None
    digits = own_fraction or (fraction or "").strip()
    microsecond = int(f"{digits[:6]:0<6}") if digits.isascii() and digits.isdigit() else 0
    try:
        return datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            # A leap second has no place in datetime.
            min(int(second or 0), 59) if int(second or 0) <= 60 else 99,
            microsecond,
            tzinfo=_parse_offset(own_offset or offset),
        )
    except ValueError:
        return None


def _parse_offset(value: str | None) -> timezone | None:
    if not value:
        return None
    if value.strip() == "Z":
        return UTC
    match = _OFFSET.match(value)
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3])
    if minutes > _MAX_OFFSET_MINUTES:
        return None
    return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))


def _clean(value: str | None, longest: int, *, one_line: bool) -> str | None:
    if not value:
        return None
    # Cut before the work: a damaged file may hold megabytes of "text".
    value = _UNWANTED.sub("", value[: longest * 4].replace("\r\n", "\n").replace("\r", "\n"))
    if one_line:
        value = _SPACES.sub(" ", value)
    return unicodedata.normalize("NFC", value)[:longest].strip() or None
