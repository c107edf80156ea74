from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from photosearch.core.message_codes import FileKind
from photosearch.images.formats import (
    CANDIDATE_SUFFIXES,
    OTHER_FORMATS,
    PILLOW_FORMATS,
    RAW_FORMATS,
    sniff,
    unsupported_kind,
)
from photosearch.messages import Message
from tests.images import builders
from tests.message_text import text_of

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["png", "webp", "tiff", "gif", "bmp", "avif", "jpeg", "jp2"])
def test_what_pillow_writes_is_known(name: str) -> None:
    pillow_format = {"jp2": "JPEG2000"}.get(name, name.upper())
    assert sniff(builders.encode(builders.scene(), pillow_format)) == name


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\xff\xd8\xff\xe1", "jpeg"),
        (b"8BPS\0\1" + bytes(8), "psd"),
        (b"8BPS\0\2" + bytes(8), "psd"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
        (b"\xff\x0a\x88\x01", "jxl"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
        (b"\xff\x4f\xff\x51\0\x2f", "jp2"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "avif"),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "cr3"),
        (b"II*\0\x10\0\0\0CR\x02\0", "cr2"),
        (b"IIRO\x08\0\0\0", "orf"),
        (b"IIU\0\x18\0\0\0", "rw2"),
        (b"FUJIFILMCCD-RAW 0201", "raf"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", None),
        (b"BM" + bytes(30), None),
        (b"RIFF\0\0\0\0WAVEfmt ", None),
        (b"", None),
    ],
)
def test_magic_numbers(head: bytes, name: str | None) -> None:
    assert sniff(head) == name


@pytest.mark.parametrize(
    ("maker", "name"), [("NIKON CORPORATION", "nef"), ("SONY", "arw"), ("Unheard-of", "raw")]
)
def test_raw_files_are_told_from_plain_tiff(maker: str, name: str) -> None:
    builder = builders.TiffBuilder(">")
    sensor = builder.directory([(262, builders.SHORT, [32803])])
    first = builder.directory(
        [(271, builders.ASCII, maker), (330, builders.LONG, [sensor]), (254, builders.LONG, [1])]
    )
    assert sniff(builder.finish(first)) == name
    assert sniff(builders.dng(maker=maker)) == "dng"


def test_a_photo_saved_as_tiff_by_a_camera_maker_is_plain_tiff() -> None:
    tiff = builders.encode(builders.scene(), "TIFF", tiffinfo={271: "NIKON CORPORATION"})
    assert sniff(tiff) == "tiff"


@pytest.mark.parametrize(
    ("head", "word"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"v/1\x01", "OpenEXR"),
        (b"\0\0\0\x14ftypqt  ", "video"),
        (b"<?xml version='1.0'?>\n<svg xmlns='x'>", "SVG"),
    ],
)
def test_known_but_unsupported_kinds_are_named(head: bytes, word: str) -> None:
    kind = unsupported_kind(head)
    assert kind is not None
    assert word in text_of(Message(kind))


def test_targa_is_named_and_text_is_not() -> None:
    targa = builders.encode(Image.new("RGB", (5, 4)), "TGA")
    assert unsupported_kind(targa) is FileKind.TARGA
    assert unsupported_kind(b"Dear diary, today I took many photos.") is None


def test_suffixes_are_lower_case_with_a_dot() -> None:
    assert all(s.startswith(".") and s == s.lower() for s in CANDIDATE_SUFFIXES)
    assert {".jxl", ".jp2", ".j2k", ".jpf", ".psd", ".psb"} <= CANDIDATE_SUFFIXES
    assert {".jpg", ".jpeg", ".heic", ".nef", ".tif", ".tiff", ".avif"} <= CANDIDATE_SUFFIXES


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"II*\0", b"MM\0*", b"\0\0\0\x20ftyp", b"\xff\x0a"]),
)
def test_any_bytes_get_an_answer(tail: bytes, head: bytes) -> None:
    known = OTHER_FORMATS | set(PILLOW_FORMATS) | RAW_FORMATS
    assert sniff(head + tail) in known | {None}
    unsupported_kind(head + tail)


def test_libraries_of_rare_formats_are_loaded_with_the_first_file_of_theirs() -> None:
    code = (
        "import sys\n"
        "from photosearch.images import decode, exif_rows, metadata, thumbnails\n"
        "from tests.images import builders\n"
        "for data in (builders.jpeg(), builders.encode(builders.scene(), 'PNG')):\n"
        "    decode.decode(data, short_side=20, max_pixels=10**6)\n"
        "rare = {'imagecodecs', 'tifffile', 'pi_heif', 'rawpy'}\n"
        "print(sorted(rare & set(sys.modules)))\n"
        "tiff = builders.encode(builders.scene(), 'TIFF')\n"
        "decode.decode(tiff, short_side=20, max_pixels=10**6)\n"
        "print(sorted(rare & set(sys.modules)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    first, second = ended.stdout.splitlines()
    assert first == "[]"
    assert "tifffile" in second
    assert "pi_heif" not in second
