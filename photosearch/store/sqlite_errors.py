"""Sort SQLite's errors: the world's become a CatalogError, bugs stay what they are."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import CatalogError, DamagedLibrary
from photosearch.core.message_codes import DamageCode
from photosearch.messages import Message

_ROOM_BYTES = 64 << 10
"""With less than this free on its disk, SQLite cannot even open a database."""


class ClosedDatabase(CatalogError):
    """Tell that the library was closed while, or before, something was asked of it."""


def closed_error(path: Path) -> ClosedDatabase:
    """Return the error of what is asked after `Database.close`."""
    return ClosedDatabase(ErrorCode.LIBRARY_CLOSED, folder=path.parent)


def damaged_error(path: Path, reason: Message) -> DamagedLibrary:
    """Return the error of a content of `path` that cannot be right."""
    return DamagedLibrary(ErrorCode.LIBRARY_DAMAGED, path=path, reason=reason)


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Raise a CatalogError in place of SQLite's errors about `path` that are the world's fault."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        translated = as_catalog_error(error, path)
        if translated is None:
            raise
        raise translated from error


def as_catalog_error(error: Exception, path: Path) -> CatalogError | None:
    """Return the CatalogError for `error` about the database `path`; None for a bug of ours."""
    if isinstance(error, UnicodeDecodeError):
        # SQLite's message about a damaged schema quotes it, and Python cannot decode that.
        return damaged_error(path, Message(DamageCode.TEXT))
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Python itself, not SQLite, refuses a text column that bit rot made invalid UTF-8.
        if isinstance(error, sqlite3.OperationalError) and "Could not decode" in str(error):
            return damaged_error(path, Message(DamageCode.TEXT))
        return None
    match code & 0xFF:  # the low byte is the primary code, the rest its variety
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return CatalogError(ErrorCode.CATALOG_BUSY, path=path)
        case sqlite3.SQLITE_FULL:
            return _full(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return CatalogError(ErrorCode.CATALOG_UNWRITABLE, path=path)
        case sqlite3.SQLITE_CANTOPEN:
            return CatalogError(ErrorCode.CATALOG_UNOPENABLE, path=path)
        case sqlite3.SQLITE_IOERR if _has_no_room(path):
            return _full(path)  # without room for its -shm file SQLite says no more than that
        case sqlite3.SQLITE_IOERR:
            return CatalogError(ErrorCode.DISK_ERROR, path=path, cause=str(error))
        case sqlite3.SQLITE_NOLFS:
            return CatalogError(ErrorCode.DISK_WITHOUT_LARGE_FILES, path=path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged_error(path, Message(DamageCode.SQLITE, cause=str(error)))
    return None


def _full(path: Path) -> CatalogError:
    return CatalogError(ErrorCode.DISK_FULL, path=path)


def _has_no_room(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _ROOM_BYTES
    except OSError:
        return False


def from_os_error(error: OSError, path: Path) -> CatalogError:
    """Return the CatalogError for an error of the file system around the database."""
    return CatalogError(ErrorCode.LIBRARY_UNUSABLE, path=path, cause=error.strerror or str(error))
