"""Keep a library up to date while the program runs.

The notifier's threads only note the paths of events; our own waits until a burst is over and brings
those paths up to date through the indexer, the same way as any other run. Where the system cannot
tell of changes (a network share, too many folders for inotify), or the notifier fails again and
again, the roots are looked through now and then instead, and the user is told so.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from watchdog.observers.api import ObservedWatch

from photosearch.core.changes import IndexSummary
from photosearch.core.errors import UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.message_codes import NoteCode
from photosearch.core.photo import Root
from photosearch.library.indexing.notifier import ChangedPaths, ChangeNotifier
from photosearch.library.roots.drives import is_network, watch_limit_reached
from photosearch.library.roots.scanner import ScanRules, Scope
from photosearch.messages import Message, Values
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
_MAX_FAILURES = 3
_FAILURES_WITHIN_S = 3600.0
"""A notifier that fails so often in this time is done without until the next start."""


class Watchable(Protocol):
    """Declare what a watcher needs of a library."""

    @property
    def settings(self) -> Settings:
        """Return how often folders are looked through, among others."""

    def roots(self) -> Sequence[Root]:
        """Return the user's folders; `online` as last looked at."""

    def refresh_drives(self) -> None:
        """Look which roots are there."""

    def scan_rules(self, root: Root) -> ScanRules:
        """Return what a scan of `root` takes for photos and what it leaves out."""

    def index_scopes(
        self,
        scopes: Iterable[Scope],
        *,
        control: JobControl,
        on_progress: Callable[[Progress], None],
    ) -> IndexSummary:
        """Bring parts of roots up to date."""


class Watcher:
    """Watch all roots from its making until `stop`.

    Args:
        library: open for writing; closed only after `stop`.
        on_progress: as for `Library.index`, called from the watcher's thread.
        on_note: told what is worth knowing: a root that is looked through instead of watched, a
            drive that came or went, an error that made a run fail.
        settle_s: see `SETTLE_S`.
    """

    def __init__(
        self,
        library: Watchable,
        *,
        on_progress: Callable[[Progress], None],
        on_note: Callable[[Message], None],
        settle_s: float = SETTLE_S,
    ) -> None:
        self._library = library
        self._on_progress = on_progress
        self._on_note = on_note
        self._settle_s = settle_s
        self._changed = ChangedPaths()
        self._notifier: ChangeNotifier | None = None
        self._no_notifier = ""
        """Why there is none."""
        self._failures: list[float] = []
        """When notifiers failed."""
        self._watched: dict[int, _Watched] = {}
        self._deaf: set[int] = set()
        """Ids of roots that a notifier could not watch, because it had failed itself."""
        self._polled: dict[int, float] = {}
        """By root id, when it was last looked through."""
        self._online: set[int] = set()
        self._offline: set[int] = set()
        self._retry_at = 0.0
        self._problem: Message | None = None
        """What the user was told to be wrong; once is enough until a run succeeds."""
        self._stopped = threading.Event()
        self._control = JobControl()
        self._thread = threading.Thread(target=self._run, name="watcher")
        self._start_notifier()
        self._sync_roots(first=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; a run in progress keeps what it has finished."""
        self._stopped.set()
        self._control.cancel()
        self._thread.join()
        if self._notifier is not None:
            self._notifier.stop()

    @property
    def control(self) -> JobControl:
        """Return what pauses and resumes its runs; cancelling stops it for good."""
        return self._control

    def _run(self) -> None:
        next_drives = time.monotonic() + _DRIVES_EVERY_S
        while not self._stopped.wait(_TICK_S):
            now = time.monotonic()
            try:
                self._check_notifier(now)
                if now >= next_drives:
                    next_drives = now + _DRIVES_EVERY_S
                    self._library.refresh_drives()
                    self._sync_roots()
                    self._check_watches()
                if now >= self._retry_at:
                    scopes = self._take_due(now)
                    if scopes:
                        self._bring_up_to_date(scopes)
                        self._problem = None
            except UserError as error:
                self._retry_at = now + _RETRY_AFTER_S
                if error.message != self._problem:
                    self._problem = error.message
                    self._on_note(error.message)
            except Exception:  # a bug costs a run, not all that follow
                self._retry_at = now + _RETRY_AFTER_S
                log.exception("Watching for changes met an unexpected error; it goes on.")

    def _start_notifier(self) -> None:
        try:
            self._notifier = ChangeNotifier(self._changed, self._rescan_all)
        except OSError as error:
            self._no_notifier = error.strerror or str(error)

    def _check_notifier(self, now: float) -> None:
        """Start a notifier that has ended by itself again, or do without after three failures."""
        failed = self._notifier.failure() if self._notifier is not None else ""
        if self._notifier is None or not failed:
            return
        self._failures = [at for at in self._failures if now - at < _FAILURES_WITHIN_S] + [now]
        often = len(self._failures)
        log.error("Watching for changes ended unexpectedly (thread %s, failure %d).", failed, often)
        self._notifier.stop()
        self._notifier = None
        deaf, self._watched, self._deaf = self._deaf.union(self._watched), {}, set()
        if often < _MAX_FAILURES:
            self._start_notifier()
        for root in self._library.roots():
            if root.root_id in deaf:
                self._watch(root)
                self._changed.add(root.root_id, b"")  # whatever changed meanwhile

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
                        self._changed.add(scope.root.root_id, rel_path)

    def _sync_roots(self, first: bool = False) -> None:
        """Watch roots that came, let go of those that went; tell of drives that did either."""
        roots = {root.root_id: root for root in self._library.roots()}
        online = {root_id for root_id, root in roots.items() if root.online}
        for root_id in self._online - online:
            self._unwatch(root_id)
            if root_id in roots:
                self._on_note(Message(NoteCode.ROOT_OFFLINE, path=roots[root_id].path))
        for root_id in online - self._online:
            root = roots[root_id]
            self._watch(root)
            if not first:
                self._changed.add(root_id, b"")  # whatever changed meanwhile
            if root_id in self._offline:
                self._on_note(Message(NoteCode.ROOT_ONLINE, path=root.path))
        self._online, self._offline = online, set(roots) - online

    def _watch(self, root: Root) -> None:
        if is_network(root.path):
            self._poll(root, NoteCode.ROOT_ON_NETWORK)
            return
        if len(self._failures) >= _MAX_FAILURES:
            self._poll(root, NoteCode.WATCHING_FAILED, {"number": len(self._failures)})
            return
        cause = self._no_notifier
        if self._notifier is not None:
            try:
                identity = _identity(root.path)
                rules = self._library.scan_rules(root)
                watch = self._notifier.watch(root, rules)
            except OSError as error:
                if self._notifier.failure():
                    self._deaf.add(root.root_id)  # another notifier will watch it
                    return
                cause = error.strerror or str(error)
            else:
                self._watched[root.root_id] = _Watched(watch, identity, rules)
                self._check_limit(root)
                return
        self._poll(root, NoteCode.ROOT_NOT_WATCHED, {"cause": cause})

    def _poll(self, root: Root, code: NoteCode, values: Values | None = None) -> None:
        """Look through a root now and then from now on; `code` and its `values` tell why."""
        self._polled[root.root_id] = time.monotonic()
        minutes = self._library.settings.rescan_minutes
        told: Values = {"path": root.path, "minutes": minutes}
        told.update(values or {})
        self._on_note(Message(code, **told))

    def _unwatch(self, root_id: int) -> None:
        self._polled.pop(root_id, None)
        self._deaf.discard(root_id)
        watched = self._watched.pop(root_id, None)
        if watched is not None and self._notifier is not None:
            self._notifier.unwatch(watched.watch)

    def _check_watches(self) -> None:
        """Watch anew where folder or excludes are others now; notice what is not watched."""
        roots = {root.root_id: root for root in self._library.roots()}
        for root_id, watched in list(self._watched.items()):
            root = roots.get(root_id)
            if root is None or not root.online or self._notifier is None:
                continue
            same = (
                self._notifier.is_watched(watched.watch)
                and _identity(root.path) == watched.identity
                and self._library.scan_rules(root) == watched.rules
            )
            if not same:
                self._unwatch(root_id)
                self._watch(root)
                self._changed.add(root_id, b"")
            else:
                self._check_limit(root)

    def _check_limit(self, root: Root) -> None:
        """Poll a root, too, some of whose folders watchdog could not watch: it does not tell."""
        if root.root_id not in self._polled and watch_limit_reached(root.path):
            self._poll(root, NoteCode.ROOT_TOO_LARGE)

    def _rescan_all(self) -> None:
        """Have all roots looked through: events were lost, and any path may have changed."""
        for root_id in list(self._watched):
            self._changed.add(root_id, b"")

    def _take_due(self, now: float) -> list[Scope]:
        """Take out roots and paths that have settled and those whose turn it is."""
        interval_s = self._library.settings.rescan_minutes * 60
        for root_id, looked in self._polled.items():
            if now - looked >= interval_s:
                self._polled[root_id] = now
                self._changed.add(root_id, b"")
        settled = self._changed.take_settled(now, self._settle_s)
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


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _with_photos_of_sidecars(root: Root, rel_paths: set[bytes]) -> set[bytes]:
    """Return `rel_paths` and, for each XMP file among them, the photos it may belong to."""
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
