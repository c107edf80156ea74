from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.images.text import clean_keywords, clean_name, parse_moment

WEST = timezone(timedelta(hours=-7))


def test_control_characters_and_absurd_lengths() -> None:
    assert clean_name(" a\0b\x07\n c\ud800 ") == "ab c"
    assert clean_name("\0\0") is None
    assert len(clean_name("x" * 10**6) or "") == 200
    assert clean_keywords(["a", "A", "", "b" * 999]) == ("a", "b" * 100)
    assert len(clean_keywords(str(n) for n in range(10_000))) == 500


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2011:05:07 18:19:20", datetime(2011, 5, 7, 18, 19, 20)),
        ("2011-05-07T18:19", datetime(2011, 5, 7, 18, 19)),
        ("2011/05/07 18:19:60", datetime(2011, 5, 7, 18, 19, 59)),
        ("2011-05-07T18:19:20-07:00", datetime(2011, 5, 7, 18, 19, 20, tzinfo=WEST)),
        ("2011-05-07T18:19-0700", datetime(2011, 5, 7, 18, 19, tzinfo=WEST)),
        ("2011-05-07", datetime(2011, 5, 7)),
        ("2011-05-07T18:19:20+99:00", datetime(2011, 5, 7, 18, 19, 20)),
        ("2011", None),
        ("0001-01-01T00:00:00", None),
        ("yesterday", None),
        ("2011:02:30 01:01:01", None),
    ],
)  # fmt: skip
def test_moments(text: str, moment: datetime | None) -> None:
    parsed = parse_moment(text)
    assert parsed == moment
    assert (parsed and parsed.tzinfo) == (moment and moment.tzinfo)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_every_moment_that_is_written_is_read(moment: datetime, offset_minutes: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=offset_minutes)))
    assert parse_moment(aware.isoformat()) == aware
    assert parse_moment(moment.isoformat()) == moment
    exif = moment.strftime("%Y:%m:%d %H:%M:%S").rjust(19, "0")
    assert parse_moment(exif, f"{moment.microsecond:06}") == moment
