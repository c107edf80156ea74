"""Decode the flattened picture that Photoshop documents (PSD, PSB) keep beside the layers."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.message_codes import DetailCode, VarietyCode
from photosearch.images.iptc import resources
from photosearch.images.limits import check_pixels, unsupported_variety
from photosearch.images.orientation import read_orientation
from photosearch.images.raster import Upright
from photosearch.images.samples import ColourModel, Samples, samples_to_rgb
from photosearch.messages import Message

_FORMAT = "PSD"
_BITMAP, _GREY, _INDEXED, _RGB, _CMYK, _DUOTONE, _LAB = 0, 1, 2, 3, 4, 8, 9
_CHANNELS = {_BITMAP: 1, _GREY: 1, _INDEXED: 1, _RGB: 3, _CMYK: 4, _DUOTONE: 1, _LAB: 3}
_DEPTHS = {_BITMAP: (1,), _INDEXED: (8,)}
_MODELS = {_RGB: ColourModel.RGB, _CMYK: ColourModel.CMYK}
_RAW, _RLE, _ZIP = 0, 1, 2
IPTC, EXIF, XMP = 1028, 1058, 1060
_ICC, _VERSION_INFO = 1039, 1057
_MAX_CHANNELS = 56


@dataclass(frozen=True, slots=True)
class _Layout:
    """Hold the header, and where the sections are."""

    large: bool
    """PSB, whose counts are wider."""
    channels: int
    height: int
    width: int
    depth: int
    mode: int
    palette: bytes
    parts: dict[int, bytes]
    """Image resources by number."""
    pixels_at: int


def find_resources(data: bytes) -> dict[int, bytes]:
    """Return a document's image resources by their numbers, as far as it is whole."""
    start = 30 + int.from_bytes(data[26:30], "big")
    size = int.from_bytes(data[start : start + 4], "big")
    return dict(resources(data[start + 4 : start + 4 + size]))


def decode_psd(data: bytes, *, short_side: int | None, max_pixels: int) -> Upright:
    """Decode the flattened picture. Transparent parts are white in it already, so that further
    channels are none of its alpha.

    Raises:
        UnreadablePhoto: it is too large, cut off, lacks the picture, or is of an unread kind.
        Exception: damaged structures.
    """
    try:
        layout = _read_layout(data, max_pixels)
    except struct.error as error:
        raise _cut_off() from error
    samples = _as_samples(_read_channels(data, layout), layout)
    rgb = samples_to_rgb(samples, short_side)
    orientation = read_orientation(layout.parts.get(EXIF))
    return Upright.turned(rgb, (layout.width, layout.height), orientation)


def _read_layout(data: bytes, max_pixels: int) -> _Layout:
    version, channels, height, width, depth, mode = struct.unpack_from(">H6xHIIHH", data, 4)
    check_pixels(width, height, max_pixels)
    if mode not in _CHANNELS:
        raise unsupported_variety(_FORMAT, Message(VarietyCode.MANY_CHANNELS))
    if depth not in _DEPTHS.get(mode, (8, 16, 32)):
        raise unsupported_variety(_FORMAT, Message(VarietyCode.BITS_PER_CHANNEL, number=depth))
    if not _CHANNELS[mode] <= channels <= _MAX_CHANNELS:
        detail = Message(DetailCode.CHANNELS_WRONG, format=_FORMAT, number=channels)
        raise UnreadablePhoto(Reason.DAMAGED, detail)
    (palette_size,) = struct.unpack_from(">I", data, 26)
    at = 30 + palette_size
    (resources_size,) = struct.unpack_from(">I", data, at)
    parts = dict(resources(data[at + 4 : at + 4 + resources_size]))
    told = parts.get(_VERSION_INFO, b"")
    if len(told) >= 5 and told[4] == 0:
        raise unsupported_variety(_FORMAT, Message(VarietyCode.NOT_FLATTENED))
    at += 4 + resources_size
    large = version == 2
    (layers_size,) = struct.unpack_from(">Q" if large else ">I", data, at)
    pixels_at = at + (8 if large else 4) + layers_size
    return _Layout(
        large, channels, height, width, depth, mode, data[30 : 30 + palette_size], parts, pixels_at
    )


def _read_channels(data: bytes, layout: _Layout) -> NDArray[Any]:
    """Return the channels of the colours, (channels, H, W); bits as bytes of 0 and 1."""
    wanted = _CHANNELS[layout.mode]
    row_bytes = (layout.width * layout.depth + 7) // 8
    needed = wanted * layout.height * row_bytes
    try:
        (compression,) = struct.unpack_from(">H", data, layout.pixels_at)
    except struct.error as error:
        raise _cut_off() from error
    start = layout.pixels_at + 2
    if compression == _RAW:
        raw = data[start : start + needed]
    elif compression == _RLE:
        raw = _unpack_rows(data, start, layout, wanted * layout.height, row_bytes)
    elif compression == _ZIP:
        raw = zlib.decompressobj().decompress(data[start:], needed)
    else:
        raise unsupported_variety(_FORMAT, Message(VarietyCode.COMPRESSION, name=str(compression)))
    if len(raw) < needed:
        raise _cut_off()
    shape = (wanted, layout.height)
    if layout.depth == 1:
        flags = np.unpackbits(np.frombuffer(raw, np.uint8).reshape(*shape, row_bytes), axis=-1)
        return flags[..., : layout.width]
    kind = {8: "u1", 16: ">u2", 32: ">f4"}[layout.depth]
    return np.frombuffer(raw, kind).reshape(*shape, layout.width)


def _unpack_rows(data: bytes, start: int, layout: _Layout, rows: int, row_bytes: int) -> bytes:
    import imagecodecs

    size = 4 if layout.large else 2
    all_rows = layout.channels * layout.height
    counts = np.frombuffer(data[start : start + size * all_rows], f">u{size}")
    if len(counts) < all_rows:
        raise _cut_off()
    at = start + size * all_rows
    unpacked = []
    for count in counts[:rows].tolist():
        if at + count > len(data):
            raise _cut_off()
        row = bytes(imagecodecs.packbits_decode(data[at : at + count], out=row_bytes))
        if len(row) < row_bytes:
            raise _cut_off()
        unpacked.append(row)
        at += count
    return b"".join(unpacked)


def _as_samples(channels: NDArray[Any], layout: _Layout) -> Samples:
    values = np.moveaxis(channels, 0, -1)
    profile = layout.parts.get(_ICC)
    mode = layout.mode
    if mode == _INDEXED:
        table = np.frombuffer(layout.palette[:768].ljust(768, b"\0"), np.uint8).reshape(3, 256).T
        return Samples(table[values[..., 0]], ColourModel.RGB, 255, profile=profile)
    if mode == _BITMAP:
        return Samples(1 - values, ColourModel.GREY, 1)
    peak = 1.0 if layout.depth == 32 else float(2**layout.depth - 1)
    if mode == _LAB:
        if layout.depth == 32:
            raise unsupported_variety(_FORMAT, Message(VarietyCode.LAB_OF_BITS, number=32))
        unit = values.astype(np.float32) / np.float32(peak)
        lab = unit * np.array((100, 255, 255), np.float32) - np.array((0, 128, 128), np.float32)
        return Samples(lab, ColourModel.LAB, 1.0)
    if mode == _CMYK:
        # Paper is the highest value in a document of Photoshop's.
        values = peak - values if layout.depth == 32 else values.dtype.type(int(peak)) - values
    return Samples(values, _MODELS.get(mode, ColourModel.GREY), peak, profile=profile)


def _cut_off() -> UnreadablePhoto:
    return UnreadablePhoto(Reason.DAMAGED, Message(DetailCode.PICTURE_CUT_OFF, format=_FORMAT))
