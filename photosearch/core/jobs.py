"""Follow long work: its progress, when it ends, and pause, resume and cancel."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from photosearch.core.errors import Cancelled
from photosearch.messages import Message

T = TypeVar("T")


class ThrottleReason(StrEnum):
    """Name why a job takes less of the computer than it could."""

    BATTERY = "battery"
    """The computer does not run on mains power."""
    BUSY = "busy"
    """The user works at it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Describe a moment of a job; cheap to make and safe to hand to another thread."""

    stage: Message
    """What is going on: looking for photos, indexing."""
    done: int
    total: int | None
    """None while unknown."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """By outcome."""
    per_second: float = 0.0
    eta_s: float | None = None
    current: str = ""
    """The file at hand."""
    preemptible: bool = False
    """Other work may go first: cancelled now, the next run goes on where this one stopped."""
    throttle_reason: ThrottleReason | None = None
    worker_share: float = 1.0
    """Of the workers in use, while `slow`: 0 to 1; 0 waits."""


class JobControl:
    """Steer a job; handed to it by whoever started it. Any thread may call any method.

    With a `parent`, what is asked of the parent is asked of this job too, but not the reverse.
    """

    def __init__(self, parent: JobControl | None = None) -> None:
        self._parent = parent
        self._cancelled = threading.Event()
        self._running = threading.Event()
        self._running.set()

    def cancel(self) -> None:
        """Ask the job to stop; it keeps what is finished and raises Cancelled."""
        self._cancelled.set()
        self._running.set()

    def pause(self) -> None:
        """Ask the job to hold at its next checkpoint."""
        self._running.clear()

    def resume(self) -> None:
        """Let the job go on after a pause."""
        self._running.set()

    @property
    def cancelled(self) -> bool:
        """Tell whether cancel() was called."""
        above = self._parent is not None and self._parent.cancelled
        return above or self._cancelled.is_set()

    @property
    def paused(self) -> bool:
        """Tell whether the job is asked to hold."""
        above = self._parent is not None and self._parent.paused
        return above or not self._running.is_set()

    def checkpoint(self) -> None:
        """Hold while paused; the job calls this between two pieces of work.

        Raises:
            Cancelled: the job shall stop.
        """
        if self._parent is not None:
            self._parent.checkpoint()
        if not self._cancelled.is_set():
            self._running.wait()
        if self._cancelled.is_set():
            raise Cancelled


class RateLimiter(Generic[T]):
    """Pass on at most `per_second` values, the latest winning; `flush` passes on the last one."""

    def __init__(self, receive: Callable[[T], None], per_second: float = 30) -> None:
        self._receive = receive
        self._interval_s = 1 / per_second
        self._next_at = 0.0
        self._pending: T | None = None

    def __call__(self, value: T) -> None:
        """Pass `value` on now, or hold it until a later call is due."""
        now = time.monotonic()
        if now < self._next_at:
            self._pending = value
            return
        self._pending = None
        self._next_at = now + self._interval_s
        self._receive(value)

    def flush(self) -> None:
        """Pass on the value that is held back, if any."""
        if self._pending is not None:
            held, self._pending = self._pending, None
            self._receive(held)


class RateMeter:
    """Measure items per second over the last seconds, and the time left from it."""

    def __init__(self, window_s: float = 20, clock: Callable[[], float] = time.monotonic) -> None:
        self._window_s = window_s
        self._clock = clock
        self._marks: list[tuple[float, int]] = [(clock(), 0)]

    def update(self, done: int) -> float:
        """Note that `done` items are done in all; the rate in items per second."""
        now = self._clock()
        if now - self._marks[-1][0] >= self._window_s / 40 or len(self._marks) == 1:
            self._marks.append((now, done))
        while len(self._marks) > 2 and now - self._marks[0][0] > self._window_s:
            del self._marks[0]
        since, before = self._marks[0]
        return (done - before) / (now - since) if now > since else 0.0

    def progress(
        self,
        stage: Message,
        done: int,
        total: int,
        counts: Mapping[str, int] = MappingProxyType({}),
        current: str = "",
        *,
        preemptible: bool = False,
    ) -> Progress:
        """Note that `done` of `total` items are done; return the moment, see `Progress`."""
        rate = self.update(done)
        eta_s = self.eta_s(rate, total - done)
        return Progress(stage, done, total, counts, rate, eta_s, current, preemptible)

    @staticmethod
    def eta_s(rate: float, left: int) -> float | None:
        """Return seconds until `left` items are done; None while the rate is not known, and when
        none are left: what goes on then is not counted."""
        return left / rate if rate > 0 and left > 0 else None
