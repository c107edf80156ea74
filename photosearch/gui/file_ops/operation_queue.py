"""Run what is done with files, one thing after the other, so that the window goes on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from photosearch.core.errors import Cancelled, UserError
from photosearch.core.file_operations import OperationContext
from photosearch.core.jobs import JobControl, Progress
from photosearch.gui.runtime.background import BackgroundJob, BackgroundRunner

T = TypeVar("T")


Operation = Callable[[OperationContext], Any]


class OperationQueue(QObject):
    """Give each operation its context and its title, and note those that the end cut short.

    Signals:
        started(str): an operation with this title.
        progressed(Progress): at most ten times a second.
        ended(): nothing runs or waits any more.
    """

    started = Signal(str)
    progressed = Signal(object)
    ended = Signal()

    def __init__(self, runner: BackgroundRunner, parent: QObject | None = None) -> None:
        """Run in the thread for files, by a runner of Policy.QUEUE that nobody else uses."""
        super().__init__(parent)
        self._runner = runner
        self._titles: deque[str] = deque()
        """Of what runs and of what waits."""
        self._not_begun: deque[Operation] = deque()
        """What the files thread has not come to yet."""
        self._leaving = Event()

    @property
    def running(self) -> bool:
        """Tell whether something is being done."""
        return self._runner.running

    def run(
        self,
        title: str,
        work: Callable[[OperationContext], T],
        then: Callable[[T], None],
        on_error: Callable[[UserError], None] | None = None,
    ) -> None:
        """Run work(context) after what is waiting, then then(result) in the GUI thread.

        Args:
            title: in the user's words, while it runs.
            work: runs in the thread for files.
            then: called with the result.
            on_error: called with the world's fault, in place of the window's own words about it.
        """
        not_begun, leaving = self._not_begun, self._leaving
        not_begun.append(work)

        def begin(job: BackgroundJob) -> T:
            with suppress(ValueError):  # it was noted already
                not_begun.remove(work)
            try:
                return work(OperationContext(job, job.report, leaving))
            finally:
                if leaving.is_set():  # the pool is about to be stopped, and begins nothing any more
                    _log_intents(not_begun, leaving)

        self._titles.append(title)
        self._runner.run_job(
            begin, then, on_error, on_progress=self._on_progress, on_end=self._on_end
        )
        if len(self._titles) == 1:
            self.started.emit(title)

    def cancel(self) -> None:
        """End what runs after the file at hand, and drop what waits."""
        self._not_begun.clear()
        self._cancel()

    def leave(self) -> None:
        """End what runs after the file at hand, since the library is about to be closed, and let
        the journal note what is left and what waits: the next start can tell it and go on."""
        not_begun, self._not_begun = self._not_begun, deque()
        leaving, self._leaving = self._leaving, Event()
        leaving.set()
        self._cancel()
        if not_begun:
            self._runner.derive().run(lambda: _log_intents(not_begun, leaving))

    def _cancel(self) -> None:
        while len(self._titles) > 1:
            self._titles.pop()
        self._runner.cancel()

    def _on_progress(self, progress: Progress) -> None:
        self.progressed.emit(progress)

    def _on_end(self) -> None:
        self._titles.popleft()
        if self._titles:
            self.started.emit(self._titles[0])
        else:
            self.ended.emit()


def _log_intents(not_begun: deque[Operation], leaving: Event) -> None:
    """Let operations begin and end before the first file: that notes what they were to do."""
    control = JobControl()
    control.cancel()
    while not_begun:
        with suppress(Cancelled, UserError):
            not_begun.popleft()(OperationContext(control, quitting=leaving))
