"""Compare photos when nothing else is to be done, and show how far that is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.core.jobs import Progress
from photosearch.core.message_codes import StageCode
from photosearch.gui.context import AppContext
from photosearch.gui.duplicates.comparison_runner import ComparisonRunner
from photosearch.gui.duplicates.comparison_strip import ComparisonStrip
from photosearch.gui.indexing.index_controller import IndexController
from photosearch.gui.library_port import LibraryPort

COMPARE_AFTER_MS = 3000
"""After it is known that photos are not compared yet: what the start needs goes first."""

_STAGES = (StageCode.COMPARING, StageCode.COMPARING_PAIRS, StageCode.GROUPING)


class ComparisonFeature(QObject):
    """Keep a strip in step with the comparison, which an index run does at its end, too.

    Signals:
        state_changed(): photos are compared, or are no longer.
        ended(): look what was found, and what is still to be compared.
    """

    state_changed = Signal()
    ended = Signal()

    def __init__(
        self, context: AppContext, indexing: IndexController, strip: ComparisonStrip
    ) -> None:
        super().__init__(context)
        self._indexing = indexing
        self._strip = strip
        self._pending = 0
        self.runner = ComparisonRunner(context.background.derive(context.threads.comparison), self)
        self.soon = QTimer(self, singleShot=True, interval=COMPARE_AFTER_MS)
        """Until the comparison begins by itself."""
        self.soon.timeout.connect(self.start)
        self.runner.state_changed.connect(self._show)
        self.runner.progressed.connect(strip.show_progress)
        self.runner.ended.connect(self.ended)
        self.runner.failed.connect(context.notices.show_error)
        indexing.state_changed.connect(self._on_index_state)
        indexing.progressed.connect(self._on_index_progress)
        strip.pause_wanted.connect(self._toggle_pause)

    @property
    def comparing(self) -> bool:
        """Tell whether photos are compared now, or will be at the end of the index run."""
        return self._running and not self._held

    def set_library(self, library: LibraryPort | None) -> None:
        """Compare the photos of this library from now on."""
        self.soon.stop()
        self._pending = 0
        self.runner.set_library(library)

    def show_pending(self, pending: int) -> None:
        """Show that so many photos are not compared yet, and begin with them in a while."""
        self._pending = pending
        self._show()
        if pending and not self.soon.isActive():
            self.soon.start()

    def start(self, *, wanted: bool = False) -> None:
        """Begin, unless an index run does it; also after a pause or failure if the user `wanted`
        it."""
        if not self._indexing.running:
            self.runner.start(wanted=wanted)

    @property
    def _running(self) -> bool:
        return self._pending > 0 and (self.runner.running or self._indexing.running)

    @property
    def _held(self) -> bool:
        return self._indexing.paused if self._indexing.running else self.runner.held

    def _show(self) -> None:
        self._strip.show_waiting(self._pending, running=self._running, paused=self._held)
        self.state_changed.emit()

    def _on_index_state(self) -> None:
        if self._indexing.running:
            self.runner.give_way()
            self._show()
        else:
            self.ended.emit()

    def _on_index_progress(self, progress: Progress) -> None:
        if progress.stage.code in _STAGES:
            self._strip.show_progress(progress)

    def _toggle_pause(self) -> None:
        if self._indexing.running:
            self._indexing.toggle_pause()
        else:
            self.runner.toggle_pause()
