"""Photoshop documents, written as the file format specification tells."""

from __future__ import annotations

import functools
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import imagecodecs
import numpy as np

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
    scene,
    srgb_linear,
)  # fmt: skip
from tests.images.format_cases.tiff import cmyk_of, in_wide, lab_of, linear_profile, wide_profile

BITMAP, GREY, INDEXED, RGB, CMYK, MULTICHANNEL, DUOTONE, LAB = 0, 1, 2, 3, 4, 7, 8, 9

MODES = "bitmap, grey, indexed, RGB, CMYK and Lab, 8 and 16 bits; PSB"
DEEP = "32 bits"
PROFILES = "ICC profiles"
CHANNELS = "further channels (selections), transparency"
TURNS = "orientation 1 to 8 of EXIF"
DUOTONES = "duotone (shown in grey)"
REFUSED = "without a flattened picture; multichannel; Lab of 32 bits"


def _case(kind: str, name: str, make: Callable[[], bytes], expected: Any, **more: Any) -> Case:
    return Case("PSD", kind, name, more.pop("result", Result.EXACT), make, expected, **more)


def write_psd(
    planes: np.ndarray,
    mode: int,
    *,
    depth: int = 8,
    packing: str = "raw",
    large: bool = False,
    palette: bytes = b"",
    parts: dict[int, bytes] | None = None,
    layers: bytes = b"",
) -> bytes:
    """A document with a flattened picture (channels, H, W)."""
    channels, height, width = planes.shape
    if depth == 1:
        rows = [np.packbits(row).tobytes() for plane in planes for row in plane]
    else:
        kind = {8: "u1", 16: ">u2", 32: ">f4"}[depth]
        rows = [row.astype(kind).tobytes() for plane in planes for row in plane]
    if packing == "raw":
        pixels = struct.pack(">H", 0) + b"".join(rows)
    elif packing == "zip":
        pixels = struct.pack(">H", 2) + zlib.compress(b"".join(rows))
    else:
        packed = [bytes(imagecodecs.packbits_encode(row)) for row in rows]
        counts = b"".join(struct.pack(">I" if large else ">H", len(row)) for row in packed)
        pixels = struct.pack(">H", 1) + counts + b"".join(packed)
    resources = b"".join(builders.resource(n, content) for n, content in (parts or {}).items())
    return (
        b"8BPS"
        + struct.pack(">H6xHIIHH", 2 if large else 1, channels, height, width, depth, mode)
        + struct.pack(">I", len(palette))
        + palette
        + struct.pack(">I", len(resources))
        + resources
        + struct.pack(">Q" if large else ">I", len(layers))
        + layers
        + pixels
    )


def _planes(values: np.ndarray) -> np.ndarray:
    return np.moveaxis(values, -1, 0) if values.ndim == 3 else values[None]


def cases() -> Iterator[Case]:
    """All cases of PSD."""
    for depth in (8, 16):
        for packing in ("raw", "rle", "zip"):
            for large in (False, True):
                options = {"depth": depth, "packing": packing, "large": large}
                name = f"{depth} bit {packing} {'PSB' if large else 'PSD'}"
                yield _case(
                    MODES,
                    f"RGB {name}",
                    functools.partial(
                        lambda o: write_psd(_planes(deep(scene(), o["depth"])), RGB, **o), options
                    ),
                    scene,
                )
                yield _case(
                    MODES,
                    f"CMYK {name}",
                    functools.partial(
                        lambda o: write_psd(
                            _planes(deep(255 - cmyk_of(scene()), o["depth"])), CMYK, **o
                        ),
                        options,
                    ),
                    scene,
                )
    for depth in (8, 16):
        yield _case(
            MODES,
            f"grey {depth} bit",
            functools.partial(
                lambda d: write_psd(_planes(deep(grey_scene(), d)), GREY, depth=d), depth
            ),
            lambda: grey_rgb(grey_scene()),
        )
        yield _case(MODES, f"Lab {depth} bit", functools.partial(_lab, depth), _pastel, loss=0.8)
    yield _case(
        MODES,
        "bitmap",
        lambda: write_psd(_planes((grey_scene() <= 120).astype(np.uint8)), BITMAP, depth=1),
        lambda: grey_rgb((grey_scene() > 120).astype(np.uint8) * 255),
    )
    yield _case(MODES, "indexed", _indexed, lambda: _table()[_indices()])
    yield _case(
        DEEP,
        "RGB 32 bit linear",
        lambda: write_psd(
            _planes(srgb_linear(scene())), RGB, depth=32, parts={1039: linear_profile()}
        ),
        scene,
        loss=0.3,
    )
    for depth in (8, 16):
        yield _case(
            PROFILES,
            f"wide RGB {depth} bit",
            functools.partial(
                lambda d: write_psd(
                    _planes(np.round(in_wide(scene()) * (2**d - 1))),
                    RGB,
                    depth=d,
                    parts={1039: wide_profile()},
                ),
                depth,
            ),
            scene,
            loss=0.5,
        )
    yield _case(
        CHANNELS,
        "a selection",
        lambda: write_psd(np.concatenate((_planes(scene()), alpha_ramp()[None])), RGB),
        scene,
    )
    yield _case(
        CHANNELS,
        "CMYK and a selection, rle",
        lambda: write_psd(
            np.concatenate((_planes(255 - cmyk_of(scene())), alpha_ramp()[None])),
            CMYK,
            packing="rle",
        ),
        scene,
    )
    for orientation in range(1, 9):
        yield _case(
            TURNS,
            f"orientation {orientation}",
            functools.partial(
                lambda o: write_psd(
                    _planes(builders.stored(scene(), o)),
                    RGB,
                    parts={1058: builders.exif([(274, SHORT, [o])])},
                ),
                orientation,
            ),
            scene,
        )
    yield _case(
        DUOTONES,
        "duotone",
        lambda: write_psd(_planes(grey_scene()), DUOTONE, palette=bytes(500)),
        lambda: grey_rgb(grey_scene()),
        result=Result.APPROXIMATE,
    )
    yield _case(
        REFUSED,
        "no flattened picture",
        lambda: write_psd(_planes(scene()), RGB, parts={1057: struct.pack(">IBI", 1, 0, 0)}),
        None,
        result=Result.REFUSED,
        word="flattened",
    )
    yield _case(
        REFUSED,
        "multichannel",
        lambda: write_psd(_planes(scene()), MULTICHANNEL),
        None,
        result=Result.REFUSED,
        word="channels",
    )
    yield _case(
        REFUSED,
        "Lab 32 bit",
        lambda: write_psd(_planes(scene()), LAB, depth=32),
        None,
        result=Result.REFUSED,
        word="Lab",
    )


def _pastel() -> np.ndarray:
    return (scene() // 2 + 64).astype(np.uint8)


def _lab(depth: int) -> bytes:
    lab, top = lab_of(_pastel()), 2**depth - 1
    light = np.round(lab[..., :1] / 100 * top)
    shift = np.round((lab[..., 1:] + 128) / 255 * top)
    return write_psd(_planes(np.concatenate((light, shift), -1)), LAB, depth=depth)


def _table() -> np.ndarray:
    rows = np.arange(256)
    return np.stack((rows * 37 % 256, rows * 91 % 256, 255 - rows * 13 % 256), -1).astype(np.uint8)


def _indices() -> np.ndarray:
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    return (x // 3 + y * 5) % 256


def _indexed() -> bytes:
    return write_psd(_planes(_indices()), INDEXED, palette=_table().T.tobytes())
