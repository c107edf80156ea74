"""Tells in the GUI thread, now and then, that the library has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.gui.bridge import Bridge
from photosearch.gui.library_port import Changes, PhotoLibrary


class LibraryEcho(QObject):
    """For widgets that show counts: many changes become one signal.

    Signals:
        changed(): something has changed since the last time.
    """

    changed = Signal()

    def __init__(self, bridge: Bridge, interval_ms: int, parent: QObject) -> None:
        """`interval_ms` passes from a change to the signal, whatever comes in between."""
        super().__init__(parent)
        self._bridge = bridge
        self._unsubscribe: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self._told = False
        """Guarded by the lock: the GUI thread knows already."""
        self._timer = QTimer(self, singleShot=True, interval=interval_ms)
        self._timer.timeout.connect(self._tell)

    def follow(self, library: PhotoLibrary | None) -> None:
        """Hear of changes of this library from now on, or of none."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._timer.stop()
        with self._lock:
            self._told = False
        if library is not None:
            self._unsubscribe = library.subscribe(self._hear)

    def _hear(self, _changes: Changes) -> None:
        """Runs in whatever thread made the changes."""
        with self._lock:
            if self._told:
                return
            self._told = True
        self._bridge.call(self._wait)

    def _wait(self) -> None:
        if self._unsubscribe is not None:
            self._timer.start()

    def _tell(self) -> None:
        with self._lock:
            self._told = False
        self.changed.emit()
