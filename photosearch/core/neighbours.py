"""Represent what is most like a photo, sense by sense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from photosearch.core.codes import SENSES, CodeKind

KIND_OF_SENSE = {sense: kind for kind, sense in SENSES.items()}
"""By what the user calls it: shot, look, subject."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Represent one photo that is like another one."""

    photo_id: int
    distance: int
    """In bits of the codes of its sense."""
    score: float
    """As `Answer.scores` of that sense, 0 to 1: what neighbours are in the order of. Between equal
    codes the bits are, but those of an image from outside count more or less."""


@dataclass(frozen=True, slots=True)
class PhotoNeighbours:
    """Hold the photos most like one in the middle, the most alike first, by sense.

    That is nearest first, but where something was learned of the user's answers: these count then.
    """

    by_sense: Mapping[CodeKind, tuple[Neighbour, ...]] = field(default_factory=dict)
    """Of each sense that the model knows; those that can be shown."""
