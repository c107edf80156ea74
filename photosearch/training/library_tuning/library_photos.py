"""Read what a library knows of its photos: which to learn from, and what folders and keywords say.

The library is opened for reading only, so that a running program is not disturbed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from photosearch.core.codes import CodeKind
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.judged_pairs import JudgedPair, together_groups
from photosearch.core.photo import PhotoRecord
from photosearch.core.tuning import LEAST_PHOTOS, held_out
from photosearch.library.reader import LibraryReader
from photosearch.settings import Settings

log = logging.getLogger(__name__)

_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class LibraryPhoto:
    """Describe one photo to learn from, or to evaluate by."""

    photo_id: int
    content_id: bytes
    path: Path | None
    """Of its file; None while its drive is away."""
    folder: str
    keywords: tuple[str, ...] = ()
    rating: int = 0
    """0 to 5; 0 where there is none."""
    answers: str = ""
    """The same for photos of which the user said that they belong together; "" for others."""


@dataclass(frozen=True, slots=True)
class LibrarySplit:
    """Divide the chosen photos into three parts that share none."""

    training: tuple[LibraryPhoto, ...]
    validation: tuple[LibraryPhoto, ...]
    """When to stop is decided by these."""
    test: tuple[LibraryPhoto, ...]
    """Whether the new model is better is decided by these."""


@dataclass(frozen=True, slots=True)
class Source:
    """Hold what is read of a library once."""

    photos: tuple[LibraryPhoto, ...]
    """In the order of their ids."""
    model: Path | None
    """Folder of the model that answers there; None if it is gone."""
    thumbnails: dict[int, bytes] = field(default_factory=dict)
    """JPEG by photo id, of the photos whose file is out of reach."""


def read_library(folder: Path, settings: Settings, most: int, seed: int) -> Source:
    """Return a sample of at most `most` photos, one of each content.

    Of more photos, those with stars come first in the draw: a photo of n stars is n + 1 times as
    likely to be taken as one without, as its owner looks for it more often. Rejected photos (-1)
    are left out.

    Raises:
        CatalogError: there is no library, or it cannot be read.
        UserError: it has too few photos.
    """
    with LibraryReader.read(folder, settings) as library:
        found = _all_photos(library)
        if not found:
            raise UserError(ErrorCode.TUNING_NO_PHOTOS, folder=folder)
        if len(found) < LEAST_PHOTOS:
            raise UserError(
                ErrorCode.TUNING_TOO_FEW_PHOTOS, folder=folder, count=len(found), low=LEAST_PHOTOS
            )
        chosen = _sample(_with_answers(found, library.learning.pairs()), most, seed)
        in_use = [model.folder for model in library.models() if model.in_use]
        return Source(tuple(chosen), in_use[0] if in_use else None)


def read_thumbnails(folder: Path, settings: Settings, photo_ids: Sequence[int]) -> dict[int, bytes]:
    """Return previews of photos whose files are out of reach, by id, as far as there are any."""
    if not photo_ids:
        return {}
    with LibraryReader.read(folder, settings) as library:
        return library.thumbnails(photo_ids)


def split(photos: Sequence[LibraryPhoto], seed: int) -> LibrarySplit:
    """Return the three parts, divided at random."""
    order = np.random.default_rng([seed, 1]).permutation(len(photos)).tolist()
    test, validation = held_out(len(photos))
    taken = [photos[place] for place in order]
    return LibrarySplit(
        tuple(taken[test + validation :]),
        tuple(taken[test : test + validation]),
        tuple(taken[:test]),
    )


def _all_photos(library: LibraryReader) -> list[LibraryPhoto]:
    """Return all photos that can be shown, by id; of equal files the first."""
    ids = np.sort(library.photo_ids())
    found: dict[bytes, LibraryPhoto] = {}
    for start in range(0, len(ids), _CHUNK):
        for record in library.photos(ids[start : start + _CHUNK]):
            rating = record.metadata.rating if record.metadata else None
            if record.content_id is not None and (rating is None or rating >= 0):
                found.setdefault(record.content_id, _photo(record, rating or 0))
    return list(found.values())


def _with_answers(photos: list[LibraryPhoto], pairs: Sequence[JudgedPair]) -> list[LibraryPhoto]:
    """Return photos with what the user said of them by what they show."""
    alike = [
        (pair.first, pair.second, True)
        for pair in pairs
        if pair.alike and pair.sense is CodeKind.SUBJECT
    ]
    groups = together_groups(alike)
    return [replace(photo, answers=groups.get(photo.content_id, "")) for photo in photos]


def _photo(record: PhotoRecord, rating: int) -> LibraryPhoto:
    keywords = record.metadata.keywords if record.metadata else ()
    return LibraryPhoto(
        record.photo_id,
        record.content_id or b"",
        record.path if record.online else None,
        f"{record.root_id} {record.path.parent}",
        tuple(dict.fromkeys(word.casefold() for word in keywords)),
        rating,
    )


def _sample(photos: list[LibraryPhoto], most: int, seed: int) -> list[LibraryPhoto]:
    if len(photos) <= most:
        return photos
    weights = np.array([1.0 + photo.rating for photo in photos])
    rng = np.random.default_rng([seed, 0])
    chosen = rng.choice(len(photos), most, replace=False, p=weights / weights.sum())
    log.info("Learning from %d of %d photos.", most, len(photos))
    return [photos[place] for place in np.sort(chosen)]
