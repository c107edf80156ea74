"""Throttle indexing: less of the computer on battery and while the user works.

Nothing is slowed until a front end sets limits: who types `photosearch index` waits for it.
"""

from __future__ import annotations

import ctypes
import logging
import math
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import psutil

from photosearch.core.jobs import JobControl, Progress, ThrottleReason

log = logging.getLogger(__name__)


def idle_seconds() -> float | None:
    """Return seconds since the last key or mouse event in any program; None where it is not known.

    Windows and macOS tell. On Linux it would take a connection to the display server that can end
    the whole process when it breaks, so there only the window's own events count.
    """
    try:
        return _system_idle_seconds()
    except (OSError, AttributeError) as error:
        log.debug("the system does not tell how long it is idle: %s", error)
        return None


if sys.platform == "win32":

    class _LastInput(ctypes.Structure):
        _fields_ = (("size", ctypes.c_uint), ("tick", ctypes.c_uint))

    def _asked_of_the_system() -> float | None:
        last = _LastInput()
        last.size = ctypes.sizeof(last)
        if not ctypes.windll.user32.GetLastInputInfo(ctypes.byref(last)):
            return None
        # Both count milliseconds since the start in 32 bits, and begin anew after 49 days.
        now = int(ctypes.windll.kernel32.GetTickCount())
        return float((now - last.tick) & 0xFFFFFFFF) / 1000

elif sys.platform == "darwin":

    def _asked_of_the_system() -> float | None:
        services = ctypes.CDLL(
            "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
        )
        since = services.CGEventSourceSecondsSinceLastEventType
        since.restype = ctypes.c_double
        since.argtypes = (ctypes.c_int32, ctypes.c_uint32)
        combined_session, any_input = 0, 0xFFFFFFFF
        return float(since(combined_session, any_input))

else:

    def _system_idle_seconds() -> float | None:
        return None


BUSY_S = 5.0
"""After the last key or mouse event the user is taken to be working for so long."""
_POWER_EVERY_S = 10.0
_IDLE_EVERY_S = 1.0
_REST_STEP_S = 0.25
"""A job that rests hears of a cancel, and of another share, as soon as that."""


@dataclass(frozen=True, slots=True)
class WorkerShare:
    """Tell how much may be used now, and why not all."""

    fraction: float = 1.0
    """Of the workers, 0 to 1; 0 waits."""
    reason: ThrottleReason | None = None


def on_battery() -> bool:
    """Tell whether the computer runs on a battery; False where the system does not tell."""
    sensor = getattr(psutil, "sensors_battery", None)  # absent on some systems
    if sensor is None:
        return False
    try:
        battery = sensor()
    except (OSError, RuntimeError, ValueError, psutil.Error) as error:
        log.debug("the state of the battery is not known: %s", error)
        return False
    return battery is not None and battery.power_plugged is False


class IndexThrottle:
    """Decide how many workers get tasks. All methods are for any thread; only `rest` waits.

    Args:
        battery: whether the computer runs on battery; asked every ten seconds at most.
        idle_s: seconds since the user did something at the computer, None if not known.
        clock: monotonic seconds.
        wait: waits so many seconds.
    """

    def __init__(
        self,
        *,
        battery: Callable[[], bool] = on_battery,
        idle_s: Callable[[], float | None] = idle_seconds,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._wait = wait
        self._battery = battery
        self._idle_s = idle_s
        self._clock = clock
        self._lock = threading.Lock()
        self._battery_part = 1.0
        self._busy_part = 1.0
        self._active_at = -math.inf
        self._unplugged = False
        self._power_at = -math.inf
        self._idle_at = -math.inf

    def set_limits(self, battery_percent: int, busy_percent: int) -> None:
        """Take these shares of the workers from now on, each 0 (wait) to 100 (no limit).

        Raises:
            ValueError: out of range.
        """
        if not (0 <= battery_percent <= 100 and 0 <= busy_percent <= 100):
            raise ValueError(f"shares are 0 to 100, not {battery_percent} and {busy_percent}")
        self._battery_part = battery_percent / 100
        self._busy_part = busy_percent / 100

    def note_activity(self) -> None:
        """Note that the user is active in the window. Cheap enough for every event."""
        self._active_at = self._clock()

    def worker_share(self) -> WorkerShare:
        """Return what may be used now; of two reasons the stronger one, battery first."""
        share = WorkerShare()
        if self._battery_part < 1 and self._on_battery():
            share = WorkerShare(self._battery_part, ThrottleReason.BATTERY)
        if self._busy_part < share.fraction and self._busy():
            share = WorkerShare(self._busy_part, ThrottleReason.BUSY)
        return share

    def worker_limit(self, of: int) -> int:
        """Return how many of so many workers may get tasks now; 0 only where all is to wait."""
        part = self.worker_share().fraction
        return 0 if part == 0 else max(1, math.floor(of * part + 0.5))

    def rest(self, control: JobControl, worked_s: float) -> None:
        """Wait between two pieces of work that is done without workers.

        It takes the share of the time that workers would have of the computer: of a quarter it
        rests three times as long as it worked, and without any share until there is one. A share
        that rises ends the rest sooner.

        Args:
            control: of the job.
            worked_s: seconds of the piece that was done.

        Raises:
            Cancelled: through `control`.
        """
        rested = 0.0
        while True:
            control.checkpoint()
            part = self.worker_share().fraction
            left = math.inf if part == 0 else worked_s * (1 / part - 1) - rested
            if left <= 0:
                return
            step = min(left, _REST_STEP_S)
            self._wait(step)
            rested += step

    def annotating(self, on_progress: Callable[[Progress], None]) -> Callable[[Progress], None]:
        """Return `on_progress` that is also told why the job is slow while workers run."""

        def tell(progress: Progress) -> None:
            share = self.worker_share()
            if share.reason is not None and progress.total is not None:
                progress = replace(
                    progress, throttle_reason=share.reason, worker_share=share.fraction
                )
            on_progress(progress)

        return tell

    def _on_battery(self) -> bool:
        with self._lock:
            now = self._clock()
            if now - self._power_at >= _POWER_EVERY_S:
                self._power_at = now
                self._unplugged = self._battery()
            return self._unplugged

    def _busy(self) -> bool:
        now = self._clock()
        with self._lock:
            if now - self._idle_at >= _IDLE_EVERY_S:
                self._idle_at = now
                idle = self._idle_s()
                if idle is not None:
                    self._active_at = max(self._active_at, now - idle)
        return now - self._active_at < BUSY_S
