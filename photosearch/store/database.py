"""Access one SQLite file: one thread writes, each thread that reads has its connection.

WAL lets readers go on while the writer commits. All writes pass through a single thread, so two of
them never wait for each other inside SQLite, and each is one BEGIN IMMEDIATE transaction: done
whole or not at all.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import TypeVar

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import CatalogError
from photosearch.core.message_codes import DamageCode
from photosearch.messages import Message
from photosearch.store import sqlite_errors
from photosearch.store.connections import connect, open_read_only
from photosearch.store.migrations import Schema, is_sound, migrate, require_readable

T = TypeVar("T")

_WRITER_CACHE_KIB = 32 * 1024


@dataclass(slots=True, eq=False)
class _Reader:
    """Hold a thread's read-only connection."""

    thread: threading.Thread
    connection: Connection
    lock: threading.RLock
    depth: int = 0


class Database:
    """Read and write one SQLite file. All methods may be called from any thread.

    Args:
        path: made if absent, unless `read_only`.
        schema: what the file is to be; an older one is brought up to date, unless `read_only`.

    Raises:
        CatalogError: it cannot be opened; the file is left as it was.
    """

    def __init__(self, path: Path, schema: Schema, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._schema = schema
        self._closed = False
        self._local = threading.local()
        self._readers: list[_Reader] = []
        self._readers_lock = threading.Lock()
        self._writer: Connection | None = None
        self._executor: ThreadPoolExecutor | None = None
        with sqlite_errors.translate_errors(path):
            if read_only:
                require_readable(path, schema)
            else:
                self._writer = self._open_writer()
                self._executor = ThreadPoolExecutor(1, thread_name_prefix=f"{path.stem}-writer")

    def write(self, work: Callable[[Connection], T]) -> T:
        """Return the result of `work`, done in one transaction on the writer thread; blocks.

        If `work` raises, nothing of it is kept and the exception comes out here.

        Raises:
            CatalogError: the world does not allow it (disk full, read-only, ...).
        """
        if self._closed:
            raise sqlite_errors.closed_error(self.path)
        if self._executor is None:
            raise CatalogError(ErrorCode.LIBRARY_READ_ONLY, folder=self.path.parent)
        if getattr(self._local, "writing", False):
            raise RuntimeError("a write inside a write of the same database would wait for itself")
        try:
            future = self._executor.submit(self._transact, work)
        except RuntimeError as error:  # shut down between the check and here
            raise sqlite_errors.closed_error(self.path) from error
        return future.result()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give this thread's read-only connection, in a transaction: all inside sees one state.

        Keep it short: a long one keeps the write-ahead log from being folded back.

        Raises:
            CatalogError: the database is closed or cannot be read.
        """
        reader = self._reader()
        with reader.lock, self._translate_errors():
            if self._closed:
                raise sqlite_errors.closed_error(self.path)
            if reader.depth == 0:
                reader.connection.execute("BEGIN")
            reader.depth += 1
            try:
                yield reader.connection
            finally:
                reader.depth -= 1
                if reader.depth == 0 and reader.connection.in_transaction:
                    reader.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Finish the write at hand, stop the reads of all threads, fold the log back and close."""
        if self._closed:
            return
        self._closed = True
        if self._executor is not None:
            self._executor.shutdown(wait=True)
        with self._readers_lock:
            readers, self._readers = self._readers, []
        for reader in readers:
            reader.connection.interrupt()
            with reader.lock:  # a connection must not be closed under a thread that uses it
                reader.connection.close()
        if self._writer is not None:
            # Fails if another process reads at this moment; its close, or the next one, does it.
            with suppress(sqlite3.Error):
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._writer.close()

    def _open_writer(self) -> Connection:
        migrate(self.path, self._schema)
        connection = connect(self.path, mode="rw")
        try:
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = -{_WRITER_CACHE_KIB}")
            # Fails here, and not in the middle of work, where the file cannot be written.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except BaseException:
            connection.close()
            raise
        return connection

    def _transact(self, work: Callable[[Connection], T]) -> T:
        connection = self._writer
        assert connection is not None
        self._local.writing = True
        try:
            with self._translate_errors():
                connection.execute("BEGIN IMMEDIATE")
                try:
                    result = work(connection)
                    connection.execute("COMMIT")
                except BaseException:
                    # Some errors (disk full, I/O) have rolled back already.
                    if connection.in_transaction:
                        with suppress(sqlite3.Error):
                            connection.execute("ROLLBACK")
                    raise
                return result
        finally:
            self._local.writing = False

    def _reader(self) -> _Reader:
        reader: _Reader | None = getattr(self._local, "reader", None)
        if reader is not None:
            return reader
        with self._readers_lock, self._translate_errors():
            if self._closed:
                raise sqlite_errors.closed_error(self.path)
            for ended in [reader for reader in self._readers if not reader.thread.is_alive()]:
                self._readers.remove(ended)
                ended.connection.close()
            reader = _Reader(
                threading.current_thread(), open_read_only(self.path), threading.RLock()
            )
            self._readers.append(reader)
        self._local.reader = reader
        return reader

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        try:
            with sqlite_errors.translate_errors(self.path):
                yield
        except (sqlite3.Error, ValueError, TypeError) as error:
            code = getattr(error, "sqlite_errorcode", 0)
            if self._closed and code == sqlite3.SQLITE_INTERRUPT:
                raise sqlite_errors.closed_error(self.path) from error
            # Bits may rot in a way that looks like a bug of ours: a column's name in the schema,
            # an entry of a unique index. Before it is called a bug, the file is looked through.
            if self._is_damaged():
                raise sqlite_errors.damaged_error(
                    self.path, Message(DamageCode.SQLITE, cause=str(error))
                ) from error
            raise

    def _is_damaged(self) -> bool:
        try:
            with closing(open_read_only(self.path)) as connection:
                return not is_sound(connection, self._schema)
        except (sqlite3.Error, UnicodeDecodeError, CatalogError):
            return True
