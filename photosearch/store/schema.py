"""Define the tables of the two database files, as migrations."""

from __future__ import annotations

import uuid
from sqlite3 import Connection

from photosearch.store import duplicates, judged_pairs, labels, searches, sorting, text_index
from photosearch.store.chunks import SLOTS
from photosearch.store.migrations import Migration, Schema


def _name_library(connection: Connection) -> None:
    connection.execute(
        "INSERT INTO properties (name, value) VALUES ('library_id', ?)", (uuid.uuid4().hex,)
    )


_FIRST = Migration(
    "roots, photos, codes",
    statements=(
        # library_id ties thumbnails.db to this catalog
        "CREATE TABLE properties (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        """
        CREATE TABLE roots (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            path BLOB NOT NULL UNIQUE,         -- absolute, os.fsencode'd
            volume TEXT NOT NULL,
            excludes TEXT NOT NULL,            -- JSON list
            added_at INTEGER NOT NULL          -- seconds since 1970
        )
        """,
        # AUTOINCREMENT: the id of a removed photo is never given to another one, so that an id
        # held elsewhere (a search result, a thumbnail) cannot come to mean a different photo.
        """
        CREATE TABLE photos (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            root_id INTEGER NOT NULL REFERENCES roots (id),
            rel_path BLOB NOT NULL,            -- below the root, os.fsencode'd, parts divided by /
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            sidecar_mtime_ns INTEGER NOT NULL,
            file_id TEXT NOT NULL,
            state TEXT NOT NULL,               -- PhotoState
            missing INTEGER NOT NULL DEFAULT 0,
            reason TEXT,                       -- Reason; of unreadable files only
            detail TEXT NOT NULL DEFAULT '',
            content_id BLOB,                   -- from here on NULL where unreadable or unknown
            first_seen_at INTEGER NOT NULL,    -- seconds since 1970
            indexed_at INTEGER NOT NULL,
            format TEXT,
            width INTEGER,
            height INTEGER,
            captured TEXT,                     -- ISO, wall clock at the camera
            captured_offset_s INTEGER,         -- of that clock from UTC
            camera TEXT,
            lens TEXT,
            focal_length_mm REAL,
            aperture REAL,
            exposure_s REAL,
            iso INTEGER,
            latitude REAL,
            longitude REAL,
            altitude_m REAL,
            rating INTEGER,
            caption TEXT,
            keywords TEXT,                     -- JSON list
            UNIQUE (root_id, rel_path)
        )
        """,
        # Each filter is answered from its index alone, and the answers are intersected.
        "CREATE INDEX photos_by_size ON photos (size) WHERE state = 'indexed'",
        "CREATE INDEX photos_by_captured ON photos (captured, captured_offset_s)"
        " WHERE captured IS NOT NULL",
        "CREATE INDEX photos_by_format ON photos (format) WHERE format IS NOT NULL",
        "CREATE INDEX photos_by_camera ON photos (camera) WHERE camera IS NOT NULL",
        "CREATE INDEX photos_by_lens ON photos (lens) WHERE lens IS NOT NULL",
        "CREATE INDEX photos_by_rating ON photos (rating) WHERE rating IS NOT NULL",
        "CREATE INDEX photos_unreadable ON photos (root_id, reason, missing)"
        " WHERE state = 'unreadable'",
        "CREATE INDEX photos_missing ON photos (root_id) WHERE missing",
        # See visibility.py
        """
        CREATE TABLE visible_chunks (
            chunk INTEGER PRIMARY KEY,
            root_ids BLOB NOT NULL             -- int32 per slot, 0 where nothing is to be seen
        )
        """,
        # See codes.py
        """
        CREATE TABLE models (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE          -- ModelCard.model_id
        )
        """,
        """
        CREATE TABLE code_kinds (
            id INTEGER PRIMARY KEY,
            model INTEGER NOT NULL REFERENCES models (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            bytes INTEGER NOT NULL,            -- per code
            UNIQUE (model, kind)
        )
        """,
        # presence stands before codes, so that reading it alone does not walk through the codes
        """
        CREATE TABLE code_chunks (
            id INTEGER PRIMARY KEY,
            code_kind INTEGER NOT NULL REFERENCES code_kinds (id) ON DELETE CASCADE,
            chunk INTEGER NOT NULL,
            presence BLOB NOT NULL,            -- a byte per slot, 0 or 1
            codes BLOB NOT NULL,
            UNIQUE (code_kind, chunk)
        )
        """,
        """
        CREATE TABLE strikes (
            root_id INTEGER NOT NULL REFERENCES roots (id) ON DELETE CASCADE,
            rel_path BLOB NOT NULL,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (root_id, rel_path)
        ) WITHOUT ROWID
        """,
    ),
    work=_name_library,
)

_SECOND = Migration(
    "words, keywords, orientation",
    statements=(
        "ALTER TABLE photos ADD COLUMN tags TEXT",  # JSON list: what the encoder sees in it
        "CREATE INDEX photos_by_keywords ON photos (keywords) WHERE keywords IS NOT NULL",
        # 1 for landscape, 0 for square, -1 for portrait; filters.py asks in the same words
        "CREATE INDEX photos_by_orientation ON photos ((width > height) - (width < height))"
        " WHERE state = 'indexed'",
        text_index.CREATE,
    ),
    work=text_index.fill,
)

_THIRD = Migration("kept searches", statements=searches.TABLES)

_FOURTH = Migration(
    "sorting by colour, dates that are not known",
    statements=(
        "ALTER TABLE photos ADD COLUMN color INTEGER",  # see core/color.py; NULL: not looked at yet
        "CREATE INDEX photos_by_color ON photos (color) WHERE color IS NOT NULL",
        "CREATE INDEX photos_undated ON photos (state) WHERE captured IS NULL",
        "CREATE INDEX photos_without_color ON photos (state)"
        " WHERE color IS NULL AND state = 'indexed'",
    ),
)

_FIFTH = Migration(
    "links to one file",
    statements=(
        "ALTER TABLE photos ADD COLUMN is_link INTEGER NOT NULL DEFAULT 0",  # a symbolic one
        "CREATE INDEX photos_by_file ON photos (file_id) WHERE file_id <> ''",
    ),
)

_SIXTH = Migration(
    "natural order of names, versions of decoders, dates of change told as such",
    statements=(
        "ALTER TABLE photos ADD COLUMN captured_is_change INTEGER",  # NULL: not known
        # see images/decoder_versions.py
        "ALTER TABLE photos ADD COLUMN decoder_version INTEGER NOT NULL DEFAULT 0",
        "DROP INDEX photos_by_format",
        "CREATE INDEX photos_by_format ON photos (format, decoder_version)"
        " WHERE format IS NOT NULL",
        "ALTER TABLE photos ADD COLUMN name_key BLOB",  # see row_mapping.name_key
    ),
    work=sorting.fill_name_keys,
)

_SEVENTH = Migration("duplicates", statements=duplicates.TABLES)

_EIGHTH = Migration(
    "cameras and lenses among the words",
    statements=("DROP TABLE photo_words", text_index.CREATE),
    work=text_index.fill,
)

_NINTH = Migration(
    "places and labels for the events and the map",
    statements=(
        # Without these, reading them for all photos walks through every row.
        "CREATE INDEX photos_by_place ON photos (latitude, longitude)"
        " WHERE latitude IS NOT NULL AND longitude IS NOT NULL",
        "CREATE INDEX photos_by_label ON photos (json_extract(tags, '$[0]'))"
        " WHERE json_extract(tags, '$[0]') IS NOT NULL",
    ),
)

_TENTH = Migration("what files of duplicates told", statements=duplicates.FILE_FACTS)

_ELEVENTH = Migration("judged pairs, what was learned of them", statements=judged_pairs.TABLES)

_TWELFTH = Migration(
    "labels by number",
    # The surest label, which the index was of, is among the numbers.
    statements=(*labels.TABLES, "DROP INDEX photos_by_label"),
    work=labels.fill,
)

_NEVER = (
    "SELECT 1 FROM visible_chunks"
    f" WHERE typeof(root_ids) <> 'blob' OR length(root_ids) <> {SLOTS * 4}",
    "SELECT 1 FROM label_chunks"
    f" WHERE typeof(numbers) <> 'blob' OR length(numbers) <> {labels.CHUNK_BYTES}",
    "SELECT 1 FROM code_chunks JOIN code_kinds ON code_kinds.id = code_kind"
    " WHERE typeof(presence) <> 'blob' OR typeof(codes) <> 'blob'"
    f" OR length(presence) <> {SLOTS} OR length(codes) <> {SLOTS} * bytes",
    "SELECT 1 FROM photos WHERE typeof(root_id) <> 'integer' OR typeof(rel_path) <> 'blob'"
    " OR state NOT IN ('indexed', 'unreadable') OR (state = 'unreadable') <> (reason IS NOT NULL)"
    " OR (state = 'indexed') <> (content_id IS NOT NULL)",
)

CATALOG = Schema(
    application_id=0x50685363,
    migrations=(
        _FIRST,
        _SECOND,
        _THIRD,
        _FOURTH,
        _FIFTH,
        _SIXTH,
        _SEVENTH,
        _EIGHTH,
        _NINTH,
        _TENTH,
        _ELEVENTH,
        _TWELFTH,
    ),
    never=_NEVER,
)  # "PhSc"

THUMBNAILS = Schema(
    application_id=0x50685374,  # "PhSt"
    migrations=(
        Migration(
            "thumbnails",
            statements=(
                "CREATE TABLE properties (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
                "CREATE TABLE thumbnails (photo_id INTEGER PRIMARY KEY, jpeg BLOB NOT NULL)",
                # lists the ids without a walk through gigabytes of JPEG
                "CREATE INDEX thumbnail_ids ON thumbnails (photo_id)",
            ),
        ),
    ),
    page_size=16384,  # a thumbnail is about as large: one page instead of a chain of them
)
