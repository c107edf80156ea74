"""Keep which photos are duplicates: groups, and what the user decided on them.

Contents are known by their keys here: the first eight bytes of a content id, as a number. What is
known of two contents holds for all photos that have them, wherever these are moved.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from sqlite3 import Connection

import numpy as np
from numpy.typing import NDArray

from photosearch.core.duplicates import COPY_KINDS, DuplicateKind, Mark
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.store.chunks import Ids
from photosearch.store.content_ids import content_keys_of
from photosearch.store.database import Database
from photosearch.store.properties import read_property, write_property
from photosearch.store.visibility import VISIBLE

Keys = NDArray[np.int64]
"""(n,) keys of contents."""

TABLES = (
    # Covers what `content_keys` reads: the rows themselves are a hundred times as large.
    f"CREATE INDEX photos_by_content ON photos (content_id) WHERE {VISIBLE}",
    # See duplicate_pairs.py
    """
    CREATE TABLE duplicate_pairs (
        first INTEGER NOT NULL,            -- keys of contents, the lower one first
        second INTEGER NOT NULL,
        version INTEGER NOT NULL,          -- of the comparison; 0: to be compared
        found BLOB,                        -- what that found; NULL: nothing in common
        PRIMARY KEY (first, second)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX duplicate_pairs_by_second ON duplicate_pairs (second)",
    "CREATE INDEX duplicate_pairs_to_compare ON duplicate_pairs (first) WHERE version = 0",
    """
    CREATE TABLE pixel_hashes (
        content INTEGER PRIMARY KEY,       -- its key
        hashes BLOB NOT NULL
    )
    """,
    """
    CREATE TABLE duplicate_groups (
        group_id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,                -- DuplicateKind
        level INTEGER NOT NULL,            -- SimilarityLevel
        bytes INTEGER NOT NULL,
        reclaimable INTEGER NOT NULL,
        finished INTEGER NOT NULL,
        members BLOB NOT NULL              -- MEMBER, one after another, the representative first
    ) WITHOUT ROWID
    """,
    # So that photos that have copies are told by a condition, as other filters have it.
    """
    CREATE TABLE duplicate_copies (
        photo_id INTEGER NOT NULL,         -- in a group of a kind of COPY_KINDS
        group_id TEXT NOT NULL,
        PRIMARY KEY (photo_id, group_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX duplicate_copies_by_group ON duplicate_copies (group_id)",
    """
    CREATE TABLE duplicate_decisions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL                 -- DecisionKind
    )
    """,
    """
    CREATE TABLE duplicate_decided (
        decision INTEGER NOT NULL REFERENCES duplicate_decisions (id) ON DELETE CASCADE,
        content INTEGER NOT NULL,          -- its key
        files INTEGER NOT NULL,            -- of this content
        PRIMARY KEY (decision, content)
    ) WITHOUT ROWID
    """,
    "CREATE TABLE duplicate_marks (photo_id INTEGER PRIMARY KEY, mark TEXT NOT NULL)",
)

FILE_FACTS = (
    "DROP TABLE pixel_hashes",
    """
    CREATE TABLE file_facts (
        content INTEGER PRIMARY KEY,       -- its key
        hash BLOB NOT NULL,                -- FileFacts.pixel_hash
        coding BLOB NOT NULL,
        looked_at INTEGER NOT NULL
    )
    """,
    # Members of groups hold more than before; all groups are made anew by the next comparison.
    "DELETE FROM duplicate_copies",
    "DELETE FROM duplicate_groups",
)

MEMBER = np.dtype([
    ("photo_id", "<i8"),
    ("bytes", "<i8"),          # of the file
    ("kind", "u1"),         # place in DuplicateKind; NO_RELATION of the representative
    ("level", "u1"),        # SimilarityLevel
    ("mirrored", "u1"),
    ("transform", "<f4", 6),   # NaN where there is none
    ("residual", "<f4"),       # NaN where it was not measured
    ("share", "<f4"),          # DuplicateMember.share
])  # fmt: skip
"""How a member of a group is stored."""
NO_RELATION = 255

_PLACE = "duplicates-place"
_FEW_SHARE = 20
"""Of all photos: reading the folders of more than a twentieth takes longer than reading all."""


class DecisionKind(StrEnum):
    """Name what was decided on some files. Stored: never rename a value."""

    NOT_A_MATCH = "not-a-match"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, eq=False)
class StoredGroup:
    """Hold a group as it is stored."""

    group_id: str
    kind: DuplicateKind
    level: SimilarityLevel
    members: bytes
    """MEMBER, one after another."""
    finished: bool
    reclaimable: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold what was decided on some files, which are known by their contents."""

    decision_id: int
    kind: DecisionKind
    files: Mapping[int, int]
    """How many of each content, by its key."""


class DuplicateStore:
    """Read and write groups, decisions and marks. All methods are for any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ---- contents ----

    def content_keys(self, photo_ids: Iterable[int] | None = None) -> tuple[Ids, Keys]:
        """Return the rising ids (n,) of all visible photos, or of some, and their contents (n,)."""
        some, values = "", list[str]()
        if photo_ids is not None:
            some = " AND id IN (SELECT value FROM json_each(?))"
            values = [json.dumps([int(photo_id) for photo_id in photo_ids])]
        with self._database.read() as connection:
            numbers, digits = connection.execute(
                "SELECT group_concat(id), group_concat(hex(substr(content_id, 1, 8)), '')"
                f" FROM photos WHERE {VISIBLE}{some}",
                values,
            ).fetchone()
        if not numbers:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        ids = np.fromstring(numbers, np.int64, sep=",")
        keys = np.frombuffer(bytes.fromhex(digits), ">i8").astype(np.int64)
        order = np.argsort(ids)
        return ids[order], keys[order]

    def paths_beside(self, photo_ids: Ids) -> Iterator[list[tuple[int, bytes]]]:
        """Yield the visible photos of the folders that some photos (n,) lie in, by path.

        Some folders at a time: ids and paths below the root, "/" between the parts.
        """
        with self._database.read() as connection:
            (total,) = connection.execute("SELECT count(*) FROM photos").fetchone()
            roots = [root for (root,) in connection.execute("SELECT id FROM roots ORDER BY id")]
        if len(photo_ids) * _FEW_SHARE > total:
            for root in roots:
                yield self._paths(root, b"", None)
            return
        folders: set[tuple[int, bytes]] = set()
        with self._database.read() as connection:
            for root, path in connection.execute(
                "SELECT root_id, rel_path FROM photos WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(photo_ids.tolist()),),
            ):
                folders.add((root, path[: path.rfind(b"/") + 1]))
        for root, folder in sorted(folders):
            # "0" is the character after "/".
            beyond = folder[:-1] + b"0" if folder else None
            yield [
                (photo_id, path)
                for photo_id, path in self._paths(root, folder, beyond)
                if b"/" not in path[len(folder) :]
            ]

    def _paths(self, root_id: int, first: bytes, beyond: bytes | None) -> list[tuple[int, bytes]]:
        below = "" if beyond is None else " AND rel_path < ?"
        with self._database.read() as connection:
            return connection.execute(
                f"SELECT id, rel_path FROM photos WHERE root_id = ? AND {VISIBLE}"
                f" AND rel_path >= ?{below} ORDER BY rel_path",
                (root_id, first) if beyond is None else (root_id, first, beyond),
            ).fetchall()

    def keys_of(self, photo_ids: Iterable[int]) -> set[int]:
        """Return the contents of some photos, of missing ones as well."""
        with self._database.read() as connection:
            return set(content_keys_of(connection, photo_ids).values())

    def photos_with(self, keys: Collection[int]) -> tuple[Ids, Keys]:
        """Return the rising ids (n,) of the visible photos of some contents, and these (n,)."""
        found: list[tuple[int, int]] = []
        with self._database.read() as connection:
            for key in map(int, keys):
                first = key.to_bytes(8, "big", signed=True)
                # Content ids have sixteen bytes: all that begin so lie between the two.
                rows = connection.execute(
                    f"SELECT id FROM photos WHERE content_id >= ? AND content_id < ? AND {VISIBLE}",
                    (first, first + b"\xff" * 9),
                )
                found += [(photo_id, key) for (photo_id,) in rows]
        table = np.array(sorted(found), np.int64).reshape(-1, 2)
        return table[:, 0], table[:, 1]

    # ---- groups ----

    def groups(self) -> list[StoredGroup]:
        """Return all groups, in any order."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT group_id, kind, level, bytes, reclaimable, finished, members"
                " FROM duplicate_groups"
            ).fetchall()
        kinds, levels = {each.value: each for each in DuplicateKind}, tuple(SimilarityLevel)
        return [
            StoredGroup(
                group_id,
                kinds[kind],
                levels[level],
                members,
                finished != 0,
                reclaimable,
                size,
            )
            for group_id, kind, level, size, reclaimable, finished, members in rows
        ]

    def replace_groups(self, gone: Iterable[str], groups: Iterable[StoredGroup]) -> None:
        """Remove some groups and write others, in one transaction.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        gone, groups = list(gone), list(groups)

        def work(connection: Connection) -> None:
            connection.executemany(
                "DELETE FROM duplicate_groups WHERE group_id = ?",
                [(group_id,) for group_id in gone],
            )
            connection.executemany(
                "DELETE FROM duplicate_copies WHERE group_id = ?",
                [(group_id,) for group_id in (*gone, *(each.group_id for each in groups))],
            )
            connection.executemany(
                "INSERT INTO duplicate_copies (photo_id, group_id) VALUES (?, ?)",
                [
                    (photo_id, each.group_id)
                    for each in groups
                    if each.kind in COPY_KINDS
                    for photo_id in np.frombuffer(each.members, MEMBER)["photo_id"].tolist()
                ],
            )
            connection.executemany(
                "INSERT OR REPLACE INTO duplicate_groups (group_id, kind, level, bytes,"
                " reclaimable, finished, members) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        each.group_id,
                        each.kind.value,
                        int(each.level),
                        each.bytes,
                        each.reclaimable,
                        int(each.finished),
                        each.members,
                    )
                    for each in groups
                ],
            )

        self._database.write(work)

    def photos_with_copies(self) -> Ids:
        """Return the rising ids (n,) of the photos that are in a group of copies."""
        with self._database.read() as connection:
            (numbers,) = connection.execute(
                "SELECT group_concat(photo_id)"
                " FROM (SELECT DISTINCT photo_id FROM duplicate_copies ORDER BY photo_id)"
            ).fetchone()
        return np.fromstring(numbers, np.int64, sep=",") if numbers else np.empty(0, np.int64)

    # ---- decisions ----

    def decisions(self) -> list[Decision]:
        """Return all decisions, the oldest first."""
        with self._database.read() as connection:
            kinds = connection.execute(
                "SELECT id, kind FROM duplicate_decisions ORDER BY id"
            ).fetchall()
            rows = connection.execute(
                "SELECT decision, content, files FROM duplicate_decided"
            ).fetchall()
        files: dict[int, dict[int, int]] = {decision: {} for decision, _ in kinds}
        for decision, content, count in rows:
            files[decision][content] = count
        return [Decision(decision, DecisionKind(kind), files[decision]) for decision, kind in kinds]

    def decide(self, kind: DecisionKind, sets: Sequence[Mapping[int, int]]) -> list[int]:
        """Note a decision on each of some sets of files; return the ids of the decisions.

        Args:
            kind: of all of them.
            sets: how many files of each content, by its key.

        Raises:
            CatalogError: the catalog cannot be written.
        """

        def work(connection: Connection) -> list[int]:
            made = []
            for files in sets:
                decision = connection.execute(
                    "INSERT INTO duplicate_decisions (kind) VALUES (?)", (kind.value,)
                ).lastrowid
                assert decision is not None
                connection.executemany(
                    "INSERT INTO duplicate_decided (decision, content, files) VALUES (?, ?, ?)",
                    [(decision, int(content), count) for content, count in files.items()],
                )
                made.append(decision)
            return made

        return self._database.write(work)

    def take_back(self, decision_ids: Iterable[int]) -> None:
        """Forget decisions; unknown ones are passed over.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        rows = [(decision,) for decision in decision_ids]
        self._database.write(
            lambda connection: connection.executemany(
                "DELETE FROM duplicate_decisions WHERE id = ?", rows
            )
        )

    # ---- the session ----

    def marks(self) -> dict[int, Mark]:
        """Return the marks of photos, by id."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT photo_id, mark FROM duplicate_marks").fetchall()
        return {photo_id: Mark(mark) for photo_id, mark in rows}

    def set_marks(self, marks: Mapping[int, Mark | None]) -> None:
        """Mark photos by id, or (None) take their marks away, in one transaction.

        Raises:
            CatalogError: the catalog cannot be written.
        """

        def work(connection: Connection) -> None:
            connection.executemany(
                "DELETE FROM duplicate_marks WHERE photo_id = ?",
                [(photo_id,) for photo_id in marks],
            )
            connection.executemany(
                "INSERT INTO duplicate_marks (photo_id, mark) VALUES (?, ?)",
                [(photo_id, mark.value) for photo_id, mark in marks.items() if mark is not None],
            )

        self._database.write(work)

    def place(self) -> str:
        """Return what `set_place` noted; "" at first."""
        with self._database.read() as connection:
            return read_property(connection, _PLACE) or ""

    def set_place(self, group_id: str) -> None:
        """Note the group that was looked at last.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        self._database.write(lambda connection: write_property(connection, _PLACE, group_id))


def forget_marks(connection: Connection, photo_ids: Iterable[int]) -> None:
    """Forget the marks of photos that are removed, within a transaction."""
    connection.executemany(
        "DELETE FROM duplicate_marks WHERE photo_id = ?",
        [(int(photo_id),) for photo_id in photo_ids],
    )
