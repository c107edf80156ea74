"""Remember from one start to the next: place, size, panels, where one was."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow

from photosearch.gui.grid.layout import ScrollPosition
from photosearch.gui.grid.view import GridView
from photosearch.gui.photo_area import PhotoArea

log = logging.getLogger(__name__)

FILE_NAME = "window.ini"
_GEOMETRY = "geometry"
_PARTS = "parts"
_MAX_CHARS = 10_000
"""A part that is longer is none of ours."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """Hold what was stored. Whatever of it makes no sense is left out when it is read."""

    geometry: QByteArray = field(default_factory=QByteArray)
    """Place, size and screen as Qt tells them; empty at the first start."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """By name of the part of the window: a short text of its own."""


class WindowState:
    """Keep a small file beside the library; the user's Qt settings are never touched."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Remembered:
        """Return what the file holds; nothing where there is none or it is broken. For job
        threads."""
        stored = QSettings(str(self._path), QSettings.Format.IniFormat)
        geometry = stored.value(_GEOMETRY, QByteArray())
        stored.beginGroup(_PARTS)
        parts = {name: stored.value(name) for name in stored.childKeys()}
        return Remembered(
            geometry if isinstance(geometry, QByteArray) else QByteArray(),
            {
                name: text
                for name, text in parts.items()
                if isinstance(text, str) and len(text) <= _MAX_CHARS
            },
        )

    def save(self, remembered: Remembered) -> None:
        """Write the file, only where there is a library folder; without one there is nothing to
        come back to.

        For job threads.
        """
        if not self._path.parent.is_dir():
            return
        stored = QSettings(str(self._path), QSettings.Format.IniFormat)
        stored.clear()
        stored.setValue(_GEOMETRY, remembered.geometry)
        stored.beginGroup(_PARTS)
        for name, text in remembered.parts.items():
            stored.setValue(name, text)
        stored.endGroup()
        stored.sync()
        if stored.status() is not QSettings.Status.NoError:
            log.info("the state of the window could not be saved in %s", self._path)


class WindowMemory:
    """Collect from the parts of a window what is to be remembered, and gives it back. GUI thread.

    Args:
        window: its place and size are remembered, too.
    """

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._parts: dict[str, tuple[Callable[[], str], Callable[[str], None]]] = {}

    def add(self, name: str, read: Callable[[], str], restore: Callable[[str], None]) -> None:
        """Remember a part of the window.

        Args:
            name: stable, of letters and underscores.
            read: a short text for what is now.
            restore: gets such a text at the next start, perhaps of an older version of the
                program, perhaps damaged; it ignores what makes no sense.
        """
        self._parts[name] = (read, restore)

    def collect(self) -> Remembered:
        """Return everything as it is now."""
        parts = {name: read() for name, (read, _) in self._parts.items()}
        return Remembered(self._window.saveGeometry(), parts)

    def restore(self, remembered: Remembered) -> None:
        """Let everything be as it was."""
        if not remembered.geometry.isEmpty():
            self._window.restoreGeometry(remembered.geometry)
        for name, text in remembered.parts.items():
            if name in self._parts:
                self._parts[name][1](text)


class GridMemory:
    """Zoom, the place in the library and that among the photos found."""

    def __init__(self, front: PhotoArea, memory: WindowMemory) -> None:
        self._photo_area = front
        self._best, self._among_results = "", ScrollPosition.from_text("")
        memory.add("zoom", self._zoom, self._set_zoom)
        memory.add("library_place", self._library_place, self._set_library_place)
        memory.add("results_place", self._results_place, self._set_results_place)

    def after_answer(self) -> None:
        """Go where one was among the photos found, the first time that they are in the grid.

        If the best of them is not that of the last time, it is another query, and the view stays
        at the best one.
        """
        place, self._among_results = self._among_results, None
        if place is not None and self._best_found() == self._best:
            self._photo_area.results_view.restore_scroll(place)

    def _zoom(self) -> str:
        return str(self._photo_area.view.zoom)

    def _set_zoom(self, text: str) -> None:
        if text.isdecimal():
            for view in (self._photo_area.library_view, self._photo_area.results_view):
                view.set_zoom(int(text[:3]))

    def _library_place(self) -> str:
        return _text(self._photo_area.library_view)

    def _set_library_place(self, text: str) -> None:
        self._photo_area.library_view.restore_scroll(ScrollPosition.from_text(text))

    def _results_place(self) -> str:
        """Return the key of an answer: its best photo, by which the query is known again."""
        if not self._photo_area.state.results:
            return ""
        return f"{self._best_found()} {_text(self._photo_area.results_view)}"

    def _set_results_place(self, text: str) -> None:
        self._best, _, place = text.partition(" ")
        self._among_results = ScrollPosition.from_text(place)

    def _best_found(self) -> str:
        results = self._photo_area.results
        return str(results.photo_id(0)) if len(results) else ""


def _text(view: GridView) -> str:
    place = view.scroll_state()
    return "" if place is None else place.to_text()
