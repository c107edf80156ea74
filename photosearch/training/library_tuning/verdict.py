"""Decide whether a layer that was trained takes the place of the one before."""

from __future__ import annotations

from collections.abc import Mapping

from photosearch.training.library_tuning import metrics

_LEAST_GAIN = 0.002
"""By how much the mean of the figures must rise: less may be luck."""
_MOST_WORSE = 0.005
"""By how much it may fall on the general set, which is small: a picture more or less."""
MOST_LOST = 0.03
"""How much of the features' neighbours `subject` may give up for folders and keywords."""


def is_better(before: Mapping[str, float], after: Mapping[str, float]) -> bool:
    """Tell whether a layer is worth to be kept, by its figures on the photos of the test."""
    gain = metrics.score(dict(after)) - metrics.score(dict(before))
    return gain >= _LEAST_GAIN and neighbours_lost(before, after) <= MOST_LOST


def is_no_worse(before: Mapping[str, float], after: Mapping[str, float]) -> bool:
    """Tell whether a layer still knows what it knew, by its figures on the general set."""
    return metrics.score(dict(before)) - metrics.score(dict(after)) <= _MOST_WORSE


def neighbours_lost(before: Mapping[str, float], after: Mapping[str, float]) -> float:
    """Return how much of the features' neighbours was given up."""
    return before.get("neighbours_kept", 0.0) - after.get("neighbours_kept", 0.0)
