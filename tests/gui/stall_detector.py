"""Fails tests whose GUI thread works too long at a stretch, or touches what it must not touch.

Work is measured in processor time of the GUI thread for each event, since on a shared machine time
on the clock says little. What blocks without working - files, folders,
databases, sockets, processes - is caught where Python tells of it (audit events).
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QObject

from photosearch.gui.runtime.application import Application

LIMIT_S = 0.15
"""Of processor time in one event. The window's own budget is 0.016 s at the 95th percentile and is
measured by tests/benchmarks/bench_window.py; this is where something is plainly wrong."""

BLOCKING = frozenset(
    {"open", "os.listdir", "os.scandir", "sqlite3.connect", "socket.connect", "subprocess.Popen"}
)
_GUI = str(Path("photosearch", "gui"))
_watching: list[str] | None = None


def _audit(event: str, args: tuple[object, ...]) -> None:
    found = _watching
    if found is None or event not in BLOCKING or not WatchedApplication.depth:
        return
    if threading.current_thread() is not threading.main_thread():
        return
    frame = sys._getframe(1)
    place = ""
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith("<frozen importlib") or Path(name).parent.name == "encodings":
            return  # a first import is no part of the window's work
        if not place and _GUI in name:
            place = f"{name}:{frame.f_lineno}"
        frame = frame.f_back
    if place:
        found.append(f"{event}({args[0]!r}) in the GUI thread, {place}")


sys.addaudithook(_audit)  # cannot be taken away again, hence the switch


class WatchedApplication(Application):
    """The application of all tests of the window: measures each event that reaches the top."""

    depth = 0
    """Above zero while an event is handled."""

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        try:
            if _watching is None or self.depth:
                return super().notify(receiver, event)
            return self._measured(receiver, event)
        finally:
            # An error that somebody keeps has this frame in its traceback. Qt deletes the event and
            # uses its memory again, for a widget perhaps, which would then be taken for the event.
            del receiver, event

    def _measured(self, receiver: QObject, event: QEvent) -> bool:
        start = time.thread_time()
        WatchedApplication.depth = 1
        try:
            return super().notify(receiver, event)
        finally:
            del receiver, event
            WatchedApplication.depth = 0
            seconds = time.thread_time() - start
            if seconds > LIMIT_S and _watching is not None:
                _watching.append(f"the GUI thread worked {seconds:.2f} s in one event")


@contextmanager
def watched() -> Iterator[list[str]]:
    """Watch the GUI thread; the list tells what was found so far."""
    global _watching
    found: list[str] = []
    _watching = found
    try:
        yield found
    finally:
        _watching = None
