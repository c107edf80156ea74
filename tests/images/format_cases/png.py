"""PNG, written chunk by chunk."""

from __future__ import annotations

import functools
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from PIL import Image

from tests.images import builders
from tests.images.builders import SHORT, png_chunk
from tests.images.format_cases.case import (
    Case,
    Result,
    alpha_ramp,
    deep,
    grey_rgb,
    grey_scene,
    over_white,
    scene,
    shallow,
    srgb_bytes,
    srgb_linear,
)
from tests.images.format_cases.tiff import in_wide, wide_profile

DEPTHS = "grey and palettes of 1 to 8 bits, grey and RGB of 8 and 16 bits"
ALPHA = "alpha, transparent colours"
COLOURS = "gAMA, cHRM, sRGB, iCCP, cICP, 8 and 16 bits"
HDR = "PQ and HLG by cICP (tone-mapped)"
TURNS = "orientation 1 to 8 of EXIF"
FRAMES = "the first picture of an animation"
TEXTS = "texts of any length"

GREY, RGB, PALETTE, GREY_ALPHA, RGB_ALPHA = 0, 2, 3, 4, 6


def _case(kind: str, name: str, make: Callable[[], bytes], expected: Any, **more: Any) -> Case:
    return Case("PNG", kind, name, more.pop("result", Result.EXACT), make, expected, **more)


_ADAM7 = (
    (0, 0, 8, 8),
    (0, 4, 8, 8),
    (4, 0, 8, 4),
    (0, 2, 4, 4),
    (2, 0, 4, 2),
    (0, 1, 2, 2),
    (1, 0, 2, 1),
)
"""First row and column, steps of rows and columns of the seven passes."""


def _filtered(values: np.ndarray, bits: int) -> bytes:
    rows = values.reshape(values.shape[0], -1)
    if bits < 8:
        flags = (rows[..., None] >> np.arange(bits - 1, -1, -1).astype(rows.dtype)) & 1
        packed = np.packbits(flags.astype(np.uint8).reshape(len(rows), -1), axis=1)
    else:
        packed = rows.astype(f">u{bits // 8}").view(np.uint8).reshape(len(rows), -1)
    return b"".join(b"\0" + row.tobytes() for row in packed)


def write_png(
    values: np.ndarray, bits: int, colour: int, *chunks: bytes, interlaced: bool = False
) -> bytes:
    """A file with samples (H, W) or (H, W, S) of `bits` bits."""
    parts = [values]
    if interlaced:
        parts = [values[top::down, left::right] for top, left, down, right in _ADAM7]
    filtered = b"".join(_filtered(part, bits) for part in parts)
    height, width = values.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, int(interlaced))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            png_chunk(b"IHDR", header),
            *chunks,
            png_chunk(b"IDAT", zlib.compress(filtered)),
            png_chunk(b"IEND", b""),
        )
    )


def _gamma(value: float) -> bytes:
    return png_chunk(b"gAMA", struct.pack(">I", round(value * 100_000)))


_P3 = png_chunk(b"cHRM", struct.pack(">8I", 31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000))


def _pq(linear: np.ndarray) -> np.ndarray:
    power = np.clip(linear * 203 / 10_000, 0, 1) ** (2610 / 16384)
    return ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** (2523 / 32)


def cases() -> Iterator[Case]:
    """All cases of PNG."""
    for bits in (1, 2, 4, 8, 16):
        yield _case(
            DEPTHS,
            f"grey {bits} bit",
            functools.partial(lambda b: write_png(deep(grey_scene(), b), b, GREY), bits),
            functools.partial(lambda b: grey_rgb(shallow(grey_scene(), b)), bits),
        )
    for bits in (8, 16):
        yield _case(
            DEPTHS,
            f"RGB {bits} bit",
            functools.partial(lambda b: write_png(deep(scene(), b), b, RGB), bits),
            scene,
        )
        yield _case(
            DEPTHS,
            f"RGB {bits} bit interlaced",
            functools.partial(lambda b: write_png(deep(scene(), b), b, RGB, interlaced=True), bits),
            scene,
        )
        yield _case(
            ALPHA,
            f"RGB {bits} bit",
            functools.partial(
                lambda b: write_png(deep(np.dstack((scene(), alpha_ramp())), b), b, RGB_ALPHA), bits
            ),
            lambda: over_white(scene(), alpha_ramp()),
            loss=0.3,
        )
        yield _case(
            ALPHA,
            f"grey {bits} bit",
            functools.partial(
                lambda b: write_png(
                    deep(np.dstack((grey_scene(), alpha_ramp())), b), b, GREY_ALPHA
                ),
                bits,
            ),
            lambda: over_white(grey_rgb(grey_scene()), alpha_ramp()),
            loss=0.3,
        )
        yield _case(
            ALPHA,
            f"a transparent colour {bits} bit",
            functools.partial(_transparent_colour, bits),
            _transparent_shown,
        )
        for name, chunks, values, loss in (
            ("linear by gAMA", (_gamma(1.0),), srgb_linear(scene()), 0.3 if bits == 16 else 2.0),
            ("gAMA of 1.8", (_gamma(1 / 1.8),), srgb_linear(scene()) ** (1 / 1.8), 0.3),
            ("gAMA of sRGB", (_gamma(0.45455),), scene() / 255, 0.0),
            ("sRGB before gAMA", (png_chunk(b"sRGB", b"\0"), _gamma(1.0)), scene() / 255, 0.0),
            ("gAMA and cHRM", (_gamma(1 / 2.2 + 0.02), _P3), _wide_by(1 / 2.2 + 0.02), 0.4),
            ("P3 by cICP", (png_chunk(b"cICP", bytes((12, 13, 0, 1))),), _p3(), 0.4),
            ("iCCP before gAMA", (_gamma(1.0), _icc()), in_wide(scene()), 0.5),
        ):
            yield _case(
                COLOURS,
                f"{name} {bits} bit",
                functools.partial(_rounded, values, bits, *chunks),
                scene,
                loss=loss,
            )
    for bits in (1, 2, 4, 8):
        yield _case(
            DEPTHS,
            f"palette {bits} bit",
            functools.partial(_palette, bits),
            functools.partial(lambda b: _table(b)[_indices(b)], bits),
        )
    yield _case(
        COLOURS,
        "grey linear by gAMA",
        lambda: _rounded(srgb_linear(grey_scene()), 16, _gamma(1.0)),
        lambda: grey_rgb(grey_scene()),
    )
    yield _case(
        HDR,
        "PQ by cICP",
        lambda: _rounded(
            _pq(srgb_linear(scene()) * 0.8), 16, png_chunk(b"cICP", bytes((1, 16, 0, 1)))
        ),
        lambda: srgb_bytes(srgb_linear(scene()) * 0.8),
        result=Result.APPROXIMATE,
    )
    for orientation in range(1, 9):
        exif = builders.exif([(274, SHORT, [orientation])])
        for bits in (8, 16):
            yield _case(
                TURNS,
                f"orientation {orientation} {bits} bit",
                functools.partial(
                    lambda o, e, b: write_png(
                        deep(builders.stored(scene(), o), b), b, RGB, png_chunk(b"eXIf", e)
                    ),
                    orientation,
                    exif,
                    bits,
                ),
                scene,
            )
    yield _case(FRAMES, "two frames", _animation, scene)
    text = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * (3 << 20)))
    yield _case(TEXTS, "long text", lambda: write_png(scene(), 8, RGB, text), scene)


def _rounded(values: np.ndarray, bits: int, *chunks: bytes) -> bytes:
    whole = np.round(values * (2**bits - 1)).astype(np.uint64)
    return write_png(whole, bits, GREY if values.ndim == 2 else RGB, *chunks)


def _to_p3() -> np.ndarray:
    matrix = np.array(
        (
            (0.8224620, 0.1775380, 0.0),
            (0.0331942, 0.9668058, 0.0),
            (0.0170826, 0.0723974, 0.9105199),
        )
    )
    return np.clip(srgb_linear(scene()) @ matrix.T, 0, 1)


def _wide_by(gamma: float) -> np.ndarray:
    return _to_p3() ** gamma


def _p3() -> np.ndarray:
    linear = _to_p3()
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def _icc() -> bytes:
    return png_chunk(b"iCCP", b"wide\0\0" + zlib.compress(wide_profile()))


def _transparent_colour(bits: int) -> bytes:
    values = deep(scene(), bits)
    values[5:9, 5:9] = 7
    return write_png(values, bits, RGB, png_chunk(b"tRNS", struct.pack(">HHH", 7, 7, 7)))


def _transparent_shown() -> np.ndarray:
    shown = scene()
    shown[5:9, 5:9] = 255
    return shown


def _table(bits: int) -> np.ndarray:
    rows = np.arange(2**bits)
    return np.stack((rows * 37 % 256, rows * 91 % 256, 255 - rows * 13 % 256), -1).astype(np.uint8)


def _indices(bits: int) -> np.ndarray:
    y, x = np.mgrid[: scene().shape[0], : scene().shape[1]]
    return (x // 3 + y * 5) % 2**bits


def _palette(bits: int) -> bytes:
    table = png_chunk(b"PLTE", _table(bits).tobytes())
    return write_png(_indices(bits).astype(np.uint64), bits, PALETTE, table)


def _animation() -> bytes:
    frames = [Image.fromarray(picture) for picture in (scene(), 255 - scene())]
    return builders.encode(frames[0], "PNG", save_all=True, append_images=frames[1:])
