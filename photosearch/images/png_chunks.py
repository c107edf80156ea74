"""Walk the chunks of a PNG file."""

from __future__ import annotations

from collections.abc import Iterator

_SIGNATURE_BYTES = 8
_MOST_CHUNKS = 100_000
"""A hostile file may have millions of empty ones."""


def png_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, place and size in bytes of each chunk's content, as far as the file goes.

    The last one may be said to be larger than what is left of the file.
    """
    at = _SIGNATURE_BYTES
    for _ in range(_MOST_CHUNKS):
        if at + 12 > len(data):
            return
        size = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], at + 8, size
        at += 12 + size
