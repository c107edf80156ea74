"""Tell one content of a file from another by a hash of samples."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

_ENDS = 64 * 1024
_SAMPLES = 16
_SAMPLE = 16 * 1024


def content_id_of(data: bytes) -> bytes:
    """Return 16 bytes that tell this content from others.

    BLAKE2b of the size, the first and last 64 KiB, and 16 blocks of 16 KiB spread evenly over what
    lies between (all of it, where that is less). Samples, because scans of one format may share
    their whole beginning and end, header and white margins, and because hashing a megabyte of every
    photo would take a twentieth of the time that indexing it takes.
    """
    view = memoryview(data)
    return _content_id(len(data), lambda start, length: view[start : start + length])


def content_id_at(path: Path) -> bytes:
    """Return what `content_id_of` does for a file, of which no more than the samples is read.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:

        def read(start: int, length: int) -> bytes:
            file.seek(start)
            return file.read(length)

        return _content_id(os.fstat(file.fileno()).st_size, read)


def _content_id(size: int, read: Callable[[int, int], bytes | memoryview]) -> bytes:
    digest = hashlib.blake2b(size.to_bytes(8, "little"), digest_size=16)
    inner = size - 2 * _ENDS
    if inner <= _SAMPLES * _SAMPLE:
        digest.update(read(0, size))
    else:
        digest.update(read(0, _ENDS))
        for number in range(_SAMPLES):
            start = _ENDS + number * (inner - _SAMPLE) // (_SAMPLES - 1)
            digest.update(read(start, _SAMPLE))
        digest.update(read(size - _ENDS, _ENDS))
    return digest.digest()
