"""Made-up findings of an indexer."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any

import tests
from photosearch.core.errors import Reason
from photosearch.core.filters import Filters
from photosearch.core.message_codes import in_words
from photosearch.core.photo import FileStamp, IndexedPhoto, PhotoMetadata, UnreadableFile
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from photosearch.store.schema import CATALOG

MODEL = "model-0123456789ab"
OTHER_MODEL = "other-0123456789ab"
WIDTHS = {"copy": 8, "look": 4}


def stamp(name: bytes, size: int = 100, mtime_ns: int = 1) -> FileStamp:
    return FileStamp(name, size, mtime_ns, f"64:{zlib.crc32(name)}")


def codes_of(text: bytes) -> dict[str, bytes]:
    return {kind: (text * width)[:width] for kind, width in WIDTHS.items()}


def photo(root_id: int, name: bytes, content: bytes = b"", **facts: Any) -> IndexedPhoto:
    content = content or b"content of " + name
    return IndexedPhoto(
        root_id,
        stamp(name),
        content,
        PhotoMetadata(**(dict[str, Any](format="jpeg", width=40, height=30) | facts)),
        b"thumbnail of " + content,
        codes_of(content[::-1]),
    )


def unreadable(root_id: int, name: bytes, reason: Reason = Reason.DAMAGED) -> UnreadableFile:
    return UnreadableFile(root_id, stamp(name), reason, in_words(f"it is {reason}"))


def python(*arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    """Another Python process that can import the program and the tests."""
    checkout = Path(next(iter(tests.__path__))).parent
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(checkout)},
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


def make_library(folder: Path, photos: int = 200) -> None:
    with Catalog.open(folder) as catalog:
        root_id = catalog.roots.add(Path("/photos")).root_id
        catalog.commit_batch(
            WriteBatch(
                MODEL, indexed=[photo(root_id, b"%04d.jpg" % number) for number in range(photos)]
            )
        )


def use(folder: Path) -> None:
    """Read and write a bit of everything."""
    with Catalog.open(folder) as catalog:
        roots = catalog.roots.all()
        ids = catalog.photos.ids()
        catalog.photos.get(ids[:50])
        catalog.codes.models()
        for kind in catalog.codes.kinds(MODEL):
            catalog.codes.load(MODEL, kind)
        catalog.thumbnails.get(ids[:50])
        for root in roots:
            catalog.photos.catalog_files(root.root_id, MODEL)
        catalog.photos.counts()
        catalog.photos.unreadable()
        catalog.photos.select(Filters(cameras=("x",), min_rating=2))
        if roots:
            catalog.commit_batch(WriteBatch(MODEL, indexed=[photo(roots[0].root_id, b"new.jpg")]))


_UNDO: dict[int, tuple[str, ...]] = {
    12: (
        "DROP TABLE label_chunks",
        "DROP TABLE label_names",
        "CREATE INDEX photos_by_label ON photos (json_extract(tags, '$[0]'))"
        " WHERE json_extract(tags, '$[0]') IS NOT NULL",
    ),
    11: (
        "DROP TABLE learned_maps",
        "DROP TABLE learned_steps",
        "DROP TABLE judged_pairs",
    ),
    10: (
        "DROP TABLE file_facts",
        "CREATE TABLE pixel_hashes (content INTEGER PRIMARY KEY, hashes BLOB NOT NULL)",
    ),
    9: ("DROP INDEX photos_by_place", "DROP INDEX photos_by_label"),
    8: (
        "DROP TABLE photo_words",
        "CREATE VIRTUAL TABLE photo_words USING fts5 (name, folder, caption, keywords, tags,"
        ' tokenize = "unicode61 remove_diacritics 2")',
    ),
    7: (
        "DROP INDEX photos_by_content",
        "DROP TABLE duplicate_pairs",
        "DROP TABLE pixel_hashes",
        "DROP TABLE duplicate_groups",
        "DROP TABLE duplicate_copies",
        "DROP TABLE duplicate_decided",
        "DROP TABLE duplicate_decisions",
        "DROP TABLE duplicate_marks",
    ),
    6: (
        "DROP INDEX photos_by_name",
        "DROP INDEX photos_by_format",
        "ALTER TABLE photos DROP COLUMN name_key",
        "ALTER TABLE photos DROP COLUMN decoder_version",
        "ALTER TABLE photos DROP COLUMN captured_is_change",
        "CREATE INDEX photos_by_format ON photos (format) WHERE format IS NOT NULL",
    ),
    5: ("DROP INDEX photos_by_file", "ALTER TABLE photos DROP COLUMN is_link"),
    4: (
        "DROP INDEX photos_by_color",
        "DROP INDEX photos_without_color",
        "DROP INDEX photos_undated",
        "ALTER TABLE photos DROP COLUMN color",
    ),
    3: ("DROP TABLE search_pictures", "DROP TABLE searches"),
}
"""What takes a migration back, by the version that it makes."""


def take_back(folder: Path, version: int) -> None:
    """Make the catalog in a folder one of an older version."""
    with closing(sqlite3.connect(folder / "catalog.db")) as connection, connection:
        for number in range(CATALOG.version, version, -1):
            for statement in _UNDO[number]:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {version}")
