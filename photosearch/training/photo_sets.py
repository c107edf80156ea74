"""The photo sets, read in place from zip files with one folder per class."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from photosearch.core.errors import UserError
from photosearch.core.query import RgbImage
from photosearch.images.decode import decode

_MAX_PIXELS = 300_000_000


@dataclass(frozen=True, slots=True)
class PhotoSet:
    """Members of one zip file, in the order of their names."""

    archive: Path
    members: tuple[str, ...]

    @property
    def labels(self) -> list[str]:
        """The class of each member: the folder that it lies in."""
        return [PurePosixPath(member).parent.name for member in self.members]

    def take(self, every: int, start: int = 0) -> PhotoSet:
        """Each `every`-th member from `start` on: disjoint parts for the same `every`."""
        return PhotoSet(self.archive, self.members[start::every])

    def photos(self) -> Iterator[RgbImage]:
        """The photos, decoded as the program decodes them.

        Raises:
            UnreadablePhoto: a member is no photo.
        """
        with zipfile.ZipFile(self.archive) as archive:
            for member in self.members:
                yield decode(archive.read(member), short_side=None, max_pixels=_MAX_PIXELS).rgb


def open_photo_set(archive: Path, folder: str) -> PhotoSet:
    """The members of `archive` below `folder`, e.g. "train".

    Raises:
        UserError: there is no such archive, or nothing in that folder.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            names = opened.namelist()
    except (OSError, zipfile.BadZipFile) as error:
        raise UserError(
            f"The photo set {archive} cannot be read ({error}).",
            "Give the folder that holds the photo sets with --data.",
        ) from error
    members = sorted(
        name for name in names if name.startswith(f"{folder}/") and not name.endswith("/")
    )
    if not members:
        raise UserError(f"The photo set {archive} has nothing in {folder}/.", "Get the set again.")
    return PhotoSet(archive, tuple(members))
