"""Keep thumbnails in a file of their own: large, and made again from the photos if lost.

A thumbnails.db that is damaged, or belongs to another catalog, is set aside and begun anew.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path
from sqlite3 import Connection
from typing import TypeVar

import numpy as np

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import CatalogError, DamagedLibrary
from photosearch.core.message_codes import DamageCode
from photosearch.messages import Message
from photosearch.store.chunks import Ids
from photosearch.store.database import Database
from photosearch.store.schema import THUMBNAILS

log = logging.getLogger(__name__)

T = TypeVar("T")


class Thumbnails:
    """Read and write JPEG thumbnails by photo id. All methods are for any thread.

    Args:
        path: of thumbnails.db; made if absent, unless `read_only`.
        library_id: of the catalog that the photo ids are of.
    """

    def __init__(self, path: Path, library_id: str, *, read_only: bool = False) -> None:
        self._path = path
        self._library_id = library_id
        self._read_only = read_only
        self._lock = threading.RLock()
        self._database = self._open()

    def get(self, ids: Iterable[int]) -> dict[int, bytes]:
        """Return the thumbnails of those of `ids` that have one."""
        wanted = json.dumps([int(photo_id) for photo_id in ids])

        def work(connection: Connection) -> dict[int, bytes]:
            return dict(
                connection.execute(
                    "SELECT photo_id, jpeg FROM thumbnails"
                    " WHERE photo_id IN (SELECT value FROM json_each(?))",
                    (wanted,),
                )
            )

        return self._read(work, {})

    def ids(self) -> Ids:
        """Return the rising ids (n,) of the photos that have a thumbnail."""

        def work(connection: Connection) -> Ids:
            rows = connection.execute("SELECT photo_id FROM thumbnails ORDER BY photo_id")
            return np.fromiter(chain.from_iterable(rows), np.int64)

        return self._read(work, np.empty(0, np.int64))

    def put(self, thumbnails: Mapping[int, bytes]) -> None:
        """Write or replace thumbnails."""
        self.change(thumbnails)

    def delete(self, ids: Collection[int]) -> None:
        """Forget the thumbnails of `ids`."""
        self.change({}, delete=ids)

    def discard(self, ids: Collection[int]) -> None:
        """Forget thumbnails of photos that are gone already: a failure is only noted."""
        try:
            self.delete(ids)
        except CatalogError as error:
            log.warning("Some thumbnails that are not needed any more were kept: %s", error)

    def change(
        self,
        put: Mapping[int, bytes],
        *,
        copy: Iterable[tuple[int, int]] = (),
        delete: Collection[int] = (),
    ) -> None:
        """Delete, then write, then copy (source id, target id), in one transaction."""

        def work(connection: Connection) -> None:
            connection.execute(
                "DELETE FROM thumbnails WHERE photo_id IN (SELECT value FROM json_each(?))",
                (json.dumps([int(photo_id) for photo_id in delete]),),
            )
            write = "INSERT OR REPLACE INTO thumbnails (photo_id, jpeg)"
            connection.executemany(f"{write} VALUES (?, ?)", put.items())
            connection.executemany(
                f"{write} SELECT ?, jpeg FROM thumbnails WHERE photo_id = ?",
                [(target, source) for source, target in copy],
            )

        copy = list(copy)
        if put or copy or delete:
            self._renewing(lambda database: database.write(work))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._database is not None:
                self._database.close()

    def _read(self, work: Callable[[Connection], T], without: T) -> T:
        def read(database: Database) -> T:
            with database.read() as connection:
                return work(connection)

        if self._read_only:
            if self._database is None:
                return without
            try:
                return read(self._database)
            except DamagedLibrary as error:
                log.warning("Thumbnails cannot be shown: %s", error)
                return without
        return self._renewing(read)

    def _renewing(self, work: Callable[[Database], T]) -> T:
        database = self._database
        if database is None:
            raise CatalogError(ErrorCode.LIBRARY_READ_ONLY, folder=self._path.parent)
        try:
            return work(database)
        except DamagedLibrary as error:
            with self._lock:
                if self._database is database:  # no other thread has been here
                    database.close()
                    self._set_aside(error.message)
                    self._database = self._open()
                renewed = self._database
            assert renewed is not None
            return work(renewed)

    def _open(self) -> Database | None:
        try:
            if not self._read_only:
                return self._open_matching()
            return Database(self._path, THUMBNAILS, read_only=True)
        except DamagedLibrary as error:
            if self._read_only:
                log.warning("Thumbnails cannot be shown: %s", error)
                return None
            self._set_aside(error.message)
            return self._open_matching()
        except CatalogError:
            if self._read_only:  # absent, or of another version: the rest of the library is there
                return None
            raise

    def _open_matching(self) -> Database:
        database = Database(self._path, THUMBNAILS)
        try:
            known = database.write(self._library_of)
            if known == self._library_id:
                return database
        except BaseException:
            database.close()
            raise
        database.close()
        self._set_aside(Message(DamageCode.OTHER_LIBRARY))
        database = Database(self._path, THUMBNAILS)
        database.write(self._library_of)
        return database

    def _library_of(self, connection: Connection) -> str:
        connection.execute(
            "INSERT INTO properties (name, value) VALUES ('library_id', ?) ON CONFLICT DO NOTHING",
            (self._library_id,),
        )
        row = connection.execute(
            "SELECT value FROM properties WHERE name = 'library_id'"
        ).fetchone()
        return str(row[0])

    def _set_aside(self, why: Message) -> None:
        aside = self._path.with_name(f"{self._path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
        self._path.replace(aside)
        for suffix in ("-wal", "-shm"):  # of no use without the file, and harmful beside a new one
            with suppress(FileNotFoundError):
                self._path.with_name(self._path.name + suffix).unlink()
        log.warning("Thumbnails were set aside as %s and are made anew: %s", aside.name, why)
