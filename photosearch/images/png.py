"""Decode PNG: Pillow's pixels, in the colours that the chunks before them tell."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import PngImagePlugin

from photosearch.images.colour_encoding import SRGB, SRGB_ENCODING, ColourEncoding, from_code_points
from photosearch.images.limits import check_pixels
from photosearch.images.orientation import read_orientation
from photosearch.images.png_chunks import png_chunks
from photosearch.images.quiet import quiet
from photosearch.images.raster import Upright
from photosearch.images.samples import ColourModel, Samples, from_image, samples_to_rgb

_TEXT = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_PILLOWS_LIMIT = 1 << 20
"""Bytes of a profile: beyond it Pillow refuses the picture."""
_MAX_PROFILE = 32 << 20
"""Bytes. Those of printers are a few million."""
_SRGB_GAMMA, _CLOSE = 0.45455, 0.01
"""What programs write for sRGB, whose curve is no power."""


@dataclass(slots=True)
class _Header:
    depth: int = 8
    encoding: ColourEncoding = SRGB_ENCODING


def decode_png(data: bytes, *, short_side: int | None, max_pixels: int) -> Upright:
    """Decode the picture, or the first one of an animation.

    Of cICP, iCCP, sRGB, and gAMA with cHRM, the first that is there tells the colours. Texts are
    not looked at here, however long they are or become: see `containers`.

    Raises:
        UnreadablePhoto: it is too large.
        Exception: whatever Pillow and imagecodecs raise for damaged files.
    """
    header = _read_header(data)
    data, large_profile = _without_texts(data)
    with quiet(), PngImagePlugin.PngImageFile(io.BytesIO(data)) as image:
        check_pixels(*image.size, max_pixels)
        width, height = image.size
        profile = large_profile or image.info.get("icc_profile")
        orientation = read_orientation(image.info.get("exif"))
        if header.depth == 16:
            samples = _read_deep(data, profile, header.encoding)
        else:
            image.load()
            samples = from_image(image, profile, header.encoding)
        rgb = samples_to_rgb(samples, short_side)
    return Upright.turned(rgb, (width, height), orientation)


def _read_deep(data: bytes, profile: bytes | None, encoding: ColourEncoding) -> Samples:
    """Read 16 bits, of which Pillow keeps eight; a transparent colour becomes alpha."""
    import imagecodecs

    values = imagecodecs.png_decode(data)
    values = values[..., None] if values.ndim == 2 else values
    alpha = values[..., -1] if values.shape[2] in (2, 4) else None
    colours = values if alpha is None else values[..., :-1]
    model = ColourModel.GREY if colours.shape[2] == 1 else ColourModel.RGB
    return Samples(colours, model, 65535, alpha, profile=profile, encoding=encoding)


def _read_header(data: bytes) -> _Header:
    chunks = dict(_chunks(data))
    header = _Header()
    first = chunks.get(b"IHDR", b"")
    header.depth = first[8] if len(first) > 8 else 8
    code_points = chunks.get(b"cICP", b"")
    if len(code_points) == 4:
        header.encoding = from_code_points(code_points[0], code_points[1])
    elif b"sRGB" not in chunks:
        header.encoding = _by_gamma(chunks.get(b"gAMA", b""), chunks.get(b"cHRM", b""))
    return header


def _by_gamma(gamma: bytes, chromaticities: bytes) -> ColourEncoding:
    transfer: str | float = SRGB
    if len(gamma) == 4:
        value = int.from_bytes(gamma, "big") / 100_000
        if 0.1 <= value <= 5 and abs(value - _SRGB_GAMMA) > _CLOSE:
            transfer = 1 / value
    primaries = SRGB_ENCODING.primaries
    if len(chromaticities) == 32:
        told = [value / 100_000 for value in struct.unpack(">8I", chromaticities)]
        told = told[2:] + told[:2]  # white stands first there
        if all(0 < value < 1 for value in told):
            primaries = tuple(told)
    return ColourEncoding(primaries, transfer)


def _without_texts(data: bytes) -> tuple[bytes, bytes | None]:
    """Return a file without texts, and the profile if it is larger than Pillow takes.

    Raises:
        ValueError: the profile is larger than any is.
    """
    view, kept, profile = memoryview(data), [], None
    start = 8
    for kind, at, size in png_chunks(data):
        end = at + size + 4
        left_out = kind in _TEXT and end <= len(data)
        if kind == b"iCCP" and profile is None:
            profile = _large_profile(view[at : at + size])
            left_out = profile is not None
        if left_out:
            kept.append(view[start : at - 8])
            start = end
    if start == 8:
        return data, None
    return b"".join((view[:8], *kept, view[start:])), profile


def _large_profile(content: memoryview) -> bytes | None:
    name, _, packed = bytes(content).partition(b"\0")
    if len(name) > 79 or packed[:1] != b"\0":
        return None
    try:
        profile = zlib.decompressobj().decompress(packed[1:], _MAX_PROFILE + 1)
    except zlib.error:
        return None
    if len(profile) > _MAX_PROFILE:
        raise ValueError("the colour profile is too large")
    return profile if len(profile) > _PILLOWS_LIMIT else None


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and beginning of the chunks before the pixels."""
    for kind, at, size in png_chunks(data):
        if kind == b"IDAT":
            return
        yield kind, data[at : at + min(size, 64)]
