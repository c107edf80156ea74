"""Read photo sets with one folder per class in place, from zip files or from folders."""

from __future__ import annotations

import threading
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Self

from photosearch.core.errors import Reason, UnreadablePhoto, UserError
from photosearch.core.message_codes import in_words
from photosearch.core.query import RgbImage
from photosearch.images.decode import decode

_MAX_PIXELS = 300_000_000
_ALL = ""
_NO_PHOTOS = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
"""What systems put beside photos, in lower case; names that begin with a dot too."""
_MORE_CLASSES = (
    "Give a folder or zip file with one folder of photos for each class, at least two of them."
)


@dataclass(frozen=True, slots=True)
class PhotoSet:
    """List photos of one zip file or folder, in the order of their names."""

    archive: Path
    """The zip file or the folder."""
    members: tuple[str, ...]
    """Paths within, with slashes."""
    empty_classes: tuple[str, ...] = ()
    """Folders without any photo beside those that have some."""

    def __len__(self) -> int:
        return len(self.members)

    @property
    def labels(self) -> list[str]:
        """Return the class of each member: the folder that it lies in."""
        return [PurePosixPath(member).parent.name for member in self.members]

    @property
    def classes(self) -> tuple[str, ...]:
        """Return names of the classes, sorted: a class's number is its place here."""
        return tuple(sorted(set(self.labels)))

    def take(self, every: int, start: int = 0) -> PhotoSet:
        """Return each `every`-th member from `start` on: disjoint parts for the same `every`."""
        return replace(self, members=self.members[start::every])

    def first_of_each(self, number: int, start: int = 0) -> PhotoSet:
        """Return members `start` to `start + number` of each class, in the order of their names."""
        seen: Counter[str] = Counter()
        chosen = []
        for member, label in zip(self.members, self.labels, strict=True):
            if start <= seen[label] < start + number:
                chosen.append(member)
            seen[label] += 1
        return replace(self, members=tuple(chosen))

    def of_classes(self, classes: Collection[str]) -> PhotoSet:
        """Return the members of some classes."""
        kept = zip(self.members, self.labels, strict=True)
        return replace(self, members=tuple(member for member, label in kept if label in classes))

    def without(self, other: PhotoSet) -> PhotoSet:
        """Return the members that `other` does not have."""
        left_out = set(other.members)
        kept = tuple(member for member in self.members if member not in left_out)
        return replace(self, members=kept)

    def plus(self, other: PhotoSet) -> PhotoSet:
        """Return the members of both, those of `other` last; both are of one archive."""
        if other.archive != self.archive:
            raise ValueError(f"{other.archive} is not {self.archive}")
        return replace(self, members=self.members + other.members)

    def split(self, every: int) -> tuple[PhotoSet, PhotoSet]:
        """Return a part to train on and one to choose by: each `every`-th photo of each class."""
        seen: Counter[str] = Counter()
        held_out = []
        for member, label in zip(self.members, self.labels, strict=True):
            seen[label] += 1
            if seen[label] % every == 0:
                held_out.append(member)
        chosen = replace(self, members=tuple(held_out))
        return self.without(chosen), chosen

    def photos(self) -> Iterator[RgbImage]:
        """Yield the photos, decoded as the program decodes them.

        Raises:
            UnreadablePhoto: a member is no photo.
        """
        with DatasetReader(self) as reader:
            for number in range(len(self.members)):
                yield reader.photo(number)


class DatasetReader:
    """Read photos of a set in any order, from any thread. Used as a context manager."""

    def __init__(self, photos: PhotoSet) -> None:
        self._photos = photos
        self._zip: zipfile.ZipFile | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        if not self._photos.archive.is_dir():
            self._zip = zipfile.ZipFile(self._photos.archive)
        return self

    def __exit__(self, *_error: object) -> None:
        if self._zip is not None:
            self._zip.close()

    def photo(self, number: int, short_side: int | None = None) -> RgbImage:
        """Return photo `number` of the set, upright (H, W, 3) uint8.

        Args:
            number: its place in `members`.
            short_side: decode small, but with at least so many pixels on the short side.

        Raises:
            UnreadablePhoto: it is no photo, or cannot be read.
        """
        data = self._bytes(self._photos.members[number])
        return decode(data, short_side=short_side, max_pixels=_MAX_PIXELS).rgb

    def _bytes(self, member: str) -> bytes:
        try:
            if self._zip is None:
                return (self._photos.archive / member).read_bytes()
            with self._lock:
                return self._zip.read(member)
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            # An encrypted member raises RuntimeError, an unknown compression the last one.
            raise UnreadablePhoto(
                Reason.IO_ERROR, in_words(f"{member} cannot be read: {error}.")
            ) from error


def open_photo_set(archive: Path, folder: str = _ALL) -> PhotoSet:
    """Return the members of the zip file or folder `archive` below `folder`, e.g. "train".

    Raises:
        UserError: there is no such archive, or nothing in that folder.
    """
    try:
        names, folders = _from_folder(archive) if archive.is_dir() else _from_zip(archive)
    except (OSError, zipfile.BadZipFile) as error:
        raise UserError.in_words(
            f"The photo set {archive} cannot be read ({error}).",
            "Give the folder that holds the photo sets with --data.",
        ) from error
    beginning = f"{folder}/" if folder else ""
    members = tuple(sorted(name for name in names if name.startswith(beginning)))
    if not members:
        where = f"nothing in {folder}/" if folder else "no photos"
        raise UserError.in_words(
            f"The photo set {archive} has {where}.",
            "Get the set again, or give a folder or zip file that holds photos.",
        )
    inhabited = {str(parent) for member in members for parent in PurePosixPath(member).parents}
    empty = sorted(name for name in folders if name.startswith(beginning) and name not in inhabited)
    return PhotoSet(archive, members, tuple(empty))


def require_classes(photos: PhotoSet, least: int = 2) -> None:
    """Check that `photos` can teach to tell classes apart.

    Raises:
        UserError: there are fewer than two photos, fewer than two classes, classes without photos,
            or no class with at least `least` photos.
    """
    if len(photos) < 2:
        raise UserError.in_words(
            f"The photo set {photos.archive} has only {len(photos)} photo.", _MORE_CLASSES
        )
    if photos.empty_classes:
        shown = ", ".join(photos.empty_classes[:3])
        raise UserError.in_words(
            f"The photo set {photos.archive} has classes without photos: {shown}.",
            "Put photos into these folders, or remove them.",
        )
    counts = Counter(photos.labels)
    if len(counts) < 2:
        raise UserError.in_words(
            f"All photos of {photos.archive} are of one class, {next(iter(counts))!r}.",
            _MORE_CLASSES,
        )
    if max(counts.values()) < least:
        raise UserError.in_words(
            f"No class of {photos.archive} has {least} photos.",
            f"Give at least {least} photos of some classes.",
        )


def _from_zip(archive: Path) -> tuple[list[str], list[str]]:
    """Return names of photos and of folders."""
    with zipfile.ZipFile(archive) as opened:
        names = [name for name in opened.namelist() if _may_be_photo(name)]
    files = [name for name in names if not name.endswith("/")]
    return files, [name.rstrip("/") for name in names if name.endswith("/")]


def _from_folder(root: Path) -> tuple[list[str], list[str]]:
    files: list[str] = []
    folders: list[str] = []
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if _may_be_photo(name):
            (folders if path.is_dir() else files).append(name)
    return files, folders


def _may_be_photo(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not any(part.startswith(".") or part.lower() in _NO_PHOTOS for part in parts)
