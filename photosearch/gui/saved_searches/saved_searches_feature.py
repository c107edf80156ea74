"""Save searches as they are asked, list them, and ask them again."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from photosearch.core.errors import UserError
from photosearch.core.query import Query, QueryWords
from photosearch.core.saved_searches import SavedSearch
from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.query.query_bar import QueryBar
from photosearch.gui.query.search_session import SearchSession
from photosearch.gui.saved_searches.save_dialog import SaveDialog
from photosearch.gui.saved_searches.search_list_item import (
    SearchListItem,
    details_of,
    list_items,
    title_of,
)
from photosearch.gui.saved_searches.search_removal import SearchRemoval
from photosearch.gui.saved_searches.searches_dialog import SearchesDialog
from photosearch.gui.saved_searches.serialization import restore, with_copies
from photosearch.gui.translation import tr
from photosearch.gui.undo import UndoHistory

log = logging.getLogger(__name__)

SAVE_DELAY_MS = 800
"""A query that is still being adjusted is saved when the hand rests."""
IN_MENU = 10
"""Recent searches in the menu; the dialog shows all."""


@dataclass(slots=True)
class _RecentSearch:
    """Hold which recent search is the query on the screen. Touched in job threads only."""

    search_id: int | None = None
    images: tuple[object, ...] = ()
    words: tuple[QueryWords, ...] = ()


class SavedSearchesFeature(QObject):
    """Save each query that is answered, and restore saved ones."""

    def __init__(
        self, context: AppContext, session: SearchSession, bar: QueryBar, history: UndoHistory
    ) -> None:
        super().__init__(context)
        self._context = context
        self._session = session
        self._recent = _RecentSearch()
        self._library: LibraryPort | None = None
        self._to_save: Query | None = None
        self._removal = SearchRemoval(context.background, history, self)
        self._removal.removed.connect(self._show_removed)
        self._removal.restored.connect(self._changed)
        self._removal.failed.connect(self._on_refused)
        self._dialog: SearchesDialog | None = None
        self._quiet = QTimer(self, singleShot=True, interval=SAVE_DELAY_MS)
        self._quiet.timeout.connect(self._save_recent)
        session.results_ready.connect(self._on_answer)
        session.filtered.connect(self._on_answer)
        session.query_changed.connect(self._on_query_changed)
        bar.searches_wanted.connect(self.show_menu)
        context.library_changed.connect(self._set_library)
        add = context.actions.add
        add(
            Command(
                "save_search",
                tr("&Save search…"),
                self.begin_saving,
                ("Ctrl+S",),
                menu="search",
                section=5,
                needs=Needs.QUERY,
                help=tr("Give the search that is shown a name"),
            )
        )
        add(
            Command(
                "show_searches",
                tr("&Recent and saved searches…"),
                self.show_dialog,
                ("Ctrl+H",),
                menu="search",
                section=5,
                help=tr("Search again as before; rename and remove saved searches"),
            )
        )

    # Recent ones

    def _set_library(self, library: LibraryPort | None) -> None:
        self._save_recent()
        self._library = library
        self._removal.set_library(library)
        self._recent = _RecentSearch()
        if self._dialog is not None:
            self._dialog.close()
        if library is not None and self._context.preferences.now.reopen_query:

            def reopen() -> Query | None:
                search = library.searches.opened()
                return None if search is None else restore(library, search.query)

            self._context.background.run(reopen, self._reopen, _log_error)

    def _reopen(self, query: Query | None) -> None:
        # Whoever was quicker with a query of their own wants that one.
        if query is not None and self._session.idle:
            self._session.search(query)

    def _on_answer(self) -> None:
        query = self._session.answered_query
        before = self._to_save
        known = before is None or (before.images, before.words) == (query.images, query.words)
        if not known:
            self._save_recent()
        self._to_save = query
        self._quiet.start()

    def _on_query_changed(self) -> None:
        if self._session.active or self._context.library is None:
            return
        # The user left it; when the library is closed, it is to be shown again.
        self._save_recent()
        library, recent = self._library, self._recent
        if library is not None:

            def close() -> None:
                if recent.search_id is not None:
                    recent.search_id, recent.images, recent.words = None, (), ()
                    library.searches.set_open(None)

            self._context.background.run(close, None, _log_error)

    def _save_recent(self) -> None:
        """Save the last query, in place of what it was before it was adjusted."""
        self._quiet.stop()
        query, self._to_save = self._to_save, None
        library, recent = self._library, self._recent
        if query is None or library is None:
            return

        def save() -> None:
            same = (recent.images, recent.words) == (query.images, query.words)
            replaced = recent.search_id if same else None
            saved = library.searches.save_recent(with_copies(query), replaced)
            recent.search_id = saved.search_id
            recent.images, recent.words = query.images, query.words

        self._context.background.run(save, None, _log_error)

    # Saving

    def begin_saving(self) -> None:
        """Ask for a name for the query that is shown."""
        library = self._library
        if library is not None and self._session.active:
            self._context.background.run(library.searches.saved, self._ask_for_name)

    def _ask_for_name(self, saved: list[SavedSearch]) -> None:
        query = self._session.query
        if query.empty:
            return
        images = query.images
        suggestion = images[0].title.rsplit(".", 1)[0] if images else query.words[0].text
        dialog = SaveDialog(suggestion, [search.name for search in saved], self._context.window)
        dialog.save_wanted.connect(self._save)
        dialog.setObjectName("save_search")
        dialog.show()

    def _save(self, name: str, replace: bool) -> None:
        library, query = self._library, self._session.query
        dialog = self.sender()
        if library is None or query.empty or not isinstance(dialog, SaveDialog):
            return

        def saved(search: SavedSearch) -> None:
            dialog.accept()
            self._context.notices.show_message(
                tr("The search is saved as “{name}”.").format(name=search.name)
            )
            self._refresh()

        self._context.background.run(
            lambda: library.searches.save(name, with_copies(query), replace=replace),
            saved,
            dialog.show_error,
        )

    # Asking again

    def open_search(self, search: SavedSearch) -> None:
        """Ask a saved search again."""
        library = self._library
        if library is not None:
            self._session.restore(lambda: restore(library, search.query))

    def show_menu(self, corner: QPoint) -> None:
        """Show a menu of saved and recent searches, with its corner at a global position."""
        library = self._library
        if library is not None:

            def look() -> tuple[QPoint, list[SearchListItem], list[SearchListItem]]:
                searches = library.searches
                return corner, list_items(searches.saved()), list_items(searches.recent()[:IN_MENU])

            self._context.background.run(look, self._pop_up)

    def _pop_up(self, answer: tuple[QPoint, list[SearchListItem], list[SearchListItem]]) -> None:
        corner, saved, recent = answer
        menu = QMenu(self._context.window)
        menu.setObjectName("searches")
        menu.setToolTipsVisible(True)
        for title, some in ((tr("Saved"), saved), (tr("Recent"), recent)):
            if some:
                menu.addSection(title)
            for each in some:
                words = title_of(each.search).replace("&", "&&")
                action = menu.addAction(each.icon(), words)
                action.setToolTip(details_of(each.search))
                action.setData(each.search)
        if not saved and not recent:
            menu.addAction(tr("What you search for is listed here")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(self._context.actions.action("save_search"))
        menu.addAction(self._context.actions.action("show_searches"))
        menu.triggered.connect(self._choose)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(corner)

    def _choose(self, action: QAction) -> None:
        search = action.data()
        if isinstance(search, SavedSearch):
            self.open_search(search)

    # The dialog

    def show_dialog(self) -> None:
        """Show all saved searches, to be asked again, renamed and removed."""
        if self._dialog is None:
            dialog = SearchesDialog(self._context.window)
            dialog.chosen.connect(self.open_search)
            dialog.rename_wanted.connect(self._rename)
            dialog.removed.connect(self._removal.remove)
            dialog.undo_wanted.connect(self._removal.undo_last)
            dialog.clear_wanted.connect(self._removal.forget_recent)
            dialog.finished.connect(self._on_dialog_closed)
            self._dialog = dialog
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        self._refresh()

    def _on_dialog_closed(self) -> None:
        self._dialog = None

    def _refresh(self) -> None:
        """Look at what is saved, for the dialog if there is one."""
        library = self._library
        if library is not None and self._dialog is not None:
            self._context.background.run(
                lambda: (
                    list_items(library.searches.saved()),
                    list_items(library.searches.recent()),
                ),
                self._show,
            )

    def _show(self, answer: tuple[list[SearchListItem], list[SearchListItem]]) -> None:
        if self._dialog is not None:
            self._dialog.show_searches(*answer)

    def _rename(self, search_id: int, name: str) -> None:
        library = self._library
        if library is not None:
            self._context.background.run(
                lambda: library.searches.rename(search_id, name), self._on_renamed, self._on_refused
            )

    def _on_renamed(self, _nothing: None) -> None:
        self._changed()

    def _show_removed(self, removed: list[SavedSearch]) -> None:
        if self._dialog is not None and removed:
            self._dialog.show_message(
                tr("“{name}” is removed.").format(name=title_of(removed[0]))
                if len(removed) == 1
                else tr("%Ln searches are forgotten.", "", len(removed)),
                undo=True,
            )
        self._refresh()

    def _changed(self) -> None:
        if self._dialog is not None:
            self._dialog.show_message("")
        self._refresh()

    def _on_refused(self, error: UserError) -> None:
        if self._dialog is None:
            self._context.notices.show_error(error)
        else:
            self._dialog.show_error(error)
        self._refresh()


def _log_error(error: UserError) -> None:
    """Log it only: a search that is not saved must not disturb the one that is shown."""
    log.warning("A search could not be saved or restored: %s", error)
