"""Which SQLite does the work."""

from __future__ import annotations

import sqlite3


def sqlite_version() -> str:
    """Of the library that is loaded: "3.46.1"."""
    return sqlite3.sqlite_version
