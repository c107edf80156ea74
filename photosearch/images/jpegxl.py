"""Decode JPEG XL through libjxl, which turns it upright itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numpy.typing import NDArray

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.message_codes import DetailCode, VarietyCode
from photosearch.images.jpegxl_header import (
    DamagedHeader,
    JxlHeader,
    has_jpeg,
    read_header,
    read_profile,
)
from photosearch.images.limits import check_pixels, unsupported_variety
from photosearch.images.orientation import swaps_sides
from photosearch.images.quiet import quiet
from photosearch.images.raster import Upright
from photosearch.images.samples import ColourModel, Samples, samples_to_rgb
from photosearch.messages import Message


def decode_jpegxl(
    data: bytes,
    *,
    short_side: int | None,
    max_pixels: int,
    decode_jpeg: Callable[[bytes], Upright],
) -> Upright:
    """Decode the first frame; a JPEG that was packed without loss is unpacked and decoded as such.

    Args:
        decode_jpeg: decodes the bytes of a JPEG.

    Raises:
        UnreadablePhoto: it is too large, or of a kind that is not read.
        Exception: whatever imagecodecs raises for damaged files.
    """
    # Imported here: few photos are JPEG XL.
    import imagecodecs

    try:
        header = read_header(data)
    except DamagedHeader as error:
        raise _damaged(error) from error
    check_pixels(header.width, header.height, max_pixels)
    if header.has_black:
        raise unsupported_variety("JPEG XL", Message(VarietyCode.CMYK))
    if has_jpeg(data):
        with quiet():
            inside = bytes(imagecodecs.jpegxl_decode_jpeg(data, numthreads=1))
        return decode_jpeg(inside)
    profile = _read_profile(data) if header.has_icc and not header.xyb else None
    with quiet():
        values = imagecodecs.jpegxl_decode(data, 0, numthreads=1)
    rgb = samples_to_rgb(_as_samples(values, header, profile), short_side)
    width, height = header.width, header.height
    if swaps_sides(header.orientation):
        width, height = height, width
    return Upright(rgb, width, height)


def _read_profile(data: bytes) -> bytes:
    try:
        return read_profile(data)
    except DamagedHeader as error:
        raise _damaged(error) from error


def _damaged(error: DamagedHeader) -> UnreadablePhoto:
    detail = Message(DetailCode.FILE_DAMAGED, format="JPEG XL", cause=str(error))
    return UnreadablePhoto(Reason.DAMAGED, detail)


def _as_samples(values: NDArray[Any], header: JxlHeader, profile: bytes | None) -> Samples:
    values = values[..., None] if values.ndim == 2 else values
    channels = 1 if header.is_grey else 3
    alpha = values[..., channels] if header.alpha and values.shape[2] > channels else None
    colours = values[..., :channels]
    model = ColourModel.GREY if header.is_grey else ColourModel.RGB
    peak = 1.0 if values.dtype.kind == "f" else float(2 ** min(header.bits, 16) - 1)
    return Samples(colours, model, peak, alpha, header.premultiplied, profile, header.encoding)
