"""The conditions of a filter as SQL on `photos`, each to be answered by one index alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from sqlite3 import Connection
from typing import Any

ORIENTATION = "(width > height) - (width < height)"
"""As the index has it."""
ORIENTATION_MARKS = {"landscape": 1, "portrait": -1, "square": 0}

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


def matching_names(names: Sequence[str], parts: Sequence[str]) -> list[str]:
    """The names in which one of `parts` appears, case ignored; a part that is a whole name stands
    for that name alone."""
    folded = [(name.casefold(), name) for name in names]
    whole = {name for name, _ in folded}
    wanted = [part.casefold() for part in parts]
    return [
        name
        for key, name in folded
        if any(key == part if part in whole else part in key for part in wanted)
    ]


def containing(connection: Connection, column: str, parts: Sequence[str]) -> Condition | None:
    """One of `parts` is, or appears in, the column; see `matching_names`."""
    if not parts:
        return None
    # SQLite ignores the case of ASCII only; the different names are few, so Python compares.
    names = connection.execute(
        f"SELECT DISTINCT {column} FROM photos WHERE {column} IS NOT NULL"
    ).fetchall()
    matching = matching_names([name for (name,) in names], parts)
    return f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(matching)]


def one_of(column: str, names: Sequence[str]) -> Condition | None:
    """The column is one of `names`; None if there are none to choose from."""
    if not names:
        return None
    return f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(names)]


def with_keywords(connection: Connection, keywords: Sequence[str]) -> Condition | None:
    """One of `keywords` is among those of the photo, case ignored."""
    if not keywords:
        return None
    wanted = {keyword.casefold() for keyword in keywords}
    # The index alone: photos of a day share their lists.
    lists = connection.execute(
        "SELECT DISTINCT keywords FROM photos WHERE keywords IS NOT NULL"
    ).fetchall()
    matching = [
        text
        for (text,) in lists
        if any(keyword.casefold() in wanted for keyword in json.loads(text))
    ]
    return "keywords IN (SELECT value FROM json_each(?))", [json.dumps(matching)]


def oriented(orientations: Sequence[str]) -> Condition | None:
    """The photo is landscape, portrait or square; names that are none of these find nothing."""
    if not orientations:
        return None
    marks = [ORIENTATION_MARKS[name] for name in orientations if name in ORIENTATION_MARKS]
    return (
        f"state = 'indexed' AND {ORIENTATION} IN (SELECT value FROM json_each(?))",
        [json.dumps(marks)],
    )


def _wall_clock(instant: datetime, offset_s: int) -> datetime:
    """What a clock at an offset from UTC shows at `instant`, within the calendar's ends."""
    offset = instant.utcoffset()
    assert offset is not None
    shift = timedelta(seconds=offset_s) - offset
    try:
        return instant.replace(tzinfo=None) + shift
    except OverflowError:
        return datetime.min if shift < timedelta(0) else datetime.max
