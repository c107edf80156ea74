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

_on_interrupt: list[Callable[[], None]] = []


@contextmanager
def interrupts_handled() -> Iterator[None]:
    """Let an interrupt cancel the innermost `cancels`, or else raise Cancelled, meanwhile.

    Only the main thread can handle signals; elsewhere (an embedding program) it does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked = False

    def handle(_signal: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            os._exit(ExitCode.CANCELLED)
        if not _on_interrupt:
            raise Cancelled
        asked = True
        if sys.stderr is not None:
            sys.stderr.write("Stopping; what is finished is kept. Once more to quit at once.\n")
        _on_interrupt[-1]()

    before = {number: signal.signal(number, handle) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def cancels(cancel: Callable[[], None]) -> Iterator[None]:
    """Let an interrupt call `cancel` (in the main thread) instead of raising, meanwhile."""
    _on_interrupt.append(cancel)
    try:
        yield
    finally:
        _on_interrupt.pop()
