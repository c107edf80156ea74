"""Fit a correction of a model's probabilities to answers, and try it on answers held out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from photosearch.core.recalibration import Recalibration, to_logits
from photosearch.library.learning.map_fitting import Doubles, fit_logistic

_SURENESS = np.array([5.0, 20.0])
"""Of the shipped table (shift, slope) against the answers: a few change next to nothing."""
_LEAST_SLOPE = 0.1
_PARTS = 5
_LEAST_EVIDENCE = 1.0
"""By so many standard errors the groups held out must be likelier."""


def fit_recalibration(probability: Doubles, alike: NDArray[np.bool_]) -> Recalibration:
    """Return the correction for answers (n,) and the shipped probabilities (n,) of their pairs."""
    rows = np.column_stack([np.ones(len(probability)), to_logits(probability)])
    shift, slope = fit_logistic(rows, alike, np.array([0.0, 1.0]), _SURENESS).tolist()
    return Recalibration(shift, max(slope, _LEAST_SLOPE))


def try_recalibration(
    probability: Doubles, alike: NDArray[np.bool_], groups: NDArray[np.intp]
) -> Recalibration | None:
    """Return the correction of all answers; None if it does not hold for those held out.

    Args:
        probability: (n,) of the shipped table for the pairs.
        alike: (n,) the answers.
        groups: (n,) the same number for answers that hang together by their photos.
    """
    if len(np.unique(groups)) < _PARTS:
        groups = np.arange(len(groups))  # all hang together: the answers are all there is to divide
    gains: list[float] = []
    for held_out in _parts(groups):
        corrected = fit_recalibration(probability[~held_out], alike[~held_out])
        after = _log_chance(corrected.apply(probability), alike)
        gain = after - _log_chance(probability, alike)
        gains += [
            float(gain[held_out & (groups == group)].mean())
            for group in np.unique(groups[held_out])
        ]
    error = float(np.std(gains)) / float(np.sqrt(len(gains)))
    if float(np.mean(gains)) < _LEAST_EVIDENCE * error or not np.mean(gains) > 0:
        return None
    return fit_recalibration(probability, alike)


def _log_chance(probability: Doubles, alike: NDArray[np.bool_]) -> Doubles:
    kept = np.clip(probability, 1e-3, 1 - 1e-3)
    chance: Doubles = np.log(np.where(alike, kept, 1 - kept))
    return chance


def _parts(groups: NDArray[np.intp]) -> Iterator[NDArray[np.bool_]]:
    """Yield which answers are held out (n,), each group once."""
    names = np.unique(groups)
    part_of = np.random.default_rng(0).permutation(len(names)) % _PARTS
    parts = part_of[np.searchsorted(names, groups)]
    for part in range(_PARTS):
        yield parts == part
