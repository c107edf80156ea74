"""Keep the catalog in step with what is done to files: at once, and as a rescan would find it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from photosearch.core.changes import Changes
from photosearch.core.photo import CatalogFile, FileStamp, PhotoRecord, Root, to_rel_path
from photosearch.library.file_ops.sidecars import find_sidecar, mtime_ns
from photosearch.library.roots.drives import is_empty_folder
from photosearch.library.roots.roots import RootRegistry, respell_below
from photosearch.library.roots.scanner import ScanRules, file_id_of, is_excluded
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from photosearch.store.user_metadata import UserMetadata


class DriveAway(FileNotFoundError):
    """Say that the drive of a file seems not to be there: nothing is made in its empty place."""


@dataclass(frozen=True, slots=True)
class PhotoLocation:
    """Name a place within a root that is looked through."""

    root: Root
    rel_path: bytes


@dataclass(frozen=True, slots=True)
class FileState:
    """Describe a photo's file and sidecar as they are at one moment."""

    size: int
    mtime_ns: int
    file_id: str
    sidecar_ns: int

    @classmethod
    def of(cls, path: Path) -> FileState:
        """Return the state of a file; raise OSError if it is not there."""
        status = path.stat()
        file_id = file_id_of(os.fsencode(path), status)
        return cls(status.st_size, status.st_mtime_ns, file_id, mtime_ns(find_sidecar(path)))


class CatalogSync:
    """Update rows of the catalog by what happened to files. All methods are for any thread."""

    def __init__(
        self,
        catalog: Catalog,
        roots: RootRegistry,
        rules_of: Callable[[Root], ScanRules],
        publish: Callable[[Changes], None],
    ) -> None:
        self._catalog = catalog
        self._roots = roots
        self._rules_of = rules_of
        self._publish = publish

    def records(self, photo_ids: Sequence[int]) -> list[PhotoRecord]:
        """Return the rows, in the order of the ids; unknown ones are left out."""
        return self._roots.with_online(self._catalog.photos.get(photo_ids))

    def thumbnails(self, photo_ids: Sequence[int]) -> dict[int, bytes]:
        """Return JPEG bytes by id, as far as there are any."""
        return self._catalog.thumbnails.get(photo_ids)

    def keywords(self) -> list[tuple[str, int]]:
        """Return all keywords with how many photos have them, most used first."""
        return self._catalog.user_metadata.keywords()

    def record_at(self, path: Path) -> PhotoRecord | None:
        """Return the row of the file at `path`."""
        place = self.locate(path)
        if place is None:
            return None
        return self._catalog.photos.by_path(place.root.root_id, place.rel_path)

    def locate(self, path: Path) -> PhotoLocation | None:
        """Return where `path` lies among the roots; None outside, and where scans do not look."""
        root = self._roots.containing(path.parent)
        if root is None:
            return None
        with suppress(ValueError):
            rel_path = to_rel_path(root.path, respell_below(path.parent, root.path) / path.name)
            if not is_excluded(rel_path, self._rules_of(root)):
                return PhotoLocation(root, rel_path)
        return None

    def catalog_file(self, record: PhotoRecord) -> CatalogFile | None:
        """Return what the catalog notes of a file's state."""
        place = self.location_of(record)
        if place is None:
            return None
        files = self._catalog.photos.catalog_files(place.root.root_id, only=[place.rel_path])
        known: CatalogFile | None = files.get(place.rel_path)
        return known

    def links_to(self, record: PhotoRecord) -> list[Path]:
        """Return the symbolic links among the photos of the library that lead to a file."""
        names = self._catalog.file_ids.other_names(record.photo_id)
        if not names:
            return []
        roots = {root.root_id: root.path for root in self._roots.all()}
        paths = (roots[each.root_id] / os.fsdecode(each.rel_path) for each in names)
        own = record.path.resolve()
        return [path for path in paths if path.is_symlink() and path.resolve() == own]

    def location_of(self, record: PhotoRecord) -> PhotoLocation | None:
        """Return where a row says that its file lies; None if its root is gone."""
        with suppress(ValueError, StopIteration):
            root = next(each for each in self._roots.all() if each.root_id == record.root_id)
            return PhotoLocation(root, to_rel_path(root.path, record.path))
        return None

    def home_of(self, path: Path) -> Root | None:
        """Return the root below which a path is spelled, which need not be there."""
        return next((root for root in self._roots.all() if path.is_relative_to(root.path)), None)

    def recreate_folder(self, folder: Path, record: PhotoRecord | None) -> None:
        """Make a folder again that held a photo, if it lies on a drive that is there.

        Raises:
            DriveAway: the drive seems not to be there.
            FileNotFoundError: it lies in no folder of the library.
        """
        if folder.is_dir():
            return
        roots = [root.path for root in self._roots.all() if record is not None]
        holders = [root for root in roots if folder.is_relative_to(root)]
        if all(is_empty_folder(root) for root in holders):
            kind = DriveAway if holders else FileNotFoundError
            raise kind(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
        folder.mkdir(parents=True, exist_ok=True)

    # Changes

    def mark_missing(self, photo_ids: Iterable[int]) -> None:
        """Mark photos whose files are no longer in their places."""
        ids = list(photo_ids)
        if ids:
            self._catalog.commit_batch(WriteBatch(missing=ids))
            self._publish(Changes(removed=tuple(ids)))

    def restore(self, photo_ids: Iterable[int]) -> None:
        """Unmark photos whose files are back in their places; a rescan compares what is in them."""
        ids = [record.photo_id for record in self._catalog.photos.get(list(photo_ids))]
        if ids:
            self._catalog.commit_batch(WriteBatch(found=ids))
            self._publish(Changes(added=tuple(ids)))

    def relocate(self, stamps: Mapping[int, tuple[int, FileStamp]]) -> None:
        """Move rows to where their files are now: (root id, stamp) by photo id."""
        if stamps:
            batch = WriteBatch(
                moved=[(key, root_id, stamp) for key, (root_id, stamp) in stamps.items()]
            )
            result = self._catalog.commit_batch(batch)
            self._publish(Changes((), tuple(result.moved_ids), tuple(result.replaced_ids)))

    def add_copies(self, copies: Sequence[tuple[int, int, FileStamp]]) -> None:
        """Add rows of copies: (photo id of the source, root id, stamp)."""
        if copies:
            result = self._catalog.commit_batch(WriteBatch(copied=list(copies)))
            self._publish(Changes(added=tuple(result.copied_ids)))

    def update_metadata(self, metadata: Sequence[UserMetadata]) -> None:
        """Write ratings and keywords that have changed."""
        if metadata:
            self._catalog.user_metadata.write(metadata)
            self._publish(Changes(changed=tuple(each.photo_id for each in metadata)))


def carried_stamp(
    row: CatalogFile, before: FileState, after: FileState, rel_path: bytes
) -> FileStamp:
    """Return the stamp of a row whose file went from one place to another.

    Only what the catalog knew of the file as it was is brought up to date: if something had changed
    since it was indexed, a rescan is still to see that.
    """
    same = (row.size, row.mtime_ns) == (before.size, before.mtime_ns)
    return FileStamp(
        rel_path,
        after.size if same else row.size,
        after.mtime_ns if same else row.mtime_ns,
        after.file_id,
        after.sidecar_ns if row.sidecar_mtime_ns == before.sidecar_ns else row.sidecar_mtime_ns,
    )


def display_name(path: Path) -> str:
    """Return a file name that can be shown and encoded."""
    return os.fsencode(path.name).decode("utf-8", "replace")
