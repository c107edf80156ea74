"""Let the library compare its photos in the background, out of the way of indexing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from photosearch.core.duplicates import DuplicateStatus
from photosearch.core.errors import UserError
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.runtime.background import BackgroundRunner


class ComparisonRunner(QObject):
    """Run one comparison at a time. It goes on where it was stopped, also at the next start.

    Signals:
        state_changed(): running, held by the user, or idle; see the properties.
        progressed(Progress): at most ten times a second.
        ended(): it came to its end, or was stopped.
        failed(UserError): it cannot go on.
    """

    state_changed = Signal()
    progressed = Signal(object)
    ended = Signal()
    failed = Signal(object)

    def __init__(self, background: BackgroundRunner, parent: QObject | None = None) -> None:
        """Run by a runner that nobody else uses."""
        super().__init__(parent)
        self._background = background
        self._library: LibraryPort | None = None
        self._held = False
        """The user wants no comparison now."""
        self._broken = False
        """It failed: it is not tried again by itself."""

    @property
    def running(self) -> bool:
        """Tell whether photos are compared, or would be but for a pause."""
        return self._background.running

    @property
    def held(self) -> bool:
        """Tell whether the user has paused it."""
        return self._held

    def set_library(self, library: LibraryPort | None) -> None:
        """Compare the photos of this library from now on."""
        self._background.discard()
        self._library, self._held, self._broken = library, False, False
        self.state_changed.emit()

    def start(self, *, wanted: bool = False) -> None:
        """Begin, unless it runs, or was paused or failed; also then if the user `wanted` it."""
        if wanted:
            self._held = self._broken = False
        library = self._library
        if library is None or self.running or self._held or self._broken:
            return
        duplicates = library.duplicates
        self._background.run_job(
            lambda job: duplicates.update(job, job.report),
            self._on_done,
            self._on_failed,
            on_progress=self.progressed.emit,
            on_end=self._on_end,
        )
        self.state_changed.emit()

    def toggle_pause(self) -> None:
        """Hold, or go on."""
        if not self.running:
            self.start(wanted=True)
            return
        self._held = not self._held
        if self._held:
            self._background.pause()
        else:
            self._background.resume()
        self.state_changed.emit()

    def give_way(self) -> None:
        """Stop for work that goes first; start() goes on."""
        self._background.cancel()

    def _on_done(self, _status: DuplicateStatus) -> None:
        """Leave it to `ended`, which comes next, whatever the outcome."""

    def _on_failed(self, error: UserError) -> None:
        self._broken = True
        self.failed.emit(error)

    def _on_end(self) -> None:
        self.state_changed.emit()
        self.ended.emit()
