"""Runs what is done with files, one thing after the other, so that the window goes on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from photosearch.core.errors import Cancelled, UserError
from photosearch.core.file_operations import OperationContext
from photosearch.core.jobs import JobControl, Progress
from photosearch.gui.runtime.background import BackgroundRunner
from photosearch.gui.runtime.bridge import Bridge

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Job:
    title: str
    work: Callable[[OperationContext], Any]
    then: Callable[[Any], None]
    failed: Callable[[UserError], None] | None


class OperationQueue(QObject):
    """One job at a time; the others wait in their order.

    Signals:
        started(str): a job with this title.
        progressed(Progress): at most ten times a second.
        ended(): nothing runs or waits any more.
    """

    started = Signal(str)
    progressed = Signal(object)
    ended = Signal()

    def __init__(
        self, bridge: Bridge, asker: BackgroundRunner, parent: QObject | None = None
    ) -> None:
        """`asker` asks in the thread for files."""
        super().__init__(parent)
        self._bridge = bridge
        self._asker = asker
        self._waiting: deque[_Job] = deque()
        self._control: JobControl | None = None
        self._leaving = Event()

    @property
    def running(self) -> bool:
        """Whether something is being done."""
        return self._control is not None

    def run(
        self,
        title: str,
        work: Callable[[OperationContext], T],
        then: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Run work(Work) after what is waiting, then then(result) in the GUI thread.

        Args:
            title: in the user's words, while it runs.
            work: runs in the thread for files.
            then: told the result.
            failed: told of the world's fault, in place of the window's own words about it.
        """
        self._waiting.append(_Job(title, work, then, failed))
        if not self.running:
            self._next()

    def cancel(self) -> None:
        """End what runs after the file at hand, and drop what waits."""
        self._waiting.clear()
        if self._control is not None:
            self._control.cancel()

    def leave(self) -> None:
        """The library is about to be closed: end what runs after the file at hand, and note what is
        left and what waits, so that the next start can tell it and go on."""
        waiting, self._waiting = self._waiting, deque()
        leaving, self._leaving = self._leaving, Event()
        leaving.set()
        if self._control is not None:
            self._control.cancel()
        if waiting:

            def note() -> None:
                _note(waiting, leaving)

            self._asker.ask(note, _forget)

    def _next(self) -> None:
        if not self._waiting:
            self.ended.emit()
            return
        job = self._waiting.popleft()
        control = self._control = JobControl()
        bridge, arrive = self._bridge, self._arrive
        waiting, leaving = self._waiting, self._leaving

        def report(progress: Progress) -> None:
            bridge.call(arrive, control, progress)

        def work() -> Any:
            try:
                return job.work(OperationContext(control, report, leaving))
            except Cancelled:
                return None
            finally:
                if leaving.is_set():  # the pool is about to be stopped, and begins nothing any more
                    _note(waiting, leaving)

        def then(result: Any) -> None:
            self._control = None
            if result is not None:
                job.then(result)
            self._next()

        def failed(error: UserError) -> None:
            self._control = None
            (job.failed or self._asker.report)(error)
            self._next()

        self.started.emit(job.title)
        self._asker.ask(work, then, failed)

    def _arrive(self, control: JobControl, progress: Progress) -> None:
        if control is self._control:
            self.progressed.emit(progress)


def _note(waiting: deque[_Job], leaving: Event) -> None:
    """Let jobs begin and end before the first file: that notes what they were to do."""
    control = JobControl()
    control.cancel()
    while waiting:
        with suppress(Cancelled, UserError):
            waiting.popleft().work(OperationContext(control, quitting=leaving))


def _forget(_nothing: None) -> None:
    """Nobody is left who could be told."""
