"""Decode JPEG 2000 through OpenJPEG.

Pillow's for plain files, of which it decodes small versions, and that of imagecodecs for deep ones
and for further channels.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Jpeg2KImagePlugin

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.message_codes import DetailCode, VarietyCode
from photosearch.core.query import RgbImage
from photosearch.images import boxes, ycbcr
from photosearch.images.limits import check_pixels, unsupported_variety
from photosearch.images.orientation import read_orientation, swaps_sides, turn_upright
from photosearch.images.quiet import quiet
from photosearch.images.raster import Upright, to_small_rgb
from photosearch.images.samples import CHANNELS, ColourModel, Samples, samples_to_rgb
from photosearch.messages import Message

_FORMAT = "JPEG 2000"
_CODESTREAM = b"\xff\x4f\xff\x51"
EXIF_UUID = b"JpgTiffExif->JP2"
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
IPTC_UUID = bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38")

_CMYK, _SRGB, _GREY, _SYCC = 12, 16, 17, 18
_MODELS = {
    _CMYK: ColourModel.CMYK,
    _SRGB: ColourModel.RGB,
    _GREY: ColourModel.GREY,
    _SYCC: ColourModel.RGB,
}
_ENUMERATED, _RESTRICTED_ICC, _ANY_ICC = 1, 2, 3
_OPACITY, _PREMULTIPLIED = 1, 2
_MAX_CHANNELS = 64
_MAX_REDUCTION = 5


@dataclass(slots=True)
class Jp2Header:
    """Hold what stands before the pixels."""

    width: int
    height: int
    bits: tuple[int, ...]
    """Of each channel."""
    signed: bool
    subsampled: bool
    space: int | None = None
    """Enumerated colour space, or None."""
    icc: bytes | None = None
    palette: NDArray[np.uint8] | None = None
    """Colours (n, 3) that the values of the one channel number."""
    stream_at: int = 0
    """Where the codestream begins."""
    alpha: int | None = None
    """Number of the channel that is alpha."""
    premultiplied: bool = False
    levels: int = 0
    """How often the picture can be halved while it is decoded."""


def find_uuid(data: bytes, name: bytes) -> bytes | None:
    """Return the content of a uuid box, in which EXIF, XMP and IPTC are kept."""
    if data.startswith(_CODESTREAM):
        return None
    for box in boxes.boxes(data, 0, len(data)):
        if box.kind == b"uuid" and data[box.start : box.start + 16] == name:
            return data[box.start + 16 : box.end]
    return None


def decode_jpeg2000(data: bytes, *, short_side: int | None, max_pixels: int) -> Upright:
    """Decode a file or a bare codestream; turned by EXIF where it holds some.

    Raises:
        UnreadablePhoto: it is too large, damaged, or of a kind that is not read.
        Exception: whatever the decoders raise for damaged files.
    """
    try:
        header = _read_header(data)
    except (struct.error, ValueError, IndexError) as error:
        detail = Message(DetailCode.HEADER_DAMAGED, format=_FORMAT)
        raise UnreadablePhoto(Reason.DAMAGED, detail) from error
    check_pixels(header.width, header.height, max_pixels)
    model = _model(header)
    if _is_plain(header):
        rgb = _decode_plain(data, header, short_side)
    else:
        rgb = samples_to_rgb(_read_samples(data, header, model), short_side)
    orientation = read_orientation(find_uuid(data, EXIF_UUID))
    width, height = header.width, header.height
    if swaps_sides(orientation):
        width, height = height, width
    return Upright(turn_upright(rgb, orientation), width, height)


def _model(header: Jp2Header) -> ColourModel:
    """Return what the channels mean; refuse what would be shown wrongly."""
    if header.signed:
        raise unsupported_variety(_FORMAT, Message(VarietyCode.SIGNED_NUMBERS))
    if len(set(header.bits)) > 1:
        raise unsupported_variety(_FORMAT, Message(VarietyCode.DEPTHS_DIFFER))
    count = len(header.bits) - (header.alpha is not None)
    if header.space is not None and header.space not in _MODELS:
        raise unsupported_variety(_FORMAT, Message(VarietyCode.COLOUR_SPACE, number=header.space))
    if header.palette is not None:
        return ColourModel.RGB
    if header.space is not None:
        model = _MODELS[header.space]
    else:
        model = ColourModel.GREY if count < 3 else ColourModel.RGB
    if count < CHANNELS[model]:
        detail = Message(DetailCode.CHANNELS_TOO_FEW, format=_FORMAT)
        raise UnreadablePhoto(Reason.DAMAGED, detail)
    return model


def _is_plain(header: Jp2Header) -> bool:
    return (
        header.bits in ((8,), (8, 8, 8))
        and header.palette is None
        and not header.subsampled
        and header.alpha is None
        and header.space in (None, _SRGB, _GREY)
    )


def _decode_plain(data: bytes, header: Jp2Header, short_side: int | None) -> RgbImage:
    with quiet(), Jpeg2KImagePlugin.Jpeg2KImageFile(io.BytesIO(data)) as image:
        if short_side is not None:
            factor = min(image.size) // max(1, short_side)
            image.reduce = min(factor.bit_length() - 1, header.levels) if factor > 1 else 0
        image.load()
        return to_small_rgb(image, header.icc, short_side)


def _read_samples(data: bytes, header: Jp2Header, model: ColourModel) -> Samples:
    # Imported here: hardly any photo is of this kind.
    import imagecodecs

    if header.subsampled:
        raise unsupported_variety(_FORMAT, Message(VarietyCode.SUBSAMPLED))
    with quiet():
        # The bare codestream: of whole files, it converts some by their colour space, some not.
        values = imagecodecs.jpeg2k_decode(data[header.stream_at :], numthreads=1)
    values = values[..., None] if values.ndim == 2 else values
    if header.palette is not None:
        colours = header.palette[np.minimum(values[..., 0], len(header.palette) - 1)]
        return Samples(colours, model, 255, profile=header.icc)
    peak = float(2 ** header.bits[0] - 1)
    alpha = None if header.alpha is None else values[..., header.alpha]
    colours = values[..., : CHANNELS[model]]
    if header.space == _SYCC:
        return Samples(ycbcr.to_rgb(colours, peak), model, 255)
    return Samples(colours, model, peak, alpha, header.premultiplied, header.icc)


def _read_header(data: bytes) -> Jp2Header:
    if data.startswith(_CODESTREAM):
        return _read_sizes(data, 0)
    stream = boxes.find(data, b"jp2c", 0, len(data))
    if stream is None or not data.startswith(_CODESTREAM, stream.start):
        raise ValueError("no codestream")
    header = _read_sizes(data, stream.start)
    header.stream_at = stream.start
    outer = boxes.find(data, b"jp2h", 0, len(data))
    if outer is not None:
        for box in boxes.boxes(data, outer.start, outer.end):
            _read_box(header, box.kind, data[box.start : box.end])
    return header


def _read_sizes(data: bytes, at: int) -> Jp2Header:
    """Read the SIZ marker segment, and the number of levels of the COD one."""
    right, bottom, left, top = struct.unpack_from(">IIII", data, at + 8)
    (count,) = struct.unpack_from(">H", data, at + 40)
    if not 1 <= count <= _MAX_CHANNELS:
        raise ValueError("channels")
    parts = [struct.unpack_from("BBB", data, at + 42 + 3 * n) for n in range(count)]
    header = Jp2Header(
        right - left,
        bottom - top,
        tuple((depth & 0x7F) + 1 for depth, _, _ in parts),
        signed=any(depth & 0x80 for depth, _, _ in parts),
        subsampled=any((across, down) != (1, 1) for _, across, down in parts),
    )
    style = data.find(b"\xff\x52", at + 42 + 3 * count, at + 4096)
    if style >= 0:
        header.levels = min(data[style + 9], _MAX_REDUCTION)
    return header


def _read_box(header: Jp2Header, kind: bytes, content: bytes) -> None:
    if kind == b"colr" and len(content) >= 3:
        method = content[0]
        if method == _ENUMERATED and header.space is None:
            (header.space,) = struct.unpack_from(">I", content, 3)
        elif method in (_RESTRICTED_ICC, _ANY_ICC) and header.icc is None:
            header.icc = content[3:]
    elif kind == b"pclr":
        header.palette = _read_palette(content)
    elif kind == b"cdef":
        (count,) = struct.unpack_from(">H", content, 0)
        for index in range(min(count, _MAX_CHANNELS)):
            channel, meaning, _ = struct.unpack_from(">HHH", content, 2 + 6 * index)
            if meaning in (_OPACITY, _PREMULTIPLIED) and channel < len(header.bits):
                header.alpha, header.premultiplied = channel, meaning == _PREMULTIPLIED


def _read_palette(content: bytes) -> NDArray[np.uint8]:
    count, columns = struct.unpack_from(">HB", content, 0)
    if columns != 3 or any(depth != 7 for depth in content[3:6]):
        raise unsupported_variety(_FORMAT, Message(VarietyCode.PALETTE))
    table = np.frombuffer(content, np.uint8, 3 * count, 6)
    return table.reshape(count, 3)
