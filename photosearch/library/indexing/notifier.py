"""Gather from the system which paths changed, and tell when it has stopped telling.

Watchdog's threads do the work: one reads the system's events (on Linux), one per root sorts them,
one hands them over. Any of them ends when something is raised in it, and nobody is told; so they
are looked at here.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from watchdog.events import (
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_OPENED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.utils import BaseThread

from photosearch.core.photo import Root, to_rel_path
from photosearch.library.roots.scanner import ScanRules, affects_scan, is_excluded

if sys.platform == "linux":
    from watchdog.observers.inotify import InotifyEmitter
    from watchdog.observers.inotify_c import InotifyEvent, InotifyFD

log = logging.getLogger(__name__)

_JOIN_S = 2.0
"""How long threads that are to end are waited for; they may hang in a call of the system."""


class ChangedPaths:
    """Collect paths to which something happened, and when last. All methods are for any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: dict[tuple[int, bytes], float] = {}

    def add(self, root_id: int, rel_path: bytes) -> None:
        """Note that something happened to `rel_path` just now; b"" is the root as a whole."""
        with self._lock:
            self._last[root_id, rel_path] = time.monotonic()

    def take_settled(self, now: float, settle_s: float) -> dict[int, set[bytes]]:
        """Take out paths by root to which nothing happened for `settle_s` seconds."""
        with self._lock:
            settled = [key for key, last in self._last.items() if now - last >= settle_s]
            by_root: dict[int, set[bytes]] = {}
            for key in settled:
                del self._last[key]
                by_root.setdefault(key[0], set()).add(key[1])
            return by_root


class ChangeNotifier:
    """Watch roots from its making until `stop`.

    Args:
        changed: where paths are noted.
        on_loss: called, in any thread, when the system dropped events: any path may have changed.

    Raises:
        OSError: the system lets nothing be watched, e.g. because its instances are used up.
    """

    def __init__(self, changed: ChangedPaths, on_loss: Callable[[], None]) -> None:
        self._changed = changed
        # Watchdog warns of what it mends itself: nested folders that appear at once. Where
        # warnings are errors, that would end its thread.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        logging.getLogger("watchdog.observers.inotify").addFilter(_is_worth_telling)
        self._reader, self._observer = _make_observer()
        self._losses = _LossListener(on_loss)
        logging.getLogger("watchdog").addHandler(self._losses)
        self._observer.start()

    def watch(self, root: Root, rules: ScanRules) -> ObservedWatch:
        """Begin to note changes in a root, but for what `rules` leave out.

        Raises:
            OSError: the system does not let it be watched.
        """
        handler = _Handler(self._changed, root, rules)
        return self._observer.schedule(handler, str(root.path), recursive=True)

    def unwatch(self, watch: ObservedWatch) -> None:
        """End what `watch` began."""
        try:
            self._observer.unschedule(watch)
        except (KeyError, OSError) as error:
            log.debug("the watch of %s had ended by itself: %s", watch.path, error)

    def is_watched(self, watch: ObservedWatch) -> bool:
        """Tell whether changes are still noted; a watch ends by itself when its folder is gone."""
        return any(each.watch == watch and each.is_alive() for each in self._observer.emitters)

    def failure(self) -> str:
        """Return which thread ended, or hears nothing, although nobody stopped it; "" if none."""
        if self._reader is not None and _is_deaf(self._reader):
            return self._reader.name
        for thread in self._threads():
            if not thread.is_alive() and thread.should_keep_running():
                return thread.name
        return ""

    def stop(self) -> None:
        """End all threads, also those of a notifier that has failed."""
        logging.getLogger("watchdog").removeHandler(self._losses)
        threads = list(self._threads())
        for thread in threads:
            # What has failed may refuse to be taken apart, too; it is of no use in any case.
            with suppress(OSError, RuntimeError, KeyError):
                thread.stop()
        deadline = time.monotonic() + _JOIN_S
        for thread in threads:
            if thread.is_alive():
                thread.join(max(0.0, deadline - time.monotonic()))

    def _threads(self) -> Iterator[BaseThread]:
        """Yield the threads in the order in which they are to be stopped.

        With the reader's watches gone, nothing else asks for a descriptor that may be closed.
        """
        if self._reader is not None:
            yield self._reader
        yield from list(self._observer.emitters)
        yield self._observer


if sys.platform == "linux":

    class _InotifyReader(InotifyFD):
        """Read the system's events; end when the descriptor is closed, as by a stray os.close().

        The system gives its number to whatever is opened next, perhaps the catalog: that is neither
        read nor closed here.
        """

        def __init__(self) -> None:
            super().__init__()
            self._made = _file_of(self._inotify_fd)

        def has_descriptor(self) -> bool:
            """Tell whether the descriptor is still the one that was made."""
            return _file_of(self._inotify_fd) == self._made

        def read_events(self, **options: int) -> list[InotifyEvent]:
            """Return the next events; raise OSError where the descriptor is no more."""
            events: list[InotifyEvent] = super().read_events(**options)
            if not events and self.should_keep_running() and not self.has_descriptor():
                # Watchdog itself would ask again and again.
                raise OSError(errno.EBADF, os.strerror(errno.EBADF))
            return events

        # watchdog overrides

        def _check_inotify_fd(self) -> bool:
            return super()._check_inotify_fd() and self.has_descriptor()

        def _close_resources(self) -> None:
            if self.has_descriptor():
                os.close(self._inotify_fd)
            os.close(self._kill_r)
            os.close(self._kill_w)

    def _file_of(descriptor: int) -> tuple[int, int, int] | None:
        """Return what tells a descriptor's file from others; None if it has none."""
        try:
            status = os.fstat(descriptor)
        except OSError:
            return None
        return status.st_dev, status.st_ino, status.st_mode

    def _is_deaf(reader: BaseThread) -> bool:
        """Tell whether a reader waits for a descriptor that is no more."""
        kept = isinstance(reader, _InotifyReader) and not reader.has_descriptor()
        return kept and reader.should_keep_running()

    def _make_observer() -> tuple[BaseThread | None, BaseObserver]:
        reader = _InotifyReader()
        reader.start()
        return reader, BaseObserver(InotifyEmitter, inotify_fd=reader)

else:

    def _make_observer() -> tuple[BaseThread | None, BaseObserver]:
        return None, Observer()

    def _is_deaf(reader: BaseThread) -> bool:
        del reader
        return False


def _is_worth_telling(record: logging.LogRecord) -> bool:
    """Return False for what watchdog calls an error when one of its threads is stopped at work."""
    return not record.getMessage().endswith("called when the thread is inactive")


class _LossListener(logging.Handler):
    """Hear from watchdog's log that the system dropped events; it tells of it in no other way."""

    def __init__(self, on_loss: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._on_loss = on_loss

    def emit(self, record: logging.LogRecord) -> None:
        """Take any warning for a loss: looking through once too often does no harm."""
        del record
        self._on_loss()


class _Handler(FileSystemEventHandler):
    """Note the paths of a root's events, in watchdog's thread."""

    def __init__(self, changed: ChangedPaths, root: Root, rules: ScanRules) -> None:
        self._changed = changed
        self._root = root
        self._rules = rules

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note both ends of a move, the path of anything else; reading is no change."""
        if event.event_type in (EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE):
            return
        if event.is_directory and event.event_type == EVENT_TYPE_MODIFIED:
            return  # what changed in it is told by itself
        # Windows does not tell whether what is gone was a folder.
        maybe_folder = event.is_directory or event.event_type == EVENT_TYPE_DELETED
        for path in (event.src_path, event.dest_path):
            if path:
                self._note(Path(os.fsdecode(path)), maybe_folder)

    def _note(self, path: Path, maybe_folder: bool) -> None:
        """Note what matters: not the program's own files, nor what is excluded."""
        try:
            rel_path = to_rel_path(self._root.path, path)
        except ValueError:
            return  # the other end of a move lies outside
        if any(path.is_relative_to(folder) for folder in self._rules.own_folders):
            return
        if rel_path == b".":
            self._changed.add(self._root.root_id, b"")
        elif affects_scan(rel_path, self._rules) or (
            maybe_folder and not is_excluded(rel_path, self._rules)
        ):
            self._changed.add(self._root.root_id, rel_path)
