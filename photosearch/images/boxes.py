"""Find the metadata among the boxes of ISO base media files (HEIC, AVIF, CR3)."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_MAX_BOXES = 10_000
_MAX_ITEMS = 4096
_XMP_TYPE = b"application/rdf+xml"
_CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")


@dataclass(frozen=True, slots=True)
class Box:
    """Hold a box's kind and where its content lies, without the box header."""

    kind: bytes
    start: int
    end: int


def boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """Yield the boxes side by side from `start` to `end`, as far as they make sense."""
    end = min(end, len(data))
    for _ in range(_MAX_BOXES):
        if start + 8 > end:
            return
        (size,) = struct.unpack_from(">I", data, start)
        kind = data[start + 4 : start + 8]
        header = 8
        if size == 1 and start + 16 <= end:
            (size,) = struct.unpack_from(">Q", data, start + 8)
            header = 16
        elif size == 0:
            size = end - start
        if size < header:
            return
        yield Box(kind, start + header, min(start + size, end))
        start += size


def find(data: bytes, kind: bytes, start: int, end: int) -> Box | None:
    """Return the first box of a kind, or None."""
    return next((box for box in boxes(data, start, end) if box.kind == kind), None)


def image_sizes(data: bytes) -> Iterator[tuple[int, int]]:
    """Return width and height of every image that a HEIC or AVIF file declares, with tiles."""
    meta = find(data, b"meta", 0, len(data))
    properties = find(data, b"iprp", meta.start + 4, meta.end) if meta else None
    container = find(data, b"ipco", properties.start, properties.end) if properties else None
    if container is None:
        return
    for box in boxes(data, container.start, container.end):
        if box.kind == b"ispe" and box.end - box.start >= 12:
            width, height = struct.unpack_from(">II", data, box.start + 4)
            yield width, height


def primary_properties(data: bytes) -> list[Box]:
    """Return the properties (irot, imir, colr, av1C, ...) of a HEIC or AVIF file's primary image.

    Where the file does not tell which are its own, those of all images.
    """
    meta = find(data, b"meta", 0, len(data))
    inside = (
        {box.kind: box for box in boxes(data, meta.start + 4, meta.end)} if meta is not None else {}
    )
    if b"iprp" not in inside:
        return []
    parts = {box.kind: box for box in boxes(data, inside[b"iprp"].start, inside[b"iprp"].end)}
    container = parts.get(b"ipco")
    if container is None:
        return []
    properties = list(boxes(data, container.start, container.end))
    primary = inside.get(b"pitm")
    try:
        if primary is not None and b"ipma" in parts:
            item = _number(data, primary.start + 4, 4 if data[primary.start] else 2)
            chosen = _associations(data, parts[b"ipma"], item)
            return [properties[index - 1] for index in chosen if 0 < index <= len(properties)]
    except (struct.error, IndexError):
        pass
    return properties


def _number(data: bytes, at: int, size: int) -> int:
    if at + size > len(data):
        raise struct.error
    return int.from_bytes(data[at : at + size], "big")


def _associations(data: bytes, ipma: Box, wanted: int) -> list[int]:
    """Return the numbers (from 1) of an item's properties."""
    version, wide = data[ipma.start], data[ipma.start + 3] & 1
    at = ipma.start + 8
    for _ in range(min(_number(data, ipma.start + 4, 4), _MAX_ITEMS)):
        item = _number(data, at, 4 if version else 2)
        at += 4 if version else 2
        count = _number(data, at, 1)
        size = 2 if wide else 1
        if item == wanted:
            mask = 0x7FFF if wide else 0x7F
            return [_number(data, at + 1 + size * n, size) & mask for n in range(count)]
        at += 1 + size * count
    return []


def find_items(data: bytes) -> tuple[bytes | None, bytes | None]:
    """Return EXIF (a TIFF structure) and XMP of a HEIC or AVIF file."""
    meta = find(data, b"meta", 0, len(data))
    if meta is None:
        return None, None
    inside = {box.kind: box for box in boxes(data, meta.start + 4, meta.end)}
    if b"iinf" not in inside or b"iloc" not in inside:
        return None, None
    wanted = dict(_item_kinds(data, inside[b"iinf"]))
    found: dict[bytes, bytes] = {}
    try:
        for item, value in _item_data(data, inside[b"iloc"], inside.get(b"idat"), wanted.keys()):
            found.setdefault(wanted[item], value)
    except struct.error:
        pass
    exif = found.get(b"Exif")
    if exif is not None:
        # Four bytes tell where the TIFF structure begins behind them.
        exif = exif[4 + int.from_bytes(exif[:4], "big") :]
    return exif, found.get(b"XMP")


def find_canon(data: bytes) -> dict[bytes, bytes]:
    """Return CMT1 (main), CMT2 (photo), CMT4 (GPS) of a CR3 file: each a TIFF structure."""
    movie = find(data, b"moov", 0, len(data))
    if movie is None:
        return {}
    for box in boxes(data, movie.start, movie.end):
        if box.kind == b"uuid" and data[box.start : box.start + 16] == _CANON:
            inside = boxes(data, box.start + 16, box.end)
            return {part.kind: data[part.start : part.end] for part in inside}
    return {}


def _item_kinds(data: bytes, iinf: Box) -> Iterator[tuple[int, bytes]]:
    """Return the items that hold metadata: (item, b"Exif" or b"XMP")."""
    start = iinf.start + (6 if data[iinf.start] == 0 else 8)
    for number, box in enumerate(boxes(data, start, iinf.end)):
        if number == _MAX_ITEMS:
            return
        version = data[box.start] if box.start < box.end else 0
        if box.kind != b"infe" or version < 2:
            continue
        width = 2 if version == 2 else 4
        item = int.from_bytes(data[box.start + 4 : box.start + 4 + width], "big")
        at = box.start + 4 + width + 2
        kind = data[at : at + 4]
        if kind == b"Exif":
            yield item, kind
        elif kind == b"mime" and _XMP_TYPE in data[at + 4 : box.end]:
            yield item, b"XMP"


def _item_data(
    data: bytes, iloc: Box, idat: Box | None, wanted: Collection[int]
) -> Iterator[tuple[int, bytes]]:
    version = data[iloc.start]
    sizes = int.from_bytes(data[iloc.start + 4 : iloc.start + 6], "big")
    offset_size, length_size = sizes >> 12, sizes >> 8 & 15
    base_size, index_size = sizes >> 4 & 15, (sizes & 15 if version else 0)
    at = iloc.start + 6

    def number(size: int) -> int:
        nonlocal at
        if at + size > iloc.end:
            raise struct.error
        at += size
        return int.from_bytes(data[at - size : at], "big")

    id_size = 4 if version >= 2 else 2
    for _ in range(min(number(id_size), _MAX_ITEMS)):
        item = number(id_size)
        method = number(2) & 15 if version else 0
        number(2)
        base = number(base_size)
        extents = []
        for _ in range(min(number(2), _MAX_ITEMS)):
            number(index_size)
            extents.append((base + number(offset_size), number(length_size)))
        if item not in wanted or method > 1 or (method == 1 and idat is None):
            continue
        shift, end = (idat.start, idat.end) if method == 1 and idat else (0, len(data))
        yield (
            item,
            b"".join(
                data[shift + start : min(shift + start + length, end) if length else end]
                for start, length in extents[:64]
            ),
        )
