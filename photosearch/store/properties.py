"""Read and write single values of a database by name, within a transaction."""

from __future__ import annotations

from sqlite3 import Connection


def read_property(connection: Connection, name: str) -> str | None:
    """Return the value of that name; None if there is none."""
    row = connection.execute("SELECT value FROM properties WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def write_property(connection: Connection, name: str, value: str | None) -> None:
    """Keep a value under a name in place of an older one; None forgets it."""
    if value is None:
        connection.execute("DELETE FROM properties WHERE name = ?", (name,))
    else:
        connection.execute(
            "INSERT INTO properties (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )
