"""Keep what was learned from judged pairs, step by step, so that each step can be undone."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from photosearch.core.codes import CodeKind
from photosearch.core.learning import words_key
from photosearch.store.database import Database

_KEPT_STEPS = 20
"""So many steps can be undone; older ones are forgotten but for what still counts."""


@dataclass(frozen=True, slots=True, eq=False)
class StoredMap:
    """Hold what was learned in one sense for one model."""

    model_id: str
    """Or `words_key` of it, of a correction of its probabilities."""
    sense: CodeKind
    content: bytes | None
    """Of `LearnedMap.to_bytes`, or of `Recalibration.to_bytes`; None: as without any."""
    pairs: int
    found_before: float
    found_after: float
    learned_at: float = 0.0
    """Seconds since 1970."""


class LearnedMapStore:
    """Read and write learned maps. All methods are for any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def current(self, model_id: str) -> dict[CodeKind, StoredMap]:
        """Return what counts for a model by sense: of each sense what was learned last."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT sense, map, pairs, found_before, found_after, learned_at"
                " FROM learned_maps JOIN learned_steps ON learned_steps.id = step"
                " WHERE model = ? ORDER BY step",
                (model_id,),
            ).fetchall()
        return {
            CodeKind(sense): StoredMap(model_id, CodeKind(sense), content, *figures)
            for sense, content, *figures in rows
        }

    def steps(self) -> int:
        """Return how many steps can be undone."""
        with self._database.read() as connection:
            (count,) = connection.execute("SELECT count(*) FROM learned_steps").fetchone()
        return int(count)

    def others(self, model_id: str) -> int:
        """Return how many maps there are of other models."""
        with self._database.read() as connection:
            (count,) = connection.execute(
                "SELECT count(DISTINCT model || ' ' || sense) FROM learned_maps"
                " WHERE model <> ? AND model <> ? AND map IS NOT NULL",
                (model_id, words_key(model_id)),
            ).fetchone()
        return int(count)

    def add_step(self, maps: Sequence[StoredMap]) -> None:
        """Let some maps count from now on, as one step.

        Raises:
            CatalogError: the catalog cannot be written.
        """

        def work(connection: Connection) -> None:
            step = connection.execute(
                "INSERT INTO learned_steps (learned_at) VALUES (?)", (time.time(),)
            ).lastrowid
            connection.executemany(
                "INSERT INTO learned_maps"
                " (step, model, sense, map, pairs, found_before, found_after)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        step,
                        each.model_id,
                        each.sense.value,
                        each.content,
                        each.pairs,
                        each.found_before,
                        each.found_after,
                    )
                    for each in maps
                ],
            )
            connection.execute(
                "DELETE FROM learned_steps WHERE id <="
                " (SELECT id FROM learned_steps ORDER BY id DESC LIMIT 1 OFFSET ?)"
                " AND id NOT IN (SELECT max(step) FROM learned_maps GROUP BY model, sense)",
                (_KEPT_STEPS,),
            )

        self._database.write(work)

    def undo_step(self) -> bool:
        """Forget the last step: what counted before it counts again. Tell whether there was one.

        Raises:
            CatalogError: the catalog cannot be written.
        """

        def work(connection: Connection) -> bool:
            return (
                connection.execute(
                    "DELETE FROM learned_steps WHERE id = (SELECT max(id) FROM learned_steps)"
                ).rowcount
                > 0
            )

        return self._database.write(work)

    def forget(self) -> None:
        """Forget all maps.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        self._database.write(lambda connection: connection.execute("DELETE FROM learned_steps"))
