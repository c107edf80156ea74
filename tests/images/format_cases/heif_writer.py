"""Coded pictures in a HEIC or AVIF container with chosen properties."""

from __future__ import annotations

import struct
from pathlib import Path

from photosearch.images import boxes

HEVC = Path(__file__).parent / "hevc"
"""Pictures of 96 x 64 that libheif's heif-enc made of `builders.scene(96, 64)`."""


def box(kind: bytes, *contents: bytes) -> bytes:
    """A box."""
    content = b"".join(contents)
    return struct.pack(">I", 8 + len(content)) + kind + content


def full_box(kind: bytes, version: int, flags: int, *contents: bytes) -> bytes:
    """A box with version and flags."""
    return box(kind, bytes((version,)), flags.to_bytes(3, "big"), *contents)


def nclx(primaries: int, transfer: int, matrix: int = 6) -> bytes:
    """A colour property of code points, full range."""
    return box(b"colr", b"nclx", struct.pack(">HHHB", primaries, transfer, matrix, 0x80))


def icc(profile: bytes) -> bytes:
    """A colour property of a profile."""
    return box(b"colr", b"prof", profile)


def turn(orientation: int) -> bytes:
    """irot and imir that undo an EXIF orientation."""
    quarters, mirror = {
        1: (0, None), 2: (0, 1), 3: (2, None), 4: (0, 0),
        5: (1, 0), 6: (3, None), 7: (3, 0), 8: (1, None),
    }[orientation]  # fmt: skip
    parts = b""
    if quarters:
        parts += box(b"irot", bytes((quarters,)))
    if mirror is not None:
        parts += box(b"imir", bytes((mirror,)))
    return parts


def coded_picture(heif: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Item type, codec configuration, size property and coded picture of a file with one image."""
    meta = boxes.find(heif, b"meta", 0, len(heif))
    mdat = boxes.find(heif, b"mdat", 0, len(heif))
    assert meta is not None
    assert mdat is not None
    properties = {found.kind: found for found in boxes.primary_properties(heif)}
    kind, config = (b"hvc1", b"hvcC") if b"hvcC" in properties else (b"av01", b"av1C")

    def whole(name: bytes) -> bytes:
        found = properties[name]
        return box(name, heif[found.start : found.end])

    return kind, whole(config), whole(b"ispe"), heif[mdat.start : mdat.end]


def _association(item: int, chosen: list[tuple[int, bool]], wide: bool) -> bytes:
    """An item's entry in ipma: numbers of properties, and whether each is essential."""
    numbers = b"".join(
        struct.pack(">H", essential << 15 | n) if wide else bytes((essential << 7 | n,))
        for n, essential in chosen
    )
    return struct.pack(">HB", item, len(chosen)) + numbers


def write_heif(
    source: bytes,
    *extra: bytes,
    exif: bytes | None = None,
    wide: bool = False,
    auxiliary: tuple[bytes, bytes] | None = None,
) -> bytes:
    """A file with the picture of `source` and further properties (boxes side by side).

    Args:
        wide: with two bytes for each property's number.
        auxiliary: a file whose picture belongs to the first one, and as what (a URN).
    """
    kind, config, size, picture = coded_picture(source)
    properties = [config, size]
    for part in extra:
        at = 0
        while at < len(part):
            (length,) = struct.unpack_from(">I", part, at)
            properties.append(part[at : at + length])
            at += length
    brand = b"heic" if kind == b"hvc1" else b"avif"
    items = [(1, kind, picture)]
    if exif is not None:
        items.append((2, b"Exif", struct.pack(">I", 0) + exif))
    turns = (b"irot", b"imir", config[4:8])
    chosen = [(n, part[4:8] in turns) for n, part in enumerate(properties, start=1)]
    told = [_association(1, chosen, wide)]
    references = [box(b"cdsc", struct.pack(">HHH", 2, 1, 1))] if exif is not None else []
    if auxiliary is not None:
        other_kind, other_config, other_size, other = coded_picture(auxiliary[0])
        items.append((3, other_kind, other))
        count = len(properties)
        properties += [other_config, other_size]
        properties.append(full_box(b"auxC", 0, 0, auxiliary[1], b"\0"))
        own = [(count + 1, True), (count + 2, False), (count + 3, True)]
        told.append(_association(3, own, wide))
        references.append(box(b"auxl", struct.pack(">HHH", 3, 1, 1)))
    iprp = box(
        b"iprp",
        box(b"ipco", *properties),
        full_box(b"ipma", 0, int(wide), struct.pack(">I", len(told)), *told),
    )
    iinf = full_box(
        b"iinf",
        0,
        0,
        struct.pack(">H", len(items)),
        *(full_box(b"infe", 2, 0, struct.pack(">HH", n, 0), name, b"\0") for n, name, _ in items),
    )
    iref = full_box(b"iref", 0, 0, *references) if references else b""
    ftyp = box(b"ftyp", brand, bytes(4), b"mif1", brand)

    def meta(start: int) -> bytes:
        places = b""
        for n, _, content in items:
            places += struct.pack(">HHHII", n, 0, 1, start, len(content))
            start += len(content)
        iloc = full_box(b"iloc", 0, 0, struct.pack(">HH", 0x4400, len(items)), places)
        handler = full_box(b"hdlr", 0, 0, bytes(4), b"pict", bytes(13))
        primary = full_box(b"pitm", 0, 0, struct.pack(">H", 1))
        return full_box(b"meta", 0, 0, handler, primary, iloc, iinf, iref, iprp)

    start = len(ftyp) + len(meta(0)) + 8
    return ftyp + meta(start) + box(b"mdat", *(content for _, _, content in items))
