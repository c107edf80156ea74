"""The first minute: what to do stands there, and one button does it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from photosearch.gui.folders import first_start
from photosearch.gui.folders.first_start import pictures_folder
from photosearch.gui.view_state import ViewState, message_for
from photosearch.gui.widgets.message_page import EmptyPageAction, MessagePage, action_text
from tests.gui.fake_library import FakeLibrary
from tests.gui.window_kit import Kit

EMPTY = ViewState(opened=True, folders=0, photos=0)


@pytest.fixture
def library(tmp_path: Path) -> FakeLibrary:
    return FakeLibrary(tmp_path, count=0, roots=0)


@pytest.fixture
def pictures(tmp_path: Path, monkeypatch) -> Path:
    folder = tmp_path / "My & Pictures"
    folder.mkdir()
    monkeypatch.setattr(first_start, "pictures_folder", lambda: folder)
    return folder


def buttons(page: MessagePage) -> list[QPushButton]:
    return [button for button in page.findChildren(QPushButton) if not button.isHidden()]


def test_one_button_takes_the_systems_pictures_in(kit: Kit, pictures: Path) -> None:
    window = kit.open()
    kit.until(lambda: len(buttons(window.photo_area.page)) == 2)
    first, second = buttons(window.photo_area.page)
    assert first.text() == "Add “My && Pictures”"
    assert second.text() == "Add folder…"
    assert first.hasFocus()
    kit.library.index_items = 16
    kit.qtbot.keyClick(first, Qt.Key.Key_Return)
    kit.until(lambda: window.photo_area.currentWidget() is window.photo_area.library_view)
    assert [root.path for root in kit.library.roots()] == [pictures]


def test_it_says_in_three_lines_what_happens(kit: Kit, pictures: Path) -> None:
    window = kit.open()
    kit.until(lambda: len(window.photo_area.page.message.steps) == 3)
    labels = [
        label.text() for label in window.photo_area.page.findChildren(QLabel) if label.isVisible()
    ]
    assert [words for words in labels if words in ("1", "2", "3")] == ["1", "2", "3"]
    assert all(step in labels for step in window.photo_area.page.message.steps)
    assert all(
        step in window.photo_area.page.accessibleDescription()
        for step in window.photo_area.page.message.steps
    )


def test_a_library_with_folders_is_not_asked_about_it(kit: Kit, pictures: Path) -> None:
    kit.library.add_root(pictures)
    window = kit.open()
    assert window.photo_area.state.pictures is None


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not ask the environment")
def test_the_systems_folder(own_home: Path) -> None:
    assert pictures_folder() is None, "it does not exist yet"
    (own_home / "Pictures").mkdir()
    assert pictures_folder() == own_home / "Pictures"
    config = own_home / "config"
    config.mkdir()
    (config / "user-dirs.dirs").write_text('XDG_PICTURES_DIR="$HOME/"\n', "utf-8")
    assert pictures_folder() is None, "the whole home is more than anybody wants"


def test_filters_that_leave_nothing() -> None:
    for situation in (
        ViewState(True, folders=1, photos=0, filtered=True),
        ViewState(True, folders=1, photos=9, results=0, filtered=True),
    ):
        message = message_for(situation)
        assert message is not None
        assert message.actions[0] is EmptyPageAction.CLEAR_FILTERS
        assert "filters" in message.headline
    assert message_for(ViewState(True, folders=1, photos=3, filtered=True)) is None


@pytest.mark.parametrize("action", list(EmptyPageAction))
def test_every_wish_has_words(action: EmptyPageAction) -> None:
    assert action_text(action, "Pictures")


@pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
@pytest.mark.parametrize("folder", ["Pictures", "A folder with a rather long name of its own"])
def test_the_page_is_whole_in_the_smallest_window(qtbot, folder: str) -> None:
    page = MessagePage()
    qtbot.addWidget(page)
    page.show_message(message_for(ViewState(True, folders=0, photos=0, pictures=Path(folder))))
    page.show()
    assert page.minimumSizeHint().width() <= 640
    assert page.minimumSizeHint().height() <= 340
