"""The pictures of the general set in the place of photos, and the previews of both."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from photosearch.settings import Settings
from photosearch.training.library_tuning.general_set import general_pictures
from photosearch.training.library_tuning.library_photos import LibraryPhoto, read_thumbnails


def general_photos() -> tuple[LibraryPhoto, ...]:
    """Return the pictures of the general set as photos of no library, with numbers below 0."""
    return tuple(
        LibraryPhoto(-number, hashlib.sha256(jpeg).digest()[:16], None, str(number))
        for number, jpeg in enumerate(general_pictures(), start=1)
    )


def read_previews(
    library: Path, settings: Settings, photo_ids: Sequence[int]
) -> Mapping[int, bytes]:
    """Return the previews of photos, and the pictures of the general set by their numbers."""
    known = read_thumbnails(library, settings, [each for each in photo_ids if each > 0])
    return known | {each: general_pictures()[-each - 1] for each in photo_ids if each < 0}
