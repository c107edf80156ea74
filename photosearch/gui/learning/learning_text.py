"""Put what was learned into words."""

from __future__ import annotations

from collections.abc import Sequence

from photosearch.core.codes import CodeKind
from photosearch.core.learning import (
    LEAST_OF_EACH,
    LEAST_PAIRS,
    LearningOutcome,
    LearningState,
    LearningStatus,
)
from photosearch.gui import wording
from photosearch.gui.translation import tr


def status_text(status: LearningStatus) -> str:
    """Return what is kept and what counts of it, a line for each."""
    if not status.total:
        return tr("Nothing that you said of photos is kept.")
    count = wording.number
    lines = [tr("Your answers kept in this library: {count}.").format(count=count(status.total))]
    lines += [learned_text(outcome) for outcome in status.learned]
    if not status.learned and not status.recalibrated:
        lines.append(tr("Nothing is learned of them yet."))
    if status.contradictions:
        words = tr("Contradicting an earlier one: {count}; the last one counts.")
        lines.append(words.format(count=count(status.contradictions)))
    if status.without_photos:
        words = tr("Waiting for photos that are not in the library now: {count}.")
        lines.append(words.format(count=count(status.without_photos)))
    lines += [_words_text(sense) for sense in status.recalibrated]
    if status.other_models:
        lines.append(tr("What was learned with another encoder is not used with this one."))
    return "\n".join(lines)


def learned_text(outcome: LearningOutcome) -> str:
    """Return what was learned in one sense: "Learned from 134 of your answers: finds 12 % more"."""
    gain = max(1, round(outcome.gain * 100))
    return tr("{sense}: learned from {count} of your answers: finds {gain} % more.").format(
        sense=sense_title(outcome.sense), count=wording.number(outcome.pairs), gain=gain
    )


def outcomes_text(outcomes: Sequence[LearningOutcome]) -> str:
    """Return what came of learning, a line for each sense."""
    if not outcomes:
        return tr("There are no answers to learn from.")
    lines = [_outcome_text(outcome) for outcome in outcomes]
    lines += [_words_text(outcome.sense) for outcome in outcomes if outcome.recalibrated]
    return "\n".join(lines)


def _words_text(sense: CodeKind) -> str:
    words = tr("{sense}: the words for how alike (“surely”) follow your answers, too.")
    return words.format(sense=sense_title(sense))


def sense_title(sense: CodeKind) -> str:
    """Return what a sense is called."""
    return {
        CodeKind.COPY: tr("Same shot"),
        CodeKind.LOOK: tr("Same look"),
        CodeKind.SUBJECT: tr("Same subject"),
    }[sense]


def _outcome_text(outcome: LearningOutcome) -> str:
    if outcome.state is LearningState.USED:
        return learned_text(outcome)
    words = {
        LearningState.TOO_FEW: tr(
            "{sense}: too few answers ({count}); {least} are needed, {each} of each sort."
        ),
        LearningState.PHOTOS_GONE: tr(
            "{sense}: the photos of most answers are not in the library now, or not encoded yet."
        ),
        LearningState.NOT_BETTER: tr(
            "{sense}: the answers ({count}) did not help to find more; nothing changes."
        ),
    }[outcome.state]
    return words.format(
        sense=sense_title(outcome.sense),
        count=wording.number(outcome.pairs),
        least=LEAST_PAIRS,
        each=LEAST_OF_EACH,
    )
