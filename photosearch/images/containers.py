"""Find where each file format keeps its metadata."""

from __future__ import annotations

import binascii
import zlib
from dataclasses import dataclass

from photosearch.images import boxes, formats, iptc, jpeg
from photosearch.images.exif import ExifDirectories, open_exif
from photosearch.images.png_chunks import png_chunks

_MAX_TEXT = 8 << 20
_PNG_METADATA = frozenset({b"eXIf", b"iTXt", b"zTXt", b"tEXt"})
_MAX_CHUNKS = 100_000
_XMP_TAG, _IPTC_TAG, _PHOTOSHOP_TAG = 700, 33723, 34377
_PANASONIC_JPEG = 0x2E
_FUJI_JPEG_AT = 84
_GIF_XMP = b"XMP DataXMP"
_GIF_XMP_TRAILER = b"\x01\xff\xfe\xfd"


@dataclass(slots=True)
class Blocks:
    """Hold the metadata blocks of one file; None for what it has not."""

    exif: ExifDirectories | None = None
    xmp: bytes | None = None
    iptc: bytes | None = None


def find_blocks(data: bytes, name: str) -> Blocks:
    """Return the blocks of a file whose sniffed format is `name`, as far as it is whole."""
    if name == "jpeg":
        return _from_jpeg(data)
    if name == "png":
        return _from_png(data)
    if name == "webp":
        return _from_webp(data)
    if name in ("heic", "avif"):
        exif, xmp = boxes.find_items(data)
        return Blocks(_open(exif), xmp)
    if name == "gif":
        return Blocks(xmp=_gif_xmp(data))
    if name == "psd":
        return _from_psd(data)
    if name == "jxl":
        from photosearch.images.jpegxl_header import find_metadata

        exif, xmp = find_metadata(data)
        return Blocks(_open(exif), xmp)
    if name == "jp2":
        return _from_jpeg2000(data)
    if name == "cr3":
        return _from_cr3(data)
    if name == "raf":
        start = int.from_bytes(data[_FUJI_JPEG_AT : _FUJI_JPEG_AT + 4], "big")
        return _from_jpeg(data[start : start + jpeg.MAX_HEADER])
    if name == "tiff" or name in formats.RAW_FORMATS:
        return _from_tiff(data)
    return Blocks()


def _open(exif: bytes | None) -> ExifDirectories | None:
    if not exif:
        return None
    return open_exif(exif[6:] if exif.startswith(b"Exif\0") else exif)


def _from_jpeg(data: bytes) -> Blocks:
    header = jpeg.read_header(data)
    return Blocks(
        _open(header.exif),
        header.xmp,
        iptc.find_iptc(header.photoshop) if header.photoshop else None,
    )


def _from_tiff(data: bytes) -> Blocks:
    exif = open_exif(data)
    if exif is None:
        return Blocks()
    inside = exif.main.raw(_PANASONIC_JPEG)
    if inside and inside.startswith(b"\xff\xd8"):
        blocks = _from_jpeg(inside)
        if blocks.exif is not None:
            return blocks
    photoshop = exif.main.raw(_PHOTOSHOP_TAG)
    return Blocks(
        exif,
        exif.main.raw(_XMP_TAG),
        exif.main.raw(_IPTC_TAG) or (iptc.find_iptc(photoshop) if photoshop else None),
    )


def _from_webp(data: bytes) -> Blocks:
    blocks = Blocks()
    at = 12
    for _ in range(_MAX_CHUNKS):
        if at + 8 > len(data):
            break
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        kind = data[at : at + 4]
        if kind == b"EXIF":
            blocks.exif = _open(data[at + 8 : at + 8 + size])
        elif kind == b"XMP ":
            blocks.xmp = data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    return blocks


def _from_png(data: bytes) -> Blocks:
    blocks = Blocks()
    left = _MAX_TEXT

    def inflate(packed: bytes) -> bytes:
        """Inflate no more than is left for all texts together: each could be a bomb."""
        nonlocal left
        text = _inflate(packed, left) if left else b""
        left -= len(text)
        return text

    for kind, at, size in png_chunks(data):
        if kind not in _PNG_METADATA or size > _MAX_TEXT:
            continue
        content = data[at : at + size]
        if kind == b"eXIf":
            blocks.exif = _open(content)
            continue
        keyword, _, rest = content.partition(b"\0")
        if kind == b"iTXt" and keyword == b"XML:com.adobe.xmp":
            # Compression flag and method, language, translated keyword, then the text.
            parts = rest[2:].split(b"\0", 2)
            if len(parts) == 3:
                blocks.xmp = inflate(parts[2]) if rest[:1] == b"\1" else parts[2]
        elif keyword.startswith(b"Raw profile type "):
            profile = _raw_profile(inflate(rest[1:]) if kind == b"zTXt" else rest)
            label = keyword[17:].lower()
            if profile is None:
                continue
            if label in (b"exif", b"app1") and profile.startswith(b"Exif\0"):
                blocks.exif = blocks.exif or _open(profile)
            elif label == b"xmp":
                blocks.xmp = blocks.xmp or profile
            elif label in (b"iptc", b"8bim"):
                blocks.iptc = iptc.find_iptc(profile) or profile
    return blocks


def _inflate(data: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, limit)
    except zlib.error:
        return b""


def _raw_profile(words: bytes | None) -> bytes | None:
    """Unpack ImageMagick's way: a name, a length, then hexadecimal digits in lines."""
    parts = (words or b"").split(maxsplit=2)
    if len(parts) != 3:
        return None
    try:
        return binascii.unhexlify(b"".join(parts[2].split()))
    except binascii.Error:
        return None


def _gif_xmp(data: bytes) -> bytes | None:
    start = data.find(_GIF_XMP)
    end = data.find(_GIF_XMP_TRAILER, start) if start >= 0 else -1
    return data[start + len(_GIF_XMP) : end] if end >= 0 else None


def _from_psd(data: bytes) -> Blocks:
    from photosearch.images import psd

    parts = psd.find_resources(data)
    return Blocks(_open(parts.get(psd.EXIF)), parts.get(psd.XMP), parts.get(psd.IPTC))


def _from_jpeg2000(data: bytes) -> Blocks:
    from photosearch.images import jpeg2000

    return Blocks(
        _open(jpeg2000.find_uuid(data, jpeg2000.EXIF_UUID)),
        jpeg2000.find_uuid(data, jpeg2000.XMP_UUID),
        jpeg2000.find_uuid(data, jpeg2000.IPTC_UUID),
    )


def _from_cr3(data: bytes) -> Blocks:
    """Read the three TIFF structures in which Canon stores the three directories."""
    parts = boxes.find_canon(data)
    main, photo, gps = (_open(parts.get(kind)) for kind in (b"CMT1", b"CMT2", b"CMT4"))
    if main is None:
        return Blocks()
    if photo is not None:
        main.photo = photo.main
    if gps is not None:
        main.gps = gps.main
    return Blocks(main)
