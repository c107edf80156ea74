"""Which tags some photos have, and what the user made of them. Plain values, no widgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from photosearch.core.photo import PhotoRecord

SUGGESTED = 12
"""Tags of the library that are offered without typing."""


@dataclass(frozen=True, slots=True)
class TagsOfPhotos:
    """What a dialog about tags begins with."""

    photo_ids: tuple[int, ...]
    in_all: tuple[str, ...]
    """Tags that all of the photos have."""
    in_some: tuple[str, ...]
    """Tags that some of them have."""
    known: tuple[str, ...]
    """All tags of the library, the most used first."""


def tags_of(records: Sequence[PhotoRecord], known: Iterable[tuple[str, int]]) -> TagsOfPhotos:
    """The tags of these photos; spellings that differ in case only are one tag."""
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for record in records:
        keywords = record.facts.keywords if record.facts is not None else ()
        for plain in {word.casefold(): word for word in reversed(keywords)}.items():
            spelled.setdefault(*plain)
            counts[plain[0]] += 1
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return TagsOfPhotos(
        tuple(record.photo_id for record in records),
        tuple(spelled[word] for word in words if counts[word] == len(records)),
        tuple(spelled[word] for word in words if counts[word] < len(records)),
        tuple(word for word, _ in known),
    )


def typed_tags(text: str) -> list[str]:
    """What was typed, divided by commas and semicolons, each tag once."""
    words = (" ".join(part.split()) for part in text.replace(";", ",").split(","))
    return list({word.casefold(): word for word in words if word}.values())
