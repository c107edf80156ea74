"""Find photos by words, alone or together with pictures.

Words become values in the space of the subject codes, and all photos are compared with them as with
a picture. What is certain comes first: photos with the words in name, folder, caption or keywords.
Labels that are what the words say count beside the likeness.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Codes, Embeddings, hamming, pack
from photosearch.core.message_codes import NoteCode
from photosearch.core.model_card import ModelCard
from photosearch.core.photo_labels import PhotoLabels
from photosearch.core.query import Query
from photosearch.core.ranking import asymmetric_similarity, monotonic, nearest_rows
from photosearch.core.words import EncodedWords, WordMatch, WordMatchKind
from photosearch.library.search.code_index import Ids, Mask, Rows, Snapshot
from photosearch.library.search.label_meanings import (
    FILLERS,
    Said,
    bundled_meanings,
    words_of,
)
from photosearch.library.search.labelled_rows import LabelledRows
from photosearch.library.search.near_searches import shown_instead, spelled_like
from photosearch.messages import Message
from photosearch.store.catalog import Catalog

_CANDIDATES_SHARE, _CANDIDATES_LEAST = 4, 1_500
"""How many photos are ranked by the values, and not by the signs of the words alone. Of a picture's
code the signs say nearly all, of words the sizes say more: of the first ten by the values 99.9 %
were among these, of 21,000 photos and for 100 words, of the first hundred 98 %."""
_MOST_NAMED = 4_000
"""Photos with the words that are looked at besides those near to the words."""
_MOST_BITS = np.iinfo(np.int8).max
"""By which a label brings a photo nearer: no photo of a library is so much nearer than another."""
_NEGATIVE_SHARE = 0.5
"""How much of what is not to be shown is taken away from what is."""
_LONGEST_TOLD = 40
"""Letters of a word that is not known, in what is told of it."""
_MOST_WORDS = 32
"""That are looked up one by one."""
_LABEL_WEIGHT = 2.0
"""See `WordsCard`; of a model without words."""
_UNCALIBRATED = ((0.0, 0.0), (8.0, 1.0))
"""Deviations and scores of a model that says nothing of probabilities."""

_MEANING = WordMatch(WordMatchKind.MEANING)
_NAME = WordMatch(WordMatchKind.NAME)


class WordEncoder(Protocol):
    """Encode words; called in the thread of the search. See `TextEncoder`."""

    def encode_words(
        self, texts: Sequence[str], labels: Sequence[Sequence[str]] | None = None
    ) -> EncodedWords:
        """Return what photos of some texts have, and of the classes with these labels; raises
        ModelError."""

    def fuse(self, image: Embeddings, words: Embeddings) -> Embeddings:
        """Return what stands for pictures (N, bits) and words (N, bits) together."""

    def chance(self, values: Embeddings) -> Embeddings:
        """Return how the products of values with the bits of any photo are spread: (N, 2)."""


@dataclass(frozen=True, slots=True, eq=False)
class WordsAnswer:
    """Hold the photos found by words, best first: all (n,)."""

    photo_ids: Ids
    scores: NDArray[np.float32]
    distances: NDArray[np.float32]
    calibrated: bool
    matches: tuple[WordMatch, ...]
    notes: tuple[Message, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    """Hold what is looked for, in the space of the subject codes."""

    values: Embeddings
    """(bits,)"""
    mean: float
    deviation: float
    """Of the product with the bits of any photo."""

    def deviations(self, codes: Codes) -> NDArray[np.float64]:
        """Return how far each code (m, bytes) is above the mean, in standard deviations: (m,)."""
        sizes = np.abs(self.values).sum(dtype=np.float64)
        products = (2 * asymmetric_similarity(self.values, codes) - 1) * sizes
        deviations: NDArray[np.float64] = (products - self.mean) / max(self.deviation, 1e-9)
        return deviations

    def bits(self, deviations: float) -> int:
        """Return by how many bits a code is nearer, on the average, that is so far above others."""
        # A bit that agrees, and not differs, adds twice its size to the product.
        step = max(2 * float(np.abs(self.values).mean()), 1e-9)
        return min(round(deviations * self.deviation / step), _MOST_BITS)


class WordsSearch:
    """Search the photos of one library by words. For any thread."""

    def __init__(
        self,
        catalog: Catalog,
        card: ModelCard,
        encoder: WordEncoder,
        labels: Callable[[], PhotoLabels],
        translated: Callable[[str], str] = lambda text: text,
    ) -> None:
        """Read nothing yet.

        Args:
            catalog: of the library.
            card: of the model whose codes are searched.
            encoder: of that model.
            labels: returns those of all photos.
            translated: returns words in English, as far as their language is known.
        """
        self._catalog = catalog
        self._card = card
        self._encoder = encoder
        self._labels = labels
        self._labelled = LabelledRows()
        self._translated = translated

    def search(
        self, query: Query, images: Sequence[Embeddings], snapshot: Snapshot, allowed: Mask | None
    ) -> WordsAnswer:
        """Return the photos that show what the words say, and what the pictures show.

        Photos with all words in name, folder, caption or keywords come first if there are words
        alone. Otherwise, and among them, the likeness decides, and a label that is what the words
        say. Equal photos are ordered by id.

        Args:
            query: with words.
            images: subject values (bits,) of the query's positives, then of its negatives.
            snapshot: of the subject codes.
            allowed: (n,) the rows that may be found; None: all.

        Raises:
            ModelError: the model's files for words are damaged.
        """
        asked = " ".join(each.text for each in query.words if not each.negative)
        english = self._translated(asked)
        said = bundled_meanings().said_by(english)
        labels = self._labels()
        labelled = self._labelled.having(said.labels if said.whole else (), labels, snapshot)
        if allowed is not None:
            labelled &= allowed
        named = self._named_rows(asked, english, snapshot, allowed)
        wanted = self._wanted(query, images)
        weight = self._label_weight(query)
        rows = named
        if wanted is not None:
            near = _nearest(wanted, query.limit, snapshot, allowed, labelled, weight)
            rows = np.union1d(near, named) if len(named) else near
        codes = snapshot.kinds[CodeKind.SUBJECT].take(rows)
        photo_ids = snapshot.photo_ids[rows]
        is_named = np.isin(rows, named)
        if wanted is None:
            values = np.zeros(len(rows))
            distances = np.zeros(len(rows), np.float32)
        else:
            values = wanted.deviations(codes)
            distances = hamming(pack(wanted.values), codes).astype(np.float32)
        values += weight * labelled[rows]
        first = is_named & (not query.items)
        order = np.lexsort((photo_ids, -values, ~first))[: query.limit]
        scores = np.where(first, 1.0, self._scores(query, values, known=wanted is not None))
        label = labels.first_among(photo_ids[order], said.labels)
        because = _Because(labels.names)
        return WordsAnswer(
            photo_ids=photo_ids[order],
            scores=monotonic(scores[order]).astype(np.float32),
            distances=distances[order],
            calibrated=self._calibrated(query),
            matches=tuple(
                _NAME if by_name else because[number]
                for by_name, number in zip(is_named[order].tolist(), label.tolist(), strict=True)
            ),
            notes=self._notes(query)
            or self._instead(query, said, bool(labelled.any() or len(named)), snapshot, allowed),
        )

    def _wanted(self, query: Query, images: Sequence[Embeddings]) -> _Wanted | None:
        """Return what is looked for; None where the model cannot tell what the words mean."""
        positives = len(query.positives)
        units = [_unit(np.where(image > 0, 1, -1)) for image in images]
        shown, unlike = units[:positives], units[positives:]
        said: list[Embeddings] = []
        telling = [each for each in query.words if _tells(each.text)]
        if self._card.words is None:
            telling = []
        if telling:
            texts = [self._translated(each.text) for each in telling]
            meant = [bundled_meanings().said_by(text) for text in texts]
            labels = [tuple(each.labels) if each.whole else () for each in meant]
            subject = self._encoder.encode_words(texts, labels).subject
            for each, values in zip(telling, subject, strict=True):
                (unlike if each.negative else said).append(_unit(values))
        if not shown and not said:
            return None
        wanted = self._together(shown, said, query.balance)
        if unlike:
            wanted = wanted - _NEGATIVE_SHARE * _mean(unlike)
        if self._card.words is None:
            return _Wanted(wanted, 0.0, 1.0)
        mean, deviation = self._encoder.chance(wanted[None])[0].tolist()
        return _Wanted(wanted, mean, deviation)

    def _together(
        self, shown: Sequence[Embeddings], said: Sequence[Embeddings], balance: float
    ) -> Embeddings:
        """Return what stands for pictures and words, between them by `balance`: (bits,)."""
        if not shown or not said:
            return _mean(shown or said)
        assert self._card.words is not None
        image, words = _mean(shown), _mean(said)
        both = image + words
        if self._card.words.fusion is not None:
            both = self._encoder.fuse(image[None], words[None])[0]
        share = 2 * abs(balance - 0.5)
        return _unit((1 - share) * _unit(both) + share * (image if balance < 0.5 else words))

    def _named_rows(
        self, asked: str, english: str, snapshot: Snapshot, allowed: Mask | None
    ) -> Rows:
        """Return the rows of photos with all words, as they were typed or in English."""
        photos = self._catalog.photos
        found = [
            photos.named_ids([word for word in words_of(text) if word not in FILLERS], _MOST_NAMED)
            for text in dict.fromkeys((asked, english))
        ]
        return _rows_of(np.concatenate(found), snapshot, allowed)

    def _label_weight(self, query: Query) -> float:
        weight = _LABEL_WEIGHT if self._card.words is None else self._card.words.label_weight
        return weight * query.balance if query.items else weight

    def _calibrated(self, query: Query) -> bool:
        return (
            not query.items and self._card.words is not None and bool(self._card.words.calibration)
        )

    def _scores(
        self, query: Query, values: NDArray[np.float64], *, known: bool
    ) -> NDArray[np.float64]:
        """Return scores (n,) of what photos are ordered by (n,)."""
        if not known or self._card.words is None:
            return np.full(len(values), 0.5)
        table = np.asarray(self._card.words.calibration or _UNCALIBRATED, np.float64)
        scores = np.interp(values, table[:, 0], table[:, 1])
        # A similarity, of which 0.5 is chance.
        return scores if self._calibrated(query) else 0.5 + scores / 2

    def _notes(self, query: Query) -> tuple[Message, ...]:
        if self._card.words is None:
            return (Message(NoteCode.WORDS_ONLY_AS_NAMES, model=self._card.name),)
        if not any(_tells(each.text) for each in query.words):
            return (Message(NoteCode.WORDS_SAY_NOTHING),)
        unknown = self._unknown_words(query)
        if unknown:
            near = spelled_like(unknown, self._catalog, bundled_meanings())
            told = tuple(
                word if len(word) <= _LONGEST_TOLD else f"{word[: _LONGEST_TOLD - 1]}…"
                for word in unknown
            )
            return (Message(NoteCode.WORDS_NOT_KNOWN, names=told), *near)
        return ()

    def _instead(
        self, query: Query, said: Said, certain: bool, snapshot: Snapshot, allowed: Mask | None
    ) -> tuple[Message, ...]:
        """Return what else to look for where no photo has the label of all that the words say.

        Args:
            query: that is answered.
            said: what the labels tell of it.
            certain: a photo has one of these labels, or the words in its name.
            snapshot: of the codes.
            allowed: (rows,) of it that may be found.
        """
        if query.items or not said.whole or certain:
            return ()

        def visible(photo_ids: Ids) -> Ids:
            return snapshot.photo_ids[_rows_of(photo_ids, snapshot, allowed)]

        return shown_instead(said, self._labels(), bundled_meanings(), visible)

    def _unknown_words(self, query: Query) -> tuple[str, ...]:
        """Return the words that the model, the labels and the photos do not know."""
        meanings = bundled_meanings()
        words = [
            word
            for each in query.words
            for word in words_of(self._translated(each.text))
            if word not in FILLERS and not meanings.knows(word)
        ]
        if not words:
            return ()
        wanted = list(dict.fromkeys(words))[:_MOST_WORDS]
        known = self._encoder.encode_words(wanted).known
        return tuple(
            word
            for word, share in zip(wanted, known.tolist(), strict=True)
            if not share and not len(self._catalog.photos.named_ids([word], 1))
        )


class _Because(dict[int, WordMatch]):
    """Tell of the number of a label why a photo that has it was found."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__({0: _MEANING})
        self._names = names

    def __missing__(self, number: int) -> WordMatch:
        match = self[number] = WordMatch(WordMatchKind.LABEL, self._names[number])
        return match


def _nearest(
    wanted: _Wanted,
    limit: int,
    snapshot: Snapshot,
    allowed: Mask | None,
    labelled: Mask,
    weight: float,
) -> Rows:
    """Return the rows near to what is wanted.

    One that is `labelled` (n,) is as much nearer as its label counts: by `weight` deviations.
    """
    distances = snapshot.kinds[CodeKind.SUBJECT].distances(pack(wanted.values))
    if labelled.any():
        distances -= labelled.view(np.int8) * np.int8(wanted.bits(weight))
    count = max(_CANDIDATES_SHARE * limit, _CANDIDATES_LEAST)
    return nearest_rows(distances, snapshot.photo_ids, count, allowed)


def _rows_of(photo_ids: Ids, snapshot: Snapshot, allowed: Mask | None) -> Rows:
    """Return the rising rows (m,) of those of some photos (n,) that may be found."""
    if not len(photo_ids):
        return np.empty(0, np.intp)
    rows = np.unique(snapshot.rows_of(photo_ids)).astype(np.intp)
    rows = rows[rows < len(snapshot.photo_ids)]
    return rows if allowed is None else rows[allowed[rows]]


def _tells(text: str) -> bool:
    """Return whether a text says anything of what is shown."""
    return any(word not in FILLERS for word in words_of(text))


def _unit(values: Embeddings) -> Embeddings:
    unit: Embeddings = (values / max(float(np.linalg.norm(values)), 1e-9)).astype(np.float32)
    return unit


def _mean(values: Sequence[Embeddings]) -> Embeddings:
    return _unit(np.mean(values, axis=0))
