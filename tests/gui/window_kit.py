"""What the window's tests do again and again."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from photosearch.gui.desktop.desktop import Desktop
from photosearch.gui.main_window import MainWindow
from tests.gui.fake_library import FakeLibrary, picture


def fail(error: Any) -> NoReturn:
    """Fail the test: what takes errors, or results that should not come."""
    pytest.fail(str(error))


class FakeDesktop(Desktop):
    """Notes what would be opened; chooses what it is told to."""

    def __init__(self) -> None:
        self.opened: list[Path] = []
        self.shown: list[Path] = []
        self.pages: list[str] = []
        self.copied: list[str] = []
        self.folder: Path | None = None
        self.file: Path | None = None
        self.pictures: list[Path] = []
        self.new_file: Path | None = None
        self.program: Path | None = None
        self.launched: list[tuple[Path, list[Path]]] = []
        self.data: QMimeData | None = None

    def open_file(self, path: Path) -> None:
        self.opened.append(path)

    def open_folder_of(self, path: Path) -> None:
        self.shown.append(path)

    def copy_text(self, text: str) -> None:
        self.copied.append(text)

    def open_page(self, address: str) -> None:
        self.pages.append(address)

    def reveal(self, path: Path) -> bool:
        return False

    def launch(self, program, paths) -> None:
        self.launched.append((program, list(paths)))

    def copy_data(self, mime: QMimeData) -> None:
        self.data = mime

    def choose_new_file(self, parent, title, name, kinds) -> Path | None:
        return self.new_file

    def choose_program(self, parent, title) -> Path | None:
        return self.program

    def choose_folder(self, parent, title) -> Path | None:
        return self.folder

    def choose_file(self, parent, title, kinds) -> Path | None:
        return self.file

    def choose_pictures(self, parent, title) -> list[Path]:
        return self.pictures


class Kit:
    """A window, the fakes around it, and short words for using it."""

    def __init__(self, qtbot, window: MainWindow, library: FakeLibrary, desktop: FakeDesktop):
        self.qtbot = qtbot
        self.window = window
        self.library = library
        self.desktop = desktop

    def open(self) -> MainWindow:
        """Give the window its library and wait until it is shown."""
        self.window.set_library(self.library)
        self.until(lambda: self.window.photo_area.updater.roots is not None)
        return self.window

    def until(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=5000)

    def press(self, button: QAbstractButton) -> None:
        assert button.isEnabled()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.window.view, key, modifiers)

    def files(self, folder: Path, count: int = 1) -> list[Path]:
        paths = []
        for number in range(count):
            path = folder / f"query{number}.png"
            Image.fromarray(picture(number)).save(path)
            paths.append(path)
        return paths

    def drop(self, mime: QMimeData, position: QPoint | None = None) -> QDropEvent:
        """Drag over the window and let go."""
        where = QPointF(position or QPoint(500, 400))
        actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
        button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(where.toPoint(), actions, mime, button, none)
        enter.ignore()
        QApplication.sendEvent(self.window, enter)
        drop = QDropEvent(where, actions, mime, button, none)
        drop.ignore()
        if enter.isAccepted():
            QApplication.sendEvent(self.window, drop)
        return drop

    def drop_files(self, *paths: Path, position: QPoint | None = None) -> QDropEvent:
        return self.drop(mime_of(*paths), position)

    def answered(self, queries: int) -> None:
        """Wait until so many queries were asked and the last one is shown."""
        self.until(
            lambda: (
                len(self.library.queries) == queries
                and "most alike" in self.window.query_bar.message
            )
        )


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime
