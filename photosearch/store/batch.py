"""What an indexer found out about some files, and how it becomes rows, codes and thumbnails."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection

from photosearch.core.photo import FileStamp, IndexedPhoto, UnreadableFile
from photosearch.store.codes import CodeStore
from photosearch.store.photos import flag_missing
from photosearch.store.rows import (
    FACT_COLUMNS,
    STAMP_COLUMNS,
    fact_values,
    stamp_values,
    storable_text,
)
from photosearch.store.visibility import refresh


@dataclass(slots=True)
class Batch:
    """Findings that are committed together; filled by the indexer."""

    model_id: str = ""
    """Of the codes in `indexed`."""
    indexed: list[IndexedPhoto] = field(default_factory=list)
    unreadable: list[UnreadableFile] = field(default_factory=list)
    moved: list[tuple[int, int, FileStamp]] = field(default_factory=list)
    """(photo id, root id, stamp): the same photo at another place, or with another time stamp.
    It is found again if it was missing."""
    copied: list[tuple[int, int, FileStamp]] = field(default_factory=list)
    """(photo id of the source, root id, stamp): the same content at one more place."""
    missing: list[int] = field(default_factory=list)
    found: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        """How many findings there are."""
        rows = len(self.indexed) + len(self.unreadable) + len(self.moved) + len(self.copied)
        return rows + len(self.missing) + len(self.found)


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The photo ids of a batch's findings, in the order given.

    What refers to a root or photo that was removed meanwhile is left out.
    """

    indexed_ids: list[int] = field(default_factory=list)
    unreadable_ids: list[int] = field(default_factory=list)
    moved_ids: list[int] = field(default_factory=list)
    copied_ids: list[int] = field(default_factory=list)
    replaced_ids: list[int] = field(default_factory=list)
    """Rows deleted because a moved photo took their place."""


@dataclass(slots=True)
class Writing:
    """A batch on its way: what is known within the transaction of the catalog."""

    result: BatchResult = field(default_factory=BatchResult)
    thumbnails: dict[int, bytes] = field(default_factory=dict)
    thumbnail_copies: list[tuple[int, int]] = field(default_factory=list)
    without_thumbnail: list[int] = field(default_factory=list)
    """Rows whose thumbnails are of no use any more, once the catalog is committed."""


_FACTS = ", ".join(FACT_COLUMNS)
_STAMP = ", ".join(STAMP_COLUMNS)
_INDEXED_COLUMNS = (
    "root_id",
    *STAMP_COLUMNS,
    *("state", "reason", "detail", "content_id", "first_seen_at", "indexed_at"),
    *FACT_COLUMNS,
)
_KEPT = ("root_id", "rel_path", "first_seen_at")
_REPLACING = ", ".join(
    f"{column} = excluded.{column}" for column in _INDEXED_COLUMNS if column not in _KEPT
)
_UPSERT = (
    f"INSERT INTO photos ({', '.join(_INDEXED_COLUMNS)})"
    f" VALUES ({', '.join('?' * len(_INDEXED_COLUMNS))})"
    f" ON CONFLICT (root_id, rel_path) DO UPDATE SET {_REPLACING}, missing = 0 RETURNING id"
)
_NO_FACTS = (None,) * len(FACT_COLUMNS)


def write_batch(connection: Connection, codes: CodeStore, batch: Batch) -> Writing:
    """Everything of `batch` that belongs into the catalog, within a transaction.

    Moves come first, so that a place that is left is free for what is new there.

    Raises:
        ValueError: two photos are moved to one place.
    """
    writing = Writing()
    roots = {root_id for (root_id,) in connection.execute("SELECT id FROM roots")}
    _move(connection, codes, batch, roots, writing)
    _copy(connection, codes, batch, roots, writing)
    _index(connection, codes, batch, roots, writing)
    _refuse(connection, codes, batch, roots, writing)
    flag_missing(connection, batch.missing, True)
    flag_missing(connection, batch.found, False)
    result = writing.result
    refresh(
        connection,
        result.indexed_ids + result.unreadable_ids + result.moved_ids + result.copied_ids,
    )
    return writing


def forget_photos(connection: Connection, codes: CodeStore, ids: Sequence[int]) -> None:
    """Delete rows and what hangs on them, but for the thumbnails, within a transaction."""
    connection.executemany("DELETE FROM photos WHERE id = ?", ((photo_id,) for photo_id in ids))
    codes.delete(connection, ids)
    refresh(connection, ids)


def _move(
    connection: Connection, codes: CodeStore, batch: Batch, roots: set[int], writing: Writing
) -> None:
    places = {(root_id, stamp.rel_path) for _, root_id, stamp in batch.moved}
    if len(places) < len(batch.moved):
        raise ValueError("two photos cannot be moved to one place")
    # First all leave their places, so that a photo may take another's, also in a circle. No file
    # name holds a zero byte.
    moves = []
    for photo_id, root_id, stamp in batch.moved:
        if root_id in roots:
            aside = connection.execute(
                "UPDATE photos SET rel_path = ? WHERE id = ?", (b"\0%d" % photo_id, photo_id)
            )
            if aside.rowcount:
                moves.append((photo_id, root_id, stamp))
    for photo_id, root_id, stamp in moves:
        in_the_way = connection.execute(
            "SELECT id FROM photos WHERE root_id = ? AND rel_path = ?", (root_id, stamp.rel_path)
        ).fetchone()
        if in_the_way is not None:
            forget_photos(connection, codes, in_the_way)
            writing.result.replaced_ids.append(in_the_way[0])
            writing.without_thumbnail.append(in_the_way[0])
        connection.execute(
            f"UPDATE photos SET root_id = ?, missing = 0, ({_STAMP}) = (?, ?, ?, ?, ?)"
            " WHERE id = ?",
            (root_id, *stamp_values(stamp), photo_id),
        )
        writing.result.moved_ids.append(photo_id)


def _copy(
    connection: Connection, codes: CodeStore, batch: Batch, roots: set[int], writing: Writing
) -> None:
    for source_id, root_id, stamp in batch.copied:
        source = connection.execute(
            f"SELECT content_id, {_FACTS} FROM photos WHERE id = ? AND state = 'indexed'",
            (source_id,),
        ).fetchone()
        if source is None or root_id not in roots:
            continue
        content_id, *facts = source
        photo_id = _upsert(connection, root_id, stamp, ("indexed", None, "", content_id), facts)
        writing.result.copied_ids.append(photo_id)
        if photo_id != source_id:
            codes.copy(connection, source_id, photo_id)
            writing.thumbnail_copies.append((source_id, photo_id))


def _index(
    connection: Connection, codes: CodeStore, batch: Batch, roots: set[int], writing: Writing
) -> None:
    new_codes: dict[int, dict[str, bytes]] = {}
    stale: list[int] = []
    for photo in batch.indexed:
        if photo.root_id not in roots:
            continue
        place = (photo.root_id, photo.stamp.rel_path)
        before = connection.execute(
            "SELECT id, content_id FROM photos WHERE root_id = ? AND rel_path = ?", place
        ).fetchone()
        photo_id = _upsert(
            connection,
            photo.root_id,
            photo.stamp,
            ("indexed", None, "", photo.content_id),
            fact_values(photo.facts),
        )
        connection.execute("DELETE FROM strikes WHERE root_id = ? AND rel_path = ?", place)
        if before is not None and before[1] != photo.content_id:
            stale.append(photo_id)  # codes of other models are of what the file was before
        new_codes[photo_id] = photo.codes
        writing.thumbnails[photo_id] = photo.thumbnail
        writing.result.indexed_ids.append(photo_id)
    codes.delete(connection, stale)
    codes.put(connection, batch.model_id, new_codes)


def _refuse(
    connection: Connection, codes: CodeStore, batch: Batch, roots: set[int], writing: Writing
) -> None:
    for file in batch.unreadable:
        if file.root_id in roots:
            why = ("unreadable", file.reason.value, storable_text(file.detail), None)
            photo_id = _upsert(connection, file.root_id, file.stamp, why, _NO_FACTS)
            writing.result.unreadable_ids.append(photo_id)
    codes.delete(connection, writing.result.unreadable_ids)
    writing.without_thumbnail.extend(writing.result.unreadable_ids)


def _upsert(
    connection: Connection,
    root_id: int,
    stamp: FileStamp,
    standing: Sequence[object],
    facts: Sequence[object],
) -> int:
    now = int(time.time())
    values = (root_id, *stamp_values(stamp), *standing, now, now, *facts)
    return int(connection.execute(_UPSERT, values).fetchone()[0])
