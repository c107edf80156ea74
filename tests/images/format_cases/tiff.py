"""TIFF in every layout."""

from __future__ import annotations

import functools
import struct
from collections.abc import Callable, Iterator
from typing import Any

import imagecodecs
import numpy as np
from PIL import Image, ImageCms

from tests.images import builders
from tests.images.builders import LONG, RATIONAL, SHORT, UNDEFINED, TiffBuilder
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
    shallow,
    srgb_bytes,
    srgb_linear,
)  # fmt: skip
from tests.images.format_cases.tiff_writer import Compress, add_page, write_tiff

WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, MASK, CMYK, YCBCR, CIELAB, ICCLAB = (
    0, 1, 2, 3, 4, 5, 6, 8, 9,
)  # fmt: skip

INTEGERS = "grey and RGB, integers of 1 to 32 bits"
LAYOUTS = "strips, tiles, planes, both byte orders, BigTIFF"
COMPRESSIONS = "LZW, Deflate, PackBits, CCITT, LZMA, ZSTD, LERC, PixarLog, with predictors"
PICTURE_CODECS = "JPEG, JPEG 2000, JPEG XL, WebP and PNG inside"
COLOURS = "white is zero, palettes, CMYK, YCbCr, CIE Lab, ICC Lab"
ALPHA = "associated and unassociated alpha, further channels"
PROFILES = "ICC profiles of RGB, grey, CMYK and linear light"
FLOATS = "floats from 0 to 1, of 16, 24, 32 and 64 bits"
HDR = "RGB floats above 1 (tone-mapped as linear light)"
GREY_FLOATS = "grey floats above 1 (scaled by their range)"
PAGES = "several pages, reduced copies and masks first"
ORIENTATION = "orientation 1 to 8"
REFUSED = "signed and complex numbers, LogLuv, other inks, volumes, channels of mixed depth, JBIG"


def _case(kind: str, name: str, make: Callable[[], bytes], expected: Any, **more: Any) -> Case:
    result = more.pop("result", Result.EXACT)
    return Case("TIFF", kind, name, result, make, expected, **more)


def cases() -> Iterator[Case]:
    """All cases of TIFF."""
    yield from _integers()
    yield from _layouts()
    yield from _compressions()
    yield from _picture_codecs()
    yield from _colours()
    yield from _alpha()
    yield from _profiles()
    yield from _floats()
    yield from _pages()
    yield from _refused()


def _rgb(bits: int = 8, **more: Any) -> bytes:
    return write_tiff(deep(scene(), bits), photometric=RGB, bits=bits, **more)


def _integers() -> Iterator[Case]:
    for bits in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 24, 31, 32):
        for order in "<>":
            yield _case(
                INTEGERS,
                f"grey {bits} bit {order}",
                functools.partial(
                    lambda bits, order: write_tiff(
                        deep(grey_scene(), bits), photometric=BLACK_IS_ZERO, bits=bits, order=order
                    ),
                    bits,
                    order,
                ),
                functools.partial(lambda bits: grey_rgb(shallow(grey_scene(), bits)), bits),
            )
    for bits in (2, 4, 8, 10, 12, 14, 16, 24, 32):
        yield _case(
            INTEGERS,
            f"RGB {bits} bit",
            functools.partial(_rgb, bits),
            functools.partial(lambda bits: shallow(scene(), bits), bits),
        )


def _layouts() -> Iterator[Case]:
    shapes: dict[str, dict[str, Any]] = {
        "strip": {},
        "strips": {"rows_per_strip": 7},
        "tiles": {"tile": (32, 16)},
    }
    for bits in (8, 16):
        for order in "<>":
            for planar in (False, True):
                for shape, parts in shapes.items():
                    layout: dict[str, Any] = {"order": order, "planar": planar, **parts}
                    where = "planes" if planar else "chunky"
                    yield _case(
                        LAYOUTS,
                        f"{bits} bit {order} {where} {shape}",
                        functools.partial(_rgb, bits, **layout),
                        scene,
                    )
    yield _case(LAYOUTS, "BigTIFF", lambda: _by_tifffile(bigtiff=True), scene)
    yield _case(
        LAYOUTS, "BigTIFF big-endian", lambda: _by_tifffile(bigtiff=True, byteorder=">"), scene
    )
    yield _case(LAYOUTS, "low bit first", _low_bit_first, lambda: grey_rgb(_bilevel() * 255))


def _by_tifffile(values: np.ndarray | None = None, **options: Any) -> bytes:
    import io

    import tifffile

    buffer = io.BytesIO()
    options = {"photometric": "rgb", "metadata": None, **options}
    tifffile.imwrite(buffer, scene() if values is None else values, **options)
    return buffer.getvalue()


def _bilevel() -> np.ndarray:
    return (grey_scene() > 120).astype(np.uint8)


def _low_bit_first() -> bytes:
    def reverse(data: bytes) -> bytes:
        flags = np.unpackbits(np.frombuffer(data, np.uint8).reshape(-1, 1), axis=1)
        return np.packbits(flags[:, ::-1], axis=1).tobytes()

    return write_tiff(
        _bilevel(),
        photometric=BLACK_IS_ZERO,
        bits=1,
        compress=reverse,
        entries=[(266, SHORT, [2])],
    )


def _compressions() -> Iterator[Case]:
    byte_codecs: dict[str, tuple[int, Compress]] = {
        "lzw": (5, imagecodecs.lzw_encode),
        "deflate": (8, imagecodecs.zlib_encode),
        "old deflate": (32946, imagecodecs.zlib_encode),
        "packbits": (32773, imagecodecs.packbits_encode),
        "lzma": (34925, imagecodecs.lzma_encode),
        "zstd": (50000, imagecodecs.zstd_encode),
    }
    for name, (number, compress) in byte_codecs.items():
        for bits, predictor in ((8, 1), (8, 2), (16, 1), (16, 2)):
            yield _case(
                COMPRESSIONS,
                f"{name} {bits} bit predictor {predictor}",
                functools.partial(
                    _rgb,
                    bits,
                    compression=number,
                    compress=compress,
                    predictor=predictor,
                    rows_per_strip=9,
                ),
                scene,
            )
    for name in ("lzw", "deflate", "packbits", "zstd"):
        for planar in (False, True):
            yield _case(
                COMPRESSIONS,
                f"{name} with a filled last strip{' in planes' if planar else ''}",
                functools.partial(
                    _rgb,
                    compression=byte_codecs[name][0],
                    compress=byte_codecs[name][1],
                    rows_per_strip=16,
                    planar=planar,
                    fill=True,
                ),
                scene,
            )
    yield _case(
        COMPRESSIONS,
        "deflate float predictor 3",
        lambda: write_tiff(
            (scene() / 255).astype(np.float32),
            photometric=RGB,
            bits=32,
            sample_format=3,
            compression=8,
            compress=imagecodecs.zlib_encode,
            predictor=3,
        ),
        scene,
    )
    yield _case(
        COMPRESSIONS,
        "deflate 32 bit predictor 2",
        lambda: _rgb(32, compression=8, compress=imagecodecs.zlib_encode, predictor=2),
        scene,
    )
    yield _case(COMPRESSIONS, "lerc", lambda: _by_tifffile(compression="lerc"), scene)
    yield _case(COMPRESSIONS, "pixarlog", lambda: _by_libtiff("pixarlog"), scene)
    for name in ("ccitt", "group3", "group4"):
        yield _case(
            COMPRESSIONS,
            name,
            functools.partial(
                lambda name: builders.encode(
                    Image.fromarray(_bilevel() * 255).convert("1"),
                    "TIFF",
                    compression={"ccitt": "tiff_ccitt"}.get(name, name),
                ),
                name,
            ),
            lambda: grey_rgb(_bilevel() * 255),
        )


def _by_libtiff(compression: str) -> bytes:
    return bytes(
        imagecodecs.tiff_encode(
            scene(),
            compression=getattr(imagecodecs.TIFF.COMPRESSION, compression.upper()),
            photometric=imagecodecs.TIFF.PHOTOMETRIC.RGB,
        )
    )


def _picture_codecs() -> Iterator[Case]:
    made: dict[str, dict[str, Any]] = {
        "jpeg rgb": {"compression": "jpeg"},
        "jpeg tiles": {"compression": "jpeg", "tile": (32, 32)},
        "jpeg 2000": {"compression": "jpeg2000"},
        "jpeg xl": {"compression": "jpegxl"},
        "webp": {"compression": "webp"},
        "png": {"compression": "png"},
    }
    for name, options in made.items():
        yield _case(
            PICTURE_CODECS, name, functools.partial(_by_tifffile, **options), scene, loss=1.5
        )
    yield _case(
        PICTURE_CODECS,
        "jpeg ycbcr",
        lambda: builders.encode(scene(), "TIFF", compression="jpeg", quality=95),
        scene,
        loss=2.5,
    )
    yield _case(
        PICTURE_CODECS,
        "jpeg ycbcr 4:2:0 tiles",
        lambda: _by_tifffile(
            compression="jpeg", compressionargs={"level": 95}, subsampling=(2, 2), tile=(32, 32)
        ),
        scene,
        loss=3,
    )
    yield _case(
        PICTURE_CODECS,
        "jpeg grey",
        lambda: _by_tifffile(grey_scene(), photometric="minisblack", compression="jpeg"),
        lambda: grey_rgb(grey_scene()),
        loss=1.5,
    )
    yield _case(
        PICTURE_CODECS,
        "old jpeg",
        _old_jpeg,
        scene,
        loss=2.0,
    )
    yield _case(
        PICTURE_CODECS,
        "jpeg 12 bit",
        lambda: _by_tifffile(
            deep(grey_scene(), 12).astype(np.uint16),
            photometric="minisblack",
            compression="jpeg",
            bitspersample=12,
        ),
        lambda: grey_rgb(grey_scene()),
        loss=1.5,
    )


def _old_jpeg() -> bytes:
    """Compression 6: a whole JPEG that a tag of its own points to."""
    jpeg = builders.jpeg(scene(), subsampling=2)
    builder = TiffBuilder()
    place = builder.blob(jpeg)
    scan = jpeg.index(b"\xff\xda")
    scan += 2 + int.from_bytes(jpeg[scan + 2 : scan + 4], "big")
    return builder.finish(
        builder.directory(
            [
                (256, LONG, [WIDTH]),
                (257, LONG, [HEIGHT]),
                (258, SHORT, [8, 8, 8]),
                (259, SHORT, [6]),
                (262, SHORT, [YCBCR]),
                (273, LONG, [place + scan]),
                (277, SHORT, [3]),
                (278, LONG, [HEIGHT]),
                (279, LONG, [len(jpeg) - scan]),
                (284, SHORT, [1]),
                (512, SHORT, [1]),
                (513, LONG, [place]),
                (514, LONG, [len(jpeg)]),
                (530, SHORT, [2, 2]),
                (532, RATIONAL, [(0, 1), (255, 1), (128, 1), (255, 1), (128, 1), (255, 1)]),
            ]
        )
    )


def cmyk_of(rgb: np.ndarray) -> np.ndarray:
    """Inks (H, W, 4) uint8 with some black; without a profile they mean (1-c)(1-k)."""
    black = (255 - rgb.max(axis=-1)) // 2
    inks = 255 - rgb / ((255 - black) / 255)[..., None]
    return np.dstack((np.round(inks).clip(0, 255), black)).astype(np.uint8)


def _ycbcr_of(rgb: np.ndarray) -> np.ndarray:
    y = rgb @ np.array((0.299, 0.587, 0.114))
    cb, cr = (rgb[..., 2] - y) / 1.772 + 128, (rgb[..., 0] - y) / 1.402 + 128
    return np.stack((y, cb, cr), -1)


def lab_of(rgb: np.ndarray) -> np.ndarray:
    """CIE Lab under D50 (H, W, 3), by LittleCMS."""
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    transform = ImageCms.buildTransform(
        srgb, lab, "RGB", "LAB", renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC
    )
    image = ImageCms.applyTransform(Image.fromarray(rgb), transform)
    assert image is not None
    stored = np.stack([np.asarray(band) for band in image.split()], -1).astype(np.int16)
    return np.stack((stored[..., 0] * (100 / 255), stored[..., 1] - 128, stored[..., 2] - 128), -1)


def _pastel() -> np.ndarray:
    """A picture whose colours all lie well within every space."""
    return (scene() // 2 + 64).astype(np.uint8)


def _colours() -> Iterator[Case]:
    for bits in (1, 4, 8, 16, 32):
        yield _case(
            COLOURS,
            f"white is zero {bits} bit",
            functools.partial(
                lambda bits: write_tiff(
                    (2**bits - 1) - deep(grey_scene(), bits), photometric=WHITE_IS_ZERO, bits=bits
                ),
                bits,
            ),
            functools.partial(lambda bits: grey_rgb(shallow(grey_scene(), bits)), bits),
        )
    for bits in (1, 2, 4, 8):
        yield _case(
            COLOURS,
            f"palette {bits} bit",
            functools.partial(_palette, bits),
            functools.partial(lambda bits: _palette_colours(bits)[_palette_indices(bits)], bits),
        )
    yield _case(
        COLOURS,
        "palette of bytes",
        lambda: _palette(8, wide=1),
        lambda: _palette_colours(8)[_palette_indices(8)],
    )
    for bits in (8, 16):
        for planar in (False, True):
            yield _case(
                COLOURS,
                f"CMYK {bits} bit {'planes' if planar else 'chunky'}",
                functools.partial(
                    lambda bits, planar: write_tiff(
                        deep(cmyk_of(scene()), bits), photometric=CMYK, bits=bits, planar=planar
                    ),
                    bits,
                    planar,
                ),
                scene,
            )
    yield _case(
        COLOURS,
        "YCbCr 4:4:4",
        lambda: write_tiff(
            np.round(_ycbcr_of(scene())).astype(np.uint64),
            photometric=YCBCR,
            bits=8,
            entries=[(530, SHORT, [1, 1])],
        ),
        scene,
        loss=0.5,
    )
    for across, down in ((2, 1), (2, 2), (4, 2)):
        yield _case(
            COLOURS,
            f"YCbCr subsampled {across} {down}",
            functools.partial(_ycbcr_subsampled, across, down),
            scene,
            loss=2.0,
        )
    for orientation in (3, 6):
        yield _case(
            COLOURS,
            f"YCbCr subsampled, orientation {orientation}",
            functools.partial(_ycbcr_subsampled, 2, 2, orientation),
            scene,
            loss=2.0,
        )
    yield _case(COLOURS, "CIE Lab 8 bit", lambda: _cie_lab(8), _pastel, loss=0.8)
    yield _case(COLOURS, "CIE Lab 16 bit", lambda: _cie_lab(16), _pastel, loss=0.8)
    yield _case(COLOURS, "ICC Lab 8 bit", lambda: _icc_lab(8), _pastel, loss=0.8)
    yield _case(COLOURS, "ICC Lab 16 bit", lambda: _icc_lab(16), _pastel, loss=0.8)


def _palette_colours(bits: int) -> np.ndarray:
    rows = np.arange(2**bits)
    return np.stack((rows * 37 % 256, rows * 91 % 256, 255 - rows * 13 % 256), -1).astype(np.uint8)


def _palette_indices(bits: int) -> np.ndarray:
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    return (x // 3 + y * 5) % 2**bits


def _palette(bits: int, wide: int = 257) -> bytes:
    table = _palette_colours(bits).astype(np.uint16) * wide
    return write_tiff(
        _palette_indices(bits).astype(np.uint64),
        photometric=PALETTE,
        bits=bits,
        entries=[(320, SHORT, table.T.ravel().tolist())],
    )


def _ycbcr_subsampled(across: int, down: int, orientation: int = 1) -> bytes:
    """Data units: down x across of Y, then one Cb and one Cr."""
    ycbcr = _ycbcr_of(builders.stored(scene(), orientation))
    height, width = ycbcr.shape[:2]
    missing = (-height % down, -width % across)
    padded = np.pad(ycbcr, ((0, missing[0]), (0, missing[1]), (0, 0)), mode="edge")
    rows, columns = padded.shape[0] // down, padded.shape[1] // across
    blocks = padded.reshape(rows, down, columns, across, 3).transpose(0, 2, 1, 3, 4)
    luma = blocks[..., 0].reshape(rows, columns, -1)
    chroma = blocks[..., 1:].mean(axis=(2, 3))
    data = np.concatenate((luma, chroma), -1).round().clip(0, 255).astype(np.uint8).tobytes()
    builder = TiffBuilder()
    place = builder.blob(data)
    return builder.finish(
        builder.directory(
            [
                (256, LONG, [width]),
                (257, LONG, [height]),
                (258, SHORT, [8, 8, 8]),
                (259, SHORT, [1]),
                (262, SHORT, [YCBCR]),
                (273, LONG, [place]),
                (277, SHORT, [3]),
                (278, LONG, [height]),
                (279, LONG, [len(data)]),
                (284, SHORT, [1]),
                (274, SHORT, [orientation]),
                (530, SHORT, [across, down]),
                (531, SHORT, [1]),
                (532, RATIONAL, [(0, 1), (255, 1), (128, 1), (255, 1), (128, 1), (255, 1)]),
            ]
        )
    )


def _cie_lab(bits: int) -> bytes:
    lab, unit = lab_of(_pastel()), 2 ** (bits - 8)
    light = np.round(lab[..., :1] / 100 * (2**bits - 1))
    shift = np.round(lab[..., 1:] * unit) % 2**bits
    return write_tiff(
        np.concatenate((light, shift), -1).astype(np.uint64), photometric=CIELAB, bits=bits
    )


def _icc_lab(bits: int) -> bytes:
    lab, unit = lab_of(_pastel()), 2 ** (bits - 8)
    light = np.round(lab[..., :1] / 100 * 255 * unit)
    shift = np.round((lab[..., 1:] + 128) * unit)
    return write_tiff(
        np.concatenate((light, shift), -1).astype(np.uint64), photometric=ICCLAB, bits=bits
    )


def _alpha() -> Iterator[Case]:
    for bits in (8, 16):
        for associated in (False, True):
            colours = scene()
            yield _case(
                ALPHA,
                f"{'associated' if associated else 'unassociated'} {bits} bit",
                functools.partial(_with_alpha, bits, associated),
                functools.partial(lambda c: over_white(c, alpha_ramp()), colours),
                loss=0.5,
            )
    for bits in (8, 16):
        yield _case(
            ALPHA,
            f"CMYK with alpha {bits} bit",
            functools.partial(
                lambda bits: write_tiff(
                    deep(np.dstack((cmyk_of(scene()), alpha_ramp())), bits),
                    photometric=CMYK,
                    bits=bits,
                    extra=[2],
                ),
                bits,
            ),
            lambda: over_white(scene(), alpha_ramp()),
            loss=0.5,
        )
    yield _case(
        ALPHA,
        "grey with alpha",
        lambda: write_tiff(
            np.dstack((grey_scene(), alpha_ramp())), photometric=BLACK_IS_ZERO, bits=8, extra=[2]
        ),
        lambda: over_white(grey_rgb(grey_scene()), alpha_ramp()),
        loss=0.5,
    )
    yield _case(
        ALPHA,
        "a channel of no told kind",
        lambda: write_tiff(np.dstack((scene(), alpha_ramp())), photometric=RGB, bits=8, extra=[0]),
        scene,
    )
    yield _case(
        ALPHA,
        "two further channels, planes",
        lambda: write_tiff(
            np.dstack((scene(), alpha_ramp(), alpha_ramp())),
            photometric=RGB,
            bits=8,
            extra=[0, 0],
            planar=True,
        ),
        scene,
    )


def _with_alpha(bits: int, associated: bool) -> bytes:
    colours = scene() / 255.0
    alpha = alpha_ramp() / 255.0
    if associated:
        colours = colours * alpha[..., None]
    values = np.round(np.dstack((colours, alpha)) * (2**bits - 1)).astype(np.uint64)
    return write_tiff(values, photometric=RGB, bits=bits, extra=[1 if associated else 2])


def linear_profile() -> bytes:
    """An RGB profile with sRGB's primaries and no curve."""
    return bytes(
        imagecodecs.cms_profile(
            "rgb",
            whitepoint=[0.3127, 0.3290, 1.0],
            primaries=[0.64, 0.33, 1, 0.30, 0.60, 1, 0.15, 0.06, 1],
            gamma=1.0,
        )
    )


def wide_profile() -> bytes:
    """An RGB profile of Display P3's primaries with a gamma of 2.2."""
    return bytes(
        imagecodecs.cms_profile(
            "rgb",
            whitepoint=[0.3127, 0.3290, 1.0],
            primaries=[0.68, 0.32, 1, 0.265, 0.69, 1, 0.15, 0.06, 1],
            gamma=2.2,
        )
    )


def in_wide(rgb: np.ndarray) -> np.ndarray:
    """sRGB uint8 as floats 0 to 1 in the colours of `wide_profile`."""
    to_p3 = np.array(
        (
            (0.8224620, 0.1775380, 0.0),
            (0.0331942, 0.9668058, 0.0),
            (0.0170826, 0.0723974, 0.9105199),
        )
    )
    return np.clip(srgb_linear(rgb) @ to_p3.T, 0, 1) ** (1 / 2.2)


def grey_profile() -> bytes:
    """A grey profile with a gamma of 1.0."""
    return bytes(imagecodecs.cms_profile("gray", whitepoint=[0.3457, 0.3585, 1.0], gamma=1.0))


def _all_inks() -> np.ndarray:
    """Patches (H, W, 4) uint8 of the sixteen ways to print each ink fully or not at all."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    number = (x * 4 // WIDTH) + 4 * (y * 4 // HEIGHT)
    return np.stack([(number >> n & 1) * 255 for n in range(4)], -1).astype(np.uint8)


def _printed() -> np.ndarray:
    """What `ink_profile` says of them."""
    inks = _all_inks() / 255.0
    light = 0.3 + 0.7 * (1 - 0.8 * inks[..., :3]) * (1 - inks[..., 3:])
    paper = (inks.sum(axis=-1) == 0)[..., None]
    return np.round(np.where(paper, 1, light) * 255).astype(np.uint8)


def ink_profile() -> bytes:
    """A CMYK profile: a table from each corner of the inks to Lab."""
    corners = np.stack(np.meshgrid(*[[0, 1]] * 4, indexing="ij"), -1).reshape(16, 4)
    light = 0.3 + 0.7 * (1 - 0.8 * corners[:, :3]) * (1 - corners[:, 3:])
    light[0] = 1
    lab = lab_of(np.round(light * 255).astype(np.uint8)[None])[0]
    nodes = np.column_stack((lab[:, 0] * 2.55, lab[:, 1:] + 128)).round().astype(np.uint8)
    identity = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    straight = bytes(range(256))
    table = (
        b"mft1" + bytes(4) + bytes((4, 3, 2, 0)) + identity + straight * 4 + nodes.tobytes()
        + straight * 3
    )  # fmt: skip
    white = b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061)
    words = b"text" + bytes(4) + b"inks\0"
    contents = [(b"A2B0", table), (b"wtpt", white), (b"cprt", words)]
    at = 128 + 4 + 12 * len(contents)
    entries, body = b"", b""
    for name, content in contents:
        content += bytes(-len(content) % 4)
        entries += name + struct.pack(">II", at + len(body), len(content))
        body += content
    size = at + len(body)
    header = (
        struct.pack(">I4sI4s4s4s", size, b"none", 0x02400000, b"prtr", b"CMYK", b"Lab ")
        + bytes(12) + b"acsp" + bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    ).ljust(128, b"\0")  # fmt: skip
    return header + struct.pack(">I", len(contents)) + entries + body


def _profiles() -> Iterator[Case]:
    for bits in (8, 16):
        yield _case(
            PROFILES,
            f"wide RGB {bits} bit",
            functools.partial(
                lambda bits: write_tiff(
                    np.round(in_wide(scene()) * (2**bits - 1)).astype(np.uint64),
                    photometric=RGB,
                    bits=bits,
                    entries=[(34675, UNDEFINED, wide_profile())],
                ),
                bits,
            ),
            scene,
            loss=0.5,
        )
    for bits in (8, 16):
        yield _case(
            PROFILES,
            f"CMYK {bits} bit",
            functools.partial(
                lambda bits: write_tiff(
                    deep(_all_inks(), bits),
                    photometric=CMYK,
                    bits=bits,
                    entries=[(34675, UNDEFINED, ink_profile())],
                ),
                bits,
            ),
            _printed,
        )
    yield _case(
        PROFILES,
        "linear RGB 16 bit",
        lambda: write_tiff(
            np.round(srgb_linear(scene()) * 65535).astype(np.uint64),
            photometric=RGB,
            bits=16,
            entries=[(34675, UNDEFINED, linear_profile())],
        ),
        scene,
        loss=0.3,
    )
    yield _case(
        PROFILES,
        "a palette",
        _with_profile_and_palette,
        lambda: scene() // 64 * 64,
    )
    yield _case(
        PROFILES,
        "linear RGB float",
        lambda: write_tiff(
            srgb_linear(scene()).astype(np.float32),
            photometric=RGB,
            bits=32,
            sample_format=3,
            entries=[(34675, UNDEFINED, linear_profile())],
        ),
        scene,
        loss=0.3,
    )
    yield _case(
        PROFILES,
        "linear grey 16 bit",
        lambda: write_tiff(
            np.round(srgb_linear(grey_scene()) * 65535).astype(np.uint64),
            photometric=BLACK_IS_ZERO,
            bits=16,
            entries=[(34675, UNDEFINED, grey_profile())],
        ),
        lambda: grey_rgb(grey_scene()),
        loss=0.5,
    )


def _with_profile_and_palette() -> bytes:
    """64 colours, told in those of `wide_profile`."""
    levels = np.stack(np.meshgrid(*[np.arange(4)] * 3, indexing="ij"), -1).reshape(64, 1, 3)
    table = np.zeros((256, 3), np.uint16)
    table[:64] = np.round(in_wide((levels * 64).astype(np.uint8))[:, 0] * 65535)
    indices = scene() // 64 @ np.array((16, 4, 1))
    return write_tiff(
        indices.astype(np.uint64),
        photometric=PALETTE,
        bits=8,
        entries=[(320, SHORT, table.T.ravel().tolist()), (34675, UNDEFINED, wide_profile())],
    )


def _floats() -> Iterator[Case]:
    for bits in (16, 32, 64):
        for planar in (False, True):
            yield _case(
                FLOATS,
                f"RGB float {bits} {'planes' if planar else 'chunky'}",
                functools.partial(
                    lambda bits, planar: write_tiff(
                        (scene() / 255.0).astype(f"f{bits // 8}"),
                        photometric=RGB,
                        bits=bits,
                        sample_format=3,
                        planar=planar,
                    ),
                    bits,
                    planar,
                ),
                scene,
            )
        yield _case(
            FLOATS,
            f"grey float {bits}",
            functools.partial(
                lambda bits: write_tiff(
                    (grey_scene() / 255.0).astype(f"f{bits // 8}"),
                    photometric=BLACK_IS_ZERO,
                    bits=bits,
                    sample_format=3,
                ),
                bits,
            ),
            lambda: grey_rgb(grey_scene()),
        )
    for order in "<>":
        yield _case(
            FLOATS,
            f"grey float 24 {order}",
            functools.partial(_float_24, order),
            lambda: grey_rgb(grey_scene()),
        )
    yield _case(FLOATS, "RGB float with gaps", _floats_with_gaps, _gaps_black)
    yield _case(
        HDR, "highlights above 1", _highlights, _shown_highlights, result=Result.APPROXIMATE
    )
    yield _case(
        HDR,
        "float 16 above 1",
        lambda: _highlights("f2"),
        _shown_highlights,
        result=Result.APPROXIMATE,
    )
    for full in (255, 65535):
        yield _case(
            GREY_FLOATS,
            f"grey float to {full}",
            functools.partial(
                lambda full: write_tiff(
                    (grey_scene() / 255.0 * full).astype(np.float32),
                    photometric=BLACK_IS_ZERO,
                    bits=32,
                    sample_format=3,
                ),
                full,
            ),
            lambda: grey_rgb(grey_scene()),
            result=Result.APPROXIMATE,
        )


def _float_24(order: str) -> bytes:
    raw = (grey_scene() / 255.0).astype(np.float32).view(np.uint32)
    sign, exponent, fraction = raw >> 31, raw >> 23 & 255, raw >> 7 & 0xFFFF
    short = np.where(raw == 0, 0, sign << 23 | (exponent - 127 + 63) << 16 | fraction)
    return write_tiff(
        short.astype(np.uint64), photometric=BLACK_IS_ZERO, bits=24, sample_format=3, order=order
    )


def _floats_with_gaps() -> bytes:
    values = (scene() / 255.0).astype(np.float32)
    values[10, 10], values[20, 20], values[30, 30] = np.nan, np.inf, -np.inf
    return write_tiff(values, photometric=RGB, bits=32, sample_format=3)


def _gaps_black() -> np.ndarray:
    shown = scene()
    for at in (10, 20, 30):
        shown[at, at] = 0
    return shown


def _highlights(kind: str = "f4") -> bytes:
    """Linear light of the scene, with a lamp of 12 times white in a corner."""
    values = srgb_linear(scene())
    values[:6, :6] = 12
    return write_tiff(values.astype(kind), photometric=RGB, bits=8 * int(kind[1]), sample_format=3)


def _shown_highlights() -> np.ndarray:
    linear = srgb_linear(scene())
    linear[:6, :6] = 1
    return srgb_bytes(linear)


def _pages() -> Iterator[Case]:
    full: dict[str, Any] = {"photometric": RGB, "bits": 8}
    for subfile, name in ((1, "a reduced copy first"), (4, "a mask first")):
        yield _case(
            PAGES,
            name,
            functools.partial(
                lambda subfile: write_tiff(
                    grey_scene()[::4, ::4],
                    photometric=BLACK_IS_ZERO,
                    bits=8,
                    subfile=subfile,
                    following=lambda builder: add_page(builder, scene(), photometric=RGB, bits=8),
                ),
                subfile,
            ),
            scene,
        )
    yield _case(
        PAGES,
        "two pages",
        lambda: write_tiff(
            scene(),
            **full,
            following=lambda builder: add_page(builder, 255 - scene(), photometric=RGB, bits=8),
        ),
        scene,
    )
    for orientation in range(1, 9):
        yield _case(
            ORIENTATION,
            f"orientation {orientation}",
            functools.partial(
                lambda orientation: write_tiff(
                    deep(builders.stored(scene(), orientation), 16),
                    photometric=RGB,
                    bits=16,
                    entries=[(274, SHORT, [orientation])],
                ),
                orientation,
            ),
            scene,
        )


def _refused() -> Iterator[Case]:
    def refused(name: str, make: Callable[[], bytes], word: str) -> Case:
        return _case(REFUSED, name, make, None, result=Result.REFUSED, word=word)

    grey = grey_scene()
    for bits in (8, 16, 32):
        yield refused(
            f"signed {bits} bit",
            functools.partial(
                lambda bits: write_tiff(
                    deep(grey, bits - 1), photometric=BLACK_IS_ZERO, bits=bits, sample_format=2
                ),
                bits,
            ),
            "signed",
        )
    yield refused(
        "complex",
        lambda: write_tiff(deep(grey, 32), photometric=BLACK_IS_ZERO, bits=64, sample_format=6),
        "complex",
    )
    yield refused(
        "LogLuv",
        lambda: write_tiff(deep(grey, 32), photometric=32845, bits=32, compression=34676),
        "LogLuv",
    )
    yield refused(
        "other inks",
        lambda: write_tiff(
            np.dstack((scene(), grey)), photometric=CMYK, bits=8, entries=[(332, SHORT, [2])]
        ),
        "inks",
    )
    yield refused(
        "a volume",
        lambda: write_tiff(
            np.vstack((grey, grey)), photometric=BLACK_IS_ZERO, bits=8, entries=[(32997, LONG, [2])]
        ),
        "layers",
    )
    yield refused(
        "JBIG",
        lambda: write_tiff(grey, photometric=BLACK_IS_ZERO, bits=8, compression=34661),
        "JBIG",
    )
    yield refused("mixed depths", _mixed_depths, "depths")
    yield refused("ITU Lab", lambda: write_tiff(scene(), photometric=10, bits=8), "ITU")
    yield refused("an unknown kind", lambda: write_tiff(scene(), photometric=77, bits=8), "77")


def _mixed_depths() -> bytes:
    data = bytearray(_rgb())
    place = data.index((258).to_bytes(2, "little") + (3).to_bytes(2, "little"))
    at = int.from_bytes(data[place + 8 : place + 12], "little")
    data[at : at + 6] = bytes((5, 0, 6, 0, 5, 0))
    return bytes(data)
