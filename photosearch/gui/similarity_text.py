"""Put similarity into words: modes, levels, thresholds; and photos under headings by level."""

from __future__ import annotations

import numpy as np

from photosearch.core.facets import Groups
from photosearch.core.query import LOOK, SHOT, SUBJECT, Answer, Query, SimilarityWeights
from photosearch.core.similarity_levels import (
    LEVEL_THRESHOLDS,
    SimilarityLevel,
    count_passing,
    level_at,
)
from photosearch.gui.translation import tr

MODE_STOPS = (SHOT, LOOK, SUBJECT)
"""The positions 0, 1 and 2 of the similarity slider; between them is everything between."""


def mode_at(position: float) -> SimilarityWeights:
    """Return the mode at a position of the similarity slider, 0 to 2."""
    position = min(2.0, max(0.0, position))
    return SimilarityWeights(max(0.0, 1 - position), 1 - abs(position - 1), max(0.0, position - 1))


def position_of(mode: SimilarityWeights) -> float:
    """Return where a mode is on the slider, 0 to 2; the nearest for what it cannot show exactly."""
    return (mode.look + 2 * mode.subject) / (mode.shot + mode.look + mode.subject)


def stop_labels() -> tuple[str, str, str]:
    """Return the words on the slider."""
    return tr("Same shot"), tr("Same look"), tr("Same subject")


def mode_text(mode: SimilarityWeights) -> str:
    """Return what is looked for in a mode, in a short sentence."""
    position = position_of(mode)
    stop = round(position)
    if abs(position - stop) < 0.005:
        return (
            tr("The same picture: copies, crops, edits, bursts"),
            tr("Alike in colour, texture and composition"),
            tr("Showing the same kind of thing"),
        )[stop]
    near, far = stop_labels()[stop], stop_labels()[stop + (1 if position > stop else -1)]
    if abs(position - stop) < 0.3:
        return tr("Mostly “{near}”, a little “{far}”").format(near=near, far=far)
    if abs(position - stop) < 0.45:
        return tr("Rather “{near}” than “{far}”").format(near=near, far=far)
    return tr("Half “{near}”, half “{far}”").format(near=near, far=far)


def compared_text(query: Query) -> str:
    """Return what is looked for by a query, in a short sentence."""
    if not query.words:
        return mode_text(query.mode)
    if query.items:
        return tr("Showing what pictures and words say together")
    return tr("Showing what the words say")


def mode_name(mode: SimilarityWeights | None) -> str:
    """Return what counts most in a mode, as one speaks of it."""
    if mode is not None:
        for weight, name in (
            (mode.shot, tr("the same shot")),
            (mode.look, tr("the same look")),
            (mode.subject, tr("the same subject")),
        ):
            if mode.has_main(weight):
                return name
        if not mode.shot:
            return tr("the same look and subject")
        if not mode.subject:
            return tr("the same shot and look")
    return tr("alike")


def level_text(
    level: SimilarityLevel,
    mode: SimilarityWeights | None,
    *,
    calibrated: bool,
    by_words: bool = False,
) -> str:
    """Return the name of a level. Without calibration scores are similarities: no promises."""
    if not calibrated:
        return (
            tr("Almost the same"),
            tr("Much alike"),
            tr("Somewhat alike"),
            tr("Hardly alike"),
        )[level]
    return (
        tr("Surely {sense}"),
        tr("Probably {sense}"),
        tr("Perhaps {sense}"),
        tr("Hardly {sense}"),
    )[level].format(sense=tr("what the words say") if by_words else mode_name(mode))


def threshold_text(
    threshold: float, mode: SimilarityWeights, *, calibrated: bool, by_words: bool = False
) -> str:
    """Return what photos that pass a threshold, 0 to 1, are at least."""
    if threshold <= 0:
        return tr("All that were found")
    return level_text(level_at(threshold), mode, calibrated=calibrated, by_words=by_words)


def groups_by_level(answer: Answer, mode: SimilarityWeights | None) -> Groups:
    """Return an answer's photos, which stay in their order, under the names of the levels.

    Those that are still being compared stand under one heading: their levels may change.
    """
    rows = np.arange(len(answer.scores))
    if answer.unverified:
        return Groups(rows, rows[:1], (tr("Most alike, being compared…"),) * len(rows[:1]))
    ends = np.array([count_passing(answer, threshold) for threshold in LEVEL_THRESHOLDS])
    starts = np.concatenate(([0], ends[:-1]))
    present = [level for level in SimilarityLevel if starts[level] < ends[level]]
    titles = tuple(
        level_text(level, mode, calibrated=answer.calibrated, by_words=bool(answer.words))
        for level in present
    )
    return Groups(rows, starts[present].astype(np.int64), titles)
