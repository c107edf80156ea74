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
    """Hold where the photos of all labels are, and of what that was found."""

    by_label: PhotosByLabel
    snapshot: Snapshot
    rows: NDArray[np.int32]
    """(k,) see `Snapshot.rows_of`."""


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
        # The last one is of the photos that have no row.
        having = np.zeros(len(snapshot.photo_ids) + 1, np.bool_)
        numbers = labels.numbers_of(wanted)
        if numbers:
            found = self._found
            by_label = labels.by_label()
            if found is None or found.by_label is not by_label or found.snapshot is not snapshot:
                rows = snapshot.rows_of(by_label.photo_ids)
                found = self._found = _Found(by_label, snapshot, rows)
            for number in numbers:
                having[found.rows[by_label.places_of(number)]] = True
            changed = labels.changed_since
            having[snapshot.rows_of(changed)] = labels.first_among(changed, wanted) > 0
        return having[:-1]
