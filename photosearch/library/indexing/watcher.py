"""Keeps a library up to date while the program runs.

Two threads: watchdog's, which only notes the paths of events, and our own, which waits until a
burst is over and brings those paths up to date through the indexer, the same way as any other run.
Where the system cannot tell of changes (a network share, too many folders for inotify) the root is
looked through now and then instead, and the user is told so.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from watchdog.events import (
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_OPENED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, EventEmitter, ObservedWatch

from photosearch.core.changes import IndexSummary
from photosearch.core.errors import UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.photo import Root, to_rel_path
from photosearch.library.roots.drives import is_network, watch_limit_reached
from photosearch.library.roots.scanner import ScanRules, Scope, affects_scan, is_excluded
from photosearch.settings import Settings

log = logging.getLogger(__name__)

SETTLE_S = 2.0
"""A path is read when nothing has happened to it for so long: half-written files wait."""
_TICK_S = 0.5
_DRIVES_EVERY_S = 5.0
_RETRY_AFTER_S = 30.0
"""After a run that failed (a full disk, say) what it was to do waits for so long."""
_MANY_PATHS = 2000
"""Beyond this many paths in one root a look through the whole root is quicker."""


class Watchable(Protocol):
    """What a watcher needs of a library."""

    @property
    def settings(self) -> Settings:
        """How often folders are looked through, among others."""

    def roots(self) -> Sequence[Root]:
        """The user's folders; `online` as last looked at."""

    def refresh_drives(self) -> None:
        """Look which roots are there."""

    def scan_rules(self, root: Root) -> ScanRules:
        """What a scan of `root` takes for photos and what it leaves out."""

    def index_scopes(
        self,
        scopes: Iterable[Scope],
        *,
        control: JobControl,
        on_progress: Callable[[Progress], None],
    ) -> IndexSummary:
        """Bring parts of roots up to date."""


class Watcher:
    """Watches all roots from its making until `stop`.

    Args:
        library: open for writing; closed only after `stop`.
        on_progress: as for `Library.index`, called from the watcher's thread.
        on_note: told plain sentences: a root that is looked through instead of watched, a drive
            that came or went, an error that made a run fail.
        settle_s: see `SETTLE_S`.
    """

    def __init__(
        self,
        library: Watchable,
        *,
        on_progress: Callable[[Progress], None],
        on_note: Callable[[str], None],
        settle_s: float = SETTLE_S,
    ) -> None:
        self._library = library
        self._on_progress = on_progress
        self._on_note = on_note
        self._settle_s = settle_s
        self._events = _Events()
        self._observer, self._no_observer = _make_observer()
        self._watched: dict[int, _Watched] = {}
        self._polled: dict[int, float] = {}
        """By root id, when it was last looked through."""
        self._online: set[int] = set()
        self._away: set[int] = set()
        self._retry_at = 0.0
        self._problem = ""
        """What the user was last told to be wrong: once is enough."""
        self._losses = _LossListener(self._look_through_all)
        self._stopped = threading.Event()
        self._control = JobControl()
        self._thread = threading.Thread(target=self._run, name="watcher")
        if self._observer is not None:
            self._observer.start()
        logging.getLogger("watchdog").addHandler(self._losses)
        self._follow_roots(first=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; a run in progress keeps what it has finished."""
        self._stopped.set()
        self._control.cancel()
        logging.getLogger("watchdog").removeHandler(self._losses)
        if self._observer is not None:
            self._observer.stop()
        self._thread.join()
        if self._observer is not None:
            self._observer.join()

    @property
    def control(self) -> JobControl:
        """Pauses and resumes the runs that the watcher starts; cancelling stops it for good."""
        return self._control

    def _run(self) -> None:
        next_drives = time.monotonic() + _DRIVES_EVERY_S
        while not self._stopped.wait(_TICK_S):
            now = time.monotonic()
            try:
                if now >= next_drives:
                    next_drives = now + _DRIVES_EVERY_S
                    self._library.refresh_drives()
                    self._follow_roots()
                    self._check_watches()
                if now >= self._retry_at:
                    scopes = self._due(now)
                    if scopes:
                        self._bring_up_to_date(scopes)
                    self._problem = ""
            except UserError as error:
                self._retry_at = now + _RETRY_AFTER_S
                if str(error) != self._problem:
                    self._problem = str(error)
                    self._on_note(self._problem)

    def _bring_up_to_date(self, scopes: list[Scope]) -> None:
        done = False
        try:
            summary = self._library.index_scopes(
                scopes, control=self._control, on_progress=self._on_progress
            )
            done = not summary.cancelled
        finally:
            if not done:  # a root was removed meanwhile, or it failed: what is left comes again
                for scope in scopes:
                    for rel_path in scope.only or (b"",):
                        self._events.note(scope.root.root_id, rel_path)

    def _follow_roots(self, first: bool = False) -> None:
        """Watch roots that came, let go of those that went; tell of drives that did either."""
        roots = {root.root_id: root for root in self._library.roots()}
        online = {root_id for root_id, root in roots.items() if root.online}
        for root_id in self._online - online:
            self._unwatch(root_id)
            if root_id in roots:
                self._on_note(
                    f"{roots[root_id].path} is not connected. Its photos are kept, shown faded, and"
                    " left out of searches until it is back."
                )
        for root_id in online - self._online:
            root = roots[root_id]
            self._watch(root)
            if not first:
                self._events.note(root_id, b"")  # whatever changed meanwhile
            if root_id in self._away:
                self._on_note(f"{root.path} is connected again.")
        self._online, self._away = online, set(roots) - online

    def _watch(self, root: Root) -> None:
        why = self._no_observer
        if is_network(root.path):
            why = "lies on a network share, where not every change is announced"
        elif self._observer is not None:
            try:
                identity = _identity(root.path)
                rules = self._library.scan_rules(root)
                handler = _Handler(self._events, root, rules)
                watch = self._observer.schedule(handler, str(root.path), recursive=True)
            except OSError as error:
                why = f"cannot be watched ({error.strerror or error})"
            else:
                self._watched[root.root_id] = _Watched(watch, identity, rules)
                self._check_limit(root)
                return
        self._poll(root, why)

    def _poll(self, root: Root, why: str) -> None:
        self._polled[root.root_id] = time.monotonic()
        minutes = self._library.settings.rescan_minutes
        self._on_note(f"{root.path} {why}; it is looked through every {minutes} minutes instead.")

    def _unwatch(self, root_id: int) -> None:
        self._polled.pop(root_id, None)
        watched = self._watched.pop(root_id, None)
        if watched is not None and self._observer is not None:
            try:
                self._observer.unschedule(watched.watch)
            except (KeyError, OSError):
                log.debug("the watch of root %d had ended by itself", root_id)

    def _check_watches(self) -> None:
        """Watch anew where folder or excludes are others now; notice what is not watched."""
        roots = {root.root_id: root for root in self._library.roots()}
        alive = {emitter.watch for emitter in self._emitters() if emitter.is_alive()}
        for root_id, watched in list(self._watched.items()):
            root = roots.get(root_id)
            if root is None or not root.online:
                continue
            same = (
                watched.watch in alive
                and _identity(root.path) == watched.identity
                and self._library.scan_rules(root) == watched.rules
            )
            if not same:
                self._unwatch(root_id)
                self._watch(root)
                self._events.note(root_id, b"")
            else:
                self._check_limit(root)

    def _check_limit(self, root: Root) -> None:
        """Also look through a root some of whose folders watchdog could not watch: it is silent."""
        if root.root_id not in self._polled and watch_limit_reached(root.path):
            self._poll(root, "has more folders than the system can watch")

    def _emitters(self) -> Set[EventEmitter]:
        return set() if self._observer is None else self._observer.emitters

    def _look_through_all(self) -> None:
        """Events were lost: any path may have changed."""
        for root_id in list(self._watched):
            self._events.note(root_id, b"")

    def _due(self, now: float) -> list[Scope]:
        """Roots and paths that have settled and those whose turn it is."""
        interval_s = self._library.settings.rescan_minutes * 60
        for root_id, looked in self._polled.items():
            if now - looked >= interval_s:
                self._polled[root_id] = now
                self._events.note(root_id, b"")
        settled = self._events.take(now, self._settle_s)
        roots = {root.root_id: root for root in self._library.roots()}
        scopes = []
        for root_id, rel_paths in settled.items():
            if root_id in roots:
                whole = b"" in rel_paths or len(rel_paths) > _MANY_PATHS
                only = None if whole else tuple(_with_photos_of_sidecars(roots[root_id], rel_paths))
                scopes.append(Scope(roots[root_id], only))
        return scopes


@dataclass(frozen=True, slots=True)
class _Watched:
    watch: ObservedWatch
    identity: tuple[int, int] | None
    """Of the folder itself: another one may take its place."""
    rules: ScanRules
    """By which events were sorted out; the user may choose others."""


class _LossListener(logging.Handler):
    """Hears from watchdog's log that the system dropped events; it tells of it in no other way."""

    def __init__(self, on_loss: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._on_loss = on_loss

    def emit(self, record: logging.LogRecord) -> None:
        """Whatever watchdog warns of: looking through once too often does no harm."""
        del record
        self._on_loss()


def _make_observer() -> tuple[BaseObserver | None, str]:
    """The observer, or why there can be none: the system's instances are used up, for instance."""
    try:
        return Observer(), ""
    except OSError as error:
        return None, f"cannot be watched ({error.strerror or error})"


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


class _Events:
    """Paths to which something happened, and when last. Filled by watchdog's thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: dict[tuple[int, bytes], float] = {}

    def note(self, root_id: int, rel_path: bytes) -> None:
        """Something happened to `rel_path` just now."""
        with self._lock:
            self._last[root_id, rel_path] = time.monotonic()

    def take(self, now: float, settle_s: float) -> dict[int, set[bytes]]:
        """Paths by root to which nothing happened for `settle_s` seconds; they are forgotten."""
        with self._lock:
            settled = [key for key, last in self._last.items() if now - last >= settle_s]
            by_root: dict[int, set[bytes]] = {}
            for key in settled:
                del self._last[key]
                by_root.setdefault(key[0], set()).add(key[1])
            return by_root


class _Handler(FileSystemEventHandler):
    """Notes the paths of a root's events, in watchdog's thread."""

    def __init__(self, events: _Events, root: Root, rules: ScanRules) -> None:
        self._events = events
        self._root = root
        self._rules = rules

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Both ends of a move, the path of anything else; reading is no change."""
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
        """Remember what matters: not the program's own files, nor what is excluded."""
        try:
            rel_path = to_rel_path(self._root.path, path)
        except ValueError:
            return  # the other end of a move lies outside
        if any(path.is_relative_to(folder) for folder in self._rules.own_folders):
            return
        if rel_path == b".":
            self._events.note(self._root.root_id, b"")
        elif affects_scan(rel_path, self._rules) or (
            maybe_folder and not is_excluded(rel_path, self._rules)
        ):
            self._events.note(self._root.root_id, rel_path)


def _with_photos_of_sidecars(root: Root, rel_paths: set[bytes]) -> set[bytes]:
    """`rel_paths`, and for each XMP file among them the photos that it may belong to."""
    photos: set[bytes] = set()
    for rel_path in rel_paths:
        if not rel_path.lower().endswith(b".xmp"):
            continue
        folder, _, name = rel_path.rpartition(b"/")
        stem = name[: -len(b".xmp")].lower()
        try:
            siblings = list((root.path / os.fsdecode(folder)).iterdir())
        except OSError:
            continue
        prefix = folder + b"/" if folder else b""
        for sibling in siblings:
            other = os.fsencode(sibling.name)
            if stem in (other.lower(), other.lower().rpartition(b".")[0]):
                photos.add(prefix + other)
    return rel_paths | photos
