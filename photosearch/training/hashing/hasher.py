"""Define what a method without training fits: features to values whose signs are the bits."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.itq import Features


class Hasher(Protocol):
    """Turn features into values by a fitted method."""

    def values(self, features: Features) -> NDArray[np.float32]:
        """Return (n, d) to (n, bits); above zero the bit is a one, as `core.codes.pack` takes
        it."""
        ...


class TooFewFeaturesError(UserError):
    """Say that codes cannot be fitted to so little."""

    def __init__(self, features: Features, bits: int) -> None:
        photos, size = features.shape
        super().__init__(
            ErrorCode.IN_WORDS,
            what=f"Codes of {bits} bits cannot be fitted to {photos} photos of {size} features"
            " each: as many photos and features as bits are needed.",
            next_step="Use more photos, or shorter codes.",
        )
