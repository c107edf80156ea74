"""Hold what to try where no photo passes the filters."""

from __future__ import annotations

from dataclasses import dataclass

from photosearch.core.filters import Filters


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Propose other filters, which photos do pass."""

    filters: Filters
    photos: int
    """That pass them; above zero."""
    dropped: str = ""
    """The name of the filter that is left out, see `filters.FILTERS`."""
    kept: str = ""
    """The name of the filter that alone is kept, where leaving out one of them does not help."""
    word: str = ""
    """The word of the text that is replaced or left out; "" where a filter is."""
    instead: str = ""
    """What stands in its place, as photos have it; "" if it is left out."""


@dataclass(frozen=True, slots=True)
class NothingPasses:
    """Tell why no photo passes filters, and what would help."""

    alone: tuple[str, ...] = ()
    """Names of the filters that no photo passes, even without the others."""
    words: tuple[str, ...] = ()
    """Of the text, those that no photo has."""
    wordless: bool = False
    """The text has no letter or digit, and so no word to look for."""
    suggestions: tuple[Suggestion, ...] = ()
    """Other words first, the nearest one first; then filters to be left out, those that no photo
    passes first, then those that give the most photos; or, where that gives none, to be kept."""
