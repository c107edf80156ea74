"""JPEG 2000."""

from __future__ import annotations

import functools
import struct
from collections.abc import Callable, Iterator
from typing import Any

import imagecodecs
import numpy as np

from photosearch.images import boxes
from tests.images import builders
from tests.images.builders import SHORT
from tests.images.format_cases.case import (
    HEIGHT,
    WIDTH,
    Case,
    Result,
    alpha_ramp,
    deep,
    grey_rgb,
    grey_scene,
    over_white,
    scene,
)  # fmt: skip
from tests.images.format_cases.heif_writer import box
from tests.images.format_cases.tiff import cmyk_of, in_wide, wide_profile

DEPTHS = "grey and RGB, 1 to 16 bits, files and bare codestreams"
LOSSY = "lossy, in tiles"
COLOURS = "ICC profiles, CMYK"
ALPHA = "alpha, premultiplied or not"
TURNS = "orientation 1 to 8 of EXIF"
REFUSED = "signed numbers, CIE Lab, subsampled colours"


def _case(kind: str, name: str, make: Callable[[], bytes], expected: Any, **more: Any) -> Case:
    return Case("JPEG 2000", kind, name, more.pop("result", Result.EXACT), make, expected, **more)


def cases() -> Iterator[Case]:
    """All cases of JPEG 2000."""
    for bits in (1, 4, 8, 10, 12, 14, 16):
        for codec in ("jp2", "j2k"):
            yield _case(
                DEPTHS,
                f"grey {bits} bit {codec}",
                functools.partial(_made, grey_scene(), bits, codecformat=codec),
                functools.partial(lambda b: grey_rgb(_kept(grey_scene(), b)), bits),
            )
    for bits in (4, 8, 12, 16):
        for codec in ("jp2", "j2k"):
            yield _case(
                DEPTHS,
                f"RGB {bits} bit {codec}",
                functools.partial(_made, scene(), bits, codecformat=codec),
                functools.partial(lambda b: _kept(scene(), b), bits),
            )
    yield _case(
        LOSSY,
        "by Pillow",
        lambda: builders.encode(
            scene(),
            "JPEG2000",
            irreversible=True,
            quality_mode="dB",
            quality_layers=[48],
            tile_size=(32, 32),
        ),
        scene,
        loss=1.0,
    )
    yield _case(
        LOSSY,
        "by imagecodecs",
        lambda: bytes(
            imagecodecs.jpeg2k_encode(scene(), level=48, codecformat="jp2", numthreads=1)
        ),
        scene,
        loss=1.0,
    )
    for bits in (8, 16):
        yield _case(
            COLOURS,
            f"ICC {bits} bit",
            functools.partial(
                lambda b: _with_colour(
                    _raw(np.round(in_wide(scene()) * (2**b - 1)), b), b"\2\0\0" + wide_profile()
                ),
                bits,
            ),
            scene,
            loss=0.4,
        )
    yield _case(
        COLOURS,
        "CMYK",
        lambda: _with_colour(
            _raw(cmyk_of(scene()), 8, mct=False), b"\1\0\0" + struct.pack(">I", 12)
        ),
        scene,
        loss=0.3,
    )
    yield _case(
        COLOURS,
        "sYCC",
        lambda: _with_colour(_raw(_ycc(), 8, mct=False), b"\1\0\0" + struct.pack(">I", 18)),
        scene,
        loss=0.6,
    )
    yield _case(COLOURS, "palette", _with_palette, lambda: _table()[_indices()])
    yield _case(
        ALPHA,
        "alpha by Pillow",
        lambda: builders.encode(np.dstack((scene(), alpha_ramp())), "JPEG2000"),
        lambda: over_white(scene(), alpha_ramp()),
        loss=0.4,
    )
    for meaning in (1, 2):
        yield _case(
            ALPHA,
            f"alpha {'premultiplied' if meaning == 2 else 'straight'}",
            functools.partial(_with_alpha, meaning),
            lambda: over_white(scene(), alpha_ramp()),
            loss=0.4,
        )
    yield _case(ALPHA, "a channel of no told kind", lambda: _without_meaning(), scene)
    for orientation in range(1, 9):
        yield _case(
            TURNS,
            f"orientation {orientation}",
            functools.partial(
                lambda o: (
                    _made(builders.stored(scene(), o), 8, codecformat="jp2")
                    + box(b"uuid", b"JpgTiffExif->JP2", builders.exif([(274, SHORT, [o])]))
                ),
                orientation,
            ),
            scene,
        )
    yield _case(REFUSED, "signed", _signed, None, result=Result.REFUSED, word="signed")
    yield _case(
        REFUSED,
        "Lab",
        lambda: _with_colour(_raw(scene(), 8), b"\1\0\0" + struct.pack(">I", 14)),
        None,
        result=Result.REFUSED,
        word="14",
    )
    yield _case(REFUSED, "subsampled", _subsampled, None, result=Result.REFUSED, word="subsampled")


def _kept(values: np.ndarray, bits: int) -> np.ndarray:
    return np.round(deep(values, bits) * (255.0 / (2**bits - 1))).astype(np.uint8)


def _made(values: np.ndarray, bits: int, **options: Any) -> bytes:
    return _raw(deep(values, bits), bits, **options)


def _raw(values: np.ndarray, bits: int, **options: Any) -> bytes:
    kind = np.uint8 if bits <= 8 else np.uint16
    options = {"codecformat": "jp2", "level": 0, "reversible": True, **options}
    return bytes(
        imagecodecs.jpeg2k_encode(
            values.astype(kind), bitspersample=bits, resolutions=3, numthreads=1, **options
        )
    )


def _header_changed(data: bytes, change: Callable[[bytes, bytes], bytes]) -> bytes:
    """A file whose header boxes are each passed through `change`."""
    out = b""
    for outer in boxes.boxes(data, 0, len(data)):
        content = data[outer.start : outer.end]
        if outer.kind == b"jp2h":
            content = b"".join(
                change(inner.kind, data[inner.start : inner.end])
                for inner in boxes.boxes(data, outer.start, outer.end)
            )
        out += box(outer.kind, content)
    return out


def _with_colour(data: bytes, colour: bytes) -> bytes:
    return _header_changed(
        data, lambda kind, content: box(kind, colour if kind == b"colr" else content)
    )


def _with_alpha(meaning: int) -> bytes:
    alpha = alpha_ramp()
    colours = scene() * (alpha[..., None] / 255.0) if meaning == 2 else scene()
    data = _raw(np.dstack((np.round(colours), alpha)), 8)
    told = struct.pack(">H", 4) + b"".join(
        struct.pack(">HHH", n, 0 if n < 3 else meaning, n + 1 if n < 3 else 0) for n in range(4)
    )
    return _header_changed(
        data,
        lambda kind, content: (
            b""
            if kind == b"cdef"
            else box(kind, content) + (box(b"cdef", told) if kind == b"colr" else b"")
        ),
    )


def _without_meaning() -> bytes:
    data = _raw(np.dstack((scene(), alpha_ramp())), 8)
    return _header_changed(
        data, lambda kind, content: b"" if kind == b"cdef" else box(kind, content)
    )


def _table() -> np.ndarray:
    rows = np.arange(200)
    return np.stack((rows * 37 % 256, rows * 91 % 256, 255 - rows * 13 % 256), -1).astype(np.uint8)


def _indices() -> np.ndarray:
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    return (x // 3 + y * 5) % 200


def _with_palette() -> bytes:
    table = struct.pack(">HBBBB", 200, 3, 7, 7, 7) + _table().tobytes()
    columns = b"".join(struct.pack(">HBB", 0, 1, n) for n in range(3))
    return _header_changed(
        _raw(_indices(), 8),
        lambda kind, content: (
            box(kind, b"\1\0\0" + struct.pack(">I", 16))
            + box(b"pclr", table)
            + box(b"cmap", columns)
            if kind == b"colr"
            else box(kind, content)
        ),
    )


def _ycc() -> np.ndarray:
    rgb = scene().astype(float)
    y = rgb @ np.array((0.299, 0.587, 0.114))
    cb, cr = (rgb[..., 2] - y) / 1.772 + 128, (rgb[..., 0] - y) / 1.402 + 128
    return np.round(np.stack((y, cb, cr), -1)).clip(0, 255)


def _signed() -> bytes:
    data = bytearray(_made(grey_scene(), 8, codecformat="j2k"))
    data[42] |= 0x80
    return bytes(data)


def _subsampled() -> bytes:
    data = bytearray(_made(scene(), 8, codecformat="j2k"))
    data[46] = data[47] = 2
    return bytes(data)
