"""HEIC through libheif, which applies rotation and mirroring itself."""

from __future__ import annotations

from PIL import Image

from photosearch.images.boxes import image_sizes
from photosearch.images.limits import check_pixels
from photosearch.images.raster import Upright, to_small_rgb


def decode_heic(data: bytes, *, short_side: int | None, max_pixels: int) -> Upright:
    """Decode the primary image. EXIF orientation is not looked at: HEIC turns by its own boxes.

    Raises:
        UnreadablePhoto: it is too large.
        Exception: whatever libheif raises for damaged files.
    """
    # Imported here: few photos are HEIC, and the library takes 20 MB.
    import pi_heif

    pi_heif.options.DECODE_THREADS = 1
    for size in image_sizes(data):
        check_pixels(*size, max_pixels)
    heif = pi_heif.open_heif(data, convert_hdr_to_8bit=True)
    width, height = heif.size
    check_pixels(width, height, max_pixels)
    image = Image.frombuffer(heif.mode, heif.size, heif.data, "raw", heif.mode, heif.stride, 1)
    rgb = to_small_rgb(image, heif.info.get("icc_profile"), short_side)
    return Upright(rgb, width, height)
