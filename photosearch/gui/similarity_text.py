"""Name how alike a photo is, as levels: one scale for the threshold, headings and reasons."""

from __future__ import annotations

import numpy as np

from photosearch.core.facets import Groups
from photosearch.core.query import Answer, SimilarityWeights
from photosearch.core.similarity_levels import LEVEL_THRESHOLDS, SimilarityLevel, count_passing
from photosearch.gui.translation import tr

_MAIN_SHARE = 0.6
"""Of the weights: from here on one sense gives its name to a mixture."""


def level_text(
    degree: SimilarityLevel, sense: SimilarityWeights | None, *, calibrated: bool
) -> str:
    """Return the name of a degree. Without calibration scores are similarities, and promise
    nothing."""
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


def sense_name(sense: SimilarityWeights | None) -> str:
    """Return the sense that counts most, as one speaks of it."""
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


def groups_by_level(answer: Answer, sense: SimilarityWeights | None) -> Groups:
    """Return an answer's photos, which stay in their order, under the names of the degrees."""
    ends = np.array([count_passing(answer, bar) for bar in LEVEL_THRESHOLDS])
    starts = np.concatenate(([0], ends[:-1]))
    present = [degree for degree in SimilarityLevel if starts[degree] < ends[degree]]
    calibrated = answer.calibrated
    titles = tuple(level_text(degree, sense, calibrated=calibrated) for degree in present)
    return Groups(np.arange(len(answer.scores)), starts[present].astype(np.int64), titles)
