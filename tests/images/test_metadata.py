from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.images.decode import Decoded
from photosearch.images.metadata import read_facts
from tests.images import builders
from tests.images.camera_photo import (
    CAMERA,
    EXPECTED,
    facts_of,
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("jpeg", b"\xff\xd8\xff" + b"\xff\xd0" * 5_000_000),
        ("png", b"\x89PNG\r\n\x1a\n" + bytes(10_000_000)),
        ("webp", b"RIFF\0\0\0\0WEBP" + bytes(10_000_000)),
        ("heic", b"\0\0\0\x08free" * 1_000_000),
        ("tiff", b"II*\0\x08\0\0\0\xff\xff" + b"\x0e\1\2\0\xff\xff\xff\xff\x08\0\0\0" * 500_000),
    ],
    ids=["jpeg", "png", "webp", "heic", "tiff"],
)  # fmt: skip
def test_endless_structures_end(name: str, data: bytes) -> None:
    start = time.process_time()
    read_facts(data, Decoded(np.zeros((1, 1, 3), np.uint8), name, 1, 1), None)
    assert time.process_time() - start < 2


@pytest.fixture
def loud(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the parsers' exceptions through, which `read_facts` would keep in."""
    monkeypatch.setattr("photosearch.images.metadata._guarded", lambda read: read())


FORMATS = [
    "jpeg",
    "png",
    "webp",
    "heic",
    "avif",
    "gif",
    "psd",
    "cr3",
    "raf",
    "tiff",
    "nef",
    "bmp",
    "jxl",
    "jp2",
]
BLOCKS = [
    b"",
    builders.jpeg(exif=builders.exif(**CAMERA), xmp=builders.xmp("", 'xmp:Rating="5"')),
    builders.exif(**CAMERA),
    builders.encode(builders.scene(8, 6), "AVIF", exif=builders.exif(**CAMERA)),
    builders.encode(builders.scene(8, 6), "WEBP", exif=builders.exif(**CAMERA)),
    builders.resource(0x0404, builders.dataset(2, 25, b"dog")),
]


@given(st.sampled_from(BLOCKS), st.sampled_from(FORMATS), st.data())
@settings(max_examples=200, deadline=None)
@pytest.mark.usefixtures("loud")
def test_any_bytes_have_facts(block: bytes, name: str, draw: st.DataObject) -> None:
    data = bytearray(block + draw.draw(st.binary(max_size=60)))
    if data:
        places = st.integers(0, len(data) - 1)
        for at, value in draw.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=8)):
            data[at] = value
    decoded = Decoded(np.zeros((1, 1, 3), np.uint8), name, 1, 1)
    facts = read_facts(bytes(data), decoded, bytes(data[::-1]))
    for text in (facts.camera, facts.lens, facts.caption, *facts.keywords):
        assert text is None or text.encode()
    assert facts.rating in {None, -1, 0, 1, 2, 3, 4, 5}


def test_a_bug_in_a_parser_costs_only_its_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(_block: bytes) -> None:
        raise IndexError

    monkeypatch.setattr("photosearch.images.metadata.read_xmp", bug)
    data = builders.jpeg(exif=builders.exif(**CAMERA), xmp=builders.xmp("", 'xmp:Rating="1"'))
    assert facts_of(data, b"sidecar") == EXPECTED
