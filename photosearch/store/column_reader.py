"""Read what filters look at, of all visible photos at once: as arrays, not as rows.

Half a million rows would be half a million Python tuples of ten values. Nearly all of this comes
out of indexes, as long texts of ids: one for each camera, and so on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from sqlite3 import Connection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.core.facets import NO_MONTH
from photosearch.core.message_codes import DamageCode
from photosearch.core.places import NO_PLACE
from photosearch.messages import Message
from photosearch.store import sqlite_errors
from photosearch.store.chunks import Ids
from photosearch.store.database import Database
from photosearch.store.filters import COLUMNS, FilterColumn
from photosearch.store.places import HAS_PLACE, LATITUDE_E7, LONGITUDE_E7
from photosearch.store.visibility import VISIBLE, visible_ids

UNDATED = np.iinfo(np.int64).min
NO_OFFSET = np.iinfo(np.int32).min

_PORTION = 1 << 16
# Wall clock in microseconds since 1970: isoformat() has a fraction of six digits, or none, which
# SQLite would round to thousandths.
_MICROSECONDS = (
    "coalesce(CAST(strftime('%s', substr(captured, 1, 19)) AS INTEGER) * 1000000"
    f" + CAST(substr(captured, 21) AS INTEGER), {UNDATED})"
)


@dataclass(frozen=True, slots=True, eq=False)
class CategoricalColumn:
    """Hold a column of values of which there are few different ones."""

    codes: NDArray[np.int32]
    """Per photo: 0 where it has none, else 1 + the place of its value in `values`."""
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ListColumn:
    """Hold a column of several values for each photo, as k pairs."""

    rows: NDArray[np.int32]
    """(k,) the row of the photo of each pair, rising."""
    pairs: CategoricalColumn
    """(k,) the value of each pair, as it is spelled."""


@dataclass(frozen=True, slots=True, eq=False)
class ColumnData:
    """Hold columns over n photos."""

    ids: Ids
    """(n,) rising."""
    captured_us: NDArray[np.int64]
    """(n,) the clock at the camera, microseconds since 1970; UNDATED where it is not known."""
    offset_s: NDArray[np.int32]
    """(n,) of that clock from UTC; NO_OFFSET where it is not known."""
    latitude_e7: NDArray[np.int32]
    """(n,) where it was taken, degrees north times 10,000,000; NO_PLACE where it is not known."""
    longitude_e7: NDArray[np.int32]
    """(n,) degrees east, likewise."""
    folder: CategoricalColumn
    """(n,) values are (root id, path below the root as stored); none is without one."""
    single: Mapping[str, CategoricalColumn]
    """(n,) each; by name, those of `filters.COLUMNS` with one value per photo."""
    lists: Mapping[str, ListColumn]
    """By name, those of `filters.COLUMNS` with several values per photo."""


class ColumnReader:
    """Read `ColumnData` out of the catalog. All methods are for any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read_all(self) -> ColumnData:
        """Return the columns of all visible photos.

        Raises:
            CatalogError: the catalog cannot be read, or holds what was never written.
        """
        return self._guarded(_read_all)

    def read(self, photo_ids: Ids) -> ColumnData:
        """Return the columns of those of some photos (m,) that are visible.

        Raises:
            CatalogError: the catalog cannot be read, or holds what was never written.
        """
        return self._guarded(lambda connection: _read_some(connection, photo_ids))

    def read_months(self, photo_ids: Ids) -> NDArray[np.int32]:
        """Return the months (n,) in which photos (n,) were taken, since January 1970.

        NO_MONTH where it is not known. For who needs no other column: a small part of the time that
        all take.

        Raises:
            CatalogError: the catalog cannot be read, or holds what was never written.
        """
        months = np.full(int(photo_ids.max(initial=0)) + 1, NO_MONTH, np.int32)
        with self._database.read() as connection:
            for month, ids in _ids_by_month(connection):
                months[ids[ids < len(months)]] = month
        return months[photo_ids]

    def _guarded(self, read: Callable[[Connection], ColumnData]) -> ColumnData:
        with self._database.read() as connection:
            try:
                return read(connection)
            except (ValueError, TypeError, OverflowError, KeyError) as error:
                what = Message(DamageCode.PHOTO_ROW, cause=str(error))
                raise sqlite_errors.damaged_error(self._database.path, what) from error


class _Rows:
    """Find the rows of photos by a table over the range of ids."""

    def __init__(self, ids: Ids) -> None:
        self.count = len(ids)
        self._row_of = np.full(int(ids[-1]) + 2 if len(ids) else 1, -1, np.int32)
        self._row_of[ids] = np.arange(len(ids), dtype=np.int32)

    def find(self, ids: Ids) -> NDArray[np.int32]:
        """Return the rows of `ids` (n,), -1 where they have none."""
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
    latitude = np.full(len(ids), NO_PLACE, np.int32)
    longitude = np.full(len(ids), NO_PLACE, np.int32)
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
    placed, north, east = (
        _numbers(text)
        for text in connection.execute(
            f"SELECT group_concat(id), group_concat({LATITUDE_E7}), group_concat({LONGITUDE_E7})"
            f" FROM photos WHERE {HAS_PLACE}"
        ).fetchone()
    )
    rows.put(latitude, placed, north.astype(np.int32))
    rows.put(longitude, placed, east.astype(np.int32))
    return ColumnData(
        ids,
        captured,
        offset,
        latitude,
        longitude,
        _read_folders(connection, rows),
        {
            name: _read_single(connection, column, rows)
            for name, column in COLUMNS.items()
            if not column.is_list
        },
        {
            name: _read_lists(connection, column, rows)
            for name, column in COLUMNS.items()
            if column.is_list
        },
    )


def _ids_by_month(connection: Connection) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Yield the months that photos were taken in, and their ids, month by month out of the index.

    What is no date, in a damaged catalog, is left out.
    """
    after = ""
    while True:
        row = connection.execute(
            "SELECT captured FROM photos WHERE captured >= ? ORDER BY captured LIMIT 1", (after,)
        ).fetchone()
        if row is None:
            return
        name = str(row[0])[:7]
        # Behind all that begins so: digits, dashes and letters are less.
        before, after = after, f"{name}~"
        (text,) = connection.execute(
            "SELECT group_concat(id) FROM photos WHERE captured >= ? AND captured < ?",
            (before, after),
        ).fetchone()
        year, _, month = name.partition("-")
        if year.isdecimal() and month.isdecimal():
            yield (int(year) - 1970) * 12 + int(month) - 1, _numbers(text)


def _ids_by_value(connection: Connection, column: FilterColumn) -> Iterator[tuple[Any, str]]:
    """Yield values of a column and the ids of their photos as one text, out of its index."""
    for condition in column.parts:
        yield from connection.execute(
            f"SELECT {column.sql}, group_concat(id) FROM photos"
            f" WHERE {condition} GROUP BY {column.sql}"
        )


def _read_single(connection: Connection, column: FilterColumn, rows: _Rows) -> CategoricalColumn:
    codes = np.zeros(rows.count, np.int32)
    known: dict[Any, int] = {}
    for value, text in _ids_by_value(connection, column):
        code = known.setdefault(column.value_of(value), len(known) + 1)
        rows.put(codes, _numbers(text), code)
    return CategoricalColumn(codes, tuple(known))


def _read_folders(connection: Connection, rows: _Rows) -> CategoricalColumn:
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
                known.setdefault((root_id, _folder_of(path)), len(known) + 1) for _, path in part
            ]
            rows.put(codes, ids, np.array(places, np.int32))
    return CategoricalColumn(codes, tuple(known))


def _folder_of(rel_path: bytes) -> bytes:
    return rel_path[: max(0, rel_path.rfind(b"/"))]


def _read_lists(connection: Connection, column: FilterColumn, rows: _Rows) -> ListColumn:
    known: dict[Any, int] = {}
    parts = [np.empty(0, np.int32)]
    codes = [np.empty(0, np.int32)]
    lists = _ids_by_value(connection, column)
    while some := list(islice(lists, 4096)):
        of_lists = [list(_codes_of(column, text, known)) for text, _ in some]
        found = rows.find(_numbers(",".join(ids for _, ids in some)))
        # Each photo with each value of its list, without a step of Python for each photo.
        sizes = np.fromiter((len(each) for each in of_lists), np.int64, len(of_lists))
        of_list = np.repeat(np.arange(len(some)), [ids.count(",") + 1 for _, ids in some])
        times = np.where(found >= 0, sizes[of_list], 0)
        firsts = (np.cumsum(sizes) - sizes)[of_list]
        place = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times - firsts, times)
        parts.append(np.repeat(found, times))
        codes.append(np.fromiter(chain.from_iterable(of_lists), np.int32, sizes.sum())[place])
    all_rows = np.concatenate(parts)
    order = np.argsort(all_rows, kind="stable")
    pairs = CategoricalColumn(np.concatenate(codes)[order], tuple(known))
    return ListColumn(all_rows[order], pairs)


def _codes_of(column: FilterColumn, stored: Any, known: dict[Any, int]) -> Iterator[int]:
    for value in dict.fromkeys(column.values_of(stored)):
        yield known.setdefault(value, len(known) + 1)


def _read_some(connection: Connection, photo_ids: Ids) -> ColumnData:
    expressions = ", ".join(
        f"CASE WHEN {column.where} THEN {column.sql} END" for column in COLUMNS.values()
    )
    found = connection.execute(
        f"SELECT id, {_MICROSECONDS}, captured_offset_s,"
        f" CASE WHEN {HAS_PLACE} THEN {LATITUDE_E7} ELSE {NO_PLACE} END,"
        f" CASE WHEN {HAS_PLACE} THEN {LONGITUDE_E7} ELSE {NO_PLACE} END,"
        f" root_id, rel_path, {expressions}"
        f" FROM photos WHERE id IN (SELECT value FROM json_each(?)) AND {VISIBLE} ORDER BY id",
        (json.dumps(photo_ids.tolist()),),
    ).fetchall()
    ids, captured, offsets, north, east, roots, paths, *stored = (
        zip(*found, strict=True) if found else ((),) * (7 + len(COLUMNS))
    )
    places = [(root, _folder_of(path)) for root, path in zip(roots, paths, strict=True)]
    columns = list(zip(COLUMNS.items(), stored, strict=True))
    return ColumnData(
        np.array(ids, np.int64),
        np.array(captured, np.int64),
        np.array([NO_OFFSET if value is None else value for value in offsets], np.int32),
        np.array(north, np.int32),
        np.array(east, np.int32),
        _categorical(places),
        {
            name: _categorical(
                [None if value is None else column.value_of(value) for value in values]
            )
            for (name, column), values in columns
            if not column.is_list
        },
        {name: _lists(column, values) for (name, column), values in columns if column.is_list},
    )


def _categorical(column: Iterable[Any]) -> CategoricalColumn:
    known: dict[Any, int] = {}
    codes = [0 if value is None else known.setdefault(value, len(known) + 1) for value in column]
    return CategoricalColumn(np.array(codes, np.int32), tuple(known))


def _lists(column: FilterColumn, stored: Iterable[Any]) -> ListColumn:
    known: dict[Any, int] = {}
    pairs = [
        (row, code)
        for row, value in enumerate(stored)
        if value is not None
        for code in _codes_of(column, value, known)
    ]
    rows, codes = np.array(pairs, np.int32).reshape(-1, 2).T
    return ListColumn(rows, CategoricalColumn(codes, tuple(known)))


def _numbers(text: str | None) -> NDArray[np.int64]:
    """Return the whole numbers (n,) of a text with commas.

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
