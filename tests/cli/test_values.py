"""Crops, senses and dates as they are typed."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from photosearch.cli import values
from photosearch.core.query import LOOK, SHOT, SUBJECT, CropBox, SimilarityWeights

NOW = datetime(2024, 3, 31, 12, 0)


@pytest.mark.parametrize("text", ["0.25,0.25,0.5,0.5", "25%,25%,50%,50%", " 0.25, 25% ,50%,.5"])
def test_crop(text: str) -> None:
    assert values.parse_crop(text) == CropBox(0.25, 0.25, 0.5, 0.5)


@pytest.mark.parametrize(
    "text",
    [
        *("", "1,2,3", "0,0,1,1,1", "a,b,c,d", "0,0,0,1", "0.5,0,0.6,1", "-0.1,0,1,1"),
        *("nan,0,1,1", "0,0,inf,1", "10,10,100,100", "%,0,1,1", "0;0;1;1", "1e400,0,1,1"),
        "50%%,0,1,1",
    ],
)
def test_no_crop(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="part of an image"):
        values.parse_crop(text)


@given(st.text())
def test_a_crop_is_parsed_or_refused(text: str) -> None:
    with contextlib.suppress(typer.BadParameter):
        assert isinstance(values.parse_crop(text), CropBox)


@pytest.mark.parametrize(
    ("text", "mix"),
    [
        ("shot", SHOT),
        ("look", LOOK),
        ("subject", SUBJECT),
        ("shot=0.7,look=0.3", SimilarityWeights(0.7, 0.3, 0)),
        ("subject=2, look=1", SimilarityWeights(0, 1, 2)),
        ("shot=1", SHOT),
    ],
)
def test_sense(text: str, mix: SimilarityWeights) -> None:
    assert values.parse_sense(text) == mix


@pytest.mark.parametrize(
    "text",
    [
        *("", "colour", "shot=", "shot=a", "shot=-1,look=2", "shot=0", "shot,look"),
        *("shot=1,shot=2", "shot=nan", "shot=inf", "colour=1", "=1", "shot=1,"),
    ],
)
def test_no_sense(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="is no sense"):
        values.parse_sense(text)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2024", datetime(2024, 1, 1), datetime(2025, 1, 1)),
        ("2024-05", datetime(2024, 5, 1), datetime(2024, 6, 1)),
        ("2024-12", datetime(2024, 12, 1), datetime(2025, 1, 1)),
        ("2024-5-7", datetime(2024, 5, 7), datetime(2024, 5, 8)),
        ("2024-02-29", datetime(2024, 2, 29), datetime(2024, 3, 1)),
        ("2024-12-31", datetime(2024, 12, 31), datetime(2025, 1, 1)),
        ("2024-05-17T18:30", datetime(2024, 5, 17, 18, 30), datetime(2024, 5, 17, 18, 31)),
        ("20240517T1830", datetime(2024, 5, 17, 18, 30), datetime(2024, 5, 17, 18, 31)),
        ("2024-05-17 23", datetime(2024, 5, 17, 23), datetime(2024, 5, 18)),
        ("2024-05-17T18:30:59", datetime(2024, 5, 17, 18, 30, 59), datetime(2024, 5, 17, 18, 31)),
        ("20240517", datetime(2024, 5, 17), datetime(2024, 5, 18)),
        ("2024-W20", datetime(2024, 5, 13), datetime(2024, 5, 20)),
        ("2024-W20-5", datetime(2024, 5, 17), datetime(2024, 5, 18)),
        ("30d", datetime(2024, 3, 1, 12), datetime(2024, 3, 1, 12)),
        ("2w", datetime(2024, 3, 17, 12), datetime(2024, 3, 17, 12)),
        ("1y", datetime(2023, 4, 1, 12), datetime(2023, 4, 1, 12)),
    ],
)
def test_dates(text: str, since: datetime, until: datetime) -> None:
    assert values.parse_since(text, NOW) == since
    assert values.parse_until(text, NOW) == until


def test_an_offset_is_kept() -> None:
    east = timezone(timedelta(hours=2))
    assert values.parse_since("2024-05-17T18:30+02:00") == datetime(
        2024, 5, 17, 18, 30, tzinfo=east
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2024-13",
        "2023-02-29",
        "0000",
        "24-05-17",
        "9999",
        "99999y",
        "30",
        "-3d",
        "2024-5-",
    ],
)
def test_no_date(text: str) -> None:
    for parse in (values.parse_since, values.parse_until):
        with pytest.raises(typer.BadParameter, match="is no date"):
            parse(text)


@given(st.dates(min_value=datetime(2, 1, 1).date(), max_value=datetime(9998, 12, 31).date()))
def test_a_day_holds_its_moments(day: datetime) -> None:
    text = day.isoformat()
    assert values.parse_until(text) - values.parse_since(text) == timedelta(days=1)
    year, month = text[:4], text[:7]
    for period in (year, month):
        assert values.parse_since(period) <= values.parse_since(text)
        assert values.parse_until(text) <= values.parse_until(period)


@given(
    st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 12, 31)),
    st.sampled_from(["hours", "minutes", "seconds", "milliseconds"]),
    st.sampled_from(["", "Z", "+02:00", "-0330"]),
)
def test_a_time_lasts_as_long_as_it_is_exact(moment: datetime, exact: str, zone: str) -> None:
    text = moment.isoformat(timespec=exact) + zone
    since, until = values.parse_since(text), values.parse_until(text)
    assert since < until
    if exact != "milliseconds":
        assert since <= moment.replace(tzinfo=since.tzinfo) < until
        assert until - since == timedelta(**{exact: 1})


def test_a_choice_of_one() -> None:
    with pytest.raises(typer.BadParameter, match=r"^'no' is not possible. Give yes, or leave"):
        values.parse_choice("No", "copies", ("yes",))
    assert values.parse_choice("YES", "copies", ("yes",)) == "yes"


@pytest.mark.parametrize("text", ["%", "_", '"', "-", "", "  ", "\udcff", "🐶"])
def test_text_without_a_word(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="no word to look for"):
        values.parse_text(text)


def test_folders_without_detours(tmp_path: Path) -> None:
    assert values.parse_folder(tmp_path / "a" / ".." / "ab") == tmp_path / "ab"
    assert values.parse_folder(Path("~") / ".." / "x") == Path.home().parent / "x"


def test_formats_by_their_other_names() -> None:
    names = [values.parse_format(name) for name in ("JPG", ".tif", "heif", "NEF")]
    assert names == [("jpeg",), ("tiff",), ("heic",), ("nef",)]
    assert set(values.parse_format("raw")) >= {"nef", "cr2", "dng"}
