"""Keep what the user said of pairs of photos, by their contents, until it is erased."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Sequence
from sqlite3 import Connection

from photosearch.core.codes import CodeKind
from photosearch.core.judged_pairs import JudgedAct, JudgedPair, RecordedPairs
from photosearch.store.database import Database

TABLES = (
    # The number of an answer is never given to another one.
    """
    CREATE TABLE judged_pairs (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        first BLOB NOT NULL,               -- content ids, the lower one first
        second BLOB NOT NULL,
        sense TEXT NOT NULL,               -- CodeKind
        alike INTEGER NOT NULL,
        act TEXT NOT NULL,                 -- JudgedAct
        judged_at REAL NOT NULL,           -- seconds since 1970
        changed INTEGER NOT NULL,          -- how often its contrary had been said before
        UNIQUE (first, second, sense)
    )
    """,
    # See learned_maps.py
    """
    CREATE TABLE learned_steps (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        learned_at REAL NOT NULL           -- seconds since 1970
    )
    """,
    """
    CREATE TABLE learned_maps (
        step INTEGER NOT NULL REFERENCES learned_steps (id) ON DELETE CASCADE,
        model TEXT NOT NULL,               -- ModelCard.model_id
        sense TEXT NOT NULL,               -- CodeKind
        map BLOB,                          -- LearnedMap; NULL: the codes alone, as before
        pairs INTEGER NOT NULL,            -- that it was learned from
        found_before REAL NOT NULL,        -- of the answers held out, 0 to 1
        found_after REAL NOT NULL,
        PRIMARY KEY (step, model, sense)
    ) WITHOUT ROWID
    """,
)

_COLUMNS = "number, first, second, sense, alike, act, judged_at, changed"


class JudgedPairStore:
    """Read and write judged pairs. All methods are for any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, pairs: Sequence[JudgedPair]) -> RecordedPairs:
        """Keep answers; of several about one pair of photos in one sense the last counts.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        now = time.time()

        def work(connection: Connection) -> RecordedPairs:
            added = repeated = changed = 0
            for pair in pairs:
                row = connection.execute(
                    "SELECT number, alike FROM judged_pairs"
                    " WHERE first = ? AND second = ? AND sense = ?",
                    pair.key,
                ).fetchone()
                values = (int(pair.alike), pair.act.value, pair.judged_at or now)
                if row is None:
                    added += 1
                    connection.execute(
                        "INSERT INTO judged_pairs"
                        " (first, second, sense, alike, act, judged_at, changed)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        (*pair.key, *values, pair.changed),
                    )
                elif bool(row[1]) == pair.alike:
                    repeated += 1
                else:
                    changed += 1
                    connection.execute(
                        "UPDATE judged_pairs SET alike = ?, act = ?, judged_at = ?,"
                        " changed = changed + 1 WHERE number = ?",
                        (*values, row[0]),
                    )
            return RecordedPairs(added, repeated, changed)

        return self._database.write(work)

    def all(self) -> list[JudgedPair]:
        """Return all answers, the oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM judged_pairs ORDER BY number"
            ).fetchall()
        return [_pair(row) for row in rows]

    def count(self) -> int:
        """Return how many answers there are."""
        with self._database.read() as connection:
            (count,) = connection.execute("SELECT count(*) FROM judged_pairs").fetchone()
        return int(count)

    def erase(self, numbers: Collection[int] | None = None) -> int:
        """Forget some answers, None for all; return how many there were.

        Raises:
            CatalogError: the catalog cannot be written.
        """

        def work(connection: Connection) -> int:
            if numbers is None:
                return connection.execute("DELETE FROM judged_pairs").rowcount
            return connection.execute(
                "DELETE FROM judged_pairs WHERE number IN (SELECT value FROM json_each(?))",
                (json.dumps([int(number) for number in numbers]),),
            ).rowcount

        return self._database.write(work)


def _pair(row: tuple[int, bytes, bytes, str, int, str, float, int]) -> JudgedPair:
    number, first, second, sense, alike, act, judged_at, changed = row
    return JudgedPair(
        first,
        second,
        CodeKind(sense),
        bool(alike),
        JudgedAct(act),
        judged_at,
        number,
        changed,
    )
