"""Searches that are kept: the latest ones by themselves, others under a name."""

from __future__ import annotations

from dataclasses import dataclass, field

from photosearch.core.filters import Filters
from photosearch.core.query import SHOT, CropBox, SimilarityWeights

RECENT_SEARCHES = 50
"""So many of the latest searches are kept."""


@dataclass(frozen=True, slots=True)
class SavedImage:
    """One picture of a kept search."""

    title: str
    jpeg: bytes
    """A small copy: the original may be gone, or may never have been a file."""
    photo_id: int | None = None
    """Of a photo of the library; the copy serves where that is gone."""
    crop: CropBox | None = None
    weight: float = 1.0
    """Above zero."""
    less: bool = False
    """Photos are to be unlike it."""


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query as it can be asked again in another year."""

    pictures: tuple[SavedImage, ...]
    sense: SimilarityWeights = SHOT
    filters: Filters = field(default_factory=Filters)
    least: float = 0.0
    """How strict the cut-off is, 0 (none) to 1."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query in the catalog."""

    search_id: int
    name: str
    """"" for one that was merely used lately."""
    used_at: float
    """Seconds since 1970."""
    query: SavedQuery
