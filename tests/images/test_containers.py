"""Where formats that Pillow cannot write keep their metadata; built by hand."""

from __future__ import annotations

import struct
import zlib

import imagecodecs
import numpy as np
import pytest

from photosearch.images import jpeg2000
from photosearch.images.containers import find_blocks
from photosearch.images.exif import read_exif
from photosearch.images.xmp import read_xmp
from tests.images import builders
from tests.images.builders import ASCII, SHORT
from tests.images.camera_photo import CAMERA, EXPECTED, facts_of
from tests.images.format_cases.psd import write_psd


def box(kind: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return struct.pack(">I", 8 + len(inside)) + kind + inside


def test_canon_raw_keeps_three_structures() -> None:
    canon = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
    parts = [
        box(b"CMT1", builders.exif(main=CAMERA["main"])),
        box(b"CMT2", builders.exif(main=CAMERA["photo"])),
        box(b"CMT4", builders.exif(main=CAMERA["gps"])),
    ]
    data = box(b"ftyp", b"crx \0\0\0\1crx isom") + box(b"moov", box(b"uuid", canon, *parts))
    exif = find_blocks(data, "cr3").exif
    assert exif is not None
    found = read_exif(exif)
    assert (found.camera, found.captured) == (EXPECTED.camera, EXPECTED.captured)
    assert (found.iso, found.lens, found.altitude_m) == (400, "50mm f/1.4", -12.5)


def test_fuji_raw_keeps_a_jpeg() -> None:
    inside = builders.jpeg(exif=builders.exif(**CAMERA))
    head = b"FUJIFILMCCD-RAW 0201".ljust(84, b"\0")
    data = head + struct.pack(">II", 100, len(inside)) + bytes(8) + inside
    exif = find_blocks(data, "raf").exif
    assert exif is not None
    assert read_exif(exif).iso == 400


def test_panasonic_raw_keeps_a_jpeg() -> None:
    inside = builders.jpeg(exif=builders.exif(**CAMERA))
    builder = builders.TiffBuilder()
    first = builder.directory([(0x2E, builders.UNDEFINED, inside), (274, SHORT, [1])])
    data = bytearray(builder.finish(first))
    data[2] = 0x55
    exif = find_blocks(bytes(data), "rw2").exif
    assert exif is not None
    assert read_exif(exif).iso == 400


@pytest.mark.parametrize("packed", [True, False])
def test_png_with_profiles_in_hexadecimal(packed: bool) -> None:
    exif = b"Exif\0\0" + builders.exif(**CAMERA)
    words = b"\nexif\n%8d\n" % len(exif) + exif.hex().encode() + b"\n"
    chunk = (
        builders.png_chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(words))
        if packed
        else builders.png_chunk(b"tEXt", b"Raw profile type exif\0" + words)
    )
    png = builders.png_with(builders.encode(builders.scene(), "PNG"), chunk)
    assert facts_of(png).iso == 400


def test_png_with_packed_xmp() -> None:
    packet = zlib.compress(builders.xmp("", 'xmp:Rating="3"'))
    chunk = builders.png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + packet)
    png = builders.png_with(builders.encode(builders.scene(), "PNG"), chunk)
    assert facts_of(png).rating == 3


def test_a_zip_bomb_in_a_png_text_is_cut() -> None:
    bomb = zlib.compress(b" " * 100_000_000, 9)
    chunk = builders.png_chunk(b"zTXt", b"Raw profile type exif\0\0" + bomb)
    png = builders.png_with(builders.encode(builders.scene(), "PNG"), chunk)
    assert find_blocks(png, "png").exif is None


def test_photoshop_documents_keep_resources() -> None:
    resources = (
        builders.resource(1028, builders.dataset(2, 25, b"dog"))
        + builders.resource(1058, builders.exif(main=[(271, ASCII, "Canon")]))
        + builders.resource(1060, builders.xmp("", 'xmp:Rating="2"'))
    )
    header = b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 4, 4, 8, 3)
    blocks = find_blocks(
        header + struct.pack(">I", 0) + struct.pack(">I", len(resources)) + resources, "psd"
    )
    assert blocks.exif is not None
    assert read_exif(blocks.exif).camera == "Canon"
    assert blocks.iptc == builders.dataset(2, 25, b"dog")
    xmp = read_xmp(blocks.xmp or b"")
    assert xmp is not None
    assert xmp.rating == 2


def test_tiff_keeps_xmp_and_iptc_in_tags() -> None:
    packet = builders.xmp("", 'xmp:Rating="2"')
    tiff = builders.encode(
        builders.scene(), "TIFF", tiffinfo={700: packet, 33723: builders.dataset(2, 25, b"dog")}
    )
    facts = facts_of(tiff)
    assert (facts.rating, facts.keywords) == (2, ("dog",))


XMP = builders.xmp("", 'xmp:Rating="5"')


def _jpegxl(*boxes_behind: bytes) -> bytes:
    values = builders.scene(16, 12)
    return bytes(imagecodecs.jpegxl_encode(values, usecontainer=True)) + b"".join(boxes_behind)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "by Brotli"])
def test_jpeg_xl_keeps_boxes(packed: bool) -> None:
    exif = bytes(4) + builders.exif(**CAMERA)
    parts = [(b"Exif", exif), (b"xml ", XMP)]
    if packed:
        told = [
            box(b"brob", kind, bytes(imagecodecs.brotli_encode(content))) for kind, content in parts
        ]
    else:
        told = [box(kind, content) for kind, content in parts]
    facts = facts_of(_jpegxl(*told))
    assert (facts.format, facts.camera, facts.iso) == ("jxl", EXPECTED.camera, 400)
    assert (facts.captured, facts.rating) == (EXPECTED.captured, 5)


def test_a_box_that_brotli_does_not_unpack_is_left_out() -> None:
    facts = facts_of(_jpegxl(box(b"brob", b"Exif", b"\xff" * 40), box(b"xml ", XMP)))
    assert (facts.camera, facts.rating) == (None, 5)


def test_jpeg_2000_keeps_uuid_boxes() -> None:
    data = builders.encode(builders.scene(16, 12), "JPEG2000")
    told = [
        box(b"uuid", jpeg2000.EXIF_UUID, builders.exif(**CAMERA)),
        box(b"uuid", jpeg2000.XMP_UUID, XMP),
        box(b"uuid", jpeg2000.IPTC_UUID, builders.dataset(2, 25, b"dog")),
    ]
    facts = facts_of(data + b"".join(told))
    assert (facts.format, facts.camera, facts.iso) == ("jp2", EXPECTED.camera, 400)
    assert (facts.captured, facts.rating) == (EXPECTED.captured, 5)
    assert facts.keywords == ("dog",)


@pytest.mark.parametrize("large", [False, True], ids=["PSD", "PSB"])
def test_photoshop_keeps_resources(large: bool) -> None:
    parts = {1058: builders.exif(**CAMERA), 1060: XMP, 1028: builders.dataset(2, 25, b"dog")}
    planes = np.moveaxis(builders.scene(16, 12), -1, 0)
    facts = facts_of(write_psd(planes, 3, large=large, parts=parts))
    assert (facts.format, facts.camera, facts.iso) == ("psd", EXPECTED.camera, 400)
    assert (facts.captured, facts.rating) == (EXPECTED.captured, 5)
    assert facts.keywords == ("dog",)
