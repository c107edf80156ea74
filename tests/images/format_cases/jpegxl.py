"""JPEG XL."""

from __future__ import annotations

import functools
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np

from photosearch.images import jpegxl_header as header
from photosearch.images.bit_reader import BitReader
from tests.images import builders
from tests.images.builders import SHORT
from tests.images.format_cases.case import (
    Case,
    Result,
    alpha_ramp,
    deep,
    grey_rgb,
    grey_scene,
    over_white,
    scene,
    srgb_linear,
)  # fmt: skip
from tests.images.format_cases.heif_writer import box
from tests.images.format_cases.tiff import in_wide, wide_profile

PROFILED = ("icc_lossless", "icc_effort_1", "icc_effort_9", "icc_curves")
"""Files with a profile, packed by different codes."""
STORED = Path(__file__).parent / "jxl"
"""Files that cjxl made of what `stored_files` writes."""

LOSSLESS = "lossless, grey and RGB, 8 to 16 bits and floats"
LOSSY = "lossy"
CONTAINER = "with and without a container; JPEG packed without loss"
TURNS = "orientation 1 to 8"
ALPHA = "alpha"
COLOURS = "ICC profiles; Display P3 and other colours told by numbers"
FRAMES = "the first frame of an animation"
REFUSED = "CMYK"


def _case(kind: str, name: str, make: Callable[[], bytes], expected: Any, **more: Any) -> Case:
    return Case("JPEG XL", kind, name, more.pop("result", Result.EXACT), make, expected, **more)


def cases() -> Iterator[Case]:
    """All cases of JPEG XL."""
    for bits in (8, 10, 12, 14, 16):
        yield _case(
            LOSSLESS,
            f"grey {bits} bit",
            functools.partial(_made, grey_scene(), bits),
            lambda: grey_rgb(grey_scene()),
        )
        yield _case(LOSSLESS, f"RGB {bits} bit", functools.partial(_made, scene(), bits), scene)
    yield _case(
        LOSSLESS,
        "float 32",
        lambda: bytes(
            imagecodecs.jpegxl_encode(
                srgb_linear(scene()).astype(np.float32), lossless=True, numthreads=1
            )
        ),
        scene,
    )
    yield _case(
        LOSSY,
        "lossy",
        lambda: bytes(imagecodecs.jpegxl_encode(scene(), distance=0.5, numthreads=1)),
        scene,
        loss=1.0,
    )
    yield _case(
        LOSSY,
        "lossy 16 bit",
        lambda: bytes(
            imagecodecs.jpegxl_encode(
                np.round(srgb_linear(scene()) * 65535).astype(np.uint16), distance=0.5, numthreads=1
            )
        ),
        scene,
        loss=1.0,
    )
    yield _case(CONTAINER, "container", lambda: _made(scene(), 8, usecontainer=True), scene)
    yield _case(CONTAINER, "packed JPEG", _packed_jpeg, scene, loss=1.5)
    yield _case(
        CONTAINER,
        "packed JPEG with a profile",
        lambda: _packed_jpeg(
            np.round(in_wide(scene()) * 255).astype(np.uint8), icc_profile=wide_profile()
        ),
        scene,
        loss=1.5,
    )
    for orientation in range(1, 9):
        stored = builders.stored(scene(), orientation)
        exif = builders.exif([(274, SHORT, [orientation])])
        yield _case(
            TURNS,
            f"orientation {orientation}",
            functools.partial(lambda s, o: turned(_made(s, 8), o), stored, orientation),
            scene,
        )
        yield _case(
            TURNS,
            f"packed JPEG orientation {orientation}",
            functools.partial(_packed_jpeg, stored, exif=exif),
            scene,
            loss=1.5,
        )
    yield _case(TURNS, "EXIF does not count", lambda: _with_exif(6), scene)
    for bits in (8, 16):
        yield _case(
            ALPHA,
            f"alpha {bits} bit",
            functools.partial(lambda b: _made(np.dstack((scene(), alpha_ramp())), b), bits),
            lambda: over_white(scene(), alpha_ramp()),
            loss=0.3,
        )
    for name in ("p3", "p3_lossy", "linear", "gamma", "icc_lossy", *PROFILED):
        yield _case(
            COLOURS, name.replace("_", " "), functools.partial(_stored, name), scene, loss=1.0
        )
    yield _case(
        FRAMES,
        "two frames",
        lambda: bytes(
            imagecodecs.jpegxl_encode(
                np.stack((scene(), 255 - scene())), lossless=True, numthreads=1
            )
        ),
        scene,
    )
    yield _case(REFUSED, "CMYK", _cmyk, None, result=Result.REFUSED, word="CMYK")


def _cmyk() -> bytes:
    """A header alone: one further channel, which is black."""
    small = "1" + "00000" + "001"  # eight rows, as many columns
    depth, further = "0" + "00", "10" + "0" + "01" + "0010"[::-1] + "0" + "00" + "00" + "00"
    told = small + "0" + "0" + depth + "1" + further + "0" + "1"
    bits = told.ljust(400, "0")
    return b"\xff\x0a" + bytes(int(bits[n : n + 8][::-1], 2) for n in range(0, 400, 8))


def _made(values: np.ndarray, bits: int, **options: Any) -> bytes:
    """A file of the encoder's, which takes everything deeper than 8 bits for linear light."""
    kind = np.uint8 if bits == 8 else np.uint16
    if bits > 8:
        linear = srgb_linear(values) * 255
        if values.ndim == 3 and values.shape[2] == 4:
            linear[..., 3] = values[..., 3]
        values = linear
    return bytes(
        imagecodecs.jpegxl_encode(
            deep(values, bits).astype(kind),
            lossless=True,
            bitspersample=bits,
            numthreads=1,
            **options,
        )
    )


def _stored(name: str) -> bytes:
    return (STORED / f"{name}.jxl").read_bytes()


def _packed_jpeg(values: np.ndarray | None = None, **options: Any) -> bytes:
    jpeg = builders.jpeg(scene() if values is None else values, subsampling=0, **options)
    return bytes(imagecodecs.jpegxl_encode_jpeg(jpeg, usecontainer=True, numthreads=1))


def _with_exif(orientation: int) -> bytes:
    exif = builders.exif([(274, SHORT, [orientation])])
    data = _made(scene(), 8, usecontainer=True)
    return data + box(b"Exif", bytes(4), exif)


def turned(codestream: bytes, orientation: int) -> bytes:
    """A bare codestream with an orientation put into its header, bit by bit."""
    bits = BitReader(codestream[2:])
    header._read_size(bits)
    assert not bits.flag()
    before = bits.position
    assert not bits.flag()  # no further fields: an orientation is one
    header._read_depth(bits)
    bits.flag()
    found = header.JxlHeader()
    header._read_further_channels(bits, found)
    bits.flag()
    header._read_colours(bits, found)
    after = bits.position
    end = after + 3  # no extensions, transforms as usual; then the frame begins at a byte
    stream = int.from_bytes(codestream[2:], "little")

    def part(start: int, stop: int) -> str:
        return "".join(str(stream >> n & 1) for n in range(start, stop))

    fields = "1" + "".join(str(orientation - 1 >> n & 1) for n in range(3)) + "000"
    told = part(0, before) + fields + part(before + 1, after) + "1" + part(after, end)
    packed = bytes(int(told[at : at + 8].ljust(8, "0")[::-1], 2) for at in range(0, len(told), 8))
    return codestream[:2] + packed + codestream[2 + -(-end // 8) :]


def curved_profile() -> bytes:
    """sRGB's primaries with a curve told point by point."""
    curve = np.round(np.linspace(0, 1, 256) ** 1.9 * 65535).astype(np.uint16)
    primaries = [0.64, 0.33, 1, 0.30, 0.60, 1, 0.15, 0.06, 1]
    return bytes(
        imagecodecs.cms_profile(
            "rgb",
            whitepoint=[0.3127, 0.3290, 1.0],
            primaries=primaries,
            transferfunction=np.stack([curve] * 3),
        )
    )


def stored_files(cjxl: str) -> None:
    """Makes the files of STORED anew."""
    wide = np.round(in_wide(scene()) * 255).astype(np.uint8)
    p3 = np.round(_srgb_curve(_in_p3_linear()) * 255).astype(np.uint8)
    linear = np.round(srgb_linear(scene()) * 65535).astype(np.uint16)
    with_icc = builders.encode(wide, "PNG", icc_profile=wide_profile())
    curved = np.round(srgb_linear(scene()) ** (1 / 1.9) * 255).astype(np.uint8)
    made = {
        "p3": (imagecodecs.png_encode(p3), ["-d", "0", "-x", "color_space=RGB_D65_DCI_Rel_SRG"]),
        "p3_lossy": (
            imagecodecs.png_encode(p3),
            ["-d", "0.3", "-x", "color_space=RGB_D65_DCI_Rel_SRG"],
        ),
        "linear": (
            imagecodecs.png_encode(linear),
            ["-d", "0", "-x", "color_space=RGB_D65_SRG_Rel_Lin"],
        ),
        "gamma": (
            imagecodecs.png_encode(
                np.round(srgb_linear(scene()) ** (1 / 2.2) * 255).astype(np.uint8)
            ),
            ["-d", "0", "-x", "color_space=RGB_D65_SRG_Rel_g0.45454545"],
        ),
        "icc_lossy": (with_icc, ["-d", "0.3"]),
        "icc_lossless": (with_icc, ["-d", "0"]),
        "icc_effort_1": (with_icc, ["-d", "0", "-e", "1"]),
        "icc_effort_9": (with_icc, ["-d", "0", "-e", "9"]),
        "icc_curves": (
            builders.encode(curved, "PNG", icc_profile=curved_profile()),
            ["-d", "0", "-e", "9"],
        ),
    }
    STORED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.png"
        for name, (png, options) in made.items():
            source.write_bytes(bytes(png))
            subprocess.run([cjxl, str(source), str(STORED / f"{name}.jxl"), *options], check=True)


def _in_p3_linear() -> np.ndarray:
    matrix = np.array(
        (
            (0.8224620, 0.1775380, 0.0),
            (0.0331942, 0.9668058, 0.0),
            (0.0170826, 0.0723974, 0.9105199),
        )
    )
    return np.clip(srgb_linear(scene()) @ matrix.T, 0, 1)


def _srgb_curve(linear: np.ndarray) -> np.ndarray:
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


if __name__ == "__main__":
    found = shutil.which("cjxl")
    assert found, "cjxl of libjxl-tools is needed"
    stored_files(found)
