"""Kept searches are removed, and come back with Ctrl+Z like all else that one takes back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from photosearch.core.errors import UserError
from photosearch.core.saved_searches import SavedSearch
from photosearch.gui.library_port import PhotoLibrary
from photosearch.gui.runtime.background import BackgroundRunner
from photosearch.gui.saved_searches.search_list_item import title_of
from photosearch.gui.translation import tr
from photosearch.gui.undo import UndoEntry, UndoHistory


class SearchRemoval(QObject):
    """Each removal is a step of the window's history, so that nothing older is undone in its place.

    Signals:
        removed(list of KeptSearch): these are gone; perhaps once more.
        brought_back(): and these are here again.
        failed(UserError): nothing changed.
    """

    removed = Signal(object)
    brought_back = Signal()
    failed = Signal(object)

    def __init__(self, background: BackgroundRunner, history: UndoHistory, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._history = history
        self._library: PhotoLibrary | None = None
        self._last: UndoEntry | None = None
        self._count = 0

    def set_library(self, library: PhotoLibrary | None) -> None:
        """Remove from this library; older removals are out of reach."""
        self._library, self._last = library, None

    def remove(self, search: SavedSearch) -> None:
        """Forget one search."""
        self._take_away([search], self._note)

    def forget_recent(self) -> None:
        """Forget all that have no name."""
        library = self._library
        if library is not None:
            self._ask(library.searches.forget_recent, self._note)

    def undo_last(self) -> None:
        """Take the last removal back, also if something else was done since."""
        last, self._last = self._last, None
        if last is not None:
            last.undo()

    def _note(self, searches: list[SavedSearch]) -> None:
        if searches:
            self._count += 1
            self._history.add(self._entry(searches, f"searches {self._count}"))
        self.removed.emit(searches)

    def _entry(self, searches: list[SavedSearch], key: str) -> UndoEntry:
        """The removal of `searches` as a step of the history; to be called when it is done."""
        if len(searches) == 1:
            words = tr("removing the search “{name}”").format(name=title_of(searches[0]))
        else:
            words = tr("forgetting %Ln searches", "", len(searches))

        def restored(back: list[SavedSearch]) -> None:
            # They may have other ids by now.
            searches[:] = back
            self._history.on_undone(key)
            self.brought_back.emit()

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
                kept = library.searches
                self._ask(lambda: [kept.restore(each) for each in searches], restored, refused)

        def redo() -> None:
            self._take_away(searches, removed_again)

        self._last = UndoEntry(words, undo, redo, key)
        return self._last

    def _take_away(
        self, searches: list[SavedSearch], then: Callable[[list[SavedSearch]], None]
    ) -> None:
        library = self._library
        if library is None:
            return
        kept = library.searches

        def remove() -> list[SavedSearch]:
            for each in searches:
                kept.remove(each.search_id)
            return searches

        self._ask(remove, then)

    def _ask(
        self,
        work: Callable[[], list[SavedSearch]],
        then: Callable[[list[SavedSearch]], None],
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        self._background.run(work, then, failed or self.failed.emit)
