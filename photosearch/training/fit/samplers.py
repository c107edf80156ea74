"""Choose the photos of an epoch's batches. A seed and an epoch's number always give the same.

A last batch that would be smaller than the others is left out: the next epoch draws anew, and a
batch normalisation is unsteady on few photos.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from photosearch.core.errors import UserError


class Sampler(Protocol):
    """Draw batches."""

    def __len__(self) -> int:
        """Return batches per epoch."""

    def epoch(self, number: int) -> Sequence[Sequence[int]]:
        """Return places of photos, batch by batch."""


class Shuffled:
    """Draw every photo once per epoch, in random order.

    Args:
        count: of photos.
        batch_size: fewer only if there are fewer photos.
        seed: of all epochs.
    """

    def __init__(self, count: int, batch_size: int, seed: int) -> None:
        self._count, self._seed = count, seed
        self._size = min(count, batch_size)

    def __len__(self) -> int:
        return self._count // self._size if self._count else 0

    def epoch(self, number: int) -> Sequence[Sequence[int]]:
        """Return places of photos, batch by batch."""
        order = np.random.default_rng([self._seed, number]).permutation(self._count).tolist()
        return [order[n * self._size : (n + 1) * self._size] for n in range(len(self))]


class ClassesTimesPhotos:
    """Draw batches of some photos each of some classes, so that every photo has positives.

    Classes take turns whatever their size. A. Hermans, L. Beyer, B. Leibe: In Defense of the
    Triplet Loss for Person Re-Identification, arXiv 2017.

    Args:
        labels: (n,) class of each photo.
        classes: per batch, at least 2; fewer only if there are fewer.
        photos: per class, at least 2. A class with fewer shows some more than once; one with a
            single photo has no positives and is left out.
        seed: of all epochs.

    Raises:
        UserError: fewer than two classes have two photos.
    """

    def __init__(self, labels: ArrayLike, classes: int, photos: int, seed: int) -> None:
        known = np.asarray(labels)
        members = [np.flatnonzero(known == label) for label in np.unique(known)]
        self._members = [places for places in members if len(places) > 1]
        if len(self._members) < 2:
            raise UserError.in_words(
                f"Of {len(members)} classes only {len(self._members)} have two photos or more.",
                "Give at least two classes with two photos each.",
            )
        self._classes = min(classes, len(self._members))
        self._photos, self._seed = photos, seed
        self._batches = max(1, len(known) // (self._classes * photos))

    def __len__(self) -> int:
        return self._batches

    def epoch(self, number: int) -> Sequence[Sequence[int]]:
        """Return places of photos, batch by batch; those of a class stand together."""
        rng = np.random.default_rng([self._seed, number])
        queues: list[list[int]] = [[] for _ in self._members]
        turns: list[int] = []
        batches = []
        for _ in range(self._batches):
            batch: list[int] = []
            drawn: list[int] = []
            while len(drawn) < self._classes:
                if not turns:
                    turns = rng.permutation(len(self._members)).tolist()
                # At the seam between two rounds a class may come up twice: it waits for the next.
                place = next((n for n, turn in enumerate(turns) if turn not in drawn), None)
                if place is None:
                    turns += rng.permutation(len(self._members)).tolist()
                    continue
                drawn.append(turns.pop(place))
            for one in drawn:
                while len(queues[one]) < self._photos:
                    queues[one] += rng.permutation(self._members[one]).tolist()
                batch += queues[one][: self._photos]
                del queues[one][: self._photos]
            batches.append(batch)
        return batches
