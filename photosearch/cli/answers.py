"""Keep what a command says of photos as answers, as the window does, if the user said so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from photosearch import paths, settings_file

if TYPE_CHECKING:  # they import numpy and more, which --help does not need
    from photosearch.core.judged_pairs import PhotoAnswer
    from photosearch.library.library import Library


def keep_answers(opened: Library, answers: Iterable[PhotoAnswer]) -> None:
    """Keep answers where the setting learn_from_answers says so; nothing otherwise.

    A command does not ask for leave: that is asked once, in the window.

    Raises:
        CatalogError: the catalog cannot be written.
    """
    if settings_file.load(paths.settings_file()).learn_from_answers != "always":
        return
    for answer in answers:
        opened.learning.judge(
            answer.anchors, answer.others, answer.sense, alike=answer.alike, act=answer.act
        )
