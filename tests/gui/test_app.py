"""Start and end of the whole program, with a fake library and with failures."""

from __future__ import annotations

import gc
import importlib
import os
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from photosearch import app
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import CatalogError
from photosearch.core.message_codes import in_words
from photosearch.gui.runtime.application import Application
from photosearch.gui.widgets.message_page import EmptyPageAction
from photosearch.messages import Message
from photosearch.settings import Settings
from photosearch.settings_file import SettingsCode
from photosearch.store.schema import CATALOG
from tests.gui.fake_library import FakeLibrary
from tests.store.samples import make_library, take_back

pytestmark = pytest.mark.slow


class Steps:
    """Runs steps in the event loop, each when its condition is true; the last one closes."""

    def __init__(self, program: app.Program, *steps: tuple[Callable[[], bool], Callable]) -> None:
        self._program = program
        self._steps = list(steps)
        self._deadline = time.monotonic() + 10
        self.timed_out = False
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if time.monotonic() > self._deadline:
            self.timed_out = True
            self._timer.stop()
            self._program.window.close()
        elif self._steps and self._steps[0][0]():
            self._steps.pop(0)[1]()
        elif not self._steps:
            self._timer.stop()


def make(qapp: Application, opener) -> app.Program:
    return app.Program(qapp, Settings(), opener)


def run(program: app.Program, folder: Path, *steps) -> list[str]:
    watched = Steps(program, *steps)
    unfinished = program.run(folder)
    assert not watched.timed_out, program.window.photo_area.page.message
    return unfinished


@pytest.mark.stalls  # garbage of all that was imported is sought once, for the sake of this test
def test_garbage_is_not_sought_in_what_stays(qapp, library: FakeLibrary, tmp_path) -> None:
    program = make(qapp, lambda _folder, _settings: library)
    gc.unfreeze()  # what tests/gui/conftest.py has frozen
    assert gc.get_freeze_count() == 0
    run(program, tmp_path, (gc.get_freeze_count, program.window.close))


def test_opens_indexes_watches_and_closes_in_order(qapp, library: FakeLibrary, tmp_path) -> None:
    opened_in: list[str] = []

    def opener(folder: Path, settings: Settings) -> FakeLibrary:
        assert folder == tmp_path
        opened_in.append(threading.current_thread().name)
        return library

    program = make(qapp, opener)
    window = program.window
    hooks = sys.excepthook, threading.excepthook
    unfinished = run(
        program,
        tmp_path,
        (lambda: window.photo_area.currentWidget() is window.photo_area.library_view, lambda: None),
        (lambda: program._watcher is not None and library.index_calls == [None], window.close),
    )
    assert unfinished == []
    assert opened_in[0].startswith("photosearch-io")
    assert library.watcher.stopped
    assert library.closed
    assert library.subscribers == []
    assert (sys.excepthook, threading.excepthook) == hooks


def test_a_watcher_that_begins_while_the_window_is_closed_is_stopped(
    qapp, library: FakeLibrary, tmp_path, monkeypatch
) -> None:
    asked, closing = threading.Event(), threading.Event()

    def watch(*, on_progress, on_note) -> object:
        asked.set()
        assert closing.wait(10)
        return library.watcher

    monkeypatch.setattr(library, "watch", watch)
    program = make(qapp, lambda folder, settings: library)
    program.window.closed.connect(closing.set)
    assert run(program, tmp_path, (asked.is_set, program.window.close)) == []
    assert library.watcher.stopped, "its thread would keep the process alive"
    assert library.closed


def test_photos_are_looked_for_once_they_are_watched(
    qapp, library: FakeLibrary, tmp_path, monkeypatch
) -> None:
    """A photo that came between a look and the watching would be seen hours later."""
    looked_before = []

    def watch(*, on_progress, on_note) -> object:
        time.sleep(0.3)
        looked_before.extend(library.index_calls)
        return library.watcher

    monkeypatch.setattr(library, "watch", watch)
    program = make(qapp, lambda folder, settings: library)
    run(program, tmp_path, (lambda: library.index_calls == [None], program.window.close))
    assert looked_before == []


def test_photos_are_looked_for_even_if_they_cannot_be_watched(
    qapp, library: FakeLibrary, tmp_path, monkeypatch
) -> None:
    def watch(*, on_progress, on_note) -> object:
        raise CatalogError(ErrorCode.LIBRARY_CLOSED, folder=tmp_path)

    monkeypatch.setattr(library, "watch", watch)
    program = make(qapp, lambda folder, settings: library)
    run(program, tmp_path, (lambda: library.index_calls == [None], program.window.close))


def test_closing_during_a_run_ends_it_quickly(qapp, library: FakeLibrary, tmp_path) -> None:
    library.index_items = 1_000_000
    program = make(qapp, lambda folder, settings: library)
    run(
        program,
        tmp_path,
        (lambda: "photos/s" in program.window.index_feature.strip.text, program.window.close),
    )
    start = time.perf_counter()
    assert program.stop() == []
    assert library.closed
    assert time.perf_counter() - start < 2


def test_a_job_that_does_not_end_is_named_and_the_library_left_open(
    qapp, library: FakeLibrary, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(app, "STOP_WITHIN_S", 0.3)
    library.index_items = 1_000_000
    library.ignore_cancel.set()
    program = make(qapp, lambda folder, settings: library)
    unfinished = run(
        program,
        tmp_path,
        (lambda: "photos/s" in program.window.index_feature.strip.text, program.window.close),
    )
    assert unfinished == ["index"]
    assert not library.closed, "closing it under a running job would crash that"
    library.index_items = 0
    library.release()


def test_a_library_that_cannot_be_opened_and_another_try(qapp, library, tmp_path) -> None:
    tries: list[Path] = []

    def opener(folder: Path, settings: Settings) -> FakeLibrary:
        tries.append(folder)
        if len(tries) < 3:
            raise CatalogError.in_words(
                "The library is newer than this program.", "Update PhotoSearch."
            )
        return library

    program = make(qapp, opener)
    window = program.window
    other = tmp_path / "other"
    window.context.desktop.choose_folder = lambda parent, title: other

    def failed() -> bool:
        return window.photo_area.page.message.headline == "The library cannot be opened"

    run(
        program,
        tmp_path,
        (failed, lambda: window.photo_area.page.action_requested.emit(EmptyPageAction.TRY_AGAIN)),
        (
            lambda: len(tries) == 2 and failed(),
            lambda: window.photo_area.page.action_requested.emit(EmptyPageAction.OTHER_LIBRARY),
        ),
        (lambda: window.photo_area.currentWidget() is window.photo_area.library_view, window.close),
    )
    assert tries == [tmp_path, tmp_path, other]


def test_an_older_library_that_cannot_be_updated_is_told(qapp, tmp_path) -> None:
    make_library(tmp_path, 2)
    take_back(tmp_path, CATALOG.version - 1)
    with closing(sqlite3.connect(tmp_path / "catalog.db")) as connection, connection:
        connection.execute("DROP INDEX photos_by_label")
    importlib.import_module("photosearch.library.library")  # takes seconds on a busy machine
    program = make(qapp, app.open_library)
    page = program.window.photo_area.page

    def told() -> bool:
        text = page.message.text
        return "cannot be brought up to date" in text and "Bring back a backup" in text

    run(program, tmp_path, (told, program.window.close))


def test_quit_from_the_failure_page(qapp, tmp_path) -> None:
    def opener(folder: Path, settings: Settings) -> FakeLibrary:
        raise CatalogError.in_words("The disk is read-only.", "Choose another place.")

    program = make(qapp, opener)
    window = program.window
    run(
        program,
        tmp_path,
        (
            lambda: "read-only" in window.photo_area.page.message.text,
            lambda: window.photo_area.page.action_requested.emit(EmptyPageAction.QUIT),
        ),
    )
    assert list(tmp_path.iterdir()) == [], "nothing is written where nothing was opened"


def test_a_library_that_cannot_be_opened_has_nothing_to_say_of_its_photos(qapp, tmp_path) -> None:
    def opener(folder: Path, settings: Settings) -> FakeLibrary:
        raise CatalogError.in_words("The disk is read-only.", "Choose another place.")

    program = make(qapp, opener)
    window = program.window
    window.index_feature.open_panel()
    run(
        program,
        tmp_path,
        (
            lambda: "read-only" in window.photo_area.page.message.text,
            lambda: window.photo_area.page.action_requested.emit(EmptyPageAction.QUIT),
        ),
    )
    assert window.index_feature.panel.isHidden()


def test_settings_that_cannot_be_used_are_told_in_the_window(
    qapp, library: FakeLibrary, tmp_path
) -> None:
    program = make(qapp, lambda folder, settings: library)
    window = program.window
    program.show_settings_problems([Message(SettingsCode.SETTING_UNKNOWN, option="workers")])
    run(program, tmp_path, (lambda: "workers" in window.banner.text, window.close))


def test_bugs_in_jobs_and_threads_are_logged_and_shown(
    qapp, library: FakeLibrary, tmp_path, caplog
) -> None:
    program = make(qapp, lambda folder, settings: library)
    window = program.window

    def break_a_search() -> None:
        library.search_error = ZeroDivisionError("ours")
        window.session.find_similar([5])

    def break_a_thread() -> None:
        window.banner.hide()
        threading.Thread(target=lambda: dict[str, int]()["absent"]).start()

    run(
        program,
        tmp_path,
        (
            lambda: window.photo_area.currentWidget() is window.photo_area.library_view,
            break_a_search,
        ),
        (lambda: "ZeroDivisionError" in window.banner.text, break_a_thread),
        (lambda: "KeyError" in window.banner.text, window.close),
    )
    kinds = [record.exc_info[0] for record in caplog.records if record.exc_info]
    assert kinds == [ZeroDivisionError, KeyError]
    assert not window.session.active, "the window goes on where it was"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_program_as_closing_does(qapp, library, tmp_path, number) -> None:
    program = make(qapp, lambda folder, settings: library)
    window = program.window
    before = signal.getsignal(number)
    run(
        program,
        tmp_path,
        (
            lambda: window.photo_area.currentWidget() is window.photo_area.library_view,
            lambda: os.kill(os.getpid(), number),
        ),
    )
    assert library.closed
    assert signal.getsignal(number) is before


def test_the_colours_follow_the_system(qapp, tmp_path, library, monkeypatch) -> None:
    monkeypatch.setenv("PHOTOSEARCH_THEME", "dark")
    program = make(qapp, lambda folder, settings: library)
    assert program.window.palette().window().color().lightness() < 60
    monkeypatch.setenv("PHOTOSEARCH_THEME", "light")
    qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    assert program.window.palette().window().color().lightness() > 200
    assert program.stop() == []


def test_what_the_watcher_notices_at_once_is_shown_at_once(
    qapp, library: FakeLibrary, tmp_path
) -> None:
    """Three drives that go would each hide the one before, and the user would know of one."""
    program = make(qapp, lambda _folder, _settings: library)
    window = program.window

    def tell() -> None:
        assert library.on_note is not None
        for number in (1, 2, 2, 3, 4, 5):
            library.on_note(in_words(f"Drive {number} is not connected any more."))

    run(
        program,
        tmp_path,
        (lambda: library.on_note is not None, threading.Thread(target=tell).start),
        (
            lambda: (
                window.banner.text
                == "Drive 1 is not connected any more.\nDrive 2 is not connected any more."
                "\nDrive 3 is not connected any more.\n2 more messages: see the log."
            ),
            window.close,
        ),
    )
