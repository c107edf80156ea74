"""Closing to the tray, and messages: only if wanted, and never without a way back."""

from __future__ import annotations

import time
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from photosearch.core.changes import IndexSummary
from photosearch.gui.tray.tray_feature import TrayFeature
from photosearch.gui.tray.tray_icon import TrayIcon
from tests.gui.window_kit import Kit

# Offscreen there is nothing to come to the front of.
pytestmark = pytest.mark.qt_log_ignore("does not support raise", extend=True)


class FakeIcon(TrayIcon):
    """A tray that notes what it is to show."""

    clicked = Signal()

    def __init__(self, menu: QMenu, words: str, parent: QObject) -> None:
        super().__init__(menu, words, parent)
        self.there = True
        self.shown = False
        self.told: list[str] = []

    def available(self) -> bool:
        return self.there

    def show(self, wanted: bool) -> None:
        self.shown = wanted

    def show_message(self, title: str, text: str) -> None:
        if self.shown:
            self.told.append(f"{title}: {text}")


@pytest.fixture
def tray(kit: Kit) -> Any:
    window = kit.open()
    window.tray = TrayFeature(window.context, window.indexing, FakeIcon)
    window.tray.quit_wanted.connect(window.leave)
    return window.tray


def change(kit: Kit, **values: bool) -> None:
    kit.window.context.preferences.change(**values)


def test_it_is_off_unless_wanted(kit: Kit, tray: Any, qtbot) -> None:
    assert not tray.icon.shown
    with qtbot.waitSignal(kit.window.closed):
        kit.window.close()


def test_closing_hides_the_window_and_a_click_brings_it_back(kit, tray, qtbot) -> None:
    change(kit, tray=True)
    assert tray.icon.shown
    with qtbot.assertNotEmitted(kit.window.closed):
        kit.window.close()
    assert kit.window.isHidden()
    assert len(tray.icon.told) == 1
    tray.icon.clicked.emit()
    assert kit.window.isVisible()
    kit.window.close()
    assert kit.window.isHidden()
    assert len(tray.icon.told) == 1, "told once"
    tray.show_window()
    change(kit, tray=False)
    assert not tray.icon.shown
    with qtbot.waitSignal(kit.window.closed):
        kit.window.close()


@pytest.mark.parametrize("way", ["menu", "command"])
def test_quit_ends_the_program(kit: Kit, tray: Any, qtbot, way: str) -> None:
    change(kit, tray=True)
    kit.window.close()
    quit_action = (
        tray.menu.actions()[-1] if way == "menu" else kit.window.context.actions.action("quit")
    )
    with qtbot.waitSignal(kit.window.closed):
        quit_action.trigger()


def test_a_desktop_without_a_tray_says_so_and_closes(kit: Kit, tray: Any, qtbot) -> None:
    tray.icon.there = False
    change(kit, tray=True)
    assert not tray.icon.shown
    assert "no tray" in kit.window.banner.text
    with qtbot.waitSignal(kit.window.closed):
        kit.window.close()


def test_long_work_is_told_when_the_user_is_elsewhere(kit, tray, monkeypatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    active = [False]
    monkeypatch.setattr(kit.window, "isActiveWindow", lambda: active[0])

    def run(seconds: float, **summary) -> None:
        kit.library.index_items = 3
        kit.window.indexing.request()
        now[0] += seconds
        kit.until(lambda: not kit.window.indexing.running)

    run(60)
    assert tray.icon.told == [], "off unless wanted"
    change(kit, notifications=True)
    run(60)
    assert len(tray.icon.told) == 1
    assert "3 new" in tray.icon.told[0]
    run(5)
    active[0] = True
    run(60)
    assert len(tray.icon.told) == 1, "neither for short work nor with the window in front"
    tray._began = 0.0
    tray._on_index_finished(IndexSummary(cancelled=True))
    assert len(tray.icon.told) == 1, "who cancels knows"


def test_long_work_on_files_is_told_too(kit: Kit, tray: Any, monkeypatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(kit.window, "isActiveWindow", lambda: False)
    change(kit, notifications=True)
    tray.note_end()
    tray.note_start("Copying 3 photos")
    now[0] += 10
    tray.note_start("Exporting 900 photos")
    now[0] += 15
    tray.note_end()
    assert tray.icon.told == ["PhotoSearch has finished: Exporting 900 photos"]
    tray.note_start("Copying 1 photo")
    tray.note_end()
    assert len(tray.icon.told) == 1


def test_dialogs_go_with_the_window(kit: Kit, tray: Any) -> None:
    change(kit, tray=True)
    kit.window.context.actions.action("preferences").trigger()
    dialog = kit.window.preferences_feature.dialog
    kit.window.close()
    assert not dialog.isVisible()
    tray._on_application_state(Qt.ApplicationState.ApplicationInactive)
    assert kit.window.isHidden()
    tray._on_application_state(Qt.ApplicationState.ApplicationActive)
    assert kit.window.isVisible()


def test_pausing_from_the_menu(kit: Kit, tray: Any) -> None:
    _show, pause = tray.menu.actions()[:2]
    assert not pause.isEnabled()
    kit.library.index_items = 100_000
    kit.window.indexing.request()
    kit.until(lambda: pause.isEnabled())
    pause.trigger()
    assert kit.window.indexing.paused
    assert "Resume" in pause.text()
    kit.window.indexing.cancel()
    kit.until(lambda: not kit.window.indexing.running)


def test_the_real_icon_without_a_tray(kit: Kit) -> None:
    """The platform of the tests has none: nothing is shown, nothing fails."""
    icon = TrayIcon(QMenu(kit.window), "words", kit.window)
    assert icon.available() == QSystemTrayIcon.isSystemTrayAvailable()
    icon.show(False)
    icon.show_message("a", "b")
    clicks = []
    icon.clicked.connect(lambda: clicks.append(1))
    for reason in (
        QSystemTrayIcon.ActivationReason.Trigger,
        QSystemTrayIcon.ActivationReason.Context,
    ):
        icon._on_activated(reason)
    assert clicks == [1]
