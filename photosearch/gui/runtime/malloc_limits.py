"""Have the C library give memory back that many threads took for a moment."""

from __future__ import annotations

import contextlib
import ctypes
import sys

# https://man7.org/linux/man-pages/man3/mallopt.3.html
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_MEGABYTE = 2**20


def limit_free_memory() -> None:
    """Keep little memory that is free. Call it before threads are started.

    glibc gives each thread an arena of its own, up to eight for each processor, and what one of
    them has freed is of no use to the others; and blocks of up to 32 MB stay with the process once
    some were freed. The window has a dozen threads that each take a few arrays of the size of the
    library for a moment: with 500,000 photos that made 190 MB of free memory in the wrong places.
    Python's lock keeps the threads from getting into each other's way in two arenas. The limit of
    3 MB leaves the arrays of a search, 2 MB for 500,000 photos, where they are quick to be had.
    Does nothing where the C library is another one.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            mallopt = ctypes.CDLL(None).mallopt
            mallopt(_M_ARENA_MAX, 2)
            mallopt(_M_MMAP_THRESHOLD, 3 * _MEGABYTE)
            mallopt(_M_TRIM_THRESHOLD, 8 * _MEGABYTE)


def release_memory() -> None:
    """Give free memory back that lies between blocks in use, which no limit does.

    Takes a hundredth of a second or two. Does nothing where the C library is another one.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
