"""Compare and group photos by their codes, each with one that stands for its group.

No photo joins a group because it is like another member of it: so groups do not grow along chains
of photos of which the first and the last have nothing in common.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import Codes, hamming

Rows = NDArray[np.int64]

_ROUNDS = 8
"""Groups that are sought at most among photos of one label, the largest first."""
_LEAST = 3
"""Photos of a group without dates: fewer tell nothing."""
_SAMPLE = 8192
"""Photos of one group whose bits are counted at most; more change nothing."""
_AT_ONCE = 16_384
"""Photos whose codes are unpacked at a time: 4 MB for codes of 256 bits."""


def join_alike(starts: Rows, run_starts: Rows, rows: Rows, codes: Codes, limit: int) -> Rows:
    """Return the first photos of groups: runs of photos joined where they are alike.

    A run joins the group at hand if one of three photos of it is alike to one of three of the first
    run of the group: its first, middle and last one. Where a photo has no code, time alone decides.

    Args:
        starts: (g,) the first photo of each group, rising from 0, in the order of time.
        run_starts: (r,) likewise of each run; all of `starts` are among them.
        rows: (n,) by photo the row of its code, -1 for none.
        codes: (c, bytes).
        limit: bits that alike codes differ in at most.
    """
    stops = np.append(run_starts[1:], len(rows))
    forced = np.isin(run_starts, starts, assume_unique=True)
    begins = forced.copy()
    samples = np.stack([run_starts, (run_starts + stops - 1) // 2, stops - 1], axis=1)
    sampled = rows[samples]
    leader = 0
    for run in range(len(run_starts)):
        if not forced[run]:
            ours, theirs = sampled[run], sampled[leader]
            if min(ours.min(), theirs.min()) < 0:
                continue
            apart = np.bitwise_count(codes[ours][:, None] ^ codes[theirs][None]).sum(axis=-1)
            if apart.min() <= limit:
                continue
            begins[run] = True
        leader = run
    return run_starts[begins]


def group_alike(codes: Codes, labels: NDArray[np.int32], limit: int) -> NDArray[np.int64]:
    """Return the group of each photo (n,), -1 for none; numbers from 0.

    Among the photos of one label the one nearest to what most of them have is taken, and those
    alike to it; then again among the others. Linear in the number of photos.

    Args:
        codes: (n, bytes).
        labels: (n,) what each shows.
        limit: bits that a photo differs from the one that stands for its group at most.
    """
    groups = np.full(len(codes), -1, np.int64)
    count = 0
    order = np.lexsort((code_ranks(codes), labels))
    firsts = np.flatnonzero(np.diff(labels[order], prepend=labels[order][:1] - 1))
    for left in np.split(order, firsts[1:]):
        for _ in range(_ROUNDS):
            if len(left) < _LEAST:
                break
            middle = majority_codes(codes[left], np.zeros(1, np.int64))[0]
            stands = codes[left[np.argmin(hamming(middle, codes[left]))]]
            alike = hamming(stands, codes[left]) <= limit
            if np.count_nonzero(alike) >= _LEAST:
                groups[left[alike]] = count
                count += 1
            left = left[~alike]
    return groups


def code_ranks(codes: Codes) -> Rows:
    """Return numbers (n,) that order codes (n, bytes) as their bytes do; equal codes have one."""
    whole = np.ascontiguousarray(codes).view(np.dtype((np.void, codes.shape[1])))[:, 0]
    ranks: Rows = np.unique(whole, return_inverse=True)[1]
    return ranks


def majority_codes(codes: Codes, starts: Rows) -> Codes:
    """Return for groups of codes (n, bytes) the bits that most of each have, (g, bytes).

    Args:
        codes: of all groups, one after the other.
        starts: (g,) the first of each, rising from 0.
    """
    middles = np.empty((len(starts), codes.shape[1]), np.uint8)
    stops = np.append(starts[1:], len(codes))
    group = 0
    while group < len(starts):
        last = max(group + 1, int(np.searchsorted(stops, starts[group] + _AT_ONCE, side="right")))
        step = 1 + (stops[group] - starts[group]) // _SAMPLE if last == group + 1 else 1
        part = np.unpackbits(codes[starts[group] : stops[last - 1] : step], axis=-1)
        firsts = (starts[group:last] - starts[group]) // step
        ones = np.add.reduceat(part, firsts, axis=0, dtype=np.int32)
        sizes = np.diff(firsts, append=len(part))
        middles[group:last] = np.packbits(2 * ones > sizes[:, None], axis=-1)
        group = last
    return middles
