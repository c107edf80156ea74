"""Hold what one source of metadata tells, before the sources are put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class Found:
    """Hold fields as in core.photo.PhotoMetadata; None or empty is "this source does not tell"."""

    captured: datetime | None = None
    created: datetime | None = None
    """A date that is mostly, but not always, that of the capture: digitised, file created."""
    changed: datetime | None = None
    """When the file was last written by a program: the last resort."""
    camera: str | None = None
    lens: str | None = None
    focal_length_mm: float | None = None
    aperture: float | None = None
    exposure_s: float | None = None
    iso: int | None = None
    position: tuple[float, float] | None = None
    """Latitude and longitude in degrees: only ever together."""
    altitude_m: float | None = None
    rating: int | None = None
    caption: str | None = None
    title: str | None = None
    """Stands in where no source has a caption."""
    keywords: tuple[str, ...] = ()
    keywords_told: bool = False
    """An empty list of keywords is meant: they were all taken away."""


def join_camera(maker: str | None, model: str | None) -> str | None:
    """Return maker and model as one name: "NIKON CORPORATION", "NIKON D70" give "NIKON D70"."""
    if not model or not maker:
        return model or maker
    words = [word.strip(",.()").casefold() for word in maker.split()]
    first = model.split()[0].casefold()
    if model.casefold().startswith(maker.casefold()) or (len(first) > 2 and first in words):
        return model
    if words[0] == "hewlett-packard" and first == "hp":
        return model
    kept = [
        word
        for word, plain in zip(maker.split(), words, strict=True)
        if plain not in _COMPANY_WORDS
    ]
    return f"{' '.join(kept).rstrip(',') or maker} {model}"


_COMPANY_WORDS = frozenset(
    (
        "co", "co.,ltd", "company", "corp", "corporation", "electric", "electronics", "gmbh",
        "imaging", "inc", "limited", "ltd", "optical", "technologies", "techwin", "",
    )
)  # fmt: skip


def rating_from_percent(percent: float) -> int:
    """Return Windows' rating (1, 25, 50, 75, 99 percent) in stars."""
    return 0 if percent < 1 else min(5, 1 + int((percent + 12) // 25))


def valid_position(latitude: float, longitude: float) -> tuple[float, float] | None:
    """Return the position if it is on Earth and not 0, 0, which receivers without a fix write."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    return None if latitude == 0 == longitude else (latitude, longitude)


def valid_altitude(altitude_m: float) -> float | None:
    """Return the altitude if a camera can be there."""
    return altitude_m if -12_000 < altitude_m < 100_000 else None
