"""Read and correct what is noted of which photos are names of one file."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from sqlite3 import Connection
from typing import NamedTuple

from photosearch.store.database import Database
from photosearch.store.visibility import VISIBLE


class NamedFile(NamedTuple):
    """Hold one name of a file, as it was noted."""

    photo_id: int
    root_id: int
    rel_path: bytes
    file_id: str
    """See `FileStamp.file_id`."""


class FileIds:
    """Know the file ids of photos. All methods are for any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def shared(self, file_ids: Collection[str]) -> list[NamedFile]:
        """Return the visible photos that have one of some file ids, where several have it."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id, root_id, rel_path, file_id FROM photos WHERE file_id IN"
                " (SELECT file_id FROM photos WHERE file_id IN (SELECT value FROM json_each(?))"
                f" AND file_id <> '' AND {VISIBLE} GROUP BY file_id HAVING count(*) > 1)"
                f" AND {VISIBLE} ORDER BY id",
                (json.dumps(sorted(file_ids)),),
            ).fetchall()
        return [NamedFile(*row) for row in rows]

    def having(self, file_id: str) -> list[NamedFile]:
        """Return the visible photos that have a file id."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id, root_id, rel_path, file_id FROM photos"
                f" WHERE file_id = ? AND file_id <> '' AND {VISIBLE} ORDER BY id",
                (file_id,),
            ).fetchall()
        return [NamedFile(*row) for row in rows]

    def other_names(self, photo_id: int) -> list[NamedFile]:
        """Return the other visible photos that have the file id of one."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT file_id FROM photos WHERE id = ?", (photo_id,)
            ).fetchone()
        names = self.having(row[0]) if row is not None else []
        return [each for each in names if each.photo_id != photo_id]

    def set(self, file_ids: Mapping[int, str]) -> None:
        """Note other file ids, by photo id.

        Raises:
            CatalogError: the catalog cannot be written.
        """

        def work(connection: Connection) -> None:
            connection.executemany(
                "UPDATE photos SET file_id = ? WHERE id = ?",
                [(file_id, photo_id) for photo_id, file_id in file_ids.items()],
            )

        self._database.write(work)
