"""Learn a map of judged pairs and try it on pairs held out: it is used only if it is better there.

The answers are divided into parts that share no photo, as far as they can be; each part in turn is
held out while a map is learned of the others. Within each group of answers that hang together by
their photos, those that are alike should come before those that are not: how well they do is
compared, by maps that have not seen them and by the codes alone.

All answers are about photos that the sense found first. That more is found in the whole library has
to be expected as well, and the weights have to be sure; see `map_evidence`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Codes
from photosearch.core.judged_pairs import leaders
from photosearch.core.learned_map import Floats, LearnedMap
from photosearch.library.learning.map_evidence import (
    coefficient_covariance,
    expected_gain,
    sureness_of_others,
)
from photosearch.library.learning.map_fitting import (
    Doubles,
    LibrarySpace,
    PairCodes,
    fit_coefficients,
    fit_turn,
    fit_weights,
    make_map,
    measure_space,
    prior_sureness,
    weights_of,
)

_PARTS, _ROUNDS = 5, 3
_SEED = 0
"""Of the division into parts."""
_LEAST_GAIN = 0.02
"""By how much what is found must rise: less is no use to anybody."""
_LEAST_EVIDENCE = 1.0
"""By so many standard errors the groups held out must be ordered better than before. This and the
next were chosen with other photos and users than are told of: see "Learning from answers" in
tests/benchmarks/README.md."""
_LEAST_SURENESS = 1.5
"""So many standard errors the weight of another kind of code must be above nothing."""
_EVIDENCE_OF_TURN = 1.5
"""By so many they must be ordered better with the turn than without it."""


@dataclass(frozen=True, slots=True, eq=False)
class MapTrial:
    """Hold what came of trying a map."""

    learned: LearnedMap
    """Of all answers."""
    before: float
    """Mean average precision of the held-out answers, 0 to 1, by the codes of the sense alone."""
    after: float
    """The same by maps that have not seen them."""
    evidence: float
    """By how many standard errors the mean over groups has risen."""
    sureness: float = 0.0
    """By how many standard errors the weight of another kind of code than the sense's is above
    nothing."""
    expected: float = 0.0
    """How much more is to be expected to be found in the library, as a share."""

    @property
    def better(self) -> bool:
        """Tell whether the map is to be used."""
        return (
            self.evidence >= _LEAST_EVIDENCE
            and self.sureness >= _LEAST_SURENESS
            and min(self.gain, self.expected) >= _LEAST_GAIN
        )

    @property
    def gain(self) -> float:
        """Return how much more is found, as a share of what is found before."""
        return self.after / self.before - 1 if self.before > 0 else 0.0


def learn_map(sense: CodeKind, pairs: PairCodes, sample: Mapping[CodeKind, Codes]) -> MapTrial:
    """Return the map of all answers, and what it is worth by answers that were held out.

    Args:
        sense: that the answers are about.
        pairs: some of both sorts.
        sample: codes (m, bytes) by kind of photos of the library, the judged ones among them or
            not.
    """
    space = measure_space(sense, sample)
    rows = space.rows(pairs.first), space.rows(pairs.second)
    alike = pairs.alike
    likeness = space.likeness(*rows)
    differences = (rows[0] - rows[1]).astype(np.float64)
    own = _own_likeness(sense, pairs)
    groups = photo_groups(pairs, sense)
    found: list[list[float]] = []
    for held_out in _parts(groups):
        known = ~held_out
        if not _tells(alike[known]):
            continue
        weights = fit_weights(space, likeness[known], alike[known])
        scores = (
            own,
            _cosines(space, weights, None, rows),
            _cosines(space, weights, fit_turn(space, weights, differences[known & alike]), rows),
        )
        for group in np.unique(groups[held_out]):
            some = held_out & (groups == group)
            if _tells(alike[some]):
                found.append([average_precision(each[some], alike[some]) for each in scores])
    coefficients = fit_coefficients(space, likeness, alike)
    weights = weights_of(space, coefficients)
    if not found:
        return MapTrial(make_map(space, weights, None), 0.0, 0.0, 0.0)
    figures = np.array(found)
    chosen = 1
    # Answers that hang together tell of each other, and a turn has room to remember them.
    if len(np.unique(groups)) >= _PARTS and (
        _evidence(figures[:, 2] - figures[:, 1]) >= _EVIDENCE_OF_TURN
    ):
        chosen = 2
    turn = fit_turn(space, weights, differences[alike]) if chosen == 2 else None
    covariance = coefficient_covariance(pairs, sense, likeness, coefficients, prior_sureness(space))
    return MapTrial(
        make_map(space, weights, turn),
        float(figures[:, 0].mean()),
        float(figures[:, chosen].mean()),
        _evidence(figures[:, 1] - figures[:, 0]),
        sureness_of_others(space, coefficients, covariance),
        expected_gain(space, sample, weights, coefficients, covariance),
    )


def average_precision(scores: Doubles, right: NDArray[np.bool_]) -> float:
    """Return the average precision of what is right (n,), at least one, by falling scores (n,).

    Of equal scores it is the mean of the best and the worst order: codes of few bits have many.
    """
    worst, best = np.lexsort((right, -scores)), np.lexsort((~right, -scores))
    return (_precision_in_order(right[worst]) + _precision_in_order(right[best])) / 2


def _precision_in_order(found: NDArray[np.bool_]) -> float:
    places = np.flatnonzero(found) + 1
    return float(np.mean(np.arange(1, len(places) + 1) / places))


def _own_likeness(sense: CodeKind, pairs: PairCodes) -> Doubles:
    different = np.bitwise_count(pairs.first[sense] ^ pairs.second[sense])
    likeness: Doubles = -different.sum(axis=1, dtype=np.float64)
    return likeness


def _cosines(
    space: LibrarySpace, weights: Doubles, turn: Doubles | None, rows: tuple[Floats, Floats]
) -> Doubles:
    """Return what the map of these weights and turn says of pairs of rows: (n,)."""
    vectors = []
    for each in rows:
        scaled = each * space.scales(weights)
        turned = scaled if turn is None else scaled @ turn
        vectors.append(turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-6))
    cosines: Doubles = (vectors[0] * vectors[1]).sum(1)
    return cosines


def _evidence(gains: NDArray[np.float64]) -> float:
    """Return the mean of gains (n,) in its standard errors; each group is there once a round."""
    error = float(gains.std()) / float(np.sqrt(max(1.0, len(gains) / _ROUNDS)))
    return float(gains.mean()) / max(error, 1e-9)


def _tells(alike: NDArray[np.bool_]) -> bool:
    return bool(alike.any() and not alike.all())


def _parts(groups: NDArray[np.intp]) -> Iterator[NDArray[np.bool_]]:
    """Yield which answers are held out (n,), each answer once in each round; groups (n,) whole."""
    if len(np.unique(groups)) < _PARTS:
        groups = np.arange(len(groups))  # all of one photo: its answers are all there is to divide
    names = np.unique(groups)
    for number in range(_ROUNDS):
        order = np.random.default_rng([_SEED, number]).permutation(len(names))
        part_of = np.empty(len(names), np.intp)
        part_of[order] = np.arange(len(names)) % _PARTS
        parts = part_of[np.searchsorted(names, groups)]
        for part in range(_PARTS):
            yield parts == part


def photo_groups(pairs: PairCodes, sense: CodeKind) -> NDArray[np.intp]:
    """Return the same number (n,) for answers that are tied by photos, known by their codes."""
    ends = [
        (first.tobytes(), second.tobytes())
        for first, second in zip(pairs.first[sense], pairs.second[sense], strict=True)
    ]
    leader_of = leaders([(*pair, True) for pair in ends])
    numbers: dict[bytes, int] = {}
    return np.array(
        [numbers.setdefault(leader_of[first], len(numbers)) for first, _ in ends], np.intp
    )
