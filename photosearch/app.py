"""Composition root of the window: makes, wires, starts and stops everything, in order.

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
from photosearch.gui.library_port import PhotoLibrary, Watching
from photosearch.gui.main_window import MainWindow
from photosearch.gui.notices import Notice
from photosearch.gui.query_input.mime_reader import DropPayload
from photosearch.gui.runtime.application import Application, make_application
from photosearch.gui.runtime.background import bug_error
from photosearch.gui.runtime.bridge import Bridge
from photosearch.gui.runtime.crash_log import crashes_noted_in, take_crashes
from photosearch.gui.runtime.malloc_limits import give_back, limit_free_memory
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
from photosearch.gui.runtime.thread_pools import Ending, ThreadPools
from photosearch.gui.translation import tr, tr_message
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

GIVE_BACK_MS = 10_000
"""How often memory that is free goes back to the system."""

_ACTIVE = Qt.ApplicationState.ApplicationActive

OpenLibrary = Callable[[Path, Settings], PhotoLibrary]


def run(
    library_folder: Path,
    settings: Settings,
    files: Sequence[Path] = (),
    problems: Sequence[str] = (),
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
    crashes = take_crashes(paths.log_folder())
    with crashes_noted_in(paths.log_folder()):
        program = Program(qt, settings, open_library, paths.settings_file())
        if crashes:
            program.tell_crash()
        elif problems:
            program.tell_settings(problems)
        unfinished = program.run(library_folder, files)
        if unfinished:
            # The threads would be waited for at the end of Python, perhaps for ever. The catalog
            # stands a kill at any moment, so this is safe.
            log.warning("Jobs did not end in time and were left behind: %s", ", ".join(unfinished))
            logging.shutdown()
            os._exit(ExitCode.OK)
    return ExitCode.OK


def open_library(folder: Path, settings: Settings) -> PhotoLibrary:
    """Runs in a job thread: importing what a library needs takes longer than showing a window."""
    from photosearch.library.library import Library

    return Library.open(folder, settings, owner="another PhotoSearch window")


class Program(QObject):
    """From the first window to the last thread."""

    def __init__(
        self,
        qt: Application,
        settings: Settings,
        open_library: OpenLibrary,
        settings_path: Path | None = None,
    ) -> None:
        """Without `settings_path` changed settings are not saved."""
        super().__init__()
        self._times = StartTimes()
        self._qt = qt
        self._open_library = open_library
        self._folder = Path()
        self._library: PhotoLibrary | None = None
        self._watcher: Watching | None = None
        self._running = False
        self._wanted: tuple[Path, ...] = ()
        """To be searched by as soon as there is a library."""
        self._instance = SingleInstance(self)
        self._instance.handed_over.connect(self.take)
        qt.files_opened.connect(self._take_files)
        self._stalls = StallWatch(parent=self)
        self._bridge = Bridge(self)
        limit_free_memory()
        self._threads = ThreadPools()
        # Before the first widget: what is on the screen does not change its language any more.
        self._translators = translation.install(qt, settings.language)
        self.window = MainWindow(self._bridge, self._threads, Desktop(), settings, settings_path)
        self._background = self.window.shell.background
        self._warming = self._background.derive(self._threads.warming)
        self._giving_back = QTimer(self, interval=GIVE_BACK_MS)
        self._giving_back.timeout.connect(self._give_back)
        self.window.closed.connect(self._leave)
        self.window.retry_wanted.connect(self._retry)
        self.window.other_library_wanted.connect(self.open)
        self.window.front.contents.refreshed.connect(self._note_photos)
        # A dialog that is still open must not keep the program alive, nor its end be the program's.
        qt.setQuitOnLastWindowClosed(False)
        theme.apply(qt, settings.theme)
        qt.styleHints().colorSchemeChanged.connect(self._dress)
        qt.applicationStateChanged.connect(self._save_place)
        self.window.shell.preferences.changed.connect(self._on_preferences)

    def run(self, folder: Path, files: Sequence[Path] = ()) -> list[str]:
        """Until the window is closed; names of the jobs that did not end.

        Args:
            folder: of the library.
            files: pictures to search by, absolute.
        """
        hooks = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_bug
        threading.excepthook = self._on_thread_bug
        interrupts = Interrupts(self._close, self)
        if log.isEnabledFor(logging.DEBUG):
            self._stalls.start()
        try:
            if self._other_was_first(folder, files):
                return self.stop()
            self._remember(folder)
            self.window.show()
            self._times.ended("window")
            self._bridge.call(self._note_reaction)
            self._wanted = tuple(files)
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
            self._remember(folder)
        self._folder = folder
        self._instance.listen(address_of(folder))
        self.window.show_opening(folder)
        settings, opener = self.window.shell.preferences.now, self._open_library
        self._background.run(
            lambda: opener(folder, settings), self._opened, self.window.show_failure
        )

    def _other_was_first(self, folder: Path, files: Sequence[Path]) -> bool:
        """Whether a program that was started at the same moment has this library, and the files."""
        address, wanted = address_of(folder), Handover(tuple(files), activation_token())
        return not self._instance.listen(address) and hand_over(address, wanted)

    def _remember(self, folder: Path) -> None:
        """Be where the window of this library was the last time, if that is told soon.

        The window waits for it a moment, or it would open in one place and jump to another; but not
        for ever, since the folder may be on a drive that sleeps.
        """
        self._folder = folder
        loading = self._threads.io.submit(WindowState(folder / FILE_NAME).load)
        if not self.window.isVisible() and not wait([loading], LOAD_STATE_S).not_done:
            self._remembered(loading)
        else:
            self._bridge.watch(loading, self._remembered)

    def _remembered(self, loading: Future[Remembered]) -> None:
        if not loading.cancelled():
            self.window.memory.give_back(loading.result())

    def _save_place(self, state: Qt.ApplicationState) -> None:
        """The user goes elsewhere: a good moment, lest a crash or a power cut forgets it all."""
        if self._running and self._library is not None and state is not _ACTIVE:
            remembered = self.window.memory.collect()
            place = WindowState(self._folder / FILE_NAME)
            self._background.run(lambda: place.save(remembered))

    def take(self, handover: Handover) -> None:
        """A second start of the program: come to the front and search by its files."""
        log.info("a second start handed over %d files", len(handover.files))
        bring_to_front(self.window, handover.token)
        if handover.files:
            self._wanted = handover.files
            self._search_by_wanted()

    def _take_files(self, files: tuple[Path, ...]) -> None:
        self.take(Handover(files))

    def tell_crash(self) -> None:
        """The program did not end well the last time."""
        what = tr("PhotoSearch ended unexpectedly the last time. The log tells where.")
        self._tell_with_log(Notice(what, is_error=False))

    def tell_settings(self, problems: Sequence[str]) -> None:
        """Some settings could not be used; the log has all of them."""
        self._tell_with_log(Notice(" ".join(map(tr_message, problems[:2]))))

    def _tell_with_log(self, notice: Notice) -> None:
        show = self.window.help_feature.show_log
        self.window.shell.notices.told.emit(replace(notice, action=tr("Show log"), do=show))

    def stop(self) -> list[str]:
        """End everything in order; names of the jobs that did not end in time.

        First the jobs are told, then the watcher, which may start new ones, then the threads are
        waited for, and only then is the library closed under them.
        """
        self._running = False
        self._instance.close()
        self._stalls.stop()
        self._giving_back.stop()
        start = time.monotonic()
        window = self.window
        remembered = window.memory.collect()
        for translator in self._translators:
            self._qt.removeTranslator(translator)
        window.hide()
        window.indexing.cancel()
        window.set_library(None)
        library, watcher = self._library, self._watcher
        ending = Ending(start + STOP_WITHIN_S)
        if library is not None:
            state = WindowState(self._folder / FILE_NAME)
            ending.run("window state", lambda: state.save(remembered), SAVE_STATE_S)
        if watcher is not None:
            ending.run("watcher", watcher.stop)
        unfinished = self._threads.stop(ending.left_s)
        if self._watcher is not None and self._watcher is not watcher:  # made meanwhile
            ending.run("watcher", self._watcher.stop)
        if library is not None and not unfinished and not ending.unfinished:
            ending.run("library", library.close)
        log.info("stopped within %.1f s", time.monotonic() - start)
        return unfinished + ending.unfinished

    def _opened(self, library: PhotoLibrary) -> None:
        self._library = library
        self.window.set_library(library)
        self._times.ended("library")
        self.window.indexing.request()
        self._background.run(self._watch)
        self._warming.run(library.warm_up, self._warmed)
        self._giving_back.start()
        self._search_by_wanted()

    def _search_by_wanted(self) -> None:
        if self._library is not None and self._wanted:
            self.window.session.offer(DropPayload(self._wanted))
            self._wanted = ()

    def _note_reaction(self) -> None:
        """The event loop runs: from now on the window reacts."""
        self._times.reacts("first screen")
        self._background.run(self._times.tell)

    def _watch(self) -> None:
        """Runs in a job thread. The watcher is known at once: left behind it would never end."""
        library, bridge, window = self._library, self._bridge, self.window
        assert library is not None

        def on_progress(progress: Progress) -> None:
            bridge.call(window.show_watch_progress, progress)

        def on_note(note: str) -> None:
            bridge.call(window.shell.notices.tell, note)

        self._watcher = library.watch(on_progress=on_progress, on_note=on_note)

    def _note_photos(self) -> None:
        """The photos of the library are listed; only the first time is part of the start."""
        if self._library is not None:
            self.window.front.contents.refreshed.disconnect(self._note_photos)
            self._times.ended("photos")
            self._background.run(self._times.tell_all)

    def _warmed(self, _nothing: None) -> None:
        """What is there by now stays to the end, so that it is not looked through for garbage.

        That took 50 ms each time, with Python's lock held, whatever thread it began in.
        """
        gc.freeze()

    def _give_back(self) -> None:
        self._warming.run(give_back)

    def _retry(self) -> None:
        self.open(self._folder)

    def _dress(self, _scheme: Qt.ColorScheme) -> None:
        theme.apply(self._qt, self.window.shell.preferences.now.theme)

    def _on_preferences(self, names: set[str]) -> None:
        if "theme" in names:
            theme.apply(self._qt, self.window.shell.preferences.now.theme)

    def _on_bug(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._bridge.call(self._close)
            return
        log.critical("Unexpected error", exc_info=(kind, error, trace))
        self._bridge.call(self._tell_bug, bug_error(error))

    def _on_thread_bug(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self._on_bug(told.exc_type, told.exc_value, told.exc_traceback)

    def _tell_bug(self, words: UserError) -> None:
        if self._running:
            self._tell_with_log(Notice(words.what, words.next_step))

    def _leave(self) -> None:
        if self._running:
            self._running = False
            self._qt.quit()

    def _close(self) -> None:
        self.window.leave()
