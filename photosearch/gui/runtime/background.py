"""Asking in a job thread, answering in the GUI thread; the one place that sorts outcomes.

An answer goes to `then`, the world's fault (UserError) to `failed`, a cancelled job to nobody.
Anything else is a bug: the asker is told that it failed, so that it does not wait for ever, and it
is raised in the GUI thread, where sys.excepthook logs it.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

from photosearch.core.errors import Cancelled, UnreadablePhoto, UserError
from photosearch.core.jobs import JobControl
from photosearch.gui.runtime.bridge import Bridge, alive
from photosearch.gui.runtime.thread_pools import ThreadPool
from photosearch.gui.translation import tr, tr_message

T = TypeVar("T")
Failed = Callable[[UserError], None]


def bug_words(error: BaseException) -> UserError:
    """What the user is told of a fault of our own."""
    return UserError(
        tr("Something went wrong inside the program ({kind}).").format(kind=type(error).__name__),
        tr("You can go on working; the details are in the log."),
    )


def dispatch_result(future: Future[T], then: Callable[[T], None], failed: Failed) -> None:
    """Hand the outcome of an ended future to whom it concerns."""
    try:
        answer = future.result()
    except (Cancelled, CancelledError):
        return
    except UserError as error:
        if alive(failed):
            failed(error)
        return
    except UnreadablePhoto as error:
        if alive(failed):
            words = tr("The picture cannot be read. {reason}")
            words = words.format(reason=tr_message(error.detail))
            failed(UserError(words, tr("Try another picture.")))
        return
    except Exception as error:
        if alive(failed):
            failed(bug_words(error))
        raise
    if alive(then):
        then(answer)


class BackgroundRunner:
    """Asks one pool; the world's faults go to one place, unless the caller names another."""

    def __init__(self, bridge: Bridge, pool: ThreadPool, failed: Failed) -> None:
        self._bridge = bridge
        self._pool = pool
        self.report = failed
        """Where the world's faults go."""

    def ask(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """Run work() in the pool, then then(answer) or failed(error) in the GUI thread."""
        to = failed or self.report

        def ended(future: Future[T]) -> None:
            dispatch_result(future, then, to)

        self._bridge.watch(self._pool.submit(work), ended)


class LatestOnlyJob:
    """Runs one job at a time of which only the latest matters.

    A newer one cancels the older; an answer that comes too late is dropped by its ticket.
    """

    def __init__(self, bridge: Bridge, pool: ThreadPool) -> None:
        self._bridge = bridge
        self._pool = pool
        self._ticket = 0
        self._control = JobControl()
        self._future: Future[Any] | None = None

    @property
    def running(self) -> bool:
        """Whether an answer is still to come."""
        return self._future is not None

    def start(
        self,
        work: Callable[[JobControl], T],
        then: Callable[[T], None],
        failed: Failed,
    ) -> None:
        """Run work(control) in the pool in place of whatever ran before."""
        self.drop()
        ticket, self._control = self._ticket, JobControl()

        def ended(future: Future[T]) -> None:
            if ticket == self._ticket:
                self._future = None
                dispatch_result(future, then, failed)

        self._future = self._pool.submit(work, self._control)
        self._bridge.watch(self._future, ended)

    def drop(self) -> None:
        """Cancel the job, if one runs, and drop its answer."""
        self._ticket += 1
        self._control.cancel()
        if self._future is not None:
            self._future.cancel()
            self._future = None


_Work = Callable[[JobControl], Any]
_Then = Callable[[Any], None]


class CoalescingJob:
    """Runs one job at a time, in two ways: in place of the running one, or right after it.

    A new query makes the running one pointless: it is cancelled. A move of a slider does not: would
    each move cancel the one before, nothing would be seen until the hand rests. So the running one
    is finished and shown, and of all that was asked for meanwhile only the latest runs next.
    """

    def __init__(self, bridge: Bridge, pool: ThreadPool) -> None:
        self._job = LatestOnlyJob(bridge, pool)
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
