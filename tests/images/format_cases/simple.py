"""WebP, GIF and BMP."""

from __future__ import annotations

import functools
import struct
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from PIL import Image

from tests.images import builders
from tests.images.builders import SHORT
from tests.images.format_cases.case import (
    Case,
    Result,
    alpha_ramp,
    grey_rgb,
    grey_scene,
    over_white,
    scene,
)
from tests.images.format_cases.tiff import in_wide, wide_profile

WEBP = "lossy and lossless, alpha, ICC, orientation 1 to 8 of EXIF, the first frame"
GIF = "palettes, a transparent colour, the first frame"
BMP = "1, 4, 8, 16, 24 and 32 bits, bit fields, run lengths, both directions"
BMP_REFUSED = "bit fields of odd layouts"


def _case(format_: str, kind: str, name: str, make: Callable[[], bytes], expected: Any,
          **more: Any) -> Case:  # fmt: skip
    return Case(format_, kind, name, more.pop("result", Result.EXACT), make, expected, **more)


def cases() -> Iterator[Case]:
    """All cases of the three formats."""
    yield from _webp()
    yield from _gif()
    yield from _bmp()


def _webp() -> Iterator[Case]:
    lossless = functools.partial(builders.encode, pillow_format="WEBP", lossless=True)
    yield _case("WebP", WEBP, "lossless", lambda: lossless(scene()), scene)
    yield _case(
        "WebP", WEBP, "lossy", lambda: builders.encode(scene(), "WEBP", quality=95), scene, loss=1.5
    )
    yield _case(
        "WebP",
        WEBP,
        "alpha",
        lambda: lossless(np.dstack((scene(), alpha_ramp())), exact=True),
        lambda: over_white(scene(), alpha_ramp()),
        loss=0.3,
    )
    yield _case(
        "WebP",
        WEBP,
        "ICC",
        lambda: lossless(
            np.round(in_wide(scene()) * 255).astype(np.uint8), icc_profile=wide_profile()
        ),
        scene,
        loss=0.5,
    )
    for orientation in range(1, 9):
        exif = builders.exif([(274, SHORT, [orientation])])
        stored = builders.stored(scene(), orientation)
        yield _case(
            "WebP",
            WEBP,
            f"orientation {orientation}",
            functools.partial(lossless, stored, exif=exif),
            scene,
        )
    yield _case("WebP", WEBP, "two frames", lambda: _frames("WEBP", lossless=True), scene)


def _frames(pillow_format: str, **options: Any) -> bytes:
    frames = [Image.fromarray(picture) for picture in (scene(), 255 - scene())]
    return builders.encode(
        frames[0], pillow_format, save_all=True, append_images=frames[1:], **options
    )


def _few_colours() -> Image.Image:
    return Image.fromarray(scene()).quantize(200)


def _gif() -> Iterator[Case]:
    shown = np.array(_few_colours().convert("RGB"))
    yield _case(
        "GIF", GIF, "palette", lambda: builders.encode(_few_colours(), "GIF"), lambda: shown
    )
    yield _case(
        "GIF",
        GIF,
        "grey",
        lambda: builders.encode(Image.fromarray(grey_scene()), "GIF"),
        lambda: grey_rgb(grey_scene()),
    )
    first = int(np.asarray(_few_colours())[0, 0])
    clear = shown.copy()
    clear[np.asarray(_few_colours()) == first] = 255
    yield _case(
        "GIF",
        GIF,
        "a transparent colour",
        lambda: builders.encode(_few_colours(), "GIF", transparency=first),
        lambda: clear,
    )
    yield _case(
        "GIF",
        GIF,
        "two frames",
        lambda: builders.encode(
            _few_colours(),
            "GIF",
            save_all=True,
            append_images=[Image.new("P", _few_colours().size)],
        ),
        lambda: shown,
    )


def write_bmp(
    rows: bytes, bits: int, *, compression: int = 0, palette: bytes = b"", masks: bytes = b"",
    width: int, height: int,
) -> bytes:  # fmt: skip
    """A file with a header of 40 bytes."""
    start = 14 + 40 + len(masks) + len(palette)
    header = struct.pack(
        "<IiiHHIIiiII", 40, width, height, 1, bits, compression, len(rows), 0, 0,
        len(palette) // 4, 0,
    )  # fmt: skip
    return (
        b"BM" + struct.pack("<IHHI", start + len(rows), 0, 0, start) + header + masks + palette
        + rows
    )  # fmt: skip


def _padded(rows: np.ndarray) -> bytes:
    return np.pad(rows, ((0, 0), (0, -rows.shape[1] % 4))).tobytes()


def _bmp() -> Iterator[Case]:
    height, width = scene().shape[:2]
    size = {"width": width, "height": height}
    bgr = scene()[::-1, :, ::-1]
    yield _case(
        "BMP", BMP, "24 bit", lambda: write_bmp(_padded(bgr.reshape(height, -1)), 24, **size), scene
    )
    yield _case(
        "BMP",
        BMP,
        "24 bit from the top",
        lambda: write_bmp(_padded(bgr[::-1].reshape(height, -1)), 24, width=width, height=-height),
        scene,
    )
    yield _case(
        "BMP",
        BMP,
        "32 bit",
        lambda: write_bmp(np.dstack((bgr, np.zeros_like(bgr[..., 0]))).tobytes(), 32, **size),
        scene,
    )
    for name, compression, masks, shifts in (
        ("16 bit 555", 0, b"", (10, 5, 0, 5)),
        ("16 bit 565", 3, struct.pack("<III", 0xF800, 0x7E0, 0x1F), (11, 5, 0, 6)),
    ):
        yield _case(
            "BMP",
            BMP,
            name,
            functools.partial(
                lambda c, m, s: write_bmp(_sixteen(s), 16, compression=c, masks=m, **size),
                compression, masks, shifts,
            ),
            functools.partial(lambda s: _sixteen_shown(s[3]), shifts),
            loss=0.3,
        )  # fmt: skip
    for bits in (1, 4, 8):
        yield _case(
            "BMP",
            BMP,
            f"palette {bits} bit",
            functools.partial(lambda b: _palette(b, **size), bits),
            functools.partial(lambda b: _table(b)[_indices(b)], bits),
        )
    yield _case("BMP", BMP, "run lengths", _run_lengths, lambda: _table(8)[_long_runs()])
    yield _case(
        "BMP",
        BMP_REFUSED,
        "odd bit fields",
        lambda: write_bmp(
            _padded(np.zeros((height, 2 * width), np.uint8)), 16, compression=3,
            masks=struct.pack("<III", 0xF00, 0xF0, 0xF), **size,
        ),
        None,
        result=Result.REFUSED,
        word="bitfields",
    )  # fmt: skip


def _sixteen(shifts: tuple[int, int, int, int]) -> bytes:
    red, green, blue, green_bits = shifts
    values = scene()[::-1].astype(np.uint16)
    packed = (
        (values[..., 0] >> 3) << red
        | (values[..., 1] >> (8 - green_bits)) << green
        | (values[..., 2] >> 3) << blue
    )
    return _padded(packed.astype("<u2").view(np.uint8))


def _sixteen_shown(green_bits: int) -> np.ndarray:
    depths = np.array((5, green_bits, 5))
    return np.round((scene() >> (8 - depths)) * (255.0 / (2**depths - 1))).astype(np.uint8)


def _table(bits: int) -> np.ndarray:
    rows = np.arange(2**bits)
    return np.stack((rows * 37 % 256, rows * 91 % 256, 255 - rows * 13 % 256), -1).astype(np.uint8)


def _indices(bits: int) -> np.ndarray:
    y, x = np.mgrid[: scene().shape[0], : scene().shape[1]]
    return ((x // 3 + y * 5) % 2**bits).astype(np.uint8)


def _stored_table(bits: int) -> bytes:
    table = _table(bits)[:, ::-1]
    return np.dstack((table[None], np.zeros((1, len(table), 1), np.uint8))).tobytes()


def _palette(bits: int, **size: Any) -> bytes:
    rows = _indices(bits)[::-1]
    if bits < 8:
        flags = rows[..., None] >> np.arange(bits - 1, -1, -1, dtype=np.uint8) & 1
        rows = np.packbits(flags.reshape(len(rows), -1), axis=1)
    return write_bmp(_padded(rows), bits, palette=_stored_table(bits), **size)


def _long_runs() -> np.ndarray:
    y, x = np.mgrid[: scene().shape[0], : scene().shape[1]]
    return (x // 10 + y // 7).astype(np.uint8)


def _run_lengths() -> bytes:
    rows = b""
    for row in _long_runs()[::-1]:
        starts = np.flatnonzero(np.diff(row, prepend=row[:1] + 1))
        for start, end in zip(starts, [*starts[1:], len(row)], strict=True):
            rows += bytes((end - start, row[start]))
        rows += b"\0\0"
    height, width = scene().shape[:2]
    return write_bmp(
        rows + b"\0\1", 8, compression=1, palette=_stored_table(8), width=width, height=height
    )
