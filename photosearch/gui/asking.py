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
from photosearch.gui.bridge import Bridge, alive
from photosearch.gui.job_threads import JobPool
from photosearch.gui.translation import tr, tr_message

T = TypeVar("T")
Failed = Callable[[UserError], None]


def bug_words(error: BaseException) -> UserError:
    """What the user is told of a fault of our own."""
    return UserError(
        tr("Something went wrong inside the program ({kind}).").format(kind=type(error).__name__),
        tr("You can go on working; the details are in the log."),
    )


def settle(future: Future[T], then: Callable[[T], None], failed: Failed) -> None:
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


class Asker:
    """Asks one pool; the world's faults go to one place, unless the caller names another."""

    def __init__(self, bridge: Bridge, pool: JobPool, failed: Failed) -> None:
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
            settle(future, then, to)

        self._bridge.watch(self._pool.submit(work), ended)


class LatestJob:
    """Runs one job at a time of which only the latest matters.

    A newer one cancels the older; an answer that comes too late is dropped by its ticket.
    """

    def __init__(self, bridge: Bridge, pool: JobPool) -> None:
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
                settle(future, then, failed)

        self._future = self._pool.submit(work, self._control)
        self._bridge.watch(self._future, ended)

    def drop(self) -> None:
        """Cancel the job, if one runs, and drop its answer."""
        self._ticket += 1
        self._control.cancel()
        if self._future is not None:
            self._future.cancel()
            self._future = None
