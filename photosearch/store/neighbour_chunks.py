"""Hold lists of neighbours in chunks of photo ids, and bring chunks to bytes and back."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import Codes
from photosearch.store.chunks import Ids

NEIGHBOURS = 16
"""So many are kept of each photo. Fixed by the format of the file."""
SLOTS = 256
"""Photos of a chunk: one more photo changes seventeen chunks or so. Fixed by the format."""

NONE = 0
"""Stands in a list that is shorter; photo ids begin with 1."""
PENDING = 0xFFFFFFFF
"""Stands in a list that is not found yet."""

Fingerprints = NDArray[np.uint32]
"""(n,) of codes; 0 where a photo is not known here."""

ALL_REACHED = 0x7FFF
"""Reach of a list that is shorter than it may be: any photo gets into it."""
NONE_REACHED = -1
"""Reach of a list that is not found yet: no photo is put into it."""
Reaches = NDArray[np.int16]
"""(n,) distances up to which a photo may get into a list; that of its last neighbour."""


@dataclass(frozen=True, slots=True, eq=False)
class NeighbourLists:
    """Hold the neighbours of some photos, nearest first, those of one distance by rising id."""

    photo_ids: Ids
    """(n,)"""
    ids: NDArray[np.uint32]
    """(n, NEIGHBOURS) of the neighbours; NONE beyond their number."""
    distances: NDArray[np.uint16]
    """(n, NEIGHBOURS) in bits; 0 beyond their number."""

    def __len__(self) -> int:
        """Return how many photos there are."""
        return len(self.photo_ids)

    @classmethod
    def none(cls) -> NeighbourLists:
        """Return those of no photo."""
        return joined_lists(iter(()))


@dataclass(slots=True, eq=False)
class NeighbourChunk:
    """Hold a chunk as it is kept; arrays that were read are copies, to be written to."""

    fingerprints: Fingerprints
    """(SLOTS,)"""
    ids: NDArray[np.uint32]
    """(SLOTS, NEIGHBOURS); PENDING in the first place of a list that is not found yet."""
    distances: NDArray[np.uint16]
    """(SLOTS, NEIGHBOURS)"""

    @property
    def pending(self) -> NDArray[np.bool_]:
        """Return which photos (SLOTS,) are known, but not their neighbours."""
        pending: NDArray[np.bool_] = (self.fingerprints != 0) & (self.ids[:, 0] == PENDING)
        return pending

    @property
    def reaches(self) -> Reaches:
        """Return the reaches (SLOTS,) of the lists; of photos that are not known, NONE_REACHED."""
        reaches = self.distances[:, -1].astype(np.int16)
        reaches[self.ids[:, -1] == NONE] = ALL_REACHED
        reaches[(self.fingerprints == 0) | self.pending] = NONE_REACHED
        return reaches

    @classmethod
    def empty(cls) -> NeighbourChunk:
        """Return a chunk of photos that are not known."""
        return cls(
            np.zeros(SLOTS, np.uint32),
            np.zeros((SLOTS, NEIGHBOURS), np.uint32),
            np.zeros((SLOTS, NEIGHBOURS), np.uint16),
        )


def fingerprints_of(codes: Codes) -> Fingerprints:
    """Return what tells codes (n, bytes) apart, (n,): never 0, by chance equal once in 2 ** 32."""
    words = -(-codes.shape[1] // 8)
    padded = np.zeros((len(codes), words * 8), np.uint8)
    padded[:, : codes.shape[1]] = codes
    factors = np.random.default_rng(0).integers(1, 2**63, words, np.uint64) * np.uint64(2)
    folded = padded.view("<u8").astype(np.uint64)
    folded ^= folded >> np.uint64(32)  # else the uppermost bits of all words would count alike
    mixed = (folded * (factors + np.uint64(1))).sum(axis=1, dtype=np.uint64)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    prints: Fingerprints = np.maximum(mixed >> np.uint64(32), np.uint64(1)).astype(np.uint32)
    return prints


def packed_lists(chunk: NeighbourChunk) -> bytes:
    """Return lists as they are kept: the planes of their bytes, compressed.

    Most of the upper bytes are zero. The checksum that comes with it tells of damage.
    """
    ids = chunk.ids.astype("<u4").view(np.uint8).reshape(-1, 4).T
    distances = chunk.distances.astype("<u2").view(np.uint8).reshape(-1, 2).T
    return zlib.compress(ids.tobytes() + distances.tobytes(), 1)


def unpacked_chunk(fingerprints: bytes, lists: bytes) -> NeighbourChunk:
    """Return a chunk as it is kept.

    Raises:
        ValueError: it is damaged.
    """
    try:
        planes = np.frombuffer(zlib.decompress(lists), np.uint8).reshape(6, SLOTS * NEIGHBOURS)
        prints = np.frombuffer(fingerprints, "<u4").reshape(SLOTS).astype(np.uint32)
    except (zlib.error, TypeError) as error:
        raise ValueError(str(error)) from error
    ids = np.ascontiguousarray(planes[:4].T).view("<u4").astype(np.uint32)
    distances = np.ascontiguousarray(planes[4:].T).view("<u2").astype(np.uint16)
    shape = (SLOTS, NEIGHBOURS)
    return NeighbourChunk(prints, ids.reshape(shape), distances.reshape(shape))


def packed_reaches(chunk: NeighbourChunk) -> bytes:
    """Return the reaches of a chunk as they are kept."""
    return chunk.reaches.astype("<i2").tobytes()


def joined_lists(parts: Iterator[tuple[int, NeighbourChunk, Ids | None]]) -> NeighbourLists:
    """Return the lists of chunks (number, chunk, the photos wanted of it; None: all) together."""
    photo_ids = [np.empty(0, np.int64)]
    ids = [np.empty((0, NEIGHBOURS), np.uint32)]
    distances = [np.empty((0, NEIGHBOURS), np.uint16)]
    for number, chunk, wanted in parts:
        slots = np.flatnonzero((chunk.fingerprints != 0) & ~chunk.pending)
        if wanted is not None:
            slots = slots[np.isin(slots + number * SLOTS, wanted)]
        photo_ids.append(slots + number * SLOTS)
        ids.append(chunk.ids[slots])
        distances.append(chunk.distances[slots])
    return NeighbourLists(np.concatenate(photo_ids), np.concatenate(ids), np.concatenate(distances))
