"""Decode HEIC and AVIF, with the turns and colours that their container tells."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import AvifImagePlugin

from photosearch.images.boxes import Box, find_items, image_sizes, primary_properties
from photosearch.images.colour_encoding import ColourEncoding, from_code_points
from photosearch.images.limits import check_pixels
from photosearch.images.orientation import read_orientation
from photosearch.images.quiet import quiet
from photosearch.images.raster import Upright
from photosearch.images.samples import ColourModel, Samples, from_image, samples_to_rgb

# One photo, one thread: as many worker processes as cores run beside each other.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1

_TURNS = frozenset({b"irot", b"imir"})


@dataclass(frozen=True, slots=True)
class HeifHeader:
    """Hold what the container says of the primary image."""

    turned: bool
    """It holds a rotation or mirroring of its own, which the decoder applies."""
    exif_orientation: int
    """Counts where `turned` is False: camera apps write such files."""
    encoding: ColourEncoding
    """Of its code points; sRGB where it has none. An ICC profile wins over it."""
    bits: int
    """Per channel, as AVIF tells; 8 where nothing is told."""


def read_heif_header(data: bytes) -> HeifHeader:
    """Read what HEIC and AVIF files have in common."""
    properties = primary_properties(data)
    exif, _ = find_items(data)
    return HeifHeader(
        turned=any(box.kind in _TURNS for box in properties),
        exif_orientation=read_orientation(exif),
        encoding=_encoding(data, properties),
        bits=_av1_bits(data, properties),
    )


def decode_heic(data: bytes, *, short_side: int | None, max_pixels: int) -> Upright:
    """Decode the primary image. It is turned by EXIF only where the container has no turn.

    Raises:
        UnreadablePhoto: it is too large.
        Exception: whatever libheif raises for damaged files.
    """
    # Imported here: few photos are HEIC, and the library takes 20 MB.
    import pi_heif

    pi_heif.options.DECODE_THREADS = 1
    _check_sizes(data, max_pixels)
    header = read_heif_header(data)
    # 8 bits are too few for the wide range of HDR, and enough for the rest.
    heif = pi_heif.open_heif(data, convert_hdr_to_8bit=not header.encoding.is_hdr)
    width, height = heif.size
    check_pixels(width, height, max_pixels)
    bits = int(heif.info.get("bit_depth", 8))
    mode = heif.mode.split(";")[0]
    kind = np.uint8 if heif.mode == mode else np.uint16
    rows = np.frombuffer(heif.data, np.uint8).reshape(height, heif.stride)
    channels = {"L": 1, "LA": 2, "La": 2, "RGB": 3}.get(mode, 4)
    used = rows[:, : width * channels * np.dtype(kind).itemsize]
    values = np.ascontiguousarray(used).view(kind).reshape(height, width, channels)
    # libheif fills 16 bits from the top: white is 0xFFC0 with 10 bits.
    peak = 255 if kind == np.uint8 else (2**bits - 1) << (16 - bits)
    has_alpha = channels in (2, 4)
    samples = Samples(
        values[..., :-1] if has_alpha else values,
        ColourModel.GREY if channels < 3 else ColourModel.RGB,
        peak,
        values[..., -1] if has_alpha else None,
        mode.endswith("a"),
        heif.info.get("icc_profile"),
        header.encoding,
    )
    rgb = samples_to_rgb(samples, short_side)
    orientation = 1 if header.turned else header.exif_orientation
    return Upright.turned(rgb, (width, height), orientation)


def decode_avif(data: bytes, *, short_side: int | None, max_pixels: int) -> Upright:
    """Decode the primary image, or the first of an animation; turned like `decode_heic`.

    Raises:
        UnreadablePhoto: it is too large.
        Exception: whatever Pillow and imagecodecs raise for damaged files.
    """
    _check_sizes(data, max_pixels)
    header = read_heif_header(data)
    with quiet(), AvifImagePlugin.AvifImageFile(io.BytesIO(data)) as image:
        width, height = image.size
        check_pixels(width, height, max_pixels)
        profile = image.info.get("icc_profile")
        # Pillow tells the container's turn as if it were EXIF's, and applies neither.
        orientation = (
            read_orientation(image.info.get("exif")) if header.turned else header.exif_orientation
        )
        if header.encoding.is_hdr and header.bits > 8 and not profile:
            samples = _read_deep_avif(data, header)
        else:
            image.load()
            samples = from_image(image, profile, header.encoding)
        rgb = samples_to_rgb(samples, short_side)
    return Upright.turned(rgb, (width, height), orientation)


def _read_deep_avif(data: bytes, header: HeifHeader) -> Samples:
    """Read all bits: 8 are too few for the wide range of HDR."""
    import imagecodecs

    values = imagecodecs.avif_decode(data, 0, numthreads=1)
    values = values[..., None] if values.ndim == 2 else values
    channels = values.shape[2]
    alpha = values[..., -1] if channels in (2, 4) else None
    colours = values if alpha is None else values[..., :-1]
    model = ColourModel.GREY if channels < 3 else ColourModel.RGB
    return Samples(colours, model, 2**header.bits - 1, alpha, encoding=header.encoding)


def _check_sizes(data: bytes, max_pixels: int) -> None:
    for size in image_sizes(data):
        check_pixels(*size, max_pixels)


def _encoding(data: bytes, properties: list[Box]) -> ColourEncoding:
    for box in properties:
        if box.kind == b"colr" and data[box.start : box.start + 4] == b"nclx":
            primaries = int.from_bytes(data[box.start + 4 : box.start + 6], "big")
            transfer = int.from_bytes(data[box.start + 6 : box.start + 8], "big")
            return from_code_points(primaries, transfer)
    return ColourEncoding()


def _av1_bits(data: bytes, properties: list[Box]) -> int:
    for box in properties:
        if box.kind == b"av1C" and box.end - box.start >= 3:
            flags = data[box.start + 2]
            return 12 if flags & 0x20 else 10 if flags & 0x40 else 8
    return 8
