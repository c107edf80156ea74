"""Make the one QApplication: its name and icon, and the files that the desktop opens with it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

import photosearch
from photosearch import paths


class Application(QApplication):
    """Gather the files that macOS tells by an event each, where other systems start the program
    with arguments.

    Signals:
        files_opened(tuple[Path, ...]): absolute; those of one moment together.
    """

    files_opened = Signal(object)

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self._opened: list[Path] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell)

    def event(self, event: QEvent) -> bool:
        """Take files to be opened; only events for the program as a whole come here, not those of
        its widgets."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self._opened.append(Path(event.file()))
            self._soon.start()
            return True
        return super().event(event)

    def _tell(self) -> None:
        files, self._opened = tuple(self._opened), []
        self.files_opened.emit(files)


def make_application() -> Application:
    """Make the one QApplication, with name and icon."""
    qt = Application(["photosearch"])
    qt.setApplicationName("PhotoSearch")
    qt.setApplicationVersion(photosearch.__version__)
    # A Flatpak's entry is named as the Flatpak itself.
    qt.setDesktopFileName(os.environ.get("FLATPAK_ID", "photosearch"))
    qt.setWindowIcon(QIcon(str(paths.resources_folder() / "icon.svg")))
    return qt
