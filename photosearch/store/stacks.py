"""Read which photos belong together: a RAW file and its picture, and links to one file."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from photosearch.store.chunks import Ids
from photosearch.store.database import Database
from photosearch.store.visibility import VISIBLE

SAME_SHOT_S = 2
"""Cameras write the two files one after the other, and some take the time of each."""

# Up to and with the last dot. A path has one in its file's name: the scanner goes by the suffix.
_STEM = "CAST(rtrim(CAST({path} AS TEXT), replace(CAST({path} AS TEXT), '.', '')) AS BLOB)"
# The next text after all that begin with the stem: "/" follows "." in ASCII.
_AFTER = "CAST(substr({stem}, 1, length({stem}) - 1) || CAST('/' AS BLOB) AS BLOB)"
_SECONDS = "CAST(strftime('%s', substr({column}, 1, 19)) AS INTEGER)"


def _visible(table: str) -> str:
    return f"{table}.state = 'indexed' AND NOT {table}.missing"


@dataclass(frozen=True, slots=True, eq=False)
class Companions:
    """Hold photos beside RAW files, of the same name up to the suffix and of the same time."""

    raw_ids: Ids
    """(n,)"""
    photo_ids: Ids
    """(n,) one beside each; a RAW file with several is there several times."""
    formats: tuple[str, ...]
    """(n,) of those."""

    def __len__(self) -> int:
        return len(self.formats)


@dataclass(frozen=True, slots=True, eq=False)
class LinkedPhotos:
    """Hold photos that are one file under several names: hard links, and symbolic ones to it."""

    photo_ids: Ids
    """(n,) all of them."""
    primary_ids: Ids
    """(n,) for each the one that is the file itself, or its first name by folder."""

    def __len__(self) -> int:
        return len(self.photo_ids)


class StackReader:
    """Read companions of RAW files, and links. All methods are for any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, raw_formats: Collection[str]) -> Companions:
        """Return the visible companions of all visible RAW files.

        Takes about a second for 250,000 pairs; without RAW files in the catalog it takes no time.
        """
        stem = _STEM.format(path="rel_path")
        raws = (
            f"SELECT id, root_id, {stem} AS stem, captured FROM photos"
            f" WHERE format IN (SELECT value FROM json_each(:formats)) AND {VISIBLE}"
        )
        return self._companions(f"raws AS MATERIALIZED ({raws})", raw_formats, "[]")

    def of(self, photo_ids: Iterable[int], raw_formats: Collection[str]) -> Companions:
        """Return those among the files that are named like some photos, RAW or not."""
        touched = (
            f"SELECT DISTINCT root_id, {_STEM.format(path='rel_path')} AS stem FROM photos"
            " WHERE id IN (SELECT value FROM json_each(:ids))"
        )
        raws = (
            "SELECT r.id, r.root_id, touched.stem, r.captured FROM touched JOIN photos r"
            " ON r.root_id = touched.root_id AND r.rel_path >= touched.stem"
            f" AND r.rel_path < {_AFTER.format(stem='touched.stem')}"
            f" WHERE r.format IN (SELECT value FROM json_each(:formats)) AND {_visible('r')}"
            f" AND {_STEM.format(path='r.rel_path')} = touched.stem"
        )
        with_touched = f"touched AS MATERIALIZED ({touched}), raws AS MATERIALIZED ({raws})"
        return self._companions(with_touched, raw_formats, json.dumps(list(map(int, photo_ids))))

    def links(self) -> LinkedPhotos:
        """Return all visible photos that share their file with another one."""
        several = (
            "SELECT file_id FROM photos WHERE file_id <> '' GROUP BY file_id HAVING count(*) > 1"
        )
        return self._links(several, "[]")

    def links_of(self, photo_ids: Iterable[int]) -> LinkedPhotos:
        """Return those that share their file with some photos, themselves among them."""
        own = (
            "SELECT file_id FROM photos WHERE file_id <> ''"
            " AND id IN (SELECT value FROM json_each(:ids))"
        )
        return self._links(own, json.dumps(list(map(int, photo_ids))))

    def _links(self, file_ids: str, ids: str) -> LinkedPhotos:
        # The id alone is not enough: it is given to another file when one is gone. What another
        # drive with the number of an unplugged one makes of ids is corrected by index runs.
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id, first_value(id) OVER same, count(*) OVER (PARTITION BY"
                " file_id, content_id, size, mtime_ns) FROM photos"
                f" WHERE file_id <> '' AND file_id IN ({file_ids}) AND {VISIBLE}"
                " WINDOW same AS (PARTITION BY file_id, content_id, size, mtime_ns"
                " ORDER BY is_link, root_id, rel_path)",
                {"ids": ids},
            ).fetchall()
        pairs = [(photo_id, primary) for photo_id, primary, count in rows if count > 1]
        found = np.array(pairs, np.int64).reshape(-1, 2)
        return LinkedPhotos(found[:, 0], found[:, 1])

    def _companions(self, tables: str, raw_formats: Collection[str], ids: str) -> Companions:
        seconds, others = (_SECONDS.format(column=f"{table}.captured") for table in ("raws", "p"))
        with self._database.read() as connection:
            rows = connection.execute(
                f"WITH {tables} SELECT raws.id, p.id, p.format FROM raws JOIN photos p"
                " ON p.root_id = raws.root_id AND p.rel_path >= raws.stem"
                f" AND p.rel_path < {_AFTER.format(stem='raws.stem')} AND p.id <> raws.id"
                f" WHERE {_visible('p')}"
                # Nothing but a suffix follows the stem.
                " AND instr(substr(p.rel_path, length(raws.stem) + 1), CAST('.' AS BLOB)) = 0"
                # Nearly always it is the same second, which need not be computed.
                " AND (raws.captured = p.captured OR raws.captured IS NULL OR p.captured IS NULL"
                f" OR abs({seconds} - {others}) <= {SAME_SHOT_S})",
                {"formats": json.dumps(sorted(raw_formats)), "ids": ids},
            ).fetchall()
        raws, photos, formats = zip(*rows, strict=True) if rows else ((), (), ())
        return Companions(np.array(raws, np.int64), np.array(photos, np.int64), formats)
