"""How alike a photo is, as degrees with names: one scale for the cut-off, headings and reasons."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from photosearch.core.facets import Groups
from photosearch.core.query import Answer, SenseMix
from photosearch.gui.translation import tr

_MAIN_SHARE = 0.6
"""Of the weights: from here on one sense gives its name to a mixture."""


class Degree(IntEnum):
    """How sure it is that a photo is what is looked for, the surest first."""

    SURELY = 0
    PROBABLY = 1
    PERHAPS = 2
    HARDLY = 3


BARS = (0.95, 0.7, 0.4, 0.0)
"""By degree, the certainty from which on it holds. How often answers of 0.95 are right is measured
for each model, and stands in its card."""


def score_at(certainty: float, *, calibrated: bool) -> float:
    """The score of a certainty, 0 (whatever) to 1: a probability is one, of a similarity 0.5 is
    chance."""
    return certainty if calibrated else (0.5 + certainty / 2 if certainty else 0.0)


def degree_at(certainty: float) -> Degree:
    """The degree of a certainty, 0 to 1."""
    return next((degree for degree in Degree if certainty >= BARS[degree]), Degree.HARDLY)


def degree_of(score: float, *, calibrated: bool) -> Degree:
    """The degree of an answer's score."""
    bars = (np.float32(score_at(bar, calibrated=calibrated)) for bar in BARS)
    return next((Degree(at) for at, bar in enumerate(bars) if score >= bar), Degree.HARDLY)


def passing(answer: Answer, certainty: float) -> int:
    """How many photos of an answer, from the best on, have at least this certainty."""
    least = np.float32(score_at(certainty, calibrated=answer.calibrated))
    return int(np.searchsorted(-answer.scores, -least, side="right"))


def degree_words(degree: Degree, sense: SenseMix | None, *, calibrated: bool) -> str:
    """The name of a degree. Without calibration scores are similarities, and promise nothing."""
    if not calibrated:
        return (
            tr("Almost the same"),
            tr("Much alike"),
            tr("Somewhat alike"),
            tr("Hardly alike"),
        )[degree]
    return (
        tr("Surely {sense}"),
        tr("Probably {sense}"),
        tr("Perhaps {sense}"),
        tr("Hardly {sense}"),
    )[degree].format(sense=sense_name(sense))


def sense_name(sense: SenseMix | None) -> str:
    """The sense that counts most, as one speaks of it."""
    if sense is not None:
        total = sense.shot + sense.look + sense.subject
        for weight, words in (
            (sense.shot, tr("the same shot")),
            (sense.look, tr("the same look")),
            (sense.subject, tr("the same subject")),
        ):
            if weight >= _MAIN_SHARE * total:
                return words
        if not sense.shot:
            return tr("the same look and subject")
        if not sense.subject:
            return tr("the same shot and look")
    return tr("alike")


def groups_by_degree(answer: Answer, sense: SenseMix | None) -> Groups:
    """An answer's photos, which stay in their order, under the names of the degrees."""
    ends = np.array([passing(answer, bar) for bar in BARS])
    starts = np.concatenate(([0], ends[:-1]))
    present = [degree for degree in Degree if starts[degree] < ends[degree]]
    calibrated = answer.calibrated
    titles = tuple(degree_words(degree, sense, calibrated=calibrated) for degree in present)
    return Groups(np.arange(len(answer.scores)), starts[present].astype(np.int64), titles)
