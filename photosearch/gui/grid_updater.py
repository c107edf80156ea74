"""Keeps the window's list of photos and folders in step with the library.

The library tells of changes from any thread, many times a second while it indexes. They are
gathered and acted on a few times a second at most; the list is fetched in a job thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.core.changes import Changes
from photosearch.core.errors import UserError
from photosearch.core.facets import Groups, Ids
from photosearch.core.filters import Filters
from photosearch.core.photo import Root
from photosearch.gui.grid.model import PhotoList, Update, plan_update
from photosearch.gui.library_port import PhotoLibrary
from photosearch.gui.runtime.background import BackgroundRunner
from photosearch.gui.runtime.bridge import Bridge


class ChangeThrottle(QObject):
    """For widgets that show counts: many changes become one signal.

    Signals:
        changed(): something has changed since the last time.
    """

    changed = Signal()

    def __init__(self, bridge: Bridge, interval_ms: int, parent: QObject) -> None:
        """`interval_ms` passes from a change to the signal, whatever comes in between."""
        super().__init__(parent)
        self._bridge = bridge
        self._unsubscribe: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self._told = False
        """Guarded by the lock: the GUI thread knows already."""
        self._timer = QTimer(self, singleShot=True, interval=interval_ms)
        self._timer.timeout.connect(self._tell)

    def follow(self, library: PhotoLibrary | None) -> None:
        """Hear of changes of this library from now on, or of none."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._timer.stop()
        with self._lock:
            self._told = False
        if library is not None:
            self._unsubscribe = library.subscribe(self._hear)

    def _hear(self, _changes: Changes) -> None:
        """Runs in whatever thread made the changes."""
        with self._lock:
            if self._told:
                return
            self._told = True
        self._bridge.call(self._wait)

    def _wait(self) -> None:
        if self._unsubscribe is not None:
            self._timer.start()

    def _tell(self) -> None:
        with self._lock:
            self._told = False
        self.changed.emit()


GroupsOf = Callable[[PhotoLibrary, Ids], Groups | None]
"""Headings for photos of a library, None for no headings."""

REFRESH_MS = 400
"""Between two looks at the library: photos trickle in, they do not flicker."""
REST = 4
"""A look that took long is followed by a rest so many times as long."""


@dataclass(slots=True)
class _Gathered:
    changed: set[int]
    removed: set[int]
    roots: bool = False
    model: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Snapshot:
    """What a job thread saw."""

    roots: list[Root]
    update: Update | None
    filters: Filters
    seconds: float


def photos_of(library: PhotoLibrary, filters: Filters) -> Ids:
    """All photos that pass, newest first. Blocks."""
    return library.photo_ids() if filters.empty else library.facets.select(filters)


class GridUpdater(QObject):
    """Fills a PhotoList with all photos of the library, newest first.

    Signals:
        refreshed(): the list of photos or of folders was looked at; it may have changed.
        photos_changed(set of int): these photos look different now.
        photos_removed(set of int): these are gone from view.
        roots_changed(): folders or drives came or went.
        model_changed(): another encoder answers.
    """

    refreshed = Signal()
    photos_changed = Signal(object)
    photos_removed = Signal(object)
    roots_changed = Signal()
    model_changed = Signal()

    def __init__(
        self,
        bridge: Bridge,
        background: BackgroundRunner,
        photos: PhotoList,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._background = background
        self._photos = photos
        self._library: PhotoLibrary | None = None
        self._groups_of: GroupsOf | None = None
        self._filters = Filters()
        self.shown_filters = Filters()
        """Which the photos in the list pass."""
        self._unsubscribe: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self._gathered = _Gathered(set(), set())
        self._told = False
        """Guarded by the lock: the GUI thread knows already that there is something."""
        self._looking = False
        self._again = False
        self.roots: list[Root] | None = None
        """None until the first look."""
        self._pause_ms = REFRESH_MS
        self._looked = time.monotonic()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._act)

    def set_library(self, library: PhotoLibrary | None) -> None:
        """Follow this library from now on."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._library = library
        self.roots = None
        if library is not None:
            self._unsubscribe = library.subscribe(self._gather)
            self.refresh()

    def set_grouping(self, groups_of: GroupsOf) -> None:
        """Ask this for the headings of the photos, in job threads, from the next look on."""
        self._groups_of = groups_of

    def set_filters(self, filters: Filters) -> None:
        """Show only the photos that pass."""
        if filters != self._filters:
            self._filters = filters
            self.refresh()

    def refresh(self) -> None:
        """Look at the library now, or once more after the look in progress."""
        library = self._library
        if library is None:
            return
        if self._looking:
            self._again = True
            return
        self._looking = True
        filters = self._filters
        old_ids, old_groups = self._photos.ids, self._photos.groups
        groups_of = self._groups_of

        def look() -> _Snapshot:
            start = time.monotonic()
            ids = photos_of(library, filters)
            groups = groups_of(library, ids) if groups_of is not None else None
            update = plan_update(old_ids, ids, groups, old_groups)
            return _Snapshot(library.roots(), update, filters, time.monotonic() - start)

        self._background.run(look, self._show, self._fail)

    def _gather(self, changes: Changes) -> None:
        """Runs in whatever thread made the changes."""
        with self._lock:
            self._gathered.changed.update(changes.changed)
            self._gathered.removed.update(changes.removed)
            self._gathered.roots |= changes.roots_changed
            self._gathered.model |= changes.model_changed
            if self._told:
                return
            self._told = True
        self._bridge.call(self._wait)

    def _wait(self) -> None:
        """Act at once after a time of quiet, else when the pause since the last look is over."""
        if not self._timer.isActive():
            since_ms = round((time.monotonic() - self._looked) * 1000)
            self._timer.start(max(0, self._pause_ms - since_ms))

    def _act(self) -> None:
        with self._lock:
            gathered, self._gathered = self._gathered, _Gathered(set(), set())
            self._told = False
        if gathered.roots:
            self.roots_changed.emit()
        if gathered.model:
            self.model_changed.emit()
        if gathered.changed:
            self.photos_changed.emit(gathered.changed)
        if gathered.removed:
            self.photos_removed.emit(gathered.removed)
        self.refresh()

    def _show(self, look: _Snapshot) -> None:
        self._looking = False
        self.roots = look.roots
        if look.update is not None and not self._photos.apply(look.update):
            self._again = True
        self.shown_filters = look.filters
        self._looked = time.monotonic()
        self._pause_ms = max(REFRESH_MS, round(look.seconds * 1000 * REST))
        self.refreshed.emit()
        if self._again:
            self._again = False
            if look.filters == self._filters:
                self._wait()
            else:
                self.refresh()  # somebody waits for it

    def _fail(self, error: UserError) -> None:
        self._looking = self._again = False
        self._background.on_error(error)
