"""Make, wire, start and stop everything, in order: the composition root of the window.

What runs where: widgets and controllers in the GUI thread; everything that touches disk, database
or pixels in the pools of gui.runtime.thread_pools; decoding of photos in worker processes of the
library. What comes back goes through gui.runtime.bridge.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from photosearch.gui.message_text import message_text
from photosearch.messages import Message

if sys.platform == "win32":
    # WORKAROUND https://github.com/microsoft/onnxruntime/issues/16116: imported after Qt it does
    # not find its DLLs.
    import photosearch.inference.encoder  # noqa: F401

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from photosearch import paths
from photosearch.core.errors import ExitCode, UserError
from photosearch.core.jobs import Progress
from photosearch.gui import translation
from photosearch.gui.desktop.desktop import Desktop
from photosearch.gui.library_port import LibraryPort, Watching
from photosearch.gui.main_window import MainWindow
from photosearch.gui.notices import Notice, error_notice
from photosearch.gui.query_input.mime_reader import DropPayload
from photosearch.gui.runtime.application import Application, make_application
from photosearch.gui.runtime.background import bug_error
from photosearch.gui.runtime.bridge import Bridge
from photosearch.gui.runtime.crash_log import pop_crashes, record_crashes
from photosearch.gui.runtime.malloc_limits import limit_free_memory, release_memory
from photosearch.gui.runtime.signals import Interrupts
from photosearch.gui.runtime.single_instance import (
    Handover,
    SingleInstance,
    activation_token,
    address_of,
    bring_to_front,
    hand_over,
)
from photosearch.gui.runtime.stall_watch import StallWatch
from photosearch.gui.runtime.start_times import StartTimes
from photosearch.gui.runtime.thread_pools import Shutdown, ThreadPools
from photosearch.gui.translation import tr
from photosearch.gui.widgets import theme
from photosearch.gui.window_state import FILE_NAME, Remembered, WindowState
from photosearch.settings import Settings

log = logging.getLogger(__name__)

STOP_WITHIN_S = 1.9
"""For all that is to be ended, together: whoever closes a window wants it gone. A job checks for
cancelling several times a second; one that does not end is stuck in the system, e.g. on a network
drive that is gone."""

SAVE_STATE_S = 1.0
LOAD_STATE_S = 0.3
"""So long the window waits to know where it was the last time."""

RELEASE_MEMORY_MS = 10_000
"""How often memory that is free goes back to the system."""

_ACTIVE = Qt.ApplicationState.ApplicationActive

OpenLibrary = Callable[[Path, Settings], LibraryPort]


def run(
    library_folder: Path,
    settings: Settings,
    files: Sequence[Path] = (),
    problems: Sequence[Message] = (),
) -> int:
    """Show the window until it is closed; the exit code of the program.

    The library is opened in the background; what is wrong with it is shown in the window. If a
    window of this library is open already, it takes the files and comes to the front instead.

    Args:
        library_folder: made if it is not there.
        settings: the user's.
        files: pictures to search by, absolute.
        problems: sentences about settings that could not be used; the window tells them.
    """
    qt = QApplication.instance() or make_application()
    assert isinstance(qt, Application)
    if hand_over(address_of(library_folder), Handover(tuple(files), activation_token())):
        log.info("handed over to the window that is open: %d files", len(files))
        return ExitCode.OK
    crashes = pop_crashes(paths.log_folder())
    with record_crashes(paths.log_folder()):
        program = Program(qt, settings, open_library, paths.settings_file())
        if crashes:
            program.show_crash()
        elif problems:
            program.show_settings_problems(problems)
        unfinished = program.run(library_folder, files)
        if unfinished:
            # The threads would be waited for at the end of Python, perhaps for ever. The catalog
            # stands a kill at any moment, so this is safe.
            log.warning("Jobs did not end in time and were left behind: %s", ", ".join(unfinished))
            logging.shutdown()
            os._exit(ExitCode.OK)
    return ExitCode.OK


def open_library(folder: Path, settings: Settings) -> LibraryPort:
    """Run in a job thread: importing what a library needs takes longer than showing a window."""
    from photosearch.library.library import Library

    library = Library.open(folder, settings, owner="another PhotoSearch window")
    library.compares_photos = True
    return library


class Program(QObject):
    """Run from the first window to the last thread."""

    def __init__(
        self,
        qt: Application,
        settings: Settings,
        open_library: OpenLibrary,
        settings_path: Path | None = None,
    ) -> None:
        """Save no changed settings without `settings_path`."""
        super().__init__()
        self._times = StartTimes()
        self._qt = qt
        self._open_library = open_library
        self._folder = Path()
        self._library: LibraryPort | None = None
        self._watcher: Watching | None = None
        self._running = False
        self._startup_files: tuple[Path, ...] = ()
        """To be searched by as soon as there is a library."""
        self._instance = SingleInstance(self)
        self._instance.handed_over.connect(self.on_handover)
        qt.files_opened.connect(self._on_files_opened)
        self._stalls = StallWatch(parent=self)
        self._bridge = Bridge(self)
        limit_free_memory()
        self._threads = ThreadPools()
        # Before the first widget: what is on the screen does not change its language any more.
        self._translators = translation.install(qt, settings.language)
        self.window = MainWindow(self._bridge, self._threads, Desktop(), settings, settings_path)
        self._background = self.window.context.background
        self._warming = self._background.derive(self._threads.warming)
        self._release_timer = QTimer(self, interval=RELEASE_MEMORY_MS)
        self._release_timer.timeout.connect(self._release_memory)
        self.window.closed.connect(self._on_closed)
        self.window.retry_wanted.connect(self._retry)
        self.window.other_library_wanted.connect(self.open)
        self.window.photo_area.updater.refreshed.connect(self._note_photos)
        # A dialog that is still open must not keep the program alive, nor its end be the program's.
        qt.setQuitOnLastWindowClosed(False)
        theme.apply(qt, settings.theme)
        qt.styleHints().colorSchemeChanged.connect(self._apply_theme)
        qt.applicationStateChanged.connect(self._save_place)
        self.window.context.preferences.changed.connect(self._on_preferences)

    def run(self, folder: Path, files: Sequence[Path] = ()) -> list[str]:
        """Run until the window is closed; return the names of the jobs that did not end.

        Args:
            folder: of the library.
            files: pictures to search by, absolute.
        """
        hooks = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        interrupts = Interrupts(self._close, self)
        if log.isEnabledFor(logging.DEBUG):
            self._stalls.start()
        try:
            if self._other_was_first(folder, files):
                return self.stop()
            self._load_place(folder)
            self.window.show()
            self._times.end_phase("window")
            self._bridge.call(self._note_reaction)
            self._startup_files = tuple(files)
            self.open(folder)
            self._running = True
            self._qt.exec()
            return self.stop()
        finally:
            interrupts.stop()
            sys.excepthook, threading.excepthook = hooks

    def open(self, folder: Path) -> None:
        """Open the library in this folder; the window shows how it went."""
        if folder != self._folder:
            self._load_place(folder)
        self._folder = folder
        self._instance.listen(address_of(folder))
        self.window.show_opening(folder)
        settings, opener = self.window.context.preferences.now, self._open_library
        self._background.run(
            lambda: opener(folder, settings), self._opened, self.window.show_failure
        )

    def _other_was_first(self, folder: Path, files: Sequence[Path]) -> bool:
        """Tell whether a program that was started at the same moment has this library, and the
        files."""
        address, wanted = address_of(folder), Handover(tuple(files), activation_token())
        return not self._instance.listen(address) and hand_over(address, wanted)

    def _load_place(self, folder: Path) -> None:
        """Be where the window of this library was the last time, if that is told soon.

        The window waits for it a moment, or it would open in one place and jump to another; but not
        for ever, since the folder may be on a drive that sleeps.
        """
        self._folder = folder
        loading = self._threads.io.submit(WindowState(folder / FILE_NAME).load)
        if not self.window.isVisible() and not wait([loading], LOAD_STATE_S).not_done:
            self._on_place_loaded(loading)
        else:
            self._bridge.watch(loading, self._on_place_loaded)

    def _on_place_loaded(self, loading: Future[Remembered]) -> None:
        if not loading.cancelled():
            self.window.memory.restore(loading.result())

    def _save_place(self, state: Qt.ApplicationState) -> None:
        """Save where the user is when he goes elsewhere, lest a crash or a power cut forgets it
        all."""
        if self._running and self._library is not None and state is not _ACTIVE:
            remembered = self.window.memory.collect()
            place = WindowState(self._folder / FILE_NAME)
            self._background.run(lambda: place.save(remembered))

    def on_handover(self, handover: Handover) -> None:
        """Come to the front and search by the files of a second start."""
        log.info("a second start handed over %d files", len(handover.files))
        bring_to_front(self.window, handover.token)
        if handover.files:
            self._startup_files = handover.files
            self._search_startup_files()

    def _on_files_opened(self, files: tuple[Path, ...]) -> None:
        self.on_handover(Handover(files))

    def show_crash(self) -> None:
        """Tell that the program did not end well the last time."""
        what = tr("PhotoSearch ended unexpectedly the last time. The log tells where.")
        self._show_with_log(Notice(what, is_error=False))

    def show_settings_problems(self, problems: Sequence[Message]) -> None:
        """Tell that some settings could not be used; the log has all of them."""
        self._show_with_log(Notice(" ".join(map(message_text, problems[:2]))))

    def _show_with_log(self, notice: Notice) -> None:
        show = self.window.help_feature.show_log
        self.window.context.notices.shown.emit(replace(notice, action=tr("Show log"), do=show))

    def stop(self) -> list[str]:
        """End everything in order; names of the jobs that did not end in time.

        First the jobs are told, then the watcher, which may start new ones, then the threads are
        waited for, and only then is the library closed under them.
        """
        self._running = False
        self._instance.close()
        self._stalls.stop()
        self._release_timer.stop()
        start = time.monotonic()
        window = self.window
        remembered = window.memory.collect()
        for translator in self._translators:
            self._qt.removeTranslator(translator)
        window.hide()
        window.indexing.cancel()
        window.set_library(None)
        library, watcher = self._library, self._watcher
        ending = Shutdown(start + STOP_WITHIN_S)
        if library is not None:
            state = WindowState(self._folder / FILE_NAME)
            ending.run("window state", lambda: state.save(remembered), SAVE_STATE_S)
        if watcher is not None:
            ending.run("watcher", watcher.stop)
        unfinished = self._threads.stop(ending.remaining_s)
        if self._watcher is not None and self._watcher is not watcher:  # made meanwhile
            ending.run("watcher", self._watcher.stop)
        if library is not None and not unfinished and not ending.unfinished:
            ending.run("library", library.close)
        log.info("stopped within %.1f s", time.monotonic() - start)
        return unfinished + ending.unfinished

    def _opened(self, library: LibraryPort) -> None:
        self._library = library
        self.window.set_library(library)
        self._times.end_phase("library")
        self._background.run(self._watch)
        self._warming.run(library.warm_up, self._warmed)
        self._release_timer.start()
        self._search_startup_files()

    def _search_startup_files(self) -> None:
        if self._library is not None and self._startup_files:
            self.window.session.load(DropPayload(self._startup_files))
            self._startup_files = ()

    def _note_reaction(self) -> None:
        """Note that the event loop runs: from now on the window reacts."""
        self._times.end_reaction("first screen")
        self._background.run(self._times.log_reaction)

    def _watch(self) -> None:
        """Watch, and only then ask for a first look: what changes during it is noted.

        Runs in a job thread. The watcher is known at once: left behind it would never end.
        """
        library, bridge, window = self._library, self._bridge, self.window
        assert library is not None

        def on_progress(progress: Progress) -> None:
            bridge.call(window.show_watch_progress, progress)

        def on_note(note: Message) -> None:
            bridge.call(window.show_watch_note, note)

        try:
            self._watcher = library.watch(on_progress=on_progress, on_note=on_note)
        finally:
            bridge.call(self._look_for_changes)

    def _look_for_changes(self) -> None:
        if self._running:
            self.window.indexing.request()

    def _note_photos(self) -> None:
        """Note that the photos of the library are listed; only the first time is part of the
        start."""
        if self._library is not None:
            self.window.photo_area.updater.refreshed.disconnect(self._note_photos)
            self._times.end_phase("photos")
            self._background.run(self._times.log_all)

    def _warmed(self, _nothing: None) -> None:
        """Keep what is there by now to the end, so that it is not looked through for garbage.

        That took 50 ms each time, with Python's lock held, whatever thread it began in.
        """
        gc.freeze()

    def _release_memory(self) -> None:
        self._warming.run(release_memory)

    def _retry(self) -> None:
        self.open(self._folder)

    def _apply_theme(self, _scheme: Qt.ColorScheme) -> None:
        theme.apply(self._qt, self.window.context.preferences.now.theme)

    def _on_preferences(self, names: set[str]) -> None:
        if "theme" in names:
            theme.apply(self._qt, self.window.context.preferences.now.theme)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._bridge.call(self._close)
            return
        log.critical("Unexpected error", exc_info=(kind, error, trace))
        self._bridge.call(self._show_bug, bug_error(error))

    def _on_thread_exception(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self._on_exception(told.exc_type, told.exc_value, told.exc_traceback)

    def _show_bug(self, words: UserError) -> None:
        if self._running:
            self._show_with_log(error_notice(words))

    def _on_closed(self) -> None:
        if self._running:
            self._running = False
            self._qt.quit()

    def _close(self) -> None:
        self.window.leave()
