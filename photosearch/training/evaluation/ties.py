"""Compute expected precisions where distances are equal: the mean over all orders of the ties.

A code of few bits gives the same distance to many photos. Were these kept in the order of the
database, figures would depend on it: codes that are all the same reach an average precision of 0.65
on a database sorted by two classes. So every figure is the expected value over all orders of equal
distances: F. McSherry and M. Najork, "Computing Information Retrieval Performance Measures
Efficiently in the Presence of Tied Scores", ECIR 2008; K. He et al., "Hashing as Tie-Aware Learning
to Rank", CVPR 2018.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]


class TieGroups(NamedTuple):
    """Group answers of equal distance, the nearest first; all arrays (groups,)."""

    starts: NDArray[np.int64]
    """Rank of the first answer of the group, from 0."""
    sizes: NDArray[np.int64]
    right: Reals
    """Right answers in the group; an expected number where it is not known which answers came."""
    before: Reals
    """Right answers in all groups before."""

    @property
    def ends(self) -> NDArray[np.int64]:
        """Return how many answers there are up to the end of each group."""
        return self.starts + self.sizes


def tie_groups(distances: NDArray[np.generic], right: NDArray[np.generic]) -> TieGroups:
    """Group a ranked list (n,), n at least 1.

    Args:
        distances: rising.
        right: whether each answer is right, or how probably.
    """
    starts = np.concatenate([[0], np.flatnonzero(distances[1:] != distances[:-1]) + 1])
    sizes = np.diff(np.append(starts, len(distances)))
    found = np.add.reduceat(np.asarray(right, np.float64), starts)
    return TieGroups(starts, sizes, found, np.cumsum(found) - found)


def precision_sums(groups: TieGroups, pairs: Reals | None = None) -> Reals:
    """Return the expected sum of the precisions at the right answers of each group, (groups,).

    Args:
        groups: of one ranked list.
        pairs: expected number of ordered pairs of different right answers in a group; without it
            the numbers of right answers are certain.
    """
    starts, sizes, right, before = groups
    harmonic = _harmonic(int(groups.ends[-1]))
    inverse = harmonic[groups.ends] - harmonic[starts]  # sum of 1 / (rank + 1)
    lead = sizes - (starts + 1) * inverse  # sum of (place in the group) / (rank + 1)
    couples = right * (right - 1) if pairs is None else pairs
    alone = right / sizes * (before + 1) * inverse
    return np.asarray(alone + couples / (sizes * np.maximum(sizes - 1, 1)) * lead)


def average_precision(groups: TieGroups) -> float:
    """Return the expected average precision of a ranked list that has a right answer."""
    return float(precision_sums(groups).sum() / groups.right.sum())


def found_at(groups: TieGroups, cuts: NDArray[np.int64]) -> Reals:
    """Return how many right answers are expected among the first `cuts` (cuts,), each above 0."""
    at, taken = _places(groups, cuts)
    return np.asarray(groups.before[at] + groups.right[at] * taken / groups.sizes[at])


def average_precision_at(groups: TieGroups, cuts: NDArray[np.int64]) -> Reals:
    """Return the expected mean of the precisions at the right ones among the first `cuts` answers.

    Lists without a right answer among them count as 0. Where a cut splits a group, the number of
    right answers that it takes is hypergeometric.

    Args:
        groups: of a list of which it is certain which answers are right.
        cuts: (cuts,) each from 1 to the length of the list.
    """
    sums = np.concatenate([[0.0], np.cumsum(precision_sums(groups))])
    harmonic = _harmonic(int(groups.ends[-1]))
    means = np.zeros(len(cuts))
    at, taken = _places(groups, cuts)
    for number, (group, slots) in enumerate(zip(at.tolist(), taken.tolist(), strict=True)):
        size, right = int(groups.sizes[group]), round(float(groups.right[group]))
        start, before = int(groups.starts[group]), float(groups.before[group])
        hits = np.arange(max(0, slots - (size - right)), min(right, slots) + 1)
        inverse = harmonic[start + slots] - harmonic[start]
        lead = slots - (start + 1) * inverse
        within = hits / slots * ((before + 1) * inverse + (hits - 1) / max(slots - 1, 1) * lead)
        value = (sums[group] + within) / np.maximum(before + hits, 1)
        means[number] = _hypergeometric(hits, size, right, slots) @ value
    return means


def _places(
    groups: TieGroups, cuts: NDArray[np.int64]
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Return the group in which each cut ends, and how many answers of it are before the cut."""
    at = np.searchsorted(groups.ends, cuts)
    return at, np.asarray(cuts - groups.starts[at])


def _hypergeometric(hits: NDArray[np.int64], size: int, right: int, slots: int) -> Reals:
    """Return how probable `hits` are among `slots` drawn of `size`, of which `right` are right."""
    logs = _log_factorials(size)

    def choose(total: int, part: NDArray[np.int64]) -> Reals:
        ways: Reals = logs[total] - logs[part] - logs[total - part]
        return ways

    whole = choose(size, np.array(slots))
    chance: Reals = np.exp(choose(right, hits) + choose(size - right, slots - hits) - whole)
    return chance


@lru_cache(maxsize=8)
def _harmonic(count: int) -> Reals:
    """Return the harmonic numbers H(0) to H(count)."""
    return np.concatenate([[0.0], np.cumsum(1 / np.arange(1, count + 1))])


@lru_cache(maxsize=64)
def _log_factorials(count: int) -> Reals:
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, count + 1)))])
