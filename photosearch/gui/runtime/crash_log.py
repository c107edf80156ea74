"""Keep what is left of a run that crashed, Python's last words, and find it at the next start."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from photosearch.private_files import make_private_file, make_private_folder

log = logging.getLogger(__name__)

_PREFIX = "crash-"
_SUFFIX = ".txt"
_MAX_CHARS = 20_000


@contextmanager
def record_crashes(folder: Path) -> Iterator[None]:
    """Write the stacks to a file here if the process is ended by a fault of native code.

    Each process has a file of its own, which goes away with a proper end. Where none can be written
    the program does without.
    """
    path = folder / f"{_PREFIX}{os.getpid()}{_SUFFIX}"
    try:
        make_private_folder(folder)
        make_private_file(path)
        file = path.open("w", encoding="utf-8")
    except OSError:
        yield
        return
    was_enabled = faulthandler.is_enabled()
    faulthandler.enable(file, all_threads=True)
    try:
        yield
    finally:
        faulthandler.disable()
        if was_enabled:  # as it was: by `python -X faulthandler`, or a test runner
            with contextlib.suppress(ValueError, RuntimeError, OSError, AttributeError):
                faulthandler.enable()
        file.close()
        with contextlib.suppress(OSError):
            path.unlink()


def pop_crashes(folder: Path) -> list[str]:
    """Return what former runs left, oldest first; put it into the log, and the files go away.

    Files of programs that still run are left alone, as are those that cannot be read. Empty ones
    are those of a program that was killed, which is nobody's fault.
    """
    try:
        files = sorted(
            (path for path in folder.glob(f"{_PREFIX}*{_SUFFIX}") if not _is_running(path)),
            key=lambda path: path.stat().st_mtime,
        )
    except OSError:
        return []
    crashes = []
    for path in files:
        try:
            text = path.read_text("utf-8", "replace")[:_MAX_CHARS]
            path.unlink()
        except OSError:
            continue
        if text.strip():
            log.error("a former run crashed:\n%s", text, extra={"file_only": True})
            crashes.append(text)
    return crashes


def _is_running(path: Path) -> bool:
    number = path.name.removeprefix(_PREFIX).removesuffix(_SUFFIX)
    return not number.isdecimal() or int(number) == os.getpid() or psutil.pid_exists(int(number))
