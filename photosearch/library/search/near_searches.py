"""Find what to search by instead of words that say nothing, or that nothing matches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from photosearch.core.message_codes import NoteCode
from photosearch.library.search.code_index import Ids
from photosearch.library.search.label_meanings import LabelMeanings, Said
from photosearch.messages import Message
from photosearch.store.catalog import Catalog

MOST = 6
"""Words that are offered."""
_MOST_PHOTOS = 500
"""Photos of near kin that are looked at."""


def spelled_like(
    words: Sequence[str], catalog: Catalog, meanings: LabelMeanings
) -> tuple[Message, ...]:
    """Return a note for each of some unknown words that is spelled like a known one."""
    notes = []
    for word in words:
        of_photos = catalog.photos.near_words(word)
        near = tuple(dict.fromkeys([*meanings.near(word, MOST), *of_photos]))[:MOST]
        if near:
            notes.append(Message(NoteCode.WORDS_SPELLED_LIKE, name=word, names=near))
    return tuple(notes)


def shown_instead(
    said: Said, catalog: Catalog, meanings: LabelMeanings, visible: Callable[[Ids], Ids]
) -> tuple[Message, ...]:
    """Return a note with labels that photos have and that are near kin to what a text says.

    Args:
        said: what the labels tell of the text; no photo has one of them.
        catalog: of the library.
        meanings: of labels.
        visible: returns those of some photos that may be found.
    """
    if not said.labels:
        return ()
    for labels in meanings.kin(said.labels):
        ids = visible(catalog.photos.labelled_ids(sorted(labels), _MOST_PHOTOS))
        found = Counter(
            label for own in catalog.photos.labels(ids).values() for label in own if label in labels
        )
        if found:
            names = tuple(label for label, _ in found.most_common(MOST))
            name = next(iter(said.labels.values()))
            return (Message(NoteCode.WORDS_SHOWN_INSTEAD, name=name, names=names),)
    return ()
