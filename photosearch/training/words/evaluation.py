"""Measure what words find: captions their photos, common words what they name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.ranking import monotonic
from photosearch.library.search.label_meanings import LabelMeanings, words_of

Floats = NDArray[np.float32]

COMMON_WORDS = tuple(
    """
    man woman boy girl child baby people crowd dog puppy cat bird horse fish cow elephant butterfly
    insect snake lion bear monkey sheep frog spider bee duck penguin animal beach water snow grass
    mountain lake river sea sand tree forest park street city field rock flower garden sky sunset
    night car bus train bicycle motorcycle boat ship airplane truck bridge building church house
    tower chair table sofa lamp clock computer phone camera guitar piano drum umbrella bottle cup
    ball hat shoe dress shirt glasses jacket food pizza fruit orange banana vegetable mushroom bread
    coffee football swimming climbing skateboard concert wedding furniture toy
    """.split()  # noqa: SIM905 - to be read
)[:100]
"""What photographers look for."""
LEAST = 10
"""Photos that show a word, for it to be evaluated."""
_CHOSEN_ON = slice(0, None, 2)
"""What weights and probabilities are chosen on: every second photo."""
_WEIGHTS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0)
_FIRST, _ENTRIES = -1.0, 33
"""Where the table of probabilities begins, and how many entries it has."""
_CAPTIONS = 2
"""Of a photo's five, so many have a word that it shows."""
_SAME = {
    "child": "child kid boy girl toddler baby", "people": "people men women man woman crowd",
    "man": "man men guy", "woman": "woman women lady", "dog": "dog puppy", "sea": "sea ocean",
    "football": "football soccer", "bicycle": "bicycle bike", "swimming": "swim",
    "climbing": "climb", "water": "water pool lake ocean river", "shirt": "shirt t-shirt",
}  # fmt: skip
"""Other words in captions and classes that say the same."""


def recall(values: Floats, signs: Floats, photos: Sequence[int], most: int) -> float:
    """Return how often a caption finds its photo among the first `most`.

    Expected over all orders of equal photos.

    Args:
        values: (c, bits) of the captions.
        signs: (n, bits) of the photos.
        photos: (c,) the photo of each caption.
        most: photos looked at.
    """
    scores = values @ signs.T
    own = np.take_along_axis(scores, np.asarray(photos)[:, None], axis=1)
    better = (scores > own).sum(axis=1)
    equal = (scores == own).sum(axis=1)
    return float(np.clip((most - better) / equal, 0, 1).mean())


def forms(word: str) -> frozenset[str]:
    """Return a word with the endings that it has in captions, and others that say the same."""
    return frozenset(
        form
        for one in _SAME.get(word, word).split()
        for form in (
            one,
            f"{one}s",
            f"{one}es",
            f"{one}ing",
            f"{one}{one[-1]}ing",
            f"{one[:-1]}ies",
        )
    )


def shown_by_captions(word: str, captions: Sequence[Sequence[str]]) -> NDArray[np.intp]:
    """Return the photos, each with its captions, of which enough say a word."""
    wanted = forms(word)
    counts = [sum(bool(wanted & set(words_of(text))) for text in texts) for texts in captions]
    return np.flatnonzero(np.asarray(counts) >= _CAPTIONS)


def shown_by_classes(word: str, names: Sequence[Sequence[str]]) -> NDArray[np.intp]:
    """Return the photos, each with all names of its class, one of which is a word."""
    wanted = forms(word)
    found = [any(name.casefold() in wanted for name in each) for each in names]
    return np.flatnonzero(np.asarray(found, np.bool_))


@dataclass(frozen=True, slots=True)
class Pool:
    """Hold photos among which words are evaluated."""

    signs: Floats
    """(n, bits) codes as -1 and +1."""
    shown_by: Callable[[str], NDArray[np.intp]]
    """Returns the photos that show a word."""
    labels: Sequence[Sequence[str]]
    """(n,) that the program gives each photo."""


@dataclass(frozen=True, slots=True)
class EvaluatedWord:
    """Hold how one word fares among the photos (n,) of one pool."""

    word: str
    deviations: Floats
    """How far each photo is above what any photo reaches, in standard deviations."""
    labelled: NDArray[np.bool_]
    """Whether a label of it is what the word says."""
    right: NDArray[np.bool_]

    def scores(self, label_weight: float) -> Floats:
        """Return what photos are ordered by, with a weight of labels in standard deviations."""
        return (self.deviations + label_weight * self.labelled).astype(np.float32)

    def precision(self, label_weight: float, part: slice = slice(None)) -> float:
        """Return the share of right photos among the first ten of every, or some, photos."""
        best = np.argsort(-self.scores(label_weight)[part], kind="stable")[:LEAST]
        return float(self.right[part][best].mean())


def evaluate_words(
    values: Floats, chance: Floats, pools: Sequence[Pool], meanings: LabelMeanings
) -> list[EvaluatedWord]:
    """Return how the common words fare, each in the first pool with enough photos that show it.

    Words without such a pool are left out.

    Args:
        values: (100, bits) of the common words.
        chance: (100, 2) mean and standard deviation of their products with any codes.
        pools: of photos.
        meanings: of labels.
    """
    evaluated = []
    for word, value, (mean, deviation) in zip(COMMON_WORDS, values, chance, strict=True):
        said = meanings.said_by(word)
        for pool in pools:
            right = pool.shown_by(word)
            if len(right) < LEAST:
                continue
            deviations = ((pool.signs @ value - mean) / deviation).astype(np.float32)
            labelled = np.asarray(
                [said.whole and any(each in said.labels for each in own) for own in pool.labels],
                np.bool_,
            )
            shown = np.isin(np.arange(len(deviations)), right)
            evaluated.append(EvaluatedWord(word, deviations, labelled, shown))
            break
    return evaluated


def mean_precision(
    words: Sequence[EvaluatedWord], label_weight: float, part: slice = slice(None)
) -> float:
    """Return the mean precision at ten of words with enough photos in that part."""
    chosen = [each for each in words if each.right[part].sum() >= LEAST]
    return float(np.mean([each.precision(label_weight, part) for each in chosen]))


def best_label_weight(words: Sequence[EvaluatedWord]) -> float:
    """Return the weight of labels that serves best, on every second photo."""
    return max(_WEIGHTS, key=lambda weight: (mean_precision(words, weight, _CHOSEN_ON), -weight))


def best_precision(words: Sequence[EvaluatedWord]) -> float:
    """Return the mean precision at ten with the best weight of labels, on every second photo."""
    return max(mean_precision(words, weight, _CHOSEN_ON) for weight in _WEIGHTS)


def calibrate(words: Sequence[EvaluatedWord], label_weight: float) -> list[tuple[float, float]]:
    """Return scores and the probability that such a photo is right, by isotonic regression on every
    second photo; all words count alike."""
    part = slice(0, None, 2)
    scores = np.concatenate([each.scores(label_weight)[part] for each in words])
    right = np.concatenate([each.right[part] for each in words]).astype(np.float64)
    order = np.argsort(-scores, kind="stable")
    fitted = monotonic(right[order])[::-1]
    rising = scores[order][::-1].astype(np.float64)
    places = np.linspace(_FIRST, float(rising[-1]), _ENTRIES)
    return [
        (float(place), float(value))
        for place, value in zip(places, np.interp(places, rising, fitted), strict=True)
    ]


def share_right(
    words: Sequence[EvaluatedWord],
    label_weight: float,
    table: Sequence[tuple[float, float]],
    least: float,
) -> tuple[float, int]:
    """Return how many of the answers from a probability on are right, on the other photos, and how
    many answers these are."""
    part = slice(1, None, 2)
    entries = np.asarray(table)
    scores = np.concatenate([each.scores(label_weight)[part] for each in words])
    right = np.concatenate([each.right[part] for each in words])
    chosen = np.interp(scores, entries[:, 0], entries[:, 1]) >= least
    return float(right[chosen].mean()) if chosen.any() else 0.0, int(chosen.sum())
