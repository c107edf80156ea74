"""One job that is asked for again and again while the user drags something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from photosearch.core.errors import UserError
from photosearch.core.jobs import JobControl
from photosearch.gui.asking import Failed, LatestJob
from photosearch.gui.bridge import Bridge
from photosearch.gui.job_threads import JobPool

T = TypeVar("T")
_Work = Callable[[JobControl], Any]
_Then = Callable[[Any], None]


class SteeredJob:
    """Runs one job at a time, in two ways: in place of the running one, or right after it.

    A new query makes the running one pointless: it is cancelled. A move of a slider does not: would
    each move cancel the one before, nothing would be seen until the hand rests. So the running one
    is finished and shown, and of all that was asked for meanwhile only the latest runs next.
    """

    def __init__(self, bridge: Bridge, pool: JobPool) -> None:
        self._job = LatestJob(bridge, pool)
        self._next: tuple[_Work, _Then, Failed] | None = None

    @property
    def running(self) -> bool:
        """Whether an answer is still to come."""
        return self._job.running

    def start(
        self, work: Callable[[JobControl], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        """Run work(control) in place of whatever runs."""
        self._next = None
        self._run(work, then, failed)

    def steer(
        self, work: Callable[[JobControl], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        """Run work(control) when what runs has ended, unless something newer comes until then."""
        if self._job.running:
            self._next = work, then, failed
        else:
            self._run(work, then, failed)

    def drop(self) -> None:
        """Cancel what runs and what waits."""
        self._next = None
        self._job.drop()

    def _run(self, work: _Work, then: _Then, failed: Failed) -> None:
        def answered(answer: Any) -> None:
            self._go_on()
            then(answer)

        def refused(error: UserError) -> None:
            # What waits may be answerable; the fault is told only if nothing does.
            if not self._go_on():
                failed(error)

        self._job.start(work, answered, refused)

    def _go_on(self) -> bool:
        """Start what waits, so that it runs while the answer is being painted."""
        waiting, self._next = self._next, None
        if waiting is not None:
            self._run(*waiting)
        return waiting is not None
