"""Fit the probability that the best answer is right at each Hamming distance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photosearch.core.model_card import Calibration
from photosearch.training.evaluation.metrics import Distances

_STEP = 4
_DIGITS = 4


def calibration_samples(
    distances: Distances, originals: NDArray[np.integer]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return distances of best answers and how probably they are right, each query asked twice.

    Once with its original among the photos and once with it taken away, as if half of all queries
    had their original in the library. Of several photos at the same distance any may be the answer.

    Args:
        distances: (queries, photos).
        originals: (queries,) index of the right photo.
    """
    rows = np.arange(len(distances))
    own = distances[rows, originals].astype(np.float64)
    others = distances.astype(np.float64)
    others[rows, originals] = np.inf
    other = others.min(axis=1)
    ties = 1 + (others == own[:, None]).sum(axis=1)
    right = np.where(own <= other, 1 / ties, 0.0)
    return np.concatenate([np.minimum(own, other), other]), np.append(right, np.zeros(len(other)))


def fit_table(
    distances: NDArray[np.float64], right: NDArray[np.bool_ | np.float64], bits: int
) -> Calibration:
    """Return a falling table by isotonic regression (pool adjacent violators), every few bits.

    Args:
        distances: (n,) of answers.
        right: (n,) whether each was right, or how probably.
        bits: the largest distance.
    """
    levels, level = np.unique(distances, return_inverse=True)
    counts = np.bincount(level)
    shares_right = np.bincount(level, right) / counts
    pools: list[tuple[float, int, float]] = []  # share right, answers, sum of their distances
    for at, number, portion in zip(levels.tolist(), counts.tolist(), shares_right, strict=True):
        share, count, total = float(portion), number, at * number
        while pools and pools[-1][0] <= share:
            last = pools.pop()
            share = (share * count + last[0] * last[1]) / (count + last[1])
            count, total = count + last[1], total + last[2]
        pools.append((share, count, total))
    centres = [total / count for _, count, total in pools]
    # As if one more answer each way had been seen: no distance is certain from a few thousand.
    shares = [(share * count + 1) / (count + 2) for share, count, _ in pools]
    steps = np.arange(0, bits + 1, _STEP)
    probabilities = np.minimum.accumulate(np.interp(steps, centres, shares)).round(_DIGITS)
    return tuple(zip(steps.tolist(), probabilities.tolist(), strict=True))
