"""Remove saved searches, and bring them back with Ctrl+Z."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from photosearch.core.errors import UserError
from photosearch.core.saved_searches import SavedSearch
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.runtime.background import BackgroundRunner
from photosearch.gui.saved_searches.search_list_item import title_of
from photosearch.gui.translation import tr
from photosearch.gui.undo import UndoEntry, UndoHistory


class SearchRemoval(QObject):
    """Make each removal an entry of the undo history: nothing older is undone in its place.

    Signals:
        removed(list of SavedSearch): these are gone; perhaps once more.
        restored(): these are here again.
        failed(UserError): nothing changed.
    """

    removed = Signal(object)
    restored = Signal()
    failed = Signal(object)

    def __init__(self, background: BackgroundRunner, history: UndoHistory, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._history = history
        self._library: LibraryPort | None = None
        self._last: UndoEntry | None = None
        self._count = 0

    def set_library(self, library: LibraryPort | None) -> None:
        """Remove from this library; older removals are out of reach."""
        self._library, self._last = library, None

    def remove(self, search: SavedSearch) -> None:
        """Forget one search."""
        self._remove([search], self._note)

    def forget_recent(self) -> None:
        """Forget all that have no name."""
        library = self._library
        if library is not None:
            self._ask(library.searches.forget_recent, self._note)

    def undo_last(self) -> None:
        """Undo the last removal, also if something else was done since."""
        last, self._last = self._last, None
        if last is not None:
            last.undo()

    def _note(self, searches: list[SavedSearch]) -> None:
        if searches:
            self._count += 1
            self._history.add(self._entry(searches, f"searches {self._count}"))
        self.removed.emit(searches)

    def _entry(self, searches: list[SavedSearch], key: str) -> UndoEntry:
        """Return the removal of `searches` as an entry of the history, when it is done."""
        if len(searches) == 1:
            words = tr("removing the search “{name}”").format(name=title_of(searches[0]))
        else:
            words = tr("forgetting %Ln searches", "", len(searches))

        def on_restored(back: list[SavedSearch]) -> None:
            # They may have other ids by now.
            searches[:] = back
            self._history.on_undone(key)
            self.restored.emit()

        def removed_again(gone: list[SavedSearch]) -> None:
            self._history.on_redone(key, self._entry(gone, key))
            self.removed.emit(gone)

        def refused(error: UserError) -> None:
            # Its place is taken by now; what was done before it can still be undone.
            self._history.drop(key)
            self.failed.emit(error)

        def undo() -> None:
            library = self._library
            if library is not None:
                store = library.searches
                self._ask(lambda: [store.restore(each) for each in searches], on_restored, refused)

        def redo() -> None:
            self._remove(searches, removed_again)

        self._last = UndoEntry(words, undo, redo, key)
        return self._last

    def _remove(
        self, searches: list[SavedSearch], then: Callable[[list[SavedSearch]], None]
    ) -> None:
        library = self._library
        if library is None:
            return
        store = library.searches

        def remove() -> list[SavedSearch]:
            for each in searches:
                store.remove(each.search_id)
            return searches

        self._ask(remove, then)

    def _ask(
        self,
        work: Callable[[], list[SavedSearch]],
        then: Callable[[list[SavedSearch]], None],
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        self._background.run(work, then, failed or self.failed.emit)
