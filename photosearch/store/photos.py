"""Keep the photos of the library: one row per file, readable or not."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import numpy as np

from photosearch.core.catalog_files import CatalogFiles
from photosearch.core.errors import Reason
from photosearch.core.filters import Filters
from photosearch.core.message_codes import DamageCode
from photosearch.core.photo import CatalogContent, CatalogFile, FileStamp, PhotoRecord, PhotoState
from photosearch.core.sorting import NEWEST_FIRST, SortOrder
from photosearch.messages import Message
from photosearch.store import filters, sorting, sqlite_errors, text_index
from photosearch.store.chunks import Ids
from photosearch.store.codes import ids_with_codes
from photosearch.store.content_ids import content_ids_of
from photosearch.store.database import Database
from photosearch.store.filters import FolderPlace
from photosearch.store.near_words import near_words, words_beginning
from photosearch.store.row_mapping import RECORD_COLUMNS, record_of
from photosearch.store.visibility import VISIBLE, refresh, visible_ids, visible_roots

_RECORD = ", ".join(f"photos.{column}" for column in RECORD_COLUMNS)
_PASSING = [reason.value for reason in Reason if not reason.lasting]
_UNDECODED = [reason.value for reason in (Reason.UNSUPPORTED, Reason.DAMAGED, Reason.NOT_AN_IMAGE)]
"""Reasons that a newer decoder may not have."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Hold how many rows there are, by where they stand."""

    indexed: int = 0
    """Readable and not missing: what a search looks at while all roots are online."""
    unreadable: int = 0
    """Not missing, but with a reason."""
    missing: int = 0
    """Files gone from a reachable root."""
    by_root: dict[int, int] = field(default_factory=dict)
    """Of the indexed ones."""
    by_reason: dict[Reason, int] = field(default_factory=dict)
    """Of the unreadable ones."""


class Photos:
    """Read and change rows of photos. All methods are for any thread.

    Args:
        on_delete: called with a connection of the running transaction and the ids of rows that are
            being deleted, to remove what hangs on them.
        on_deleted: called with their ids once that is committed.
    """

    def __init__(
        self,
        database: Database,
        on_delete: Callable[[Connection, Sequence[int]], None],
        on_deleted: Callable[[Sequence[int]], None],
    ) -> None:
        self._database = database
        self._on_delete = on_delete
        self._on_deleted = on_deleted

    def catalog_files(
        self,
        root_id: int,
        model_id: str | None = None,
        only: Collection[bytes] | None = None,
    ) -> CatalogFiles:
        """Return the rows of a root by relative path, also the missing ones.

        With `model_id`, a readable photo without codes of that model is to be tried again. With
        `only`, the rows of these files and those in these folders.
        """
        known = CatalogFiles()
        with self._database.read() as connection:
            lacking = _visible_without_codes(connection, model_id) if model_id else set()
            for condition, values in _path_conditions(only):
                # The subquery has the rows read in the order that they lie in, not in that of the
                # index by path: half the time where the two differ. Row by row: a million rows
                # are not to be in memory twice.
                for (
                    rel_path,
                    photo_id,
                    size,
                    mtime_ns,
                    sidecar_ns,
                    missing,
                    retry,
                ) in connection.execute(
                    "SELECT rel_path, id, size, mtime_ns, sidecar_mtime_ns, missing,"
                    " state = 'unreadable' AND reason IN (SELECT value FROM json_each(?))"
                    " FROM photos WHERE id IN"
                    f" (SELECT id FROM photos WHERE root_id = ? {condition})",
                    (json.dumps(_PASSING), root_id, *values),
                ):
                    again = retry != 0 or photo_id in lacking
                    file = CatalogFile(photo_id, size, mtime_ns, sidecar_ns, missing != 0, again)
                    try:
                        known.add(rel_path, file)
                    except (ValueError, TypeError, OverflowError, AttributeError) as error:
                        what = Message(DamageCode.PHOTO_ROW, cause=str(error))
                        raise sqlite_errors.damaged_error(self._database.path, what) from error
        return known

    def find_content(self, sizes: Collection[int]) -> dict[int, list[CatalogContent]]:
        """Return the readable photos of these file sizes by size, missing ones too."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT size, id, content_id, sidecar_mtime_ns, missing, file_id FROM photos"
                " WHERE state = 'indexed' AND size IN (SELECT value FROM json_each(?)) ORDER BY id",
                (json.dumps(list(sizes)),),
            ).fetchall()
        found: dict[int, list[CatalogContent]] = {}
        for size, photo_id, content_id, sidecar_ns, missing, file_id in rows:
            found.setdefault(size, []).append(
                CatalogContent(photo_id, content_id, sidecar_ns, missing != 0, file_id)
            )
        return found

    def get(self, ids: Iterable[int]) -> list[PhotoRecord]:
        """Return the records of `ids`, in their order; unknown ids are left out."""
        wanted = [int(photo_id) for photo_id in ids]
        records = self._records(
            "photos.id IN (SELECT value FROM json_each(?))", (json.dumps(wanted),)
        )
        by_id = {record.photo_id: record for record in records}
        return [by_id[photo_id] for photo_id in wanted if photo_id in by_id]

    def by_path(self, root_id: int, rel_path: bytes) -> PhotoRecord | None:
        """Return the record of one file, if it has one."""
        records = self._records("root_id = ? AND rel_path = ?", (root_id, rel_path))
        return records[0] if records else None

    def unreadable(self) -> list[PhotoRecord]:
        """List the files that could not be read and are not missing, by root and path."""
        return self._records(
            "state = 'unreadable' AND NOT missing ORDER BY roots.path, rel_path", ()
        )

    def ids(self, order: SortOrder = NEWEST_FIRST) -> Ids:
        """Return the ids (n,) of all visible photos: readable and not missing.

        Those that lack what they are sorted by come last, by when they came in.
        """
        with self._database.read() as connection:
            visible = visible_ids(connection)
            ordered = _ids_in(sorting.sorted_ids(connection, order))
        ordered = ordered[_membership(visible, ordered)]
        return np.concatenate([ordered, visible[~_membership(ordered, visible)]])

    def ids_by_path(self) -> Ids:
        """Return the ids (n,) of all visible photos, by the paths of their roots and their own."""
        with self._database.read() as connection:
            visible = visible_ids(connection)
            roots = connection.execute("SELECT id FROM roots ORDER BY path").fetchall()
            parts = [
                _fetch_ids(
                    connection,
                    "SELECT id FROM photos WHERE root_id = ? ORDER BY rel_path",
                    (root_id,),
                )
                for (root_id,) in roots
            ]
        ordered = np.concatenate([np.empty(0, np.int64), *parts])
        return ordered[_membership(visible, ordered)]

    def sort(self, ids: Ids, order: SortOrder) -> Ids:
        """Return some ids (n,) in an order.

        Those that lack what they are sorted by, or are unknown, come last as they stand.
        """
        with self._database.read() as connection:
            ordered = _ids_in(sorting.sorted_ids(connection, order, ids))
        return np.concatenate([ordered, ids[~_membership(ordered, ids)]])

    def visible_ids(self) -> Ids:
        """Return the rising ids (n,) of all visible photos: readable and not missing."""
        with self._database.read() as connection:
            return visible_ids(connection)

    def searchable_ids(self, root_ids: Collection[int], among: Ids | None = None) -> Ids:
        """Return the ids (n,) of the visible photos below `root_ids`: of all, rising, or of a few,
        in the order of `get`."""
        if among is not None:
            seen = [
                record.photo_id
                for record in self.get(among.tolist())
                if record.state is PhotoState.INDEXED
                and not record.missing
                and record.root_id in root_ids
            ]
            return np.asarray(seen, np.int64)
        with self._database.read() as connection:
            return visible_ids(connection, root_ids)

    def without_codes(self, model_id: str) -> Ids:
        """Return the rising ids (n,) of the visible photos that lack codes of a model."""
        with self._database.read() as connection:
            visible = visible_ids(connection)
            return visible[~_membership(ids_with_codes(connection, model_id), visible)]

    def select(self, wanted: Filters, places: Sequence[FolderPlace] = ()) -> Ids:
        """Return the rising ids (n,) of the visible photos that pass all filters.

        A bound without offset is compared with the clock at the camera; one with an offset as an
        instant, and as its own wall clock with photos whose offset is not known.

        Args:
            wanted: the filters.
            places: where `wanted.folders` lie; of folders that lie nowhere no photo passes.
        """
        with self._database.read() as connection:
            passing = visible_ids(connection)
            # One query per condition: each is answered by its index alone, without the rows.
            for where, values in filters.conditions(connection, wanted, places):
                ids = _fetch_ids(connection, f"SELECT id FROM photos WHERE {where}", values)
                passing = passing[_membership(ids, passing)]
            matching = text_index.matching_ids(connection, wanted.text)
            return passing if matching is None else passing[_membership(matching, passing)]

    def ids_matching_text(self, text: str) -> Ids | None:
        """Return the rising ids (n,) of the photos, visible or not, whose words match a text.

        None if the text is blank; none if there is no letter or digit in it.
        """
        with self._database.read() as connection:
            return text_index.matching_ids(connection, text)

    def named_ids(self, words: Sequence[str], most: int) -> Ids:
        """Return ids (n,) of photos, visible or not, with all of some words as whole words in
        name, folder, caption or keywords; `most` of them at most."""
        with self._database.read() as connection:
            return text_index.named_ids(connection, words, most)

    @staticmethod
    def text_terms(text: str) -> list[str]:
        """Return the words and quoted phrases that a text asks for."""
        return text_index.terms_of(text)

    def near_words(self, word: str) -> list[str]:
        """Return words that photos have near one that none has, the nearest first."""
        with self._database.read() as connection:
            return near_words(connection, word)

    def ids_of_older_decoders(self, decoders: Mapping[str, int]) -> Ids:
        """Return the ids (n,) of the files that are to be decoded anew, missing ones too.

        Those are photos that decoders of today make another picture of, and what those that read
        them took for no picture.

        Args:
            decoders: by format, the version since which its photos look as they do.
        """
        latest = max(decoders.values(), default=0)
        with self._database.read() as connection:
            parts = [
                _fetch_ids(
                    connection,
                    "SELECT id FROM photos WHERE format = ? AND decoder_version < ?",
                    (format, version),
                )
                for format, version in decoders.items()
            ]
            parts.append(
                _fetch_ids(
                    connection,
                    "SELECT id FROM photos WHERE state = 'unreadable' AND decoder_version < ?"
                    " AND reason IN (SELECT value FROM json_each(?))",
                    (latest, json.dumps(_UNDECODED)),
                )
            )
        return np.concatenate(parts)

    def words_beginning(self, beginning: str, most: int) -> list[tuple[str, int]]:
        """Return words of keywords and labels that begin so, and how many photos have each."""
        with self._database.read() as connection:
            return words_beginning(connection, beginning, most)

    def ids_without_color(self) -> Ids:
        """Return the ids (n,) of the readable photos whose colour was not looked at yet."""
        with self._database.read() as connection:
            return _fetch_ids(
                connection, "SELECT id FROM photos WHERE color IS NULL AND state = 'indexed'"
            )

    def set_colors(self, colors: Mapping[int, int]) -> None:
        """Write the colours of some photos, by id; see `core.color`.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        rows = [(color, photo_id) for photo_id, color in colors.items()]
        self._database.write(
            lambda connection: connection.executemany(
                "UPDATE photos SET color = ? WHERE id = ? AND state = 'indexed'", rows
            )
        )

    def counts(self) -> Counts:
        """Count the rows by where they stand; cheap enough for a status line."""
        with self._database.read() as connection:
            _, roots = visible_roots(connection)
            unreadable = connection.execute(
                "SELECT reason, count(*) FROM photos"
                " WHERE state = 'unreadable' AND NOT missing GROUP BY reason"
            ).fetchall()
            (missing,) = connection.execute("SELECT count(*) FROM photos WHERE missing").fetchone()
            by_root = {root_id: 0 for (root_id,) in connection.execute("SELECT id FROM roots")}
        present, numbers = np.unique(roots, return_counts=True)
        by_root |= dict(zip(present.tolist(), numbers.tolist(), strict=True))
        try:
            by_reason = {Reason(reason): number for reason, number in unreadable}
        except ValueError as error:
            reason = Message(DamageCode.PHOTO_ROW, cause=str(error))
            raise sqlite_errors.damaged_error(self._database.path, reason) from error
        return Counts(len(roots), sum(by_reason.values()), missing, by_root, by_reason)

    def add_crash(self, root_id: int, stamp: FileStamp) -> int:
        """Note that the file killed a worker; how often it has by now. 0 if the root is gone."""

        def work(connection: Connection) -> int:
            row = connection.execute(
                "INSERT INTO strikes (root_id, rel_path, size, mtime_ns, count)"
                " SELECT id, ?, ?, ?, 1 FROM roots WHERE id = ?"
                " ON CONFLICT (root_id, rel_path) DO UPDATE SET"
                " count = iif(size = excluded.size AND mtime_ns = excluded.mtime_ns, count, 0) + 1,"
                " size = excluded.size, mtime_ns = excluded.mtime_ns RETURNING count",
                (stamp.rel_path, stamp.size, stamp.mtime_ns, root_id),
            ).fetchone()
            return row[0] if row else 0

        return self._database.write(work)

    def contents(self, photo_ids: Collection[int]) -> dict[int, bytes]:
        """Return the content ids of photos, by id; those that cannot be read have none."""
        with self._database.read() as connection:
            return content_ids_of(connection, photo_ids)

    def with_contents(self, contents: Collection[bytes]) -> dict[bytes, list[int]]:
        """Return the visible photos that have some contents, the lowest id first; those without
        any left out."""
        found: dict[bytes, list[int]] = {}
        with self._database.read() as connection:
            for content in contents:
                rows = connection.execute(
                    f"SELECT id FROM photos WHERE content_id = ? AND {VISIBLE} ORDER BY id",
                    (content,),
                ).fetchall()
                if rows:
                    found[content] = [photo_id for (photo_id,) in rows]
        return found

    def count_missing(self, root_id: int) -> int:
        """Return how many files of a root are gone."""
        with self._database.read() as connection:
            (count,) = connection.execute(
                "SELECT count(*) FROM photos WHERE missing AND root_id = ?", (root_id,)
            ).fetchone()
        return int(count)

    def purge_missing(self, root_id: int | None = None) -> int:
        """Delete the rows of missing files, of one root or of all; how many there were."""

        def work(connection: Connection) -> list[int]:
            rows = connection.execute(
                "SELECT id FROM photos WHERE missing AND root_id = coalesce(?, root_id)", (root_id,)
            ).fetchall()
            gone = [photo_id for (photo_id,) in rows]
            self._on_delete(connection, gone)
            return gone

        gone = self._database.write(work)
        self._on_deleted(gone)
        return len(gone)

    def _records(self, where: str, values: Sequence[Any]) -> list[PhotoRecord]:
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT {_RECORD}, roots.path FROM photos JOIN roots ON roots.id = root_id"
                f" WHERE {where}",
                values,
            ).fetchall()
        try:
            return [record_of(row[:-1], Path(os.fsdecode(row[-1]))) for row in rows]
        except (ValueError, TypeError) as error:
            raise sqlite_errors.damaged_error(
                self._database.path, Message(DamageCode.PHOTO_ROW, cause=str(error))
            ) from error


def _path_conditions(only: Collection[bytes] | None) -> list[tuple[str, tuple[bytes, ...]]]:
    """Return SQL conditions, and their values, that together select what is asked for."""
    if only is None or b"" in only:
        return [("", ())]
    # "0" is the character after "/": everything below the folder lies between the two.
    inside = "AND (rel_path = ? OR rel_path > ? AND rel_path < ?)"
    return [(inside, (path, path + b"/", path + b"0")) for path in only]


def set_missing(connection: Connection, ids: Sequence[int], missing: bool) -> None:
    """Set or clear the flag of some rows, within a transaction."""
    connection.execute(
        "UPDATE photos SET missing = ? WHERE id IN (SELECT value FROM json_each(?))",
        (int(missing), json.dumps(ids)),
    )
    refresh(connection, ids)


def _visible_without_codes(connection: Connection, model_id: str) -> set[int]:
    visible = visible_ids(connection)
    return set(visible[~_membership(ids_with_codes(connection, model_id), visible)].tolist())


def _fetch_ids(connection: Connection, sql: str, values: Sequence[Any] = ()) -> Ids:
    """Return the ids (n,) that a query of a single column finds, in its order."""
    # One long text costs a third of a million tuples, and no other thread waits for it. SQLite
    # keeps the order of a subquery below any aggregate but count, min and max.
    (text,) = connection.execute(f"SELECT group_concat(id) FROM ({sql})", values).fetchone()
    return _ids_in(text or "")


def _ids_in(text: str) -> Ids:
    return np.fromstring(text, np.int64, sep=",")


def _membership(chosen: Ids, ids: Ids) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which of `ids` (n,) are among `chosen`, in any order: (n,) bool."""
    top = max(int(chosen.max(initial=0)), int(ids.max(initial=0)))
    marked = np.zeros(top + 1, np.bool_)
    marked[chosen] = True
    return marked[ids]
