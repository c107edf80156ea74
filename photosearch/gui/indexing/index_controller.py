"""Decide what the library indexes next for the window, and let the user pause and cancel it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from photosearch.core.changes import IndexSummary
from photosearch.core.errors import UserError
from photosearch.core.jobs import Progress
from photosearch.core.photo import Root
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.runtime.background import BackgroundJob, BackgroundRunner

Work = Callable[[LibraryPort, BackgroundJob], IndexSummary]


class IndexController(QObject):
    """Run one index run at a time; what is requested meanwhile is merged and done after it.

    Signals:
        state_changed(): running, paused or idle; see the properties.
        progressed(Progress): at most ten times a second.
        finished(IndexSummary): a run ended, also by cancelling.
    """

    state_changed = Signal()
    progressed = Signal(object)
    finished = Signal(object)

    def __init__(self, runner: BackgroundRunner, parent: QObject | None = None) -> None:
        """Run in the index thread, by a runner that nobody else uses."""
        super().__init__(parent)
        self._runner = runner
        self._library: LibraryPort | None = None
        self._next: list[Root] | None = []
        """Roots to be done after this run; None means all."""
        self._can_wait = False
        """The run is at work that lets new folders go first."""
        self._gives_way = False
        """It was cancelled for that; the run after it goes on with it."""
        self._next_model = ""
        """The encoder to be changed to in the run after this one."""
        self._next_retry: list[int] | None = []
        """Unreadable files to be tried again after this run; None means all."""
        self._resume = False
        """This run gives way to them and is to go on afterwards."""

    @property
    def running(self) -> bool:
        """Tell whether a run is in progress, paused or not."""
        return self._runner.running

    @property
    def paused(self) -> bool:
        """Tell whether the run holds."""
        return self._runner.paused

    def set_library(self, library: LibraryPort | None) -> None:
        """Index this library from now on."""
        self._library = library

    def change_model(self, name: str) -> None:
        """Encode all photos with another encoder and let it answer, now or after this run."""
        self.request(model=name)

    def request(self, roots: Sequence[Root] | None = None, *, model: str = "") -> None:
        """Bring these roots (None: all) up to date, now or after the run in progress.

        Args:
            roots: of the library.
            model: an encoder to be changed to, once it is found good.
        """
        if self.running:
            self._next_model = model or self._next_model
            if roots is None or self._next is None:
                self._next = None
            else:
                self._next.extend(roots)
            if roots:
                self._go_first()
            return

        def work(library: LibraryPort, job: BackgroundJob) -> IndexSummary:
            if model:
                library.begin_model(model)
            return library.index(roots, control=job, on_progress=job.report)

        self._start(work)

    def retry(self, photo_ids: Sequence[int] | None = None) -> None:
        """Read these unreadable files (None: all) once more, now or after the run in progress."""
        if self.running:
            if photo_ids is None or self._next_retry is None:
                self._next_retry = None
            else:
                self._next_retry.extend(photo_ids)
            self._resume |= self._go_first()
            return

        def work(library: LibraryPort, job: BackgroundJob) -> IndexSummary:
            return library.runs.retry(photo_ids, control=job, on_progress=job.report)

        self._start(work)

    def toggle_pause(self) -> None:
        """Hold, or go on."""
        if not self.running:
            return
        if self.paused:
            self._runner.resume()
        else:
            self._runner.pause()
        self.state_changed.emit()

    def cancel(self) -> None:
        """End the run; what is finished stays. What was asked for later is dropped as well."""
        self._forget_next()
        self._runner.cancel()

    def _start(self, work: Work) -> None:
        library = self._library
        if library is None:
            return
        self._runner.run_job(
            lambda job: work(library, job),
            self._finish,
            self._fail,
            on_progress=self._show_progress,
            on_end=self._end,
        )
        self.state_changed.emit()

    def _go_first(self) -> bool:
        """End the run in progress if it is of a kind that can wait: it goes on afterwards."""
        if not self._can_wait:
            return False
        self._gives_way = True
        self._runner.cancel()
        return True

    def _show_progress(self, progress: Progress) -> None:
        self._can_wait = progress.preemptible
        self.progressed.emit(progress)

    def _finish(self, summary: IndexSummary) -> None:
        if not self._gives_way:
            self.finished.emit(summary)

    def _fail(self, error: UserError) -> None:
        self._forget_next()
        self._runner.on_error(error)

    def _end(self) -> None:
        self._can_wait = self._gives_way = False
        self.state_changed.emit()
        retry, self._next_retry = self._next_retry, []
        if retry is None or retry:  # first, since it is soon done
            self.retry(retry)
            return
        roots, self._next = self._next, []
        model, self._next_model = self._next_model, ""
        resume, self._resume = self._resume, False
        if roots is None or roots or model or resume:
            self.request(roots, model=model)

    def _forget_next(self) -> None:
        self._next, self._next_model, self._next_retry, self._resume = [], "", [], False
