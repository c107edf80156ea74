"""Open the catalog of a library: its roots, photos, codes and thumbnails in one folder.

catalog.db holds what the user would miss, thumbnails.db and neighbours.db what can be made again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from sqlite3 import Connection
from types import MappingProxyType, TracebackType
from typing import Self

import numpy as np

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import CatalogError
from photosearch.private_files import make_private_folder
from photosearch.store import sqlite_errors
from photosearch.store.batch import (
    BatchResult,
    BatchWrite,
    WriteBatch,
    contents_of,
    forget_photos,
    write_batch,
    write_labels,
)
from photosearch.store.chunks import Ids
from photosearch.store.codes import CodeStore
from photosearch.store.column_reader import ColumnReader
from photosearch.store.connections import has_wal_content
from photosearch.store.database import Database
from photosearch.store.duplicate_pairs import PairStore
from photosearch.store.duplicates import DuplicateStore
from photosearch.store.file_ids import FileIds
from photosearch.store.judged_pairs import JudgedPairStore
from photosearch.store.labels import LabelStore
from photosearch.store.learned_maps import LearnedMapStore
from photosearch.store.lock import LibraryLock
from photosearch.store.model_choice import ModelChoice
from photosearch.store.neighbours import NEIGHBOURS_NAME, NeighbourStore
from photosearch.store.photos import Photos
from photosearch.store.properties import read_property, write_property
from photosearch.store.roots import Roots
from photosearch.store.schema import CATALOG
from photosearch.store.searches import SearchStore
from photosearch.store.stacks import StackReader
from photosearch.store.thumbnails import Thumbnails
from photosearch.store.user_metadata import UserMetadataStore
from photosearch.store.visibility import visible_ids

CATALOG_NAME = "catalog.db"
THUMBNAILS_NAME = "thumbnails.db"
_TOLD = "told-"


class Catalog:
    """Hold an open library. All methods of it and its parts are for any thread."""

    folder: Path
    roots: Roots
    photos: Photos
    codes: CodeStore
    models: ModelChoice
    user_metadata: UserMetadataStore
    searches: SearchStore
    thumbnails: Thumbnails
    columns: ColumnReader
    labels: LabelStore
    stacks: StackReader
    file_ids: FileIds
    duplicates: DuplicateStore
    duplicate_pairs: PairStore
    judged_pairs: JudgedPairStore
    learned_maps: LearnedMapStore
    neighbours: NeighbourStore

    def __init__(
        self, folder: Path, database: Database, thumbnails: Thumbnails, lock: LibraryLock | None
    ) -> None:
        self.folder = folder
        self.codes = CodeStore(database)
        self.models = ModelChoice(database)
        self.columns = ColumnReader(database)
        self.labels = LabelStore(database)
        self.stacks = StackReader(database)
        self.file_ids = FileIds(database)
        self.user_metadata = UserMetadataStore(database)
        self.searches = SearchStore(database)
        self.duplicates = DuplicateStore(database)
        self.duplicate_pairs = PairStore(database, self.codes)
        self.judged_pairs = JudgedPairStore(database)
        self.learned_maps = LearnedMapStore(database)
        self.thumbnails = thumbnails
        self.neighbours = NeighbourStore(folder / NEIGHBOURS_NAME, read_only=lock is None)
        self.photos = Photos(database, self._forget, thumbnails.discard)
        self.roots = Roots(database, self._forget, thumbnails.discard)
        self._database = database
        self._lock = lock

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False, owner: str = "photosearch") -> Catalog:
        """Open the library in `folder`, made if there is none, unless `read_only`.

        One process at a time may have it open for writing; any number may read beside it.

        Args:
            folder: of the library.
            read_only: change nothing, take no lock.
            owner: what others are told that has the library, e.g. "photosearch watch".

        Raises:
            CatalogError: in use, damaged, too new, another program's, or the folder cannot be
                used. Nothing is changed then.
        """
        path = folder / CATALOG_NAME
        if read_only:
            require_library(path)
            return cls._assemble(folder, lock=None)
        try:
            make_private_folder(folder)
        except FileExistsError as error:
            raise CatalogError(ErrorCode.LIBRARY_NOT_A_FOLDER, path=folder) from error
        except OSError as error:
            raise sqlite_errors.from_os_error(error, folder) from error
        lock = LibraryLock(folder, owner)
        try:
            _require_nothing_lost(path)
            return cls._assemble(folder, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _assemble(cls, folder: Path, lock: LibraryLock | None) -> Catalog:
        read_only = lock is None
        database = Database(folder / CATALOG_NAME, CATALOG, read_only=read_only)
        try:
            with database.read() as connection:
                library_id = library_id_of(connection)
            thumbnails = Thumbnails(folder / THUMBNAILS_NAME, library_id, read_only=read_only)
        except BaseException:
            database.close()
            raise
        return cls(folder, database, thumbnails, lock)

    def commit_batch(self, batch: WriteBatch) -> BatchResult:
        """Write an indexer's findings, all in one transaction.

        Thumbnails are written just before the catalog is committed: one without a photo does no
        harm, and after a kill in between the photo is simply indexed again.

        Raises:
            CatalogError: the world does not allow it; nothing of the batch is in the catalog.
        """

        def work(connection: Connection) -> BatchWrite:
            writing = write_batch(connection, self.codes, batch)
            self.thumbnails.change(writing.thumbnails, copy=writing.thumbnail_copies)
            return writing

        writing = self._database.write(work)
        self.thumbnails.discard(writing.without_thumbnail)
        return writing.result

    def commit_codes(
        self,
        model_id: str,
        codes: Mapping[int, tuple[bytes, Mapping[str, bytes]]],
        tags: Mapping[int, Sequence[str]] = MappingProxyType({}),
    ) -> list[int]:
        """Write codes of photos that are in the catalog, all in one transaction.

        Args:
            model_id: of the codes.
            codes: by photo id: the content id of what was encoded, and its codes by kind.
            tags: by photo id: what the encoder sees in some of them, in the place of what an
                earlier one saw.

        Returns:
            The photos written. Left out is what holds other content by now, or is gone.
        """

        def work(connection: Connection) -> list[int]:
            current = contents_of(connection, codes)
            kept = [photo_id for photo_id in codes if current.get(photo_id) == codes[photo_id][0]]
            self.codes.put(connection, model_id, {key: codes[key][1] for key in kept})
            write_labels(connection, {key: tags[key] for key in kept if key in tags})
            return kept

        return self._database.write(work)

    def is_told(self, what: str) -> bool:
        """Tell whether `tell` was called for it."""
        with self._database.read() as connection:
            return read_property(connection, _TOLD + what) is not None

    def tell(self, what: str) -> None:
        """Note that the user was told something, which is told once.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        self._database.write(lambda connection: write_property(connection, _TOLD + what, "1"))

    def without_thumbnail(self) -> Ids:
        """Return the rising ids (n,) of the visible photos that lack a thumbnail."""
        with self._database.read() as connection:
            visible = visible_ids(connection)
        return np.setdiff1d(visible, self.thumbnails.ids(), assume_unique=True)

    def close(self) -> None:
        """Finish the write at hand, close all files, let others have the library."""
        try:
            self._database.close()
            self.thumbnails.close()
            self.neighbours.close()
        finally:
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _forget(self, connection: Connection, ids: Sequence[int]) -> None:
        forget_photos(connection, self.codes, ids)


def library_id_of(connection: Connection) -> str:
    """Return the identity that a catalog was given when it was made; its backups share it."""
    return read_property(connection, "library_id") or ""


def require_library(path: Path) -> None:
    """Raise a CatalogError unless there is a catalog file `path`."""
    try:
        there = path.exists()
    except OSError as error:
        raise sqlite_errors.from_os_error(error, path) from error
    if not there or path.stat().st_size == 0:
        if path.parent.is_file():
            raise CatalogError(ErrorCode.LIBRARY_NOT_A_FOLDER, path=path.parent)
        _require_nothing_lost(path)
        raise CatalogError(ErrorCode.LIBRARY_MISSING, folder=path.parent)


def _require_nothing_lost(path: Path) -> None:
    """Refuse to begin a new catalog where one seems to have been."""
    empty = not path.exists() or path.stat().st_size == 0
    if empty and (has_wal_content(path) or path.with_name(THUMBNAILS_NAME).exists()):
        raise CatalogError(ErrorCode.LIBRARY_FILE_LOST, path=path)
