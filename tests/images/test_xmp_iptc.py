from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from xml.sax.saxutils import escape, quoteattr

import pytest

from photosearch.images.xmp import read_xmp
from tests.images import builders
from tests.images.builders import ASCII
from tests.images.camera_photo import (
    CAMERA,
    EXPECTED,
    bag,
    caption_xmp,
    facts_of,
    xmp_facts,
)


def test_what_photo_managers_write() -> None:
    body = caption_xmp("Am See &amp; Berg") + bag("dc:subject", "See", "Berg", "see")
    body += bag("lr:hierarchicalSubject", "Orte|Schweiz|Zug")
    facts = xmp_facts(body, 'xmp:Rating="-1" exif:DateTimeOriginal="2011-05-07T18:19:20.5Z"')
    assert facts.caption == "Am See & Berg"
    assert facts.keywords == ("See", "Berg", "Orte", "Schweiz", "Zug")
    assert facts.rating == -1
    assert facts.captured == datetime(2011, 5, 7, 18, 19, 20, 500_000, UTC)


ACDSEE = (
    '<Categories><Category Assigned="0">Places<Category Assigned="1">Zug</Category>'
    '<Category Assigned="0">Bern</Category></Category><Category Assigned="1">Cats &amp; dogs'
    "</Category></Categories>"
)
DIALECTS = {
    "Windows": (
        bag("MicrosoftPhoto:LastKeywordXMP", "Places/Zug", "Dog"),
        "",
        ("Places", "Zug", "Dog"),
    ),
    "digiKam": (
        bag("d:TagsList", "Places/Zug", "Dog"),
        'xmlns:d="http://www.digikam.org/ns/1.0/"',
        ("Places", "Zug", "Dog"),
    ),
    "Lightroom": (bag("lr:hierarchicalSubject", "Places|Zug", "Dog"), "", ("Places", "Zug", "Dog")),
    "Media Pro": (
        bag("m:CatalogSets", "Places|Zug", "Dog"),
        'xmlns:m="http://ns.iview-multimedia.com/mediapro/1.0/"',
        ("Places", "Zug", "Dog"),
    ),
    "ACDSee": (
        f"<a:categories>{escape(ACDSEE)}</a:categories>",
        'xmlns:a="http://ns.acdsee.com/iptc/1.0/"',
        ("Places", "Zug", "Cats & dogs"),
    ),
    "ACDSee, as an attribute": (
        "",
        f'xmlns:a="http://ns.acdsee.com/iptc/1.0/" a:categories={quoteattr(ACDSEE)}',
        ("Places", "Zug", "Cats & dogs"),
    ),
}


@pytest.mark.parametrize(("body", "attributes", "keywords"), DIALECTS.values(), ids=DIALECTS)
def test_keywords_of_other_programs_with_all_levels(
    body: str, attributes: str, keywords: tuple[str, ...]
) -> None:
    assert xmp_facts(body, attributes).keywords == keywords


def test_the_stars_of_windows() -> None:
    assert xmp_facts("", 'MicrosoftPhoto:Rating="75"').rating == 4
    assert xmp_facts("", 'MicrosoftPhoto:Rating="75" xmp:Rating="2"').rating == 2


@pytest.mark.parametrize(
    "tree",
    [
        "<Categories><Category",
        "words",
        '<!DOCTYPE x [<!ENTITY a "b">]><Categories><Category Assigned="1">&a;</Category>'
        "</Categories>",
        "<Categories>" + '<Category Assigned="1">a' * 5000 + "</Category>" * 5000 + "</Categories>",
        "<Categories>" + '<Category Assigned="1">a</Category>' * 20_000 + "</Categories>",
    ],
    ids=["cut", "no tree", "entities", "deep", "wide"],
)
def test_categories_that_are_broken_or_hostile_cost_only_themselves(tree: str) -> None:
    started = time.monotonic()
    body = bag("dc:subject", "Dog") + f"<a:categories>{escape(tree)}</a:categories>"
    found = read_xmp(builders.xmp(body, 'xmlns:a="http://ns.acdsee.com/iptc/1.0/"'))
    assert found is not None
    assert found.keywords[0] == "Dog"
    assert set(found.keywords) <= {"Dog", "a"}
    assert time.monotonic() - started < 10


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
