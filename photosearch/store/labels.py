"""Keep what the encoder sees in photos where all of it is read at once: as numbers, in chunks.

Derived from `photos.tags` and kept in chunks (see chunks.py): for each photo id the numbers of its
labels, the surest first. Whoever writes the tags of a photo, or deletes one, calls `refresh` in the
same transaction.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterable, Sequence
from sqlite3 import Connection

import numpy as np

from photosearch.core.photo_labels import MAX_LABELS, MAX_NUMBER, Numbers, PhotoLabels
from photosearch.store.chunks import SLOTS, Ids, read_slots, split, write_slots
from photosearch.store.database import Database
from photosearch.store.row_mapping import storable_text

log = logging.getLogger(__name__)

TABLES = (
    """
    CREATE TABLE label_names (
        number INTEGER PRIMARY KEY,        -- from 1 on
        name TEXT NOT NULL UNIQUE
    )
    """,
    """
    CREATE TABLE label_chunks (
        chunk INTEGER PRIMARY KEY,         -- only those with labels
        numbers BLOB NOT NULL              -- MAX_LABELS uint16 per slot, 0 where there are no more
    )
    """,
)
CHUNK_BYTES = SLOTS * MAX_LABELS * 2
"""Of `label_chunks.numbers`."""

_STORED = np.dtype("<u2")
_BLOB = ("label_chunks", "numbers")
_AT_ONCE = 1 << 16


def fill(connection: Connection) -> None:
    """Take over the labels of all photos, into tables that are empty."""
    reader = connection.cursor().execute(
        "SELECT id, tags FROM photos WHERE tags IS NOT NULL ORDER BY id"
    )
    while rows := reader.fetchmany(_AT_ONCE):
        ids = np.fromiter((photo_id for photo_id, _ in rows), np.int64, len(rows))
        _write(connection, ids, rows)


def refresh(connection: Connection, photo_ids: Iterable[int]) -> None:
    """Bring the chunks up to date for `photo_ids`, of which some may not exist (any more)."""
    ids = np.unique(np.fromiter(photo_ids, np.int64))
    if len(ids):
        rows = connection.execute(
            "SELECT id, tags FROM photos WHERE tags IS NOT NULL"
            " AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids.tolist()),),
        ).fetchall()
        _write(connection, ids, rows)


def match_photos(connection: Connection) -> bool:
    """Tell whether the photos that have labels here are those that have tags."""
    (text,) = connection.execute(
        "SELECT group_concat(id) FROM (SELECT id FROM photos WHERE tags IS NOT NULL ORDER BY id)"
    ).fetchone()
    tagged = np.fromstring(text or "", np.int64, sep=",")
    here = np.flatnonzero(_read_all(connection)[:, 0])
    if len(_names(connection)) > MAX_NUMBER:  # some of the tags have no number
        return bool(np.isin(here, tagged).all())
    return np.array_equal(here, tagged)


class LabelStore:
    """Read the labels of photos. All methods are for any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read_all(self) -> PhotoLabels:
        """Return the labels of all photos.

        Raises:
            CatalogError: the catalog cannot be read.
        """
        with self._database.read() as connection:
            return PhotoLabels(_names(connection), _read_all(connection))

    def read(self, photo_ids: Ids) -> tuple[Numbers, tuple[str, ...]]:
        """Return the labels (n, MAX_LABELS) of photos (n,), and the names of all labels by number.

        Raises:
            CatalogError: the catalog cannot be read.
        """
        numbers = np.zeros((len(photo_ids), MAX_LABELS), np.uint16)
        with self._database.read() as connection:
            for chunk, slots, positions in split(photo_ids):
                if _has_chunk(connection, chunk):
                    stored = read_slots(connection, (*_BLOB, chunk), slots, CHUNK_BYTES // SLOTS)
                    numbers[positions] = stored.view(_STORED)
            return numbers, _names(connection)


def _names(connection: Connection) -> tuple[str, ...]:
    rows = connection.execute("SELECT number, name FROM label_names ORDER BY number").fetchall()
    names = [""] * (rows[-1][0] + 1 if rows else 1)
    for number, name in rows:
        names[number] = name
    return tuple(names)


def _read_all(connection: Connection) -> Numbers:
    """Return the labels of all photos (n, MAX_LABELS) by id; the last row is of none."""
    rows = connection.execute("SELECT chunk, numbers FROM label_chunks ORDER BY chunk").fetchall()
    chunks = rows[-1][0] + 1 if rows else 0
    numbers = np.zeros((chunks * SLOTS + 1, MAX_LABELS), np.uint16)
    for chunk, blob in rows:
        stored = np.frombuffer(blob, _STORED).reshape(SLOTS, MAX_LABELS)
        numbers[chunk * SLOTS : (chunk + 1) * SLOTS] = stored
    return numbers


def _write(connection: Connection, ids: Ids, rows: Sequence[tuple[int, str]]) -> None:
    """Write the labels of photos (n,), rising: those of `rows`, of the others none."""
    # Parsed in one piece: thousands of short ones take four times as long.
    labels = [own[:MAX_LABELS] for own in json.loads(f"[{','.join(tags for _, tags in rows)}]")]
    number_of = _numbered(connection, {name for own in labels for name in own})
    numbers = np.zeros((len(ids), MAX_LABELS), _STORED)
    places = np.searchsorted(ids, [photo_id for photo_id, _ in rows])
    for place, own in zip(places.tolist(), labels, strict=True):
        known = [number_of[name] for name in own if name in number_of]
        numbers[place, : len(known)] = known
    for chunk, slots, positions in split(ids):
        if numbers[positions].any():
            connection.execute(
                "INSERT INTO label_chunks (chunk, numbers) VALUES (?, zeroblob(?))"
                " ON CONFLICT DO NOTHING",
                (chunk, CHUNK_BYTES),
            )
        if _has_chunk(connection, chunk):
            write_slots(connection, (*_BLOB, chunk), slots, numbers[positions])


def _has_chunk(connection: Connection, chunk: int) -> bool:
    found = connection.execute("SELECT 1 FROM label_chunks WHERE chunk = ?", (chunk,)).fetchone()
    return found is not None


def _numbered(connection: Connection, names: Collection[str]) -> dict[str, int]:
    """Return the numbers of labels, new ones for new ones as far as there are any left."""
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM label_names").fetchone()
    number_of = {}
    for name in sorted(names):
        stored = storable_text(name)
        row = connection.execute(
            "SELECT number FROM label_names WHERE name = ?", (stored,)
        ).fetchone()
        if row is not None:
            number_of[name] = row[0]
        elif last < MAX_NUMBER:
            last += 1
            connection.execute(
                "INSERT INTO label_names (number, name) VALUES (?, ?)", (last, stored)
            )
            number_of[name] = last
    if len(number_of) < len(names):
        log.warning("The library has too many different labels; some do not count in searches.")
    return number_of
