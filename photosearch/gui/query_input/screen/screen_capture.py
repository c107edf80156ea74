"""Capture a part of the screen: hide the window, grab, choose, come back."""

from __future__ import annotations

from pathlib import Path

import shiboken6
from PySide6.QtCore import QByteArray, QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from photosearch.core.errors import UserError
from photosearch.gui.query_input.screen.area_overlay import AreaOverlay, under_pointer
from photosearch.gui.query_input.screen.portal import ScreenshotPortal
from photosearch.gui.query_input.screen.screens import Screens, Way, no_screen

HIDE_MS = 300
"""Until the desktop has painted what was behind our windows, its animations included."""
PORTAL_PATIENCE_MS = 60_000
"""Then our windows come back, should the desktop have forgotten to tell that the user left."""


class ScreenCapture(QObject):
    """Capture one at a time; a second request meanwhile does nothing. GUI thread only.

    Signals:
        image_captured(QImage): the part that the user chose.
        file_captured(Path): the same, where the desktop has put it into a file.
        failed(UserError): the system does not let us; with what to do instead.
        ended(): nothing goes on any more, whatever came of it. Our windows are back.
    """

    image_captured = Signal(object)
    file_captured = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(
        self, screens: Screens | None = None, parent: QObject | None = None, hide_ms: int = HIDE_MS
    ) -> None:
        super().__init__(parent)
        self._screens = screens or Screens()
        self._hidden: list[tuple[QWidget, QByteArray]] = []
        self._active: QWidget | None = None
        self._wait = QTimer(self, singleShot=True, interval=hide_ms)
        self._wait.timeout.connect(self._grab)
        self._patience = QTimer(self, singleShot=True, interval=PORTAL_PATIENCE_MS)
        self._patience.timeout.connect(self._end)
        self._portal = ScreenshotPortal(self)
        self._portal.captured.connect(self._on_file)
        self._portal.left.connect(self._end)
        self._portal.failed.connect(self._on_failed)
        self.overlays: list[AreaOverlay] = []
        """One per screen while the user chooses."""
        self.running = False

    def start(self) -> None:
        """Let the user choose a part of the screen."""
        if self.running:
            return
        way = self._screens.way()
        if way is Way.NONE:
            self.failed.emit(no_screen())
            return
        self.running = True
        self._hide_windows()
        if way is Way.PORTAL:
            self._patience.start()
            self._portal.start()
        else:
            self._wait.start()

    def cancel(self) -> None:
        """Stop choosing; our windows come back."""
        if self.running:
            self._end()

    def _grab(self) -> None:
        try:
            pictures = self._screens.grab()
        except UserError as error:
            self._on_failed(error)
            return
        for picture in pictures:
            overlay = AreaOverlay(picture)
            overlay.taken.connect(self._on_taken)
            overlay.left.connect(self._end)
            self.overlays.append(overlay)
            overlay.cover()
        first = under_pointer(self.overlays)
        first.activateWindow()
        first.setFocus()

    def _on_taken(self, image: QImage) -> None:
        self._end()
        self.image_captured.emit(image)

    def _on_file(self, path: Path) -> None:
        self._end()
        self.file_captured.emit(path)

    def _on_failed(self, error: UserError) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        if not self.running:
            return
        self.running = False
        self._wait.stop()
        self._patience.stop()
        self._portal.forget()
        overlays, self.overlays = self.overlays, []
        for overlay in overlays:
            overlay.close()
        self._show_windows()
        self.ended.emit()

    def _hide_windows(self) -> None:
        self._active = QApplication.activeWindow()
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and not window.isMinimized():
                # Some window systems choose another place when a window is shown again.
                self._hidden.append((window, window.saveGeometry()))
        for window, _ in self._hidden:
            window.hide()

    def _show_windows(self) -> None:
        hidden, self._hidden = self._hidden, []
        active, self._active = self._active, None
        for window, geometry in hidden:
            if shiboken6.isValid(window):
                window.restoreGeometry(geometry)
                window.show()
        if active is not None and shiboken6.isValid(active):
            active.raise_()
            active.activateWindow()
