"""Know the labels of all photos of a library: held in memory, and kept as they are."""

from __future__ import annotations

import threading
from collections.abc import Iterable

import numpy as np

from photosearch.core.changes import Changes, Subscribers
from photosearch.core.photo_labels import PhotoLabels
from photosearch.store.catalog import Catalog

_RELOAD_ABOVE = 20_000
"""Reading more photos one by one takes longer than reading all anew."""


class LibraryLabels:
    """Hold `PhotoLabels` and follow what changes. All methods are for any thread.

    Read when they are first asked for: a hundredth of a second for 1,000,000 photos.
    """

    def __init__(self, catalog: Catalog, subscribers: Subscribers) -> None:
        """Read nothing yet.

        Args:
            catalog: of the library.
            subscribers: changes are followed for as long as these live.
        """
        self._catalog = catalog
        self._lock = threading.Lock()
        """Held while labels are read."""
        self._held: PhotoLabels | None = None
        self._news = threading.Lock()
        """Guards what follows; held for moments only, as commits wait for it."""
        self._changed: set[int] = set()
        self._stale = True
        """All are to be read."""
        subscribers.add(self._follow)

    def current(self) -> PhotoLabels:
        """Return the labels as they are; the same object as long as no photo has others.

        Raises:
            CatalogError: the catalog cannot be read.
        """
        with self._lock:
            with self._news:
                changed, self._changed = self._changed, set()
                stale, self._stale = self._stale or len(changed) > _RELOAD_ABOVE, False
            try:
                # What is committed from here on is told of after this, and waits its turn.
                if self._held is None or stale:
                    self._held = self._catalog.labels.read_all()
                elif changed:
                    ids = np.array(sorted(changed), np.int64)
                    self._held = self._held.updated(ids, *self._catalog.labels.read(ids))
            except BaseException:
                self._held = None  # the changes are lost: read all again
                raise
            return self._held

    def update(self, photo_ids: Iterable[int]) -> None:
        """Take over, when they are next asked for, that some photos may have other labels."""
        with self._news:
            if not self._stale:  # else all are read
                self._changed.update(photo_ids)

    def _follow(self, changes: Changes) -> None:
        self.update((*changes.added, *changes.changed, *changes.removed))
        if changes.roots_changed:
            with self._news:
                self._stale = True  # the photos of a root that is gone are not told of
