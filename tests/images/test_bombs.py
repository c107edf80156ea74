"""Small files that claim to be huge: refused by their header, before memory is taken."""

from __future__ import annotations

import struct
import sys
import zlib
from typing import Any

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.images.decode import decode
from tests.images import builders
from tests.images.builders import LONG, SHORT
from tests.images.format_cases.heif_writer import HEVC
from tests.images.format_cases.tiff_writer import write_tiff
from tests.message_text import text_of

LIMIT = 50_000_000


def peak_memory() -> int:
    """The most memory that this process has had so far, in bytes; 0 where nothing tells."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def png() -> bytes:
    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1_000_000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(builders.png_chunk(*chunk) for chunk in chunks)


def jpeg(marker: bytes = b"\xff\xc0", **options: Any) -> bytes:
    data = bytearray(builders.jpeg(**options))
    at = data.index(marker)
    data[at + 5 : at + 9] = struct.pack(">HH", 65_500, 65_500)
    return bytes(data)


def cmyk_jpeg() -> bytes:
    data = bytearray(builders.encode(Image.new("CMYK", (8, 8)), "JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 65_500, 65_500)
    return bytes(data)


def gif() -> bytes:
    data = bytearray(builders.encode(Image.new("P", (4, 4)), "GIF"))
    data[6:10] = struct.pack("<HH", 65_535, 65_535)
    return bytes(data)


def bmp() -> bytes:
    data = bytearray(builders.encode(Image.new("RGB", (4, 4)), "BMP"))
    data[18:26] = struct.pack("<ii", 100_000, 100_000)
    return bytes(data)


def tiff() -> bytes:
    builder = builders.TiffBuilder()
    strip = builder.blob(bytes(100))
    return builder.finish(
        builder.directory(
            [
                (256, LONG, [100_000]),
                (257, LONG, [100_000]),
                (258, SHORT, [8, 8, 8]),
                (259, SHORT, [1]),
                (262, SHORT, [2]),
                (273, LONG, [strip]),
                (277, SHORT, [3]),
                (278, LONG, [100_000]),
                (279, LONG, [100]),
            ]
        )
    )


def webp_extended() -> bytes:
    inner = builders.encode(Image.new("RGB", (4, 4)), "WEBP")[12:]
    size = (100_000 - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x10\0\0\0" + size + size + inner
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_lossy() -> bytes:
    data = bytearray(builders.encode(builders.scene(4, 4), "WEBP"))
    data[26:30] = struct.pack("<HH", 16_383, 16_383)
    return bytes(data)


def webp_lossless() -> bytes:
    data = bytearray(builders.encode(builders.scene(4, 4), "WEBP", lossless=True))
    data[21:25] = (16_383 | 16_383 << 14).to_bytes(4, "little")
    return bytes(data)


def avif() -> bytes:
    data = bytearray(builders.encode(builders.scene(), "AVIF"))
    at = data.index(b"ispe")
    data[at + 8 : at + 16] = struct.pack(">II", 60_000, 60_000)
    return bytes(data)


def psd() -> bytes:
    return b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 30_000, 30_000, 8, 3) + bytes(100)


def tiff_tile() -> bytes:
    """A small picture in one tile of ten gigapixels."""
    return write_tiff(
        np.zeros((8, 8, 3), np.uint64), photometric=2, bits=8,
        entries=[(322, LONG, [100_000]), (323, LONG, [100_000])],
    )  # fmt: skip


def tiff_inflating() -> bytes:
    """A strip whose deflated bytes make a thousand times what the picture takes."""
    return write_tiff(
        np.zeros((8, 8, 3), np.uint64), photometric=2, bits=8, compression=8,
        compress=lambda _: zlib.compress(bytes(200_000_000), 1),
    )  # fmt: skip


def psb() -> bytes:
    return b"8BPS\0\2" + bytes(6) + struct.pack(">HIIHH", 3, 250_000, 250_000, 8, 3) + bytes(100)


def jpegxl_codestream() -> bytes:
    # Both sides of 2^18 pixels, each in 18 bits behind two that choose them.
    side = 2 | (2**18 - 1) << 2
    bits = 0 | side << 1 | 0 << 21 | side << 24
    return b"\xff\x0a" + (bits | 1 << 44).to_bytes(6, "little") + bytes(50)


def jpeg2000() -> bytes:
    data = bytearray(builders.encode(builders.scene(), "JPEG2000", no_jp2=True))
    data[8:16] = struct.pack(">II", 60_000, 60_000)
    return bytes(data)


def jpeg_12_bit() -> bytes:
    values = np.zeros((8, 8, 3), np.uint16)
    data = bytearray(imagecodecs.jpeg8_encode(values, bitspersample=12))
    at = data.index(b"\xff\xc1")
    data[at + 5 : at + 9] = struct.pack(">HH", 65_500, 65_500)
    return bytes(data)


def heic() -> bytes:
    data = bytearray((HEVC / "8_bit_420.heic").read_bytes())
    at = data.index(b"ispe")
    data[at + 8 : at + 16] = struct.pack(">II", 60_000, 60_000)
    return bytes(data)


BOMBS = [png, jpeg, cmyk_jpeg, gif, bmp, tiff, webp_extended, webp_lossy, webp_lossless, avif, psd]
BOMBS += [tiff_tile, psb, jpegxl_codestream, jpeg2000, jpeg_12_bit, heic]


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("short_side", [256, None])
def test_refused_without_taking_memory(bomb, short_side: int | None) -> None:
    data = bomb()
    before = peak_memory()
    with pytest.raises(UnreadablePhoto) as caught:
        decode(data, short_side=short_side, max_pixels=LIMIT)
    assert peak_memory() - before < 32_000_000
    assert caught.value.reason == Reason.TOO_LARGE
    assert "50 megapixels" in text_of(caught.value)


def test_progressive_jpeg_bomb() -> None:
    with pytest.raises(UnreadablePhoto) as caught:
        decode(jpeg(b"\xff\xc2", progressive=True), short_side=256, max_pixels=LIMIT)
    assert caught.value.reason == Reason.TOO_LARGE


def test_a_bomb_as_preview_of_a_raw_file_is_passed_over() -> None:
    decoded = decode(builders.dng(preview=jpeg()), short_side=256, max_pixels=LIMIT)
    assert (decoded.width, decoded.height) == (96, 64)
    assert decoded.rgb.shape == (32, 48, 3)


def test_the_limit_counts_pixels_exactly() -> None:
    data = builders.encode(Image.new("RGB", (100, 50)), "PNG")
    assert decode(data, short_side=None, max_pixels=5000).width == 100
    with pytest.raises(UnreadablePhoto):
        decode(data, short_side=None, max_pixels=4999)


def test_a_strip_that_inflates_takes_no_more_than_the_picture() -> None:
    data = tiff_inflating()
    before = peak_memory()
    with pytest.raises(UnreadablePhoto) as caught:
        decode(data, short_side=None, max_pixels=LIMIT)
    assert caught.value.reason == Reason.DAMAGED
    assert peak_memory() - before < 32_000_000
