"""A photo with all that a camera writes, and short ways to the facts of a file."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from photosearch.core.photo import PhotoMetadata
from photosearch.images.decode import decode
from photosearch.images.metadata import read_facts
from tests.images import builders
from tests.images.builders import ASCII, BYTE, RATIONAL, SHORT


def facts_of(data: bytes, sidecar: bytes | None = None) -> PhotoMetadata:
    """The facts of a file, decoded first."""
    return read_facts(data, decode(data, short_side=20, max_pixels=10**6), sidecar)


def exif_facts(**directories: Any) -> PhotoMetadata:
    return facts_of(builders.jpeg(exif=builders.exif(**directories)))


def xmp_facts(body: str, attributes: str = "") -> PhotoMetadata:
    return facts_of(builders.jpeg(xmp=builders.xmp(body, attributes)))


def bag(name: str, *items: str) -> str:
    inside = "".join(f"<rdf:li>{item}</rdf:li>" for item in items)
    return f"<{name}><rdf:Bag>{inside}</rdf:Bag></{name}>"


def caption_xmp(text: str) -> str:
    item = f'<rdf:li xml:lang="x-default">{text}</rdf:li>'
    return f"<dc:description><rdf:Alt>{item}</rdf:Alt></dc:description>"


CAMERA: dict[str, Any] = {
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
EXPECTED = PhotoMetadata(
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
