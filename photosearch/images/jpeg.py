"""Read what a JPEG's header holds, and decode it at a fraction of its size."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, field

import numpy as np
import simplejpeg

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.message_codes import DetailCode
from photosearch.core.query import RgbImage
from photosearch.messages import Message

_SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SOF_DECODABLE = frozenset({0xC0, 0xC1, 0xC2, 0xC9, 0xCA})
"""Baseline, extended, progressive, and the latter two with arithmetic coding."""
_SOF_LOSSLESS = 0xC3
_SOF_DEEP = frozenset({0xC1, 0xC2})
"""Extended and progressive."""
_STANDALONE = frozenset({0x01, 0xD8, *range(0xD0, 0xD8)})
_SOS, _EOI = 0xDA, 0xD9

_EXIF = b"Exif\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_ICC = b"ICC_PROFILE\0"
_PHOTOSHOP = b"Photoshop 3.0\0"

MAX_HEADER = 64 << 20
"""More than the segments before the pixels ever take."""
_MAX_SEGMENTS = 100_000

_READABLE_SHARE = 0.5
"""A cut-off photo counts as readable if at least this share of its rows is there."""
_FILL = 128
"""What libjpeg puts where data is missing: middle grey in all channels."""


@dataclass(slots=True)
class JpegHeader:
    """Hold what stands before the pixels of a JPEG."""

    width: int = 0
    height: int = 0
    components: int = 0
    bits: int = 8
    frame_marker: int = 0
    exif: bytes | None = None
    """A TIFF structure, without the "Exif" prefix."""
    xmp: bytes | None = None
    photoshop: bytes | None = None
    """Photoshop image resources, which hold IPTC."""
    quantization: list[bytes] = field(default_factory=list)
    """The segments that hold the tables of quantization."""
    icc_parts: dict[int, bytes] = field(default_factory=dict)
    has_pixels: bool = False
    """Whether a start of scan was found."""

    @property
    def icc(self) -> bytes | None:
        """Return the colour profile, put together of its parts."""
        if not self.icc_parts:
            return None
        if len(self.icc_parts) == 1:
            return next(iter(self.icc_parts.values()))
        return b"".join(self.icc_parts[number] for number in sorted(self.icc_parts))


def read_header(data: bytes) -> JpegHeader:
    """Walk the segments up to the pixels. Reads damaged files as far as they go; never raises."""
    header = JpegHeader()
    at, end = 2, len(data)
    for _ in range(_MAX_SEGMENTS):
        if at + 4 > end:
            break
        if data[at] != 0xFF:
            # Lost: decoders skip to the next marker, and so does this.
            at = data.find(b"\xff", at)
            if at < 0:
                break
            continue
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _STANDALONE or marker == 0:
            at += 2
            continue
        if marker == _EOI:
            break
        if marker == _SOS:
            header.has_pixels = True
            break
        (length,) = struct.unpack_from(">H", data, at + 2)
        start, at = at + 4, at + 2 + max(length, 2)
        if marker == 0xE1:
            if data.startswith(_EXIF, start):
                header.exif = header.exif or data[start + 6 : at]
            elif data.startswith(_XMP, start):
                header.xmp = header.xmp or data[start + len(_XMP) : at]
        elif marker == 0xE2:
            if data.startswith(_ICC, start) and at - start > 14:
                header.icc_parts.setdefault(data[start + 12], data[start + 14 : at])
        elif marker == 0xDB:
            header.quantization.append(data[start:at])
        elif marker == 0xED:
            if data.startswith(_PHOTOSHOP, start):
                part = data[start + len(_PHOTOSHOP) : at]
                header.photoshop = part if header.photoshop is None else header.photoshop + part
        elif marker in _SOF and start + 6 <= end:
            header.frame_marker = marker
            header.bits, header.height, header.width, header.components = struct.unpack_from(
                ">BHHB", data, start
            )
    return header


def coding_of(data: bytes) -> bytes:
    """Return 8 bytes of how a JPEG file was quantized; the same if it is turned without loss.

    Empty for other files, and where the tables cannot be read.
    """
    if not data.startswith(b"\xff\xd8"):
        return b""
    tables = []
    for segment in read_header(data).quantization:
        at = 0
        while at < len(segment):
            kind, size = ("<u2", 128) if segment[at] >> 4 else ("u1", 64)
            values = segment[at + 1 : at + 1 + size]
            if len(values) < size:
                return b""
            # A turn by a quarter exchanges rows and columns of the table.
            tables.append((segment[at] & 15, *sorted(np.frombuffer(values, kind).tolist())))
            at += 1 + size
    if not tables:
        return b""
    return hashlib.blake2b(repr(sorted(tables)).encode(), digest_size=8).digest()


def decode_scaled(data: bytes, header: JpegHeader, short_side: int | None) -> RgbImage:
    """Decode stored pixels (H, W, 3) as RGB, at the smallest scale that suffices.

    Of libjpeg's scales (n/8) it is the smallest whose short side is at least `short_side`; full
    size for None or a smaller photo.

    Not turned upright, not colour-managed. For 1 and 3 components (see `is_plain`).

    Raises:
        UnreadablePhoto: less than half of the rows can be decoded.
        ValueError: libjpeg stumbles over the header, or reads another size there than `header`.
    """
    height, width, *_ = simplejpeg.decode_jpeg_header(data)
    if (width, height) != (header.width, header.height):
        raise ValueError("the header is ambiguous")
    least = 0 if short_side is None else max(1, min(short_side, width, height))
    try:
        return _decode(data, least, strict=True)
    except ValueError as error:
        problem = str(error)
    # libjpeg's warnings count as errors above: mostly stray bytes that harm nothing, or a file
    # that was cut off. Decode what is there and look how much that is.
    try:
        rgb = _decode(data, least, strict=False)
    except ValueError as error:
        raise UnreadablePhoto(
            Reason.DAMAGED, Message(DetailCode.JPEG_DAMAGED, cause=str(error))
        ) from error
    share = _decoded_share(rgb)
    if share < _READABLE_SHARE:
        raise UnreadablePhoto(
            Reason.DAMAGED,
            Message(DetailCode.JPEG_PART_READABLE, percent=round(share * 100), cause=problem),
        )
    return rgb


def is_plain(header: JpegHeader) -> bool:
    """Tell whether `decode_scaled` takes it: grey or three channels, 8 bits, a common coding."""
    return header.components in (1, 3) and is_supported(header)


def is_supported(header: JpegHeader) -> bool:
    """Tell whether libjpeg decodes it at all: 8 bits, not lossless, not hierarchical."""
    return header.bits == 8 and header.frame_marker in _SOF_DECODABLE


def is_deep(header: JpegHeader) -> bool:
    """Tell whether it is lossless or over 8 bits deep: the kinds that need another decoder."""
    lossless = header.frame_marker == _SOF_LOSSLESS
    return lossless or (header.bits == 12 and header.frame_marker in _SOF_DEEP)


def _decode(data: bytes, least: int, *, strict: bool) -> RgbImage:
    rgb: RgbImage = simplejpeg.decode_jpeg(
        data,
        colorspace="RGB",
        min_height=least,
        min_width=least,
        strict=strict,
    )
    return rgb


def _decoded_share(rgb: RgbImage) -> float:
    """Return share of the rows above the fill at the bottom."""
    missing = (rgb == _FILL).all(axis=(1, 2))[::-1]
    count = len(missing) if missing.all() else int(np.argmin(missing))
    return 1 - count / len(missing)
