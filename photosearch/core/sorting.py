"""Declare in which order photos can be listed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class SortKey(StrEnum):
    """Tell by what photos are sorted, and which come first unless the order is reversed."""

    TAKEN = "taken"
    """The time of capture at the camera's clock, newest first."""
    ADDED = "added"
    """When they came into the library, newest first."""
    NAME = "name"
    """The name of the file in natural order, see `natural_key`."""
    SIZE = "size"
    """Of the file, largest first."""
    RATING = "rating"
    """Best first; among those of one rating the newest first."""
    COLOR = "color"
    """Of the picture, see `core.color`: along the colour wheel from red, then greys from dark."""
    ALIKE = "alike"
    """What looks alike side by side, see `core.spanning_tree`. It depends on which photos are
    listed; those without codes come last."""


@dataclass(frozen=True, slots=True)
class SortOrder:
    """Hold an order of photos. Those that lack what they are sorted by come last either way."""

    key: SortKey = SortKey.TAKEN
    reversed: bool = False


NEWEST_FIRST = SortOrder()

CATALOG_KEYS = tuple(key for key in SortKey if key is not SortKey.ALIKE)
"""Those that the catalog knows of each photo by itself."""

_DIGITS = re.compile(rb"[0-9]+")


def natural_key(name: bytes) -> bytes:
    """Return bytes that order names as people do: IMG_2 before IMG_10, case and accents ignored.

    Names with the same key differ in case, accents or leading zeros only.

    Args:
        name: UTF-8, or any other bytes.
    """
    if not name.isascii():
        text = name.decode("utf-8", "surrogateescape").casefold()
        parts = unicodedata.normalize("NFD", text)
        bare = "".join(part for part in parts if not unicodedata.combining(part))
        name = bare.encode("utf-8", "surrogateescape")
    return _DIGITS.sub(_number_key, name.lower())


def _number_key(match: re.Match[bytes]) -> bytes:
    """Return a number as a digit, for its place among other characters, its length and itself."""
    digits = match[0].lstrip(b"0")
    return b"0%c%b" % (min(len(digits), 255), digits)
