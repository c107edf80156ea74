"""Keep which pairs of contents were compared as pictures, and what that found.

A pair is noted when it becomes a candidate, together with the photos that were looked at for it, so
that a kill at any moment costs no more than the comparisons that were at hand. Contents are known
by their keys, see `store.duplicates`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection

import numpy as np

from photosearch.store.codes import CodeStore
from photosearch.store.content_ids import content_keys_of
from photosearch.store.database import Database
from photosearch.store.duplicates import Keys

LOOKED_AT = "duplicates-looked-at"
"""Kept beside the codes of a model as if it were one, a byte for each photo: 1 where its candidates
among all photos before it are noted. So it is gone when the content changes, and copied with it.
Stored: never rename it."""

NEAR_IN_TIME = b"t"
"""What was found of frames that were taken within seconds, and in which too much moved."""

Pair = tuple[int, int]
"""Keys of two contents, the lower one first."""


@dataclass(frozen=True, slots=True, eq=False)
class ComparedPairs:
    """Hold pairs that have something in common."""

    first: Keys
    """(n,)"""
    second: Keys
    """(n,)"""
    found: Sequence[bytes]
    """(n,) as it was written."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Hold what a file told of its content."""

    pixel_hash: bytes
    """The same for equal pixels, also if they are turned; empty where it was not needed, or where
    the file cannot be read."""
    coding: bytes
    """The same for JPEG files of the same tables of quantization; empty of others."""
    looked_at: bool
    """The hash was needed."""


UNKNOWN_FILE = FileFacts(b"", b"", looked_at=False)


class PairStore:
    """Read and write candidates and comparisons. All methods are for any thread."""

    def __init__(self, database: Database, codes: CodeStore) -> None:
        self._database = database
        self._codes = codes

    def add_candidates(
        self, model_id: str, looked_at: Mapping[int, int], pairs: Iterable[Pair], version: int
    ) -> None:
        """Note pairs to be compared, and that photos were looked at, in one transaction.

        Pairs that were compared by this version of the comparison stay as they are. A photo that
        is gone by now, or has another content, was not looked at.

        Args:
            model_id: whose codes were compared.
            looked_at: by photo id, the content that it had.
            pairs: of contents.
            version: of the comparison.

        Raises:
            CatalogError: the catalog cannot be written.
        """

        def work(connection: Connection) -> None:
            _add(connection, pairs, version)
            now = content_keys_of(connection, looked_at)
            same = [photo_id for photo_id, key in looked_at.items() if now.get(photo_id) == key]
            self._codes.put(connection, model_id, {each: {LOOKED_AT: b"\x01"} for each in same})

        self._database.write(work)

    def add_pairs(self, pairs: Iterable[Pair], version: int) -> None:
        """Note pairs to be compared; those that were compared by this version stay as they are.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        self._database.write(lambda connection: _add(connection, pairs, version))

    def renew(self, version: int) -> None:
        """Note that all pairs are to be compared that another version of the comparison did.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        with self._database.read() as connection:
            others = connection.execute(
                "SELECT 1 FROM duplicate_pairs WHERE version NOT IN (0, ?) LIMIT 1", (version,)
            ).fetchone()
        if others is not None:
            self._database.write(
                lambda connection: connection.execute(
                    "UPDATE duplicate_pairs SET version = 0, found = NULL"
                    " WHERE version NOT IN (0, ?)",
                    (version,),
                )
            )

    def count_to_compare(self) -> int:
        """Return how many pairs are to be compared."""
        with self._database.read() as connection:
            (count,) = connection.execute(
                "SELECT count(*) FROM duplicate_pairs WHERE version = 0"
            ).fetchone()
        return int(count)

    def to_compare(self, limit: int) -> list[Pair]:
        """Return pairs that are to be compared, at most so many, by their keys."""
        with self._database.read() as connection:
            return connection.execute(
                "SELECT first, second FROM duplicate_pairs WHERE version = 0"
                " ORDER BY first, second LIMIT ?",
                (limit,),
            ).fetchall()

    def put(self, results: Mapping[Pair, bytes | None], version: int) -> None:
        """Note what comparisons found; None where there is nothing in common.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        rows = [(version, found, *pair) for pair, found in results.items()]
        self._database.write(
            lambda connection: connection.executemany(
                "UPDATE duplicate_pairs SET version = ?, found = ? WHERE first = ? AND second = ?",
                rows,
            )
        )

    def drop(self, pairs: Iterable[Pair]) -> None:
        """Forget pairs, of which one is gone.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        rows = list(pairs)
        self._database.write(
            lambda connection: connection.executemany(
                "DELETE FROM duplicate_pairs WHERE first = ? AND second = ?", rows
            )
        )

    def compared(self, version: int) -> ComparedPairs:
        """Return all pairs of which a version found something in common, by rising keys."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT first, second, found FROM duplicate_pairs"
                " WHERE found IS NOT NULL AND version = ? ORDER BY first, second",
                (version,),
            ).fetchall()
        return _pairs_of(rows)

    def compared_with(self, keys: Collection[int], version: int) -> ComparedPairs:
        """Return those of some contents with any others, by rising keys."""
        wanted = json.dumps([int(key) for key in keys])
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT first, second, found FROM duplicate_pairs WHERE found IS NOT NULL"
                " AND version = :version AND first IN (SELECT value FROM json_each(:keys))"
                " UNION SELECT first, second, found FROM duplicate_pairs WHERE found IS NOT NULL"
                " AND version = :version AND second IN (SELECT value FROM json_each(:keys))"
                " ORDER BY first, second",
                {"keys": wanted, "version": version},
            ).fetchall()
        return _pairs_of(rows)

    def unknown(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Return those of some pairs that are neither compared nor to be compared."""
        with self._database.read() as connection:
            return [
                (first, second)
                for first, second in pairs
                if connection.execute(
                    "SELECT 1 FROM duplicate_pairs WHERE first = ? AND second = ?", (first, second)
                ).fetchone()
                is None
            ]

    def file_facts(self, keys: Collection[int]) -> dict[int, FileFacts]:
        """Return what `put_file_facts` noted of some contents."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT content, hash, coding, looked_at FROM file_facts"
                " WHERE content IN (SELECT value FROM json_each(?))",
                (json.dumps([int(key) for key in keys]),),
            ).fetchall()
        return {key: FileFacts(found, coding, hashed != 0) for key, found, coding, hashed in rows}

    def put_file_facts(self, facts: Mapping[int, FileFacts]) -> None:
        """Note what the files of some contents told.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        rows = [
            (key, each.pixel_hash, each.coding, int(each.looked_at)) for key, each in facts.items()
        ]
        self._database.write(
            lambda connection: connection.executemany(
                "INSERT OR REPLACE INTO file_facts (content, hash, coding, looked_at)"
                " VALUES (?, ?, ?, ?)",
                rows,
            )
        )


def _add(connection: Connection, pairs: Iterable[Pair], version: int) -> None:
    connection.executemany(
        "INSERT INTO duplicate_pairs (first, second, version) VALUES (?, ?, 0)"
        " ON CONFLICT DO UPDATE SET version = 0, found = NULL WHERE version <> ?",
        [(*pair, version) for pair in pairs],
    )


def _pairs_of(rows: Sequence[tuple[int, int, bytes]]) -> ComparedPairs:
    first, second, found = zip(*rows, strict=True) if rows else ((), (), ())
    return ComparedPairs(np.array(first, np.int64), np.array(second, np.int64), found)
