"""JPEG: 8 bits, deep, lossless, CMYK, several pictures in a file."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

import imagecodecs
import numpy as np
from PIL import Image

from tests.images import builders
from tests.images.builders import SHORT
from tests.images.format_cases.case import Case, Result, deep, grey_rgb, grey_scene, scene
from tests.images.format_cases.tiff import cmyk_of, in_wide, wide_profile

LOSSY = "grey and colour of 8 bits, baseline and progressive, any subsampling"
DEEP = "12 bits"
LOSSLESS = "lossless, 8 to 16 bits"
CMYK = "CMYK and YCCK"
PROFILES = "ICC profiles"
TURNS = "orientation 1 to 8"
SEVERAL = "several pictures (MPO), gain maps: the first, plain picture"
REFUSED = "hierarchical; lossless with arithmetic coding; CMYK of over 8 bits"


def _case(kind: str, name: str, make: Callable[[], bytes], expected: Any, **more: Any) -> Case:
    return Case("JPEG", kind, name, more.pop("result", Result.EXACT), make, expected, **more)


def cases() -> Iterator[Case]:
    """All cases of JPEG."""
    for subsampling in (0, 1, 2):
        for progressive in (False, True):
            yield _case(
                LOSSY,
                f"subsampling {subsampling} {'progressive' if progressive else 'baseline'}",
                functools.partial(
                    builders.jpeg, scene(), subsampling=subsampling, progressive=progressive
                ),
                scene,
                loss=1.5,
            )
    yield _case(
        LOSSY, "grey", lambda: builders.jpeg(grey_scene()), lambda: grey_rgb(grey_scene()), loss=0.5
    )
    yield _case(
        DEEP,
        "grey 12 bit",
        lambda: _deep(grey_scene(), 12),
        lambda: grey_rgb(grey_scene()),
        loss=0.5,
    )
    yield _case(DEEP, "colour 12 bit", lambda: _deep(scene(), 12), scene, loss=1.0)
    yield _case(
        DEEP, "colour 12 bit 4:2:0", lambda: _deep(scene(), 12, subsampling=(2, 2)), scene, loss=2.0
    )
    for bits in (8, 10, 12, 14, 16):
        yield _case(
            LOSSLESS,
            f"grey {bits} bit",
            functools.partial(lambda b: _deep(grey_scene(), b, lossless=True), bits),
            lambda: grey_rgb(grey_scene()),
        )
        yield _case(
            LOSSLESS,
            f"colour {bits} bit",
            functools.partial(lambda b: _deep(scene(), b, lossless=True), bits),
            scene,
        )
    yield _case(LOSSLESS, "by liblj92", _by_liblj92, lambda: grey_rgb(grey_scene()))
    yield _case(CMYK, "CMYK", _cmyk, scene, loss=1.5)
    yield _case(CMYK, "YCCK", _ycck, scene, loss=2.0)
    yield _case(
        PROFILES,
        "wide RGB",
        lambda: builders.jpeg(
            np.round(in_wide(scene()) * 255).astype(np.uint8),
            icc_profile=wide_profile(),
            subsampling=0,
        ),
        scene,
        loss=1.5,
    )
    yield _case(
        PROFILES,
        "wide RGB lossless 16 bit",
        lambda: _with_segment(
            bytes(
                imagecodecs.jpeg8_encode(
                    np.round(in_wide(scene()) * 65535).astype(np.uint16),
                    lossless=True,
                    bitspersample=16,
                )
            ),
            0xE2,
            b"ICC_PROFILE\0\1\1" + wide_profile(),
        ),
        scene,
        loss=0.3,
    )
    for orientation in range(1, 9):
        exif = builders.exif([(274, SHORT, [orientation])])
        stored = builders.stored(scene(), orientation)
        yield _case(
            TURNS,
            f"orientation {orientation}",
            functools.partial(builders.jpeg, stored, exif=exif, subsampling=0),
            scene,
            loss=1.0,
        )
        yield _case(
            TURNS,
            f"lossless orientation {orientation}",
            functools.partial(
                lambda s, e: _with_segment(_deep(s, 12, lossless=True), 0xE1, b"Exif\0\0" + e),
                stored,
                exif,
            ),
            scene,
        )
    yield _case(SEVERAL, "MPO", _mpo, scene, loss=1.5)
    yield _case(SEVERAL, "gain map", _gain_map, scene, loss=1.5)
    yield _case(
        REFUSED,
        "hierarchical",
        lambda: _marked(0xC5),
        None,
        result=Result.REFUSED,
        word="hierarchical",
    )
    yield _case(
        REFUSED,
        "lossless arithmetic",
        lambda: _marked(0xCB),
        None,
        result=Result.REFUSED,
        word="arithmetic",
    )
    yield _case(
        REFUSED,
        "CMYK 12 bit",
        lambda: _deep(cmyk_of(scene()), 12),
        None,
        result=Result.REFUSED,
        word="channels",
    )


def _deep(values: np.ndarray, bits: int, **options: Any) -> bytes:
    kind = np.uint8 if bits == 8 else np.uint16
    if not options.get("lossless"):
        options = {"level": 97, **options}
    return bytes(
        imagecodecs.jpeg8_encode(deep(values, bits).astype(kind), bitspersample=bits, **options)
    )


def _by_liblj92() -> bytes:
    """As cameras write it, by another library."""
    return bytes(
        imagecodecs.ljpeg_encode(deep(grey_scene(), 14).astype(np.uint16), bitspersample=14)
    )


def _with_segment(jpeg: bytes, marker: int, content: bytes) -> bytes:
    return jpeg[:2] + builders.segment(marker, content) + jpeg[2:]


def _cmyk() -> bytes:
    return builders.encode(Image.fromarray(cmyk_of(scene()), "CMYK"), "JPEG", quality=97)


def _ycck() -> bytes:
    """As Photoshop writes it: paper is the highest value."""
    return bytes(
        imagecodecs.jpeg8_encode(
            255 - cmyk_of(scene()), level=97, colorspace="cmyk", outcolorspace="ycck"
        )
    )


def _mpo() -> bytes:
    frames = [Image.fromarray(picture) for picture in (scene(), 255 - scene())]
    return builders.encode(frames[0], "MPO", save_all=True, append_images=frames[1:], quality=95)


def _gain_map() -> bytes:
    """A picture, then, told of in its metadata, a small one of factors."""
    block = builders.xmp(
        "",
        'xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" '
        'hdrgm:Version="1.0" hdrgm:GainMapMax="3"',
    )
    return builders.jpeg(scene(), xmp=block) + builders.jpeg(grey_scene()[::2, ::2])


def _marked(marker: int) -> bytes:
    data = bytearray(builders.jpeg(scene()))
    data[data.index(b"\xff\xc0") + 1] = marker
    return bytes(data)
