"""A real library over real files, taken in without workers, and a trash that is a folder."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from photosearch.core.photo import FileStamp, IndexedPhoto, PhotoRecord, to_rel_path
from photosearch.core.sorting import SortKey, SortOrder
from photosearch.images.decode import decode
from photosearch.images.metadata import read_facts
from photosearch.images.thumbnails import make_thumbnail
from photosearch.library.file_ops import sidecars
from photosearch.library.library import Library
from photosearch.library.workers.content_id import content_id_of
from photosearch.store.batch import WriteBatch


def read_photo(path: Path):
    """Facts of a photo as the workers read them, with its pixels."""
    data = path.read_bytes()
    decoded = decode(data, short_side=240, max_pixels=10**9)
    sidecar = sidecars.find_sidecar(path)
    return read_facts(data, decoded, sidecar.read_bytes() if sidecar else None), decoded


def take_in(library: Library, root_path: Path) -> dict[str, int]:
    """Index all photos below a folder; ids by name."""
    root = library.add_root(root_path)
    batch = WriteBatch(library.card.model_id)
    for path in sorted(root_path.rglob("*.[jJ][pP]*[gG]")):
        facts, decoded = read_photo(path)
        status = path.stat()
        stamp = FileStamp(
            to_rel_path(root_path, path),
            status.st_size,
            status.st_mtime_ns,
            f"{status.st_dev}:{status.st_ino}",
            sidecars.mtime_ns(sidecars.find_sidecar(path)),
        )
        codes = {str(kind): bytes(library.card.code_bytes(kind)) for kind in library.card.bits}
        batch.indexed.append(
            IndexedPhoto(
                root.root_id,
                stamp,
                content_id_of(path.read_bytes()),
                facts,
                make_thumbnail(decoded.rgb),
                codes,
            )
        )
    library._catalog.commit_batch(batch)
    return {record.path.name: record.photo_id for record in records(library)}


def records(library: Library) -> list[PhotoRecord]:
    return library.photos(library.photo_ids(SortOrder(SortKey.NAME, reversed=True)))


def names(library: Library) -> list[str]:
    return sorted(record.path.name for record in records(library))


def assert_as_rescanned(library: Library) -> None:
    """The catalog is what a rescan finds, and what a new reading of each file would tell."""
    summary = library.index()
    told = {name: count for name, count in summary.counts.items() if count and name != "unchanged"}
    assert told == {}
    for record in records(library):
        facts, _ = read_photo(record.path)
        assert record.metadata is not None
        assert (record.metadata.rating, set(record.metadata.keywords)) == (
            facts.rating,
            set(facts.keywords),
        )


class FolderTrash:
    """Keeps what is thrown away in a folder; refuses what it is told to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.refused: set[str] = set()
        self.silent = False
        self.places: dict[Path, Path] = {}
        self.forgotten: list[Path] = []

    def put(self, path: Path) -> Path | None:
        if path.name in self.refused:
            raise OSError(errno.ENOTSUP, "no trash here", str(path))
        place = self.folder / f"{len(self.places)} {path.name}"
        shutil.move(path, place)
        self.places[path] = place
        return None if self.silent else place

    def find(self, path: Path) -> Path | None:
        place = self.places.get(path)
        return place if place is not None and place.exists() else None

    def forget(self, place: Path) -> None:
        self.forgotten.append(place)
