"""The searches that the catalog keeps: the latest ones, and those with a name."""

from __future__ import annotations

import logging
import time
from sqlite3 import Connection

from photosearch.core.errors import UserError
from photosearch.core.searches import RECENT_SEARCHES, KeptQuery, KeptSearch
from photosearch.store.database import Database
from photosearch.store.rows import storable_text
from photosearch.store.search_values import document_of, pictures_digest, query_of

log = logging.getLogger(__name__)

TABLES = (
    """
    CREATE TABLE searches (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL DEFAULT '',     -- '' for those that were merely used lately
        used_at REAL NOT NULL,             -- seconds since 1970
        digest BLOB NOT NULL,              -- of the pictures
        query TEXT NOT NULL                -- JSON, see search_values.py
    )
    """,
    "CREATE UNIQUE INDEX searches_by_name ON searches (name) WHERE name <> ''",
    "CREATE UNIQUE INDEX searches_by_digest ON searches (digest) WHERE name = ''",
    """
    CREATE TABLE search_pictures (
        search INTEGER NOT NULL REFERENCES searches (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        jpeg BLOB NOT NULL,
        PRIMARY KEY (search, place)
    )
    """,
)

_OPEN = "open search"


class Searches:
    """Kept searches. All methods are for any thread; each change is one transaction.

    A row that cannot be read (of a newer version, say) is left where it is and not listed.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def recent(self) -> list[KeptSearch]:
        """The latest ones, newest first."""
        return self._read("name = '' ORDER BY used_at DESC, id DESC", ())

    def saved(self) -> list[KeptSearch]:
        """Those with a name, by name."""
        named = self._read("name <> ''", ())
        return sorted(named, key=lambda search: (search.name.casefold(), search.name))

    def note(self, query: KeptQuery, instead: int | None = None) -> KeptSearch:
        """Keep a query as the latest, the one that the window shows.

        It takes the place of one by the same pictures.

        Args:
            query: as it is now.
            instead: a recent search that it takes the place of, too: what it was a moment ago.

        Raises:
            CatalogError: the catalog cannot be written.
        """

        def work(connection: Connection) -> KeptSearch:
            connection.execute(
                "DELETE FROM searches WHERE name = '' AND (digest = ? OR id = ?)",
                (pictures_digest(query), instead),
            )
            # Two in the same moment are still one after the other.
            (latest,) = connection.execute(
                "SELECT coalesce(max(used_at), 0) FROM searches WHERE name = ''"
            ).fetchone()
            kept = _insert(connection, "", max(time.time(), latest + 1e-3), query)
            connection.execute(
                "DELETE FROM searches WHERE name = '' AND id NOT IN (SELECT id FROM searches"
                " WHERE name = '' ORDER BY used_at DESC, id DESC LIMIT ?)",
                (RECENT_SEARCHES,),
            )
            _set_open(connection, kept.search_id)
            return kept

        return self._database.write(work)

    def save(self, name: str, query: KeptQuery, *, replace: bool = False) -> KeptSearch:
        """Keep a query under a name.

        Raises:
            UserError: there is one of that name (and not `replace`), or the name is empty.
            CatalogError: the catalog cannot be written.
        """
        name = _checked(name)

        def work(connection: Connection) -> KeptSearch:
            if replace:
                connection.execute("DELETE FROM searches WHERE name = ?", (name,))
            _require_free(connection, name)
            return _insert(connection, name, time.time(), query)

        return self._database.write(work)

    def rename(self, search_id: int, name: str) -> None:
        """Give a saved search another name.

        Raises:
            UserError: another one has it, or it is empty.
            CatalogError: the catalog cannot be written.
        """
        name = _checked(name)

        def work(connection: Connection) -> None:
            _require_free(connection, name, search_id)
            connection.execute(
                "UPDATE searches SET name = ? WHERE id = ? AND name <> ''", (name, search_id)
            )

        self._database.write(work)

    def remove(self, search_id: int) -> None:
        """Forget one. Nothing happens if it is gone.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        self._database.write(lambda connection: _delete(connection, search_id))

    def restore(self, search: KeptSearch) -> KeptSearch:
        """Bring a removed one back, under its name and at its time; it may get another id.

        Raises:
            UserError: another one has its name by now.
            CatalogError: the catalog cannot be written.
        """

        def work(connection: Connection) -> KeptSearch:
            if search.name:
                _require_free(connection, search.name)
            else:
                connection.execute(
                    "DELETE FROM searches WHERE name = '' AND digest = ?",
                    (pictures_digest(search.query),),
                )
            return _insert(connection, search.name, search.used_at, search.query)

        return self._database.write(work)

    def forget_recent(self) -> list[KeptSearch]:
        """Forget all without a name; what they were, newest first.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        forgotten = self.recent()
        self._database.write(
            lambda connection: connection.execute("DELETE FROM searches WHERE name = ''")
        )
        return forgotten

    def set_open(self, search_id: int | None) -> None:
        """Note which search the window shows, to be shown again at the next start.

        Raises:
            CatalogError: the catalog cannot be written.
        """

        self._database.write(lambda connection: _set_open(connection, search_id))

    def opened(self) -> KeptSearch | None:
        """The search that the window showed last, if it showed one and that is still kept."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT value FROM properties WHERE name = ?", (_OPEN,)
            ).fetchone()
        if row is None or not str(row[0]).isdecimal():
            return None
        return next(iter(self._read("id = ?", (int(row[0]),))), None)

    def _read(self, which: str, values: tuple[int, ...]) -> list[KeptSearch]:
        kept = []
        with self._database.read() as connection:
            for search_id, name, used_at, document in connection.execute(
                f"SELECT id, name, used_at, query FROM searches WHERE {which}", values
            ).fetchall():
                jpegs = [
                    jpeg
                    for (jpeg,) in connection.execute(
                        "SELECT jpeg FROM search_pictures WHERE search = ? ORDER BY place",
                        (search_id,),
                    )
                ]
                try:
                    query = query_of(document, jpegs)
                except ValueError as error:
                    log.warning("The kept search %d cannot be read: %s", search_id, error)
                    continue
                kept.append(KeptSearch(search_id, name, used_at, query))
        return kept


def _insert(connection: Connection, name: str, used_at: float, query: KeptQuery) -> KeptSearch:
    cursor = connection.execute(
        "INSERT INTO searches (name, used_at, digest, query) VALUES (?, ?, ?, ?)",
        (name, used_at, pictures_digest(query), document_of(query)),
    )
    search_id = cursor.lastrowid
    assert search_id is not None
    connection.executemany(
        "INSERT INTO search_pictures (search, place, jpeg) VALUES (?, ?, ?)",
        [(search_id, place, picture.jpeg) for place, picture in enumerate(query.pictures)],
    )
    return KeptSearch(search_id, name, used_at, query)


def _set_open(connection: Connection, search_id: int | None) -> None:
    connection.execute("DELETE FROM properties WHERE name = ?", (_OPEN,))
    if search_id is not None:
        connection.execute(
            "INSERT INTO properties (name, value) VALUES (?, ?)", (_OPEN, str(search_id))
        )


def _delete(connection: Connection, search_id: int) -> None:
    connection.execute("DELETE FROM searches WHERE id = ?", (search_id,))


def _checked(name: str) -> str:
    name = storable_text(" ".join(name.split()))
    if not name:
        raise UserError("A saved search needs a name.", "Type a few words and save it again.")
    return name


def _require_free(connection: Connection, name: str, but: int = 0) -> None:
    if connection.execute(
        "SELECT 1 FROM searches WHERE name = ? AND id <> ?", (name, but)
    ).fetchone():
        raise UserError(f"There is a saved search called “{name}” already.", "Choose another name.")
