"""The conditions of a filter as SQL on `photos`, each to be answered by one index alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from sqlite3 import Connection
from typing import Any

Condition = tuple[str, list[Any]]
"""SQL and its values."""


def in_folders(folders: Sequence[tuple[int, bytes]]) -> Condition:
    """Below any of these folders: (root id, relative path)."""
    parts, values = ["0"], list[Any]()
    for root_id, folder in folders:
        if folder.strip(b"/"):
            first = folder.rstrip(b"/") + b"/"
            parts.append("root_id = ? AND rel_path >= ? AND rel_path < ?")
            values += [root_id, first, first[:-1] + b"0"]  # "0" is what follows "/"
        else:
            parts.append("root_id = ?")
            values.append(root_id)
    return " OR ".join(parts), values


def captured(connection: Connection, operator: str, bound: datetime | None) -> Condition | None:
    """Captured before or after a time; see `Photos.select` for what is compared."""
    if bound is None:
        return None
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


def containing(connection: Connection, column: str, parts: Sequence[str]) -> Condition | None:
    """One of `parts` appears in the column, case ignored."""
    if not parts:
        return None
    wanted = [part.casefold() for part in parts]
    # SQLite ignores the case of ASCII only; the different names are few, so Python compares.
    names = connection.execute(
        f"SELECT DISTINCT {column} FROM photos WHERE {column} IS NOT NULL"
    ).fetchall()
    matching = [name for (name,) in names if any(part in name.casefold() for part in wanted)]
    return f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(matching)]


def one_of(column: str, names: Sequence[str]) -> Condition | None:
    """The column is one of `names`; None if there are none to choose from."""
    if not names:
        return None
    return f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(names)]


def _wall_clock(instant: datetime, offset_s: int) -> datetime:
    """What a clock at an offset from UTC shows at `instant`, within the calendar's ends."""
    offset = instant.utcoffset()
    assert offset is not None
    shift = timedelta(seconds=offset_s) - offset
    try:
        return instant.replace(tzinfo=None) + shift
    except OverflowError:
        return datetime.min if shift < timedelta(0) else datetime.max
