"""Keep decoders' own remarks off the terminal: what is wrong is told by UnreadablePhoto."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import warnings
from collections.abc import Iterator

for _name in ("PIL", "tifffile", "imagecodecs"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_turn = threading.RLock()


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Let no Python warnings and no lines of C libraries (libtiff, LibRaw) out for a while.

    Both are switches of the whole process, so threads take turns here.
    """
    with _turn, warnings.catch_warnings(), _no_stderr():
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def _no_stderr() -> Iterator[None]:
    try:
        kept = os.dup(2)
    except OSError:
        # A windowed program may have no such stream.
        yield
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
