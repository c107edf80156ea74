"""Choose on some pairs the distance up to which two photos are called alike; try it on others."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.metrics import roc_curve


class PairThreshold(NamedTuple):
    """Hold a distance, and how well it tells the pairs that it was chosen by."""

    distance: float
    """Pairs at this distance or nearer are called alike."""
    error_rate: float
    """Where both kinds of error are equal, 0 to 1: what the threshold was chosen by."""


class PairErrors(NamedTuple):
    """Measure how a threshold tells pairs apart, each 0 to 1."""

    false_alarms: float
    """Share of the pairs of two classes that are called alike."""
    misses: float
    """Share of the pairs of one class that are not."""
    precision: float
    """Share of those called alike that are; 0 where none is."""

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        recall = 1 - self.misses
        together = self.precision + recall
        return 2 * self.precision * recall / together if together else 0.0


def equal_error_threshold(distances: ArrayLike, alike: ArrayLike) -> PairThreshold:
    """Return the distance at which as many unlike pairs pass as alike ones are refused, in shares.

    Of the distances that occur, the one where the two shares differ least; its error rate is their
    mean (the equal error rate of biometric verification).

    Args:
        distances: (n,) or of any shape, finite.
        alike: of the same shape, whether a pair is of one class. Both kinds are needed.

    Raises:
        ValueError: all pairs are of one kind.
    """
    apart, same = _pairs(distances, alike)
    # Nearer is higher: the curve wants scores. Its first point calls nothing alike.
    false_alarms, hits, scores = roc_curve(same, -apart, drop_intermediate=False)
    place = int(np.abs(false_alarms - (1 - hits))[1:].argmin()) + 1
    return PairThreshold(float(-scores[place]), float((false_alarms[place] + 1 - hits[place]) / 2))


def pair_errors(distances: ArrayLike, alike: ArrayLike, threshold: float) -> PairErrors:
    """Return what calling pairs at `threshold` or nearer alike gets wrong; both kinds are needed.

    Raises:
        ValueError: all pairs are of one kind.
    """
    apart, same = _pairs(distances, alike)
    called = apart <= threshold
    return PairErrors(
        false_alarms=float(called[~same].mean()),
        misses=float((~called[same]).mean()),
        precision=float(same[called].mean()) if called.any() else 0.0,
    )


def _pairs(distances: ArrayLike, alike: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    apart = np.asarray(distances, np.float64).ravel()
    same = np.asarray(alike, np.bool_).ravel()
    if same.all() or not same.any():
        raise ValueError("pairs of one class and pairs of two are both needed")
    return apart, same
