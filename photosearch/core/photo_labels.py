"""Hold what the encoder sees in all photos: the numbers of their labels, by photo and by label."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.facets import Ids

MAX_LABELS = 5
"""Of one photo at most. Fixed by the format of the catalog."""
MAX_NUMBER = np.iinfo(np.uint16).max
"""So many different labels are told apart in a library at most."""

Numbers = NDArray[np.uint16]
"""Of labels: 0 is none, n is `PhotoLabels.names[n]`."""

_FEW_CHANGED = 20_000
"""So many photos are looked at one by one before the lists by label are made anew."""


@dataclass(frozen=True, slots=True, eq=False)
class PhotosByLabel:
    """List the photos of each label."""

    photo_ids: NDArray[np.int32]
    """(k,) those of one label after those of another, rising within each."""
    ends: NDArray[np.int64]
    """(labels,) where those of each label end."""

    @classmethod
    def of(cls, numbers: Numbers, labels: int) -> PhotosByLabel:
        """Make the lists of the labels of all photos (n, MAX_LABELS)."""
        flat = numbers.reshape(-1)
        places = np.flatnonzero(flat)
        taken = flat[places]
        # Of 16 bits stable sorting is one by digits: linear time.
        order = np.argsort(taken, kind="stable")
        photo_ids = (places[order] // MAX_LABELS).astype(np.int32)
        return cls(photo_ids, np.cumsum(np.bincount(taken, minlength=labels)))

    def places_of(self, number: int) -> slice:
        """Return where the photos of one label are; nowhere for one that was not known yet."""
        if number >= len(self.ends):
            return slice(0)
        return slice(self.ends[number - 1], self.ends[number])


class PhotoLabels:
    """Hold the labels of all photos of a library, visible or not. For any thread.

    Never changed: what changes makes another one. 1,000,000 photos take 10 MB, and from the first
    question on which photos have a label 4 MB more for each label that one has on the average.

    Args:
        names: by number; the first, which is no label, and those of numbers not in use are empty.
        numbers: (n, MAX_LABELS) by photo id, the surest label first, 0 where there are no more; the
            last row is of no photo.
    """

    def __init__(self, names: tuple[str, ...], numbers: Numbers) -> None:
        self.names = names
        self.numbers = numbers
        self._number_of = {name: number for number, name in enumerate(names) if name}
        self.changed_since: Ids = np.empty(0, np.int64)
        """(c,) rising: the photos that have other labels now than `by_label` tells."""
        self._by_label: PhotosByLabel | None = None

    def of(self, photo_ids: Ids) -> Numbers:
        """Return the labels (n, MAX_LABELS) of photos (n,), the surest first."""
        # The last row is of no photo: what is beyond goes there.
        own: Numbers = self.numbers[np.minimum(photo_ids, len(self.numbers) - 1)]
        return own

    def first_among(self, photo_ids: Ids, wanted: Collection[str]) -> Numbers:
        """Return the surest label of each photo (n,) that is `wanted`, 0 where none is: (n,)."""
        chosen = self._chosen(wanted)
        if not chosen.any():
            return np.zeros(len(photo_ids), np.uint16)
        own = self.of(photo_ids)
        fitting = chosen[own]
        first = fitting.argmax(axis=1)[:, None]
        found: Numbers = np.take_along_axis(own * fitting, first, axis=1)[:, 0]
        return found

    def by_label(self) -> PhotosByLabel:
        """Return the photos of each label: all but those that have changed since it was made."""
        if self._by_label is None:
            # Two threads may make it at once: the same.
            self._by_label = PhotosByLabel.of(self.numbers, len(self.names))
        return self._by_label

    def ids_having(self, wanted: Collection[str]) -> Ids:
        """Return the rising ids (m,) of the photos that have one of the `wanted` labels."""
        numbers = self.numbers_of(wanted)
        if not numbers:
            return np.empty(0, np.int64)
        by_label = self.by_label()
        having = np.zeros(len(self.numbers), np.bool_)
        for number in numbers:
            having[by_label.photo_ids[by_label.places_of(number)]] = True
        having[self.changed_since] = self.first_among(self.changed_since, wanted) > 0
        return np.flatnonzero(having)

    def counts(self, photo_ids: Ids, wanted: Collection[str]) -> dict[str, int]:
        """Return how many of some photos (n,) have each of the `wanted` labels that any has."""
        counts = np.bincount(self.of(photo_ids).reshape(-1), minlength=len(self.names))
        return {
            self.names[number]: int(counts[number])
            for number in self.numbers_of(wanted)
            if counts[number]
        }

    def updated(self, photo_ids: Ids, numbers: Numbers, names: tuple[str, ...]) -> PhotoLabels:
        """Return the labels after some photos changed; these if no photo has others now.

        Args:
            photo_ids: (m,) each once.
            numbers: (m, MAX_LABELS) theirs.
            names: by number, those known so far and new ones.
        """
        differing = (self.of(photo_ids) != numbers).any(axis=1)
        if not differing.any():
            return self
        changed = photo_ids[differing]
        size = max(len(self.numbers), int(changed.max()) + 2)
        changed_numbers = np.zeros((size, MAX_LABELS), np.uint16)
        changed_numbers[: len(self.numbers)] = self.numbers
        changed_numbers[changed] = numbers[differing]
        now = PhotoLabels(names, changed_numbers)
        since = np.union1d(self.changed_since, changed)
        if self._by_label is not None and len(since) <= _FEW_CHANGED:
            now._by_label, now.changed_since = self._by_label, since
        return now

    def numbers_of(self, wanted: Collection[str]) -> list[int]:
        """Return the numbers of those of some labels that photos have, or had."""
        return [self._number_of[name] for name in wanted if name in self._number_of]

    def _chosen(self, wanted: Collection[str]) -> NDArray[np.bool_]:
        """Return which numbers are of `wanted` labels: (names,)."""
        chosen = np.zeros(len(self.names), np.bool_)
        chosen[self.numbers_of(wanted)] = True
        return chosen
