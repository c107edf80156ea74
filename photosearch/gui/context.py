"""Give every feature of the window the places and services that it works with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from photosearch.core.facets import Ids
from photosearch.gui.actions import Actions
from photosearch.gui.desktop.desktop import Desktop
from photosearch.gui.grid.view import GridView
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.notices import Notices
from photosearch.gui.preferences import Preferences
from photosearch.gui.runtime.background import BackgroundRunner
from photosearch.gui.runtime.bridge import Bridge
from photosearch.gui.runtime.thread_pools import ThreadPools
from photosearch.settings import Settings


@dataclass(frozen=True, slots=True)
class Cover:
    """Tell what a page is about that now and then lies over the photos: while it is shown, it has
    the keyboard, and commands mean its photos."""

    shown: Callable[[], bool]
    """Whether it lies there; another one may lie over it."""
    current_id: Callable[[], int | None]
    """The photo that alone is meant by commands; None: none is, whatever is chosen below."""
    among: Callable[[], Sequence[int] | Ids]
    """Those that it can be looked at with."""
    take_keyboard: Callable[[], None]
    """Is called to give the keyboard to it."""


class AppContext(QObject):
    """Hold what features share. Made by the window before its features; knows none of them.

    Signals:
        library_changed(LibraryPort or None): work with this library from now on.
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
        self.library: LibraryPort | None = None
        self._view: Callable[[], GridView] | None = None
        self._take_keyboard: Callable[[], None] | None = None
        self._covers: list[Cover] = []

    def set_library(self, library: LibraryPort | None) -> None:
        """Tell all features that this is the library now; None: it is about to be closed."""
        self.library = library
        self.library_changed.emit(library)

    def set_view(self, view: Callable[[], GridView], take_keyboard: Callable[[], None]) -> None:
        """Ask `view` which grid is in front, or would be without a cover, and give the keyboard to
        the photos by `take_keyboard`."""
        self._view, self._take_keyboard = view, take_keyboard

    @property
    def view(self) -> GridView:
        """Return the grid that is in front, or would be without a cover."""
        assert self._view is not None
        return self._view()

    def lay_over(self, cover: Cover) -> None:
        """Know of a page that lies over the photos, and over those laid there before it, while it
        is shown."""
        self._covers.append(cover)

    @property
    def cover(self) -> Cover | None:
        """Return the page that is in front; None if that is a grid."""
        return next((cover for cover in reversed(self._covers) if cover.shown()), None)

    def take_keyboard(self) -> None:
        """Give the keyboard to what is in front."""
        cover = self.cover
        if cover is not None:
            cover.take_keyboard()
        elif self._take_keyboard is not None:
            self._take_keyboard()

    def chosen_ids(self, most: int | None = None) -> list[int]:
        """Return selected photos in their order, the current one if none is; at most `most`."""
        cover = self.cover
        if cover is None:
            return self.view.chosen_ids(most)
        current = cover.current_id()
        return [] if current is None else [current]

    def shown_ids(self) -> Ids:
        """Return all photos of what is in front, in their order."""
        cover = self.cover
        return np.asarray(self.view.photos.ids if cover is None else cover.among(), np.int64)

    def current_id(self) -> int | None:
        """Return the photo where the keyboard is."""
        cover = self.cover
        return self.view.current_id() if cover is None else cover.current_id()

    def tell_chosen(self) -> None:
        """Let commands about photos be there if there is a photo that they would be about."""
        self.actions.enable(photos=bool(self.chosen_ids(1)))
