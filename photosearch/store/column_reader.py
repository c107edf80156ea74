"""What filters look at, of all visible photos at once: as arrays, not as rows.

Half a million rows would be half a million Python tuples of ten values. Nearly all of this comes
out of indexes, as long texts of ids: one for each camera, and so on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from sqlite3 import Connection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.store import faults
from photosearch.store.chunks import Ids
from photosearch.store.database import Database
from photosearch.store.filters import ORIENTATION
from photosearch.store.visibility import VISIBLE, visible_ids

UNDATED = np.iinfo(np.int64).min
NO_OFFSET = np.iinfo(np.int32).min
UNRATED = np.iinfo(np.int8).min

_PORTION = 1 << 16
# Wall clock in microseconds since 1970: isoformat() has a fraction of six digits, or none, which
# SQLite would round to thousandths.
_MICROSECONDS = (
    "coalesce(CAST(strftime('%s', substr(captured, 1, 19)) AS INTEGER) * 1000000"
    f" + CAST(substr(captured, 21) AS INTEGER), {UNDATED})"
)
_CODED = ("camera", "lens", "format")


@dataclass(frozen=True, slots=True, eq=False)
class CategoricalColumn:
    """A column of values of which there are few different ones."""

    codes: NDArray[np.int32]
    """Per photo: 0 where it has none, else 1 + the place of its value in `values`."""
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ColumnData:
    """Columns over n photos."""

    ids: Ids
    """(n,) rising."""
    captured_us: NDArray[np.int64]
    """(n,) the clock at the camera, microseconds since 1970; UNDATED where it is not known."""
    offset_s: NDArray[np.int32]
    """(n,) of that clock from UTC; NO_OFFSET where it is not known."""
    rating: NDArray[np.int8]
    """(n,) -1 to 5, UNRATED without one."""
    orientation: NDArray[np.int8]
    """(n,) 1 landscape, -1 portrait, 0 square."""
    camera: CategoricalColumn
    """(n,) names, as `lens` and `format`."""
    lens: CategoricalColumn
    format: CategoricalColumn
    folder: CategoricalColumn
    """(n,) values are (root id, path below the root as stored); none is without one."""
    keyword_rows: NDArray[np.int32]
    """(k,) the row of a photo for each of its keywords, rising."""
    keywords: CategoricalColumn
    """(k,) those keywords, as they are spelled."""


class ColumnReader:
    """Reads `ColumnData` out of the catalog. All methods are for any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> ColumnData:
        """Of all visible photos."""
        with self._database.read() as connection:
            return self._guarded(_read_all, connection)

    def of(self, photo_ids: Ids) -> ColumnData:
        """Of those of some photos that are visible."""
        with self._database.read() as connection:
            return self._guarded(_read_some, connection, photo_ids)

    def _guarded(self, read: Any, *arguments: Any) -> ColumnData:
        try:
            values: ColumnData = read(*arguments)
        except (ValueError, TypeError, OverflowError) as error:
            raise faults.damaged(self._database.path, f"a photo's row is wrong: {error}") from error
        return values


class _Rows:
    """Finds the rows of photos by a table over the range of ids."""

    def __init__(self, ids: Ids) -> None:
        self.count = len(ids)
        self._row_of = np.full(int(ids[-1]) + 2 if len(ids) else 1, -1, np.int32)
        self._row_of[ids] = np.arange(len(ids), dtype=np.int32)

    def find(self, ids: Ids) -> NDArray[np.int32]:
        """The rows of `ids` (n,), -1 where they have none."""
        # The last entry is of no id: what is beyond goes there.
        rows: NDArray[np.int32] = self._row_of[np.minimum(ids, len(self._row_of) - 1)]
        return rows

    def put(self, column: NDArray[Any], ids: Ids, values: Any) -> None:
        """Write `values` (n,), or one for all, at the rows of `ids` (n,)."""
        rows = self.find(ids)
        known = rows >= 0
        column[rows[known]] = values[known] if isinstance(values, np.ndarray) else values


def _read_all(connection: Connection) -> ColumnData:
    ids = visible_ids(connection)
    rows = _Rows(ids)
    captured = np.full(len(ids), UNDATED)
    offset = np.full(len(ids), NO_OFFSET, np.int32)
    dated, moments, offsets = (
        _numbers(text)
        for text in connection.execute(
            f"SELECT group_concat(id), group_concat({_MICROSECONDS}),"
            f" group_concat(coalesce(captured_offset_s, {NO_OFFSET}))"
            " FROM photos WHERE captured IS NOT NULL"
        ).fetchone()
    )
    rows.put(captured, dated, moments)
    rows.put(offset, dated, offsets.astype(np.int32))
    rating = np.full(len(ids), UNRATED, np.int8)
    for value, text in _grouped(connection, "rating"):
        rows.put(rating, _numbers(text), np.int8(min(max(value, -1), 5)))
    orientation = np.zeros(len(ids), np.int8)
    for value, text in connection.execute(
        f"SELECT {ORIENTATION} AS mark, group_concat(id) FROM photos"
        " WHERE state = 'indexed' GROUP BY mark"
    ):
        rows.put(orientation, _numbers(text), np.int8(value))
    camera, lens, format_ = (_coded(connection, column, rows) for column in _CODED)
    return ColumnData(
        ids, captured, offset, rating, orientation, camera, lens, format_,
        _folders(connection, rows), *_keywords(connection, rows),
    )  # fmt: skip


def _grouped(connection: Connection, column: str) -> Iterable[tuple[Any, str]]:
    """Each value of a column and the ids of its photos as one text, out of its index."""
    return connection.execute(
        f"SELECT {column}, group_concat(id) FROM photos"
        f" WHERE {column} IS NOT NULL GROUP BY {column}"
    )


def _coded(connection: Connection, column: str, rows: _Rows) -> CategoricalColumn:
    codes, values = np.zeros(rows.count, np.int32), []
    for value, text in _grouped(connection, column):
        values.append(str(value))
        rows.put(codes, _numbers(text), len(values))
    return CategoricalColumn(codes, tuple(values))


def _folders(connection: Connection, rows: _Rows) -> CategoricalColumn:
    codes = np.zeros(rows.count, np.int32)
    known: dict[tuple[int, bytes], int] = {}
    for (root_id,) in connection.execute("SELECT id FROM roots ORDER BY id").fetchall():
        # Out of the index by path, in which the photos of a folder stand together.
        cursor = connection.execute(
            "SELECT id, rel_path FROM photos WHERE root_id = ? ORDER BY rel_path", (root_id,)
        )
        while part := cursor.fetchmany(4096):
            ids = np.fromiter((photo_id for photo_id, _ in part), np.int64, len(part))
            places = [
                known.setdefault((root_id, path[: max(0, path.rfind(b"/"))]), len(known) + 1)
                for _, path in part
            ]
            rows.put(codes, ids, np.array(places, np.int32))
    return CategoricalColumn(codes, tuple(known))


def _keywords(connection: Connection, rows: _Rows) -> tuple[NDArray[np.int32], CategoricalColumn]:
    known: dict[str, int] = {}
    parts: list[NDArray[np.int32]] = []
    codes: list[NDArray[np.int32]] = []
    lists = iter(_grouped(connection, "keywords"))
    while some := list(islice(lists, 4096)):
        words = [
            [known.setdefault(word, len(known) + 1) for word in dict.fromkeys(json.loads(text))]
            for text, _ in some
        ]
        found = rows.find(_numbers(",".join(ids for _, ids in some)))
        # Each photo with each word of its list, without a step of Python for each photo.
        sizes = np.fromiter((len(each) for each in words), np.int64, len(words))
        of_list = np.repeat(np.arange(len(some)), [ids.count(",") + 1 for _, ids in some])
        times = np.where(found >= 0, sizes[of_list], 0)
        firsts = (np.cumsum(sizes) - sizes)[of_list]
        place = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times - firsts, times)
        parts.append(np.repeat(found, times))
        codes.append(np.fromiter(chain.from_iterable(words), np.int32, sizes.sum())[place])
    return _sorted_pairs(parts, codes, known)


def _sorted_pairs(
    rows: Sequence[NDArray[np.int32]], codes: Sequence[NDArray[np.int32]], known: dict[str, int]
) -> tuple[NDArray[np.int32], CategoricalColumn]:
    nothing = np.empty(0, np.int32)
    all_rows = np.concatenate([nothing, *rows])
    order = np.argsort(all_rows, kind="stable")
    return all_rows[order], CategoricalColumn(
        np.concatenate([nothing, *codes])[order], tuple(known)
    )


def _read_some(connection: Connection, photo_ids: Ids) -> ColumnData:
    found = connection.execute(
        f"SELECT id, {_MICROSECONDS}, captured_offset_s, rating, {ORIENTATION}, camera, lens,"
        " format, root_id, rel_path, keywords FROM photos"
        f" WHERE id IN (SELECT value FROM json_each(?)) AND {VISIBLE} ORDER BY id",
        (json.dumps(photo_ids.tolist()),),
    ).fetchall()
    ids, captured, offsets, ratings, marks, cameras, lenses, formats, roots, paths, lists = (
        zip(*found, strict=True) if found else ((),) * 11
    )
    folders = [
        (root, path[: max(0, path.rfind(b"/"))]) for root, path in zip(roots, paths, strict=True)
    ]
    words: dict[str, int] = {}
    rows: list[int] = []
    codes: list[int] = []
    for row, text in enumerate(lists):
        for word in dict.fromkeys(json.loads(text)) if text else ():
            rows.append(row)
            codes.append(words.setdefault(word, len(words) + 1))
    return ColumnData(
        np.array(ids, np.int64),
        np.array(captured, np.int64),
        np.array([NO_OFFSET if value is None else value for value in offsets], np.int32),
        np.array(
            [UNRATED if value is None else min(max(value, -1), 5) for value in ratings], np.int8
        ),
        np.array(marks, np.int8),
        _coded_list(cameras),
        _coded_list(lenses),
        _coded_list(formats),
        _coded_list(folders),
        np.array(rows, np.int32),
        CategoricalColumn(np.array(codes, np.int32), tuple(words)),
    )


def _coded_list(column: Iterable[Any]) -> CategoricalColumn:
    known: dict[Any, int] = {}
    codes = [0 if value is None else known.setdefault(value, len(known) + 1) for value in column]
    return CategoricalColumn(np.array(codes, np.int32), tuple(known))


def _numbers(text: str | None) -> NDArray[np.int64]:
    """Whole numbers (n,) out of a text with commas.

    In portions: reading one holds the interpreter's lock, and the window is to move meanwhile.
    """
    if not text:
        return np.empty(0, np.int64)
    parts, start = [], 0
    while start < len(text):
        stop = text.find(",", start + _PORTION)
        stop = len(text) if stop < 0 else stop
        parts.append(np.fromstring(text[start:stop], np.int64, sep=","))
        start = stop + 1
    return np.concatenate(parts)
