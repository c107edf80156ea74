"""Pack and compare binary codes, and scale what they are made of: the slow, plain versions."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint8]
"""Packed codes, (N, bits / 8), big-endian within a byte as `numpy.packbits` does."""

Distances = NDArray[np.int32] | NDArray[np.uint16]
"""Hamming distances in bits."""

Embeddings = NDArray[np.float32]
"""Encoder outputs, (N, bits): the sign is the bit, the size is the confidence."""

_NO_LENGTH = 1e-12


class CodeKind(StrEnum):
    """Name an output of the encoder that is kept as a code. Stored: never rename a value."""

    COPY = "copy"
    LOOK = "look"
    SUBJECT = "subject"
    REGIONS = "regions"


SENSES = {CodeKind.COPY: "shot", CodeKind.LOOK: "look", CodeKind.SUBJECT: "subject"}
"""What the user calls the kinds that photos can be compared by."""


def pack(embeddings: Embeddings) -> Codes:
    """Return signs as bits: (..., bits) float to (..., bits / 8) uint8, a one above zero.

    Raises:
        ValueError: the number of bits is not a multiple of 8.
    """
    if embeddings.shape[-1] % 8:
        raise ValueError(f"a code has a multiple of 8 bits, not {embeddings.shape[-1]}")
    return np.packbits(embeddings > 0, axis=-1)


def unpack_signs(codes: Codes) -> Embeddings:
    """Return bits as signs: (..., bytes) uint8 to (..., 8 * bytes) float32 of -1 and +1."""
    signs: Embeddings = np.unpackbits(codes, axis=-1).astype(np.float32) * 2 - 1
    return signs


def hamming(query: Codes, codes: Codes) -> NDArray[np.int32]:
    """Return how many bits differ between one code (bytes,) and each of (N, bytes): (N,) int32."""
    distances: NDArray[np.int32] = np.bitwise_count(codes ^ query).sum(axis=-1, dtype=np.int32)
    return distances


def unit_rows(rows: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return rows (N, D) float32, each divided by its length; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = (rows / np.maximum(lengths, _NO_LENGTH)).astype(np.float32)
    return unit
