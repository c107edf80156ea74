"""How long the start took, phase by phase, for the log."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import psutil

log = logging.getLogger(__name__)

SLOW_S = 1.5
"""From the start of the process until the window reacts."""


def process_age_s() -> float:
    """Seconds since this process was started, Python and all imports included."""
    return max(0.0, time.time() - psutil.Process().create_time())


class StartTimes:
    """Notes when each phase of the start ends; each is noted once.

    Args:
        clock: seconds of any beginning; replaced in tests.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begin = self._last = clock()
        self._phases: dict[str, float] = {}

    def ended(self, phase: str) -> None:
        """This phase is over, and the next one begins."""
        if phase in self._phases:
            return
        now = self._clock()
        self._phases[phase] = now - self._last
        self._last = now

    def total_s(self) -> float:
        """Seconds from the beginning to the end of the last phase."""
        return self._last - self._begin

    def words(self, before_s: float = 0.0) -> str:
        """Total and phases in one line.

        Args:
            before_s: what passed before this object was made.
        """
        parts = ", ".join(f"{phase} {seconds:.2f} s" for phase, seconds in self._phases.items())
        return f"{before_s + self.total_s():.2f} s (before {before_s:.2f} s, {parts})"

    def tell(self) -> None:
        """Log when the window reacted; call it right after its last phase, in any thread."""
        before_s = max(0.0, process_age_s() - (self._clock() - self._begin))
        slow = before_s + self.total_s() > SLOW_S
        log.info("%s: %s", "slow start" if slow else "started", self.words(before_s))
