"""Keep the filters of the window: one state for the library, searches, the panel, the chips."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from photosearch.core.facets import Facets, Ids
from photosearch.core.filters import FILTERS, FilterKind, Filters
from photosearch.core.jobs import JobControl
from photosearch.core.places import Area
from photosearch.core.query import Answer
from photosearch.core.saved_searches import SavedSearch
from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext
from photosearch.gui.filters.filter_chips import FilterChips
from photosearch.gui.filters.filter_panel import PANEL_WIDTH, FilterPanel
from photosearch.gui.grid_updater import GridUpdater
from photosearch.gui.library_port import FacetsPort, LibraryPort
from photosearch.gui.runtime.background import BackgroundJob, Policy
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import tool_button
from photosearch.gui.window_state import WindowMemory


def count_found(
    facets: FacetsPort, found: Ids, filters: Filters, find: Callable[[Filters], Ids]
) -> Facets:
    """Count among the photos found under `filters`. For a job thread.

    The counts of a filter that is set are among what find(the other filters) finds: of another
    camera, say, there is none in an answer that was asked for one camera alone, and nobody could
    choose it as well.
    """
    counted = facets.count(found, filters)
    for name, each in FILTERS.items():
        if each.is_set(filters) and each.kind is not FilterKind.TEXT:
            others = filters.without(name)
            counted = counted.with_counts_of(each, facets.count(find(others), others))
    return counted


def recent_words(searches: Iterable[SavedSearch]) -> tuple[str, ...]:
    """Return the words that searches asked for, each once, the first ones."""
    texts = (each.text for search in searches for each in search.query.words if not each.negative)
    return tuple(dict.fromkeys(texts))[:_RECENT]


_RECENT = 5
"""Words asked lately that are offered."""
_SOON_MS = 60
"""So many changes at once are counted once; while photos come in, `_REST_MS` apart."""
_REST_MS = 1000


class FilteredQuery(Protocol):
    """Describe what a session asks."""

    @property
    def filters(self) -> Filters:
        """Return which photos may be found."""


class FilteredSession(Protocol):
    """Describe the search session as far as filters go."""

    query_changed: SignalInstance
    results_ready: SignalInstance
    filtered: SignalInstance

    @property
    def query(self) -> FilteredQuery:
        """Return the query that is shown."""

    @property
    def active(self) -> bool:
        """Tell whether there is a query."""

    @property
    def searching(self) -> bool:
        """Tell whether an answer is still to come."""

    def set_filters(self, filters: Filters) -> None:
        """Find only photos that pass."""

    def finder(self) -> Callable[[Filters, JobControl], Ids] | None:
        """Return what finds photos for the query under other filters; None without an answer."""


class FilterFeature(QObject):
    """Keep filters and counts in step with the library and the query.

    Signals:
        filters_changed(Filters): other photos pass from now on.
        panel_toggled(bool): the panel came or went.
        words_wanted(str): look for photos that show this.
        map_wanted(): an area is to be chosen on the map.
    """

    filters_changed = Signal(object)
    panel_toggled = Signal(bool)
    words_wanted = Signal(str)
    map_wanted = Signal()

    def __init__(
        self, context: AppContext, session: FilteredSession, contents: GridUpdater
    ) -> None:
        super().__init__(context)
        self._context = context
        self._session = session
        self._contents = contents
        self._library: LibraryPort | None = None
        self._filters = Filters()
        self._found: Ids | None = None
        """The photos of the answer; None while the library is shown."""
        self._wanted = False
        """The user wants to see the panel."""
        self._counting = context.background.derive(context.threads.facets, Policy.LATEST)
        self._suggesting = context.background.derive(context.threads.facets, Policy.LATEST)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._count)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._count)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._width = PANEL_WIDTH
        """Of the panel, when it is next shown."""
        self.panel = FilterPanel()
        self.chips = FilterChips()
        self.button = tool_button("", kind="plain")
        """Opens and closes the panel; for the bar above."""
        self.words_button = tool_button("", kind="plain")
        """Leads to the field for words, for the bar above: while that is not seen, and no pictures
        of a query need the room."""
        self.panel.hide()
        self._add_commands()
        self._connect()

    def beside(self, grid: QWidget) -> QWidget:
        """Return the panel, and at its side the chips above what shows the photos."""
        photos = QWidget()
        column = QVBoxLayout(photos)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chips)
        column.addWidget(grid, 1)
        self._splitter.addWidget(self.panel)
        self._splitter.addWidget(photos)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        return self._splitter

    @property
    def filters(self) -> Filters:
        """Return those that hold now, for the library and for searches."""
        return self._filters

    def remember(self, memory: WindowMemory) -> None:
        """Let the panel be at the next start as it is at the end of this one."""
        memory.add("filter_panel", self._state, self._restore)

    def set_filters(self, filters: Filters) -> None:
        """Let these hold from now on."""
        if filters == self._filters:
            return
        self._filters = filters
        self.panel.show_filters(filters)
        self.chips.show_filters(filters)
        self._contents.set_filters(filters)
        self._session.set_filters(filters)
        self.filters_changed.emit(filters)
        self._count_soon()

    def set_area(self, area: Area | None) -> None:
        """Let only photos of an area pass from now on; None: of all places."""
        self.set_filters(replace(self._filters, area=area))

    def show_panel(self, wanted: bool) -> None:
        """Let the panel come or go."""
        self._context.actions.action("filters").setChecked(wanted)
        if wanted != self._wanted:
            self._wanted = wanted
            self._show()
            self.panel_toggled.emit(wanted)

    def _add_commands(self) -> None:
        add = self._context.actions.add
        toggle = add(
            Command(
                "filters",
                tr("&Filters"),
                self.show_panel,
                ("Ctrl+Shift+F",),
                menu="view",
                section=3,
                checkable=True,
                help=tr("Narrow the photos by folder, date, camera and more"),
            )
        )
        self.button.setDefaultAction(toggle)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        find = add(
            Command(
                "find_text",
                tr("Find by &words"),
                self._find_text,
                ("Ctrl+K", "/"),
                menu="search",
                section=3,
                help=tr("Words in name, folder, caption, keywords, camera, or seen in the photo"),
            )
        )
        find.setIconText(tr("Words…"))  # short: it has to stand in a narrow window, too
        find.setToolTip(
            tr("Find by words (Ctrl+K): in names, captions, keywords, cameras, or seen in photos")
        )
        self.words_button.setDefaultAction(find)
        self.words_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        add(
            Command(
                "clear_filters",
                tr("&Clear all filters"),
                self.clear,
                ("Ctrl+Shift+Backspace",),
                menu="search",
                section=3,
                needs=Needs.LIBRARY,
            )
        )

    def _connect(self) -> None:
        context, session = self._context, self._session
        context.library_changed.connect(self._set_library)
        session.query_changed.connect(self._on_query_changed)
        session.results_ready.connect(self._on_answered)
        session.filtered.connect(self._on_answered)
        self._contents.refreshed.connect(self._on_refreshed)
        self.panel.filters_changed.connect(self.set_filters)
        self.panel.words_wanted.connect(self.words_wanted)
        self.panel.map_wanted.connect(self.map_wanted)
        self.panel.typed.connect(self._suggest)
        self.panel.field_entered.connect(self._offer_recent)
        self.panel.words_wanted.connect(self._forget_recent)
        self.panel.left.connect(self._leave)
        self.panel.close_wanted.connect(self._close)
        self.chips.filters_changed.connect(self.set_filters)

    def clear(self) -> None:
        """Take all filters away."""
        self.set_filters(Filters())

    def _state(self) -> str:
        width = self._splitter.sizes()[0] if self.panel.isVisible() else 0
        width = width or self._width
        closed = ",".join(self.panel.closed_sections())
        return f"{'shown' if self._wanted else 'hidden'};{width};{closed}"

    def _restore(self, text: str) -> None:
        shown, _, rest = text.partition(";")
        width, _, closed = rest.partition(";")
        if shown in {"shown", "hidden"}:
            if width.isdecimal() and len(width) < 5:
                self._width = int(width)
                self._set_width()
            self.panel.close_sections(closed.split(","))
            self.show_panel(shown == "shown")

    def _set_width(self) -> None:
        self._splitter.setSizes([self._width, max(1, self._splitter.width() - self._width)])

    # What others tell

    def _set_library(self, library: LibraryPort | None) -> None:
        self._counting.discard()
        self._soon.stop()
        self._rest.stop()
        self._library = library
        self._found = None
        self.set_filters(Filters())
        self.panel.show_facets(Facets())
        self._show()

    def _on_query_changed(self) -> None:
        # A query out of the list of recent ones brings its own filters along.
        self.set_filters(self._session.query.filters)
        self._show_words_button()
        if not self._session.active and self._found is not None:
            self._found = None
            self._count_soon()

    def _on_answered(self, answer: Answer) -> None:
        self._found = answer.photo_ids
        self._count_soon()

    def _on_refreshed(self) -> None:
        self._show()
        # While photos come in there is news several times a second.
        if self._library is not None and self.panel.isVisible() and not self._rest.isActive():
            self._rest.start()

    # Counting

    def _count_soon(self) -> None:
        # Not put off again and again while something is dragged.
        if not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        shown = self._wanted and self._library is not None and bool(self._contents.roots)
        if shown == self.panel.isHidden():
            if not shown and self.panel.isVisible():
                self._width = self._splitter.sizes()[0]
            self.panel.setVisible(shown)
            self._show_words_button()
            if shown:
                self._set_width()
            self._count_soon()

    def _show_words_button(self) -> None:
        self.words_button.setVisible(self.panel.isHidden() and not self._session.active)

    def _count(self) -> None:
        library, ids, filters = self._library, self._found, self._filters
        if library is None or not self.panel.isVisible():
            return
        find = None if ids is None or filters.empty else self._session.finder()
        if find is not None and self._session.searching:
            self._soon.start()  # whoever drags a slider waits for photos, not for counts
            return

        def count(job: BackgroundJob) -> Facets:
            """Run in a job thread."""
            if ids is None or find is None:
                return library.facets.count(ids, filters)
            return count_found(library.facets, ids, filters, lambda others: find(others, job))

        self._counting.run_job(count, self.panel.show_facets)

    # What the user wants

    def _find_text(self) -> None:
        self.show_panel(True)
        self.panel.focus_search()

    def _suggest(self, text: str) -> None:
        """Offer words that photos have and that begin with the last one typed."""
        library = self._library
        last = text.split()[-1] if text.split() else ""
        if library is None or not last:
            self._suggesting.discard()
            return
        self._suggesting.run(
            lambda: library.facets.words_beginning(last), self.panel.suggestions.show_suggestions
        )

    def _offer_recent(self) -> None:
        """Offer the words that were asked lately, in pictures or alone."""
        library = self._library
        if library is not None:
            self._suggesting.run(
                lambda: recent_words(library.searches.recent()), self.panel.suggestions.show_recent
            )

    def _forget_recent(self) -> None:
        self._suggesting.discard()
        self.panel.suggestions.show_recent(())

    def _leave(self) -> None:
        self._forget_recent()
        self._context.take_keyboard()

    def _close(self) -> None:
        self.show_panel(False)
        self._leave()
