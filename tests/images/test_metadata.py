from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from photosearch.core.photo import Facts
from photosearch.images.decode import Decoded, decode
from photosearch.images.found import join_camera, rating_from_percent
from photosearch.images.metadata import read_facts
from photosearch.images.text import clean_keywords, clean_name, parse_moment
from tests.images import builders
from tests.images.builders import ASCII, BYTE, LONG, RATIONAL, SHORT, UNDEFINED


def facts_of(data: bytes, sidecar: bytes | None = None) -> Facts:
    return read_facts(data, decode(data, short_side=20, max_pixels=10**6), sidecar)


def exif_facts(**directories: object) -> Facts:
    return facts_of(builders.jpeg(exif=builders.exif(**directories)))


def xmp_facts(body: str, attributes: str = "") -> Facts:
    return facts_of(builders.jpeg(xmp=builders.xmp(body, attributes)))


def bag(name: str, *items: str) -> str:
    inside = "".join(f"<rdf:li>{item}</rdf:li>" for item in items)
    return f"<{name}><rdf:Bag>{inside}</rdf:Bag></{name}>"


def caption_xmp(text: str) -> str:
    item = f'<rdf:li xml:lang="x-default">{text}</rdf:li>'
    return f"<dc:description><rdf:Alt>{item}</rdf:Alt></dc:description>"


WEST = timezone(timedelta(hours=-7))
CAMERA = {
    "main": [(271, ASCII, "NIKON CORPORATION"), (272, ASCII, "NIKON D70"), (0x4746, SHORT, [4])],
    "photo": [
        (33434, RATIONAL, [(1, 250)]),
        (33437, RATIONAL, [(28, 10)]),
        (34855, SHORT, [400]),
        (36867, ASCII, "2011:05:07 18:19:20"),
        (37521, ASCII, "25"),
        (36881, ASCII, "+02:00"),
        (37386, RATIONAL, [(50, 1)]),
        (0xA434, ASCII, "50mm f/1.4"),
    ],
    "gps": [
        (1, ASCII, "S"),
        (2, RATIONAL, [(33, 1), (30, 1), (36, 1)]),
        (3, ASCII, "W"),
        (4, RATIONAL, [(70, 1), (45, 1), (0, 1)]),
        (5, BYTE, b"\1"),
        (6, RATIONAL, [(25, 2)]),
    ],
}
EXPECTED = Facts(
    format="jpeg",
    width=64,
    height=48,
    captured=datetime(2011, 5, 7, 18, 19, 20, 250_000, timezone(timedelta(hours=2))),
    camera="NIKON D70",
    lens="50mm f/1.4",
    focal_length_mm=50,
    aperture=2.8,
    exposure_s=1 / 250,
    iso=400,
    latitude=-33.51,
    longitude=-70.75,
    altitude_m=-12.5,
    rating=4,
)


# EXIF


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
    assert facts_of(builders.jpeg()) == Facts("jpeg", 64, 48)


@pytest.mark.parametrize(
    "date", ["0000:00:00 00:00:00", "    :  :     :  :  ", "2011:13:07 18:19:20", ""]
)
def test_nonsense_dates_are_left_out(date: str) -> None:
    assert exif_facts(photo=[(36867, ASCII, date)]).captured is None
    # ... and the next source is asked.
    both = [(36867, ASCII, date), (36868, ASCII, "2012:01:02 03:04:05")]
    assert exif_facts(photo=both).captured == datetime(2012, 1, 2, 3, 4, 5)


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


# XMP, inside and beside


def test_what_photo_managers_write() -> None:
    body = caption_xmp("Am See &amp; Berg") + bag("dc:subject", "See", "Berg", "see")
    body += bag("lr:hierarchicalSubject", "Orte|Schweiz|Zug")
    facts = xmp_facts(body, 'xmp:Rating="-1" exif:DateTimeOriginal="2011-05-07T18:19:20.5Z"')
    assert facts.caption == "Am See & Berg"
    assert facts.keywords == ("See", "Berg", "Orte", "Schweiz", "Zug")
    assert facts.rating == -1
    assert facts.captured == datetime(2011, 5, 7, 18, 19, 20, 500_000, UTC)


def test_the_default_language_wins() -> None:
    items = '<rdf:li xml:lang="de">Hund</rdf:li><rdf:li xml:lang="x-default">Dog</rdf:li>'
    facts = xmp_facts(f"<dc:description><rdf:Alt>{items}</rdf:Alt></dc:description>")
    assert facts.caption == "Dog"


def test_photography_in_xmp() -> None:
    facts = xmp_facts(
        "<exif:ISOSpeedRatings><rdf:Seq><rdf:li>200</rdf:li></rdf:Seq></exif:ISOSpeedRatings>"
        "<exif:FNumber>28/10</exif:FNumber>",
        'tiff:Make="Canon" tiff:Model="Canon EOS 5D" aux:Lens="EF50mm" exif:FocalLength="50/1" '
        'exif:ExposureTime="1/60" exif:GPSLatitude="47,22.5N" exif:GPSLongitude="8,30,36W" '
        'exif:GPSAltitude="4081/10" exif:GPSAltitudeRef="0"',
    )
    assert (facts.camera, facts.lens, facts.iso) == ("Canon EOS 5D", "EF50mm", 200)
    assert (facts.aperture, facts.focal_length_mm) == (2.8, 50)
    assert facts.exposure_s == pytest.approx(1 / 60)
    assert (facts.latitude, facts.longitude) == (47.375, pytest.approx(-8.51))
    assert facts.altitude_m == pytest.approx(408.1)


def test_dates_in_xmp_by_their_meaning() -> None:
    created = 'xmp:CreateDate="2013-01-01T00:00:00"'
    assert xmp_facts("", created).captured == datetime(2013, 1, 1)
    better = created + ' photoshop:DateCreated="2012-02-02"'
    assert xmp_facts("", better).captured == datetime(2012, 2, 2)
    best = better + ' exif:DateTimeOriginal="2011-03-03T01:02:03"'
    assert xmp_facts("", best).captured == datetime(2011, 3, 3, 1, 2, 3)


def test_the_sidecar_wins_over_what_is_inside() -> None:
    inside = builders.jpeg(
        exif=builders.exif(**CAMERA),
        xmp=builders.xmp(bag("dc:subject", "old") + caption_xmp("old"), 'xmp:Rating="1"'),
    )
    sidecar = builders.xmp(
        bag("dc:subject", "new"),
        'xmp:Rating="5" exif:DateTimeOriginal="2001-01-01T01:01:01" xmp:CreateDate="1999-01-01"',
    )
    facts = facts_of(inside, sidecar)
    assert (facts.keywords, facts.rating) == (("new",), 5)
    assert facts.captured == datetime(2001, 1, 1, 1, 1, 1)
    # What the sidecar does not tell comes from inside.
    assert (facts.caption, facts.camera, facts.iso) == ("old", "NIKON D70", 400)


def test_a_file_date_in_the_sidecar_does_not_beat_the_camera() -> None:
    sidecar = builders.xmp("", 'xmp:CreateDate="1999-01-01T00:00:00"')
    data = builders.jpeg(exif=builders.exif(**CAMERA))
    assert facts_of(data, sidecar).captured == EXPECTED.captured


BILLION_LAUGHS = (
    b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'ha'>"
    + b"".join(b"<!ENTITY a%d '&a%d;&a%d;'>" % (n, n - 1, n - 1) for n in range(1, 40))
    + b"]>"
    + builders.xmp("<dc:description>&a39;</dc:description>")
)


@pytest.mark.parametrize(
    "sidecar",
    [
        b"",
        b"\0" * 100,
        b"<x:xmpmeta",
        b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + b"<a>" * 200_000,
        b"<rdf:RDF " * 200_000,
        b"<x:xmpmeta xmlns:x='a'>" + b"<a>" * 250_000 + b"</a>" * 250_000 + b"</x:xmpmeta>",
        BILLION_LAUGHS,
        BILLION_LAUGHS.decode().encode("utf-16"),
        builders.xmp("", 'xmp:Rating="5"').replace(b"</rdf:Description>", b""),
        builders.xmp("", 'xmp:Rating="many"'),
        builders.xmp("<dc:title>" + "x" * 3_000_000 + "</dc:title>", 'xmp:Rating="5"'),
    ],
    ids=range(11),
)
def test_broken_and_hostile_sidecars_are_ignored(sidecar: bytes) -> None:
    start = time.process_time()
    assert facts_of(builders.jpeg(exif=builders.exif(**CAMERA)), sidecar) == EXPECTED
    assert time.process_time() - start < 2


def test_sidecars_in_other_encodings_and_with_padding() -> None:
    text = builders.xmp("", 'xmp:Rating="5"').decode().lstrip("\ufeff")
    for sidecar in (text.encode("utf-16"), text.encode("utf-16-be"), text.encode("utf-8-sig")):
        assert facts_of(builders.jpeg(), sidecar).rating == 5
    assert facts_of(builders.jpeg(), text.encode() + b" " * 3000 + b"\0").rating == 5


def test_xmp_of_png_and_gif() -> None:
    packet = builders.xmp("", 'xmp:Rating="3"')
    png = builders.encode(builders.scene(), "PNG")
    plain = builders.png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet)
    assert facts_of(builders.png_with(png, plain)).rating == 3
    gif = builders.encode(builders.scene(), "GIF")
    at = 13 + 3 * (2 << (gif[10] & 7))  # behind the colour table
    extension = b"\x21\xff\x0bXMP DataXMP" + packet + b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    assert facts_of(gif[:at] + extension + gif[at:]).rating == 3


# IPTC


def test_what_agencies_write() -> None:
    iptc = b"".join(
        (
            builders.dataset(1, 90, b"\x1b%G"),
            builders.dataset(2, 25, "Zürich".encode()),
            builders.dataset(2, 25, b"lake"),
            builders.dataset(2, 55, b"20110507"),
            builders.dataset(2, 60, b"181920+0200"),
            builders.dataset(2, 120, "Am Zürichsee".encode()),
        )
    )
    facts = facts_of(builders.jpeg(iptc=iptc))
    assert facts.keywords == ("Zürich", "lake")
    assert facts.caption == "Am Zürichsee"
    assert facts.captured == datetime(2011, 5, 7, 18, 19, 20, tzinfo=timezone(timedelta(hours=2)))


def test_latin_1_iptc() -> None:
    iptc = builders.dataset(2, 120, "Am Zürichsee".encode("latin-1"))
    assert facts_of(builders.jpeg(iptc=iptc)).caption == "Am Zürichsee"


def test_xmp_wins_over_iptc_wins_over_exif_for_words() -> None:
    exif = builders.exif(main=[(270, ASCII, "by EXIF")])
    iptc = builders.dataset(2, 120, b"by IPTC")
    assert facts_of(builders.jpeg(exif=exif, iptc=iptc)).caption == "by IPTC"
    xmp = builders.xmp(caption_xmp("by XMP"))
    assert facts_of(builders.jpeg(exif=exif, iptc=iptc, xmp=xmp)).caption == "by XMP"


# Cleaning


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


# Anything


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("jpeg", b"\xff\xd8\xff" + b"\xff\xd0" * 5_000_000),
        ("png", b"\x89PNG\r\n\x1a\n" + bytes(10_000_000)),
        ("webp", b"RIFF\0\0\0\0WEBP" + bytes(10_000_000)),
        ("heic", b"\0\0\0\x08free" * 1_000_000),
        ("tiff", b"II*\0\x08\0\0\0\xff\xff" + b"\x0e\1\2\0\xff\xff\xff\xff\x08\0\0\0" * 500_000),
    ],
    ids=["jpeg", "png", "webp", "heic", "tiff"],
)  # fmt: skip
def test_endless_structures_end(name: str, data: bytes) -> None:
    start = time.process_time()
    read_facts(data, Decoded(np.zeros((1, 1, 3), np.uint8), name, 1, 1), None)
    assert time.process_time() - start < 2


@pytest.fixture
def loud(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the parsers' exceptions through, which `read_facts` would keep in."""
    monkeypatch.setattr("photosearch.images.metadata._guarded", lambda read: read())


FORMATS = ["jpeg", "png", "webp", "heic", "avif", "gif", "psd", "cr3", "raf", "tiff", "nef", "bmp"]
BLOCKS = [
    b"",
    builders.jpeg(exif=builders.exif(**CAMERA), xmp=builders.xmp("", 'xmp:Rating="5"')),
    builders.exif(**CAMERA),
    builders.encode(builders.scene(8, 6), "AVIF", exif=builders.exif(**CAMERA)),
    builders.encode(builders.scene(8, 6), "WEBP", exif=builders.exif(**CAMERA)),
    builders.resource(0x0404, builders.dataset(2, 25, b"dog")),
]


@given(st.sampled_from(BLOCKS), st.sampled_from(FORMATS), st.data())
@settings(max_examples=200, deadline=None)
@pytest.mark.usefixtures("loud")
def test_any_bytes_have_facts(block: bytes, name: str, draw: st.DataObject) -> None:
    data = bytearray(block + draw.draw(st.binary(max_size=60)))
    if data:
        places = st.integers(0, len(data) - 1)
        for at, value in draw.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=8)):
            data[at] = value
    decoded = Decoded(np.zeros((1, 1, 3), np.uint8), name, 1, 1)
    facts = read_facts(bytes(data), decoded, bytes(data[::-1]))
    for text in (facts.camera, facts.lens, facts.caption, *facts.keywords):
        assert text is None or text.encode()
    assert facts.rating in {None, -1, 0, 1, 2, 3, 4, 5}


def test_a_bug_in_a_parser_costs_only_its_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(_block: bytes) -> None:
        raise IndexError

    monkeypatch.setattr("photosearch.images.metadata.read_xmp", bug)
    data = builders.jpeg(exif=builders.exif(**CAMERA), xmp=builders.xmp("", 'xmp:Rating="1"'))
    assert facts_of(data, b"sidecar") == EXPECTED
