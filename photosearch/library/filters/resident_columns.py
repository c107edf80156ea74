"""Keep the values of all photos in memory, in step with the catalog."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from photosearch.core.changes import Changes
from photosearch.core.photo import Root
from photosearch.library.filters.photo_columns import PhotoColumns
from photosearch.store.catalog import Catalog

_RELOAD_ABOVE = 20_000
"""Reading more photos one by one takes longer than reading all anew."""


class ResidentColumns:
    """Hold the columns of a catalog from the first question on; changes are taken over when the
    next one is asked. All methods block and are for any thread."""

    def __init__(self, catalog: Catalog) -> None:
        """Read nothing yet."""
        self._catalog = catalog
        self._lock = threading.Lock()
        """Held while columns are loaded or changed, never while they are looked at."""
        self._columns: PhotoColumns | None = None
        self.roots: tuple[Root, ...] = ()
        """Of the library, as they were when the columns were made."""
        self._news = threading.Lock()
        """Guards what follows; held for moments only, as commits wait for it."""
        self._gathering = False
        self._dirty: set[int] = set()
        self._roots_changed = False
        self._copies_changed = False

    @property
    def loaded(self) -> bool:
        """Tell whether they are at hand; loading takes about a second for 500,000 photos."""
        return self._columns is not None

    def follow(self, changes: Changes) -> None:
        """Take over what a commit changed, when the next question is asked."""
        with self._news:
            if self._gathering:
                self._dirty.update(changes.added, changes.changed, changes.removed)
                self._roots_changed |= changes.roots_changed
                self._copies_changed |= changes.duplicates_changed

    def current(self) -> PhotoColumns:
        """Return the columns with all changes that were told of so far; the same object as long as
        nothing has changed.

        Raises:
            CatalogError: the catalog cannot be read.
        """
        with self._lock:
            with self._news:
                dirty, self._dirty = self._dirty, set()
                roots_changed, self._roots_changed = self._roots_changed, False
                copies_changed, self._copies_changed = self._copies_changed, False
                # What is read from here on has the changes before; those to come are gathered.
                self._gathering = True
            try:
                if copies_changed and self._columns is not None:
                    dirty |= self._other_copies(self._columns)
                columns = self._taken_over(dirty, roots_changed)
            except BaseException:
                self._columns = None  # the changes are lost: read all again
                raise
            self._columns = columns
            return columns

    def _other_copies(self, columns: PhotoColumns) -> set[int]:
        """Return the photos that have copies now and had none, or the other way round."""
        before = columns.data.ids[columns.data.single["copies"].codes > 0]
        return set(np.setxor1d(before, self._catalog.duplicates.photos_with_copies()).tolist())

    def _taken_over(self, dirty: set[int], roots_changed: bool) -> PhotoColumns:
        columns = self._columns
        anew = len(dirty) > _RELOAD_ABOVE
        if roots_changed or columns is None:
            roots = tuple(self._catalog.roots.all())
            # The photos of a root that is gone, or has become part of another, were not told of.
            anew |= not root_paths(self.roots) <= root_paths(roots)
            self.roots = roots
        if columns is None or anew:
            return PhotoColumns.of(self._catalog.columns.read_all())
        if not dirty:
            return columns
        changed = np.array(sorted(dirty), np.int64)
        return columns.updated(changed, self._catalog.columns.read(changed))


def root_paths(roots: Sequence[Root]) -> set[tuple[int, Path]]:
    """Return ids and paths of roots."""
    return {(root.root_id, root.path) for root in roots}
