"""Run work outside the GUI thread and act on its result inside it: the one way to do so.

A result goes to `then`, the world's fault (UserError) to one place unless the caller names another,
a cancelled run to nobody. Anything else is a bug: whoever waits is told that it failed, so that he
does not wait for ever, and it is raised in the GUI thread, where sys.excepthook logs it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, TypeVar

from photosearch.core.errors import Cancelled, UnreadablePhoto, UserError
from photosearch.core.jobs import JobControl, RateLimiter
from photosearch.gui.message_text import message_text
from photosearch.gui.runtime.bridge import Bridge, alive
from photosearch.gui.runtime.thread_pools import ThreadPool
from photosearch.gui.translation import tr

T = TypeVar("T")
ErrorHandler = Callable[[UserError], None]

REPORTS_PER_SECOND = 10
"""How often progress is handed on at most."""


class Policy(Enum):
    """Say what becomes of a new run while another one is in progress."""

    PARALLEL = auto()
    """It starts at once; how many run at a time is up to the pool."""
    QUEUE = auto()
    """It waits until all that came before it have ended."""
    LATEST = auto()
    """It takes the place of the other, which is cancelled and whose result is dropped."""
    COALESCE = auto()
    """It waits for the other one to end, and only the latest of those that wait runs then.

    For what follows the hand, as a search does while a slider is dragged: would each move cancel
    the one before, nothing would be seen until the hand rests.
    """


class BackgroundJob(JobControl):
    """Let work be paused and cancelled, and let it tell how far it is. For any thread."""

    def __init__(self, deliver: Callable[[Any], None]) -> None:
        super().__init__()
        self._progress: RateLimiter[Any] = RateLimiter(deliver, REPORTS_PER_SECOND)

    def report(self, progress: Any) -> None:
        """Hand progress to the GUI thread; of what comes too often the latest wins."""
        self._progress(progress)

    def flush(self) -> None:
        """Hand on the progress that is still held back."""
        self._progress.flush()


@dataclass(eq=False, slots=True)
class _Run:
    work: Callable[[BackgroundJob], Any]
    then: Callable[[Any], None] | None
    on_error: ErrorHandler
    on_progress: Callable[[Any], None] | None
    on_end: Callable[[], None] | None
    job: BackgroundJob = field(init=False)
    future: Future[Any] = field(init=False)


class BackgroundRunner:
    """Run work in one pool by one policy. GUI thread only.

    Features derive theirs from the one of the AppContext. Nothing is called back for an owner that
    is a deleted Qt object.
    """

    def __init__(
        self,
        bridge: Bridge,
        pool: ThreadPool,
        on_error: ErrorHandler,
        policy: Policy = Policy.PARALLEL,
    ) -> None:
        """Call `on_error` with the world's faults for which the caller names no other place."""
        self._bridge = bridge
        self._pool = pool
        self.on_error = on_error
        self._policy = policy
        self._active: list[_Run] = []
        self._waiting: deque[_Run] = deque()

    def derive(
        self, pool: ThreadPool | None = None, policy: Policy = Policy.PARALLEL
    ) -> BackgroundRunner:
        """Return another runner, of the same pool if none is given, with the same error handler."""
        return BackgroundRunner(self._bridge, pool or self._pool, self.on_error, policy)

    @property
    def running(self) -> bool:
        """Tell whether a result is still to come."""
        return bool(self._active)

    @property
    def paused(self) -> bool:
        """Tell whether what runs is asked to hold."""
        return any(run.job.paused for run in self._active)

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        on_error: ErrorHandler | None = None,
    ) -> None:
        """Run work() in the pool, then then(result) or on_error(error) in the GUI thread."""
        self.run_job(lambda _job: work(), then, on_error)

    def run_job(
        self,
        work: Callable[[BackgroundJob], T],
        then: Callable[[T], None] | None = None,
        on_error: ErrorHandler | None = None,
        *,
        on_progress: Callable[[Any], None] | None = None,
        on_end: Callable[[], None] | None = None,
    ) -> None:
        """Run work(job), which may be long, by the policy.

        Args:
            work: runs in the pool; ends early with Cancelled, or with what is done by then.
            then: called with the result.
            on_error: called with the world's fault, in place of the runner's own.
            on_progress: called with what work reports, at most REPORTS_PER_SECOND times a second.
            on_end: called last, whether it came to a result, failed or was cancelled. Neither it
                nor the others are called for a run that is discarded.
        """
        run = _Run(work, then, on_error or self.on_error, on_progress, on_end)
        if self._policy is Policy.LATEST:
            self.discard()
        if self._policy in (Policy.QUEUE, Policy.COALESCE) and self._active:
            if self._policy is Policy.COALESCE:
                self._waiting.clear()
            self._waiting.append(run)
        else:
            self._start(run)

    def pause(self) -> None:
        """Ask what runs to hold at its next checkpoint."""
        for run in self._active:
            run.job.pause()

    def resume(self) -> None:
        """Let what holds go on."""
        for run in self._active:
            run.job.resume()

    def cancel(self) -> None:
        """Drop what waits and ask what runs to end; what it has done by then is handed over."""
        self._waiting.clear()
        for run in self._active:
            run.job.cancel()

    def discard(self) -> None:
        """Drop what waits, and cancel what runs and drop its result: nobody waits any more."""
        dropped, self._active = self._active, []
        self._waiting.clear()
        for run in dropped:
            run.job.cancel()
            run.future.cancel()

    def _start(self, run: _Run) -> None:
        bridge, progressed = self._bridge, self._progressed
        job = run.job = BackgroundJob(lambda progress: bridge.call(progressed, run, progress))
        work = run.work

        def act() -> Any:
            try:
                return work(job)
            finally:
                job.flush()

        run.future = self._pool.submit(act)
        self._active.append(run)

        def ended(future: Future[Any]) -> None:
            self._ended(run, future)

        bridge.watch(run.future, ended)

    def _progressed(self, run: _Run, progress: Any) -> None:
        if run in self._active and run.on_progress is not None and alive(run.on_progress):
            run.on_progress(progress)

    def _ended(self, run: _Run, future: Future[Any]) -> None:
        if run not in self._active:
            return
        self._active.remove(run)
        on_error = run.on_error
        if self._waiting and not self._active:
            # At once, so that it runs while the result is being painted.
            self._start(self._waiting.popleft())
            if self._policy is Policy.COALESCE:
                on_error = _ignore  # what runs now may be answerable; nobody waits for this one
        try:
            dispatch_result(future, run.then, on_error)
        finally:
            if run.on_end is not None and alive(run.on_end):
                run.on_end()


def dispatch_result(
    future: Future[T], then: Callable[[T], None] | None, on_error: ErrorHandler
) -> None:
    """Hand the outcome of an ended future to whom it concerns."""
    try:
        result = future.result()
    except (Cancelled, CancelledError):
        return
    except UserError as error:
        if alive(on_error):
            on_error(error)
        return
    except UnreadablePhoto as error:
        if alive(on_error):
            text = tr("The picture cannot be read. {reason}")
            text = text.format(reason=message_text(error.detail))
            on_error(UserError.in_words(text, tr("Try another picture.")))
        return
    except Exception as error:
        if alive(on_error):
            on_error(bug_error(error))
        raise
    if then is not None and alive(then):
        then(result)


def bug_error(error: BaseException) -> UserError:
    """Return what the user is told of a fault of our own."""
    return UserError.in_words(
        tr("Something went wrong inside the program ({kind}).").format(kind=type(error).__name__),
        tr("You can go on working; the details are in the log."),
    )


def _ignore(_error: UserError) -> None:
    """Tell nobody."""
