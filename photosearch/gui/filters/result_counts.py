"""How many photos have which value, among those that a search found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from photosearch.core.facets import Facets, Ids
from photosearch.core.query import Filters
from photosearch.gui.filters.conditions import without
from photosearch.gui.ports.facets import PhotoFacets

_FACETS = (
    (("folders",), ("folders", "folder_counts")),
    (("since", "until"), ("days", "day_counts", "undated")),
    (("min_rating",), ("ratings", "unrated")),
    *(((name,), (name,)) for name in ("cameras", "lenses", "formats", "orientations", "keywords")),
)
"""What asks for a facet in Filters, and what tells its counts in Facets."""


def count_found(
    facets: PhotoFacets, found: Ids, filters: Filters, find: Callable[[Filters], Ids]
) -> Facets:
    """Counts among the photos found under `filters`. For a job thread.

    Those of a facet that is filtered by are counted among what find(the other filters) finds: of
    another camera, say, there is none in an answer that was asked for one camera alone, and nobody
    could choose it as well.
    """
    counted = facets.count(found, filters)
    for asked, told in _FACETS:
        others = without(filters, *asked)
        if others != filters:
            more = facets.count(find(others), others)
            changes: dict[str, Any] = {name: getattr(more, name) for name in told}
            counted = replace(counted, **changes)
    return counted
