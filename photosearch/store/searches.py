"""Save searches in the catalog: the latest ones, and those with a name."""

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

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.filters import Filters
from photosearch.core.places import Area
from photosearch.core.query import (
    CropBox,
    Query,
    QueryImage,
    QueryItem,
    QueryWords,
    SimilarityWeights,
)
from photosearch.core.saved_searches import RECENT_SEARCHES, SavedSearch
from photosearch.store.database import Database
from photosearch.store.properties import read_property, write_property
from photosearch.store.row_mapping import storable_text

log = logging.getLogger(__name__)

_TIMES = ("since", "until")
_PATHS = ("folders",)
_AREAS = ("area",)


def to_json(query: Query) -> str:
    """Return all but the bytes of the images, as ASCII; names that are no Unicode are escaped."""
    mode = query.mode
    return json.dumps({
        "pictures": [_item_values(item) for item in query.items],
        "sense": [mode.shot, mode.look, mode.subject],
        "filters": {
            field.name: _plain(getattr(query.filters, field.name)) for field in fields(Filters)
        },
        "least": query.threshold,
        "words": [{"text": each.text, "less": each.negative} for each in query.words],
        "balance": query.balance,
        "expanded": query.expanded,
    })  # fmt: skip


def from_json(document: str, jpegs: Sequence[bytes]) -> Query:
    """Return the query that `to_json` was given, with a photo or a copy for each image.

    Filters that this version does not know are left out.

    Args:
        document: the text.
        jpegs: copies of the images in their order.

    Raises:
        ValueError: the text is not a query of ours.
    """
    try:
        values = json.loads(document)
        items = tuple(
            _item_of(item, jpeg) for item, jpeg in zip(values["pictures"], jpegs, strict=True)
        )
        return Query(
            items,
            SimilarityWeights(*values["sense"]),
            _filters_of(values["filters"]),
            min(1.0, max(0.0, float(values["least"]))),
            words=tuple(
                QueryWords(str(each["text"]), bool(each["less"]))
                for each in values.get("words", ())
            ),
            balance=min(1.0, max(0.0, float(values.get("balance", 0.5)))),
            expanded=bool(values.get("expanded", False)),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a saved search: {error!r}") from error


def images_digest(query: Query) -> bytes:
    """Return the same for queries by the same images and words, however weighted and filtered."""
    digest = hashlib.blake2b(digest_size=16)
    for item in query.items:
        photo_id = item.image.photo_id
        what = item.image.jpeg if photo_id is None else b"photo %d" % photo_id
        digest.update(b"%d:%d:" % (item.negative, len(what)) + what)
    for each in query.words:
        words = each.text.encode("utf-8", "backslashreplace")
        digest.update(b"words %d:%d:" % (each.negative, len(words)) + words)
    return digest.digest()


def _item_values(item: QueryItem) -> dict[str, Any]:
    crop = item.crop
    return {
        "title": item.image.title,
        "photo": item.image.photo_id,
        "crop": None if crop is None else [crop.x, crop.y, crop.width, crop.height],
        "weight": item.weight,
        "less": item.negative,
    }


def _item_of(values: dict[str, Any], jpeg: bytes) -> QueryItem:
    photo_id = None if values["photo"] is None else int(values["photo"])
    image = QueryImage(
        photo_id=photo_id,
        file=bytes(jpeg) if photo_id is None else None,
        title=str(values["title"]),
        jpeg=bytes(jpeg),
    )
    return QueryItem(
        image,
        None if values["crop"] is None else CropBox(*values["crop"]),
        float(values["weight"]),
        bool(values["less"]),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Area):
        return [value.south, value.west, value.north, value.east]
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
        elif field.name in _AREAS:
            known[field.name] = Area(*map(float, value))
        else:
            known[field.name] = tuple(value) if isinstance(value, list) else value
    return Filters(**known)


TABLES = (
    """
    CREATE TABLE searches (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL DEFAULT '',     -- '' for those that were merely used lately
        used_at REAL NOT NULL,             -- seconds since 1970
        digest BLOB NOT NULL,              -- of the pictures
        query TEXT NOT NULL                -- JSON, see to_json
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
    """Store searches. All methods are for any thread; each change is one transaction.

    A row that cannot be read (of a newer version, say) is left where it is and not listed.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def recent(self) -> list[SavedSearch]:
        """Return the latest ones, newest first."""
        return self._read("name = '' ORDER BY used_at DESC, id DESC", ())

    def saved(self) -> list[SavedSearch]:
        """Return those with a name, by name."""
        named = self._read("name <> ''", ())
        return sorted(named, key=lambda search: (search.name.casefold(), search.name))

    def save_recent(self, query: Query, replaced: int | None = None) -> SavedSearch:
        """Save a query as the latest, the one that the window shows.

        It takes the place of one by the same images.

        Args:
            query: as it is now.
            replaced: a recent search that it takes the place of, too: what it was a moment ago.

        Raises:
            CatalogError: the catalog cannot be written.
        """

        def work(connection: Connection) -> SavedSearch:
            connection.execute(
                "DELETE FROM searches WHERE name = '' AND (digest = ? OR id = ?)",
                (images_digest(query), replaced),
            )
            # Two in the same moment are still one after the other.
            (latest,) = connection.execute(
                "SELECT coalesce(max(used_at), 0) FROM searches WHERE name = ''"
            ).fetchone()
            saved = _insert(connection, "", max(time.time(), latest + 1e-3), query)
            connection.execute(
                "DELETE FROM searches WHERE name = '' AND id NOT IN (SELECT id FROM searches"
                " WHERE name = '' ORDER BY used_at DESC, id DESC LIMIT ?)",
                (RECENT_SEARCHES,),
            )
            _set_open(connection, saved.search_id)
            return saved

        return self._database.write(work)

    def save(self, name: str, query: Query, *, replace: bool = False) -> SavedSearch:
        """Save a query under a name.

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
                    (images_digest(search.query),),
                )
            return _insert(connection, search.name, search.used_at, search.query)

        return self._database.write(work)

    def forget_recent(self) -> list[SavedSearch]:
        """Forget all without a name, and return what they were, newest first.

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
        """Return the search that the window showed last, if it is still saved."""
        with self._database.read() as connection:
            opened = read_property(connection, _OPEN)
        if opened is None or not opened.isdecimal():
            return None
        return next(iter(self._read("id = ?", (int(opened),))), None)

    def _read(self, which: str, values: tuple[int, ...]) -> list[SavedSearch]:
        searches = []
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
                    query = from_json(document, jpegs)
                except ValueError as error:
                    log.warning("The saved search %d cannot be read: %s", search_id, error)
                    continue
                searches.append(SavedSearch(search_id, name, used_at, query))
        return searches


def _insert(connection: Connection, name: str, used_at: float, query: Query) -> SavedSearch:
    cursor = connection.execute(
        "INSERT INTO searches (name, used_at, digest, query) VALUES (?, ?, ?, ?)",
        (name, used_at, images_digest(query), to_json(query)),
    )
    search_id = cursor.lastrowid
    assert search_id is not None
    connection.executemany(
        "INSERT INTO search_pictures (search, place, jpeg) VALUES (?, ?, ?)",
        [(search_id, place, item.image.jpeg) for place, item in enumerate(query.items)],
    )
    return SavedSearch(search_id, name, used_at, query)


def _set_open(connection: Connection, search_id: int | None) -> None:
    write_property(connection, _OPEN, None if search_id is None else str(search_id))


def _delete(connection: Connection, search_id: int) -> None:
    connection.execute("DELETE FROM searches WHERE id = ?", (search_id,))


def _checked(name: str) -> str:
    name = storable_text(" ".join(name.split()))
    if not name:
        raise UserError(ErrorCode.SEARCH_NAME_EMPTY)
    return name


def _require_free(connection: Connection, name: str, except_id: int = 0) -> None:
    if connection.execute(
        "SELECT 1 FROM searches WHERE name = ? AND id <> ?", (name, except_id)
    ).fetchone():
        raise UserError(ErrorCode.SEARCH_NAME_TAKEN, name=name)
