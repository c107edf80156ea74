"""What the end of the program left of work on files, to be told at the next start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from photosearch.core.file_steps import Step
from photosearch.gui.doing import doing_words
from photosearch.gui.notices import Notice
from photosearch.gui.translation import tr


def left_behind(
    steps: Sequence[Step], go_on: Callable[[list[Step]], None], undo: Callable[[str], None]
) -> Notice | None:
    """What was done and what was not, with the next step; None if nothing was interrupted.

    Args:
        steps: all that are known.
        go_on: does the rest of interrupted ones.
        undo: goes on taking back the step of this id.
    """
    left = [step for step in steps if step.interrupted and step.rest]
    if left:
        words = [doing_words.interrupted(step) for step in left]
        if any(step.photos for step in left):
            words.append(tr("Go on, or take back what was done with Edit > Undo."))
        return Notice(" ".join(words), is_error=False, action=tr("Go on"), do=partial(go_on, left))
    for step in steps:
        if step.undoing and step.photos:
            return Notice(
                doing_words.undoing_interrupted(step),
                is_error=False,
                action=tr("Undo"),
                do=partial(undo, step.step_id),
            )
    return None
