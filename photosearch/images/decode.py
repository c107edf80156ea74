"""Decode any supported file to upright sRGB pixels at about the wanted size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PIL import UnidentifiedImageError

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.message_codes import DetailCode
from photosearch.core.query import RgbImage
from photosearch.images import formats, jpeg
from photosearch.images.colour import rgb_array_to_srgb
from photosearch.images.limits import check_pixels
from photosearch.images.orientation import read_orientation, swaps_sides, turn_upright
from photosearch.images.raster import Upright, decode_raster
from photosearch.messages import Message


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """Hold the pixels of one photo, ready for the encoder and the thumbnail."""

    rgb: RgbImage
    """Upright sRGB, (H, W, 3) uint8, contiguous."""
    format: str
    """As sniffed: "jpeg", "heic", "nef", ..."""
    width: int
    """Full-size pixels, upright; `rgb` may be smaller."""
    height: int


def decode(
    data: bytes, *, short_side: int | None, max_pixels: int, every_pixel: bool = False
) -> Decoded:
    """Decode the bytes of a file, told by its content alone.

    Args:
        data: the whole file.
        short_side: decode small, but with at least this many pixels on the short side if the photo
            has them; the result may be larger. None decodes at full size.
        every_pixel: develop camera RAW at full size where its preview is smaller; takes seconds.
        max_pixels: photos whose header tells more pixels are refused before anything is decoded.

    Raises:
        UnreadablePhoto: whatever is wrong with the file. Nothing else is raised for any bytes.
    """
    if not data:
        raise UnreadablePhoto(Reason.EMPTY, Message(DetailCode.EMPTY_DATA))
    name = formats.sniff(data)
    if name is None:
        raise _unknown(data)
    try:
        if name in formats.RAW_FORMATS:
            from photosearch.images.raw import decode_raw

            upright = decode_raw(
                data, short_side=short_side, max_pixels=max_pixels, every_pixel=every_pixel
            )
        else:
            upright = _decode_as(name, data, short_side, max_pixels)
    except UnreadablePhoto:
        raise
    except MemoryError as error:
        raise UnreadablePhoto(Reason.OUT_OF_MEMORY, Message(DetailCode.NO_MEMORY)) from error
    except Exception as error:
        # Decoders raise anything when fed with damaged files.
        raise _damaged(name, error) from error
    return Decoded(upright.rgb, name, upright.width, upright.height)


def _decode_as(name: str, data: bytes, short_side: int | None, max_pixels: int) -> Upright:
    if name == "jpeg":
        return _decode_jpeg(data, short_side, max_pixels)
    if name == "jxl":
        from photosearch.images.jpegxl import decode_jpegxl

        return decode_jpegxl(
            data,
            short_side=short_side,
            max_pixels=max_pixels,
            decode_jpeg=lambda inside: _decode_jpeg(inside, short_side, max_pixels),
        )
    pillow_format = formats.PILLOW_FORMATS.get(name)
    if pillow_format is not None:
        return decode_raster(data, pillow_format, short_side=short_side, max_pixels=max_pixels)
    return _find_decoder(name)(data, short_side=short_side, max_pixels=max_pixels)


class _Decoder(Protocol):
    def __call__(self, data: bytes, *, short_side: int | None, max_pixels: int) -> Upright: ...


def _find_decoder(name: str) -> _Decoder:
    """Return the decoder of a format, imported now: most photos are JPEG and need none of them."""
    if name == "png":
        from photosearch.images.png import decode_png as decoder
    elif name == "tiff":
        from photosearch.images.tiff import decode_tiff as decoder
    elif name == "heic":
        from photosearch.images.heif import decode_heic as decoder
    elif name == "avif":
        from photosearch.images.heif import decode_avif as decoder
    elif name == "psd":
        from photosearch.images.psd import decode_psd as decoder
    else:
        from photosearch.images.jpeg2000 import decode_jpeg2000 as decoder
    return decoder


def _decode_jpeg(data: bytes, short_side: int | None, max_pixels: int) -> Upright:
    header = jpeg.read_header(data)
    if not header.frame_marker:
        raise UnreadablePhoto(Reason.DAMAGED, Message(DetailCode.JPEG_CUT_OFF))
    check_pixels(header.width, header.height, max_pixels)
    if jpeg.is_deep(header):
        from photosearch.images.deep_jpeg import decode_deep

        return decode_deep(data, header, short_side)
    if not jpeg.is_supported(header):
        raise UnreadablePhoto(Reason.UNSUPPORTED, Message(DetailCode.JPEG_UNSUPPORTED))
    profile = header.icc
    if not jpeg.is_plain(header) or (profile and header.components == 1):
        # CMYK, and greyscale with a profile of its own: rare, and Pillow knows how.
        return decode_raster(data, "JPEG", short_side=short_side, max_pixels=max_pixels)
    try:
        rgb = jpeg.decode_scaled(data, header, short_side)
    except ValueError:
        # Pillow goes over stray bytes among the header's segments, simplejpeg does not.
        return decode_raster(data, "JPEG", short_side=short_side, max_pixels=max_pixels)
    rgb = rgb_array_to_srgb(rgb, profile)
    orientation = read_orientation(header.exif)
    width, height = header.width, header.height
    if swaps_sides(orientation):
        width, height = height, width
    return Upright(turn_upright(rgb, orientation), width, height)


def _unknown(data: bytes) -> UnreadablePhoto:
    kind = formats.unsupported_kind(data)
    if kind is not None:
        return UnreadablePhoto(
            Reason.UNSUPPORTED, Message(DetailCode.FORMAT_UNSUPPORTED, kind=Message(kind))
        )
    if not any(data[: formats.SNIFF_BYTES]):
        return UnreadablePhoto(Reason.DAMAGED, Message(DetailCode.ONLY_ZEROS))
    return UnreadablePhoto(Reason.NOT_AN_IMAGE, Message(DetailCode.NOT_AN_IMAGE))


def _damaged(name: str, error: Exception) -> UnreadablePhoto:
    format = name.upper()
    cause = " ".join(str(error).split()) or type(error).__name__  # libheif writes several lines
    if isinstance(error, NotImplementedError) or _tells_unsupported(cause):
        detail = Message(DetailCode.VARIETY_UNSUPPORTED, format=format, cause=cause)
        return UnreadablePhoto(Reason.UNSUPPORTED, detail)
    if isinstance(error, UnidentifiedImageError):
        detail = Message(DetailCode.HEADER_DAMAGED, format=format)
    elif isinstance(error, LookupError):  # a parser ran off the end of a list
        detail = Message(DetailCode.PARTS_DAMAGED, format=format)
    else:
        detail = Message(DetailCode.FILE_DAMAGED, format=format, cause=cause)
    return UnreadablePhoto(Reason.DAMAGED, detail)


def _tells_unsupported(text: str) -> bool:
    words = text.lower()
    return "unsupported" in words or "not supported" in words
