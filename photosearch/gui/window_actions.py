"""Menus and shortcuts of the window, in one table each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

Keys = QKeySequence.StandardKey | str | None


class WindowActions:
    """Actions by name, in menus; the window connects them."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        key = QKeySequence.StandardKey
        self.open_picture = self._action("&Open picture…", key.Open)
        self.add_folder = self._action("&Add folder…", "Ctrl+Shift+O")
        self.paste = self._action("&Paste picture", key.Paste)
        self.quit = self._action("&Quit", key.Quit)
        self.select_all = self._action("Select &all", key.SelectAll)
        self.copy_path = self._action("&Copy path", key.Copy)
        self.find_similar = self._action("&Find similar", "Ctrl+F")
        self.open_photo = self._action("Open p&hoto", None)
        self.show_in_folder = self._action("&Show in folder", "Ctrl+Return")
        self.zoom_in = self._action("Zoom &in", key.ZoomIn, "Ctrl+=")
        self.zoom_out = self._action("Zoom &out", key.ZoomOut)
        self.zoom_reset = self._action("&Normal size", "Ctrl+0")
        self.back = self._action("&Back to the library", "Escape")
        self.update_library = self._action("&Look for changes", "F5")
        self.pause = self._action("&Pause indexing", None)
        self.cancel = self._action("&Cancel indexing", None)
        self.unreadable = self._action("&Unreadable files…", None)
        self.encoder = self._action("&Encoder…", None)
        self.about = self._action("&About PhotoSearch", None)

    def fill_menu_bar(self) -> None:
        """Every action has its place in a menu, so that the keyboard finds all."""
        self._menu("&File", self.open_picture, self.paste, None, self.add_folder, None, self.quit)
        self._menu(
            "&Photo",
            self.find_similar,
            self.open_photo,
            self.show_in_folder,
            self.copy_path,
            None,
            self.select_all,
        )
        self._menu("&View", self.zoom_in, self.zoom_out, self.zoom_reset, None, self.back)
        self._menu(
            "&Library",
            self.update_library,
            self.pause,
            self.cancel,
            None,
            self.unreadable,
            self.encoder,
        )
        self._menu("&Help", self.about)

    def photo_menu(self) -> QMenu:
        """The context menu of the grid; the caller shows and deletes it."""
        menu = QMenu(self._window)
        menu.addActions([self.find_similar, self.open_photo, self.show_in_folder, self.copy_path])
        return menu

    def enable(self, *, ready: bool, photos: bool, searching: bool, indexing: bool) -> None:
        """Grey out what makes no sense now.

        Args:
            ready: a library is open.
            photos: some are selected.
            searching: there is a query.
            indexing: a run is in progress.
        """
        for action in (self.open_picture, self.add_folder, self.paste):
            action.setEnabled(ready)
        for action in (self.unreadable, self.encoder):
            action.setEnabled(ready)
        self.update_library.setEnabled(ready)
        for action in (self.find_similar, self.open_photo, self.show_in_folder, self.copy_path):
            action.setEnabled(photos)
        self.back.setEnabled(ready and (searching or photos))
        for action in (self.pause, self.cancel):
            action.setEnabled(indexing)

    def _action(self, words: str, *keys: Keys) -> QAction:
        action = QAction(words, self._window)
        shortcuts = [QKeySequence(key) for key in keys if key is not None]
        if shortcuts:
            action.setShortcuts(shortcuts)
        self._window.addAction(action)
        return action

    def _menu(self, title: str, *actions: QAction | None) -> None:
        menu = self._window.menuBar().addMenu(title)
        for action in actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)


def connect_all(pairs: dict[QAction, Callable[[], None]]) -> None:
    """Connect each action to a method without arguments."""
    for action, act in pairs.items():
        action.triggered.connect(act)
