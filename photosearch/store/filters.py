"""Express filters as SQL on `photos`, each condition to be answered by one index alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from sqlite3 import Connection
from typing import Any

from photosearch.core.capture_dates import (
    EARLY,
    EPOCH,
    EPOCH_DAYS,
    FIRST_DAY,
    FUTURE,
    MISSING,
)
from photosearch.core.filters import FILTERS, HAS_COPIES, Filter, FilterKind, Filters
from photosearch.store import places

Condition = tuple[str, list[Any]]
"""SQL and its values."""
FolderPlace = tuple[int, bytes]
"""Root id, and the path of a folder below the root as it is stored; b"" is the root itself."""


@dataclass(frozen=True, slots=True)
class FilterColumn:
    """Describe a column that filters look at, as SQL over `photos`."""

    sql: str
    """An expression; the one that an index is on, where there is one."""
    conditions: tuple[str, ...] = ()
    """Which photos have a value: disjoint conditions, each to be answered by one index. Empty:
    `sql IS NOT NULL`."""
    names: Mapping[int, str] = field(default_factory=dict)
    """What the numbers are called that the expression yields, where it yields numbers for names."""
    read: Callable[[Any], Any] = str
    """The type of a value; raises ValueError or TypeError for what is none."""
    is_list: bool = False
    """Each photo has several values, kept as a JSON list."""

    @property
    def where(self) -> str:
        """Return SQL of the photos that have a value."""
        return f"({' OR '.join(self.parts)})"

    @property
    def parts(self) -> tuple[str, ...]:
        """Return `conditions`, or what stands for them."""
        return self.conditions or (f"{self.sql} IS NOT NULL",)

    def value_of(self, stored: Any) -> Any:
        """Return a value as filters know it, from one as it is stored."""
        return self.names[stored] if self.names else self.read(stored)

    def values_of(self, stored: Any) -> list[Any]:
        """Return the values of a photo, from what is stored of it."""
        return list(json.loads(stored)) if self.is_list else [self.value_of(stored)]


_EPOCHS = [f"captured >= '{day}' AND captured < '{day + timedelta(days=1)}'" for day in EPOCH_DAYS]
_EARLY = f"captured < '{FIRST_DAY}'"
# As `first_future_day` has it.
_LATE = "captured >= date('now', '+2 days')"
_DATE_ERROR = FilterColumn(
    f"CASE WHEN captured IS NULL THEN '{MISSING}' WHEN {_EARLY} THEN '{EARLY}'"
    f" WHEN {_LATE} THEN '{FUTURE}' ELSE '{EPOCH}' END",
    ("captured IS NULL", _EARLY, *_EPOCHS, _LATE),
)

COLUMNS: dict[str, FilterColumn] = {
    "camera": FilterColumn("camera"),
    "lens": FilterColumn("lens"),
    "format": FilterColumn("format"),
    "rating": FilterColumn("rating", read=int),
    "orientation": FilterColumn(
        "(width > height) - (width < height)",
        ("state = 'indexed'",),
        names={1: "landscape", -1: "portrait", 0: "square"},
    ),
    "date_error": _DATE_ERROR,
    "keywords": FilterColumn("keywords", is_list=True),
    "copies": FilterColumn(f"'{HAS_COPIES}'", ("id IN (SELECT photo_id FROM duplicate_copies)",)),
}
"""By `Filter.column`. The folder, the time of capture and the place are no columns of few values:
they have conditions of their own."""


def conditions(
    connection: Connection, filters: Filters, folder_places: Sequence[FolderPlace]
) -> Iterator[Condition]:
    """Yield a condition for each filter that is set, but for the text.

    Args:
        connection: to look up which values there are.
        filters: what photos are to pass.
        folder_places: where `filters.folders` lie.
    """
    for each in FILTERS.values():
        if not each.is_set(filters):
            continue
        match each.kind:
            case FilterKind.FOLDER:
                yield _in_folders(folder_places)
            case FilterKind.PERIOD:
                for operator, name in zip((">=", "<"), each.fields, strict=True):
                    bound = getattr(filters, name)
                    if bound is not None:
                        yield _captured(connection, operator, bound)
            case FilterKind.NAME | FilterKind.VALUE:
                yield _one_of(connection, each, each.value(filters))
            case FilterKind.MINIMUM:
                column = COLUMNS[each.column]
                yield f"{column.where} AND {column.sql} >= ?", [each.value(filters)]
            case FilterKind.AREA:
                yield places.in_area(each.value(filters))
            case FilterKind.TEXT:
                pass  # see text_index.py


def passing_values(each: Filter, values: Iterable[Any], wanted: Sequence[str]) -> set[Any]:
    """Return those of `values` that pass a NAME or VALUE filter which asks for `wanted`."""
    folded = {value: str(value).casefold() for value in values}
    asked = {text.casefold() for text in wanted}
    if each.kind is FilterKind.VALUE:
        return {value for value, key in folded.items() if key in asked}
    whole = asked & set(folded.values())
    parts = asked - whole
    return {
        value for value, key in folded.items() if key in whole or any(part in key for part in parts)
    }


def _one_of(connection: Connection, each: Filter, wanted: Sequence[str]) -> Condition:
    column = COLUMNS[each.column]
    if column.names:
        stored: list[Any] = list(column.names)
    else:
        # SQLite ignores the case of ASCII only; the different values are few, so Python compares.
        # Photos of a day share their lists of keywords.
        rows = connection.execute(
            f"SELECT DISTINCT {column.sql} FROM photos WHERE {column.where}"
        ).fetchall()
        stored = [value for (value,) in rows]
    values_of = [column.values_of(value) for value in stored]
    passing = passing_values(each, set(chain.from_iterable(values_of)), wanted)
    matching = [
        value
        for value, values in zip(stored, values_of, strict=True)
        if not passing.isdisjoint(values)
    ]
    return (
        f"{column.where} AND {column.sql} IN (SELECT value FROM json_each(?))",
        [json.dumps(matching)],
    )


def _in_folders(places: Sequence[FolderPlace]) -> Condition:
    parts, values = ["0"], list[Any]()
    for root_id, folder in places:
        if folder.strip(b"/"):
            first = folder.rstrip(b"/") + b"/"
            parts.append("root_id = ? AND rel_path >= ? AND rel_path < ?")
            values += [root_id, first, first[:-1] + b"0"]  # "0" is what follows "/"
        else:
            parts.append("root_id = ?")
            values.append(root_id)
    return " OR ".join(parts), values


def _captured(connection: Connection, operator: str, bound: datetime) -> Condition:
    """Return "captured before or after a time"; see `Photos.select` for what is compared."""
    wall = bound.replace(tzinfo=None).isoformat()
    if bound.utcoffset() is None:
        return f"captured {operator} ?", [wall]
    # The bound as the clock showed it at each offset that occurs; there are a few dozen at most.
    offsets = connection.execute(
        "SELECT DISTINCT captured_offset_s FROM photos"
        " WHERE captured IS NOT NULL AND captured_offset_s IS NOT NULL"
    ).fetchall()
    parts = [f"captured_offset_s IS NULL AND captured {operator} ?"]
    values: list[Any] = [wall]
    for (offset_s,) in offsets:
        parts.append(f"captured_offset_s = ? AND captured {operator} ?")
        values += [offset_s, _wall_clock(bound, offset_s).isoformat()]
    return f"captured IS NOT NULL AND ({' OR '.join(parts)})", values


def _wall_clock(instant: datetime, offset_s: int) -> datetime:
    """Return what a clock at an offset from UTC shows at `instant`, within the calendar's ends."""
    offset = instant.utcoffset()
    assert offset is not None
    shift = timedelta(seconds=offset_s) - offset
    try:
        return instant.replace(tzinfo=None) + shift
    except OverflowError:
        return datetime.min if shift < timedelta(0) else datetime.max
