"""Express the orders of photos as SQL on `photos`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from sqlite3 import Connection

from photosearch.core.facets import Ids
from photosearch.core.sorting import SortKey, SortOrder
from photosearch.store.row_mapping import name_key


@dataclass(frozen=True, slots=True)
class _Sort:
    by: tuple[str, ...]
    """Expressions, the first one counting most; the one of an index, where there is one."""
    descending: bool
    """Unless the order is reversed."""
    condition: str = ""
    """Which photos have what they are sorted by, as the index has it; all if empty."""


_SORTS = {
    SortKey.TAKEN: _Sort(("captured", "captured_offset_s", "id"), True, "captured IS NOT NULL"),
    SortKey.ADDED: _Sort(("id",), True),
    SortKey.NAME: _Sort(("name_key", "rel_path", "id"), False),
    SortKey.SIZE: _Sort(("size", "id"), True, "state = 'indexed'"),
    SortKey.RATING: _Sort(("rating", "captured", "id"), True, "rating IS NOT NULL"),
    SortKey.COLOR: _Sort(("color", "id"), False, "color IS NOT NULL"),
}


def sorted_ids(connection: Connection, order: SortOrder, among: Ids | None = None) -> str:
    """Return the ids of the photos that have what they are sorted by, visible or not, as one text.

    Args:
        connection: of the catalog.
        order: which order.
        among: (n,) ids, of which only these are wanted; None for all.
    """
    sort = _SORTS[order.key]
    conditions, values = [sort.condition] if sort.condition else [], []
    if among is not None:
        conditions.append("id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(among.tolist()))
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    direction = "DESC" if sort.descending is not order.reversed else "ASC"
    by = ", ".join(f"{expression} {direction}" for expression in sort.by)
    # One long text costs a third of a million tuples, and no other thread waits for it. SQLite
    # keeps the order of a subquery below any aggregate but count, min and max.
    (text,) = connection.execute(
        f"SELECT group_concat(id) FROM (SELECT id FROM photos{where} ORDER BY {by})", values
    ).fetchone()
    return text or ""


def fill_name_keys(connection: Connection) -> None:
    """Fill the column `name_key` of all photos, and index it; a part of a migration."""
    connection.create_function("name_key_of", 1, name_key, deterministic=True)
    connection.execute("UPDATE photos SET name_key = name_key_of(rel_path)")
    connection.execute("CREATE INDEX photos_by_name ON photos (name_key, rel_path)")
