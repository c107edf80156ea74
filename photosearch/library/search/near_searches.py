"""Find what to search by instead of words that say nothing, or that nothing matches."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from photosearch.core.message_codes import NoteCode
from photosearch.core.photo_labels import PhotoLabels
from photosearch.library.search.code_index import Ids
from photosearch.library.search.label_meanings import LabelMeanings, Said
from photosearch.messages import Message
from photosearch.store.catalog import Catalog

_MOST = 6
"""Words that are offered."""


def spelled_like(
    words: Sequence[str], catalog: Catalog, meanings: LabelMeanings
) -> tuple[Message, ...]:
    """Return a note for each of some unknown words that is spelled like a known one."""
    notes = []
    for word in words:
        of_photos = catalog.photos.near_words(word)
        near = tuple(dict.fromkeys([*meanings.near(word, _MOST), *of_photos]))[:_MOST]
        if near:
            notes.append(Message(NoteCode.WORDS_SPELLED_LIKE, name=word, names=near))
    return tuple(notes)


def shown_instead(
    said: Said, labels: PhotoLabels, meanings: LabelMeanings, visible: Callable[[Ids], Ids]
) -> tuple[Message, ...]:
    """Return a note with labels that photos have and that are near kin to what a text says.

    Args:
        said: what the labels tell of the text; no photo has one of them.
        labels: of all photos.
        meanings: of labels.
        visible: returns those of some photos that may be found.
    """
    if not said.labels:
        return ()
    for kin in meanings.kin(said.labels):
        found = labels.counts(visible(labels.ids_having(kin)), kin)
        if found:
            names = tuple(sorted(found, key=lambda name: (-found[name], name))[:_MOST])
            name = next(iter(said.labels.values()))
            return (Message(NoteCode.WORDS_SHOWN_INSTEAD, name=name, names=names),)
    return ()
