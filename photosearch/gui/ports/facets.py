"""What the window needs to filter photos and to count them by value: a port."""

from __future__ import annotations

from typing import Protocol

from photosearch.core.facets import Facets, GroupBy, Groups, Ids
from photosearch.core.query import Filters


class PhotoFacets(Protocol):
    """The real one is `photosearch.library.facets.LibraryFacets`. All methods block."""

    def select(self, filters: Filters) -> Ids:
        """Ids (n,) of all photos that pass, newest first."""

    def count(self, ids: Ids | None, filters: Filters) -> Facets:
        """Photos by value among `ids` (n,), None for the whole library; each facet among those that
        pass all filters but its own."""

    def groups(self, ids: Ids, by: GroupBy) -> Groups:
        """Photos (n,) under headings; see `Groups` for what the titles are."""
