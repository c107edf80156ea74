"""Open SQLite files in the ways that the store needs, and copy them."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from sqlite3 import Connection

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import CatalogError, DamagedLibrary
from photosearch.private_files import make_private_file, unfinished
from photosearch.store import sqlite_errors


def sqlite_version() -> str:
    """Return the version of the library that is loaded: "3.46.1"."""
    return sqlite3.sqlite_version


_BUSY_S = 5.0


def uri_of(path: Path, **options: str) -> str:
    """Return a SQLite URI of `path`, safe for any name (%, #, ?, blanks, bytes not in UTF-8)."""
    # as_uri quotes the bytes of os.fsencode, which is what SQLite unquotes again.
    uri = path.absolute().as_uri()
    if not uri.startswith("file:///"):  # \\\\server\\share: SQLite wants it without an authority
        uri = "file:////" + uri.removeprefix("file://")
    return f"{uri}?{'&'.join(f'{key}={value}' for key, value in options.items())}"


def connect(path: Path, **options: str) -> Connection:
    """Open a bare connection in autocommit mode, usable from any thread (one at a time)."""
    if options.get("mode") == "rwc":
        with suppress(OSError):  # SQLite tells what is wrong
            make_private_file(path)
    return sqlite3.connect(
        uri_of(path, **options),
        uri=True,
        timeout=_BUSY_S,
        isolation_level=None,
        check_same_thread=False,
    )


def has_wal_content(path: Path) -> bool:
    """Tell whether commits wait in the write-ahead log beside `path`."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except OSError:
        return False


_NO_ROOM = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_SHMOPEN,
        sqlite3.SQLITE_IOERR_SHMSIZE,
        sqlite3.SQLITE_IOERR_SHMMAP,
    }
)
"""There is no room for the -shm file: nobody has it, or it would have its room."""


def open_read_only(path: Path) -> Connection:
    """Open a connection that cannot write, even where the medium cannot be written or is full.

    Raises:
        CatalogError, sqlite3.Error: it cannot be opened.
    """
    connection = connect(path, mode="ro")
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        code = error.sqlite_errorcode
        full = code in _NO_ROOM
        if not full and code & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        if not path.exists():
            raise
        # WAL wants to make its -shm file beside the database. Without it, the database may be read
        # only as a file that nobody changes, and only if no commits wait in the log.
        if has_wal_content(path):
            if full:
                raise
            raise CatalogError(ErrorCode.CATALOG_UNMERGED, path=path) from error
        connection = connect(path, mode="ro", immutable="1")
    except BaseException:
        connection.close()
        raise
    return connection


def copy_database(source: Connection, target: Path) -> None:
    """Copy `source` to one self-contained file; `target` appears whole or not at all.

    Raises:
        sqlite3.Error: of either side.
        CatalogError: the folder of `target` cannot be written.
    """
    temporary = unfinished(target)
    try:
        temporary.unlink(missing_ok=True)
        with closing(connect(temporary, mode="rwc")) as copy:
            source.backup(copy)
            # A copy in WAL mode could not be read from a medium that cannot be written.
            copy.execute("PRAGMA journal_mode = DELETE")
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        raise sqlite_errors.from_os_error(error, target) from error
    except (sqlite3.Error, UnicodeDecodeError) as error:
        told = sqlite_errors.as_catalog_error(error, target)
        if told is None or isinstance(told, DamagedLibrary):
            raise
        raise told from error
    finally:
        for leftover in (temporary, temporary.with_name(temporary.name + "-journal")):
            with suppress(OSError):  # the error above tells more, and the name that the user knows
                leftover.unlink(missing_ok=True)
