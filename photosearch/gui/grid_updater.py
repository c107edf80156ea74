"""Keep the window's list of photos and folders in step with the library.

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
from photosearch.core.sorting import NEWEST_FIRST, SortOrder
from photosearch.core.suggestions import NothingPasses
from photosearch.gui.grid.model import PhotoList, Update, plan_update
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.runtime.background import BackgroundRunner
from photosearch.gui.runtime.bridge import Bridge


class ChangeThrottle(QObject):
    """Turn many changes into one signal, for widgets that show counts.

    Signals:
        changed(): something has changed since the last time.
    """

    changed = Signal()

    def __init__(self, bridge: Bridge, interval_ms: int, parent: QObject) -> None:
        """Let `interval_ms` pass from a change to the signal, whatever comes in between."""
        super().__init__(parent)
        self._bridge = bridge
        self._unsubscribe: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self._notified = False
        """Guarded by the lock: the GUI thread knows already."""
        self._timer = QTimer(self, singleShot=True, interval=interval_ms)
        self._timer.timeout.connect(self._deliver)

    def follow(self, library: LibraryPort | None) -> None:
        """Hear of changes of this library from now on, or of none."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._timer.stop()
        with self._lock:
            self._notified = False
        if library is not None:
            self._unsubscribe = library.subscribe(self._on_changes)

    def _on_changes(self, _changes: Changes) -> None:
        """Run in whatever thread made the changes."""
        with self._lock:
            if self._notified:
                return
            self._notified = True
        self._bridge.call(self._schedule)

    def _schedule(self) -> None:
        if self._unsubscribe is not None:
            self._timer.start()

    def _deliver(self) -> None:
        with self._lock:
            self._notified = False
        self.changed.emit()


GroupsOf = Callable[[LibraryPort, Ids], Groups | None]
"""Headings for photos of a library, None for no headings."""

REFRESH_MS = 400
"""Between two looks at the library: photos trickle in, they do not flicker."""
REST = 4
"""A snapshot that took long is followed by a rest so many times as long."""


@dataclass(slots=True)
class _PendingChanges:
    changed: set[int]
    removed: set[int]
    roots: bool = False
    model: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Snapshot:
    """Hold what a job thread saw."""

    roots: list[Root]
    update: Update | None
    filters: Filters
    order: SortOrder
    nothing_passes: NothingPasses | None
    """Why the list is empty, if it is for the filters."""
    seconds: float


def photos_of(library: LibraryPort, filters: Filters, order: SortOrder) -> Ids:
    """Return all photos that pass, in an order. Blocks."""
    return library.photo_ids(order) if filters.empty else library.facets.select(filters, order)


class GridUpdater(QObject):
    """Fill a PhotoList with all photos of the library, in an order.

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
        self._library: LibraryPort | None = None
        self._groups_of: GroupsOf | None = None
        self._filters = Filters()
        self.shown_filters = Filters()
        """Which the photos in the list pass."""
        self.nothing_passes: NothingPasses | None = None
        """Why none does, if that is so."""
        self._order = NEWEST_FIRST
        self._unsubscribe: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self._pending = _PendingChanges(set(), set())
        self._notified = False
        """Guarded by the lock: the GUI thread knows already that there is something."""
        self._refreshing = False
        self._again = False
        self.roots: list[Root] | None = None
        """None until the first snapshot."""
        self._pause_ms = REFRESH_MS
        self._refreshed_at = time.monotonic()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._deliver)

    def set_library(self, library: LibraryPort | None) -> None:
        """Follow this library from now on."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._library = library
        self.roots = None
        if library is not None:
            self._unsubscribe = library.subscribe(self._collect_changes)
            self.refresh()

    def set_grouping(self, groups_of: GroupsOf) -> None:
        """Ask this for the headings of the photos, in job threads, from the next snapshot on."""
        self._groups_of = groups_of

    def set_filters(self, filters: Filters) -> None:
        """Show only the photos that pass."""
        if filters != self._filters:
            self._filters = filters
            self.refresh()

    def set_order(self, order: SortOrder) -> None:
        """Show the photos in this order."""
        if order != self._order:
            self._order = order
            self.refresh()

    def refresh(self) -> None:
        """Look at the library now, or once more after the snapshot in progress."""
        library = self._library
        if library is None:
            return
        if self._refreshing:
            self._again = True
            return
        self._refreshing = True
        filters, order = self._filters, self._order
        old_ids, old_groups = self._photos.ids, self._photos.groups
        groups_of = self._groups_of

        def snapshot() -> _Snapshot:
            start = time.monotonic()
            ids = photos_of(library, filters, order)
            nothing = None
            if not len(ids) and not filters.empty:
                nothing = library.facets.explain_empty(filters)
            groups = groups_of(library, ids) if groups_of is not None else None
            update = plan_update(old_ids, ids, groups, old_groups)
            seconds = time.monotonic() - start
            return _Snapshot(library.roots(), update, filters, order, nothing, seconds)

        self._background.run(snapshot, self._show, self._fail)

    def _collect_changes(self, changes: Changes) -> None:
        """Run in whatever thread made the changes."""
        with self._lock:
            self._pending.changed.update(changes.changed)
            self._pending.removed.update(changes.removed)
            self._pending.roots |= changes.roots_changed
            self._pending.model |= changes.model_changed
            if self._notified:
                return
            self._notified = True
        self._bridge.call(self._schedule)

    def _schedule(self) -> None:
        """Act at once after a time of quiet, else when the pause since the last snapshot is
        over."""
        if not self._timer.isActive():
            since_ms = round((time.monotonic() - self._refreshed_at) * 1000)
            self._timer.start(max(0, self._pause_ms - since_ms))

    def _deliver(self) -> None:
        with self._lock:
            gathered, self._pending = self._pending, _PendingChanges(set(), set())
            self._notified = False
        if gathered.roots:
            self.roots_changed.emit()
        if gathered.model:
            self.model_changed.emit()
        if gathered.changed:
            self.photos_changed.emit(gathered.changed)
        if gathered.removed:
            self.photos_removed.emit(gathered.removed)
        self.refresh()

    def _show(self, snapshot: _Snapshot) -> None:
        self._refreshing = False
        self.roots = snapshot.roots
        if snapshot.update is not None and not self._photos.apply(snapshot.update):
            self._again = True
        self.shown_filters, self.nothing_passes = snapshot.filters, snapshot.nothing_passes
        self._refreshed_at = time.monotonic()
        self._pause_ms = max(REFRESH_MS, round(snapshot.seconds * 1000 * REST))
        self.refreshed.emit()
        if self._again:
            self._again = False
            if (snapshot.filters, snapshot.order) == (self._filters, self._order):
                self._schedule()
            else:
                self.refresh()  # somebody waits for it

    def _fail(self, error: UserError) -> None:
        self._refreshing = self._again = False
        self._background.on_error(error)
