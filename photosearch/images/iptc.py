"""Read IPTC (IIM): captions and keywords as agencies and older programs write them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import datetime

from photosearch.images import text
from photosearch.images.found import Found
from photosearch.images.tags import decode_text

_IPTC_RESOURCE = 0x0404
_MAX_DATASETS = 4096
_UTF8_ESCAPE = b"\x1b%G"


def resources(photoshop: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield Photoshop image resources, (number, data), as far as they are whole."""
    at = 0
    while photoshop[at : at + 4] in (b"8BIM", b"MeSa", b"AgHg", b"PHUT", b"DCSR"):
        if at + 8 > len(photoshop):
            return
        (number,) = struct.unpack_from(">H", photoshop, at + 4)
        # A Pascal string with its length byte, padded to an even size.
        name = 1 + photoshop[at + 6]
        start = at + 6 + name + name % 2
        if start + 4 > len(photoshop):
            return
        (size,) = struct.unpack_from(">I", photoshop, start)
        yield number, photoshop[start + 4 : start + 4 + size]
        at = start + 4 + size + size % 2


def find_iptc(photoshop: bytes) -> bytes | None:
    """Return the IPTC block among Photoshop image resources."""
    return next((data for number, data in resources(photoshop) if number == _IPTC_RESOURCE), None)


def read_iptc(iptc: bytes) -> Found:
    """Return what an IPTC block tells."""
    fields: dict[tuple[int, int], list[bytes]] = {}
    for key, value in _datasets(iptc):
        fields.setdefault(key, []).append(value)
    # Without a declared character set most writers used UTF-8 or Latin-1: the bytes tell which.
    utf8 = fields.get((1, 90), [b""])[0].startswith(_UTF8_ESCAPE)

    def first(dataset: int) -> str | None:
        values = fields.get((2, dataset))
        return _decode(values[0], utf8) if values else None

    return Found(
        captured=_moment(first(55), first(60)),
        caption=text.clean_caption(first(120)),
        title=text.clean_caption(first(105) or first(5)),
        keywords=text.clean_keywords(_decode(value, utf8) for value in fields.get((2, 25), [])),
    )


def _datasets(iptc: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    at = 0
    for _ in range(_MAX_DATASETS):
        if at + 5 > len(iptc) or iptc[at] != 0x1C:
            return
        record, dataset, size = struct.unpack_from(">BBH", iptc, at + 1)
        at += 5
        if size & 0x8000:
            # An extended size: that many bytes hold the size itself.
            digits = size & 0x7FFF
            if digits > 4:
                return
            size = int.from_bytes(iptc[at : at + digits], "big")
            at += digits
        yield (record, dataset), iptc[at : at + size]
        at += size


def _decode(value: bytes, utf8: bool) -> str:
    value = value[: 4 * text.MAX_CAPTION]
    return value.decode("utf-8", "replace") if utf8 else decode_text(value)


def _moment(date: str | None, time: str | None) -> datetime | None:
    if not date or len(date) < 8:
        return None
    words = f"{date[:4]}-{date[4:6]}-{date[6:8]}"
    if time and len(time) >= 6:
        words += f"T{time[:2]}:{time[2:4]}:{time[4:6]}{time[6:11]}"
    return text.parse_moment(words)
