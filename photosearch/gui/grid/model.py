"""The photos that the grid shows, as arrays of ids and scores. Knows neither pixels nor files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """A new list of photos and where the old ones went. Made by plan_update() in a job thread."""

    old_ids: Ids
    new_ids: Ids
    new_rows: NDArray[np.int64]
    """(old count,): the new row of each old one, -1 where it is gone."""


def plan_update(old_ids: Ids, new_ids: Ids) -> Update | None:
    """How to get from one list of distinct ids to another; None if nothing changed.

    Sorts both: a quarter of a second for a million photos, hence not for the GUI thread.
    """
    if np.array_equal(old_ids, new_ids):
        return None
    if not new_ids.size:
        return Update(old_ids, new_ids, np.full(old_ids.size, -1, dtype=np.int64))
    order = np.argsort(new_ids, kind="stable")
    found = np.searchsorted(new_ids[order], old_ids)
    candidates = order[np.minimum(found, new_ids.size - 1)].astype(np.int64)
    new_rows = np.where(new_ids[candidates] == old_ids, candidates, -1)
    return Update(old_ids, new_ids, new_rows)


class PhotoList(QObject):
    """A list of photos in a fixed order.

    Signals:
        reset: another list: selection and scroll position are meaningless now.
        updated(Update): the same list with photos added and removed.
        cells_changed(set of int): these photo ids look different now.
    """

    reset = Signal()
    updated = Signal(object)
    cells_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: Ids = np.empty(0, dtype=np.int64)
        self._scores: NDArray[np.float32] | None = None
        self.calibrated = False
        """Whether the scores are probabilities."""

    @property
    def ids(self) -> Ids:
        """Photo ids by row. Not to be changed in place."""
        return self._ids

    @property
    def has_scores(self) -> bool:
        """Whether this is an answer, not the library."""
        return self._scores is not None

    def __len__(self) -> int:
        return int(self._ids.size)

    def photo_id(self, row: int) -> int:
        """The photo at `row`."""
        return int(self._ids[row])

    def score(self, row: int) -> float | None:
        """Of the photo at `row`, 0 to 1; None in a list without scores."""
        return None if self._scores is None else float(self._scores[row])

    def set_photos(
        self, ids: Ids, scores: NDArray[np.float32] | None = None, *, calibrated: bool = False
    ) -> None:
        """Show another list. `scores` is (n,) like `ids`."""
        self._ids, self._scores, self.calibrated = ids, scores, calibrated
        self.reset.emit()

    def apply(self, update: Update) -> bool:
        """Go over to a new list of the same kind; False if it was planned for another old one."""
        if update.old_ids is not self._ids:
            return False
        if self._scores is not None:
            scores = np.zeros(update.new_ids.size, dtype=np.float32)
            kept = update.new_rows >= 0
            scores[update.new_rows[kept]] = self._scores[kept]
            self._scores = scores
        self._ids = update.new_ids
        self.updated.emit(update)
        return True

    def announce(self, photo_ids: Iterable[int]) -> None:
        """Tell the view that these photos look different now."""
        self.cells_changed.emit(set(photo_ids))
