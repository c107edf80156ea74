"""Rank photos: similarities, their mixture over modes and images, the short list.

Two stages, one formula. First every photo is compared by the Hamming distance of its codes, and
the nearest are kept: the short list. Then the short list is ranked again with the asymmetric
similarity, in which a bit that the encoder is sure of counts more than one that it is not.

Nothing here depends on the order in which photos are kept: equal photos are ordered by their id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Codes, Distances, Embeddings, pack

Values: TypeAlias = NDArray[np.float32] | NDArray[np.float64]
"""One value per photo, (n,)."""

Similarity: TypeAlias = Callable[[int, CodeKind], Values]
"""Returns the similarity of all photos (n,), 0 to 1, to one image by one kind of code. Images are
numbered from 0, the positives first, the negatives after them."""

CHANCE_SIMILARITY = 0.5
"""The similarity of unrelated codes: half of their bits agree."""

CHANCE_PROBABILITY = 0.0
"""The probability that unrelated photos are alike."""

_FINENESS = float(2**40)
# Weights of bytes take 8 times the memory of a code; a short list may be the whole library.
_ROWS_AT_ONCE = 4096
_BITS_OF_BYTES = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).astype(np.float64)
# Of every how many photos one is looked at to guess the distance at which the short list ends.
_SAMPLE_STEP = 128


def similarity_of_distance(distances: Distances, bits: int) -> NDArray[np.float32]:
    """Return the share of bits that agree, 0 to 1: 1 for the same code, about 0.5 for others."""
    similarity = np.multiply(distances, np.float32(-1 / bits), dtype=np.float32)
    similarity += np.float32(1)
    return similarity


def asymmetric_similarity(query: Embeddings, codes: Codes) -> NDArray[np.float64]:
    """Return the share of the query's confidence that agrees with stored bits: (m,), 0 to 1.

    With b the stored bits as -1 and +1 it is (1 + s) / 2, s = sum(query * b) / sum(|query|); 1 is
    the same code, 0.5 an unrelated one. For a query of equal sizes it is the share of bits.
    The weights are rounded to integers (40 bits in sum), so that the sums are exact and equal
    codes get equal values wherever they stand; an all-zero query weighs all bits alike.

    Args:
        query: (bits,) the encoder's output.
        codes: (m, bits / 8) packed.
    """
    sizes = np.abs(query.astype(np.float64))
    total = sizes.sum()
    weights = np.rint(sizes * (_FINENESS / total)) if total > 0 else np.ones_like(sizes)
    code, disagreement = pack(query), np.empty(len(codes), np.float64)
    # What the bits of each byte weigh, by the byte's place and value.
    by_byte = weights.reshape(-1, 8) @ _BITS_OF_BYTES.T
    places = np.arange(len(by_byte))
    for start in range(0, len(codes), _ROWS_AT_ONCE):
        part = slice(start, start + _ROWS_AT_ONCE)
        disagreement[part] = by_byte[places, codes[part] ^ code].sum(axis=1)
    similarity: NDArray[np.float64] = 1 - disagreement / weights.sum()
    return similarity


def probability_of_distance(
    distances: Distances, table: Sequence[tuple[float, float]]
) -> NDArray[np.float64]:
    """Return a model's calibration at Hamming `distances`, linear between the table's entries.

    Args:
        distances: (m,) in bits.
        table: (distance in bits, probability) by rising distance; constant beyond its ends.
    """
    entries = np.asarray(table, np.float64)
    probability: NDArray[np.float64] = np.clip(
        np.interp(distances, entries[:, 0], entries[:, 1]), 0, 1
    )
    return probability


@dataclass(frozen=True, slots=True)
class ScoreFormula:
    """Make one score of the similarities to a query's images, without the images themselves.

    Several positives. By copy codes a photo is as good as its best match: whoever gives three
    shots looks for copies of any of them, and no photo is a copy of all three. By look and subject
    codes the similarities are averaged: the images together tell what is meant, and what only one
    of them shows does not count for much. Weights: in the average, as one expects; in the best
    match, what an image says above chance counts by its weight over the greatest weight.

    Negatives. The similarity to a negative (in the same mixture of codes) counts as far as it is
    above chance, times its weight; the largest of these is subtracted. So a negative never
    raises a photo, and one that resembles no negative stays what it is.
    """

    kinds: Mapping[CodeKind, float]
    """Weights of the kinds of codes, summing to 1."""
    positives: tuple[float, ...]
    """Weights of the positive images, above zero."""
    negatives: tuple[float, ...] = ()
    """Weights of the negative images, above zero."""

    @property
    def single(self) -> CodeKind | None:
        """Return the kind, if Hamming distance to the one image alone decides."""
        if len(self.kinds) == 1 and len(self.positives) == 1 and not self.negatives:
            return next(iter(self.kinds))
        return None

    def value(self, similarity: Similarity) -> Values:
        """Return what photos are ordered by, more is better: at most 1, below 0 by negatives.

        Args:
            similarity: called once for each image and kind, one at a time, because an array may
                cover all photos of the library.
        """
        value = self._mixed(lambda kind: self._pooled(kind, similarity, CHANCE_SIMILARITY))
        penalty = self._penalty(similarity, CHANCE_SIMILARITY)
        return value if penalty is None else value - penalty

    def probability(self, probability: Similarity) -> Values:
        """Return the probability (n,) of being like the positives and like none of the negatives.

        Args:
            probability: calibrated, in the place of similarities.
        """
        value = self._mixed(lambda kind: self._pooled(kind, probability, CHANCE_PROBABILITY))
        penalty = self._penalty(probability, CHANCE_PROBABILITY)
        return value if penalty is None else value * (1 - np.minimum(penalty, 1))

    def nearest(self, similarity: Similarity) -> Values:
        """Return the mixed similarity (n,) to the nearest positive, whatever their weights."""
        return _largest(self._to(similarity, image) for image in range(len(self.positives)))

    def _to(self, similarity: Similarity, image: int) -> Values:
        return self._mixed(lambda kind: similarity(image, kind))

    def _mixed(self, of_kind: Callable[[CodeKind], Values]) -> Values:
        return _sum(of_kind(kind) * weight for kind, weight in self.kinds.items())

    def _pooled(self, kind: CodeKind, similarity: Similarity, chance: float) -> Values:
        if kind is CodeKind.COPY:
            top = max(self.positives)
            return _largest(
                _damped(similarity(image, kind), weight / top, chance)
                for image, weight in enumerate(self.positives)
            )
        total = sum(self.positives)
        return _sum(
            similarity(image, kind) * (weight / total)
            for image, weight in enumerate(self.positives)
        )

    def _penalty(self, similarity: Similarity, chance: float) -> Values | None:
        if not self.negatives:
            return None
        return _largest(
            np.maximum(self._to(similarity, image) - chance, 0) * weight
            for image, weight in enumerate(self.negatives, start=len(self.positives))
        )


def nearest_rows(
    costs: Distances | NDArray[np.float32],
    photo_ids: NDArray[np.int64],
    count: int,
    allowed: NDArray[np.bool_] | None = None,
) -> NDArray[np.intp]:
    """Return the rows of the `count` smallest (cost, photo id) among the allowed, rising.

    Exact, and about as quick as reading the costs once: a sample guesses where to cut, what lies
    below is counted, and only a guess that cut too deep is repeated without a sample.

    Args:
        costs: (n,) less is better.
        photo_ids: (n,) unique among the allowed.
        allowed: (n,) or None if all are.
    """
    rows = _below_guess(costs, count, allowed)
    if rows is None:
        rows = np.arange(len(costs)) if allowed is None else np.flatnonzero(allowed)
    if len(rows) <= count:
        return rows
    near = costs[rows]
    edge = np.partition(near, count - 1)[count - 1]
    inside = rows[near < edge]
    tied = rows[near == edge]
    tied_ids = photo_ids[tied]
    left = count - len(inside)
    if left < len(tied):
        tied = tied[tied_ids <= np.partition(tied_ids, left - 1)[left - 1]]
    return np.sort(np.concatenate([inside, tied]))


def best_first(
    values: Values, photo_ids: NDArray[np.int64], own_ids: Sequence[int] = ()
) -> NDArray[np.intp]:
    """Return the order (m,) by falling value; among equals the query's photos first, then by id."""
    if not own_ids:
        return np.lexsort((photo_ids, -values))
    stranger = ~np.isin(photo_ids, np.asarray(own_ids, np.int64))
    return np.lexsort((photo_ids, stranger, -values))


def monotonic(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the falling sequence nearest to `values` in the least squares.

    By pooling adjacent violators (isotonic regression).

    Probabilities belong to Hamming distances, the order to the asymmetric similarity. Where the
    two disagree, the photos concerned share the mean of their probabilities, which keeps the
    probabilities right on average, as taking running minima would not.
    """
    if (values[1:] <= values[:-1]).all():
        return values
    means: list[float] = []
    sizes: list[int] = []
    for value in values.tolist():
        mean, size = value, 1
        while means and means[-1] < mean:
            mean = (mean * size + means[-1] * sizes[-1]) / (size + sizes[-1])
            size += sizes.pop()
            means.pop()
        means.append(mean)
        sizes.append(size)
    return np.repeat(np.asarray(means, np.float64), sizes)


def _below_guess(
    costs: Distances | NDArray[np.float32], count: int, allowed: NDArray[np.bool_] | None
) -> NDArray[np.intp] | None:
    sample = costs[::_SAMPLE_STEP]
    if allowed is not None:
        sample = sample[allowed[::_SAMPLE_STEP]]
    # Four times what is wanted and a little more: a guess that cuts too deep is rare.
    place = 4 * count // _SAMPLE_STEP + 16
    if place >= len(sample):
        return None
    below = costs <= np.partition(sample, place)[place]
    if allowed is not None:
        below &= allowed
    rows = np.flatnonzero(below)
    return rows if len(rows) >= count else None


def _damped(similarity: Values, share: float, chance: float) -> Values:
    return similarity if share == 1 else chance + (similarity - chance) * share


def _sum(parts: Iterable[Values]) -> Values:
    total: Values | None = None
    for part in parts:
        total = part if total is None else total + part
    assert total is not None
    return total


def _largest(parts: Iterable[Values]) -> Values:
    largest: Values | None = None
    for part in parts:
        largest = part if largest is None else np.maximum(largest, part)
    assert largest is not None
    return largest
