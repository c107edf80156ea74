"""Encode photo sets with a model, once, and make samples of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind
from photosearch.core.errors import UnreadablePhoto
from photosearch.core.model_card import TAGS
from photosearch.core.preprocess import fit_image
from photosearch.inference.encoder import Encoder
from photosearch.inference.text_encoder import TextEmbedder
from photosearch.library.workers.class_labels import labels_of
from photosearch.training.console import Job
from photosearch.training.datasets import DatasetReader
from photosearch.training.words.projection import WordSamples
from photosearch.training.words.word_data import DescribedPhotos

Floats = NDArray[np.float32]

_BATCH = 8
_TEXTS = 64


@dataclass(frozen=True, slots=True)
class EncodedPhotos:
    """Hold what the model says of the photos of one set."""

    described: DescribedPhotos
    signs: Floats
    """(n, bits) as -1 and +1."""
    logits: Floats
    """(n, classes); none where the model has no classes."""

    @property
    def probabilities(self) -> Floats:
        """Return the classifier's probabilities (n, classes)."""
        if not self.logits.size:
            return self.logits
        shares = np.exp(self.logits - self.logits.max(axis=1, keepdims=True))
        probabilities: Floats = shares / shares.sum(axis=1, keepdims=True)
        return probabilities

    def labels(self, names: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the labels that the program gives each photo."""
        return [labels_of(row, names) for row in self.logits]


class SetEncoder:
    """Encode photo sets with one model; what was encoded before is read again."""

    def __init__(self, model: Path, cache: Path) -> None:
        self._encoder = Encoder(model)
        self._cache = cache
        cache.mkdir(parents=True, exist_ok=True)

    def encode(self, described: DescribedPhotos, job: Job) -> EncodedPhotos:
        """Return what the model says of all photos; unreadable ones are grey.

        Raises:
            Cancelled: by `job`.
        """
        card = self._encoder.card
        archive = described.photos.archive
        path = self._cache / f"{archive.stem}-{card.model_id}.npz"
        known: dict[str, tuple[Floats, Floats]] = {}
        if path.exists():
            with np.load(path, allow_pickle=False) as file:
                rows = zip(file["members"].tolist(), file["values"], file["logits"], strict=True)
                known = {member: (values, logits) for member, values, logits in rows}
        lacking = [
            place for place, member in enumerate(described.photos.members) if member not in known
        ]
        side = min(card.input_width, card.input_height)
        with DatasetReader(described.photos) as reader:
            for first in range(0, len(lacking), _BATCH):
                job.control.checkpoint()
                chosen = lacking[first : first + _BATCH]
                fitted = []
                for place in chosen:
                    try:
                        rgb = reader.photo(place, side)
                    except UnreadablePhoto:
                        rgb = np.full((side, side, 3), 128, np.uint8)
                    fitted.append(fit_image(rgb, card))
                outputs = self._encoder.encode(np.stack(fitted))
                nothing = np.empty((len(chosen), 0), np.float32)
                for row, place in enumerate(chosen):
                    known[described.photos.members[place]] = (
                        outputs[CodeKind.SUBJECT.value][row],
                        outputs.get(TAGS, nothing)[row].astype(np.float32),
                    )
        if lacking:
            members = sorted(known)
            np.savez(
                path,
                members=np.asarray(members),
                values=np.stack([known[member][0] for member in members]),
                logits=np.stack([known[member][1] for member in members]),
            )
        values = np.stack([known[member][0] for member in described.photos.members])
        logits = np.stack([known[member][1] for member in described.photos.members])
        return EncodedPhotos(
            described, np.where(values > 0, 1, -1).astype(np.float32), logits.astype(np.float32)
        )


class TextTable:
    """Embed texts once, and number them."""

    def __init__(self, embedder: TextEmbedder, texts: Sequence[str]) -> None:
        self.numbers: Mapping[str, int] = {text: row for row, text in enumerate(sorted(set(texts)))}
        ordered = sorted(self.numbers, key=len)  # of one length, so that little is filled up
        rows = [
            embedder.embed(ordered[first : first + _TEXTS])[0]
            for first in range(0, len(ordered), _TEXTS)
        ]
        of_text = dict(zip(ordered, np.concatenate(rows), strict=True))
        self.embeddings: Floats = np.stack([of_text[text] for text in self.numbers])

    def of(self, texts: Sequence[str]) -> tuple[int, ...]:
        """Return the numbers of texts."""
        return tuple(self.numbers[text] for text in texts)


def samples_of(
    sets: Sequence[EncodedPhotos], table: TextTable, classes: Sequence[Sequence[str]]
) -> WordSamples:
    """Return what is learned from.

    Args:
        sets: of photos.
        table: has all texts of them and of the classes.
        classes: names, synonyms and hypernyms by class; without classes there are no anchors.
    """
    return WordSamples(
        signs=np.concatenate([each.signs for each in sets]),
        probabilities=np.concatenate([each.probabilities for each in sets])[:, : len(classes)],
        texts=tuple(table.of(texts) for each in sets for texts in each.described.texts),
        weights=np.concatenate(
            [np.full(len(each.signs), each.described.weight, np.float32) for each in sets]
        ),
        captioned=np.concatenate(
            [np.full(len(each.signs), each.described.captioned) for each in sets]
        ),
        embeddings=table.embeddings,
        classes=tuple(table.of(names) for names in classes),
    )
