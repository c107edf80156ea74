"""Read a JPEG XL file's header: size, depth, colours, and where its metadata is."""

from __future__ import annotations

from dataclasses import dataclass

from photosearch.images import boxes
from photosearch.images.bit_reader import BitReader, BitsEnded
from photosearch.images.colour_encoding import (
    LINEAR,
    SRGB_ENCODING,
    ColourEncoding,
    from_code_points,
)
from photosearch.images.jpegxl_entropy import DamagedCode
from photosearch.images.jpegxl_icc import read_icc

_CODESTREAM = b"\xff\x0a"
_CONTAINER = b"\x00\x00\x00\x0cJXL \r\n\x87\n"
_HEADER_BYTES = 1 << 18
_RATIOS = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))
_GREY, _XYB = 1, 2
_CUSTOM = 2
_ALPHA, _SPOT, _BLACK, _CFA = 0, 2, 4, 5
_P3_PRIMARIES = 11
_DCI_WHITE, _EQUAL_WHITE = 11, 10
_MAX_EXTRA = 256
_MAX_METADATA = 8 << 20

_DISTRIBUTIONS = {
    "enum": ((0, 0), (1, 0), (2, 4), (18, 6)),
    "size": ((1, 9), (1, 13), (1, 18), (1, 30)),
    "xy": ((0, 19), (524_288, 19), (1_048_576, 20), (2_097_152, 21)),
}


class DamagedHeader(ValueError):
    """Tell that the header ends early or makes no sense."""


@dataclass(slots=True)
class JxlHeader:
    """Hold a header, as far as it matters."""

    width: int = 0
    """Stored, before the turn."""
    height: int = 0
    orientation: int = 1
    bits: int = 8
    is_float: bool = False
    is_grey: bool = False
    alpha: bool = False
    """The first further channel is alpha."""
    premultiplied: bool = False
    has_black: bool = False
    """It is CMYK."""
    xyb: bool = False
    """The colours are absolute: the decoder chooses in which space to return them."""
    has_icc: bool = False
    """An ICC profile, compressed, is in the codestream."""
    has_more: bool = False
    """It tells more than depth, channels and colours."""
    encoding: ColourEncoding = SRGB_ENCODING
    """In which the decoder returns the pixels, if there is no profile."""


def read_header(data: bytes) -> JxlHeader:
    """Read the header of a file with or without a container.

    Raises:
        DamagedHeader: it cannot be read.
    """
    bits = BitReader(_find_codestream(data)[2:])
    try:
        return _read_codestream(bits)
    except BitsEnded as error:
        raise DamagedHeader("its header ends early") from error


def read_profile(data: bytes) -> bytes:
    """Return the ICC profile of a file whose header has one.

    Raises:
        DamagedHeader: it cannot be read.
    """
    bits = BitReader(_find_codestream(data)[2:])
    try:
        header = _read_codestream(bits)
        _skip_to_profile(bits, header)
        return read_icc(bits)
    except (BitsEnded, DamagedCode) as error:
        raise DamagedHeader(str(error)) from error


def _find_codestream(data: bytes) -> bytes:
    """Return the first bytes of the codestream: more than its header and profile take."""
    if data.startswith(_CODESTREAM):
        return data[:_HEADER_BYTES]
    found = b""
    for box in boxes.boxes(data, 0, len(data)):
        if box.kind in (b"jxlc", b"jxlp") and len(found) < _HEADER_BYTES:
            start = box.start + (4 if box.kind == b"jxlp" else 0)
            found += data[start : min(box.end, start + _HEADER_BYTES)]
    if not found.startswith(_CODESTREAM):
        raise DamagedHeader("it has no codestream")
    return found


def has_jpeg(data: bytes) -> bool:
    """Tell whether a JPEG was packed without loss, so that it can be had back as it was."""
    return data.startswith(_CONTAINER) and any(
        box.kind == b"jbrd" for box in boxes.boxes(data, 0, len(data))
    )


def find_metadata(data: bytes) -> tuple[bytes | None, bytes | None]:
    """Return EXIF (a TIFF structure) and XMP of a container."""
    found: dict[bytes, bytes] = {}
    if data.startswith(_CONTAINER):
        for box in boxes.boxes(data, 0, len(data)):
            kind, content = box.kind, data[box.start : min(box.end, box.start + _MAX_METADATA)]
            if kind == b"brob":
                kind, content = content[:4], content[4:]
                if kind in (b"Exif", b"xml "):
                    content = _unpack_brotli(content)
            if kind in (b"Exif", b"xml ") and content:
                found.setdefault(kind, content)
    exif = found.get(b"Exif")
    if exif is not None:
        exif = exif[4 + int.from_bytes(exif[:4], "big") :]
    return exif, found.get(b"xml ")


def _unpack_brotli(content: bytes) -> bytes:
    import imagecodecs

    try:
        return bytes(imagecodecs.brotli_decode(content, out=_MAX_METADATA))
    except (RuntimeError, ValueError):
        return b""


def _read_codestream(bits: BitReader) -> JxlHeader:
    header = JxlHeader()
    header.width, header.height = _read_size(bits)
    if bits.flag():  # all as usual: 8 bits, sRGB
        header.xyb = True
        return header
    header.has_more = bits.flag()
    if header.has_more:
        header.orientation = 1 + bits.take(3)
        if bits.flag():
            _read_size(bits)
        if bits.flag():
            _skip_preview(bits)
        if bits.flag():
            _skip_animation(bits)
    header.bits, header.is_float = _read_depth(bits)
    bits.flag()  # whether 16 bits suffice inside
    _read_further_channels(bits, header)
    header.xyb = bits.flag()
    _read_colours(bits, header)
    return header


def _enum(bits: BitReader) -> int:
    """Read the number of one of a list of choices."""
    return bits.choose(*_DISTRIBUTIONS["enum"])


def _skip_to_profile(bits: BitReader, header: JxlHeader) -> None:
    """Go past what stands between the colours and the profile."""
    if header.has_more and not bits.flag():  # tone mapping
        bits.skip(16 + 16 + 1 + 16)
    if bits.take(2):
        raise DamagedHeader("it has extensions that are not known")
    if bits.flag():  # transforms as usual
        return
    if header.xyb and not bits.flag():
        bits.skip(16 * 16)
    weights = bits.take(3)
    bits.skip(16 * sum(count for n, count in enumerate((15, 55, 210)) if weights >> n & 1))


def _read_size(bits: BitReader) -> tuple[int, int]:
    small = bits.flag()

    def side() -> int:
        return 8 * (1 + bits.take(5)) if small else bits.choose(*_DISTRIBUTIONS["size"])

    height = side()
    ratio = bits.take(3)
    if ratio == 0:
        return side(), height
    over, under = _RATIOS[ratio - 1]
    return height * over // under, height


def _skip_preview(bits: BitReader) -> None:
    eighths = bits.flag()
    options = (
        ((16, 0), (32, 0), (1, 5), (33, 9)) if eighths else ((1, 6), (65, 8), (321, 10), (1345, 12))
    )
    bits.choose(*options)
    if bits.take(3) == 0:
        bits.choose(*options)


def _skip_animation(bits: BitReader) -> None:
    bits.choose((100, 0), (1000, 0), (1, 10), (1, 30))
    bits.choose((1, 0), (1001, 0), (1, 8), (1, 10))
    bits.choose((0, 0), (0, 3), (0, 16), (0, 32))
    bits.flag()


def _read_depth(bits: BitReader) -> tuple[int, bool]:
    if bits.flag():
        depth = bits.choose((32, 0), (16, 0), (24, 0), (1, 6))
        bits.take(4)
        return depth, True
    return bits.choose((8, 0), (10, 0), (12, 0), (1, 6)), False


def _read_further_channels(bits: BitReader, header: JxlHeader) -> None:
    count = bits.choose((0, 0), (1, 0), (2, 4), (1, 12))
    if count > _MAX_EXTRA:
        raise DamagedHeader("it has too many channels")
    for index in range(count):
        kind, premultiplied = _ALPHA, False
        if not bits.flag():
            kind = _enum(bits)
            _read_depth(bits)
            bits.choose((0, 0), (3, 0), (4, 0), (1, 3))
            name = bits.choose((0, 0), (0, 4), (16, 5), (48, 10))
            bits.take(8 * name)
            if kind == _ALPHA:
                premultiplied = bits.flag()
            elif kind == _SPOT:
                bits.take(64)
            elif kind == _CFA:
                bits.choose((1, 0), (0, 2), (3, 4), (19, 8))
        header.has_black = header.has_black or kind == _BLACK
        if index == 0 and kind == _ALPHA:
            header.alpha, header.premultiplied = True, premultiplied


def _read_colours(bits: BitReader, header: JxlHeader) -> None:
    if bits.flag():
        return
    header.has_icc = bits.flag()
    space = _enum(bits)
    header.is_grey = space == _GREY
    if header.has_icc:
        if header.xyb:
            # Seen of libjxl 0.11: without a colour engine it returns linear light of sRGB's.
            header.encoding = ColourEncoding(transfer=LINEAR)
        return
    if space == _XYB:
        return
    white_kind = _enum(bits)
    white = _read_xy(bits) if white_kind == _CUSTOM else _WHITES.get(white_kind, _D65)
    primaries = _SRGB_PRIMARIES
    if not header.is_grey:
        kind = _enum(bits)
        if kind == _CUSTOM:
            primaries = (*_read_xy(bits), *_read_xy(bits), *_read_xy(bits))
        else:
            code_point = 12 if kind == _P3_PRIMARIES else kind
            primaries = from_code_points(code_point, 13).primaries[:6]
    if bits.flag():
        gamma = bits.take(24) / 1e7
        transfer: str | float = 1 / gamma if gamma > 0 else 1.0
    else:
        transfer = from_code_points(1, _enum(bits)).transfer
    header.encoding = ColourEncoding((*primaries, *white), transfer)


_D65 = SRGB_ENCODING.primaries[6:]
_SRGB_PRIMARIES = SRGB_ENCODING.primaries[:6]
_WHITES = {_EQUAL_WHITE: (1 / 3, 1 / 3), _DCI_WHITE: (0.314, 0.351)}


def _read_xy(bits: BitReader) -> tuple[float, float]:
    pair = []
    for _ in range(2):
        packed = bits.choose(*_DISTRIBUTIONS["xy"])
        pair.append((packed >> 1 if packed % 2 == 0 else -(packed >> 1) - 1) / 1e6)
    return pair[0], pair[1]
