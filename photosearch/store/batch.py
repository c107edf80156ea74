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
    return _BatchWriter(connection, codes, batch).write()


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


class _BatchWriter:
    """Write one batch, within a transaction."""

    def __init__(self, connection: Connection, codes: CodeStore, batch: WriteBatch) -> None:
        self._connection, self._codes, self._batch = connection, codes, batch
        self._roots = {root_id for (root_id,) in connection.execute("SELECT id FROM roots")}
        self._writing = BatchWrite()

    def write(self) -> BatchWrite:
        """Write everything; what is left for other files is returned."""
        self._write_moved()
        self._write_copied()
        self._write_indexed()
        self._write_unreadable()
        set_missing(self._connection, self._batch.missing, True)
        set_missing(self._connection, self._batch.found, False)
        result = self._writing.result
        written = result.indexed_ids + result.unreadable_ids + result.moved_ids + result.copied_ids
        refresh(self._connection, written)
        text_index.refresh(self._connection, written)
        labels.refresh(self._connection, written)
        return self._writing

    def _write_moved(self) -> None:
        places = {(root_id, stamp.rel_path) for _, root_id, stamp in self._batch.moved}
        if len(places) < len(self._batch.moved):
            raise ValueError("two photos cannot be moved to one place")
        # First all leave their places, so that a photo may take another's, also in a circle. No
        # file name holds a zero byte.
        moves = []
        for photo_id, root_id, stamp in self._batch.moved:
            if root_id in self._roots:
                aside = self._connection.execute(
                    "UPDATE photos SET rel_path = ? WHERE id = ?", (b"\0%d" % photo_id, photo_id)
                )
                if aside.rowcount:
                    moves.append((photo_id, root_id, stamp))
        for photo_id, root_id, stamp in moves:
            in_the_way = self._connection.execute(
                "SELECT id FROM photos WHERE root_id = ? AND rel_path = ?",
                (root_id, stamp.rel_path),
            ).fetchone()
            if in_the_way is not None:
                forget_photos(self._connection, self._codes, in_the_way)
                self._writing.result.replaced_ids.append(in_the_way[0])
                self._writing.without_thumbnail.append(in_the_way[0])
            self._connection.execute(
                f"UPDATE photos SET root_id = ?, missing = 0, ({_STAMP}) = ({_STAMP_MARKS})"
                " WHERE id = ?",
                (root_id, *stamp_values(stamp), photo_id),
            )
            self._writing.result.moved_ids.append(photo_id)

    def _write_copied(self) -> None:
        for source_id, root_id, stamp in self._batch.copied:
            source = self._connection.execute(
                f"SELECT content_id, tags, color, decoder_version, {_FACTS} FROM photos"
                " WHERE id = ? AND state = 'indexed'",
                (source_id,),
            ).fetchone()
            if source is None or root_id not in self._roots:
                continue
            content_id, tags, color, decoder_version, *facts = source
            standing = ("indexed", None, "", content_id, tags, color, decoder_version)
            photo_id, _ = self._write_row(root_id, stamp, standing, facts)
            self._writing.result.copied_ids.append(photo_id)
            if photo_id != source_id:
                self._codes.copy(self._connection, source_id, photo_id)
                self._writing.thumbnail_copies.append((source_id, photo_id))

    def _write_indexed(self) -> None:
        new_codes: dict[str, dict[int, Mapping[str, bytes]]] = {self._batch.model_id: {}}
        stale: list[int] = []
        for photo in self._batch.indexed:
            if photo.root_id not in self._roots:
                self._writing.result.removed_roots.add(photo.root_id)
                continue
            place = (photo.root_id, photo.stamp.rel_path)
            tags = labels_value(photo.labels)
            version = self._batch.decoder_version
            standing = ("indexed", None, "", photo.content_id, tags, photo.color, version)
            photo_id, before = self._write_row(
                photo.root_id, photo.stamp, standing, metadata_values(photo.metadata)
            )
            self._connection.execute(
                "DELETE FROM strikes WHERE root_id = ? AND rel_path = ?", place
            )
            if before is not None and (
                before.content_id not in (None, photo.content_id)
                or before.decoder_version < self._batch.decoders.get(photo.metadata.format, 0)
            ):
                stale.append(photo_id)  # codes of other models are of what it looked like before
            for model_id, of_model in {
                self._batch.model_id: photo.codes,
                **photo.other_codes,
            }.items():
                new_codes.setdefault(model_id, {})[photo_id] = of_model
            self._writing.thumbnails[photo_id] = photo.thumbnail
            self._writing.result.indexed_ids.append(photo_id)
        self._codes.delete(self._connection, stale)
        for model_id, of_photos in new_codes.items():
            self._codes.put(self._connection, model_id, of_photos)

    def _write_unreadable(self) -> None:
        for file in self._batch.unreadable:
            if file.root_id in self._roots:
                why = ("unreadable", file.reason.value, detail_value(file.detail))
                standing = (*why, None, None, None, self._batch.decoder_version)
                photo_id, _ = self._write_row(file.root_id, file.stamp, standing, _NO_FACTS)
                self._writing.result.unreadable_ids.append(photo_id)
        self._codes.delete(self._connection, self._writing.result.unreadable_ids)
        self._writing.without_thumbnail.extend(self._writing.result.unreadable_ids)

    def _write_row(
        self, root_id: int, stamp: FileStamp, standing: Sequence[object], facts: Sequence[object]
    ) -> tuple[int, _Before | None]:
        """Insert or replace the row of a file; return its id, and what was in it before."""
        now = int(time.time())
        row = self._connection.execute(
            "SELECT id, content_id, decoder_version FROM photos WHERE root_id = ? AND rel_path = ?",
            (root_id, stamp.rel_path),
        ).fetchone()
        values = (*stamp_values(stamp), *standing, *facts, root_id, now)
        # Not INSERT ... ON CONFLICT: that would use up a photo id for each row that is replaced.
        if row is not None:
            before = _Before(*row)
            self._connection.execute(_UPDATE, (*values, before.photo_id))
            return before.photo_id, before
        photo_id = self._connection.execute(_INSERT, (*values, now)).lastrowid
        assert photo_id is not None
        return photo_id, None
