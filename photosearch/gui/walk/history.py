"""Remember the way of a walk, so that one can go back, forward and to where it began."""

from __future__ import annotations

from photosearch.core.query import QueryImage

_MOST_STEPS = 500
"""Steps that are remembered; nobody goes back farther."""


class WalkHistory:
    """Hold the pictures that were in the middle, in the order of the walk."""

    def __init__(self) -> None:
        self._steps: list[QueryImage] = []
        self._place = -1

    @property
    def current(self) -> QueryImage | None:
        """Return what is in the middle; None before the walk begins."""
        return self._steps[self._place] if self._steps else None

    @property
    def first(self) -> QueryImage | None:
        """Return where the walk began."""
        return self._steps[0] if self._steps else None

    @property
    def can_go_back(self) -> bool:
        """Tell whether there is a step before."""
        return self._place > 0

    @property
    def can_go_forward(self) -> bool:
        """Tell whether one went back from a step."""
        return self._place + 1 < len(self._steps)

    def begin(self, image: QueryImage) -> None:
        """Begin another walk."""
        self._steps, self._place = [image], 0

    def step(self, image: QueryImage) -> None:
        """Go on to a picture; what one went back from is forgotten."""
        self._steps = [*self._steps[: self._place + 1], image]
        if len(self._steps) > _MOST_STEPS:
            del self._steps[1]  # where the walk began is kept
        self._place = len(self._steps) - 1

    def back(self) -> None:
        """Go a step back, if there is one."""
        self._place = max(0, self._place - 1)

    def forward(self) -> None:
        """Go a step forward again, if there is one."""
        self._place = min(len(self._steps) - 1, self._place + 1)
