"""Small image files with chosen metadata, built byte by byte."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image

ASCII, SHORT, LONG, RATIONAL, BYTE, UNDEFINED, SRATIONAL = 2, 3, 4, 5, 1, 7, 10
_FORMATS = {SHORT: "H", LONG: "I", BYTE: "B", SRATIONAL: "i", RATIONAL: "I"}

Entry = tuple[int, int, Any]
"""Tag, type, value: text for ASCII, bytes for UNDEFINED and BYTE, else a sequence of numbers
(pairs for rationals)."""


class TiffBuilder:
    """Appends blobs and directories to a TIFF structure, inner ones first."""

    def __init__(self, order: str = "<") -> None:
        self.order = order
        self.data = bytearray((b"II*\0" if order == "<" else b"MM\0*") + b"\0\0\0\0")

    def blob(self, content: bytes) -> int:
        """Appends bytes; returns where they lie."""
        self.data += b"\0" * (len(self.data) % 2)
        at = len(self.data)
        self.data += content
        return at

    def directory(self, entries: Sequence[Entry], following: int = 0) -> int:
        """Appends a directory; returns where it lies."""
        rows = b""
        for tag, kind, value in sorted(entries, key=lambda entry: entry[0]):
            content, count = self._encode(kind, value)
            place = (
                content.ljust(4, b"\0")
                if len(content) <= 4
                else struct.pack(self.order + "I", self.blob(content))
            )
            rows += struct.pack(self.order + "HHI", tag, kind, count) + place
        table = struct.pack(self.order + "H", len(entries)) + rows
        return self.blob(table + struct.pack(self.order + "I", following))

    def finish(self, first: int) -> bytes:
        """The whole structure, with its first directory at `first`."""
        self.data[4:8] = struct.pack(self.order + "I", first)
        return bytes(self.data)

    def _encode(self, kind: int, value: Any) -> tuple[bytes, int]:
        if kind == ASCII:
            content = value.encode() if isinstance(value, str) else bytes(value)
            return content + b"\0", len(content) + 1
        if isinstance(value, bytes):
            return value, len(value)
        numbers = list(value)
        if kind in (RATIONAL, SRATIONAL):
            flat = [part for pair in numbers for part in pair]
            return struct.pack(f"{self.order}{len(flat)}{_FORMATS[kind]}", *flat), len(numbers)
        return struct.pack(f"{self.order}{len(numbers)}{_FORMATS[kind]}", *numbers), len(numbers)


def exif(
    main: Sequence[Entry] | None = None,
    photo: Sequence[Entry] | None = None,
    gps: Sequence[Entry] | None = None,
    order: str = "<",
) -> bytes:
    """An EXIF block (a TIFF structure)."""
    builder = TiffBuilder(order)
    entries = list(main or [])
    if photo:
        entries.append((34665, LONG, [builder.directory(photo)]))
    if gps:
        entries.append((34853, LONG, [builder.directory(gps)]))
    return builder.finish(builder.directory(entries))


def scene(width: int = 64, height: int = 48) -> np.ndarray:
    """A picture (H, W, 3) whose corners and edges all differ: top left red, top right green,
    bottom left blue, bottom right yellow, soft in between."""
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j][..., None]
    corners = np.array([(220, 30, 30), (30, 200, 40), (30, 40, 220), (230, 220, 40)], float)
    rgb = (
        corners[0] * (1 - x) * (1 - y)
        + corners[1] * x * (1 - y)
        + corners[2] * (1 - x) * y
        + corners[3] * x * y
    )
    return rgb.round().astype(np.uint8)


def stored(upright: np.ndarray, orientation: int) -> np.ndarray:
    """Pixels as a camera stores them: the inverse of turning upright, by Pillow's table."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    if orientation == 1:
        return upright
    return np.array(Image.fromarray(upright).transpose(undo[orientation]))


def encode(image: Image.Image | np.ndarray, pillow_format: str, **options: Any) -> bytes:
    """An image in a format, by Pillow."""
    if isinstance(image, np.ndarray):
        image = Image.fromarray(image)
    buffer = io.BytesIO()
    image.save(buffer, pillow_format, **options)
    return buffer.getvalue()


def segment(marker: int, content: bytes) -> bytes:
    """A JPEG segment."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def jpeg(
    rgb: np.ndarray | None = None,
    *,
    exif: bytes | None = None,
    xmp: bytes | None = None,
    iptc: bytes | None = None,
    **options: Any,
) -> bytes:
    """A JPEG with the given metadata blocks."""
    plain = encode(scene() if rgb is None else rgb, "JPEG", **{"quality": 95} | options)
    segments = b""
    if exif is not None:
        segments += segment(0xE1, b"Exif\0\0" + exif)
    if xmp is not None:
        segments += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp)
    if iptc is not None:
        segments += segment(0xED, b"Photoshop 3.0\0" + resource(0x0404, iptc))
    return plain[:2] + segments + plain[2:]


def resource(number: int, content: bytes) -> bytes:
    """A Photoshop image resource."""
    padded = content + b"\0" * (len(content) % 2)
    return b"8BIM" + struct.pack(">HHI", number, 0, len(content)) + padded


def dataset(record: int, number: int, content: bytes) -> bytes:
    """An IPTC dataset."""
    return struct.pack(">BBBH", 0x1C, record, number, len(content)) + content


def xmp(body: str, attributes: str = "") -> bytes:
    """An XMP packet with properties as elements and as attributes."""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
  xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
  xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
  xmlns:lr="http://ns.adobe.com/lightroom/1.0/"
  xmlns:MicrosoftPhoto="http://ns.microsoft.com/photo/1.0/" {attributes}>{body}
 </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def png_chunk(kind: bytes, content: bytes) -> bytes:
    """A PNG chunk with its checksum."""
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def png_with(png: bytes, *chunks: bytes) -> bytes:
    """A PNG with chunks put in behind its header chunk."""
    return png[:33] + b"".join(chunks) + png[33:]


def dng(
    *,
    width: int = 96,
    height: int = 64,
    orientation: int = 1,
    preview: bytes | None = None,
    maker: str = "Acme",
) -> bytes:
    """A camera RAW file (DNG): a mosaic that is plain green, and a JPEG preview."""
    builder = TiffBuilder()
    mosaic = np.full((height, width), 800, "<u2")
    mosaic[::2, 1::2] = mosaic[1::2, ::2] = 9000
    pixels = builder.blob(mosaic.tobytes())
    raw = builder.directory(
        [
            (254, LONG, [0]),
            (256, LONG, [width]),
            (257, LONG, [height]),
            (258, SHORT, [16]),
            (259, SHORT, [1]),
            (262, SHORT, [32803]),
            (273, LONG, [pixels]),
            (277, SHORT, [1]),
            (278, LONG, [height]),
            (279, LONG, [mosaic.nbytes]),
            (33421, SHORT, [2, 2]),
            (33422, BYTE, bytes((0, 1, 1, 2))),
            (50714, SHORT, [0]),
            (50717, SHORT, [16383]),
        ]
    )
    subs = [raw]
    if preview is not None:
        at = builder.blob(preview)
        subs.append(
            builder.directory(
                [
                    (254, LONG, [1]),
                    (256, LONG, [_jpeg_size(preview)[0]]),
                    (257, LONG, [_jpeg_size(preview)[1]]),
                    (258, SHORT, [8, 8, 8]),
                    (259, SHORT, [7]),
                    (262, SHORT, [6]),
                    (273, LONG, [at]),
                    (277, SHORT, [3]),
                    (278, LONG, [_jpeg_size(preview)[1]]),
                    (279, LONG, [len(preview)]),
                ]
            )
        )
    first = builder.directory(
        [
            (271, ASCII, maker),
            (272, ASCII, "Test Camera"),
            (274, SHORT, [orientation]),
            (330, LONG, subs),
            (50706, BYTE, bytes((1, 4, 0, 0))),
            (50708, ASCII, f"{maker} Test Camera"),
            (
                50721,
                SRATIONAL,
                [(1, 1), (0, 1), (0, 1), (0, 1), (1, 1), (0, 1), (0, 1), (0, 1), (1, 1)],
            ),
            (50728, RATIONAL, [(1, 1), (1, 1), (1, 1)]),
            (50778, SHORT, [21]),
        ]
    )
    return builder.finish(first)


def _jpeg_size(jpeg: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(jpeg)) as image:
        return image.size
