"""Represent what came of learning from the user's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from photosearch.core.codes import CodeKind

LEAST_PAIRS = 20
"""With fewer answers in a sense nothing is learned."""
LEAST_OF_EACH = 5
"""So many answers that photos are alike are needed, and so many that they are not."""


def words_key(model_id: str) -> str:
    """Return under what the corrections of a model's probabilities are kept, beside its maps."""
    return f"{model_id} words"


class LearningState(StrEnum):
    """Name what came of the answers in one sense."""

    USED = "used"
    """A map was learned, and finds more of the answers that were held out."""
    NOT_BETTER = "not better"
    """It does not: photos are compared as before."""
    TOO_FEW = "too few"
    """There are too few answers, or too few of one sort."""
    PHOTOS_GONE = "photos gone"
    """There would be enough, but their photos are not in the library any more."""


@dataclass(frozen=True, slots=True)
class LearningOutcome:
    """Represent what was learned in one sense."""

    sense: CodeKind
    state: LearningState
    pairs: int
    """Answers that count: their photos are in the library."""
    alike: int
    """Of these, those that photos belong together."""
    found_before: float = 0.0
    """Mean average precision of the answers that were held out, 0 to 1, by the codes alone."""
    found_after: float = 0.0
    """The same with what was learned of the others."""

    recalibrated: bool = False
    """Whether the words for how sure it is ("surely") follow the answers, too."""

    @property
    def tried(self) -> bool:
        """Tell whether there were enough answers to learn from."""
        return self.state in (LearningState.USED, LearningState.NOT_BETTER)

    @property
    def gain(self) -> float:
        """Return how much more is found, as a share of what was found before."""
        return self.found_after / self.found_before - 1 if self.found_before > 0 else 0.0


@dataclass(frozen=True, slots=True)
class LearningStatus:
    """Represent what is kept of the user's answers, and what counts of them."""

    pairs: Mapping[CodeKind, int] = field(default_factory=dict)
    """Answers by sense."""
    contradictions: int = 0
    """Answers that an earlier one contradicts; the last one counts."""
    without_photos: int = 0
    """Answers about photos that are not in the library now; they count again with these."""
    learned: tuple[LearningOutcome, ...] = ()
    """What is in use."""
    recalibrated: tuple[CodeKind, ...] = ()
    """Senses in which the words for how sure it is follow the answers."""
    other_models: int = 0
    """Maps of other models than the one that answers; not in use."""
    steps: int = 0
    """That can be undone."""

    @property
    def total(self) -> int:
        """Return the answers in all senses."""
        return sum(self.pairs.values())
