"""Everything that is known about one photo, to be read beside it."""

from __future__ import annotations

from dataclasses import dataclass

from photosearch.core.photo import PhotoRecord


@dataclass(frozen=True, slots=True)
class PhotoDetails:
    """A photo's row in the catalog and what its file tells besides."""

    record: PhotoRecord
    rows: tuple[tuple[str, str], ...] = ()
    """Name and value of each readable EXIF entry, in the file's order; English, as the standard
    names them."""
    problem: str = ""
    """Why `rows` could not be read, a whole sentence; "" if they could."""
