"""The baseline's codes, made of an untrained network's features without labels."""

from __future__ import annotations

import logging

from photosearch.training.evaluation.distances import Rows
from photosearch.training.hashing import METHODS

log = logging.getLogger(__name__)

BITS = 256
_MOST_FITTED = 10_000


def code_values(
    method: str, queries: Rows, database: Rows, fitted: Rows, *, bits: int = BITS, seed: int = 0
) -> tuple[Rows, Rows] | None:
    """Values (n, bits) whose signs are the codes; None if there are too few photos to fit to.

    Args:
        method: a name of `hashing.METHODS`.
        queries: features (q, d).
        database: features (n, d).
        fitted: features (m, d) that the method is fitted to.
        bits: of the codes; fewer where there are fewer photos or features.
        seed: of what the method draws.
    """
    fitted = fitted[:: max(1, len(fitted) // _MOST_FITTED)]
    bits = min(bits, database.shape[1] // 8 * 8, len(fitted) // 8 * 8)
    if bits < 8:
        log.warning(
            "The untrained codes are left out: they need at least 8 photos to be fitted to."
        )
        return None
    hasher = METHODS[method](fitted, bits, seed)
    return hasher.values(queries), hasher.values(database)
