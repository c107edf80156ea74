"""Keep the folders that the user named."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from sqlite3 import Connection

from photosearch.core.message_codes import DamageCode
from photosearch.core.photo import Root
from photosearch.messages import Message
from photosearch.store import sqlite_errors, text_index
from photosearch.store.database import Database
from photosearch.store.visibility import refresh


class Roots:
    """Read and change rows of roots, from any thread. Whether one is online is not known here.

    Args:
        on_delete: called with a connection of the running transaction and the ids of photos that
            are being deleted, to remove what hangs on them.
        on_deleted: called with their ids once that is committed.
    """

    def __init__(
        self,
        database: Database,
        on_delete: Callable[[Connection, Sequence[int]], None],
        on_deleted: Callable[[Sequence[int]], None],
    ) -> None:
        self._database = database
        self._on_delete = on_delete
        self._on_deleted = on_deleted

    def all(self) -> list[Root]:
        """List all roots, in the order of their being added."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id, path, volume, excludes FROM roots ORDER BY id"
            ).fetchall()
        try:
            return [
                Root(root_id, Path(os.fsdecode(path)), volume, tuple(json.loads(excludes)))
                for root_id, path, volume, excludes in rows
            ]
        except (ValueError, TypeError) as error:
            raise sqlite_errors.damaged_error(
                self._database.path, Message(DamageCode.ROOT_ROW, cause=str(error))
            ) from error

    def add(self, path: Path, volume: str = "", excludes: Sequence[str] = ()) -> Root:
        """Add a root, or give the one that there is new excludes and volume.

        Raises:
            ValueError: the path is not absolute.
        """
        if not path.is_absolute():
            raise ValueError(f"a root's path is absolute, unlike {path}")

        def work(connection: Connection) -> int:
            row = connection.execute(
                "INSERT INTO roots (path, volume, excludes, added_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (path) DO UPDATE"
                " SET volume = excluded.volume, excludes = excluded.excludes RETURNING id",
                (os.fsencode(path), volume, json.dumps(list(excludes)), int(time.time())),
            ).fetchone()
            return int(row[0])

        return Root(self._database.write(work), path, volume, tuple(excludes))

    def set_excludes(self, root_id: int, excludes: Sequence[str]) -> None:
        """Replace the patterns of a root; nothing happens if it is gone."""

        def work(connection: Connection) -> None:
            connection.execute(
                "UPDATE roots SET excludes = ? WHERE id = ?", (json.dumps(list(excludes)), root_id)
            )

        self._database.write(work)

    def unreadable_counts(self) -> dict[int, int]:
        """Count the files that could not be read and are not missing, by root."""
        with self._database.read() as connection:
            return dict(
                connection.execute(
                    "SELECT root_id, count(*) FROM photos"
                    " WHERE state = 'unreadable' AND NOT missing GROUP BY root_id"
                ).fetchall()
            )

    def missing_paths(self) -> dict[int, list[bytes]]:
        """Return the relative paths by root of the files that are gone, where there are any."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT root_id, rel_path FROM photos WHERE missing"
            ).fetchall()
        paths: dict[int, list[bytes]] = {}
        for root_id, rel_path in rows:
            paths.setdefault(root_id, []).append(rel_path)
        return paths

    def remove(self, root_id: int) -> int:
        """Delete a root with its photos, codes and thumbnails; return how many photos it had."""

        def work(connection: Connection) -> list[int]:
            rows = connection.execute(
                "SELECT id FROM photos WHERE root_id = ?", (root_id,)
            ).fetchall()
            gone = [photo_id for (photo_id,) in rows]
            self._on_delete(connection, gone)
            connection.execute("DELETE FROM roots WHERE id = ?", (root_id,))
            return gone

        gone = self._database.write(work)
        self._on_deleted(gone)
        return len(gone)

    def absorb(self, child_id: int, parent_id: int, prefix: bytes) -> None:
        """Make a root part of another one that contains it; its photos keep ids and codes.

        Where both know a file, the readable row is kept, the child's if both are.

        Args:
            child_id: the root that ceases to be.
            parent_id: the root whose folder contains the child's.
            prefix: the child's folder below the parent's, `os.fsencode`d.

        Raises:
            ValueError: the prefix is empty, or the roots are one.
        """
        prefix = prefix.strip(b"/") + b"/"
        if prefix == b"/" or child_id == parent_id:
            raise ValueError("a root is absorbed by another one above it")
        pairs_sql = (
            "SELECT child.id, parent.id,"
            " (child.state = 'indexed', NOT child.missing)"
            " >= (parent.state = 'indexed', NOT parent.missing)"
            " FROM photos child JOIN photos parent ON parent.root_id = :parent"
            " AND parent.rel_path = CAST(:prefix || child.rel_path AS BLOB)"
            " WHERE child.root_id = :child"
        )
        names = {"child": child_id, "parent": parent_id, "prefix": prefix}

        def work(connection: Connection) -> list[int]:
            pairs = connection.execute(pairs_sql, names).fetchall()
            gone = [parent if keep_child else child for child, parent, keep_child in pairs]
            self._on_delete(connection, gone)
            rows = connection.execute(
                "SELECT id FROM photos WHERE root_id = :child", names
            ).fetchall()
            for table in ("photos", "strikes"):
                # || makes text of the same bytes, whatever they are; the cast takes them back.
                connection.execute(
                    f"UPDATE OR REPLACE {table} SET root_id = :parent,"
                    " rel_path = CAST(:prefix || rel_path AS BLOB) WHERE root_id = :child",
                    names,
                )
            connection.execute("DELETE FROM roots WHERE id = :child", names)
            refresh(connection, (photo_id for (photo_id,) in rows))
            text_index.refresh(connection, (photo_id for (photo_id,) in rows))
            return gone

        self._on_deleted(self._database.write(work))
