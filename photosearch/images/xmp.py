"""Read XMP: what photo managers write, inside a photo or in a sidecar beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from photosearch.images import text
from photosearch.images.found import (
    Found,
    join_camera,
    rating_from_percent,
    valid_altitude,
    valid_position,
)
from photosearch.images.xmp_categories import category_names

MAX_BYTES = 2 << 20
"""Larger packets are not read: they hold edit histories and images, and cost too much time."""

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
EXIF = "{http://ns.adobe.com/exif/1.0/}"
_EXIF_EX = "{http://cipa.jp/exif/1.0/}"
_AUX = "{http://ns.adobe.com/exif/1.0/aux/}"
_TIFF = "{http://ns.adobe.com/tiff/1.0/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
LIGHTROOM = "{http://ns.adobe.com/lightroom/1.0/}"
DIGIKAM = "{http://www.digikam.org/ns/1.0/}"
MEDIAPRO = "{http://ns.iview-multimedia.com/mediapro/1.0/}"
ACDSEE = "{http://ns.acdsee.com/iptc/1.0/}"
MICROSOFT = "{http://ns.microsoft.com/photo/1.0/}", "{http://ns.microsoft.com/photo/1.0}"
KEYWORD_PATHS = {
    f"{LIGHTROOM}hierarchicalSubject": "|",
    f"{DIGIKAM}TagsList": "/",
    **{f"{space}LastKeywordXMP": "/" for space in MICROSOFT},
    f"{MEDIAPRO}CatalogSets": "|",
}
"""Lists of hierarchical keywords, and what divides their levels."""
CATEGORIES = f"{ACDSEE}categories"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

# Declared entities are how XML bombs and file inclusions work; XMP has no use for them.
FORBIDDEN = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
START = re.compile(r"<((?:\w{1,32}:)?(?:xmpmeta|xapmeta|RDF))\b")
_COORDINATE = re.compile(
    r"(\d+)(?:,(\d+(?:\.\d+)?))?(?:,(\d+(?:\.\d+)?))?\s*([NSEW])", re.IGNORECASE
)

Values = dict[str, list[str]]


def read_xmp(packet: bytes) -> Found | None:
    """Read what a packet tells; None if it is no XMP, is damaged, or declares entities."""
    values = read_values(packet)
    return None if values is None else _found(values)


def read_values(packet: bytes) -> Values | None:
    """Read the properties of a packet as they stand; None as for `read_xmp`.

    Each is a list of texts, by the name that ElementTree uses.
    """
    words = _decode_packet(packet)
    if words is None or FORBIDDEN.search(words):
        return None
    # Padding, processing instructions and stray bytes stand around the packet.
    start = START.search(words)
    end = words.rfind(f"</{start[1]}") if start else -1
    if start is None or end < 0:
        return None
    try:
        root = ElementTree.fromstring(f"{words[start.start() : end]}</{start[1]}>")
    except (ElementTree.ParseError, ValueError, RecursionError):
        return None
    return _collect(root)


def _decode_packet(packet: bytes) -> str | None:
    """Decode the packet's text: UTF-8 nearly always, UTF-16 and UTF-32 by their zeros or marks."""
    if len(packet) > MAX_BYTES:
        return None
    return packet.decode(encoding_of(packet), "replace").strip("\ufeff\0 \t\r\n")


def encoding_of(packet: bytes) -> str:
    """Return the encoding of a packet's text, by its first bytes."""
    head = packet[:4]
    if head.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"<\0\0\0", b"\0\0\0<")):
        return "utf-32-le" if head[:1] != b"\0" else "utf-32-be"
    if head.startswith((b"\xff\xfe", b"<\0")):
        return "utf-16-le"
    if head.startswith((b"\xfe\xff", b"\0<")):
        return "utf-16-be"
    return "utf-8"


def _collect(root: ElementTree.Element) -> Values:
    """Collect properties of the rdf:Description elements, each a list of texts.

    The language variant "x-default" comes first. Looks at fixed depths only: linear in whatever is
    fed.
    """
    values: Values = {}
    rdf = root if root.tag == f"{RDF}RDF" else root.find(f"{RDF}RDF")
    for description in rdf.findall(f"{RDF}Description") if rdf is not None else ():
        for name, value in description.attrib.items():
            values.setdefault(name, []).append(value)
        for element in description:
            values.setdefault(element.tag, []).extend(_texts(element))
    return values


def _texts(element: ElementTree.Element) -> Iterator[str]:
    items = element.findall(f"*/{RDF}li")
    items.sort(key=lambda item: item.get(_LANGUAGE) != "x-default")
    for item in items or [element]:
        if item.text and item.text.strip():
            yield item.text


def _found(values: Values) -> Found:
    def first(*names: str) -> str | None:
        return next((values[name][0] for name in names if values.get(name)), None)

    def number(name: str) -> float | None:
        return _number(first(name))

    latitude, longitude = first(f"{EXIF}GPSLatitude"), first(f"{EXIF}GPSLongitude")
    iso = number(f"{EXIF}ISOSpeedRatings") or number(f"{_EXIF_EX}PhotographicSensitivity")
    return Found(
        captured=text.parse_moment(first(f"{EXIF}DateTimeOriginal"))
        or text.parse_moment(first(f"{_PHOTOSHOP}DateCreated")),
        created=text.parse_moment(first(f"{XMP}CreateDate")),
        camera=join_camera(
            text.clean_name(first(f"{_TIFF}Make")), text.clean_name(first(f"{_TIFF}Model"))
        ),
        lens=text.clean_name(first(f"{_EXIF_EX}LensModel", f"{_AUX}Lens", f"{EXIF}LensModel")),
        focal_length_mm=_positive(number(f"{EXIF}FocalLength"), 20_000),
        aperture=_positive(number(f"{EXIF}FNumber"), 512),
        exposure_s=_positive(number(f"{EXIF}ExposureTime"), 1e6),
        iso=int(iso) if iso and 1 <= iso <= 10_000_000 else None,
        position=_position(latitude, longitude),
        altitude_m=_altitude(number(f"{EXIF}GPSAltitude"), first(f"{EXIF}GPSAltitudeRef")),
        rating=_rating(
            number(f"{XMP}Rating"),
            next((n for space in MICROSOFT if (n := number(f"{space}Rating")) is not None), None),
        ),
        caption=text.clean_caption(first(f"{DC}description")),
        title=text.clean_caption(first(f"{DC}title", f"{_PHOTOSHOP}Headline")),
        keywords=text.clean_keywords(_keywords(values)),
        keywords_told=f"{DC}subject" in values,
    )


def _keywords(values: Values) -> Iterator[str]:
    """Yield plain keywords, then every level of the hierarchical ones."""
    yield from values.get(f"{DC}subject", [])
    for name, divider in KEYWORD_PATHS.items():
        for path in values.get(name, []):
            yield from path.split(divider)
    for tree in values.get(CATEGORIES, []):
        yield from category_names(tree)


def _number(value: str | None) -> float | None:
    """Read a number like "2.8" or "28/10"."""
    if value is None:
        return None
    over, slash, under = value.strip()[:64].partition("/")
    try:
        number = float(over) / float(under) if slash else float(over)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if abs(number) < 1e12 else None


def _positive(value: float | None, high: float) -> float | None:
    return value if value is not None and 0 < value <= high else None


def _rating(stars: float | None, percent: float | None) -> int | None:
    if stars is not None and -1 <= stars <= 5:
        return round(stars)
    return rating_from_percent(percent) if percent is not None and 0 <= percent <= 100 else None


def _position(latitude: str | None, longitude: str | None) -> tuple[float, float] | None:
    degrees = [_degrees(latitude, "NS"), _degrees(longitude, "EW")]
    if degrees[0] is None or degrees[1] is None:
        return None
    return valid_position(degrees[0], degrees[1])


def _degrees(value: str | None, letters: str) -> float | None:
    """Read a coordinate like "47,22.55N" or "47,22,33N"."""
    match = _COORDINATE.fullmatch(value.strip()[:64]) if value else None
    if match is None or match[4].upper() not in letters:
        return None
    degrees = int(match[1]) + float(match[2] or 0) / 60 + float(match[3] or 0) / 3600
    return -degrees if match[4].upper() == letters[1] else degrees


def coordinate_text(degrees: float, letters: str) -> str:
    """Return a coordinate as XMP writes it: "47,22.550000N"; `letters` are "NS" or "EW"."""
    minutes = round(abs(degrees) * 60, 6)
    whole = int(minutes // 60)
    return f"{whole},{minutes - whole * 60:.6f}{letters[degrees < 0]}"


def _altitude(value: float | None, reference: str | None) -> float | None:
    if value is None:
        return None
    return valid_altitude(-value if (reference or "").strip() == "1" else value)
