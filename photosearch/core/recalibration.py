"""Correct a model's probabilities by the user's answers: monotone, and never looser than before.

Platt's form (1999): the logit of the shipped table is shifted and stretched. What the table does
not call "surely" is never called so because of answers.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.similarity_levels import LEVEL_THRESHOLDS, SimilarityLevel

Table = Sequence[tuple[float, float]]
"""(distance in bits, probability) by rising distance."""

_LEAST, _MOST = 0.001, 0.999
_BELOW_SURELY = LEVEL_THRESHOLDS[SimilarityLevel.SURELY] - 0.01


@dataclass(frozen=True, slots=True)
class Recalibration:
    """Represent a correction."""

    shift: float = 0.0
    """Added to the logit."""
    slope: float = 1.0
    """That the logit is multiplied by; above 0, so that the order stays."""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.shift) and math.isfinite(self.slope) and self.slope > 0):
            raise ValueError(f"a correction has a finite shift and a slope above 0: {self}")

    def apply(self, probability: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return corrected probabilities (n,) for those of the shipped table (n,)."""
        logits = self.shift + self.slope * to_logits(probability)
        corrected = 1 / (1 + np.exp(-np.clip(logits, -35, 35)))
        bounded: NDArray[np.float64] = np.minimum(corrected, np.maximum(probability, _BELOW_SURELY))
        return bounded

    def table(self, shipped: Table) -> tuple[tuple[float, float], ...]:
        """Return a corrected table."""
        entries = np.asarray(shipped, np.float64)
        corrected = self.apply(entries[:, 1])
        return tuple(zip(entries[:, 0].tolist(), corrected.tolist(), strict=True))

    def to_bytes(self) -> bytes:
        """Return what `from_bytes` makes the same correction of."""
        return json.dumps({"shift": self.shift, "slope": self.slope}).encode("ascii")

    @classmethod
    def from_bytes(cls, data: bytes) -> Recalibration:
        """Return the correction that `to_bytes` was called for.

        Raises:
            ValueError: it is damaged.
        """
        try:
            values = json.loads(data)
            return cls(float(values["shift"]), float(values["slope"]))
        except (KeyError, TypeError, RecursionError) as error:
            raise ValueError(f"it cannot be read: {error!r}") from error


def to_logits(probability: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logits (n,) of probabilities (n,), which are kept off 0 and 1."""
    kept = np.clip(probability, _LEAST, _MOST)
    logits: NDArray[np.float64] = np.log(kept / (1 - kept))
    return logits
