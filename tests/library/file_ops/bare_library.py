"""A library without pictures: rows of files whose bytes nobody decodes, and operations on them."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from photosearch.core.photo import IndexedPhoto, PhotoMetadata, PhotoRecord
from photosearch.library.file_ops.file_operations import FileOperations
from photosearch.library.roots.roots import RootRegistry
from photosearch.library.roots.scanner import ScanRules, scan
from photosearch.library.workers.content_id import content_id_at
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog

RULES = ScanRules(frozenset({".jpg"}), excludes=(".*",))
METADATA = PhotoMetadata("jpeg", 4, 3)


class BareLibrary:
    """Catalog, roots and file operations, as `Library` has them."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        self.root = root
        self.open()
        self.scan()

    def open(self) -> None:
        """Open it as the program's next start does."""
        self.catalog = Catalog.open(self.folder)
        self.roots = RootRegistry(self.catalog, nullcontext)
        self.roots.add(self.root, ())
        self.files = FileOperations(
            self.catalog, self.roots, lambda _root: RULES, lambda _changes: None
        )

    def close(self) -> None:
        self.catalog.close()

    def scan(self) -> None:
        """Bring the rows up to date with the files."""
        self.roots.refresh_online()
        (root,) = self.roots.all()
        known = self.catalog.photos.catalog_files(root.root_id)
        found = scan(root.path, RULES, known)
        batch = WriteBatch("model", missing=found.missing, found=found.found)
        for stamp in found.to_read:
            path = root.path / stamp.rel_path.decode()
            content_id = content_id_at(path)
            batch.indexed.append(
                IndexedPhoto(root.root_id, stamp, content_id, METADATA, b"thumbnail")
            )
        self.catalog.commit_batch(batch)

    def records(self) -> list[PhotoRecord]:
        """Return the rows of files that are there, by path."""
        found = self.roots.with_online(self.catalog.photos.get(self.catalog.photos.ids()))
        return sorted(found, key=lambda each: each.path)
