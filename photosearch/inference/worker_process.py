"""Start worker processes, and one beforehand where a command is going to wait for it.

A process takes a quarter of a second to import decoders and the encoder's runtime. `prestart` lets
it do so while the parent is still importing its own. Nothing large is imported here.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator
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
_MALLOC_OPTIONS = "GLIBC_TUNABLES"
_HUGE_PAGES = "glibc.malloc.hugetlb=1"
"""The encoder reads 10 MB of weights for each photo: in pages of 4 KB a quarter of its time goes
into finding them. C libraries other than glibc, and systems without such pages, know nothing of it.
"""
_NAME = "photosearch worker"
_environment = threading.Lock()
_prestarted: list[WorkerProcess] = []


@dataclass(frozen=True, slots=True)
class WorkerProcess:
    """Hold a process that waits for the first message of `run_worker`, and the pipe to it."""

    process: BaseProcess
    connection: Connection


def start_process(prepare: str = "") -> WorkerProcess:
    """Start a process by spawning, so that all systems behave alike.

    Args:
        prepare: "module:function", called in it before it waits for its first message.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=run_worker, args=(theirs, prepare), name=_NAME, daemon=True)
    with _worker_environment():
        process.start()
    theirs.close()
    return WorkerProcess(process, ours)


def prestart(prepare: str) -> None:
    """Start a process for whoever calls `take_prestarted`; one that nobody takes ends with us.

    To be called before anything else, while this process has a single thread: on Linux the other
    one is then forked, so that Python starts and numpy is loaded once for both.

    Args:
        prepare: see `start_process`.
    """
    with contextlib.suppress(OSError):  # then whoever needs one tells so
        if sys.platform == "linux" and threading.active_count() == 1:
            _prestarted.append(_fork_process(prepare))
        else:
            _prestarted.append(start_process(prepare))


def _fork_process(prepare: str) -> WorkerProcess:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()

    def run() -> None:
        ours.close()  # else it would not see that the parent closes its own
        run_worker(theirs, prepare)

    process = context.Process(target=run, name=_NAME, daemon=True)
    with _worker_environment():
        import numpy  # noqa: F401

        process.start()
    theirs.close()
    return WorkerProcess(process, ours)


def take_prestarted() -> WorkerProcess | None:
    """Return the process that `prestart` made, if there is one that nobody has taken."""
    return _prestarted.pop() if _prestarted else None


@contextlib.contextmanager
def _worker_environment() -> Iterator[None]:
    """Set what libraries read when they are loaded: in processes that are started meanwhile.

    Numeric libraries get one thread, also those loaded here meanwhile. Set in the worker itself it
    can come too late, as its main module is imported first; and two workers with two threads each
    for BLAS on two cores are ten times slower than with one. What the user says about memory stays.
    """
    variables = dict.fromkeys(_THREAD_COUNTS, "1")
    variables[_MALLOC_OPTIONS] = os.environ.get(_MALLOC_OPTIONS, _HUGE_PAGES)
    with _environment:
        before = {name: os.environ.get(name) for name in variables}
        os.environ.update(variables)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
