"""Runs the library's indexing for the window: one run at a time, pause, cancel, once more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from photosearch.core.changes import IndexSummary
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl, Progress, RateLimiter
from photosearch.core.photo import Root
from photosearch.gui.library_port import PhotoLibrary
from photosearch.gui.runtime.background import BackgroundRunner
from photosearch.gui.runtime.bridge import Bridge

REPORTS_PER_SECOND = 10

Report = Callable[[Progress], None]
Work = Callable[[PhotoLibrary, JobControl, Report], IndexSummary]


class IndexJob(QObject):
    """What was asked for while a run is in progress is done after it.

    Signals:
        state_changed(): running, paused or idle; see the properties.
        progressed(Progress): at most ten times a second.
        finished(IndexSummary): a run ended, also by cancelling.
    """

    state_changed = Signal()
    progressed = Signal(object)
    finished = Signal(object)

    def __init__(
        self, bridge: Bridge, asker: BackgroundRunner, parent: QObject | None = None
    ) -> None:
        """`asker` asks in the index thread."""
        super().__init__(parent)
        self._bridge = bridge
        self._asker = asker
        self._library: PhotoLibrary | None = None
        self._control: JobControl | None = None
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
        """Whether a run is in progress, paused or not."""
        return self._control is not None

    @property
    def paused(self) -> bool:
        """Whether the run holds."""
        return self._control is not None and self._control.paused

    def set_library(self, library: PhotoLibrary | None) -> None:
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

        def work(library: PhotoLibrary, control: JobControl, report: Report) -> IndexSummary:
            if model:
                library.begin_model(model)
            return library.index(roots, control=control, on_progress=report)

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

        def work(library: PhotoLibrary, control: JobControl, report: Report) -> IndexSummary:
            return library.runs.retry(photo_ids, control=control, on_progress=report)

        self._start(work)

    def toggle_pause(self) -> None:
        """Hold, or go on."""
        if self._control is None:
            return
        if self._control.paused:
            self._control.resume()
        else:
            self._control.pause()
        self.state_changed.emit()

    def cancel(self) -> None:
        """End the run; what is finished stays. What was asked for later is dropped as well."""
        self._forget_next()
        if self._control is not None:
            self._control.cancel()

    def _start(self, act: Work) -> None:
        library = self._library
        if library is None:
            return
        control = self._control = JobControl()
        bridge, arrive = self._bridge, self._progress
        report: RateLimiter[Progress] = RateLimiter(
            lambda progress: bridge.call(arrive, progress), REPORTS_PER_SECOND
        )

        def work() -> IndexSummary | None:
            try:
                return act(library, control, report)
            except Cancelled:
                return None
            finally:
                report.flush()

        self._asker.ask(work, self._finish, self._fail)
        self.state_changed.emit()

    def _go_first(self) -> bool:
        """End the run in progress if it is of a kind that can wait: it goes on afterwards."""
        if not self._can_wait or self._control is None:
            return False
        self._gives_way = True
        self._control.cancel()
        return True

    def _progress(self, progress: Progress) -> None:
        if self.running:
            self._can_wait = progress.preemptible
            self.progressed.emit(progress)

    def _finish(self, summary: IndexSummary | None) -> None:
        gave_way = self._gives_way
        self._end()
        if summary is not None and not gave_way:
            self.finished.emit(summary)
        self._go_on()

    def _fail(self, error: UserError) -> None:
        self._forget_next()
        self._end()
        self._asker.report(error)

    def _end(self) -> None:
        self._control = None
        self._can_wait = self._gives_way = False
        self.state_changed.emit()

    def _go_on(self) -> None:
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
