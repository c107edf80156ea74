"""Each page fits into 680 pixels of width, in the language with the longest words as well."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QWidget

from photosearch.core.errors import UserError
from photosearch.gui.duplicates import page_message
from photosearch.gui.duplicates.page_message import PageState
from photosearch.gui.encoders.encoder_dialog import EncoderDialog
from photosearch.gui.view_state import ViewState, message_for
from photosearch.gui.widgets import message_page, theme
from photosearch.gui.widgets.message_page import MessagePage
from tests.gui.window_kit import Kit

# Of the offscreen platform, about dialogs.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WIDTH = 680
FAILURE = UserError.in_words("The library's file /photos/ada/catalog.db is damaged.", "Restore it.")


@pytest.fixture(params=["english", "german"])
def language(request: pytest.FixtureRequest, qapp) -> str:
    if request.param == "german":
        request.getfixturevalue("german")
    theme.apply(qapp, "light")  # its buttons are wider than those of the platform
    return str(request.param)


@pytest.fixture
def narrow(language: str, kit: Kit) -> Kit:
    kit.open()
    kit.window.resize(WIDTH, 600)
    return kit


def cut_off(window: QWidget) -> list[str]:
    """Return the buttons that are not seen in full."""
    return [
        f"{button.text()} is {button.width()} wide and wants {button.minimumSizeHint().width()}"
        for button in window.findChildren(QPushButton)
        if button.isVisible()
        and (
            button.width() < button.minimumSizeHint().width()
            or not window.rect().contains(button.mapTo(window, QPoint(button.width() - 1, 0)))
        )
    ]


def test_the_library_and_its_bar(narrow: Kit) -> None:
    window = narrow.window
    assert window.minimumSizeHint().width() <= WIDTH
    narrow.until(lambda: window.query_bar.isVisible())
    assert window.width() == WIDTH
    assert cut_off(window) == []


def test_what_needs_doing_is_told_in_whole_words(narrow: Kit) -> None:
    """Half of "107 files unreadable" says nothing."""
    status = narrow.window.index_feature.status
    status.show_counts(1506, 12, 0, filtered=False)
    status.show_offline(1)
    status.show_unreadable(107)
    texts = set()
    for width in (WIDTH, 800, 960, 1200, 1600):
        narrow.window.resize(width, 600)
        narrow.until(lambda width=width: narrow.window.width() == width)
        for part in (status._label, status.offline_link, status.unreadable_link):
            narrow.until(lambda part=part: part.width() >= part.sizeHint().width())
            assert part.isVisible()
        texts.add(status.unreadable_link.text())
        assert len(status.unreadable_link.accessibleName()) > 15
    assert len(texts) == 2, "short in a narrow window, else in full"


def test_what_gives_way_comes_back_and_stays_in_the_menu(narrow: Kit) -> None:
    bar = narrow.window.query_bar
    narrow.window.resize(1400, 600)
    narrow.until(lambda: bar._add.isVisible() and narrow.window.map.button.isVisible())
    narrow.window.resize(640, 600)
    narrow.until(lambda: not narrow.window.map.button.isVisible())
    assert narrow.window.context.actions.action("add_folder").isVisible()


@pytest.mark.parametrize("words", [False, True])
def test_a_query(narrow: Kit, words: bool) -> None:
    window = narrow.window
    window.session.find_similar([3, 4])
    if words:
        window.session.add_words("sunset")
    narrow.until(lambda: window.query_bar._controls.isVisible())
    assert window.minimumSizeHint().width() <= WIDTH
    assert window.query_bar.minimumSizeHint().width() <= WIDTH
    assert cut_off(window) == []


def test_duplicates(narrow: Kit) -> None:
    window = narrow.window
    window.context.actions.action("duplicates").trigger()
    narrow.until(lambda: window.duplicates.page.isVisible())
    assert window.duplicates.page.minimumSizeHint().width() <= WIDTH
    assert window.minimumSizeHint().width() <= WIDTH
    assert cut_off(window.duplicates.page) == []


def test_each_message_in_the_place_of_duplicates(language: str, qtbot) -> None:
    flags = ("asked", "comparing", "one_kind", "filtered", "surely", "decided")
    seen = 0
    for values in itertools.product((False, True), repeat=len(flags)):
        known: dict[str, Any] = dict(zip(flags, values, strict=True))
        state = PageState(**known, photos=9, undecided=3)
        seen += _fits(page_message.message_for(state), qtbot)
    _fits(page_message.message_for(PageState(failure=FAILURE)), qtbot)
    assert seen > 20


def test_each_message_in_the_place_of_photos(language: str, qtbot) -> None:
    flags = [field.name for field in dataclasses.fields(ViewState) if field.type in (bool, "bool")]
    seen = 0
    for flag in [None, *flags]:
        for folders, photos, results in itertools.product((0, 2), (0, 4), (None, 0)):
            known: dict[str, Any] = {"opened": True} | ({} if flag is None else {flag: True})
            state = ViewState(**known, folders=folders, photos=photos, results=results)
            seen += _fits(message_for(state), qtbot)
    _fits(message_for(ViewState(failure=FAILURE)), qtbot)
    assert seen > 20


def _fits(message: message_page.PageMessage | None, qtbot) -> bool:
    if message is None:
        return False
    page = MessagePage()
    qtbot.addWidget(page)
    page.show_message(message)
    page.resize(WIDTH, 500)
    page.show()
    assert page.minimumSizeHint().width() <= WIDTH, message.headline
    assert cut_off(page) == [], message.headline
    page.close()
    return True


def test_encoders(narrow: Kit) -> None:
    window = narrow.window
    window.context.actions.action("encoder").trigger()
    narrow.until(lambda: window.findChild(EncoderDialog) is not None)
    dialog = window.findChild(EncoderDialog)
    dialog.resize(WIDTH, 500)
    narrow.until(lambda: dialog.tuning.start_button.isVisible())
    assert dialog.minimumSizeHint().width() <= WIDTH
    assert dialog._scroll.widget().minimumSizeHint().width() <= dialog._scroll.viewport().width()


def test_the_walk(narrow: Kit) -> None:
    window = narrow.window
    narrow.until(lambda: window.photo_area.shows_photos)
    window.photo_area.view.set_current(2)
    window.context.actions.action("walk").trigger()
    narrow.until(lambda: window.walk.shown)
    assert window.walk.view.minimumSizeHint().width() <= WIDTH
    assert window.minimumSizeHint().width() <= WIDTH
