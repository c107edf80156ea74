"""Check what a database file is, and bring an older one to the present version.

`PRAGMA user_version` counts the migrations that a file has been through. They are small, named, in
order, and each is one transaction: a kill in between leaves a file of some version, never half of
one. A new file is made in one. A released migration is never edited; a change of the schema is a
new one at the end.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import CatalogError
from photosearch.core.message_codes import DamageCode
from photosearch.messages import Message
from photosearch.private_files import free_path
from photosearch.store import sqlite_errors
from photosearch.store.connections import connect, copy_database, open_read_only

log = logging.getLogger(__name__)

_ODD_CONTENT = (sqlite3.Error, ValueError, TypeError, LookupError, OverflowError, AttributeError)
"""What a migration ends with that finds something else than an older version has written."""
_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Migration:
    """Describe one step from a version to the next."""

    name: str
    statements: tuple[str, ...] = ()
    work: Callable[[Connection], None] | None = None
    """Done after the statements, where SQL does not suffice."""

    def apply(self, connection: Connection) -> None:
        """Do it, inside a transaction that the caller began."""
        for statement in self.statements:
            connection.execute(statement)
        if self.work is not None:
            self.work(connection)


@dataclass(frozen=True, slots=True)
class Schema:
    """Describe a kind of database file of this program."""

    application_id: int
    """In the file's header, so that another program's database is not taken for ours."""
    migrations: tuple[Migration, ...]
    page_size: int = 4096
    never: tuple[str, ...] = ()
    """Queries that find something only in a damaged file of the present version."""

    @property
    def version(self) -> int:
        """Return the present version."""
        return len(self.migrations)


def require_readable(path: Path, schema: Schema) -> int:
    """Return the version of the database `path`, checked to be one that can be read as it is.

    Raises:
        CatalogError, sqlite3.Error: it is not.
    """
    version = inspect(path, schema)
    if version == 0:
        raise CatalogError(ErrorCode.LIBRARY_UNFINISHED, folder=path.parent)
    if version < schema.version:
        raise CatalogError(ErrorCode.LIBRARY_TOO_OLD, folder=path.parent)
    return version


def inspect(path: Path, schema: Schema) -> int:
    """Return the version of the database `path` without changing it; 0 if it is empty.

    Raises:
        CatalogError, sqlite3.Error: damaged, of another program, or newer than this one.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise sqlite_errors.from_os_error(error, path) from error
    if not head:
        return 0  # killed before the first byte was written: there is nothing that could be lost
    if head != _MAGIC:
        raise sqlite_errors.damaged_error(path, Message(DamageCode.NO_DATABASE))
    with closing(open_read_only(path)) as connection:
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application_id == 0 and version == 0 and tables == 0:
        return 0  # killed before the first transaction was committed
    if application_id != schema.application_id:
        raise CatalogError(ErrorCode.LIBRARY_FOREIGN, path=path)
    if version > schema.version:
        raise CatalogError(
            ErrorCode.LIBRARY_TOO_NEW, folder=path.parent, version=version, known=schema.version
        )
    if version < 1:
        raise sqlite_errors.damaged_error(path, Message(DamageCode.VERSION_MISSING))
    return int(version)


def is_sound(connection: Connection, schema: Schema) -> bool:
    """Tell whether the file has the tables and columns of the schema, and no known damage.

    Raises:
        sqlite3.Error: it has not.
    """
    with closing(sqlite3.connect(":memory:")) as model:
        for migration in schema.migrations:
            migration.apply(model)
        return (
            connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            and _columns(connection) == _columns(model)
            and not any(connection.execute(query).fetchone() for query in schema.never)
        )


def migrate(path: Path, schema: Schema) -> None:
    """Make `path` if it is absent, and bring it to the present version.

    Before a file with content is changed, a copy is made beside it as NAME.before-vN.

    Raises:
        CatalogError, sqlite3.Error: it cannot be done; each version reached is whole.
    """
    version = inspect(path, schema) if path.exists() else 0
    if version == schema.version:
        return
    with closing(connect(path, mode="rwc")) as connection:
        if version == 0:
            connection.execute(f"PRAGMA page_size = {schema.page_size}")
            connection.execute("PRAGMA journal_mode = WAL")
        else:
            copy = free_path(path.with_name(f"{path.name}.before-v{schema.version}"))
            copy_database(connection, copy)
            log.info("The library is updated; a copy of the old one is kept as %s.", copy.name)
        if version == 0:
            # At once: what is left of a new library that could not be made is an empty file, not
            # a library of some older version.
            _apply(connection, schema, 0, schema.version)
        for reached in range(version or schema.version, schema.version):
            _bring_up(connection, path, schema, reached)
            log.debug(
                "%s: migration %d (%s) is done.",
                path.name,
                reached + 1,
                schema.migrations[reached].name,
            )


def _bring_up(connection: Connection, path: Path, schema: Schema, version: int) -> None:
    """Bring a file from one version to the next.

    Raises:
        CatalogError: the file is not what one of that version is; or the world does not allow it.
    """
    try:
        _apply(connection, schema, version, version + 1)
    except _ODD_CONTENT as error:
        if sqlite_errors.as_catalog_error(error, path) is not None:
            raise  # the disk is full, say
        name = schema.migrations[version].name
        log.info("%s: migration %d (%s) failed.", path.name, version + 1, name, exc_info=True)
        cause = str(error) or type(error).__name__
        raise CatalogError(ErrorCode.LIBRARY_NOT_UPDATED, path=path, cause=cause) from error


def _apply(connection: Connection, schema: Schema, version: int, target: int) -> None:
    """Bring a file from one version to another in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for migration in schema.migrations[version:target]:
            migration.apply(connection)
        connection.execute(f"PRAGMA application_id = {schema.application_id}")
        connection.execute(f"PRAGMA user_version = {target}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _columns(connection: Connection) -> list[tuple[str, str, str]]:
    return connection.execute(
        "SELECT tables.name, columns.name, columns.type FROM sqlite_master AS tables"
        " JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"
        " AND tables.name NOT LIKE 'sqlite%' ORDER BY 1, columns.cid"
    ).fetchall()
