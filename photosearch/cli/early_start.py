"""Start what a command will wait for before anything large is imported."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Sequence

from photosearch.library.workers import PREPARE_QUERY_DECODER

_ENDING = ("-h", "--help", "--version")
_OBJECTS = 100_000
"""Looked through for garbage when so many more were made; what is imported is no garbage."""


def start_early(args: Sequence[str]) -> None:
    """Start the worker process that reads and encodes the images of `search`, if that is asked.

    It imports what it needs, and loads the default model, while this process imports its own: half
    of the time that an answer takes. If nothing needs it after all, it ends with this process.
    """
    asked = command_of(args) == "search" and not set(_ENDING) & set(args)
    if asked and any(os.path.isfile(arg) for arg in args):  # noqa: PTH113 - import nothing yet
        from photosearch.inference.worker_process import prestart

        # A fifth of the processor time of an answer went into looking for garbage: ten times during
        # the imports, and again through all that was imported before the process ends.
        gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
        atexit.register(gc.freeze)
        prestart(PREPARE_QUERY_DECODER)


def command_of(args: Sequence[str]) -> str:
    """Return the sub-command that `args` name, "" if they name none."""
    left = iter(args)
    for arg in left:
        if arg == "--library":
            next(left, None)
        elif not arg.startswith("-"):
            return arg
    return ""
