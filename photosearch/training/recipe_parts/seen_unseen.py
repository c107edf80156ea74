"""Score classes that were learned from beside those of others, over several seeds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from photosearch.training.recipe_parts.labelled_features import (
    LabelledFeatures,
    Values,
    precision,
)


class Score(NamedTuple):
    """Hold the mean average precision of classes that were learned from, and of others."""

    seen: float
    unseen: float
    spread: float = 0.0
    """The largest difference between two seeds, of either."""


def score(
    values: Values,
    train: LabelledFeatures,
    held_out: LabelledFeatures,
    seen: NDArray[np.str_],
    *,
    floats: bool = False,
) -> Score:
    """Return how well held-out photos find the training photos of their class."""
    everything = np.unique(train.labels)
    found = []
    for classes in (seen, np.setdiff1d(everything, seen)):
        asked, searched = held_out.of(classes), train.of(classes)
        found.append(precision(values, asked, searched, floats=floats))
    return Score(*found)


def mean_of(scores: Sequence[Score]) -> Score:
    """Return the mean of the scores of all seeds, and how far these are apart."""
    rows = np.array([(one.seen, one.unseen) for one in scores])
    seen, unseen = rows.mean(axis=0).tolist()
    return Score(seen, unseen, float(np.ptp(rows, axis=0).max()))


def between_seeds(scores: Iterable[Score]) -> str:
    """Return a sentence on how far seeds are apart."""
    spreads = [one.spread for one in scores]
    return (
        f"Between seeds figures differ by {np.mean(spreads):.3f} on average, "
        f"by {max(spreads):.3f} at most."
    )
