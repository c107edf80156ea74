"""The baseline's rows: features centred on the database, and their codes, made without labels."""

from __future__ import annotations

import logging

from photosearch.training.evaluation.distances import Rows
from photosearch.training.hashing import METHODS

log = logging.getLogger(__name__)

BITS = 256
_MOST_FITTED = 10_000


def centred(queries: Rows, database: Rows) -> tuple[Rows, Rows]:
    """Both less the database's mean: cosines of features that are never negative say little."""
    mean = database.mean(axis=0)
    return queries - mean, database - mean


def code_values(
    method: str, queries: Rows, database: Rows, *, bits: int = BITS, seed: int = 0
) -> tuple[Rows, Rows] | None:
    """Values (n, bits) whose signs are the codes; None if the database is too small to fit to.

    Args:
        method: a name of `hashing.METHODS`, fitted to the database.
    """
    fitted = database[:: max(1, len(database) // _MOST_FITTED)]
    bits = min(bits, database.shape[1] // 8 * 8, len(fitted) // 8 * 8)
    if bits < 8:
        log.warning(
            "The untrained codes are left out: they need at least 8 photos to be fitted to."
        )
        return None
    hasher = METHODS[method](fitted, bits, seed)
    return hasher.values(queries), hasher.values(database)
