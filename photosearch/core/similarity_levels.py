"""Grade how similar a found photo is: levels in words and the probabilities they begin at."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from photosearch.core.query import Answer


class SimilarityLevel(IntEnum):
    """Tell how sure it is that a photo is what is looked for, the surest first."""

    SURELY = 0
    PROBABLY = 1
    PERHAPS = 2
    HARDLY = 3


LEVEL_THRESHOLDS = (0.95, 0.7, 0.4, 0.0)
"""By level, the threshold from which on it holds. How often answers of 0.95 are right is measured
for each model, and stands in its card."""


def min_score(threshold: float, *, calibrated: bool) -> float:
    """Return the least score that passes a threshold, 0 (all) to 1.

    Calibrated scores are probabilities, as the threshold is; of a similarity 0.5 is chance.
    """
    return threshold if calibrated else (0.5 + threshold / 2 if threshold else 0.0)


def level_at(threshold: float) -> SimilarityLevel:
    """Return the level that a threshold, 0 to 1, lies in."""
    return next(
        (level for level in SimilarityLevel if threshold >= LEVEL_THRESHOLDS[level]),
        SimilarityLevel.HARDLY,
    )


def level_of(score: float, *, calibrated: bool) -> SimilarityLevel:
    """Return the level of an answer's score."""
    thresholds = (np.float32(min_score(each, calibrated=calibrated)) for each in LEVEL_THRESHOLDS)
    return next(
        (SimilarityLevel(at) for at, least in enumerate(thresholds) if score >= least),
        SimilarityLevel.HARDLY,
    )


def count_passing(answer: Answer, threshold: float) -> int:
    """Return how many photos of an answer, from the best on, pass a threshold, 0 to 1."""
    least = np.float32(min_score(threshold, calibrated=answer.calibrated))
    return int(np.searchsorted(-answer.scores, -least, side="right"))


def apply_threshold(answer: Answer, threshold: float) -> Answer:
    """Return the photos of an answer that pass a threshold, 0 (all) to 1."""
    if threshold <= 0:
        return answer
    return answer.rows(np.arange(count_passing(answer, threshold)))
