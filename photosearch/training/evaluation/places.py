"""Photo sets by one path on the command line: a folder, a zip file, or a folder in a zip file."""

from __future__ import annotations

from pathlib import Path

from photosearch.core.errors import UserError
from photosearch.training.photo_sets import PhotoSet, open_photo_set


def open_place(place: Path) -> PhotoSet:
    """The photos of `place`: `photos/`, `photos.zip`, or `photos.zip/validation`.

    Raises:
        UserError: there is nothing there, or no photos.
    """
    place = place.expanduser()
    for archive in (place, *place.parents):
        if archive.is_file():
            return open_photo_set(archive, place.relative_to(archive).as_posix().strip("."))
        if archive.is_dir():
            break
    if not place.is_dir():
        raise UserError(
            f"There is no photo set {place}.",
            "Give a folder with a folder of photos for each class, or a zip file of such folders.",
        )
    return open_photo_set(place)
