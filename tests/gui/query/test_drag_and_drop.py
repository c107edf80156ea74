"""Drags over the window: who is welcome where, what is said, and what a drop does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from photosearch.gui.context import AppContext
from photosearch.gui.desktop.desktop import Desktop
from photosearch.gui.query.drag_and_drop import WindowDropHandler
from photosearch.gui.query.search_session import SearchSession
from photosearch.gui.runtime.bridge import Bridge
from photosearch.gui.runtime.thread_pools import ThreadPools
from photosearch.gui.widgets.mime import put_photo_ids
from photosearch.settings import Settings
from tests.gui import drags
from tests.gui.fake_library import FakeLibrary, picture

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ON_BAR, ON_GRID = QPoint(300, 40), QPoint(300, 400)
BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class DropWindow(QMainWindow):
    """A bar with a place below it."""

    def __init__(self, bridge: Bridge, threads: ThreadPools) -> None:
        super().__init__()
        self.context = AppContext(self, bridge, threads, Desktop(), Settings(), None)
        self.session = SearchSession(
            self.context.background.derive(threads.queries),
            self.context.background.derive(threads.verification),
            self.context.notices,
            self,
        )
        self.context.library_changed.connect(self.session.set_library)
        middle, self.bar, self.grid = QWidget(), QWidget(), QWidget()
        self.bar.setFixedHeight(80)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.grid)
        self.setCentralWidget(middle)
        self.drops = WindowDropHandler(self.context, self.session, middle, self.bar)
        self.resize(700, 600)

    @property
    def titles(self) -> list[str]:
        return [each.title for each in self.session.query.images]

    def enter(self, mime: QMimeData, at: QPoint) -> QDragEnterEvent:
        event = QDragEnterEvent(at, BOTH, mime, LEFT, NONE)
        event.ignore()
        self.drops.enter(event)
        return event

    def move_to(self, mime: QMimeData, at: QPoint) -> QDragMoveEvent:
        event = QDragMoveEvent(at, BOTH, mime, LEFT, NONE)
        self.drops.move(event)
        return event

    def drop(self, mime: QMimeData, at: QPoint) -> QDropEvent:
        self.enter(mime, at)
        event = QDropEvent(QPointF(at), BOTH, mime, LEFT, NONE)
        self.drops.drop(event)
        return event


@pytest.fixture
def window(
    qtbot, bridge: Bridge, threads: ThreadPools, library: FakeLibrary
) -> Iterator[DropWindow]:
    window = DropWindow(bridge, threads)
    qtbot.addWidget(window)
    window.show()
    window.context.set_library(library)
    yield window
    window.context.set_library(None)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / name for name in ("a.png", "b.png")]
    for number, path in enumerate(paths):
        Image.fromarray(picture(number)).save(path)
    return paths


def test_without_a_query_every_place_begins_one(qtbot, window: DropWindow, files) -> None:
    for at, file in zip((ON_BAR, ON_GRID), files, strict=True):
        mime = drags.nautilus_drag(file)
        assert window.enter(mime, at).isAccepted()
        dropped = window.drop(mime, at)
        assert dropped.dropAction() is Qt.DropAction.CopyAction, "a move deletes the original"
        qtbot.waitUntil(lambda file=file: window.titles == [file.name])
        window.session.clear()


def test_with_a_query_the_bar_adds_and_the_rest_begins_anew(qtbot, window, files) -> None:
    window.drop(drags.dolphin_drag(files[0]), ON_GRID)
    qtbot.waitUntil(lambda: window.titles == ["a.png"])
    mime = drags.explorer_drag(files[1])
    window.enter(mime, ON_GRID)
    assert window.drops.zones.text == "Drop here to search by it alone"
    window.move_to(mime, ON_BAR)
    assert window.drops.zones.text == "Drop here to add it to the query"
    window.drop(mime, ON_BAR)
    assert window.drops.zones.isHidden()
    qtbot.waitUntil(lambda: window.titles == ["a.png", "b.png"])
    window.drop(mime, ON_GRID)
    qtbot.waitUntil(lambda: window.titles == ["b.png"])


def test_photos_of_the_grid_are_taken_by_the_bar_only(qtbot, window: DropWindow, files) -> None:
    mime = drags.nautilus_drag(files[0])
    put_photo_ids(mime, [7])
    window.enter(mime, ON_GRID)
    assert not window.move_to(mime, ON_GRID).isAccepted()
    assert window.drops.zones.text == ""
    window.drop(mime, ON_GRID)
    assert window.move_to(mime, ON_BAR).isAccepted()
    window.drop(mime, ON_BAR)
    qtbot.waitUntil(lambda: [each.photo_id for each in window.session.query.images] == [7])
    other = drags.nautilus_drag(files[0])
    put_photo_ids(other, [9])
    window.drop(other, ON_BAR)
    qtbot.waitUntil(lambda: [each.photo_id for each in window.session.query.images] == [7, 9])


def test_words_are_not_welcome_and_nothing_is_without_a_library(window: DropWindow, files) -> None:
    words = QMimeData()
    words.setText("just words")
    assert not window.enter(words, ON_GRID).isAccepted()
    assert window.drops.zones.isHidden()
    window.context.set_library(None)
    assert not window.enter(drags.nautilus_drag(*files), ON_GRID).isAccepted()


def test_leaving_takes_the_zones_away(window: DropWindow, files) -> None:
    window.enter(drags.nautilus_drag(*files), ON_GRID)
    assert window.drops.zones.isVisible()
    assert window.drops.zones.text == "Drop pictures to find photos like them, or folders"
    window.grab()
    window.drops.leave()
    assert window.drops.zones.isHidden()
