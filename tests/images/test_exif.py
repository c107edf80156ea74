from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from PIL import Image

from photosearch.core.photo import PhotoMetadata
from photosearch.images.found import join_camera, rating_from_percent
from tests.images import builders
from tests.images.builders import ASCII, BYTE, LONG, RATIONAL, SHORT, UNDEFINED
from tests.images.camera_photo import (
    CAMERA,
    EXPECTED,
    exif_facts,
    facts_of,
)


@pytest.mark.parametrize("order", ["<", ">"])
def test_what_a_camera_writes(order: str) -> None:
    assert exif_facts(**CAMERA, order=order) == EXPECTED


@pytest.mark.parametrize("pillow_format", ["PNG", "WEBP", "TIFF", "AVIF"])
def test_exif_of_other_formats(pillow_format: str) -> None:
    scene = Image.fromarray(builders.scene())
    if pillow_format == "TIFF":
        exif = Image.Exif()
        exif.load(builders.exif(**CAMERA))
        data = builders.encode(scene, "TIFF", exif=exif)
    else:
        data = builders.encode(scene, pillow_format, exif=builders.exif(**CAMERA))
    facts = facts_of(data)
    assert (facts.camera, facts.captured, facts.iso) == ("NIKON D70", EXPECTED.captured, 400)
    assert facts.latitude == pytest.approx(-33.51)


def test_without_metadata_there_is_the_size() -> None:
    assert facts_of(builders.jpeg()) == PhotoMetadata("jpeg", 64, 48)


@pytest.mark.parametrize(
    "date", ["0000:00:00 00:00:00", "    :  :     :  :  ", "2011:13:07 18:19:20", ""]
)
def test_nonsense_dates_are_left_out(date: str) -> None:
    assert exif_facts(photo=[(36867, ASCII, date)]).captured is None
    # ... and the next source is asked.
    both = [(36867, ASCII, date), (36868, ASCII, "2012:01:02 03:04:05")]
    assert exif_facts(photo=both).captured == datetime(2012, 1, 2, 3, 4, 5)


@pytest.mark.parametrize("own", [[], [(36881, ASCII, "   :  ")]], ids=["missing", "blank"])
def test_the_offset_of_the_date_of_change_stands_in(own: list[builders.Entry]) -> None:
    photo = [(36867, ASCII, "2020:01:02 03:04:05"), (36880, ASCII, "-05:00"), *own]
    captured = exif_facts(photo=photo).captured
    assert captured == datetime(2020, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=-5)))
    both = [*photo[:2], (36881, ASCII, "+02:00")]
    captured = exif_facts(photo=both).captured
    assert captured == datetime(2020, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=2)))


def test_the_date_of_change_comes_last_and_is_marked() -> None:
    main = [(306, ASCII, "2021:05:06 07:08:09")]
    only = exif_facts(main=main, photo=[(37520, ASCII, "5"), (36880, ASCII, "+01:00")])
    assert only.captured == datetime(
        2021, 5, 6, 7, 8, 9, 500_000, tzinfo=timezone(timedelta(hours=1))
    )
    assert only.captured_is_change
    for photo in ([(36867, ASCII, "2020:01:02 03:04:05")], [(36868, ASCII, "2020:01:02 03:04:05")]):
        better = exif_facts(main=main, photo=photo)
        assert better.captured == datetime(2020, 1, 2, 3, 4, 5)
        assert not better.captured_is_change
    block = builders.xmp("", 'photoshop:DateCreated="2019-01-02"')
    told = facts_of(builders.jpeg(exif=builders.exif(main=main), xmp=block))
    assert told.captured == datetime(2019, 1, 2)
    assert not told.captured_is_change
    nothing = exif_facts(main=[(306, ASCII, "0000:00:00 00:00:00")])
    assert (nothing.captured, nothing.captured_is_change) == (None, False)


@pytest.mark.parametrize(
    ("gps", "reason"),
    [
        ([(1, ASCII, "N"), (2, RATIONAL, [(95, 1)]), *CAMERA["gps"][2:]], "beyond the pole"),
        ([(2, RATIONAL, [(33, 1), (30, 1), (36, 1)]), *CAMERA["gps"][2:]], "no hemisphere"),
        (CAMERA["gps"][:2], "half a position"),
        ([*CAMERA["gps"], (9, ASCII, "V")], "the receiver says void"),
        (
            [(1, ASCII, "N"), (2, RATIONAL, [(0, 1)]), (3, ASCII, "E"), (4, RATIONAL, [(0, 1)])],
            "0, 0",
        ),
        ([(1, ASCII, "N"), (2, RATIONAL, [(0, 0)]), *CAMERA["gps"][2:]], "0/0"),
    ],
)  # fmt: skip
def test_impossible_positions_are_left_out(gps: list[builders.Entry], reason: str) -> None:
    facts = exif_facts(gps=gps)
    assert (facts.latitude, facts.longitude) == (None, None), reason


def test_zero_denominators_are_not_there() -> None:
    facts = exif_facts(photo=[(33434, RATIONAL, [(1, 0)]), (37386, RATIONAL, [(0, 0)])])
    assert (facts.exposure_s, facts.focal_length_mm) == (None, None)


def test_apex_values_stand_in() -> None:
    facts = exif_facts(photo=[(37377, builders.SRATIONAL, [(7, 1)]), (37378, RATIONAL, [(5, 1)])])
    assert facts.exposure_s == pytest.approx(1 / 128)
    assert facts.aperture == pytest.approx(5.7)


def test_high_iso_is_in_the_wide_tag() -> None:
    assert exif_facts(photo=[(34855, SHORT, [65535]), (0x8832, LONG, [102400])]).iso == 102400


def test_a_lens_without_name_is_described() -> None:
    zoom = [(0xA432, RATIONAL, [(24, 1), (70, 1), (28, 10), (28, 10)])]
    assert exif_facts(photo=zoom).lens == "24-70 mm f/2.8"
    assert exif_facts(photo=[(0xA434, ASCII, "----")]).lens is None


def test_text_without_a_declared_charset() -> None:
    assert exif_facts(main=[(270, ASCII, "Zürich")]).caption == "Zürich"
    assert exif_facts(main=[(270, ASCII, "Zürich".encode("latin-1"))]).caption == "Zürich"


@pytest.mark.parametrize(
    ("value", "caption"),
    [
        (b"ASCII\0\0\0A walk\0\0", "A walk"),
        (b"UNICODE\0" + "Über".encode("utf-16-le"), "Über"),
        (b"UNICODE\0" + "Über".encode("utf-16-be"), "Über"),
        (b"UNICODE\0" + "Über".encode("utf-16"), "Über"),
        (b"JIS\0\0\0\0\0" + "写真".encode("shift_jis"), "写真"),
        (bytes(8) + b"undefined", "undefined"),
        (b"ASCII\0\0\0" + b" " * 40, None),
        (bytes(200), None),
    ],
)
def test_user_comments(value: bytes, caption: str | None) -> None:
    assert exif_facts(photo=[(37510, UNDEFINED, value)]).caption == caption


def test_what_cameras_write_for_a_caption_is_none() -> None:
    assert exif_facts(main=[(270, ASCII, "OLYMPUS DIGITAL CAMERA         ")]).caption is None


def test_what_windows_writes() -> None:
    main = [
        (40091, BYTE, "Der Titel\0".encode("utf-16-le")),
        (40094, BYTE, "Hund; Katze;Hund\0".encode("utf-16-le")),
        (0x4749, SHORT, [75]),
    ]
    facts = exif_facts(main=main)
    assert (facts.caption, facts.keywords, facts.rating) == ("Der Titel", ("Hund", "Katze"), 4)


@pytest.mark.parametrize(
    ("maker", "model", "name"),
    [
        ("Canon", "Canon EOS 5D", "Canon EOS 5D"),
        ("NIKON CORPORATION", "NIKON D70", "NIKON D70"),
        ("EASTMAN KODAK COMPANY", "KODAK DX4330 DIGITAL CAMERA", "KODAK DX4330 DIGITAL CAMERA"),
        ("OLYMPUS OPTICAL CO.,LTD", "C960Z,D460Z", "OLYMPUS C960Z,D460Z"),
        ("Minolta Co., Ltd.", "DiMAGE X", "Minolta DiMAGE X"),
        ("Apple", "iPhone 4", "Apple iPhone 4"),
        ("Hewlett-Packard", "HP PhotoSmart 618", "HP PhotoSmart 618"),
        (None, "DMC-LC33", "DMC-LC33"),
        ("FLIR", None, "FLIR"),
        (None, None, None),
    ],
)  # fmt: skip
def test_camera_names(maker: str | None, model: str | None, name: str | None) -> None:
    assert join_camera(maker, model) == name


def test_percent_ratings() -> None:
    stars = [rating_from_percent(percent) for percent in (0, 1, 25, 50, 75, 99, 100)]
    assert stars == [0, 1, 2, 3, 4, 5, 5]
