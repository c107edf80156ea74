"""Read which content photos have."""

from __future__ import annotations

import json
from collections.abc import Iterable
from sqlite3 import Connection


def content_ids_of(connection: Connection, photo_ids: Iterable[int]) -> dict[int, bytes]:
    """Return the content ids of those of some photos that have one, missing ones too, by id."""
    return dict(
        connection.execute(
            "SELECT id, content_id FROM photos WHERE content_id IS NOT NULL"
            " AND id IN (SELECT value FROM json_each(?))",
            (json.dumps([int(photo_id) for photo_id in photo_ids]),),
        )
    )


def content_keys_of(connection: Connection, photo_ids: Iterable[int]) -> dict[int, int]:
    """Return the same as keys, the first eight bytes as a signed number; see `store.duplicates`."""
    return {
        photo_id: int.from_bytes(content_id[:8], "big", signed=True)
        for photo_id, content_id in content_ids_of(connection, photo_ids).items()
    }
