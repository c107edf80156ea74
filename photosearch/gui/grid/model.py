"""Hold the photos that the grid shows, as arrays of ids and scores; no pixels, no files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from photosearch.core.facets import Groups
from photosearch.core.query import Answer, PartMatch, SimilarityWeights
from photosearch.core.verification import GeometricMatch
from photosearch.core.words import WordMatch

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """Hold a new list of photos and where the old ones went; made by plan_update()."""

    old_ids: Ids
    new_ids: Ids
    """As they are shown: in the order of `groups`, if there are any."""
    new_rows: NDArray[np.int64]
    """(old count,): the new row of each old one, -1 where it is gone."""
    groups: Groups | None = None


def plan_update(
    old_ids: Ids, new_ids: Ids, groups: Groups | None = None, old_groups: Groups | None = None
) -> Update | None:
    """Return how to get from one list of distinct ids to another; None if nothing changed.

    Sorts both: a quarter of a second for a million photos, hence not for the GUI thread.

    Args:
        old_ids: as they are shown, grouped or not.
        new_ids: not grouped yet.
        groups: of `new_ids`; None for no headings.
        old_groups: under which `old_ids` are shown.
    """
    shown = new_ids if groups is None else new_ids[groups.order]
    if np.array_equal(old_ids, shown) and _same_headings(groups, old_groups):
        return None
    new_rows = rows_in(shown, old_ids)
    return Update(old_ids, shown, new_rows, groups)


def rows_in(ids: Ids, wanted: Ids) -> NDArray[np.int64]:
    """Return (wanted,): where each one is in `ids`, -1 where it is not."""
    if not ids.size:
        return np.full(wanted.size, -1, dtype=np.int64)
    order = np.argsort(ids, kind="stable")
    found = np.searchsorted(ids[order], wanted)
    candidates = order[np.minimum(found, ids.size - 1)].astype(np.int64)
    return np.where(ids[candidates] == wanted, candidates, -1)


def _same_headings(one: Groups | None, other: Groups | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.titles == other.titles and np.array_equal(one.starts, other.starts)


class PhotoList(QObject):
    """Hold a list of photos in a fixed order, under headings or not.

    Signals:
        reset(): another list: selection and scroll position are meaningless now.
        updated(Update): the same list with photos added, removed or in another order.
        cells_changed(set of int): these photo ids look different now.
    """

    reset = Signal()
    updated = Signal(object)
    cells_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: Ids = np.empty(0, dtype=np.int64)
        self._scores: NDArray[np.float32] | None = None
        self._part_matches: dict[int, PartMatch] = {}
        self._matches: dict[int, GeometricMatch] = {}
        self._word_matches: dict[int, WordMatch] = {}
        self.groups: Groups | None = None
        """Under which the photos are shown."""
        self.calibrated = False
        """Whether the scores are probabilities."""
        self.unverified = False
        """The scores are not to be told yet, see `Answer.unverified`."""
        self.mode: SimilarityWeights | None = None
        """In which the photos are alike; None in a list without scores."""

    @property
    def ids(self) -> Ids:
        """Return photo ids by row, as they are shown. Not to be changed in place."""
        return self._ids

    @property
    def has_scores(self) -> bool:
        """Tell whether this is an answer, not the library."""
        return self._scores is not None

    def __len__(self) -> int:
        return int(self._ids.size)

    def photo_id(self, row: int) -> int:
        """Return the photo at `row`."""
        return int(self._ids[row])

    def row_of(self, photo_id: int) -> int:
        """Return where a photo is, -1 if it is not there. A millisecond for a million photos."""
        found = np.flatnonzero(self._ids == photo_id)
        return int(found[0]) if found.size else -1

    def score(self, row: int) -> float | None:
        """Return the score of the photo at `row`, 0 to 1; None in a list without scores."""
        return None if self._scores is None else float(self._scores[row])

    def part(self, photo_id: int) -> PartMatch | None:
        """Return which part made a photo match; None where it matches as a whole."""
        return self._part_matches.get(photo_id)

    def match(self, photo_id: int) -> GeometricMatch | None:
        """Return what the comparison of a photo with the query found; None if there was none."""
        return self._matches.get(photo_id)

    def word_match(self, photo_id: int) -> WordMatch | None:
        """Return why a photo was found by words; None in other lists."""
        return self._word_matches.get(photo_id)

    def set_photos(
        self,
        ids: Ids,
        scores: NDArray[np.float32] | None = None,
        *,
        calibrated: bool = False,
        unverified: bool = False,
        parts: Sequence[PartMatch | None] = (),
        matches: Sequence[GeometricMatch | None] = (),
        words: Sequence[WordMatch] = (),
        mode: SimilarityWeights | None = None,
        groups: Groups | None = None,
        again: bool = False,
    ) -> None:
        """Show another list. `scores` is (n,); `parts`, `matches` and `words` are n or none.

        With `again` it is the same list as it is now, of some thousands: selections follow.
        """
        before = self._ids
        self.calibrated, self.unverified = calibrated, unverified
        self.mode, self.groups = mode, groups
        self._part_matches = {
            int(photo_id): part
            for photo_id, part in zip(ids, parts, strict=False)
            if part is not None
        }
        self._matches = {
            int(photo_id): match
            for photo_id, match in zip(ids, matches, strict=False)
            if match is not None
        }
        self._word_matches = dict(zip(ids.tolist(), words, strict=False))
        self._ids = ids if groups is None else ids[groups.order]
        self._scores = scores if scores is None or groups is None else scores[groups.order]
        if again:
            new_rows = rows_in(self._ids, before)
            self.updated.emit(Update(before, self._ids, new_rows, groups))
        else:
            self.reset.emit()

    def set_answer(
        self,
        answer: Answer,
        mode: SimilarityWeights | None = None,
        groups: Groups | None = None,
        *,
        again: bool = False,
    ) -> None:
        """Show what was found, and in which mode; `groups` are of the answer's photos.

        With `again` it is found by the same query as those that are shown.
        """
        self.set_photos(
            answer.photo_ids,
            answer.scores,
            calibrated=answer.calibrated,
            unverified=answer.unverified,
            parts=answer.parts,
            matches=answer.matches,
            words=answer.words,
            mode=mode,
            groups=groups,
            again=again,
        )

    def apply(self, update: Update) -> bool:
        """Go over to a new list without scores; False if it was planned for another old one."""
        if update.old_ids is not self._ids:
            return False
        self._ids, self._scores, self.groups = update.new_ids, None, update.groups
        self.updated.emit(update)
        return True

    def announce(self, photo_ids: Iterable[int]) -> None:
        """Tell the view that these photos look different now."""
        self.cells_changed.emit(set(photo_ids))
