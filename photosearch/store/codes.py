"""Keep the binary codes of all photos, versioned by model.

One row per model, kind and chunk of 4096 photo ids (see chunks.py for why): a byte of presence per
slot, and the codes side by side. A photo may have codes of several models, so the old index answers
while a new model encodes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from sqlite3 import Connection

import numpy as np

from photosearch.core.codes import Codes
from photosearch.core.message_codes import DamageCode
from photosearch.messages import Message
from photosearch.store import sqlite_errors
from photosearch.store.chunks import SLOTS, Ids, read_slots, split, write_slots
from photosearch.store.database import Database


class CodeStore:
    """Read and write codes by model and kind.

    Reading is for any thread; `put` and `delete` join a transaction.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def models(self) -> dict[str, int]:
        """Return each model that has codes here, and how many photos have some of it."""
        with self._database.read() as connection:
            names = connection.execute("SELECT name FROM models ORDER BY id").fetchall()
            return {name: len(ids_with_codes(connection, name)) for (name,) in names}

    def kinds(self, model_id: str) -> dict[str, int]:
        """Return the kinds of code that `model_id` has here, and the bytes of one code."""
        with self._database.read() as connection:
            return {kind: width for kind, (_, width) in _code_kinds(connection, model_id).items()}

    def ids(self, model_id: str, kind: str) -> Ids:
        """Return the rising ids (n,) of the photos that have a code of a kind."""
        with self._database.read() as connection:
            code_kind, _ = _code_kinds(connection, model_id).get(kind, (0, 0))
            rows = connection.execute(
                "SELECT chunk, presence FROM code_chunks WHERE code_kind = ? ORDER BY chunk",
                (code_kind,),
            )
            parts = [
                np.flatnonzero(np.frombuffer(presence, np.bool_)) + chunk * SLOTS
                for chunk, presence in rows
            ]
        return np.concatenate(parts) if parts else np.empty(0, np.int64)

    def load(self, model_id: str, kind: str) -> tuple[Ids, Codes]:
        """Return all codes of a kind: photo ids (n,) rising, codes (n, bytes); perhaps none."""
        with self._database.read() as connection:
            code_kind, width = _code_kinds(connection, model_id).get(kind, (0, 0))
            rows = connection.execute(
                "SELECT chunk, presence FROM code_chunks WHERE code_kind = ? ORDER BY chunk",
                (code_kind,),
            ).fetchall()
            present = [np.frombuffer(presence, np.bool_) for _, presence in rows]
            counts = [int(np.count_nonzero(slots)) for slots in present]
            ids = np.empty(sum(counts), np.int64)
            codes = np.empty((len(ids), width), np.uint8)
            cursor = connection.execute(
                "SELECT codes FROM code_chunks WHERE code_kind = ? ORDER BY chunk", (code_kind,)
            )
            start = 0
            for (chunk, _), slots, count, (blob,) in zip(
                rows, present, counts, cursor, strict=True
            ):
                stop = start + count
                if len(blob) != SLOTS * width:
                    raise sqlite_errors.damaged_error(
                        self._database.path, Message(DamageCode.BLOCK_SIZE)
                    )
                of_chunk = np.frombuffer(blob, np.uint8).reshape(SLOTS, width)
                codes[start:stop] = of_chunk if count == SLOTS else of_chunk[slots]
                ids[start:stop] = np.flatnonzero(slots) + chunk * SLOTS
                start = stop
        return ids, codes

    def get(self, model_id: str, kind: str, ids: Collection[int]) -> tuple[Ids, Codes]:
        """Return the ids of those photos that have a code, in the order given, and the codes."""
        wanted = np.fromiter(ids, np.int64, len(ids))
        with self._database.read() as connection:
            code_kind, width = _code_kinds(connection, model_id).get(kind, (0, 0))
            found = np.zeros(len(wanted), np.bool_)
            codes = np.zeros((len(wanted), width), np.uint8)
            for chunk, slots, positions in split(wanted):
                row = connection.execute(
                    "SELECT id, presence FROM code_chunks WHERE code_kind = ? AND chunk = ?",
                    (code_kind, chunk),
                ).fetchone()
                if row is None:
                    continue
                present = np.frombuffer(row[1], np.bool_)[slots]
                found[positions] = present
                codes[positions[present]] = read_slots(
                    connection, ("code_chunks", "codes", row[0]), slots[present], width
                )
        return wanted[found], codes[found]

    def put(
        self, connection: Connection, model_id: str, codes: Mapping[int, Mapping[str, bytes]]
    ) -> None:
        """Write the codes of some photos: by photo id, then by kind. Others of theirs stay.

        Raises:
            ValueError: a code has another length than those of its model and kind.
        """
        by_kind: dict[str, dict[int, bytes]] = {}
        for photo_id, of_photo in codes.items():
            for kind, code in of_photo.items():
                by_kind.setdefault(kind, {})[photo_id] = code
        for kind, of_kind in by_kind.items():
            ids = np.fromiter(of_kind, np.int64, len(of_kind))
            widths = {len(code) for code in of_kind.values()}
            code_kind, width = _add_kind(connection, model_id, kind, min(widths))
            if widths != {width}:
                raise ValueError(f"{kind} codes of {model_id} have {width} bytes, not {widths}")
            values = np.frombuffer(b"".join(of_kind.values()), np.uint8).reshape(len(ids), width)
            for chunk, slots, positions in split(ids):
                rowid = _add_chunk(connection, code_kind, chunk, width)
                write_slots(connection, ("code_chunks", "codes", rowid), slots, values[positions])
                ones = np.ones(len(slots), np.uint8)
                write_slots(connection, ("code_chunks", "presence", rowid), slots, ones)

    def delete(self, connection: Connection, ids: Collection[int]) -> None:
        """Forget the codes of some photos, of all models."""
        for chunk, slots, _ in split(np.unique(np.fromiter(ids, np.int64, len(ids)))):
            rows = connection.execute(
                "SELECT id, presence FROM code_chunks"
                " WHERE code_kind IN (SELECT id FROM code_kinds) AND chunk = ?",
                (chunk,),
            ).fetchall()
            for rowid, presence in rows:
                present = slots[np.frombuffer(presence, np.bool_)[slots]]
                if len(present):
                    zeros = np.zeros(len(present), np.uint8)
                    write_slots(connection, ("code_chunks", "presence", rowid), present, zeros)

    def copy(self, connection: Connection, source_id: int, target_id: int) -> None:
        """Give one photo exactly the codes that another one has, of all models."""
        self.delete(connection, [target_id])
        chunk, slot = divmod(source_id, SLOTS)
        rows = connection.execute(
            "SELECT models.name, kind, substr(codes, 1 + ? * bytes, bytes) FROM code_chunks"
            " JOIN code_kinds ON code_kinds.id = code_kind JOIN models ON models.id = model"
            " WHERE chunk = ? AND substr(presence, 1 + ?, 1) = x'01'",
            (slot, chunk, slot),
        ).fetchall()
        for model_id, kind, code in rows:
            self.put(connection, model_id, {target_id: {kind: code}})

    def drop(self, model_id: str) -> None:
        """Forget all codes of a model."""

        def work(connection: Connection) -> None:
            connection.execute("DELETE FROM models WHERE name = ?", (model_id,))

        self._database.write(work)


def ids_with_codes(connection: Connection, model_id: str) -> Ids:
    """Return the rising ids of the photos that have any code of `model_id`."""
    present: dict[int, np.ndarray[tuple[int], np.dtype[np.bool_]]] = {}
    for code_kind, _ in _code_kinds(connection, model_id).values():
        for chunk, presence in connection.execute(
            "SELECT chunk, presence FROM code_chunks WHERE code_kind = ?", (code_kind,)
        ):
            slots = np.frombuffer(presence, np.bool_)
            present[chunk] = present[chunk] | slots if chunk in present else slots
    parts = [np.flatnonzero(slots) + chunk * SLOTS for chunk, slots in sorted(present.items())]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def _code_kinds(connection: Connection, model_id: str) -> dict[str, tuple[int, int]]:
    rows = connection.execute(
        "SELECT kind, code_kinds.id, bytes FROM code_kinds JOIN models ON models.id = model"
        " WHERE models.name = ?",
        (model_id,),
    ).fetchall()
    return {kind: (rowid, width) for kind, rowid, width in rows}


def _add_kind(connection: Connection, model_id: str, kind: str, width: int) -> tuple[int, int]:
    known = _code_kinds(connection, model_id)
    if kind not in known:
        connection.execute(
            "INSERT INTO models (name) VALUES (?) ON CONFLICT DO NOTHING", (model_id,)
        )
        connection.execute(
            "INSERT INTO code_kinds (model, kind, bytes)"
            " SELECT id, ?, ? FROM models WHERE name = ?",
            (kind, width, model_id),
        )
        known = _code_kinds(connection, model_id)
    return known[kind]


def _add_chunk(connection: Connection, code_kind: int, chunk: int, width: int) -> int:
    select = "SELECT id FROM code_chunks WHERE code_kind = ? AND chunk = ?"
    row = connection.execute(select, (code_kind, chunk)).fetchone()
    if row is None:
        connection.execute(
            "INSERT INTO code_chunks (code_kind, chunk, presence, codes)"
            " VALUES (?, ?, zeroblob(?), zeroblob(?))",
            (code_kind, chunk, SLOTS, SLOTS * width),
        )
        row = connection.execute(select, (code_kind, chunk)).fetchone()
    return int(row[0])
