"""Batches from which a loss has nothing to learn."""

from __future__ import annotations

from photosearch.core.errors import UserError


class NoPositivesError(UserError):
    """No two rows of a batch belong together."""

    def __init__(self) -> None:
        super().__init__(
            "A batch has no two photos that belong together.",
            "Train with larger batches, or with several photos or views of each class in one.",
        )


class NoNegativesError(UserError):
    """All rows of a batch belong together, or there is only one."""

    def __init__(self) -> None:
        super().__init__(
            "A batch has no two photos that should be told apart.",
            "Train with larger batches, or with photos of several classes in one.",
        )
