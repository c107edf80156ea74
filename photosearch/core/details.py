"""Hold everything that is known about one photo, to be read beside it."""

from __future__ import annotations

from dataclasses import dataclass

from photosearch.core.photo import PhotoRecord
from photosearch.messages import Message


@dataclass(frozen=True, slots=True)
class PhotoDetails:
    """Hold a photo's row in the catalog and what its file tells besides."""

    record: PhotoRecord
    rows: tuple[tuple[str, str], ...] = ()
    """Name and value of each readable EXIF entry, in the file's order; English, as the standard
    names them."""
    problem: Message | None = None
    """Why `rows` could not be read, None if they could."""


def exposure_text(seconds: float) -> str:
    """Return seconds as photographers say them: "1/125 s", "0.4 s", "30 s"; "" for nonsense."""
    if not 0 < seconds < 1e7:
        return ""
    if seconds >= 0.3:
        return f"{round(seconds, 1):g} s"
    return f"1/{round(1 / seconds)} s"
