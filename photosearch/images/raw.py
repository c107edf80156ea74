"""Decode camera RAW: the preview that the camera put inside, or a half-size development."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.message_codes import DetailCode
from photosearch.images import jpeg
from photosearch.images.colour import rgb_array_to_srgb
from photosearch.images.limits import check_pixels
from photosearch.images.orientation import read_orientation, swaps_sides, turn_upright
from photosearch.images.quiet import quiet
from photosearch.images.raster import Upright, to_small_rgb
from photosearch.images.tags import TagReader, UnreadableTags
from photosearch.messages import Message

_FLIP_TO_ORIENTATION = {0: 1, 3: 3, 5: 8, 6: 6}
"""LibRaw's turns (0, 180, 90 left, 90 right) as EXIF orientations."""
_MAX_PREVIEWS = 16


def decode_raw(
    data: bytes, *, short_side: int | None, max_pixels: int, every_pixel: bool = False
) -> Upright:
    """Return the largest JPEG preview if it has `short_side` pixels, else develop half the size.

    With `every_pixel` a preview smaller than the sensor gives way to a development at full size,
    which takes seconds.

    Raises:
        UnreadablePhoto: damaged, too large, or from a camera that LibRaw does not know.
    """
    # Imported here: few photos are RAW.
    import rawpy

    try:
        with quiet(), rawpy.RawPy() as raw:
            raw.open_buffer(io.BytesIO(data))
            return _decode_opened(raw, data, short_side, max_pixels, every_pixel)
    except rawpy.LibRawFileUnsupportedError as error:
        problem, reason = error, Reason.UNSUPPORTED
    except rawpy.LibRawError as error:
        problem, reason = error, Reason.DAMAGED
    preview = _decode_preview(find_preview(data), None, short_side, max_pixels)
    if preview is None:
        unknown = reason is Reason.UNSUPPORTED
        code = DetailCode.RAW_UNKNOWN if unknown else DetailCode.RAW_DAMAGED
        raise UnreadablePhoto(reason, Message(code, cause=_text(problem))) from problem
    return preview


def _decode_opened(
    raw: Any, data: bytes, short_side: int | None, max_pixels: int, every_pixel: bool
) -> Upright:
    import rawpy

    sizes = raw.sizes
    check_pixels(sizes.raw_width, sizes.raw_height, max_pixels)
    orientation = _FLIP_TO_ORIENTATION.get(sizes.flip, 1)
    # LibRaw's width and height are those of the sensor, before the turn.
    full = (sizes.width, sizes.height)
    try:
        thumbnail = raw.extract_thumb()
        preview = thumbnail.data if thumbnail.format == rawpy.ThumbFormat.JPEG else None
    except rawpy.LibRawError:
        preview = None
    found = max(preview or b"", find_preview(data) or b"", key=len) or None
    upright = _decode_preview(found, (full, orientation), short_side, max_pixels)
    # The development has half the sensor's size: a preview is as good from there on.
    enough = min(full) // 2 if short_side is None else min(short_side, min(full) // 2)
    if every_pixel:
        # Previews lack a few pixels at the edges.
        enough = min(full) * 9 // 10
    if upright is not None and min(upright.rgb.shape[:2]) >= enough:
        return upright
    try:
        rgb = raw.postprocess(half_size=not every_pixel, use_camera_wb=True, output_bps=8)
    except rawpy.LibRawError:
        if upright is not None:
            return upright
        raise
    # The development is turned already; shrink it like any other image.
    small = to_small_rgb(Image.fromarray(rgb), None, short_side)
    width, height = full[::-1] if swaps_sides(orientation) else full
    return Upright(small, width, height)


def _decode_preview(
    preview: bytes | None,
    sensor: tuple[tuple[int, int], int] | None,
    short_side: int | None,
    max_pixels: int,
) -> Upright | None:
    """Decode a JPEG preview and turn it upright; None if there is none or it cannot be read.

    Args:
        sensor: width and height before the turn, and the orientation, as the RAW file tells them.
    """
    if not preview:
        return None
    header = jpeg.read_header(preview)
    try:
        check_pixels(header.width, header.height, max_pixels)
        if not jpeg.is_plain(header):
            return None
        rgb = jpeg.decode_scaled(preview, header, short_side)
    except (UnreadablePhoto, ValueError):
        return None
    size = (header.width, header.height)
    orientation = read_orientation(header.exif)
    full = size
    if sensor is not None:
        full, told = sensor
        # LibRaw puts the sensor's orientation into previews that have none of their own.
        orientation = told if orientation == 1 else orientation
        if swaps_sides(orientation) and (size[0] >= size[1]) != (full[0] >= full[1]):
            # The camera stored it turned already: its long side lies the other way.
            orientation = 1
        if swaps_sides(told):
            full = full[::-1]
    elif swaps_sides(orientation):
        full = full[::-1]
    rgb = rgb_array_to_srgb(rgb, header.icc)
    return Upright(turn_upright(rgb, orientation), *full)


def find_preview(data: bytes) -> bytes | None:
    """Return the largest JPEG that the directories of a TIFF-like RAW file point to."""
    try:
        reader = TagReader(data)
        first = reader.read(reader.first)
    except UnreadableTags:
        return None
    best: tuple[int, int] = (0, 0)
    for directory in (first, *reader.others(first, limit=_MAX_PREVIEWS)):
        for at_tag, size_tag in ((513, 514), (273, 279)):
            at, size = directory.integer(at_tag), directory.integer(size_tag)
            if at and size and size > best[1] and _is_preview(data, at):
                best = (at, size)
    at, size = best
    return data[at : at + size] if size else None


def _is_preview(data: bytes, at: int) -> bool:
    """Tell whether a lossy JPEG begins at `at`: a lossless one is sensor data."""
    return data.startswith(b"\xff\xd8\xff", at) and jpeg.is_plain(
        jpeg.read_header(data[at : at + 65_536])
    )


def _text(error: Exception) -> str:
    first = error.args[0] if error.args else error
    return first.decode(errors="replace") if isinstance(first, bytes) else str(first)
