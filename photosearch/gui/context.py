"""Give every feature of the window the places and services that it works with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from photosearch.core.facets import Ids
from photosearch.gui.actions import Actions
from photosearch.gui.desktop.desktop import Desktop
from photosearch.gui.grid.view import GridView
from photosearch.gui.library_port import PhotoLibrary
from photosearch.gui.notices import Notices
from photosearch.gui.preferences import Preferences
from photosearch.gui.runtime.background import BackgroundRunner
from photosearch.gui.runtime.bridge import Bridge
from photosearch.gui.runtime.thread_pools import ThreadPools
from photosearch.settings import Settings


class AppContext(QObject):
    """Hold what features share. Made by the window before its features; knows none of them.

    Signals:
        library_changed(PhotoLibrary or None): work with this library from now on.
        judged(PhotoAnswer): what the user did tells which photos belong together, or do not.
        grid_changed(): another grid is in front, or other photos are selected or current in it.
    """

    library_changed = Signal(object)
    grid_changed = Signal()
    judged = Signal(object)

    def __init__(
        self,
        window: QMainWindow,
        bridge: Bridge,
        threads: ThreadPools,
        desktop: Desktop,
        settings: Settings,
        settings_path: Path | None,
    ) -> None:
        """Save no changed settings without `settings_path`."""
        super().__init__(window)
        self.window = window
        """Parent of dialogs."""
        self.bridge = bridge
        self.threads = threads
        self.desktop = desktop
        self.notices = Notices(window)
        self.background = BackgroundRunner(bridge, threads.io, self.notices.show_error)
        """Runs short questions and changes; what goes wrong is told in the window. Other runners
        are derived from it."""
        self.preferences = Preferences(settings, settings_path, self.background, self)
        self.actions = Actions(window, settings.shortcuts)
        self.library: PhotoLibrary | None = None
        self._view: Callable[[], GridView] | None = None
        self._viewed_photo: int | None = None
        self._among: Sequence[int] | None = None

    def set_library(self, library: PhotoLibrary | None) -> None:
        """Tell all features that this is the library now; None: it is about to be closed."""
        self.library = library
        self.library_changed.emit(library)

    def set_view(self, view: Callable[[], GridView]) -> None:
        """Ask `view` which grid is in front."""
        self._view = view

    @property
    def view(self) -> GridView:
        """Return the grid that is in front."""
        assert self._view is not None
        return self._view()

    def set_viewed_photo(self, photo_id: int | None, among: Sequence[int] | None = None) -> None:
        """Note that a photo is seen large over the grid, or in a list of others that is in front of
        it: it alone is meant by commands; None: none is.

        Args:
            photo_id: of the photo.
            among: those that it can be looked at with; None for those of the grid.
        """
        self._viewed_photo, self._among = photo_id, among

    def chosen_ids(self, most: int | None = None) -> list[int]:
        """Return selected photos in their order, the current one if none is; at most `most`."""
        if self._viewed_photo is not None:
            return [self._viewed_photo]
        return self.view.chosen_ids(most)

    def shown_ids(self) -> Ids:
        """Return all photos of what is in front, in their order."""
        if self._among is not None:
            return np.asarray(self._among, np.int64)
        return np.asarray(self.view.photos.ids)

    def current_id(self) -> int | None:
        """Return the photo where the keyboard is."""
        return self.view.current_id() if self._viewed_photo is None else self._viewed_photo
