"""Suggest at the first start the folder where the system keeps pictures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from photosearch.gui.context import AppContext
from photosearch.gui.library_port import LibraryPort


def pictures_folder() -> Path | None:
    """Return the system's folder for pictures if there is one. Touches the disk: for job threads.

    Where the user has none of their own, some systems name the home folder instead, which is more
    than anybody wants to search.
    """
    name = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    if not name:
        return None
    folder = Path(name)
    try:
        return folder if folder.is_dir() and folder != Path.home() else None
    except OSError:
        return None


class FirstStart(QObject):
    """Look for the folder when a library without folders is opened.

    Signals:
        found(Path): suggest this one.
    """

    found = Signal(object)

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        context.library_changed.connect(self._look)

    def _look(self, library: LibraryPort | None) -> None:
        if library is None:
            return

        def work() -> Path | None:
            return None if library.roots() else pictures_folder()

        self._context.background.run(work, self._suggest)

    def _suggest(self, folder: Path | None) -> None:
        if folder is not None:
            self.found.emit(folder)
