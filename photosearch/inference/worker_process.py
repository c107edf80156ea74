"""Start worker processes, and one beforehand where a command is going to wait for it.

A process takes a quarter of a second to import decoders and the encoder's runtime. `prestart` lets
it do so while the parent is still importing its own. Nothing large is imported here.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from photosearch.inference.worker import run_worker

_THREAD_COUNTS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
_environment = threading.Lock()
_prestarted: list[WorkerProcess] = []


@dataclass(frozen=True, slots=True)
class WorkerProcess:
    """Hold a process that waits for the first message of `run_worker`, and the pipe to it."""

    process: BaseProcess
    connection: Connection


def start_process(modules: Sequence[str] = ()) -> WorkerProcess:
    """Start a process by spawning, so that all systems behave alike.

    Args:
        modules: names of modules that it imports while it waits.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(
        target=run_worker, args=(theirs, tuple(modules)), name="photosearch worker", daemon=True
    )
    with _single_threaded_children():
        process.start()
    theirs.close()
    return WorkerProcess(process, ours)


def prestart(modules: Sequence[str]) -> None:
    """Start a process for whoever calls `take_prestarted`; one that nobody takes ends with us."""
    with contextlib.suppress(OSError):  # then whoever needs one tells so
        _prestarted.append(start_process(modules))


def take_prestarted() -> WorkerProcess | None:
    """Return the process that `prestart` made, if there is one that nobody has taken."""
    return _prestarted.pop() if _prestarted else None


@contextlib.contextmanager
def _single_threaded_children() -> Iterator[None]:
    """Give processes started meanwhile one thread for numeric libraries, read at import.

    Set in the worker itself it can come too late, as its main module is imported first; and two
    workers with two threads each for BLAS on two cores are ten times slower than with one.
    """
    with _environment:
        before = {name: os.environ.get(name) for name in _THREAD_COUNTS}
        os.environ.update(dict.fromkeys(_THREAD_COUNTS, "1"))
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
