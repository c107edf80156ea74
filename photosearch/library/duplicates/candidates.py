"""Find which contents are to be compared as pictures: those whose codes are near.

Every content is compared with all others by exact search, and its nearest ones are candidates: all
near ones up to a number, and a few beyond that, among which turned and cropped copies are. So there
are never more than a number of candidates for each photo, however many are alike.

The figures below are all there are. Radii in bits follow from the probabilities that the model's
calibration gives, so that a new model needs no others. Whether its copies are still found is told
by `python -m tests.benchmarks.bench_duplicates`, what that costs by `bench_duplicate_scale` there.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import Codes
from photosearch.core.model_card import Calibration
from photosearch.library.neighbours.nearest import NearestSearch
from photosearch.store.duplicate_pairs import Pair
from photosearch.store.duplicates import Keys

NEAREST = 16
"""So many contents at most become candidates of one."""
BEYOND = 5
"""Of the nearest so many do although they are not near."""
NEAR_PROBABILITY = 0.5
"""Contents are near whose codes are copies of each other at least so probably."""
FAR_PROBABILITY = 0.01
"""Those are none that are copies less probably."""
_UNCALIBRATED = (0.17, 0.3)
"""Shares of the bits that stand for these probabilities if the model has no calibration."""
AT_ONCE = 2048
"""Contents that are looked at between two commits."""


def radii(bits: int, calibration: Calibration) -> tuple[int, int]:
    """Return the Hamming distances up to which codes are near, and up to which they count."""
    if not calibration:
        near, far = (round(share * bits) for share in _UNCALIBRATED)
        return near, far
    distances, probabilities = np.array(calibration).T
    reached = np.interp(np.arange(bits + 1), distances, probabilities)
    near, far = (
        int(np.count_nonzero(reached >= least)) - 1 for least in (NEAR_PROBABILITY, FAR_PROBABILITY)
    )
    return near, far


class CandidateSearch:
    """Search the nearest of some contents among all."""

    def __init__(self, keys: Keys, codes: Codes, near: int, far: int) -> None:
        """Take the contents (n,), each once, and their codes (n, bytes); see `radii`."""
        self._keys, self._codes = keys, codes
        self._near, self._far = near, far
        self._search = NearestSearch(codes)

    def portions(self, rows: NDArray[np.intp]) -> Iterator[tuple[NDArray[np.intp], set[Pair]]]:
        """Yield rows (m,) of the contents that were looked at, and their candidates."""
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            yield some, self._candidates(some)

    def _candidates(self, rows: NDArray[np.intp]) -> set[Pair]:
        distances, found = self._search.nearest(self._codes[rows], NEAREST + 1)
        itself = found == rows[:, None]
        # Among more equal codes than are looked at a content may not find itself.
        itself[~itself.any(axis=1), -1] = True
        rank = np.cumsum(~itself, axis=1)
        wanted = ~itself & (
            (distances <= self._near) | ((distances <= self._far) & (rank <= BEYOND))
        )
        ours = np.broadcast_to(self._keys[rows][:, None], found.shape)[wanted]
        theirs = self._keys[found[wanted]]
        low, high = np.minimum(ours, theirs), np.maximum(ours, theirs)
        return set(zip(low.tolist(), high.tolist(), strict=True))
