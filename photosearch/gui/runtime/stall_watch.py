"""Notice when the GUI thread does not come back to its event loop, and say where it was."""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

log = logging.getLogger(__name__)

STALL_S = 0.2


@dataclass(frozen=True, slots=True)
class Stall:
    """Describe a time in which the window did not react."""

    seconds: float
    """As long as it had lasted when it was noticed."""
    stack: str
    """Where the GUI thread was then."""


def log_stall(stall: Stall) -> None:
    """Log a stall, which is the usual thing to do with one."""
    log.info("the window did not react for %.0f ms\n%s", stall.seconds * 1000, stall.stack)


class StallWatch(QObject):
    """Make it and start it in the GUI thread; stop it before that ends.

    A timer notes that the event loop runs, a thread of its own looks whether it still does; it must
    not be one of the job threads, which may be busy just then.

    Args:
        tell: called in the watching thread, once for each stall.
        limit_s: from how many seconds on it is one.
    """

    def __init__(
        self,
        tell: Callable[[Stall], None] = log_stall,
        limit_s: float = STALL_S,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tell = tell
        self._limit_s = limit_s
        self._beat = time.monotonic()
        self._reported = -1.0
        self._watched = threading.get_ident()
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self, interval=max(1, round(limit_s * 250)))
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)

    def start(self) -> None:
        """Watch from now on."""
        if self._thread is None:
            self._note()
            self._ending.clear()
            self._timer.start()
            self._thread = threading.Thread(
                target=self._watch, name="photosearch-stalls", daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._ending.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _note(self) -> None:
        self._beat = time.monotonic()

    def _watch(self) -> None:
        """Run in the watching thread."""
        while not self._ending.wait(self._limit_s / 4):
            beat = self._beat
            seconds = time.monotonic() - beat
            if seconds < self._limit_s or beat == self._reported:
                continue
            self._reported = beat
            frame = sys._current_frames().get(self._watched)  # noqa: SLF001 - documented by Python
            stack = "".join(traceback.format_stack(frame)) if frame is not None else ""
            self._tell(Stall(seconds, stack))
