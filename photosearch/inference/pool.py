"""Run code that may crash, hang or eat all memory, decoders and the encoder, in processes.

Why not a ready-made pool: those of the standard library and of Pebble share one pipe and one lock
among all workers, so a worker killed at the wrong moment takes the lock with it and the others
starve. Here each worker has a pipe of its own and the parent knows which task lies where: a dead
worker costs one task, whatever it was doing.

A task is run by a plain function of one picklable argument; `submit` and `next_result` are called
from one thread of the parent, the function runs in the worker.
"""

from __future__ import annotations

import contextlib
import logging
import math
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Protocol, TypeVar

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import Reason, UserError
from photosearch.core.jobs import JobControl
from photosearch.core.message_codes import DetailCode
from photosearch.inference.worker_process import start_process, take_prestarted
from photosearch.messages import Message

log = logging.getLogger(__name__)

Task = TypeVar("Task")
Result = TypeVar("Result")

_QUEUED_PER_WORKER = 3  # the one at hand and two more, so that no worker waits for the parent
_START_ATTEMPTS = 3
_START_TIMEOUT_S = 120.0
"""A worker that is not ready by then hangs: on a share that does not answer, for instance."""


_NO_DETAIL = Message(DetailCode.WORKER_ENDED)


@dataclass(frozen=True, slots=True)
class TaskResult(Generic[Task, Result]):
    """Tell how a task ended: with a result, or with the death of its worker."""

    task: Task
    result: Result | None
    failure: Reason | None = None
    """CRASHED or TIMEOUT; then `result` is None."""
    detail: Message = _NO_DETAIL
    """Tells the failure in full, if there is one."""


class Workers(Protocol[Task, Result]):
    """Describe what callers need of a pool; `SerialPool` is the same without processes."""

    @property
    def free_slots(self) -> int:
        """Return how many more tasks `submit` takes now."""

    def submit(self, task: Task) -> None:
        """Hand over a task; there must be room."""

    def next_result(self, timeout_s: float) -> TaskResult[Task, Result] | None:
        """Return the next task that ended, or None when none did within `timeout_s` seconds.

        Raises whatever the task's function raised: that is a bug.
        """

    def close(self) -> None:
        """End all workers; unfinished tasks are dropped."""


def outcomes(
    pool: Workers[Task, Result],
    tasks: deque[Task],
    control: JobControl,
    *,
    at_once: int | None = None,
) -> Iterator[TaskResult[Task, Result]]:
    """Yield the results of all tasks, in the order in which they end; tasks may be added meanwhile.

    Args:
        pool: does the work; the caller closes it.
        tasks: taken from the left.
        control: cancels it.
        at_once: how many the pool may have; as many as it takes unless given.

    Raises:
        Cancelled: through `control`.
    """
    in_flight = 0
    while tasks or in_flight:
        control.checkpoint()
        while tasks and pool.free_slots > 0 and (at_once is None or in_flight < at_once):
            pool.submit(tasks.popleft())
            in_flight += 1
        outcome = pool.next_result(timeout_s=0.25)
        if outcome is not None:
            in_flight -= 1
            yield outcome


class WorkerStartError(UserError):
    """Tell that workers do not get as far as their first task, mostly for want of memory."""


class TaskError(Exception):
    """Tell of a bug: the function raised in the worker. The text is the worker's traceback."""


Starter = Callable[..., Callable[[Task], Result]]
"""Called once in each worker with the pool's arguments; returns the function that runs a task."""


class ProcessPool(Generic[Task, Result]):
    """Run tasks in `workers` processes, with a limit of time and memory.

    The processes are spawned, so that all systems behave alike.

    Args:
        starter: see `Starter`; an exception of its own kind that it raises is raised by
            `next_result` in the parent.
        arguments: picklable, for `starter`.
        workers: number of processes, at least 1.
        timeout_s: seconds that one task may take before its worker is killed.
        memory_mb: address space that a worker may take, where the system has such a limit.
        start_timeout_s: seconds that a worker may take until it is ready for its first task.
        limit: asked before tasks are handed out: how many of so many workers may get any now, 0 to
            all. What a worker was given before is still done.
        in_background: workers give way to whatever else runs on the computer. Not if somebody
            waits for each task.
        prestarted: take the process that `prestart` made for this pool, if there is one.
    """

    def __init__(
        self,
        starter: Starter[Task, Result],
        arguments: tuple[Any, ...],
        *,
        workers: int,
        timeout_s: float,
        memory_mb: int,
        start_timeout_s: float = _START_TIMEOUT_S,
        limit: Callable[[int], int] = lambda workers: workers,
        in_background: bool = True,
        prestarted: bool = False,
    ) -> None:
        self._payload = pickle.dumps((starter, arguments))
        self._timeout_s = timeout_s
        self._memory_mb = memory_mb
        self._start_timeout_s = start_timeout_s
        self._limit = limit
        self._in_background = in_background
        self._may_be_prestarted = prestarted
        self._waiting: deque[Task] = deque()
        self._results: deque[TaskResult[Task, Result]] = deque()
        self._failed_starts = 0
        self._workers: list[_Worker[Task]] = []
        for _ in range(workers):
            self._workers.append(self._start_worker())

    @property
    def free_slots(self) -> int:
        """Return how many more tasks `submit` takes now."""
        in_use = self._active_workers()
        held = sum(len(worker.tasks) for worker in in_use)
        return len(in_use) * _QUEUED_PER_WORKER - held - len(self._waiting)

    @property
    def process_ids(self) -> list[int]:
        """Return the ids of the processes that run now."""
        return [worker.process.pid for worker in self._workers if worker.process.pid]

    def submit(self, task: Task) -> None:
        """Hand over a task; the worker with the fewest gets it."""
        self._waiting.append(task)
        self._distribute()

    def next_result(self, timeout_s: float) -> TaskResult[Task, Result] | None:
        """Return the next task that ended; see `Workers.next_result`.

        Raises:
            TaskError: the function raised.
            WorkerStartError: workers end, or hang, before they are ready.
            Exception: what `starter` raised.
        """
        deadline = time.monotonic() + timeout_s
        while not self._results:
            now = time.monotonic()
            if now >= deadline:
                return None
            self._wait_for_messages(min(deadline, self._next_expiry()) - now)
        return self._results.popleft()

    def close(self) -> None:
        """End all workers: politely, after two seconds by force."""
        for worker in self._workers:
            worker.connection.close()
        deadline = time.monotonic() + 2
        for worker in self._workers:
            worker.process.join(max(0, deadline - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.process.close()
        self._workers = []
        self._waiting.clear()
        self._results.clear()

    def _start_worker(self) -> _Worker[Task]:
        taken = take_prestarted() if self._may_be_prestarted else None
        started = taken or start_process()
        with contextlib.suppress(OSError):  # died at once: _wait_for_messages() sees its sentinel
            started.connection.send((self._payload, self._memory_mb, self._in_background))
        return _Worker(started.process, started.connection, since=time.monotonic())

    def _active_workers(self) -> list[_Worker[Task]]:
        """Return the workers that may get tasks now."""
        return self._workers[: self._limit(len(self._workers))]

    def _distribute(self) -> None:
        in_use = self._active_workers() if self._waiting else []
        while self._waiting and in_use:
            worker = min(in_use, key=lambda candidate: len(candidate.tasks))
            if len(worker.tasks) >= _QUEUED_PER_WORKER:
                return
            task = self._waiting[0]
            try:
                worker.connection.send(task)
            except OSError:  # just died: _wait() sees its sentinel and replaces it
                return
            self._waiting.popleft()
            worker.tasks.append(task)
            if len(worker.tasks) == 1 and worker.ready:
                worker.since = time.monotonic()

    def _next_expiry(self) -> float:
        """Return when the first worker runs out of time, for its start or for the task at hand."""
        return min(
            (self._expiry(worker) for worker in self._workers), default=time.monotonic() + 3600
        )

    def _expiry(self, worker: _Worker[Task]) -> float:
        if not worker.ready:
            return worker.since + self._start_timeout_s
        return worker.since + self._timeout_s if worker.tasks else math.inf

    def _wait_for_messages(self, seconds: float) -> None:
        by_source: dict[Any, _Worker[Task]] = {}
        for worker in self._workers:
            by_source[worker.connection] = worker
            by_source[worker.process.sentinel] = worker
        signalled = {id(by_source[source]) for source in wait(list(by_source), max(0.0, seconds))}
        for worker in list(self._workers):
            if id(worker) in signalled:
                alive = self._receive(worker)
                if not alive:
                    self._replace_worker(worker, Reason.CRASHED)
            elif time.monotonic() > self._expiry(worker):
                worker.process.kill()
                self._replace_worker(worker, Reason.TIMEOUT, self._timeout_detail(worker))
        self._distribute()

    def _timeout_detail(self, worker: _Worker[Task]) -> Message:
        if worker.ready:
            return Message(DetailCode.READING_TOO_LONG, seconds=round(self._timeout_s))
        return Message(DetailCode.WORKER_NOT_READY, seconds=round(self._start_timeout_s))

    def _receive(self, worker: _Worker[Task]) -> bool:
        """Take what lies in the worker's pipe; False when the worker is dead."""
        try:
            while worker.connection.poll():
                self._handle_message(worker, *worker.connection.recv())
        except (
            EOFError,
            OSError,
            pickle.UnpicklingError,
        ):  # died, perhaps in the middle of a message
            return False
        return worker.process.is_alive()

    def _handle_message(self, worker: _Worker[Task], kind: str, value: Any) -> None:
        if kind == "result":
            self._results.append(TaskResult(worker.tasks.popleft(), value))
            worker.since = time.monotonic()
        elif kind == "ready":
            worker.ready = True
            worker.since = time.monotonic()
            self._failed_starts = 0
        elif kind == "log":
            logging.getLogger(value[0]).log(value[1], "%s", value[2])
        elif kind == "start failed" and isinstance(value, MemoryError):
            raise WorkerStartError(
                ErrorCode.WORKERS_NEED_MEMORY, megabytes=self._memory_mb
            ) from value
        elif kind == "start failed":
            raise value
        else:
            raise TaskError(value)

    def _replace_worker(
        self, worker: _Worker[Task], failure: Reason, detail: Message | None = None
    ) -> None:
        """Start another worker for a dead one; only the task at hand is blamed."""
        worker.process.join(1)  # its pipe may be closed a moment before it is gone
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.connection.close()
        detail = detail or _exit_detail(worker.process)
        if worker.ready and worker.tasks:
            self._results.append(TaskResult(worker.tasks.popleft(), None, failure, detail))
        elif not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= _START_ATTEMPTS:
                raise WorkerStartError(ErrorCode.WORKERS_NOT_STARTING, reason=detail)
        self._waiting.extendleft(reversed(worker.tasks))
        worker.process.close()
        self._workers[self._workers.index(worker)] = self._start_worker()


class SerialPool(Generic[Task, Result]):
    """Run tasks in the caller's thread, without processes. For tests and debugging."""

    def __init__(self, starter: Starter[Task, Result], arguments: tuple[Any, ...]) -> None:
        self._run = starter(*arguments)
        self._waiting: deque[Task] = deque()

    @property
    def free_slots(self) -> int:
        """Return 1 if no task is waiting: one at a time."""
        return 1 - len(self._waiting)

    def submit(self, task: Task) -> None:
        """Keep the task until `next_result` runs it."""
        self._waiting.append(task)

    def next_result(self, timeout_s: float) -> TaskResult[Task, Result] | None:
        """Run the waiting task."""
        del timeout_s
        if not self._waiting:
            return None
        task = self._waiting.popleft()
        return TaskResult(task, self._run(task))

    def close(self) -> None:
        """Drop the waiting task."""
        self._waiting.clear()


@dataclass(eq=False, slots=True)
class _Worker(Generic[Task]):
    process: BaseProcess
    connection: Connection
    tasks: deque[Task] = field(default_factory=deque)
    """In the order sent; the first is at hand."""
    since: float = 0.0
    """When it was started or, once it is ready, when the task at hand began (monotonic)."""
    ready: bool = False


def _exit_detail(process: BaseProcess) -> Message:
    code = process.exitcode
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            name = signal.Signals(-code).name
            return Message(DetailCode.WORKER_KILLED, signal=name)
    if code is None:
        return Message(DetailCode.WORKER_ENDED)
    return Message(DetailCode.WORKER_EXITED, status=code)
