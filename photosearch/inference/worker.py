"""Run in a worker process of the pool: set the limits, then do task after task.

Imports nothing that is slow or large: the function that does the work comes through the pipe, and
is unpickled after the limits are set.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import pickle
import pkgutil
import signal
import sys
import threading
import traceback
from multiprocessing.connection import Connection


def run_worker(connection: Connection, prepare: str) -> None:
    """Take tasks from the pipe and answer them until it closes: a worker's main function.

    The first message to it is (payload, memory_mb, in_background): the pool's starter and its
    arguments, pickled; the address space that it may take; whether it gives way to whatever else
    runs on the computer.

    Args:
        connection: to the parent. What is sent: ("ready", None), ("result", value),
            ("bug", traceback), ("start failed", exception), ("log", (name, level, text)).
        prepare: "module:function", called before that message is waited for; "" for nothing.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _silence()
    if prepare:
        with contextlib.suppress(Exception):  # the starter meets it again, and tells
            pkgutil.resolve_name(prepare)()
    try:
        payload, memory_mb, in_background = connection.recv()
    except (EOFError, OSError):  # nobody needs this process after all
        return
    _limit(memory_mb, in_background)
    with contextlib.suppress(OSError):
        logging.getLogger().addHandler(_PipeHandler(connection))
    try:
        starter, arguments = pickle.loads(payload)
        run = starter(*arguments)
    except Exception as error:  # noqa: BLE001 - handed to the parent, which raises it
        connection.send(("start failed", _picklable(error)))
        return
    connection.send(("ready", None))
    with contextlib.suppress(EOFError, OSError):  # the parent is gone: nothing more to do
        while True:
            task = connection.recv()
            try:
                message = ("result", run(task))
            except Exception:  # noqa: BLE001 - handed to the parent, which raises it
                message = ("bug", traceback.format_exc())
            connection.send(message)
    # The parent waits for the end, and there is nothing to tidy up: Python's own takes 30 ms.
    os._exit(0)


def _limit(memory_mb: int, in_background: bool) -> None:
    """Set low priority if wanted, and a limit of memory."""
    if sys.platform != "win32":
        import resource

        if in_background:
            with contextlib.suppress(OSError):
                os.nice(5)
        # macOS refuses this limit; there the time limit and the check of pixel counts remain.
        with contextlib.suppress(OSError, ValueError):
            size = memory_mb * 1024 * 1024
            resource.setrlimit(resource.RLIMIT_AS, (size, size))
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _silence() -> None:
    """Send what libtiff and others write to the terminal nowhere: it is no use to the user."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _picklable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 - any failure to pickle means the same
        return RuntimeError("".join(traceback.format_exception(error)))
    return error


class _PipeHandler(logging.Handler):
    """Log records of a worker, written by the parent."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(logging.WARNING)
        self._connection = connection

    def emit(self, record: logging.LogRecord) -> None:
        """Send name, level and text; records are few, warnings and worse."""
        with contextlib.suppress(OSError):
            self._connection.send(("log", (record.name, record.levelno, record.getMessage())))
