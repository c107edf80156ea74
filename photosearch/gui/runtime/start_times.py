"""Measure how long the start took, phase by phase, for the log."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import psutil

log = logging.getLogger(__name__)

SLOW_S = 1.5
"""From the start of the process until the window reacts."""


def process_age_s() -> float:
    """Return seconds since this process was started, Python and all imports included."""
    return max(0.0, time.time() - psutil.Process().create_time())


class StartTimes:
    """Note when each phase of the start ends; each is noted once.

    Args:
        clock: seconds of any beginning; replaced in tests.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begin = self._last = clock()
        self._phases: dict[str, float] = {}
        self._reacted: tuple[float, str] | None = None

    def end_phase(self, phase: str) -> None:
        """Note that this phase is over, and that the next one begins."""
        if phase in self._phases:
            return
        now = self._clock()
        self._phases[phase] = now - self._last
        self._last = now

    def end_reaction(self, phase: str) -> None:
        """Note that with the end of this phase the window reacts; what comes after it nobody waits
        for."""
        self.end_phase(phase)
        if self._reacted is None:
            self._reacted = self.total_s(), self._parts()

    def total_s(self) -> float:
        """Return seconds from the beginning to the end of the last phase."""
        return self._last - self._begin

    def log_reaction(self) -> None:
        """Log how long it took until the window reacted; in any thread, at any time after that."""
        if self._reacted is None:
            return
        seconds, parts = self._reacted
        before_s = max(0.0, process_age_s() - (self._clock() - self._begin))
        total_s = before_s + seconds
        kind = "slow start" if total_s > SLOW_S else "started"
        log.info("%s: %.2f s (Python and imports %.2f s, %s)", kind, total_s, before_s, parts)

    def log_all(self) -> None:
        """Log all phases until now."""
        log.info("after the start: %s", self._parts())

    def _parts(self) -> str:
        return ", ".join(f"{phase} {seconds:.2f} s" for phase, seconds in self._phases.items())
