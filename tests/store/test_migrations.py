"""From an older format to the present one, and no way back unasked."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest

from photosearch.core.errors import CatalogError
from photosearch.store.catalog import Catalog
from photosearch.store.database import Database
from photosearch.store.migrations import Migration, Schema
from photosearch.store.schema import CATALOG
from tests.message_text import raises_text
from tests.store.samples import make_library, take_back, use

_SECOND = Migration("a second table", ("CREATE TABLE second (id INTEGER PRIMARY KEY)",))


def newer(*migrations: Migration) -> Schema:
    return Schema(CATALOG.application_id, (*CATALOG.migrations, *migrations))


def test_an_older_catalog_is_copied_and_updated(tmp_path: Path) -> None:
    make_library(tmp_path, 3)
    path = tmp_path / "catalog.db"
    with raises_text(CatalogError, "older version"):
        Database(path, newer(_SECOND), read_only=True)
    Database(path, newer(_SECOND)).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (CATALOG.version + 1,)
        assert connection.execute("SELECT count(*) FROM photos").fetchone() == (3,)
        assert connection.execute("SELECT count(*) FROM second").fetchone() == (0,)
    copy = tmp_path / f"catalog.db.before-v{CATALOG.version + 1}"
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (CATALOG.version,)
        assert connection.execute("SELECT count(*) FROM photos").fetchone() == (3,)
    with raises_text(CatalogError, "newer version"):
        Catalog.open(tmp_path)
    copy.replace(path)  # the way back
    use(tmp_path)


def test_a_failing_migration_leaves_the_version_before(tmp_path: Path) -> None:
    make_library(tmp_path, 3)
    path = tmp_path / "catalog.db"
    failing = Migration("fails half way", ("CREATE TABLE third (id)", "DROP TABLE absent"))
    for attempt in (1, 2):
        with raises_text(CatalogError, "It is as it was"):
            Database(path, newer(_SECOND, failing))
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (CATALOG.version + 1,)
            assert (
                connection.execute("SELECT name FROM sqlite_master WHERE name = 'third'").fetchall()
                == []
            )
            assert connection.execute("SELECT count(*) FROM photos").fetchone() == (3,)
        assert len(list(tmp_path.glob("catalog.db.before-v*"))) == attempt, "no copy is overwritten"


def rows_of(path: Path) -> list[tuple[object, ...]]:
    """All that is in a catalog, but for the parts of the text index."""
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        tables = [
            name.decode()
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
            if not name.startswith(b"photo_words")
        ]
        version = connection.execute("PRAGMA user_version").fetchall()
        rows = (connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables)
        return [*version, *chain.from_iterable(rows)]


@pytest.mark.parametrize(
    "damage",
    [
        "DROP INDEX photos_by_label",
        "UPDATE photos SET tags = '7' WHERE id = 2",
        "UPDATE photos SET tags = '[[1]]' WHERE id = 2",
    ],
)
def test_an_older_catalog_that_cannot_be_updated_is_told_and_as_before(
    tmp_path: Path, damage: str
) -> None:
    make_library(tmp_path, 3)
    take_back(tmp_path, CATALOG.version - 1)
    path = tmp_path / "catalog.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(damage)
    before = rows_of(path)
    with raises_text(CatalogError, "cannot be brought up to date"):
        Catalog.open(tmp_path)
    assert rows_of(path) == before


@pytest.mark.parametrize(
    ("work", "words"),
    [
        ("PRAGMA max_page_count = 1", "full"),
        ("PRAGMA query_only = ON", "cannot be written"),
    ],
)
def test_an_update_that_the_disk_does_not_allow_is_told_and_undone(
    tmp_path: Path, work: str, words: str
) -> None:
    """SQLite itself says that the disk is full, or the file read-only."""
    make_library(tmp_path, 3)
    path = tmp_path / "catalog.db"
    before = rows_of(path)
    fill = "INSERT INTO second SELECT value, randomblob(1000000) FROM json_each('[1, 2, 3]')"
    failing = Migration("large", ("CREATE TABLE second (id, content)", work, fill))
    with raises_text(CatalogError, words):
        Database(path, newer(failing))
    assert rows_of(path) == before


def test_a_fresh_catalog_needs_no_copy(tmp_path: Path) -> None:
    make_library(tmp_path, 1)
    assert not list(tmp_path.glob("*before*"))


def test_a_new_catalog_that_cannot_be_made_is_left_empty(tmp_path: Path) -> None:
    """And not as a library of some older version, which nobody ever had."""
    path = tmp_path / "catalog.db"
    failing = Migration("fails", ("DROP TABLE absent",))
    with pytest.raises(sqlite3.OperationalError, match="absent"):
        Database(path, newer(_SECOND, failing))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    Database(path, CATALOG).close()
