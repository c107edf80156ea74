"""The detector finds what it is there for."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer

from photosearch.gui.preferences import Preferences
from photosearch.gui.runtime.background import BackgroundRunner
from photosearch.gui.runtime.bridge import Bridge
from photosearch.gui.runtime.thread_pools import ThreadPools
from photosearch.settings import Settings
from tests.gui import stall_detector
from tests.gui.stall_detector import watched
from tests.message_text import text_of


def work(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


@pytest.mark.stalls
@pytest.mark.parametrize("seconds", [0.0, 0.25])
def test_long_work_is_noticed(qtbot, seconds: float) -> None:
    done = []

    def act() -> None:
        work(seconds)
        done.append(seconds)

    with watched() as found:
        QTimer.singleShot(10, act)
        qtbot.waitUntil(lambda: bool(done))
        qtbot.wait(30)
    assert len(found) == bool(seconds)


@pytest.mark.stalls
def test_files_opened_for_the_window_are_noticed(qtbot, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("")
    # As if this code were the window's.
    code = compile("open(path).close()", "photosearch/gui/somewhere.py", "exec")
    done = []

    def act() -> None:
        exec(code, {"path": path})
        path.read_text()  # the test's own doing
        done.append(path)

    with watched() as found:
        QTimer.singleShot(0, act)
        qtbot.waitUntil(lambda: bool(done))
    assert len(found) == 1
    assert "somewhere.py:1" in found[0]


def test_settings_are_saved_elsewhere(
    qtbot, bridge: Bridge, threads: ThreadPools, tmp_path: Path
) -> None:
    failed: list[object] = []
    preferences = Preferences(
        Settings(), tmp_path / "s.toml", BackgroundRunner(bridge, threads.io, failed.append)
    )
    with qtbot.waitSignal(preferences.changed) as told:
        preferences.change(theme="dark", tray=False)
    assert told.args == [{"theme"}]
    assert preferences.now.theme == "dark"
    qtbot.waitUntil(lambda: (tmp_path / "s.toml").exists())
    assert 'theme = "dark"' in (tmp_path / "s.toml").read_text()
    (tmp_path / "s.toml").unlink()
    (tmp_path / "s.toml").mkdir()
    preferences.change(theme="light")
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert "could not be saved" in text_of(failed[0])
    assert stall_detector._watching == []


def test_an_error_that_is_kept_keeps_no_event(qtbot, bridge: Bridge) -> None:
    """Qt uses the memory of an event again, and what is made there would be taken for the event."""
    kept: list[ValueError] = []

    def fail() -> None:
        try:
            raise ValueError
        except ValueError as error:
            kept.append(error)

    bridge.call(fail)
    qtbot.waitUntil(lambda: bool(kept))
    assert kept[0].__traceback__ is not None
    frame = kept[0].__traceback__.tb_frame
    names, values = [], []
    while frame is not None:
        names.append(frame.f_code.co_name)
        values += list(frame.f_locals.values())
        frame = frame.f_back
    assert "notify" in names
    assert not [value for value in values if isinstance(value, QEvent)]
