"""Fit a learned map to judged pairs: in tenths of a second, by numpy alone.

Three steps, each with its source.

- Codes of the sense itself are taken as they are: without other weight the order is the sense's
  own, to the bit. Those of other kinds are centred and brought to the principal components of the
  library's codes.
- How much each kind of code counts is found by logistic regression of "alike" on the pairs'
  likeness in each kind (relevance feedback as re-weighting: Rui and others, 1998). The photos that
  are judged were found by the sense itself, which says nothing of those that were not found; a
  regression on the likeness is right all the same, as it takes that as given. Few answers change
  little: the weights have a normal prior around the sense as it is.
- Directions in which photos that belong together differ count less: the inverse of their scatter
  (relevant component analysis, Bar-Hillel and others, 2003; KISSME, Köstinger and others, 2012, has
  the same for the alike). A hundred differences do not suffice for a scatter of many directions, so
  that of the nearest neighbours in the library stands in for more, and all is drawn towards equal.

Nothing is random: the same answers give the same map.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Codes, Embeddings, unpack_signs
from photosearch.core.learned_map import CodeBlock, Floats, LearnedMap

Doubles = NDArray[np.float64]

SAMPLE = 4_000
"""So many photos of the library are looked at beside the judged ones."""
_DIRECTIONS = 64
_NEIGHBOURS, _ASKING = 5, 1_500
_OWN_PRIOR, _OWN_SURENESS = 2.0, 100.0
"""Of the sense itself: its logit per standard deviation of the likeness of strangers, and how much
that weighs against the answers; see "Learning from answers" in tests/benchmarks/README.md."""
_OTHER_SURENESS = 30.0
_LEAST_SHARE = 0.02
"""A kind of code that counts for less than this share of the largest is left out."""
_NEIGHBOUR_PAIRS = 50.0
"""The neighbours' scatter weighs as much as so many alike pairs."""
_TOWARDS_EQUAL = 0.7
_NEWTON_STEPS = 50


@dataclass(frozen=True, slots=True, eq=False)
class PairCodes:
    """Hold judged pairs as codes, with what their library looks like."""

    first: Mapping[CodeKind, Codes]
    """(n, bytes) by kind."""
    second: Mapping[CodeKind, Codes]
    alike: NDArray[np.bool_]
    """(n,)"""


@dataclass(frozen=True, slots=True, eq=False)
class LibrarySpace:
    """Hold the directions in which a library varies, by kind of code."""

    sense: CodeKind
    blocks: tuple[CodeBlock, ...]
    """Their likenesses of strangers all have the standard deviation 1 / weight."""
    neighbours: Doubles
    """(all directions, all directions) scatter of near neighbours in the sense."""

    @property
    def own(self) -> int:
        """Return the place of the sense among the blocks."""
        return [block.kind for block in self.blocks].index(self.sense)

    def rows(self, codes: Mapping[CodeKind, Codes]) -> Floats:
        """Return codes (m, bytes) by kind in all directions: (m, all directions)."""
        parts = [
            block.directions(unpack_signs(codes[block.kind])) * np.float32(np.sqrt(block.weight))
            for block in self.blocks
        ]
        return np.concatenate(parts, axis=1)

    def likeness(self, first: Floats, second: Floats) -> Doubles:
        """Return the likeness of rows (m, all directions) by kind: (m, kinds)."""
        products = first.astype(np.float64) * second
        edges = np.cumsum([block.count for block in self.blocks])[:-1]
        return np.stack([part.sum(1) for part in np.split(products, edges, axis=1)], axis=1)

    def scales(self, weights: Doubles) -> Doubles:
        """Return what each direction is multiplied by for weights (kinds,) of the likenesses."""
        sizes = [block.count for block in self.blocks]
        return np.repeat(np.sqrt(weights), sizes)


def measure_space(sense: CodeKind, sample: Mapping[CodeKind, Codes]) -> LibrarySpace:
    """Return the space of a library, by codes (m, bytes) of a sample of at least two photos.

    Kinds that do not vary at all are left out; the sense itself never.
    """
    blocks = []
    for kind, codes in sample.items():
        signs = unpack_signs(codes)
        if kind is not sense:
            block = _principal(kind, signs)
            if block is not None:
                blocks.append(block)
        elif (codes == codes[:1]).all():
            raise ValueError("all photos have the same code")
        else:
            blocks.append(_whole(kind, signs))
    blocks.sort(key=lambda block: block.kind.value)
    size = sum(block.count for block in blocks)
    empty = LibrarySpace(sense, tuple(blocks), np.eye(size))
    return LibrarySpace(sense, tuple(blocks), _neighbour_scatter(empty, sample))


def fit_weights(space: LibrarySpace, likeness: Doubles, alike: NDArray[np.bool_]) -> Doubles:
    """Return how much each kind counts: (kinds,), the greatest 1, none below 0.

    Args:
        space: of the library.
        likeness: (n, kinds) of the pairs.
        alike: (n,)
    """
    return weights_of(space, fit_coefficients(space, likeness, alike))


def fit_coefficients(space: LibrarySpace, likeness: Doubles, alike: NDArray[np.bool_]) -> Doubles:
    """Return the coefficients (kinds + 1,) of "alike" by the likenesses, the last one constant.

    The arguments are those of `fit_weights`.
    """
    start = np.zeros(likeness.shape[1] + 1)
    start[space.own] = _OWN_PRIOR
    start[-1] = -_OWN_PRIOR * likeness[:, space.own].mean()
    return fit_logistic(with_constant(likeness), alike, start, prior_sureness(space))


def prior_sureness(space: LibrarySpace) -> Doubles:
    """Return how much the prior of each coefficient weighs: (kinds + 1,)."""
    sureness = np.full(len(space.blocks) + 1, _OTHER_SURENESS)
    sureness[space.own] = _OWN_SURENESS
    sureness[-1] = 1e-3
    return sureness


def with_constant(likeness: Doubles) -> Doubles:
    """Return likenesses (n, kinds) with a column of ones behind them."""
    return np.column_stack([likeness, np.ones(len(likeness))])


def weights_of(space: LibrarySpace, coefficients: Doubles) -> Doubles:
    """Return how much each kind counts (kinds,) by the coefficients of a regression."""
    weights = np.maximum(coefficients[:-1], 0)
    if not weights.any():
        weights[space.own] = 1.0
    weights /= weights.max()
    weights[weights < _LEAST_SHARE] = 0
    return weights


def fit_turn(space: LibrarySpace, weights: Doubles, differences: Doubles) -> Doubles:
    """Return what turns and stretches the directions: (all directions, all directions).

    Args:
        space: of the library.
        weights: (kinds,) of `fit_weights`.
        differences: (n, all directions) between the rows of alike pairs, n perhaps 0.
    """
    scales = space.scales(weights)
    scatter = _of_trace_one(space.neighbours * np.outer(scales, scales)) * _NEIGHBOUR_PAIRS
    if len(differences):
        scaled = differences * scales
        scatter = scatter + _of_trace_one(scaled.T @ scaled) * len(differences)
    used = int(np.count_nonzero(scales))
    scatter *= used / max(float(np.trace(scatter)), 1e-12)
    mixed = (1 - _TOWARDS_EQUAL) * scatter + _TOWARDS_EQUAL * np.eye(len(scales))
    sizes, axes = np.linalg.eigh(mixed)
    turn: Doubles = axes / np.sqrt(np.maximum(sizes, 1e-9))
    return turn


def make_map(space: LibrarySpace, weights: Doubles, turn: Doubles | None) -> LearnedMap:
    """Return the map of weights (kinds,) and a turn; kinds without weight are not looked at."""
    blocks = tuple(
        CodeBlock(block.kind, block.mean, block.projection, block.weight * float(weight))
        for block, weight in zip(space.blocks, weights, strict=True)
        if weight > 0
    )
    if turn is None:
        return LearnedMap(space.sense, blocks)
    used = space.scales(weights) > 0
    return LearnedMap(space.sense, blocks, turn[used].astype(np.float32))


def fit_logistic(
    rows: Doubles, right: NDArray[np.bool_], start: Doubles, sureness: Doubles
) -> Doubles:
    """Return the coefficients (k,) of a logistic regression with a normal prior, by Newton's steps.

    Args:
        rows: (n, k).
        right: (n,) what is to be told.
        start: (k,) mean of the prior.
        sureness: (k,) one over its variance, above 0.
    """
    found = start.copy()
    cost = _cost(rows, right, start, sureness, found)
    for _ in range(_NEWTON_STEPS):
        chance = logistic(rows @ found)
        slope = rows.T @ (chance - right) + sureness * (found - start)
        bend = (rows.T * (chance * (1 - chance))) @ rows + np.diag(sureness)
        step = np.linalg.solve(bend, slope)
        # Far from the answer a whole step may lead further away, or back and forth for ever.
        while True:
            tried = found - step
            cost_there = _cost(rows, right, start, sureness, tried)
            if cost_there <= cost or np.abs(step).max() < 1e-9:
                break
            step = step / 2
        found, cost = tried, cost_there
        if np.abs(step).max() < 1e-9:
            break
    return found


def _cost(
    rows: Doubles,
    right: NDArray[np.bool_],
    start: Doubles,
    sureness: Doubles,
    coefficients: Doubles,
) -> float:
    """Return what the regression makes as small as can be."""
    logits = rows @ coefficients
    away = coefficients - start
    unlikely = np.logaddexp(0, np.where(right, -logits, logits)).sum()
    return float(unlikely + 0.5 * (sureness * away**2).sum())


def logistic(logits: Doubles) -> Doubles:
    """Return the probabilities (n,) of logits (n,)."""
    chance: Doubles = 1 / (1 + np.exp(-np.clip(logits, -35, 35)))
    return chance


def _principal(kind: CodeKind, signs: Embeddings) -> CodeBlock | None:
    mean = signs.mean(axis=0)
    centred = (signs - mean).astype(np.float64)
    sizes, axes = np.linalg.eigh(centred.T @ centred / len(centred))
    kept = np.argsort(-sizes, kind="stable")[: min(_DIRECTIONS, len(signs) - 1)]
    kept = kept[sizes[kept] > 1e-9]
    if not len(kept):
        return None
    block = CodeBlock(kind, mean, _signed(axes[:, kept]).astype(np.float32), 1.0)
    return _evened(block, signs)


def _whole(kind: CodeKind, signs: Embeddings) -> CodeBlock:
    """Return the block in which photos are as alike as by the sense itself."""
    bits = signs.shape[1]
    block = CodeBlock(kind, np.zeros(bits, np.float32), None, 1.0)
    return _evened(block, signs)


def _evened(block: CodeBlock, signs: Embeddings) -> CodeBlock:
    """Return a block weighted so that the likeness of strangers has a standard deviation of 1."""
    rows = block.directions(signs)
    half = len(rows) // 2
    spread = float((rows[:half] * rows[half : 2 * half]).sum(1).std())
    return CodeBlock(block.kind, block.mean, block.projection, 1 / max(spread, 1e-3))


def _signed(axes: Doubles) -> Doubles:
    """Return axes (d, k) with the greatest entry of each positive: the same on any machine."""
    places = np.abs(axes).argmax(axis=0)
    signed: Doubles = axes * np.sign(axes[places, np.arange(axes.shape[1])])
    return signed


def _neighbour_scatter(space: LibrarySpace, sample: Mapping[CodeKind, Codes]) -> Doubles:
    rows = space.rows(sample)
    if len(rows) <= _NEIGHBOURS + 1:
        return space.neighbours
    sizes: Sequence[int] = [block.count for block in space.blocks]
    start = sum(sizes[: space.own])
    own = rows[:, start : start + sizes[space.own]]
    asking = np.linspace(0, len(rows) - 1, min(_ASKING, len(rows))).astype(np.intp)
    likeness = own[asking] @ own.T
    likeness[np.arange(len(asking)), asking] = -np.inf
    nearest = np.argpartition(-likeness, _NEIGHBOURS, axis=1)[:, :_NEIGHBOURS]
    differences = (rows[asking][:, None] - rows[nearest]).reshape(-1, rows.shape[1])
    return differences.T.astype(np.float64) @ differences.astype(np.float64) / len(differences)


def _of_trace_one(scatter: Doubles) -> Doubles:
    return scatter / max(float(np.trace(scatter)), 1e-12)
