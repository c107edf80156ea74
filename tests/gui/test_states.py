"""What stands on the screen when there is nothing to show, and while the library is brought up."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from photosearch.core.errors import Reason, UserError
from photosearch.core.jobs import Progress
from photosearch.core.message_codes import in_words
from photosearch.gui import wording
from photosearch.gui.indexing import index_text
from photosearch.gui.view_state import ViewState, message_for
from photosearch.gui.widgets import theme
from photosearch.gui.widgets.message_page import EmptyPageAction, PageMessage
from tests.gui.fake_library import FakeLibrary
from tests.gui.window_kit import Kit


def headline(**known) -> str | None:
    message = message_for(ViewState(**known))
    return message.headline if message else None


def test_each_situation_has_its_words() -> None:
    assert headline() == "Opening the library…"
    opened = {"opened": True}
    assert headline(**opened) == "Opening the library…"
    assert headline(**opened, folders=0, photos=0) == "Add your photos"
    assert headline(**opened, folders=1, photos=0, indexing=True) == "Looking through your folders"
    assert headline(**opened, folders=1, photos=0) == "No photos here yet"
    assert headline(**opened, folders=1, photos=5) is None
    assert headline(**opened, folders=1, photos=5, indexing=True) is None
    assert headline(**opened, folders=1, photos=5, results=3) is None
    assert headline(**opened, folders=1, photos=5, results=0) == "Nothing like it was found"
    assert headline(**opened, folders=0, photos=0, results=0).startswith("There are no photos")


def test_every_dead_end_has_a_way_out() -> None:
    failure = UserError.in_words("It is locked by another program.", "Close that.")
    message = message_for(ViewState(failure=failure))
    assert message is not None
    assert "It is locked by another program.\nClose that." in message.text
    assert message.actions == (
        EmptyPageAction.TRY_AGAIN,
        EmptyPageAction.OTHER_LIBRARY,
        EmptyPageAction.QUIT,
    )
    for situation in (
        ViewState(True, folders=0, photos=0),
        ViewState(True, folders=2, photos=0),
        ViewState(True, folders=2, photos=4, results=0),
    ):
        message = message_for(situation)
        assert isinstance(message, PageMessage)
        assert message.actions


@pytest.fixture
def library(tmp_path: Path) -> FakeLibrary:
    return FakeLibrary(tmp_path, count=0, roots=0)


def test_the_first_run_from_nothing_to_photos(kit: Kit, tmp_path: Path) -> None:
    window = kit.window
    assert window.photo_area.page.message.headline == "Opening the library…"
    kit.open()
    kit.until(lambda: window.photo_area.page.message.headline == "Add your photos")
    kit.until(
        lambda: any(not b.isHidden() for b in window.photo_area.page.findChildren(QPushButton))
    )
    (button,) = [b for b in window.photo_area.page.findChildren(QPushButton) if not b.isHidden()]
    assert button.text() == "Add folder…"
    kit.desktop.folder = tmp_path
    kit.library.index_items, kit.library.index_delay_s = 64, 0.02
    button.click()
    kit.until(lambda: window.photo_area.page.message.headline == "Looking through your folders")
    kit.until(lambda: window.photo_area.currentWidget() is window.photo_area.library_view)
    kit.until(
        lambda: window.index_feature.status.text == "64 photos in 1 folder · 63 new, 1 unreadable"
    )
    assert not window.indexing.running


def test_progress_is_shown_and_the_run_paused_resumed_and_cancelled(kit: Kit) -> None:
    window = kit.open()
    kit.library.index_items = 100_000
    window.indexing.request()
    panel = window.index_feature.strip
    kit.until(lambda: "of 100,000" in panel.text)
    assert "68 photos/s" in panel.text
    assert "min left" in panel.text
    buttons = {button.text(): button for button in panel.findChildren(QPushButton)}
    buttons["Pause"].click()
    assert window.indexing.paused
    assert buttons["Pause"].text() == "Resume"
    kit.qtbot.wait(150)
    held = panel.text
    kit.qtbot.wait(150)
    assert panel.text == held
    buttons["Pause"].click()
    kit.until(lambda: panel.text != held)
    buttons["Cancel"].click()
    kit.until(lambda: not window.indexing.running)
    assert panel.text == ""
    assert buttons["Cancel"].isHidden()
    assert "cancelled" in window.index_feature.status.text or window.indexing.running is False


def test_what_is_asked_for_during_a_run_is_done_after_it(kit: Kit, tmp_path: Path) -> None:
    window = kit.open()
    kit.library.index_items = 30
    window.indexing.request()
    window.library_commands.add_folders([tmp_path])
    kit.until(lambda: len(kit.library.index_calls) == 2 and not window.indexing.running)
    assert kit.library.index_calls[0] is None
    assert [root.path for root in kit.library.index_calls[1]] == [tmp_path]


def test_a_folder_that_covers_others_or_lies_in_one_is_told(kit: Kit, tmp_path: Path) -> None:
    window = kit.open()
    for name in ("a", "b"):
        (tmp_path / name / "in").mkdir(parents=True)
    kit.library.add_root(tmp_path / "a")
    window.library_commands.add_folders([tmp_path / "a" / "in"])
    kit.until(lambda: "is in the library already, as a part of" in window.banner.text)
    window.library_commands.add_folders([tmp_path])
    kit.until(lambda: "covers" in window.banner.text)
    assert str(tmp_path / "a") in window.banner.text


def test_a_run_that_fails_is_told_and_can_be_started_again(kit: Kit) -> None:
    window = kit.open()
    kit.library.index_error = UserError.in_words("The disk is full.", "Make room.")
    window.indexing.request()
    kit.until(lambda: window.banner.text == "The disk is full. Make room.")
    assert not window.indexing.running
    kit.library.index_error = None
    window.indexing.request()
    kit.until(lambda: not window.indexing.running)
    assert len(kit.library.index_calls) == 2


def test_progress_of_the_watcher_shows_and_goes_away(kit: Kit, monkeypatch) -> None:
    window = kit.open()
    window.index_feature.quiet.setInterval(30)
    window.show_watch_progress(Progress(in_words("Indexing"), 3, 4))
    assert window.index_feature.strip.text == "Indexing · 3 of 4"
    kit.until(lambda: window.index_feature.strip.text == "")


def test_progress_in_words() -> None:
    counts = {"indexed": 1200, "unchanged": 9, "unreadable": 2, "moved": 0}
    progress = Progress(in_words("Indexing"), 1211, 12_000, counts, 68.24, 158.0)
    assert index_text.progress_parts(progress) == [
        "Indexing",
        "1,211 of 12,000",
        "1,200 new, 2 unreadable",
        "68 photos/s",
        "about 3 min left",
    ]
    assert index_text.progress_parts(Progress(in_words("Looking for photos"), 40, None)) == [
        "Looking for photos",
        "40",
    ]
    assert wording.time_left(4) == "a few seconds left"
    assert wording.time_left(44) == "about 40 s left"
    assert wording.time_left(7_500) == "about 2 h 05 min left"
    assert wording.photos(1) == "1 photo"
    assert wording.photos(12_345) == "12,345 photos"
    assert len({wording.reason(reason) for reason in Reason}) == len(Reason)


def test_light_and_dark_are_readable() -> None:
    """Contrast by WCAG 2: 4.5 to 1 for text."""
    assert theme.wanted(Qt.ColorScheme.Dark, "") is theme.DARK
    assert theme.wanted(Qt.ColorScheme.Light, "") is theme.LIGHT
    assert theme.wanted(Qt.ColorScheme.Unknown, "") is theme.LIGHT
    assert theme.wanted(Qt.ColorScheme.Light, "dark") is theme.DARK
    for colors in (theme.LIGHT, theme.DARK):
        pairs = [
            (colors.text, colors.window),
            (colors.text, colors.surface),
            (colors.text, colors.raised),
            (colors.text, colors.selection),
            (colors.muted, colors.window),
            (colors.muted, colors.surface),
            (colors.on_accent, colors.accent),
            (colors.on_error, colors.error),
            (colors.on_info, colors.info),
        ]
        for text, ground in pairs:
            assert contrast(text, ground) >= 4.5, f"{text} on {ground}"
        assert contrast(colors.accent, colors.surface) >= 3, "the frame of the current photo"


def test_colours_follow_the_palette(qapp) -> None:
    for colors in (theme.LIGHT, theme.DARK):
        assert theme.colors_of(theme.palette_of(colors)) is colors


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_the_status_bar_counts_what_passes_the_filters() -> None:
    assert wording.library_state(3, 2) == "3 photos in 2 folders"
    assert wording.library_state(1, 2, filtered=True) == "Filtered: 1 photo"
