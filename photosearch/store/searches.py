"""The searches that the catalog keeps: the latest ones, and those with a name."""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from photosearch.core.errors import UserError
from photosearch.core.filters import Filters
from photosearch.core.query import CropBox, SimilarityWeights
from photosearch.core.saved_searches import RECENT_SEARCHES, SavedImage, SavedQuery, SavedSearch
from photosearch.store.database import Database
from photosearch.store.row_mapping import storable_text

_TIMES = ("since", "until")
_PATHS = ("folders",)


def document_of(query: SavedQuery) -> str:
    """All but the pictures' bytes, as ASCII; file names that are no Unicode survive as escapes."""
    sense = query.sense
    return json.dumps({
        "pictures": [_picture_values(picture) for picture in query.pictures],
        "sense": [sense.shot, sense.look, sense.subject],
        "filters": {
            field.name: _plain(getattr(query.filters, field.name)) for field in fields(Filters)
        },
        "least": query.least,
    })  # fmt: skip


def query_of(document: str, jpegs: Sequence[bytes]) -> SavedQuery:
    """What `document_of` was given.

    Filters that this version does not know are left out.

    Args:
        document: the text.
        jpegs: of the pictures in their order.

    Raises:
        ValueError: the text is none of ours.
    """
    try:
        values = json.loads(document)
        pictures = tuple(
            _picture_of(picture, jpeg)
            for picture, jpeg in zip(values["pictures"], jpegs, strict=True)
        )
        return SavedQuery(
            pictures,
            SimilarityWeights(*values["sense"]),
            _filters_of(values["filters"]),
            min(1.0, max(0.0, float(values["least"]))),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a kept search: {error!r}") from error


def pictures_digest(query: SavedQuery) -> bytes:
    """The same for queries by the same pictures, however they are weighted, cut and filtered."""
    digest = hashlib.blake2b(digest_size=16)
    for picture in query.pictures:
        what = picture.jpeg if picture.photo_id is None else b"photo %d" % picture.photo_id
        digest.update(b"%d:%d:" % (picture.less, len(what)) + what)
    return digest.digest()


def _picture_values(picture: SavedImage) -> dict[str, Any]:
    crop = picture.crop
    return {
        "title": picture.title,
        "photo": picture.photo_id,
        "crop": None if crop is None else [crop.x, crop.y, crop.width, crop.height],
        "weight": picture.weight,
        "less": picture.less,
    }


def _picture_of(values: dict[str, Any], jpeg: bytes) -> SavedImage:
    weight = float(values["weight"])
    if not weight > 0:
        raise ValueError("a picture's weight is above zero")
    photo_id = values["photo"]
    return SavedImage(
        str(values["title"]),
        bytes(jpeg),
        None if photo_id is None else int(photo_id),
        None if values["crop"] is None else CropBox(*values["crop"]),
        weight,
        bool(values["less"]),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value


def _filters_of(values: dict[str, Any]) -> Filters:
    known: dict[str, Any] = {}
    for field in fields(Filters):
        value = values.get(field.name)
        if value is None:
            continue
        if field.name in _TIMES:
            known[field.name] = datetime.fromisoformat(value)
        elif field.name in _PATHS:
            known[field.name] = tuple(Path(each) for each in value)
        else:
            known[field.name] = tuple(value) if isinstance(value, list) else value
    return Filters(**known)


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


class SearchStore:
    """Kept searches. All methods are for any thread; each change is one transaction.

    A row that cannot be read (of a newer version, say) is left where it is and not listed.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def recent(self) -> list[SavedSearch]:
        """The latest ones, newest first."""
        return self._read("name = '' ORDER BY used_at DESC, id DESC", ())

    def saved(self) -> list[SavedSearch]:
        """Those with a name, by name."""
        named = self._read("name <> ''", ())
        return sorted(named, key=lambda search: (search.name.casefold(), search.name))

    def note(self, query: SavedQuery, instead: int | None = None) -> SavedSearch:
        """Keep a query as the latest, the one that the window shows.

        It takes the place of one by the same pictures.

        Args:
            query: as it is now.
            instead: a recent search that it takes the place of, too: what it was a moment ago.

        Raises:
            CatalogError: the catalog cannot be written.
        """

        def work(connection: Connection) -> SavedSearch:
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

    def save(self, name: str, query: SavedQuery, *, replace: bool = False) -> SavedSearch:
        """Keep a query under a name.

        Raises:
            UserError: there is one of that name (and not `replace`), or the name is empty.
            CatalogError: the catalog cannot be written.
        """
        name = _checked(name)

        def work(connection: Connection) -> SavedSearch:
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

    def restore(self, search: SavedSearch) -> SavedSearch:
        """Bring a removed one back, under its name and at its time; it may get another id.

        Raises:
            UserError: another one has its name by now.
            CatalogError: the catalog cannot be written.
        """

        def work(connection: Connection) -> SavedSearch:
            if search.name:
                _require_free(connection, search.name)
            else:
                connection.execute(
                    "DELETE FROM searches WHERE name = '' AND digest = ?",
                    (pictures_digest(search.query),),
                )
            return _insert(connection, search.name, search.used_at, search.query)

        return self._database.write(work)

    def forget_recent(self) -> list[SavedSearch]:
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

    def opened(self) -> SavedSearch | None:
        """The search that the window showed last, if it showed one and that is still kept."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT value FROM properties WHERE name = ?", (_OPEN,)
            ).fetchone()
        if row is None or not str(row[0]).isdecimal():
            return None
        return next(iter(self._read("id = ?", (int(row[0]),))), None)

    def _read(self, which: str, values: tuple[int, ...]) -> list[SavedSearch]:
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
                kept.append(SavedSearch(search_id, name, used_at, query))
        return kept


def _insert(connection: Connection, name: str, used_at: float, query: SavedQuery) -> SavedSearch:
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
    return SavedSearch(search_id, name, used_at, query)


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
