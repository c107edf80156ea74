"""Decode TIFF by tifffile and imagecodecs: every layout is read as told, or refused."""

from __future__ import annotations

import io
import math
from collections.abc import Container
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.message_codes import DetailCode, VarietyCode
from photosearch.images import ycbcr
from photosearch.images.limits import check_pixels, unsupported_variety
from photosearch.images.orientation import swaps_sides, turn_upright
from photosearch.images.quiet import quiet
from photosearch.images.raster import Upright
from photosearch.images.samples import CHANNELS, ColourModel, Samples, samples_to_rgb
from photosearch.messages import Message

_FORMAT = "TIFF"
_ORIENTATION, _INK_SET, _ICC = 274, 332, 34675
_REFERENCE_BLACK_WHITE, _YCBCR_COEFFICIENTS = 532, 529

_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _PALETTE, _MASK, _CMYK, _YCBCR = range(7)
_CIE_LAB, _ICC_LAB = 8, 9
_MODELS = {
    _WHITE_IS_ZERO: ColourModel.GREY,
    _BLACK_IS_ZERO: ColourModel.GREY,
    _MASK: ColourModel.GREY,
    _RGB: ColourModel.RGB,
    _CMYK: ColourModel.CMYK,
    _YCBCR: ColourModel.RGB,
    _CIE_LAB: ColourModel.LAB,
    _ICC_LAB: ColourModel.LAB,
}
_UNSUPPORTED_KINDS = {
    10: VarietyCode.ITU_LAB,
    32844: VarietyCode.LOGL,
    32845: VarietyCode.LOGLUV,
    51177: VarietyCode.DEPTH_MAP,
}
_UNCOMPRESSED, _OLD_JPEG, _JPEG, _PIXAR_LOG = 1, 6, 7, 32909
_JPEGS = frozenset({_JPEG, 33007, 34892})
_RGB_CODECS = frozenset({33004, 33005, 34712, 34927, 34933, 34934, 50001, 50002, 52546})
"""JPEG 2000, WebP, PNG, JPEG XR and JPEG XL: their decoders return RGB, whatever is inside."""
_SLIDE_YCBCR = 33003
"""JPEG 2000 of microscope slides, whose YCbCr is told nowhere else."""

_INTEGER = 1
_ASSOCIATED, _UNASSOCIATED = 1, 2
_MAX_SAMPLES = 64
_MAX_PAGES_TRIED = 4
_REDUCED, _TRANSPARENCY_MASK = 1, 4
_SAMPLE_FORMATS = {
    2: VarietyCode.SIGNED_NUMBERS,
    5: VarietyCode.COMPLEX_NUMBERS,
    6: VarietyCode.COMPLEX_NUMBERS,
}


def decode_tiff(data: bytes, *, short_side: int | None, max_pixels: int) -> Upright:
    """Decode the first page in full resolution.

    Raises:
        UnreadablePhoto: it is too large, cut off, or of a kind that is not read.
        Exception: whatever tifffile raises for damaged files.
    """
    # Imported here: few photos are TIFF.
    import tifffile

    with quiet(), tifffile.TiffFile(io.BytesIO(data)) as file:
        page = _full_page(file)
        width, height = page.imagewidth, page.imagelength
        check_pixels(width, height, max_pixels)
        _check_layout(page, max_pixels)
        orientation = page.tags.valueof(_ORIENTATION, 1)
        if orientation not in range(1, 9):
            orientation = 1
        if _needs_libtiff(page):
            samples = _read_by_libtiff(data, page, orientation)
        else:
            _check_codec(page, tifffile.TIFF.DECOMPRESSORS)
            _check_complete(page, len(data))
            samples = _read_samples(page)
        # Codecs are looked up when they are used, and lines of theirs are held back as well.
        rgb = samples_to_rgb(samples, short_side)
    if swaps_sides(orientation):
        width, height = height, width
    return Upright(turn_upright(rgb, orientation), width, height)


def _full_page(file: Any) -> Any:
    """Return the first page that is no reduced copy and no mask, as some programs begin with."""
    first = file.pages[0]
    for index in range(_MAX_PAGES_TRIED):
        try:
            page = file.pages[index] if index else first
        except IndexError:
            break
        if not int(page.subfiletype or 0) & (_REDUCED | _TRANSPARENCY_MASK):
            return page
    return first


def _photometric(page: Any) -> int:
    return int(page.photometric if page.photometric is not None else _BLACK_IS_ZERO)


def _check_layout(page: Any, max_pixels: int) -> None:
    """Refuse by name what would be shown wrongly."""
    photometric = _photometric(page)
    if photometric in _UNSUPPORTED_KINDS:
        raise unsupported_variety(_FORMAT, Message(_UNSUPPORTED_KINDS[photometric]))
    if photometric not in _MODELS and photometric != _PALETTE:
        raise unsupported_variety(_FORMAT, Message(VarietyCode.COLOURS_OF_KIND, number=photometric))
    sample_format = int(page.sampleformat or _INTEGER)
    if sample_format in _SAMPLE_FORMATS and photometric not in (_CIE_LAB, _ICC_LAB):
        raise unsupported_variety(_FORMAT, Message(_SAMPLE_FORMATS[sample_format]))
    if int(page.compression) == _SLIDE_YCBCR:
        raise unsupported_variety(_FORMAT, Message(VarietyCode.SLIDE))
    if page.imagedepth > 1:
        raise unsupported_variety(_FORMAT, Message(VarietyCode.VOLUME))
    if page.samplesperpixel > _MAX_SAMPLES:
        raise unsupported_variety(
            _FORMAT, Message(VarietyCode.CHANNELS, number=page.samplesperpixel)
        )
    if photometric == _CMYK and page.tags.valueof(_INK_SET, 1) != 1:
        raise unsupported_variety(_FORMAT, Message(VarietyCode.INKS))
    if len(set(_as_tuple(page.tags.valueof(258, 1)))) > 1:
        raise unsupported_variety(_FORMAT, Message(VarietyCode.DEPTHS_DIFFER))
    wanted = 1 if photometric == _PALETTE else CHANNELS[_MODELS[photometric]]
    if page.samplesperpixel < wanted:
        detail = Message(
            DetailCode.CHANNELS_MISSING, format=_FORMAT, number=page.samplesperpixel, total=wanted
        )
        raise UnreadablePhoto(Reason.DAMAGED, detail)
    if page.is_tiled:
        check_pixels(page.tilewidth, page.tilelength, max_pixels)


def _needs_libtiff(page: Any) -> bool:
    """Tell whether it is of the few kinds with 8 bits that libtiff reads and tifffile does not."""
    compression, photometric = int(page.compression), _photometric(page)
    if page.bitspersample != 8 or int(page.planarconfig) != 1:
        return False
    if compression == _PIXAR_LOG:
        return photometric in (_BLACK_IS_ZERO, _RGB) and not page.extrasamples
    subsampled = photometric == _YCBCR and page.is_subsampled and compression not in _JPEGS
    return compression == _OLD_JPEG or subsampled


def _read_by_libtiff(data: bytes, page: Any, orientation: int) -> Samples:
    import imagecodecs

    rgb = imagecodecs.tiff_decode(data, index=page.index, asrgb=True)[..., :3]
    # libtiff mirrors, but does not turn: undo that, for what comes after expects stored pixels.
    stored = turn_upright(rgb, (orientation - 1) % 4 + 1)
    return Samples(stored, ColourModel.RGB, 255, profile=_profile(page))


def _check_codec(page: Any, known: Container[int]) -> None:
    compression = page.compression
    if int(compression) == _UNCOMPRESSED or compression in known:
        return
    name = getattr(compression, "name", None)
    if name is None:
        code = DetailCode.COMPRESSION_UNKNOWN
        detail = Message(code, format=_FORMAT, number=int(compression))
        raise UnreadablePhoto(Reason.DAMAGED, detail)
    raise unsupported_variety(_FORMAT, Message(VarietyCode.COMPRESSION, name=str(name)))


def _check_complete(page: Any, size: int) -> None:
    """Refuse a file whose end is missing: its picture would have holes without a word."""
    rows, columns = page.rowsperstrip, page.imagewidth
    if page.is_tiled:
        rows, columns = page.tilelength, page.tilewidth
    across = math.ceil(page.imagewidth / max(1, columns))
    down = math.ceil(page.imagelength / max(1, rows))
    planes = page.samplesperpixel if int(page.planarconfig) == 2 else 1
    needed = 1 if page.is_contiguous else across * down * planes
    offsets, counts = page.dataoffsets, page.databytecounts
    whole = len(offsets) >= needed and len(counts) >= needed
    if whole and int(page.compression) != _UNCOMPRESSED:
        whole = all(
            offset > 0 and count > 0 and offset + count <= size
            for offset, count in zip(offsets[:needed], counts[:needed], strict=True)
        )
    elif whole:
        whole = all(0 < offset < size for offset in offsets[:needed])
        if len(offsets) and page.is_contiguous:
            whole = whole and offsets[0] + page.nbytes <= size
    if not whole:
        raise UnreadablePhoto(Reason.DAMAGED, Message(DetailCode.PICTURE_CUT_OFF, format=_FORMAT))


def _read_samples(page: Any) -> Samples:
    raw = _read_array(page)[:, 0]
    if raw.dtype.kind == "u" and page.bitspersample == 24 and raw.max(initial=0) >= 1 << 24:
        raw = raw.byteswap()  # tifffile 2026.3 turns big-endian ones once too often
    # (planes, H, W, channels), of which one of planes and channels is 1.
    values: NDArray[Any] = np.moveaxis(raw, 0, 2).reshape(*raw.shape[1:3], -1)
    photometric = _photometric(page)
    if photometric == _PALETTE:
        colours = _look_up(values[..., 0], page.colormap)
        return Samples(colours, ColourModel.RGB, 255, profile=_profile(page))
    model = _MODELS[photometric]
    if model == ColourModel.LAB:
        return Samples(_as_lab(values[..., :3], page, photometric), model, 1.0)
    peak = 1.0 if values.dtype.kind == "f" else float(2 ** int(page.bitspersample) - 1)
    channels = CHANNELS[model]
    alpha, premultiplied = _alpha(page, values, channels)
    colours = values[..., :channels]
    if photometric == _WHITE_IS_ZERO:
        colours = _invert(colours, peak)
    if photometric == _YCBCR and int(page.compression) not in _JPEGS | _RGB_CODECS:
        colours = ycbcr.to_rgb(
            colours,
            peak,
            _as_floats(page.tags.valueof(_YCBCR_COEFFICIENTS, ())),
            _as_floats(page.tags.valueof(_REFERENCE_BLACK_WHITE, ())),
        )
        peak = 255
        alpha = None
    return Samples(colours, model, peak, alpha, premultiplied, _profile(page))


def _read_array(page: Any) -> NDArray[Any]:
    """Return (planes, 1, H, W, channels)."""
    import tifffile

    try:
        array: NDArray[Any] = page.asarray(squeeze=False, maxworkers=1)
    except (ValueError, RuntimeError, tifffile.TiffFileError):
        strips = -(-page.imagelength // page.rowsperstrip) if page.rowsperstrip else 1
        if page.is_tiled or strips == 1 or int(page.compression) == _UNCOMPRESSED:
            raise
    else:
        return array
    # Some programs fill the last strip up to its full height, for which tifffile has no room.
    height = page.imagelength
    page.imagelength = strips * page.rowsperstrip
    page.shaped = (*page.shaped[:2], page.imagelength, *page.shaped[3:])
    # What was made for the other height is kept in these two places.
    page.__dict__.pop("decode", None)
    page.parent.root._decoders.clear()  # noqa: SLF001
    filled: NDArray[Any] = page.asarray(squeeze=False, maxworkers=1)
    return filled[:, :, :height]


def _profile(page: Any) -> bytes | None:
    profile = page.tags.valueof(_ICC, None)
    return profile if isinstance(profile, bytes) else None


def _alpha(page: Any, values: NDArray[Any], channels: int) -> tuple[NDArray[Any] | None, bool]:
    """Return the first channel beyond the colours that is told to be alpha, and whether colours
    are multiplied by it. A channel of no told kind is none: Photoshop keeps selections there."""
    for index, kind in enumerate(page.extrasamples):
        if int(kind) in (_ASSOCIATED, _UNASSOCIATED) and channels + index < values.shape[2]:
            return values[..., channels + index], int(kind) == _ASSOCIATED
    return None, False


def _invert(values: NDArray[Any], peak: float) -> NDArray[Any]:
    if values.dtype.kind in "ub":
        whole = values if values.dtype.kind == "u" else values.astype(np.uint8)
        flipped: NDArray[Any] = whole.dtype.type(int(peak)) - whole
        return flipped
    inverted: NDArray[Any] = peak - values
    return inverted


def _look_up(indices: NDArray[Any], colormap: NDArray[Any] | None) -> NDArray[np.uint8]:
    """Return the colours (H, W, 3) of palette indices. Some programs write palettes of 8 bits."""
    if colormap is None:
        raise UnreadablePhoto(Reason.DAMAGED, Message(DetailCode.PALETTE_MISSING, format=_FORMAT))
    table = np.asarray(colormap, np.float64).T
    table = table if table.max(initial=0) < 256 else table / 257
    colours = table.round().astype(np.uint8)
    shown: NDArray[np.uint8] = colours[np.minimum(indices.astype(np.intp), len(colours) - 1)]
    return shown


def _as_lab(values: NDArray[Any], page: Any, photometric: int) -> NDArray[np.float32]:
    """Return L (0 to 100), a and b of one of the two encodings with 8 or 16 bits, or floats."""
    if values.dtype.kind == "f":
        return values.astype(np.float32)
    bits = int(page.bitspersample)
    if bits not in (8, 16):
        raise unsupported_variety(_FORMAT, Message(VarietyCode.LAB_OF_BITS, number=bits))
    unit = 1 if bits == 8 else 256
    unsigned = values.astype(np.float64)
    if photometric == _ICC_LAB:
        light = unsigned[..., 0] * (100 / (255 * unit))
        shift = unsigned[..., 1:] / unit - 128
    else:
        light = unsigned[..., 0] * (100 / (2**bits - 1))
        shift = values[..., 1:].astype(f"u{bits // 8}").astype(f"i{bits // 8}") / unit
    lab: NDArray[np.float32] = np.concatenate((light[..., None], shift), -1).astype(np.float32)
    return lab


def _as_tuple(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def _as_floats(value: Any) -> tuple[float, ...]:
    """Return the numbers of a tag that holds rationals: numerators and denominators in turn."""
    flat = [float(part) for part in _as_tuple(value)]
    pairs = zip(flat[::2], flat[1::2], strict=False)
    return tuple(over / under if under else 0.0 for over, under in pairs)
