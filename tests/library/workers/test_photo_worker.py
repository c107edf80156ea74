"""Reading one file: what content ids tell apart, and what a file must be."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.photo import FileStamp
from photosearch.library.workers.content_id import content_id_at, content_id_of
from photosearch.library.workers.file_reading import as_unreadable, read_stable
from photosearch.library.workers.photo_worker import _read_sidecar
from tests.message_text import text_of

STAMP = FileStamp(b"x", 0, 0, "")
KIB = 1024


@given(st.binary(max_size=2000), st.integers(0, 1999))
def test_small_contents_differ_in_any_byte(data: bytes, at: int) -> None:
    assert content_id_of(data) == content_id_of(bytes(data))
    assert len(content_id_of(data)) == 16
    if at < len(data):
        changed = bytearray(data)
        changed[at] ^= 1
        assert content_id_of(bytes(changed)) != content_id_of(data)
    assert content_id_of(data + b"\0") != content_id_of(data)


@pytest.mark.parametrize("at", [0, 64 * KIB - 1, 64 * KIB, 3 * 1024 * KIB - 1])
def test_large_contents_differ_at_both_ends_and_within(at: int) -> None:
    data = bytearray(3 * 1024 * KIB)
    plain = content_id_of(bytes(data))
    data[at] = 1
    assert content_id_of(bytes(data)) != plain


def test_scans_that_share_their_margins_differ() -> None:
    """Two uncompressed pages: white at the beginning and the end, text of their own between."""
    white = b"\xff" * (2 * 1024 * KIB)
    page, other = (white + os.urandom(4 * 1024 * KIB) + white for _ in range(2))
    assert content_id_of(page) != content_id_of(other)


@pytest.mark.parametrize("size", [128 * KIB, 384 * KIB, 384 * KIB + 1, 385 * KIB])
def test_sizes_around_the_limits_of_sampling(size: int) -> None:
    """Every byte counts up to 384 KiB; above that the samples lie within what is there."""
    data = os.urandom(size)
    changed = bytearray(data)
    changed[size // 2] ^= 1
    same = content_id_of(bytes(changed)) == content_id_of(data)
    assert not same or size > 384 * KIB


@pytest.mark.parametrize("size", [0, 1, 64 * KIB, 384 * KIB, 384 * KIB + 1, 3 * 1024 * KIB + 7])
def test_a_file_need_not_be_read_whole(tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    (tmp_path / "a.jpg").write_bytes(data)
    assert content_id_at(tmp_path / "a.jpg") == content_id_of(data)


def test_a_file_as_it_is_now(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"content")
    data, stamp = read_stable(os.fsencode(path), STAMP, 100)
    status = path.stat()
    assert (data, stamp.size, stamp.mtime_ns) == (b"content", 7, status.st_mtime_ns)


def test_empty_and_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    for content, reason in ((b"", Reason.EMPTY), (b"x" * 101, Reason.TOO_LARGE)):
        path.write_bytes(content)
        with pytest.raises(UnreadablePhoto) as caught:
            read_stable(os.fsencode(path), STAMP, 100)
        assert caught.value.reason is reason


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_a_pipe_in_place_of_the_file_does_not_hold_the_worker(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(UnreadablePhoto) as caught:
        read_stable(os.fsencode(tmp_path / "pipe.jpg"), STAMP, 100)
    assert caught.value.reason is Reason.NOT_A_FILE


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
@pytest.mark.timeout(20)
def test_a_pipe_in_place_of_the_sidecar_does_not_hold_the_worker(tmp_path: Path) -> None:
    """Whether it stood there when the folder was looked through, or came since."""
    os.mkfifo(tmp_path / "a.jpg.xmp")
    changed = (tmp_path / "a.jpg.xmp").stat().st_mtime_ns
    assert _read_sidecar(os.fsencode(tmp_path / "a.jpg"), changed) is None


def test_a_file_that_grows_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"content")
    fstat, calls = os.fstat, []

    def grow(descriptor: int) -> os.stat_result:
        calls.append(descriptor)
        if len(calls) > 1:
            with path.open("ab") as file:
                file.write(b" and more")
        return fstat(descriptor)

    monkeypatch.setattr("photosearch.library.workers.file_reading.os.fstat", grow)
    with pytest.raises(UnreadablePhoto) as caught:
        read_stable(os.fsencode(path), STAMP, 100)
    assert caught.value.reason is Reason.CHANGING


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (MemoryError(), Reason.OUT_OF_MEMORY),
        (FileNotFoundError(2, "No such file"), Reason.GONE),
        (PermissionError(13, "Permission denied"), Reason.NO_PERMISSION),
        (OSError(5, "Input/output error"), Reason.IO_ERROR),
    ],
)
def test_errors_of_the_system_in_plain_words(error: MemoryError | OSError, reason: Reason) -> None:
    problem = as_unreadable(error)
    assert problem.reason is reason
    assert text_of(problem.detail).endswith(".")
