"""Find the rows of the codes in memory whose photos have labels."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.photo_labels import PhotoLabels, PhotosByLabel
from photosearch.library.search.code_index import Mask, Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Hold where photos are, and of what that was found."""

    by_label: PhotosByLabel
    snapshot: Snapshot
    row_of: NDArray[np.int32]
    """By photo id; the row after the last one for those that have none, and at the end."""
    rows: NDArray[np.int32]
    """(k,) of the photos of `by_label`."""

    @classmethod
    def of(cls, by_label: PhotosByLabel, snapshot: Snapshot) -> _Found:
        """Look up the rows of all photos with labels."""
        photo_ids = snapshot.photo_ids
        count = len(photo_ids)
        row_of = np.full(int(photo_ids.max(initial=-1)) + 2, count, np.int32)
        # Of a photo with several rows the last one: the others stand for it no more.
        row_of[photo_ids] = np.arange(count, dtype=np.int32)
        return cls(by_label, snapshot, row_of, row_of.take(by_label.photo_ids, mode="clip"))


class LabelledRows:
    """Tell which rows have a label. For any thread.

    Where the photos of all labels are is kept as long as neither codes nor labels have changed.
    """

    def __init__(self) -> None:
        self._found: _Found | None = None

    def having(self, wanted: Collection[str], labels: PhotoLabels, snapshot: Snapshot) -> Mask:
        """Return which rows (n,) are of photos with one of the `wanted` labels.

        Args:
            wanted: names.
            labels: of all photos.
            snapshot: of the codes.
        """
        having = np.zeros(len(snapshot.photo_ids) + 1, np.bool_)
        numbers = labels.numbers_of(wanted)
        if numbers:
            found = self._found
            by_label = labels.by_label()
            if found is None or found.by_label is not by_label or found.snapshot is not snapshot:
                found = self._found = _Found.of(by_label, snapshot)
            for number in numbers:
                having[found.rows[by_label.places_of(number)]] = True
            changed = labels.changed_since
            rows = found.row_of.take(changed, mode="clip")
            having[rows] = labels.first_among(changed, wanted) > 0
        return having[:-1]
