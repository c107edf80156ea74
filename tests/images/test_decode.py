from __future__ import annotations

import contextlib
import io
import random
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.images import decode as decode_module
from photosearch.images.decode import Decoded, decode
from photosearch.images.orientation import read_orientation, turn_upright
from tests.images import builders
from tests.images.builders import LONG, SHORT
from tests.images.format_cases import heif, jpeg, jpeg2000, jpegxl, png, psd, tiff
from tests.images.format_cases.case import Result
from tests.message_text import text_of

MAX_PIXELS = 20_000_000


def decode_all(data: bytes) -> Decoded:
    return decode(data, short_side=None, max_pixels=MAX_PIXELS)


def reason_of(data: bytes, max_pixels: int = MAX_PIXELS) -> Reason:
    with pytest.raises(UnreadablePhoto) as caught:
        decode(data, short_side=256, max_pixels=max_pixels)
    assert text_of(caught.value).endswith(".")
    assert "0x" not in text_of(caught.value)  # no object addresses in what a user reads
    return caught.value.reason


def assert_alike(actual: np.ndarray, expected: np.ndarray, tolerance: float = 6) -> None:
    assert actual.shape == expected.shape
    assert np.abs(actual.astype(int) - expected.astype(int)).mean() < tolerance


# Formats


@pytest.mark.parametrize("pillow_format", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF"])
def test_every_format_gives_the_same_picture(pillow_format: str) -> None:
    decoded = decode_all(builders.encode(builders.scene(), pillow_format))
    assert decoded.format == pillow_format.lower()
    assert (decoded.width, decoded.height) == (64, 48)
    assert decoded.rgb.dtype == np.uint8
    assert decoded.rgb.flags.c_contiguous
    assert_alike(decoded.rgb, builders.scene())


@pytest.mark.parametrize("options", [{"progressive": True}, {"subsampling": 0}, {"quality": 30}])
def test_kinds_of_jpeg(options: dict[str, Any]) -> None:
    assert_alike(decode_all(builders.jpeg(**options)).rgb, builders.scene())


def test_an_animation_gives_its_first_frame() -> None:
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "blue")]
    for pillow_format in ("GIF", "WEBP", "PNG"):
        data = builders.encode(frames[0], pillow_format, save_all=True, append_images=frames[1:])
        assert_alike(decode_all(data).rgb, np.array(frames[0]))


def test_a_tiff_that_begins_with_a_reduced_copy_gives_the_full_picture() -> None:
    buffer = io.BytesIO()
    small, full = Image.new("RGB", (8, 6)), Image.fromarray(builders.scene())
    small.encoderinfo = {"tiffinfo": {254: 1}}
    small.save(buffer, "TIFF", save_all=True, append_images=[full], tiffinfo={254: 1})
    data = bytearray(buffer.getvalue())
    # Pillow writes the tag into both frames: clear it in the second.
    at = [i for i in range(len(data)) if data.startswith(struct.pack("<HHII", 254, 4, 1, 1), i)]
    assert len(at) == 2
    data[at[1] + 8] = 0
    assert_alike(decode_all(bytes(data)).rgb, builders.scene())


# Size


@given(
    width=st.integers(1, 700),
    height=st.integers(1, 700),
    short_side=st.integers(1, 400),
    pillow_format=st.sampled_from(["JPEG", "PNG"]),
)
@settings(max_examples=40, deadline=None)
def test_decoded_small_but_never_too_small(
    width: int, height: int, short_side: int, pillow_format: str
) -> None:
    data = builders.encode(Image.new("RGB", (width, height), "teal"), pillow_format)
    decoded = decode(data, short_side=short_side, max_pixels=MAX_PIXELS)
    rows, columns = decoded.rgb.shape[:2]
    assert (decoded.width, decoded.height) == (width, height)
    assert min(rows, columns) >= min(short_side, width, height)
    assert rows <= height
    assert columns <= width
    # The ratio of the sides is kept to within a pixel.
    assert abs(columns - width * rows / height) <= max(1, width / height)


def test_a_large_jpeg_is_decoded_at_an_eighth() -> None:
    decoded = decode(builders.jpeg(builders.scene(2400, 1600)), short_side=200, max_pixels=10**7)
    assert decoded.rgb.shape == (200, 300, 3)
    assert_alike(decoded.rgb, builders.scene(300, 200))


# Orientation


@pytest.mark.parametrize("orientation", range(1, 9))
def test_turning_upright_undoes_how_it_is_stored(orientation: int) -> None:
    scene = builders.scene()
    turned = turn_upright(builders.stored(scene, orientation), orientation)
    np.testing.assert_array_equal(turned, scene)
    assert turned.flags.c_contiguous


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("pillow_format", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_orientation_is_applied_exactly_once(pillow_format: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[274] = orientation
    data = builders.encode(builders.stored(builders.scene(), orientation), pillow_format, exif=exif)
    decoded = decode_all(data)
    assert (decoded.width, decoded.height) == (64, 48)
    assert_alike(decoded.rgb, builders.scene())


@pytest.mark.parametrize("value", [0, 9, 65535])
def test_a_nonsense_orientation_is_none(value: int) -> None:
    assert read_orientation(builders.exif([(274, SHORT, [value])])) == 1


# Colour depth and channels; the profiles are in test_colour.py


def test_cmyk_is_not_inverted() -> None:
    for pillow_format in ("JPEG", "TIFF"):
        picture = Image.fromarray(builders.scene()).convert("CMYK")
        decoded = decode_all(builders.encode(picture, pillow_format))
        assert_alike(decoded.rgb, builders.scene(), tolerance=8)


def test_16_bit_greyscale_is_scaled_and_not_clipped() -> None:
    ramp = np.linspace(0, 65535, 256).astype(np.uint16)[None].repeat(8, 0)
    for pillow_format in ("PNG", "TIFF"):
        decoded = decode_all(builders.encode(Image.fromarray(ramp), pillow_format))
        np.testing.assert_allclose(decoded.rgb[0, :, 1], ramp[0] / 257, atol=1)


@pytest.mark.parametrize("order", ["<", ">"])
def test_16_bit_colour_tiff_is_scaled(order: str) -> None:
    wide = builders.scene().astype(order + "u2") * 257
    builder = builders.TiffBuilder(order)
    strip = builder.blob(wide.tobytes())
    tiff = builder.finish(
        builder.directory(
            [
                (256, LONG, [64]),
                (257, LONG, [48]),
                (258, SHORT, [16, 16, 16]),
                (259, SHORT, [1]),
                (262, SHORT, [2]),
                (273, LONG, [strip]),
                (277, SHORT, [3]),
                (278, LONG, [48]),
                (279, LONG, [wide.nbytes]),
            ]
        )
    )
    assert_alike(decode_all(tiff).rgb, builders.scene(), tolerance=1)


def test_big_endian_16_bit_greyscale_of_a_dark_picture_stays_dark() -> None:
    dark = np.full((8, 8), 3000, ">u2")
    builder = builders.TiffBuilder(">")
    strip = builder.blob(dark.tobytes())
    sizes = [(256, LONG, [8]), (257, LONG, [8]), (258, SHORT, [16]), (259, SHORT, [1])]
    places = [(262, SHORT, [1]), (273, LONG, [strip]), (278, LONG, [8]), (279, LONG, [128])]
    decoded = decode_all(builder.finish(builder.directory([*sizes, *places])))
    np.testing.assert_array_equal(decoded.rgb, round(3000 / 257))


def test_16_bit_colour_png_is_scaled() -> None:
    wide = builders.scene().astype(">u2") * 257
    rows = b"".join(b"\0" + row.tobytes() for row in wide)
    header = builders.png_chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 48, 16, 2, 0, 0, 0))
    pixels = builders.png_chunk(b"IDAT", zlib.compress(rows))
    png = b"\x89PNG\r\n\x1a\n" + header + pixels + builders.png_chunk(b"IEND", b"")
    assert_alike(decode_all(png).rgb, builders.scene(), tolerance=1)


def test_float_tiff_is_scaled() -> None:
    ramp = np.linspace(0, 1, 64, dtype=np.float32)[None].repeat(8, 0)
    decoded = decode_all(builders.encode(Image.fromarray(ramp), "TIFF"))
    np.testing.assert_allclose(decoded.rgb[0, :, 0], ramp[0] * 255, atol=1)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA"])
def test_other_modes_of_png(mode: str) -> None:
    grey = Image.fromarray(builders.scene()).convert("L")
    picture = grey.convert(mode)
    expected = np.array(picture.convert("L").convert("RGB"))
    assert_alike(decode_all(builders.encode(picture, "PNG")).rgb, expected, tolerance=2)


@pytest.mark.parametrize("pillow_format", ["PNG", "WEBP", "TIFF", "AVIF"])
def test_transparency_becomes_white(pillow_format: str) -> None:
    picture = Image.new("RGBA", (32, 32), (200, 0, 0, 255))
    picture.paste((0, 0, 0, 0), (16, 0, 32, 32))
    decoded = decode_all(builders.encode(picture, pillow_format))
    assert_alike(decoded.rgb[4:28, 20:28], np.full((24, 8, 3), 255))
    assert_alike(decoded.rgb[4:28, 4:12], np.full((24, 8, 3), (200, 0, 0)))


def test_a_transparent_palette_colour_becomes_white() -> None:
    picture = Image.new("P", (16, 16), 1)
    picture.putpalette([0, 0, 0, 200, 0, 0])
    picture.paste(0, (8, 0, 16, 16))
    for pillow_format in ("PNG", "GIF"):
        decoded = decode_all(builders.encode(picture, pillow_format, transparency=0))
        np.testing.assert_array_equal(decoded.rgb[8, 12], (255, 255, 255))
        np.testing.assert_array_equal(decoded.rgb[8, 3], (200, 0, 0))


# What cannot be read


def test_reasons() -> None:
    assert reason_of(b"") == Reason.EMPTY
    assert reason_of(b"Dear diary") == Reason.NOT_AN_IMAGE
    assert reason_of(bytes(5000)) == Reason.DAMAGED
    assert reason_of(b"%PDF-1.7 ...") == Reason.UNSUPPORTED
    assert reason_of(builders.jpeg()[:200]) == Reason.DAMAGED
    assert reason_of(builders.encode(builders.scene(), "PNG")[:100]) == Reason.DAMAGED


def test_rare_kinds_of_jpeg_are_named_as_such() -> None:
    data = builders.jpeg()
    at = data.index(b"\xff\xc0")
    assert reason_of(data.replace(b"\xff\xc0", b"\xff\xc3", 1)) == Reason.UNSUPPORTED
    assert reason_of(data[: at + 4] + b"\x0c" + data[at + 5 :]) == Reason.UNSUPPORTED


def test_a_cut_off_jpeg_is_a_photo_if_most_of_it_is_there() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (400, 300, 3), dtype=np.uint8)
    data = builders.jpeg(noise, quality=80)
    for tenth in range(1, 10):
        part = data[: len(data) * tenth // 10]
        if tenth < 5:
            assert reason_of(part) == Reason.DAMAGED
        elif tenth > 5:
            decoded = decode_all(part)
            above = int(400 * tenth / 10) - 24
            assert_alike(decoded.rgb[:above], decode_all(data).rgb[:above], tolerance=1)


def test_stray_bytes_between_segments_do_no_harm() -> None:
    data = builders.jpeg()
    at = data.index(b"\xff\xdb")
    assert_alike(decode_all(data[:at] + b"\0\0" + data[at:]).rgb, builders.scene())
    assert_alike(decode_all(data + b"trailing junk" * 99).rgb, builders.scene())


def test_no_memory_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(*_args: object, **_kwargs: object) -> None:
        raise MemoryError

    monkeypatch.setattr("photosearch.images.jpeg.decode_scaled", no_memory)
    assert reason_of(builders.jpeg()) == Reason.OUT_OF_MEMORY


def test_bugs_of_decoders_become_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(*_args: object, **_kwargs: object) -> None:
        raise SystemError("tile cannot extend outside image")

    monkeypatch.setattr(decode_module, "decode_raster", bug)
    assert reason_of(builders.encode(builders.scene(), "GIF")) == Reason.DAMAGED


@given(
    st.binary(max_size=300),
    st.sampled_from(["JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "JPEG2000"]),
)
@settings(max_examples=60, deadline=None)
def test_a_header_followed_by_anything_is_unreadable_or_decoded(
    tail: bytes, pillow_format: str
) -> None:
    head = builders.encode(builders.scene(8, 6), pillow_format)[:24]
    for data in (tail, head + tail):
        with contextlib.suppress(UnreadablePhoto):
            decode(data, short_side=4, max_pixels=10_000)


MATRIX = [
    case
    for module in (heif, jpeg, jpeg2000, jpegxl, png, psd, tiff)
    for case in module.cases()
    if case.result != Result.REFUSED
]
DEEP_SEEDS = {
    "HEIC-both_6",
    "JPEG-colour_12_bit",
    "JPEG-colour_16_bit",
    "JPEG_2000-ICC_16_bit",
    "JPEG_2000-palette",
    "JPEG_2000-RGB_8_bit_j2k",
    "JPEG_XL-packed_JPEG",
    "JPEG_XL-alpha_16_bit",
    "JPEG_XL-icc_curves",
    "JPEG_XL-icc_effort_1",
    "JPEG_XL-p3_lossy",
    "PNG-RGB_16_bit",
    "PSD-RGB_16_bit_rle_PSB",
    "PSD-CMYK_8_bit_zip_PSD",
    "TIFF-16_bit_>_planes_tiles",
    "TIFF-lzw_16_bit_predictor_2",
    "TIFF-lerc",
    "TIFF-group4",
    "TIFF-zstd_8_bit_predictor_1",
    "TIFF-jpeg_ycbcr_4:2:0_tiles",
    "TIFF-palette_4_bit",
    "TIFF-YCbCr_subsampled_2_2",
    "TIFF-CIE_Lab_16_bit",
    "TIFF-linear_RGB_float",
}
"""Cases of the matrix that each take another way through the decoders."""


def _seeds() -> dict[str, bytes]:
    scene = builders.scene()
    exif = builders.exif([(274, SHORT, [6])])
    formats = ("PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF")
    return {
        "jpeg": builders.jpeg(exif=exif),
        "progressive": builders.jpeg(progressive=True),
        "dng": builders.dng(preview=builders.jpeg()),
        "dng without preview": builders.dng(),
        "lzw": builders.encode(scene, "TIFF", compression="tiff_lzw"),
        "jpeg in tiff": builders.encode(scene, "TIFF", compression="jpeg"),
        **{name: builders.encode(scene, name) for name in formats},
        **{case.id: case.make() for case in MATRIX if case.id in DEEP_SEEDS},
    }


SEEDS = _seeds()


@pytest.mark.parametrize("name", SEEDS)
def test_damaged_files_never_raise_anything_else(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    whole, chance = SEEDS[name], random.Random(name)
    outcomes = set()
    broken = [whole[: len(whole) * tenth // 10] for tenth in range(1, 10)]
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 30))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        broken.append(bytes(data))
    for content in broken:
        try:
            decoded = decode(content, short_side=20, max_pixels=1_000_000)
        except UnreadablePhoto as problem:
            outcomes.add(problem.reason)
        else:
            assert decoded.rgb.shape[2] == 3
            assert decoded.rgb.dtype == np.uint8
    assert Reason.DAMAGED in outcomes
    assert capfd.readouterr() == ("", "")  # the decoders' libraries keep quiet


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_damage_to_a_jpeg(draw: st.DataObject) -> None:
    data = bytearray(SEEDS["jpeg"])
    places = st.integers(0, len(data) - 1)
    for at, value in draw.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=20)):
        data[at] = value
    with contextlib.suppress(UnreadablePhoto):
        decode(bytes(data), short_side=20, max_pixels=1_000_000)
