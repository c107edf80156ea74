"""Write what an indexer found out about files: rows, codes and thumbnails."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import NamedTuple

from photosearch.core.photo import FileStamp, IndexedPhoto, UnreadableFile
from photosearch.store import labels, text_index
from photosearch.store.codes import CodeStore
from photosearch.store.duplicates import forget_marks
from photosearch.store.photos import set_missing
from photosearch.store.row_mapping import (
    METADATA_COLUMNS,
    STAMP_COLUMNS,
    detail_value,
    labels_value,
    metadata_values,
    stamp_values,
)
from photosearch.store.visibility import refresh


@dataclass(slots=True)
class WriteBatch:
    """Collect findings that are committed together; filled by the indexer."""

    model_id: str = ""
    """Of the codes in `indexed`, but for the `more_codes` there."""
    indexed: list[IndexedPhoto] = field(default_factory=list)
    unreadable: list[UnreadableFile] = field(default_factory=list)
    moved: list[tuple[int, int, FileStamp]] = field(default_factory=list)
    """(photo id, root id, stamp): the same photo at another place, or with another time stamp.
    It is found again if it was missing."""
    copied: list[tuple[int, int, FileStamp]] = field(default_factory=list)
    """(photo id of the source, root id, stamp): the same content at one more place."""
    missing: list[int] = field(default_factory=list)
    found: list[int] = field(default_factory=list)
    decoders: Mapping[str, int] = field(default_factory=dict)
    """What read `indexed` and `unreadable`: by format, the version of the decoders since which its
    photos look as they do, see images/decoder_versions.py."""

    @property
    def decoder_version(self) -> int:
        """Return the version of the decoders."""
        return max(self.decoders.values(), default=0)

    def __len__(self) -> int:
        """Return how many findings there are."""
        rows = len(self.indexed) + len(self.unreadable) + len(self.moved) + len(self.copied)
        return rows + len(self.missing) + len(self.found)


@dataclass(frozen=True, slots=True)
class BatchResult:
    """List the photo ids of a batch's findings, in the order given.

    What refers to a root or photo that was removed meanwhile is left out.
    """

    indexed_ids: list[int] = field(default_factory=list)
    unreadable_ids: list[int] = field(default_factory=list)
    moved_ids: list[int] = field(default_factory=list)
    copied_ids: list[int] = field(default_factory=list)
    replaced_ids: list[int] = field(default_factory=list)
    """Rows deleted because a moved photo took their place."""
    removed_roots: set[int] = field(default_factory=set)
    """Roots of `indexed` photos that are no longer in the catalog; their photos are left out."""


@dataclass(slots=True)
class BatchWrite:
    """Hold what is known of a batch within the transaction of the catalog."""

    result: BatchResult = field(default_factory=BatchResult)
    thumbnails: dict[int, bytes] = field(default_factory=dict)
    thumbnail_copies: list[tuple[int, int]] = field(default_factory=list)
    without_thumbnail: list[int] = field(default_factory=list)
    """Rows whose thumbnails are of no use any more, once the catalog is committed."""


_FACTS = ", ".join(METADATA_COLUMNS)
_STAMP = ", ".join(STAMP_COLUMNS)
_STAMP_MARKS = ", ".join("?" * len(STAMP_COLUMNS))
_FOUND_OUT = (
    *STAMP_COLUMNS,
    "state",
    "reason",
    "detail",
    "content_id",
    "tags",
    "color",
    "decoder_version",
    *METADATA_COLUMNS,
)
"""What a reading of a file tells, in the order of the values given to _write_row."""
_INSERT = (
    f"INSERT INTO photos ({', '.join(_FOUND_OUT)}, root_id, indexed_at, first_seen_at)"
    f" VALUES ({', '.join('?' * (len(_FOUND_OUT) + 3))})"
)
_UPDATE = (
    f"UPDATE photos SET {', '.join(f'{column} = ?' for column in _FOUND_OUT)},"
    " root_id = ?, indexed_at = ?, missing = 0 WHERE id = ?"
)
_NO_FACTS = (None,) * len(METADATA_COLUMNS)


class _Before(NamedTuple):
    """Hold what the row of a file had in it."""

    photo_id: int
    content_id: bytes | None
    decoder_version: int


def write_batch(connection: Connection, codes: CodeStore, batch: WriteBatch) -> BatchWrite:
    """Write everything of `batch` that belongs into the catalog, within a transaction.

    Moves come first, so that a place that is left is free for what is new there.

    Raises:
        ValueError: two photos are moved to one place.
    """
    writing = BatchWrite()
    roots = {root_id for (root_id,) in connection.execute("SELECT id FROM roots")}
    _write_moved(connection, codes, batch, roots, writing)
    _write_copied(connection, codes, batch, roots, writing)
    _write_indexed(connection, codes, batch, roots, writing)
    _write_unreadable(connection, codes, batch, roots, writing)
    set_missing(connection, batch.missing, True)
    set_missing(connection, batch.found, False)
    result = writing.result
    written = result.indexed_ids + result.unreadable_ids + result.moved_ids + result.copied_ids
    refresh(connection, written)
    text_index.refresh(connection, written)
    labels.refresh(connection, written)
    return writing


def forget_photos(connection: Connection, codes: CodeStore, ids: Sequence[int]) -> None:
    """Delete rows and what hangs on them, but for the thumbnails, within a transaction."""
    connection.executemany("DELETE FROM photos WHERE id = ?", ((photo_id,) for photo_id in ids))
    codes.delete(connection, ids)
    forget_marks(connection, ids)
    refresh(connection, ids)
    text_index.refresh(connection, ids)
    labels.refresh(connection, ids)


def contents_of(connection: Connection, ids: Collection[int]) -> dict[int, bytes]:
    """Return the content ids of those of `ids` that are readable photos."""
    return dict(
        connection.execute(
            "SELECT id, content_id FROM photos"
            " WHERE state = 'indexed' AND id IN (SELECT value FROM json_each(?))",
            (json.dumps([int(photo_id) for photo_id in ids]),),
        )
    )


def write_labels(connection: Connection, tags: Mapping[int, Sequence[str]]) -> None:
    """Write what the encoder sees in some photos, within a transaction."""
    connection.executemany(
        "UPDATE photos SET tags = ? WHERE id = ?",
        ((labels_value(of_photo), photo_id) for photo_id, of_photo in tags.items()),
    )
    text_index.refresh(connection, tags)
    labels.refresh(connection, tags)


def _write_moved(
    connection: Connection,
    codes: CodeStore,
    batch: WriteBatch,
    roots: set[int],
    writing: BatchWrite,
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
            f"UPDATE photos SET root_id = ?, missing = 0, ({_STAMP}) = ({_STAMP_MARKS})"
            " WHERE id = ?",
            (root_id, *stamp_values(stamp), photo_id),
        )
        writing.result.moved_ids.append(photo_id)


def _write_copied(
    connection: Connection,
    codes: CodeStore,
    batch: WriteBatch,
    roots: set[int],
    writing: BatchWrite,
) -> None:
    for source_id, root_id, stamp in batch.copied:
        source = connection.execute(
            f"SELECT content_id, tags, color, decoder_version, {_FACTS} FROM photos"
            " WHERE id = ? AND state = 'indexed'",
            (source_id,),
        ).fetchone()
        if source is None or root_id not in roots:
            continue
        content_id, tags, color, decoder_version, *facts = source
        standing = ("indexed", None, "", content_id, tags, color, decoder_version)
        photo_id, _ = _write_row(connection, root_id, stamp, standing, facts)
        writing.result.copied_ids.append(photo_id)
        if photo_id != source_id:
            codes.copy(connection, source_id, photo_id)
            writing.thumbnail_copies.append((source_id, photo_id))


def _write_indexed(
    connection: Connection,
    codes: CodeStore,
    batch: WriteBatch,
    roots: set[int],
    writing: BatchWrite,
) -> None:
    new_codes: dict[str, dict[int, Mapping[str, bytes]]] = {batch.model_id: {}}
    stale: list[int] = []
    for photo in batch.indexed:
        if photo.root_id not in roots:
            writing.result.removed_roots.add(photo.root_id)
            continue
        place = (photo.root_id, photo.stamp.rel_path)
        tags = labels_value(photo.labels)
        version = batch.decoder_version
        standing = ("indexed", None, "", photo.content_id, tags, photo.color, version)
        photo_id, before = _write_row(
            connection, photo.root_id, photo.stamp, standing, metadata_values(photo.metadata)
        )
        connection.execute("DELETE FROM strikes WHERE root_id = ? AND rel_path = ?", place)
        if before is not None and (
            before.content_id not in (None, photo.content_id)
            or before.decoder_version < batch.decoders.get(photo.metadata.format, 0)
        ):
            stale.append(photo_id)  # codes of other models are of what it looked like before
        for model_id, of_model in {batch.model_id: photo.codes, **photo.other_codes}.items():
            new_codes.setdefault(model_id, {})[photo_id] = of_model
        writing.thumbnails[photo_id] = photo.thumbnail
        writing.result.indexed_ids.append(photo_id)
    codes.delete(connection, stale)
    for model_id, of_photos in new_codes.items():
        codes.put(connection, model_id, of_photos)


def _write_unreadable(
    connection: Connection,
    codes: CodeStore,
    batch: WriteBatch,
    roots: set[int],
    writing: BatchWrite,
) -> None:
    for file in batch.unreadable:
        if file.root_id in roots:
            why = ("unreadable", file.reason.value, detail_value(file.detail))
            standing = (*why, None, None, None, batch.decoder_version)
            photo_id, _ = _write_row(connection, file.root_id, file.stamp, standing, _NO_FACTS)
            writing.result.unreadable_ids.append(photo_id)
    codes.delete(connection, writing.result.unreadable_ids)
    writing.without_thumbnail.extend(writing.result.unreadable_ids)


def _write_row(
    connection: Connection,
    root_id: int,
    stamp: FileStamp,
    standing: Sequence[object],
    facts: Sequence[object],
) -> tuple[int, _Before | None]:
    """Insert or replace the row of a file; return its id, and what was in it before."""
    now = int(time.time())
    row = connection.execute(
        "SELECT id, content_id, decoder_version FROM photos WHERE root_id = ? AND rel_path = ?",
        (root_id, stamp.rel_path),
    ).fetchone()
    values = (*stamp_values(stamp), *standing, *facts, root_id, now)
    # Not INSERT ... ON CONFLICT: that would use up a photo id for each row that is replaced.
    if row is not None:
        before = _Before(*row)
        connection.execute(_UPDATE, (*values, before.photo_id))
        return before.photo_id, before
    photo_id = connection.execute(_INSERT, (*values, now)).lastrowid
    assert photo_id is not None
    return photo_id, None
