"""Handle Ctrl-C and SIGTERM: the first cancels the work at hand, the second ends at once."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from photosearch.core.errors import Cancelled, ExitCode

_SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)
]

_interrupt_handlers: list[Callable[[], None]] = []


@contextmanager
def handle_interrupts() -> Iterator[None]:
    """Let interrupts cancel the innermost `cancelled_by_interrupt`, or else raise Cancelled.

    Only the main thread can handle signals; elsewhere (an embedding program) it does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    interrupted = False

    def handle(_signal: int, _frame: FrameType | None) -> None:
        nonlocal interrupted
        if interrupted:
            os._exit(ExitCode.CANCELLED)
        if not _interrupt_handlers:
            raise Cancelled
        interrupted = True
        if sys.stderr is not None:
            sys.stderr.write("Stopping; what is finished is kept. Once more to quit at once.\n")
        _interrupt_handlers[-1]()

    before = {number: signal.signal(number, handle) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def cancelled_by_interrupt(cancel: Callable[[], None]) -> Iterator[None]:
    """Let an interrupt call `cancel` (in the main thread) instead of raising, meanwhile."""
    _interrupt_handlers.append(cancel)
    try:
        yield
    finally:
        _interrupt_handlers.pop()
