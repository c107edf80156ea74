"""Represent the searches that are saved: the latest by themselves, others under a name."""

from __future__ import annotations

from dataclasses import dataclass

from photosearch.core.query import Query

RECENT_SEARCHES = 50
"""So many of the latest searches are saved."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """Represent a query in the catalog."""

    search_id: int
    name: str
    """"" for one that was merely used lately."""
    used_at: float
    """Seconds since 1970."""
    query: Query
    """Its images are photos of the library or `jpeg`, a small copy: the original may be gone, or
    may never have been a file."""
