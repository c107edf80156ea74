"""Keep arrays over photo ids in SQLite, as blobs of 4096 slots.

What a search needs of every photo (its code, whether it may be shown) is kept not as a row per
photo but in chunks addressed by photo id: chunk = id // 4096, slot = id % 4096. Fetching a million
rows makes a million Python tuples and costs about a second; fetching 245 chunks is a memcpy. A
change writes into the blob in place, so a batch of new photos costs a page or two, not a chunk.
"""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import Connection

import numpy as np
from numpy.typing import NDArray

SLOTS = 4096
"""Photos per chunk. Fixed by the format of the catalog."""

Ids = NDArray[np.int64]


def split(ids: Ids) -> Iterator[tuple[int, Ids, NDArray[np.intp]]]:
    """Yield chunk, rising slots (m,), positions in `ids` (m,), for each chunk of `ids` (n,)."""
    order = np.argsort(ids, kind="stable")
    chunks = ids[order] // SLOTS
    starts = np.flatnonzero(np.diff(chunks, prepend=-1))
    for start, stop in zip(starts, [*starts[1:], len(ids)], strict=False):  # none of no ids
        positions = order[start:stop]
        yield int(chunks[start]), ids[positions] % SLOTS, positions


def write_slots(
    connection: Connection,
    place: tuple[str, str, int],
    slots: Ids,
    values: NDArray[np.generic],
) -> None:
    """Write `values` (n, ...) at `slots` (n,), rising, into a blob: (table, column, rowid)."""
    table, column, rowid = place
    width = values.nbytes // len(values)
    breaks = np.flatnonzero(np.diff(slots) != 1) + 1
    with connection.blobopen(table, column, rowid) as blob:
        for start, stop in zip([0, *breaks], [*breaks, len(slots)], strict=True):
            blob.seek(int(slots[start]) * width)
            blob.write(values[start:stop].tobytes())


def read_slots(
    connection: Connection, place: tuple[str, str, int], slots: Ids, width: int
) -> NDArray[np.uint8]:
    """Return the bytes (n, width) at `slots` (n,) of a blob."""
    table, column, rowid = place
    values = np.empty((len(slots), width), np.uint8)
    with connection.blobopen(table, column, rowid, readonly=True) as blob:
        for row, slot in enumerate(slots.tolist()):
            blob.seek(slot * width)
            values[row] = np.frombuffer(blob.read(width), np.uint8)
    return values
