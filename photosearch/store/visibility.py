"""Keep which photos are to be seen: readable, not missing; and below which root.

Derived from `photos` and kept in chunks (see chunks.py): an int32 per photo id, its root, or 0 if
the photo is not to be seen. Whoever changes state, missing or root_id of a photo, or deletes one,
calls `refresh` in the same transaction.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from sqlite3 import Connection

import numpy as np
from numpy.typing import NDArray

from photosearch.store.chunks import SLOTS, Ids, split, write_slots

VISIBLE = "state = 'indexed' AND NOT missing"
"""The same as an SQL condition on `photos`."""


def refresh(connection: Connection, photo_ids: Iterable[int]) -> None:
    """Bring the chunks up to date for `photo_ids`, of which some may not exist (any more)."""
    ids = np.unique(np.fromiter(photo_ids, np.int64))
    if not len(ids):
        return
    rows = connection.execute(
        f"SELECT id, root_id FROM photos"
        f" WHERE id IN (SELECT value FROM json_each(?)) AND {VISIBLE}",
        (json.dumps(ids.tolist()),),
    ).fetchall()
    root_ids = np.zeros(len(ids), "<i4")
    if rows:
        found = np.array(rows, np.int64)
        root_ids[np.searchsorted(ids, found[:, 0])] = found[:, 1]
    for chunk, slots, positions in split(ids):
        connection.execute(
            "INSERT INTO visible_chunks (chunk, root_ids) VALUES (?, zeroblob(?))"
            " ON CONFLICT DO NOTHING",
            (chunk, SLOTS * 4),
        )
        write_slots(connection, ("visible_chunks", "root_ids", chunk), slots, root_ids[positions])


def visible_roots(connection: Connection) -> tuple[Ids, NDArray[np.int32]]:
    """Return the visible photos: ids (n,) rising, and their root ids (n,)."""
    rows = connection.execute(
        "SELECT chunk, root_ids FROM visible_chunks ORDER BY chunk"
    ).fetchall()
    if not rows:
        return np.empty(0, np.int64), np.empty(0, np.int32)
    root_ids = np.frombuffer(b"".join(blob for _, blob in rows), "<i4")
    firsts = np.fromiter((chunk for chunk, _ in rows), np.int64, len(rows)) * SLOTS
    taken = np.flatnonzero(root_ids)
    ids = firsts[taken // SLOTS] + taken % SLOTS
    return ids, root_ids[taken]


def visible_ids(connection: Connection, root_ids: Collection[int] | None = None) -> Ids:
    """Return the rising ids (n,) of the visible photos, of all roots or of some."""
    ids, roots = visible_roots(connection)
    if root_ids is None:
        return ids
    chosen = np.isin(roots, np.fromiter(root_ids, np.int32))
    return ids if chosen.all() else ids[chosen]
