"""HEIC and AVIF."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

import imagecodecs
import numpy as np
from PIL import Image

from tests.images import builders
from tests.images.builders import SHORT
from tests.images.format_cases.case import (
    Case,
    Result,
    alpha_ramp,
    grey_rgb,
    over_white,
    scene,
    srgb_bytes,
    srgb_linear,
)  # fmt: skip
from tests.images.format_cases.heif_writer import HEVC, icc, nclx, turn, write_heif
from tests.images.format_cases.tiff import wide_profile

DEPTHS = "8, 10 and 12 bits, 4:2:0 and 4:4:4"
TURNS = "orientation 1 to 8 of the container, and of EXIF where the container has none"
COLOURS = "ICC profiles; code points of Display P3, BT.2020 and linear light"
HDR = "PQ and HLG (tone-mapped)"
BELOW_WHITE = "PQ, what is not brighter than white"
ALPHA = "alpha"
GAIN_MAPS = "gain maps: the plain picture"
ALPHA_URN = b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"
GAIN_MAP_URN = b"urn:com:apple:photo:2020:aux:hdrgainmap"
FRAMES = "the first picture of an animation"

P3, BT2020 = 12, 9
SRGB, LINEAR, PQ, HLG = 13, 8, 16, 18


def _case(
    format_: str, kind: str, name: str, make: Callable[[], bytes], expected: Any, **more: Any
) -> Case:
    return Case(format_, kind, name, more.pop("result", Result.EXACT), make, expected, **more)


def cases() -> Iterator[Case]:
    """All cases of HEIC and AVIF."""
    yield _case(
        "HEIC",
        ALPHA,
        "alpha",
        lambda: write_heif(_hevc(), auxiliary=(_hevc("8_bit_420"), ALPHA_URN)),
        lambda: over_white(_heic_scene(), _luma()),
        loss=1.0,
    )
    yield _case(
        "HEIC",
        ALPHA,
        "alpha with PQ",
        lambda: write_heif(
            _hevc("10_bit_pq"), nclx(1, PQ), auxiliary=(_hevc("10_bit_444"), ALPHA_URN)
        ),
        lambda: over_white(srgb_bytes(srgb_linear(_heic_scene()) * 0.8), _luma()),
        loss=1.5,
    )
    yield _case(
        "HEIC",
        GAIN_MAPS,
        "gain map",
        lambda: write_heif(_hevc(), auxiliary=(_hevc("8_bit_420"), GAIN_MAP_URN)),
        _heic_scene,
        loss=1.0,
    )
    yield from _both("HEIC", _hevc, _heic_scene)
    yield from _both("AVIF", _av1, scene)
    for name, loss in (
        ("8_bit_444", 0.8),
        ("8_bit_420", 1.5),
        ("10_bit_444", 0.8),
        ("12_bit_444", 0.8),
    ):
        yield _case(
            "HEIC",
            DEPTHS,
            name.replace("_", " "),
            functools.partial(_hevc, name),
            _heic_scene,
            loss=loss,
        )
    for bits, pixels in ((8, "420"), (8, "444"), (10, "420"), (10, "444"), (12, "444")):
        yield _case(
            "AVIF",
            DEPTHS,
            f"{bits} bit {pixels}",
            functools.partial(_av1, bits=bits, pixels=pixels),
            scene,
            loss=1.5,
        )
    yield _case(
        "HEIC",
        BELOW_WHITE,
        "PQ 10 bit",
        lambda: write_heif(_hevc("10_bit_pq"), nclx(1, PQ)),
        lambda: srgb_bytes(srgb_linear(_heic_scene()) * 0.8),
        loss=1.0,
    )
    yield _case(
        "AVIF",
        BELOW_WHITE,
        "PQ 10 bit",
        _pq_avif,
        lambda: srgb_bytes(srgb_linear(scene()) * 0.8),
        loss=1.0,
    )
    yield _case(
        "AVIF",
        HDR,
        "HLG 10 bit",
        _hlg_avif,
        lambda: srgb_bytes(srgb_linear(scene()) * 0.75),
        result=Result.APPROXIMATE,
    )
    yield _case(
        "AVIF",
        HDR,
        "PQ with a lamp",
        lambda: _pq_avif(lamp=True),
        _with_lamp,
        result=Result.APPROXIMATE,
    )
    yield _case(
        "AVIF", ALPHA, "alpha", _avif_alpha, lambda: over_white(scene(), alpha_ramp()), loss=1.0
    )
    yield _case(
        "AVIF",
        ALPHA,
        "grey",
        lambda: builders.encode(Image.fromarray(scene()[..., 1]), "AVIF", quality=100),
        lambda: grey_rgb(scene()[..., 1]),
        loss=0.5,
    )
    yield _case("AVIF", FRAMES, "two frames", _animation, scene, loss=1.5)


def _luma() -> np.ndarray:
    """What is decoded of a picture that is coded in colour and used as alpha."""
    return np.round(_heic_scene() @ np.array((0.299, 0.587, 0.114))).astype(np.uint8)


def _both(
    name: str, source: Callable[[], bytes], expected: Callable[[], np.ndarray]
) -> Iterator[Case]:
    for orientation in range(1, 9):
        shown = functools.partial(lambda o: _turned(expected(), o), orientation)
        exif = builders.exif([(274, SHORT, [orientation])])
        yield _case(
            name,
            TURNS,
            f"container {orientation}",
            functools.partial(lambda o: write_heif(source(), turn(o)), orientation),
            shown,
            loss=1.5,
        )
        yield _case(
            name,
            TURNS,
            f"EXIF alone {orientation}",
            functools.partial(lambda e: write_heif(source(), exif=e), exif),
            shown,
            loss=1.5,
        )
        yield _case(
            name,
            TURNS,
            f"both {orientation}",
            functools.partial(
                lambda o, e: write_heif(source(), turn(o), exif=e), orientation, exif
            ),
            shown,
            loss=1.5,
        )
    upside_down = builders.exif([(274, SHORT, [3])])
    yield _case(
        name,
        TURNS,
        "the container wins",
        lambda: write_heif(source(), turn(6), exif=upside_down, wide=True),
        lambda: _turned(expected(), 6),
        loss=1.5,
    )
    yield _case(
        name,
        COLOURS,
        "Display P3",
        lambda: write_heif(source(), nclx(P3, SRGB)),
        lambda: _from_p3(expected()),
        loss=1.0,
    )
    yield _case(
        name,
        COLOURS,
        "BT.2020",
        lambda: write_heif(source(), nclx(BT2020, SRGB)),
        lambda: _from_2020(expected()),
        loss=1.0,
    )
    yield _case(
        name,
        COLOURS,
        "linear light",
        lambda: write_heif(source(), nclx(1, LINEAR)),
        lambda: srgb_bytes(expected() / 255.0),
        loss=2.0,
    )
    yield _case(
        name, COLOURS, "sRGB told", lambda: write_heif(source(), nclx(1, SRGB)), expected, loss=1.5
    )
    yield _case(
        name,
        COLOURS,
        "ICC",
        lambda: write_heif(source(), icc(wide_profile())),
        lambda: _from_wide(expected()),
        loss=1.0,
    )
    yield _case(
        name,
        COLOURS,
        "ICC before code points",
        lambda: write_heif(source(), icc(wide_profile()), nclx(1, SRGB)),
        lambda: _from_wide(expected()),
        loss=1.0,
    )


def _hevc(name: str = "8_bit_444") -> bytes:
    return (HEVC / f"{name}.heic").read_bytes()


def _heic_scene() -> np.ndarray:
    return builders.scene(96, 64)


def _av1(
    values: np.ndarray | None = None, *, bits: int = 8, pixels: str = "444", **more: Any
) -> bytes:
    if values is None:
        values = scene() / 255.0
    deep = np.round(values * (2**bits - 1)).astype(np.uint8 if bits == 8 else np.uint16)
    return bytes(
        imagecodecs.avif_encode(
            deep, level=95, speed=8, bitspersample=bits, pixelformat=pixels, numthreads=1, **more
        )
    )


def _turned(stored: np.ndarray, orientation: int) -> np.ndarray:
    """What is shown of stored pixels."""
    do = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    image = Image.fromarray(stored)
    return np.array(image.transpose(do[orientation]) if orientation > 1 else image)


def _from_p3(values: np.ndarray) -> np.ndarray:
    matrix = np.array(
        (
            (1.2249402, -0.2249402, 0),
            (-0.0420570, 1.0420570, 0),
            (-0.0196376, -0.0786361, 1.0982735),
        )
    )
    return srgb_bytes(srgb_linear(values) @ matrix.T)


def _from_2020(values: np.ndarray) -> np.ndarray:
    matrix = np.array(
        (
            (1.660491, -0.587641, -0.072850),
            (-0.124550, 1.132900, -0.008349),
            (-0.018151, -0.100579, 1.118730),
        )
    )
    return srgb_bytes(srgb_linear(values) @ matrix.T)


def _from_wide(values: np.ndarray) -> np.ndarray:
    matrix = np.array(
        (
            (1.2249402, -0.2249402, 0),
            (-0.0420570, 1.0420570, 0),
            (-0.0196376, -0.0786361, 1.0982735),
        )
    )
    return srgb_bytes((values / 255.0) ** 2.2 @ matrix.T)


def _pq(linear: np.ndarray) -> np.ndarray:
    """Light, 1.0 for white of 203 cd/m2, as PQ codes it."""
    power = np.clip(linear * 203 / 10_000, 0, 1) ** (2610 / 16384)
    return ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** (2523 / 32)


def _pq_avif(lamp: bool = False) -> bytes:
    light = srgb_linear(scene()) * 0.8
    if lamp:
        light[:8, :8] = 4
    return write_heif(_av1(_pq(light), bits=10), nclx(1, PQ))


def _with_lamp() -> np.ndarray:
    light = srgb_linear(scene()) * 0.8
    light[:8, :8] = 1
    return srgb_bytes(light)


def _hlg_avif() -> bytes:
    """A dark picture by the formulas of BT.2100: scene light of a display with 1000 cd/m2."""
    shown = srgb_linear(scene()) * 0.75 * 203 / 1000
    luminance = shown @ np.array((0.2627, 0.6780, 0.0593))
    light = shown * luminance[..., None] ** (1 / 1.2 - 1)
    low = np.sqrt(3 * light)
    high = 0.17883277 * np.log(np.maximum(12 * light - 0.28466892, 1e-9)) + 0.55991073
    coded = np.where(light <= 1 / 12, low, high)
    return write_heif(_av1(coded, bits=10), nclx(1, HLG))


def _avif_alpha() -> bytes:
    return builders.encode(
        np.dstack((scene(), alpha_ramp())), "AVIF", quality=95, subsampling="4:4:4"
    )


def _animation() -> bytes:
    frames = [Image.fromarray(picture) for picture in (scene(), 255 - scene())]
    return builders.encode(
        frames[0], "AVIF", save_all=True, append_images=frames[1:], quality=95, subsampling="4:4:4"
    )
