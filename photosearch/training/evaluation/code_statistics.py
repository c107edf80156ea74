"""What the codes of a database are like, without asking anything of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import Codes, unpack_signs

_ROWS_AT_ONCE = 8192


class CodeStatistics(NamedTuple):
    """How well a set of codes uses its bits."""

    photos: int
    bits: int
    mean_entropy: float
    """Mean over the bits of H(p) = -p log2 p - (1 - p) log2 (1 - p), p the share of ones: 1 where
    ones and zeros are equally frequent."""
    lowest_entropy: float
    """Of the most one-sided bit; 0 is a bit that never changes."""
    constant_bits: int
    mean_correlation: float
    """Mean absolute correlation of two different bits, 0 to 1; constant bits count as 0."""
    highest_correlation: float
    """1 is a bit that another one repeats (or negates)."""
    unique_codes: int
    colliding_photos: int
    """Photos that share their code with another one."""
    entropies: NDArray[np.float64]
    """(bits,)."""


def code_statistics(codes: Codes) -> CodeStatistics:
    """Of packed codes (n, bytes), n at least 1."""
    count, bits = len(codes), codes.shape[1] * 8
    sums = np.zeros(bits)
    products = np.zeros((bits, bits))
    for start in range(0, count, _ROWS_AT_ONCE):
        signs = unpack_signs(codes[start : start + _ROWS_AT_ONCE])
        sums += signs.sum(axis=0, dtype=np.float64)
        products += signs.T @ signs  # whole numbers below 2^24, exact in single precision
    means = sums / count
    ones = (means + 1) / 2
    entropies = _entropy(ones) + _entropy(1 - ones)
    variances = 1 - means**2
    constant = np.abs(sums) == count
    scale = np.sqrt(np.where(constant, 1, variances))
    correlations = np.abs((products / count - np.outer(means, means)) / np.outer(scale, scale))
    correlations[constant] = 0
    correlations[:, constant] = 0
    between = correlations[~np.eye(bits, dtype=bool)]
    _, times = np.unique(codes, axis=0, return_counts=True)
    return CodeStatistics(
        photos=count,
        bits=bits,
        mean_entropy=float(entropies.mean()),
        lowest_entropy=float(entropies.min()),
        constant_bits=int(constant.sum()),
        mean_correlation=float(between.mean()),
        highest_correlation=float(between.max()),
        unique_codes=len(times),
        colliding_photos=int(times[times > 1].sum()),
        entropies=entropies,
    )


def _entropy(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    terms: NDArray[np.float64] = -shares * np.log2(np.where(shares > 0, shares, 1))
    return terms
