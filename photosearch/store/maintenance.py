"""Back up, restore, check and measure the library's files."""

from __future__ import annotations

import logging
import os
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import numpy as np

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import CatalogError, DamagedLibrary, UserError
from photosearch.core.message_codes import CheckCode, DamageCode
from photosearch.core.photo import Root
from photosearch.messages import Message
from photosearch.private_files import make_private_folder
from photosearch.store import labels, sqlite_errors, text_index
from photosearch.store.catalog import (
    CATALOG_NAME,
    THUMBNAILS_NAME,
    Catalog,
    library_id_of,
    require_library,
)
from photosearch.store.chunks import Ids
from photosearch.store.codes import ids_with_codes
from photosearch.store.connections import copy_database, has_wal_content, open_read_only
from photosearch.store.lock import LibraryLock
from photosearch.store.migrations import inspect, is_sound, require_readable
from photosearch.store.model_choice import read_selection
from photosearch.store.neighbours import NEIGHBOURS_NAME, NeighbourStore
from photosearch.store.photos import Counts
from photosearch.store.schema import CATALOG
from photosearch.store.thumbnails import Thumbnails
from photosearch.store.visibility import VISIBLE, visible_roots

log = logging.getLogger(__name__)

BACKUP_SUFFIX = ".photosearch-backup"
_UNWRITABLE = frozenset(
    {ErrorCode.LIBRARY_UNUSABLE, ErrorCode.CATALOG_UNWRITABLE, ErrorCode.CATALOG_UNOPENABLE}
)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Hold what `check` found."""

    problems: tuple[Message, ...] = ()
    """What is wrong: something may be lost."""
    notes: tuple[Message, ...] = ()
    """What is unusual, but comes right by itself or by indexing."""

    @property
    def sound(self) -> bool:
        """Tell whether there are no problems."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class LibraryInfo:
    """Describe where a library is, how large, and what is in it."""

    folder: Path
    version: int
    """Of the catalog's format."""
    counts: Counts
    roots: tuple[Root, ...]
    models: dict[str, int]
    """How many photos have codes, by model."""
    catalog_bytes: int
    thumbnails_bytes: int
    neighbours_bytes: int
    last_indexed: datetime | None
    """When the youngest row was written; aware, UTC."""

    def as_record(self) -> dict[str, Any]:
        """Return the same as plain values, for JSON."""
        return {
            "library": str(self.folder),
            "version": self.version,
            "indexed": self.counts.indexed,
            "unreadable": self.counts.unreadable,
            "missing": self.counts.missing,
            "roots": [str(root.path) for root in self.roots],
            "models": self.models,
            "catalog_bytes": self.catalog_bytes,
            "thumbnails_bytes": self.thumbnails_bytes,
            "neighbours_bytes": self.neighbours_bytes,
            "last_indexed": None if self.last_indexed is None else self.last_indexed.isoformat(),
        }


def backup(folder: Path, target: Path, *, replace: bool = False) -> Path:
    """Copy the catalog to one file, also while it is in use; the path of that file.

    Thumbnails are not in it, they can be made again.

    Args:
        folder: of the library.
        target: the file to be made, or an existing folder that gets one with today's date.
        replace: an existing file may be replaced, once the copy is whole.

    Raises:
        UserError: the file exists, or its folder does not, or it cannot be written.
        CatalogError: there is no library, or it cannot be read, or it is damaged.
    """
    source = folder / CATALOG_NAME
    require_library(source)
    if target.is_dir():
        target /= f"{time.strftime('%Y-%m-%d')}{BACKUP_SUFFIX}"
    if not target.parent.is_dir():
        raise UserError(ErrorCode.FILE_FOLDER_MISSING, path=target, folder=target.parent)
    if target.exists() and target.samefile(source):
        raise UserError(ErrorCode.BACKUP_OVER_LIBRARY, path=target)
    if not replace and os.path.lexists(target):
        raise UserError(ErrorCode.FILE_EXISTS, file=target.name)
    with sqlite_errors.translate_errors(source):
        version = inspect(source, CATALOG)
        with closing(open_read_only(source)) as connection:
            # Else damage would go unnoticed until `restore` refuses the copy.
            if _sqlite_problems(connection, version):
                raise sqlite_errors.damaged_error(source, Message(DamageCode.ONLY_A_COPY))
            try:
                copy_database(connection, target)
            except CatalogError as error:
                if error.code not in _UNWRITABLE:
                    raise
                # The file that was named, not the library, is what is wrong.
                cause = getattr(error.__cause__, "strerror", None) or str(error.__cause__)
                raise UserError(ErrorCode.FILE_UNWRITABLE, path=target, cause=cause) from error
    return target


def restore(source: Path, folder: Path) -> Path | None:
    """Bring the library in `folder` back from a backup.

    The backup is checked before anything is touched, and the present catalog is set aside, not
    overwritten.

    Returns:
        What the present catalog was renamed to; None if there was none.

    Raises:
        CatalogError: the backup is no sound backup, or the library is in use or cannot be written.
    """
    path = folder / CATALOG_NAME
    _require_sound_backup(source, path)
    try:
        make_private_folder(folder)
    except OSError as error:
        raise sqlite_errors.from_os_error(error, folder) from error
    lock = LibraryLock(folder, "photosearch library restore")
    try:
        incoming = path.with_name(f"{CATALOG_NAME}.restoring")
        with sqlite_errors.translate_errors(source), closing(open_read_only(source)) as connection:
            copy_database(connection, incoming)
            library_id = library_id_of(connection)
            ids = _fetch_ids(connection, "SELECT id FROM photos ORDER BY id")
        aside = _free_aside(path)
        try:
            renamed = _rename_catalog(path, aside)
            incoming.replace(path)
        except OSError as error:
            with suppress(OSError):
                _rename_catalog(aside, path)
            incoming.unlink(missing_ok=True)
            raise sqlite_errors.from_os_error(error, path) from error
        _keep_thumbnails(folder / THUMBNAILS_NAME, library_id, ids)
    finally:
        lock.release()
    return aside if renamed else None


def check(folder: Path) -> CheckReport:
    """Look through the library's files for damage; may take a minute for a large one.

    Raises:
        CatalogError: there is no library, or this program cannot judge it (newer, another's).
    """
    path = folder / CATALOG_NAME
    require_library(path)
    try:
        with sqlite_errors.translate_errors(path):
            version = require_readable(path, CATALOG)
            with closing(open_read_only(path)) as connection:
                problems = _sqlite_problems(connection, version)
                if not problems:
                    connection.execute("BEGIN")
                    problems, notes = _content_problems(connection)
    except DamagedLibrary as error:
        return CheckReport((error.message,))
    except (ValueError, TypeError) as error:
        return CheckReport((Message(CheckCode.CATALOG_NONSENSE, cause=str(error)),))
    if problems:
        return CheckReport(tuple(problems))
    return CheckReport((), (*notes, *_thumbnail_notes(folder), *_neighbour_notes(folder)))


def info(folder: Path) -> LibraryInfo:
    """Return what is in the library; works while it is in use.

    Raises:
        CatalogError: there is no library, or it cannot be read.
    """
    with Catalog.open(folder, read_only=True) as catalog:
        return LibraryInfo(
            folder=folder,
            version=CATALOG.version,
            counts=catalog.photos.counts(),
            roots=tuple(catalog.roots.all()),
            models=catalog.codes.models(),
            catalog_bytes=_size_of(folder / CATALOG_NAME),
            thumbnails_bytes=_size_of(folder / THUMBNAILS_NAME),
            neighbours_bytes=_size_of(folder / NEIGHBOURS_NAME),
            last_indexed=_last_indexed(folder / CATALOG_NAME),
        )


def _require_sound_backup(source: Path, current: Path) -> None:
    if not source.is_file():
        raise CatalogError(ErrorCode.BACKUP_MISSING, path=source)
    if current.exists() and source.samefile(current):
        raise CatalogError(ErrorCode.BACKUP_IS_LIBRARY, path=source)
    try:
        with sqlite_errors.translate_errors(source):
            version = inspect(source, CATALOG)
            with closing(open_read_only(source)) as connection:
                problems = _sqlite_problems(connection, version)
    except DamagedLibrary as error:
        raise CatalogError(ErrorCode.BACKUP_UNSOUND, path=source) from error
    except CatalogError as error:
        reason = error.message
        raise CatalogError(ErrorCode.BACKUP_UNREADABLE, path=source, reason=reason) from error
    if version == 0 or problems:
        raise CatalogError(ErrorCode.BACKUP_UNSOUND, path=source)


def _free_aside(path: Path) -> Path:
    """Return a name beside the catalog that neither a catalog nor a write-ahead log has."""
    number, stamp = 0, time.strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.name}.before-restore-{stamp}")
    while any(aside.with_name(aside.name + suffix).exists() for suffix in ("", "-wal")):
        number += 1
        aside = path.with_name(f"{path.name}.before-restore-{stamp}-{number}")
    return aside


def _rename_catalog(path: Path, to: Path) -> bool:
    """Rename a catalog with its write-ahead log, which SQLite finds by the name; tell if there was
    one."""
    if not has_wal_content(path):
        path.with_name(f"{path.name}-wal").unlink(missing_ok=True)
    renamed = False
    for suffix in ("", "-wal"):
        file = path.with_name(path.name + suffix)
        if file.exists():
            file.replace(to.with_name(to.name + suffix))
            renamed = True
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)  # only an index into the log
    return renamed


def _keep_thumbnails(path: Path, library_id: str, photo_ids: Ids) -> None:
    """Keep the thumbnails of a restored catalog's photos; those of another library are set aside.

    Ids that were given after the backup will be given again, to other photos.
    """
    if path.exists():
        thumbnails = Thumbnails(path, library_id)
        try:
            thumbnails.discard(np.setdiff1d(thumbnails.ids(), photo_ids).tolist())
        finally:
            thumbnails.close()


def _sqlite_problems(connection: Connection, version: int) -> list[Message]:
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    if found != ["ok"]:
        return [Message(CheckCode.CATALOG_DAMAGED, cause=line) for line in found]
    loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    if loose:
        return [Message(CheckCode.LOOSE_ROWS, number=len(loose))]
    if version == CATALOG.version and not is_sound(connection, CATALOG):
        return [Message(CheckCode.CATALOG_FOREIGN)]
    return []


def _content_problems(connection: Connection) -> tuple[list[Message], list[Message]]:
    problems: list[Message] = []
    notes: list[Message] = []
    truth = connection.execute(f"SELECT id, root_id FROM photos WHERE {VISIBLE} ORDER BY id")
    expected = np.array(truth.fetchall(), np.int64).reshape(-1, 2)
    ids, roots = visible_roots(connection)
    if not (np.array_equal(ids, expected[:, 0]) and np.array_equal(roots, expected[:, 1])):
        problems.append(Message(CheckCode.PHOTO_LIST))
    indexed = _fetch_ids(connection, "SELECT id FROM photos WHERE state = 'indexed' ORDER BY id")
    if not (
        np.array_equal(indexed, text_index.ids(connection)) and labels.match_photos(connection)
    ):
        problems.append(Message(CheckCode.TEXT_INDEX))
    in_use = read_selection(connection).in_use
    for (model_id,) in connection.execute("SELECT name FROM models ORDER BY id").fetchall():
        coded = ids_with_codes(connection, model_id)
        if loose := len(np.setdiff1d(coded, indexed, assume_unique=True)):
            problems.append(Message(CheckCode.LOOSE_CODES, model=model_id, count=loose))
        if in_use not in (None, model_id):
            continue  # what came in since has no codes of it
        if lacking := len(np.setdiff1d(indexed, coded, assume_unique=True)):
            notes.append(Message(CheckCode.PHOTOS_WITHOUT_CODES, count=lacking, model=model_id))
    return problems, notes


def _thumbnail_notes(folder: Path) -> list[Message]:
    path = folder / THUMBNAILS_NAME
    if not path.exists():
        return [Message(CheckCode.THUMBNAILS_MISSING)]
    try:
        with sqlite_errors.translate_errors(path), closing(open_read_only(path)) as connection:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except CatalogError as error:
        return [Message(CheckCode.THUMBNAILS_DAMAGED, reason=error.message)]
    if found != "ok":
        reason = Message(DamageCode.SQLITE, cause=str(found))
        return [Message(CheckCode.THUMBNAILS_DAMAGED, reason=reason)]
    with Catalog.open(folder, read_only=True) as catalog:
        lacking = len(catalog.without_thumbnail())
    return [Message(CheckCode.PHOTOS_WITHOUT_THUMBNAIL, count=lacking)] if lacking else []


def _neighbour_notes(folder: Path) -> list[Message]:
    neighbours = NeighbourStore(folder / NEIGHBOURS_NAME, read_only=True)
    try:
        neighbours.require_sound()
    except CatalogError as error:
        return [Message(CheckCode.NEIGHBOURS_FILE_DAMAGED, reason=error.message)]
    finally:
        neighbours.close()
    return []


def size_on_disk(folder: Path) -> int:
    """Return the bytes of the files of the library in a folder, without copies that were set
    aside."""
    return sum(_size_of(folder / name) for name in (CATALOG_NAME, THUMBNAILS_NAME, NEIGHBOURS_NAME))


def _size_of(path: Path) -> int:
    size = 0
    for suffix in ("", "-wal"):
        with suppress(OSError):  # a log that another process has just done away with
            size += path.with_name(path.name + suffix).stat().st_size
    return size


def _last_indexed(path: Path) -> datetime | None:
    with sqlite_errors.translate_errors(path), closing(open_read_only(path)) as connection:
        (seconds,) = connection.execute("SELECT max(indexed_at) FROM photos").fetchone()
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _fetch_ids(connection: Connection, sql: str) -> Ids:
    return np.fromiter(chain.from_iterable(connection.execute(sql)), np.int64)
