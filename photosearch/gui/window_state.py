"""What the window remembers from one start to the next: place, size, zoom."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from photosearch.gui.grid.canvas import DEFAULT_ZOOM

FILE_NAME = "window.ini"


class WindowState:
    """A small file of our own; the user's Qt settings are never touched."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> tuple[QByteArray, int]:
        """Geometry (empty at the first start) and zoom."""
        stored = QSettings(str(self._path), QSettings.Format.IniFormat)
        geometry = stored.value("geometry", QByteArray())
        zoom = stored.value("zoom", DEFAULT_ZOOM)
        return (
            geometry if isinstance(geometry, QByteArray) else QByteArray(),
            int(zoom) if isinstance(zoom, int | str) and str(zoom).isdecimal() else DEFAULT_ZOOM,
        )

    def save(self, geometry: QByteArray, zoom: int) -> None:
        """Only where there is a library folder; without one there is nothing to come back to."""
        if not self._path.parent.is_dir():
            return
        stored = QSettings(str(self._path), QSettings.Format.IniFormat)
        stored.setValue("geometry", geometry)
        stored.setValue("zoom", zoom)
        stored.sync()
