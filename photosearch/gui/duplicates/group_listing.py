"""Look which groups there are, in the background, whenever something changes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from photosearch.core.duplicates import (
    CLEANED_KINDS,
    DuplicateGroup,
    DuplicateStatus,
    GroupFilter,
    Mark,
)
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.gui.context import AppContext
from photosearch.gui.duplicates.group_list import GroupIndex, index_groups
from photosearch.gui.grid_updater import ChangeThrottle
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.runtime.background import Policy

_CHANGES_MS = 800
"""Between two looks while photos come in."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Hold what a job thread saw."""

    wanted: GroupFilter
    status: DuplicateStatus
    asked: bool
    """It was looked which groups there are; not while nobody sees them."""
    groups: GroupIndex | None
    """None where that was not asked, or they are those that are shown already."""
    copies: frozenset[int]
    """Photos of which there are copies."""
    marks: dict[int, Mark] = field(default_factory=dict)
    place: str = ""
    fresh: bool = False
    """Marks and place were read: it is the first look at this library."""


class GroupListing(QObject):
    """Hold which groups are wanted, and list them. GUI thread only.

    Signals:
        listed(Listing): it was looked.
        failed(UserError): the library cannot tell.
    """

    listed = Signal(object)
    failed = Signal(object)

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self.wanted = GroupFilter(CLEANED_KINDS, SimilarityLevel.SURELY)
        """Which groups are shown."""
        self.shown: list[DuplicateGroup] | None = None
        """Those that are in the list; None while nobody sees it."""
        self._library: LibraryPort | None = None
        self._fresh = True
        self._running = context.background.derive(context.threads.duplicates, Policy.COALESCE)
        self._changes = ChangeThrottle(context.bridge, _CHANGES_MS, self)
        self._changes.changed.connect(self.refresh)

    def set_library(self, library: LibraryPort | None) -> None:
        """Look into this library from now on."""
        self._running.discard()
        self._library, self._fresh = library, True
        self._changes.follow(library)
        self.refresh()

    def want(self, **changes: Any) -> None:
        """Show other groups, by the names of the fields of GroupFilter."""
        self.wanted = replace(self.wanted, **changes)
        self.refresh()

    def refresh(self) -> None:
        """Look now, or after the look in progress."""
        library = self._library
        if library is None:
            return
        duplicates, wanted, fresh, shown = library.duplicates, self.wanted, self._fresh, self.shown

        def look() -> Listing:
            """Run in a job thread."""
            found = None if shown is None else duplicates.groups(wanted)
            # Compared here: there may be tens of thousands.
            same = found is None or found == shown
            groups = None if found is None or same else index_groups(found, shown or ())
            status = duplicates.status()
            copies = frozenset(duplicates.photos_with_copies().tolist())
            listing = Listing(wanted, status, shown is not None, groups, copies)
            if not fresh:
                return listing
            marks, place = duplicates.marks(), duplicates.place()
            return replace(listing, marks=marks, place=place, fresh=True)

        self._running.run(look, self._on_listed, self.failed.emit)

    def _on_listed(self, listing: Listing) -> None:
        self._fresh = self._fresh and not listing.fresh
        self.listed.emit(listing)
