from __future__ import annotations

import os
import threading
import warnings

import pytest

from photosearch.images.decode import decode
from photosearch.images.quiet import quiet
from tests.images import builders


def test_nothing_is_written_inside_and_all_is_as_before_afterwards(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with quiet():
        os.write(2, b"libtiff remarks")
        warnings.warn("Pillow remarks", stacklevel=1)
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"
    with pytest.raises(UserWarning, match="raised again"):
        warnings.warn("raised again", stacklevel=1)


def test_an_exception_passes_and_the_stream_is_back(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyError), quiet():
        raise KeyError
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"


def test_threads_take_turns(capfd: pytest.CaptureFixture[str]) -> None:
    tiff = builders.encode(builders.scene(), "TIFF", compression="tiff_lzw")
    raw = builders.dng()
    sizes: list[tuple[int, int]] = []

    def work(data: bytes) -> None:
        for _ in range(15):
            decoded = decode(data, short_side=20, max_pixels=10**6)
            sizes.append((decoded.width, decoded.height))

    threads = [threading.Thread(target=work, args=(data,)) for data in (tiff, raw) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sizes.count((64, 48)) == sizes.count((96, 64)) == 45
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"
    with pytest.raises(UserWarning):
        warnings.warn("as before", stacklevel=1)


def test_without_a_stream_it_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_stream(_descriptor: int) -> int:
        raise OSError

    monkeypatch.setattr(os, "dup", no_stream)
    with quiet():
        warnings.warn("still not raised", stacklevel=1)
