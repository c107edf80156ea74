"""Grade how similar a found photo is: levels in words and the probabilities they begin at."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from photosearch.core.query import Answer


class SimilarityLevel(IntEnum):
    """How sure it is that a photo is what is looked for, the surest first."""

    SURELY = 0
    PROBABLY = 1
    PERHAPS = 2
    HARDLY = 3


LEVEL_THRESHOLDS = (0.95, 0.7, 0.4, 0.0)
"""By degree, the certainty from which on it holds. How often answers of 0.95 are right is measured
for each model, and stands in its card."""


def score_at(certainty: float, *, calibrated: bool) -> float:
    """The score of a certainty, 0 (whatever) to 1: a probability is one, of a similarity 0.5 is
    chance."""
    return certainty if calibrated else (0.5 + certainty / 2 if certainty else 0.0)


def level_at(certainty: float) -> SimilarityLevel:
    """The degree of a certainty, 0 to 1."""
    return next(
        (degree for degree in SimilarityLevel if certainty >= LEVEL_THRESHOLDS[degree]),
        SimilarityLevel.HARDLY,
    )


def level_of(score: float, *, calibrated: bool) -> SimilarityLevel:
    """The degree of an answer's score."""
    bars = (np.float32(score_at(bar, calibrated=calibrated)) for bar in LEVEL_THRESHOLDS)
    return next(
        (SimilarityLevel(at) for at, bar in enumerate(bars) if score >= bar), SimilarityLevel.HARDLY
    )


def count_passing(answer: Answer, certainty: float) -> int:
    """How many photos of an answer, from the best on, have at least this certainty."""
    least = np.float32(score_at(certainty, calibrated=answer.calibrated))
    return int(np.searchsorted(-answer.scores, -least, side="right"))
