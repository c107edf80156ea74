"""EXIF entries for people to read: names, values, and bytes of strangers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.details import exposure_text
from photosearch.images.exif_rows import exif_rows, plain_name
from photosearch.images.exif_words import flash_words
from tests.images import builders
from tests.images.builders import ASCII, BYTE, RATIONAL, SHORT
from tests.images.camera_photo import CAMERA

UNDEFINED, SIGNED = 7, 10


def rows_of(**directories: Any) -> dict[str, str]:
    return dict(exif_rows(builders.jpeg(exif=builders.exif(**directories)), "jpeg"))


def test_a_camera_photo() -> None:
    rows = rows_of(**CAMERA)
    assert rows["Make"] == "NIKON CORPORATION"
    assert rows["Exposure time"] == "1/250 s"
    assert rows["F number"] == "f/2.8"
    assert rows["ISO speed ratings"] == "400"
    assert rows["Focal length"] == "50 mm"
    assert rows["GPS latitude"] == "33° 30′ 36.00″ S"
    assert rows["GPS longitude"] == "70° 45′ 0.00″ W"
    assert rows["GPS altitude"] == "-12.5 m"


@pytest.mark.parametrize(
    ("entry", "name", "value"),
    [
        ((274, SHORT, [6]), "Orientation", "Turned right"),
        ((37383, SHORT, [5]), "Metering mode", "Pattern"),
        ((41987, SHORT, [1]), "White balance", "Manual"),
        ((37385, SHORT, [0x19]), "Flash", "Fired, automatic"),
        ((37380, SIGNED, [(-2, 3)]), "Exposure bias value", "-0.67 EV"),
        ((37380, SIGNED, [(0, 3)]), "Exposure bias value", "0 EV"),
        ((37378, RATIONAL, [(3, 1)]), "Aperture value", "f/2.8"),
        ((36864, UNDEFINED, b"0231"), "Exif version", "2.31"),
        ((42033, ASCII, "SN 0042"), "Body serial number", "SN 0042"),
    ],
)
def test_values_in_words(entry: tuple[object, ...], name: str, value: str) -> None:
    directory = "main" if entry[0] == 274 else "photo"
    assert rows_of(**{directory: [entry]})[name] == value


@pytest.mark.parametrize(
    "entry",
    [
        (33434, RATIONAL, [(0, 1)]),
        (33434, RATIONAL, [(1, 0)]),
        (37383, SHORT, [77]),
        (36864, UNDEFINED, b"\xff\xfe\0\1"),
        (37500, UNDEFINED, b"maker's own" * 30),
        (271, ASCII, ""),
    ],
)
def test_nonsense_is_left_out(entry: tuple[object, ...]) -> None:
    assert rows_of(photo=[entry]) == {}


def test_long_texts_are_cut_and_are_one_line() -> None:
    (value,) = rows_of(main=[(270, ASCII, "a\nb " * 500)]).values()
    assert len(value) == 300
    assert value.endswith("…")
    assert "\n" not in value


def test_a_file_without_exif() -> None:
    assert exif_rows(builders.jpeg(), "jpeg") == []
    assert exif_rows(b"", "") == []


@given(st.binary(max_size=400))
def test_any_bytes_give_rows_of_clean_text(content: bytes) -> None:
    for order in (b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"):
        for name, value in exif_rows(order + content, "tiff"):
            assert name
            assert value.isprintable()


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("FNumber", "F number"),
        ("GPSLatitude", "GPS latitude"),
        ("ISOSpeedRatings", "ISO speed ratings"),
        ("ExifImageWidth", "Exif image width"),
        ("Make", "Make"),
    ],
)
def test_names_in_words(tag: str, words: str) -> None:
    assert plain_name(tag) == words


@given(st.floats(1e-6, 1e5))
def test_exposures_say_about_what_they_are(seconds: float) -> None:
    number = exposure_text(seconds).removesuffix(" s")
    value = 1 / float(number[2:]) if number.startswith("1/") else float(number)
    assert value == pytest.approx(seconds, rel=0.35, abs=1e-7)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "Did not fire"),
        (0x20, "None on the camera"),
        (0x5F, "Fired, automatic, red-eye reduction, return light found"),
    ],
)
def test_flash(value: int, words: str) -> None:
    assert flash_words(value) == words


def test_a_byte_reference_does_not_hide_the_altitude() -> None:
    rows = rows_of(gps=[(5, BYTE, b"\0"), (6, RATIONAL, [(25, 2)])])
    assert rows == {"GPS altitude": "12.5 m"}


def test_the_date_of_change_is_told_as_such() -> None:
    data = builders.jpeg(exif=builders.exif(main=[(306, builders.ASCII, "2021:05:06 07:08:09")]))
    assert ("Date time", "2021:05:06 07:08:09 (the file's date of change)") in exif_rows(
        data, "jpeg"
    )
