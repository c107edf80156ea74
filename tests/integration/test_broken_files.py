"""Broken files of every kind through the real pipeline: each a row with a reason, or a photo."""

from __future__ import annotations

import os
import random
import socket
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from photosearch.core.errors import Reason
from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.photos import make_photo
from tests.queries import item, like

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "photos.zip"
pytestmark = pytest.mark.slow


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", Settings(workers=2, file_timeout_s=30)) as opened:
        yield opened


def png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def break_in_every_way(folder: Path) -> dict[str, Reason | None]:
    """Fill `folder`; the reason that a file must get, None where a photo is as good as a reason."""
    expected: dict[str, Reason | None] = {}
    folder.mkdir()
    for suffix in ("jpg", "png", "webp", "tif", "gif", "bmp"):
        good = folder / f"good.{suffix}"
        make_photo(good, 3, (400, 300))
        data = good.read_bytes()
        expected[good.name] = None
        for tenth in range(10):
            cut = folder / f"cut-{tenth}.{suffix}"
            cut.write_bytes(data[: len(data) * tenth // 10])
            expected[cut.name] = Reason.EMPTY if tenth == 0 else None
        rng = random.Random(suffix)
        for number in range(8):
            flipped = bytearray(data)
            for _ in range(1 + 4 * number):
                flipped[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            name = f"flipped-{number}.{suffix}"
            (folder / name).write_bytes(flipped)
            expected[name] = None
    (folder / "bomb.png").write_bytes(png_header(50_000, 50_000))
    expected["bomb.png"] = Reason.TOO_LARGE
    (folder / "text.jpg").write_text("This is not a picture.")
    expected["text.jpg"] = Reason.NOT_AN_IMAGE
    (folder / "really-a-jpeg.png").write_bytes((folder / "good.jpg").read_bytes())
    expected["really-a-jpeg.png"] = None
    if sys.platform != "win32":
        (folder / "folder.jpg").mkdir()
        os.mkfifo(folder / "pipe.jpg")
        (folder / "broken.jpg").symlink_to("nowhere")
        with socket.socket(socket.AF_UNIX) as sock:
            sock.bind(str(folder / "s.jpg"))
        expected |= dict.fromkeys(("folder.jpg", "pipe.jpg", "s.jpg"), Reason.NOT_A_FILE)
        expected["broken.jpg"] = Reason.BROKEN_LINK
        name = os.fsdecode(b"n\xffame.jpg")
        (folder / name).write_bytes((folder / "good.jpg").read_bytes())
        expected[name] = None
    return expected


def test_each_is_a_row_with_a_reason_or_a_photo(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    expected = break_in_every_way(folder)
    library.add_root(folder)
    summary = library.index()

    good = {record.path.name for record in library.photos(library.photo_ids())}
    bad = {record.path.name: record for record in library.unreadable()}
    assert good | set(bad) == set(expected)
    assert not good & set(bad)
    assert {f"good.{suffix}" for suffix in ("jpg", "png", "webp", "tif", "gif", "bmp")} <= good
    assert "really-a-jpeg.png" in good
    for name, reason in expected.items():
        if reason is not None:
            assert bad[name].reason is reason, name
    assert all(record.detail for record in bad.values())
    assert sum(summary.counts.values()) == len(expected)
    assert not {Reason.CRASHED.value, Reason.TIMEOUT.value} & set(summary.reasons)

    again = library.index()
    assert again.counts["unchanged"] == len(expected)
    answer = library.search(like(item(folder / "good.jpg"), limit=5))
    assert answer.distances[0] == 0


@pytest.mark.shared_data
def test_the_collected_photos_damaged_and_fuzzed_ones_included(
    library: Library, tmp_path: Path
) -> None:
    if not SHARED.exists():
        pytest.skip(f"the photo sets are not beside the checkout ({SHARED.name})")
    folder = tmp_path / "photos"
    with zipfile.ZipFile(SHARED) as archive:
        archive.extractall(folder)
    library.add_root(folder)
    summary = library.index()
    rows = {
        record.path.relative_to(folder).as_posix()
        for record in [*library.photos(library.photo_ids()), *library.unreadable()]
    }
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    not_photos = {name for name in files if name.endswith((".tga", ".pcx", ".ico"))}
    assert files - not_photos == rows
    assert summary.counts["indexed"] + summary.counts["copied"] >= 120
    assert not {Reason.CRASHED.value, Reason.TIMEOUT.value} & set(summary.reasons)
