"""Keep the nearest neighbours of all photos in a file of their own: large, and made again if lost.

What is kept is a list of neighbours for each photo, model and kind of code, in chunks of 256 photo
ids. A chunk is written whole and compressed, so that a damaged one is noticed when it is read, and
so that ids and distances take about the bytes that are in them. How near a photo must be to get
into each list is kept beside: a new photo gets into few of them, and only these are read.

Nothing ties this file to the catalog. A photo is known here by the fingerprint of its code: who
brings the lists up to date compares these with the codes and sees what came, went or changed,
whatever happened in between.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection
from typing import TypeVar

import numpy as np

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import CatalogError, DamagedLibrary
from photosearch.core.message_codes import DamageCode
from photosearch.messages import Message
from photosearch.store import sqlite_errors
from photosearch.store.chunks import Ids
from photosearch.store.database import Database
from photosearch.store.migrations import Migration, Schema
from photosearch.store.neighbour_chunks import (
    NONE_REACHED,
    SLOTS,
    Fingerprints,
    NeighbourChunk,
    NeighbourLists,
    Reaches,
    joined_lists,
    packed_lists,
    packed_reaches,
    unpacked_chunk,
)

NEIGHBOURS_NAME = "neighbours.db"
T = TypeVar("T")


def _add_reaches(connection: Connection) -> None:
    """Note the reaches of all chunks; what is damaged is found anew."""
    damaged = set()
    for number, graph, prints, lists in connection.execute(
        "SELECT id, graph, fingerprints, lists FROM chunks"
    ).fetchall():
        try:
            chunk = unpacked_chunk(prints, lists)
        except ValueError:
            damaged.add(graph)
            continue
        connection.execute("INSERT INTO reaches VALUES (?, ?)", (number, packed_reaches(chunk)))
    for graph in damaged:
        for statement in (
            "DELETE FROM reaches WHERE chunk IN (SELECT id FROM chunks WHERE graph = ?)",
            "DELETE FROM chunks WHERE graph = ?",
            "DELETE FROM graphs WHERE id = ?",
        ):
            connection.execute(statement, (graph,))


_SCHEMA = Schema(
    application_id=0x5068536E,  # "PhSn"
    migrations=(
        Migration(
            "neighbours",
            statements=(
                """
                CREATE TABLE graphs (
                    id INTEGER PRIMARY KEY,
                    model TEXT NOT NULL,           -- ModelCard.model_id
                    kind TEXT NOT NULL,            -- CodeKind
                    UNIQUE (model, kind)
                )
                """,
                # fingerprints stand first, so that reading them alone does not read the lists
                """
                CREATE TABLE chunks (
                    id INTEGER PRIMARY KEY,
                    graph INTEGER NOT NULL REFERENCES graphs (id) ON DELETE CASCADE,
                    chunk INTEGER NOT NULL,
                    pending INTEGER NOT NULL,      -- lists that are not found yet
                    fingerprints BLOB NOT NULL,    -- uint32 per slot
                    lists BLOB NOT NULL,           -- see packed_lists
                    UNIQUE (graph, chunk)
                )
                """,
            ),
        ),
        Migration(
            "reaches",
            statements=(
                """
                CREATE TABLE reaches (
                    chunk INTEGER PRIMARY KEY REFERENCES chunks (id) ON DELETE CASCADE,
                    reaches BLOB NOT NULL          -- int16 per slot
                )
                """,
            ),
            work=_add_reaches,
        ),
    ),
)


class NeighbourStore:
    """Read and write the neighbours of photos by model and kind. For any thread.

    The file is opened when it is first asked for, and made by the first write.

    Args:
        path: of the file.
        read_only: nothing is made or written.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._read_only = read_only
        self._lock = threading.Lock()
        self._database: Database | None = None

    def known(self, model_id: str, kind: str) -> tuple[Ids, Fingerprints]:
        """Return the rising ids (n,) of the photos that are known, and their fingerprints (n,).

        Raises:
            DamagedLibrary: the file is damaged; `discard` it.
            CatalogError: it cannot be read.
        """

        def work(connection: Connection) -> tuple[Ids, Fingerprints]:
            ids, prints = [np.empty(0, np.int64)], [np.empty(0, np.uint32)]
            for chunk, blob in connection.execute(
                "SELECT chunk, fingerprints FROM chunks JOIN graphs ON graphs.id = graph"
                " WHERE model = ? AND kind = ? ORDER BY chunk",
                (model_id, kind),
            ):
                of_chunk = self._fingerprints(blob)
                slots = np.flatnonzero(of_chunk)
                ids.append(slots + chunk * SLOTS)
                prints.append(of_chunk[slots])
            return np.concatenate(ids), np.concatenate(prints)

        return self._read(work, (np.empty(0, np.int64), np.empty(0, np.uint32)))

    def reaches(self, model_id: str, kind: str) -> tuple[Ids, Reaches]:
        """Return the rising ids (n,) of photos with a list, and the reaches (n,) of these.

        Raises:
            DamagedLibrary, CatalogError: as for `known`.
        """

        def work(connection: Connection) -> tuple[Ids, Reaches]:
            ids, reaches = [np.empty(0, np.int64)], [np.empty(0, np.int16)]
            for number, blob in connection.execute(
                "SELECT chunks.chunk, reaches FROM chunks JOIN graphs ON graphs.id = graph"
                " LEFT JOIN reaches ON reaches.chunk = chunks.id"
                " WHERE model = ? AND kind = ? ORDER BY chunks.chunk",
                (model_id, kind),
            ):
                if not isinstance(blob, bytes) or len(blob) != SLOTS * 2:
                    raise self._damaged()
                of_chunk = np.frombuffer(blob, "<i2").astype(np.int16)
                slots = np.flatnonzero(of_chunk != NONE_REACHED)
                ids.append(slots + number * SLOTS)
                reaches.append(of_chunk[slots])
            return np.concatenate(ids), np.concatenate(reaches)

        return self._read(work, (np.empty(0, np.int64), np.empty(0, np.int16)))

    def get(self, model_id: str, kind: str, photo_ids: Ids) -> NeighbourLists:
        """Return the lists of those of some photos that have one, by rising id.

        Raises:
            DamagedLibrary, CatalogError: as for `known`.
        """
        wanted = np.unique(photo_ids)
        chunks = self.chunks(model_id, kind, np.unique(wanted // SLOTS).tolist())
        return joined_lists((number, chunk, wanted) for number, chunk in chunks)

    def load(self, model_id: str, kind: str) -> NeighbourLists:
        """Return all lists, by rising id: 64 bytes of ids and 32 of distances each.

        Raises:
            DamagedLibrary, CatalogError: as for `known`.
        """
        return joined_lists((number, chunk, None) for number, chunk in self.chunks(model_id, kind))

    def pending(self, model_id: str, kind: str) -> dict[int, int]:
        """Return how many lists are not found yet, by the number of the chunks with any.

        Raises:
            DamagedLibrary, CatalogError: as for `known`.
        """
        return self._read(
            lambda connection: dict(
                connection.execute(
                    "SELECT chunk, pending FROM chunks JOIN graphs ON graphs.id = graph"
                    " WHERE model = ? AND kind = ? AND pending > 0 ORDER BY chunk",
                    (model_id, kind),
                )
            ),
            {},
        )

    def chunks(
        self, model_id: str, kind: str, numbers: Collection[int] | None = None
    ) -> Iterator[tuple[int, NeighbourChunk]]:
        """Yield number and content of all chunks, or of some, by rising number.

        Each is read by itself: hold no other transaction to be consistent with.

        Raises:
            DamagedLibrary, CatalogError: as for `known`.
        """
        if numbers is None:
            none: list[int] = []
            numbers = self._read(lambda connection: _numbers(connection, model_id, kind), none)
        database = self._open(make=False)
        if database is None:
            return
        for number in sorted(numbers):
            with database.read() as connection:
                row = connection.execute(
                    "SELECT fingerprints, lists FROM chunks JOIN graphs ON graphs.id = graph"
                    " WHERE model = ? AND kind = ? AND chunk = ?",
                    (model_id, kind, number),
                ).fetchone()
            if row is not None:
                yield number, self._unpacked(*row)

    def put(self, model_id: str, kind: str, chunks: Mapping[int, NeighbourChunk]) -> None:
        """Write chunks by their number, in one transaction.

        Raises:
            CatalogError: the file cannot be written.
        """

        def work(connection: Connection) -> None:
            connection.execute(
                "INSERT INTO graphs (model, kind) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (model_id, kind),
            )
            (graph,) = connection.execute(
                "SELECT id FROM graphs WHERE model = ? AND kind = ?", (model_id, kind)
            ).fetchone()
            for number, chunk in chunks.items():
                (row,) = connection.execute(
                    "INSERT INTO chunks (graph, chunk, pending, fingerprints, lists)"
                    " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET pending = excluded.pending,"
                    " fingerprints = excluded.fingerprints, lists = excluded.lists RETURNING id",
                    (
                        graph,
                        number,
                        int(np.count_nonzero(chunk.pending)),
                        chunk.fingerprints.astype("<u4").tobytes(),
                        packed_lists(chunk),
                    ),
                ).fetchone()
                connection.execute(
                    "INSERT INTO reaches (chunk, reaches) VALUES (?, ?)"
                    " ON CONFLICT DO UPDATE SET reaches = excluded.reaches",
                    (row, packed_reaches(chunk)),
                )

        self._write(work)

    def require_sound(self) -> None:
        """Read all that is kept, to see whether it can be read.

        Raises:
            DamagedLibrary, CatalogError: as for `known`.
        """
        none: list[tuple[str, str]] = []
        for model_id, kind in self._read(
            lambda connection: connection.execute("SELECT model, kind FROM graphs").fetchall(), none
        ):
            for _ in self.chunks(model_id, kind):
                pass

    def keep_only(self, model_id: str) -> None:
        """Forget the neighbours by other models.

        Raises:
            CatalogError: the file cannot be written.
        """
        others = "SELECT 1 FROM graphs WHERE model <> ?"
        if self._read(lambda each: each.execute(others, (model_id,)).fetchone(), None):
            self._write(
                lambda each: each.execute("DELETE FROM graphs WHERE model <> ?", (model_id,))
            )

    def discard(self) -> None:
        """Remove the file, which is damaged; the next write makes another one.

        Raises:
            CatalogError: it cannot be removed.
        """
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None
            for suffix in ("", "-wal", "-shm"):
                file = self.path.with_name(self.path.name + suffix)
                try:
                    with suppress(FileNotFoundError):
                        file.unlink()
                except OSError as error:
                    raise sqlite_errors.from_os_error(error, file) from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._database is not None:
                self._database.close()

    def _read(self, work: Callable[[Connection], T], without: T) -> T:
        database = self._open(make=False)
        if database is None:
            return without
        with database.read() as connection:
            return work(connection)

    def _write(self, work: Callable[[Connection], T]) -> T:
        database = self._open(make=True)
        assert database is not None
        return database.write(work)

    def _open(self, *, make: bool) -> Database | None:
        with self._lock:
            if self._database is not None:
                return self._database
            if make and self._read_only:
                raise CatalogError(ErrorCode.LIBRARY_READ_ONLY, folder=self.path.parent)
            if not make and not self.path.exists():
                return None
            try:
                self._database = Database(self.path, _SCHEMA, read_only=self._read_only)
            except DamagedLibrary:
                raise
            except CatalogError as error:
                # As good as damaged: a file of another program or version is made anew.
                if error.message.code in (ErrorCode.LIBRARY_FOREIGN, ErrorCode.LIBRARY_TOO_NEW):
                    raise self._damaged() from error
                if error.message.code in (ErrorCode.LIBRARY_UNFINISHED, ErrorCode.LIBRARY_TOO_OLD):
                    return None  # for reading only: whoever writes brings it up to date
                raise
            return self._database

    def _fingerprints(self, blob: bytes) -> Fingerprints:
        if not isinstance(blob, bytes) or len(blob) != SLOTS * 4:
            raise self._damaged()
        return np.frombuffer(blob, "<u4").astype(np.uint32)

    def _unpacked(self, fingerprints: bytes, lists: bytes) -> NeighbourChunk:
        try:
            return unpacked_chunk(fingerprints, lists)
        except ValueError as error:
            raise self._damaged() from error

    def _damaged(self) -> DamagedLibrary:
        return sqlite_errors.damaged_error(self.path, Message(DamageCode.BLOCK_SIZE))


def _numbers(connection: Connection, model_id: str, kind: str) -> list[int]:
    rows = connection.execute(
        "SELECT chunk FROM chunks JOIN graphs ON graphs.id = graph WHERE model = ? AND kind = ?",
        (model_id, kind),
    )
    return [number for (number,) in rows]
