"""Declare in which order photos can be listed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SortKey(StrEnum):
    """Tell by what photos are sorted, and which come first unless the order is reversed."""

    TAKEN = "taken"
    """The time of capture at the camera's clock, newest first."""
    ADDED = "added"
    """When they came into the library, newest first."""
    NAME = "name"
    """The name of the file, from A to Z, case ignored."""
    SIZE = "size"
    """Of the file, largest first."""
    RATING = "rating"
    """Best first; among those of one rating the newest first."""
    COLOR = "color"
    """Of the picture, see `core.color`: along the colour wheel from red, then greys from dark."""


@dataclass(frozen=True, slots=True)
class SortOrder:
    """Hold an order of photos. Those that lack what they are sorted by come last either way."""

    key: SortKey = SortKey.TAKEN
    reversed: bool = False


NEWEST_FIRST = SortOrder()
