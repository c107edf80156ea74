"""Tell how sure it is that what was learned is right, and what it is worth in the whole library.

The answers are about the first photos found, which are like the query all: how well they are
ordered says little of the order of the library. Two things are asked beside.

- How sure are the weights? Answers that share a photo tell less than as many that share none, so
  that standard errors count these ties (dyadic cluster-robust variance: Aronow, Samii and
  Assenova, 2015), around the regression's prior.
- How much more is found in the library if the regression is right? It gives each pair of photos a
  probability of being alike, however far apart they are; the expected average precision of both
  orders follows from these, for coefficients drawn from what they may be.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Codes
from photosearch.library.learning.map_fitting import (
    Doubles,
    LibrarySpace,
    PairCodes,
    logistic,
    with_constant,
)

_ASKING, _ASKED, _DRAWS = 60, 2_000, 16
_TINY = 1e-12


def coefficient_covariance(
    pairs: PairCodes,
    sense: CodeKind,
    likeness: Doubles,
    coefficients: Doubles,
    sureness: Doubles,
) -> Doubles:
    """Return the covariance (kinds + 1, kinds + 1) of a regression's coefficients.

    Args:
        pairs: n of them, that it was fitted to.
        sense: whose codes tell photos apart.
        likeness: (n, kinds) of the pairs.
        coefficients: (kinds + 1,), the last one constant.
        sureness: (kinds + 1,) of the prior, see `fit_logistic`.
    """
    rows = with_constant(likeness)
    chance = logistic(rows @ coefficients)
    prior = np.diag(sureness)
    inverse = np.linalg.inv((rows.T * (chance * (1 - chance))) @ rows + prior)
    slopes = (pairs.alike - chance)[:, None] * rows
    covariance: Doubles = inverse @ (_tied(pairs, sense, slopes) + prior) @ inverse
    # What shares photos can count below nothing: no variance is negative.
    sizes, axes = np.linalg.eigh(covariance)
    positive: Doubles = np.matmul(axes * np.maximum(sizes, _TINY), axes.T)
    return positive


def sureness_of_others(space: LibrarySpace, coefficients: Doubles, covariance: Doubles) -> float:
    """Return the greatest coefficient of a kind other than the sense, in its standard errors."""
    errors = np.sqrt(np.diag(covariance))
    others = np.delete(np.arange(len(coefficients) - 1), space.own)
    return float((coefficients[others] / errors[others]).max(initial=0.0))


def expected_gain(
    space: LibrarySpace,
    sample: Mapping[CodeKind, Codes],
    weights: Doubles,
    coefficients: Doubles,
    covariance: Doubles,
) -> float:
    """Return how much more weights (kinds,) would find than the sense alone, as a share.

    The mean over coefficients that the regression may have; the same for the same arguments.

    Args:
        space: of the library.
        sample: codes (m, bytes) by kind of its photos.
        weights: that are tried.
        coefficients: (kinds + 1,) of the regression.
        covariance: of these.
    """
    count = len(next(iter(sample.values())))
    if count < 3:
        return 0.0
    places = np.linspace(0, count - 1, min(_ASKED, count)).astype(np.intp)
    rows = space.rows({kind: codes[places] for kind, codes in sample.items()})
    asking = np.linspace(0, len(rows) - 1, min(_ASKING, len(rows))).astype(np.intp)
    likeness = _likeness_to_all(space, rows, asking)
    itself = np.arange(len(asking)), asking
    own, weighed = likeness[:, :, space.own].copy(), likeness @ weights
    orders = []
    for values in (weighed, own):
        values[itself] = -np.inf
        orders.append(np.argsort(-values, axis=1, kind="stable")[:, :-1])
    drawn = np.random.default_rng(0).multivariate_normal(coefficients, covariance, _DRAWS)
    gains = []
    for each in drawn:
        chance = logistic(likeness @ each[:-1] + each[-1])
        after, before = (expected_precision(chance, order) for order in orders)
        gains.append(after / before - 1)
    return float(np.mean(gains))


def expected_precision(chance: Doubles, order: NDArray[np.intp]) -> float:
    """Return the mean average precision to be expected of orders, where photos are right by chance.

    Args:
        chance: (q, n) that a photo is right, above 0, each by itself.
        order: (q, m) of photos, best first.
    """
    ranked = np.take_along_axis(chance, order, axis=1)
    before = np.cumsum(ranked, axis=1) - ranked
    places = np.arange(1, ranked.shape[1] + 1)
    # The ratio of expectations, as is usual: that of the ratio has no closed form.
    precision = (ranked * (1 + before) / places).sum(axis=1) / ranked.sum(axis=1)
    return float(precision.mean())


def _tied(pairs: PairCodes, sense: CodeKind, slopes: Doubles) -> Doubles:
    """Return the sum of products of slopes (n, k) of all pairs that share a photo: (k, k)."""
    numbers: dict[bytes, int] = {}
    ends = [
        [numbers.setdefault(code.tobytes(), len(numbers)) for code in codes[sense]]
        for codes in (pairs.first, pairs.second)
    ]
    by_photo = np.zeros((len(numbers), slopes.shape[1]))
    for photos in ends:
        np.add.at(by_photo, photos, slopes)
    # A pair stands at both of its photos, and with itself twice.
    tied: Doubles = by_photo.T @ by_photo - slopes.T @ slopes
    return tied


def _likeness_to_all(
    space: LibrarySpace, rows: NDArray[np.float32], asking: NDArray[np.intp]
) -> Doubles:
    """Return the likeness by kind of some rows to all: (q, n, kinds)."""
    edges = np.cumsum([0, *(block.count for block in space.blocks)])
    parts = [rows[asking, first:last] @ rows[:, first:last].T for first, last in pairwise(edges)]
    return np.stack(parts, axis=2).astype(np.float64)
