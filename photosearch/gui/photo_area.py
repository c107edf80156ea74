"""Show what is in front: all photos of the library, the photos found, or a page with words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QWidget

from photosearch.core.facets import Groups
from photosearch.core.filters import Filters
from photosearch.core.query import Answer, SimilarityWeights
from photosearch.core.similarity_levels import (
    LEVEL_THRESHOLDS,
    SimilarityLevel,
    apply_threshold,
)
from photosearch.core.suggestions import NothingPasses
from photosearch.gui.context import AppContext
from photosearch.gui.grid.accessible_grid import accessible
from photosearch.gui.grid.loader import ThumbnailLoader
from photosearch.gui.grid.model import Ids, PhotoList
from photosearch.gui.grid.pixmaps import PixmapCache
from photosearch.gui.grid.view import GridView
from photosearch.gui.grid.zooming import ZoomSlider
from photosearch.gui.grid_options_feature import GridOptions
from photosearch.gui.grid_updater import GridUpdater
from photosearch.gui.sort_options import SortOptions
from photosearch.gui.translation import tr
from photosearch.gui.view_state import Explanation, ViewState, message_for
from photosearch.gui.widgets.message_page import MessagePage

Explain = Callable[[NothingPasses, Filters], Explanation]


class PhotoArea(QStackedWidget):
    """Hold two grids and a page, of which the state tells which one is seen.

    Signals:
        opened(int): a photo was double-clicked, or Enter pressed on it.
        menu_wanted(QPoint): context menu for the selection, global position.
        state_changed(): another state, or other photos are selected.
        answer_shown(): the photos found are in the list.
    """

    opened = Signal(int)
    menu_wanted = Signal(QPoint)
    state_changed = Signal()
    answer_shown = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.state = ViewState()
        self.photos = PhotoList(self)
        self.results = PhotoList(self)
        self._answer: Answer | None = None
        self._mode: SimilarityWeights | None = None
        """Shown in `results`."""
        self._foldable = True
        """Whether those of them that are hardly alike may be folded away."""
        self._seen: Ids = np.empty(0, np.int64)
        """Photos of the answer that codes alone did not fold away."""
        self._explain: Explain | None = None
        self._fresh = False
        """An answer to another query is on its way into `results`."""
        self.loader = ThumbnailLoader(
            context.background.derive(context.threads.thumbnails),
            PixmapCache(),
            self,
        )
        self.updater = GridUpdater(context.bridge, context.background, self.photos, self)
        self.library_view = GridView(self.photos, self.loader)
        self.results_view = GridView(self.results, self.loader)
        self.page = MessagePage()
        for view in (self.library_view, self.results_view):
            self.addWidget(view)
            accessible(view)
            view.opened.connect(self.opened)
            view.menu_wanted.connect(self.menu_wanted)
            view.selection_changed.connect(self._on_selection_changed)
        self.addWidget(self.page)
        self.zoom_slider = ZoomSlider()
        context.set_view(self._view_in_front, self._take_keyboard)
        self.options = GridOptions(context, self.library_view, self.results_view, self.zoom_slider)
        self.options.grouping_changed.connect(self.updater.refresh)
        self.options.results_grouping_changed.connect(self._on_results_grouping_changed)
        self.sorting = SortOptions(context, self.results_view)
        self.sorting.order_changed.connect(self.updater.set_order)
        self.sorting.results_order_changed.connect(self._on_results_order_changed)
        self.updater.set_order(self.sorting.order)
        self._name_results()
        self.updater.set_grouping(self.options.groups_of)
        self.updater.refreshed.connect(self._on_refreshed)
        self.updater.photos_changed.connect(self._on_photos_changed)
        self.updater.roots_changed.connect(self._on_roots_changed)
        context.library_changed.connect(self.loader.set_library)
        context.library_changed.connect(self.updater.set_library)

    def set_explainer(self, explain: Explain) -> None:
        """Let this tell, in words, why no photo passes filters."""
        self._explain = explain

    @property
    def view(self) -> GridView:
        """Return the grid that is in front, or would be."""
        return self.results_view if self.state.results is not None else self.library_view

    @property
    def shows_photos(self) -> bool:
        """Tell whether a grid is seen, not the page."""
        return self.currentWidget() is not self.page

    def _take_keyboard(self) -> None:
        """Give the keyboard to the photos, or to the button of the page that is there instead."""
        if self.shows_photos:
            self.view.setFocus()
        else:
            self.page.focus_main()

    def set_copies(self, photo_ids: frozenset[int]) -> None:
        """Mark photos of which there are copies, in both grids."""
        for view in (self.library_view, self.results_view):
            view.set_copies(photo_ids)

    def update_state(self, **changes: Any) -> None:
        """Take over what is the case now, by the names of the fields of Situation, and show it."""
        self.set_state(replace(self.state, **changes))

    def set_state(self, state: ViewState) -> None:
        """Show what fits."""
        self.state = state
        message = message_for(state)
        before = self.currentWidget()
        typing = self._keyboard_is_elsewhere()
        if message is not None:
            if self.page.show_message(message) or before is not self.page:
                self.setCurrentWidget(self.page)
                if not typing:
                    self.page.focus_main()
        else:
            view = self.view
            if isinstance(before, GridView):
                view.set_zoom(before.zoom)
            self.setCurrentWidget(view)
            if before is not view and not typing:
                view.setFocus()
        self.state_changed.emit()

    def _keyboard_is_elsewhere(self) -> bool:
        """Tell whether somebody types words or moves a slider: the photos that come and go with
        that must not take the keyboard away, nor may they where something else lies over them. A
        button that was pressed is done with."""
        if self._context.cover is not None:
            return True
        focused = self.window().focusWidget()
        middle = self._context.window.centralWidget()
        return (
            focused is not None
            and focused.isVisible()
            and middle is not None
            and middle.isAncestorOf(focused)
            and not self.isAncestorOf(focused)
            and not isinstance(focused, QAbstractButton)
        )

    def show_answer(
        self,
        answer: Answer,
        mode: SimilarityWeights | None = None,
        *,
        again: bool = False,
        foldable: bool = True,
    ) -> None:
        """Bring the photos found to the front, alike in a mode, under headings if wanted.

        The best one is in sight; `again`, for the same query, where one was stays in sight.
        Those that are hardly alike are folded behind one line, if `foldable` and wanted so.
        """
        self._answer, self._mode, self._foldable = answer, mode, foldable
        if not (again and answer.matches):
            self._seen = self._likely(answer).photo_ids
        self._fresh |= not (again and self.state.results)
        view = self.results_view
        kept = self.unfolded(answer) if foldable else answer
        folded = len(answer.photo_ids) - len(kept.photo_ids)

        def group(rows: Ids | None) -> None:
            shown = kept if rows is None else kept.rows(rows)
            self.options.group_results(kept, mode, lambda groups: show(shown, groups), rows)

        def show(shown: Answer, groups: Groups | None) -> None:
            fresh, self._fresh = self._fresh, False
            view.set_footer(tr("%Ln less alike: show", "", folded) if folded else "")
            self.results.set_answer(shown, mode, groups, again=not fresh)
            if len(self.results) and view.selection.current < 0:
                view.start_at(0 if fresh else view.visible_rows().start)
            self.update_state(
                results=len(self.results), less_alike=folded, by_words=bool(answer.words)
            )
            self.answer_shown.emit()

        self.options.forget()
        self.sorting.sort_results(kept, group)

    def unfolded(self, answer: Answer) -> Answer:
        """Return the photos of an answer that are not folded away.

        What was in sight before the answer was verified stays there, however little was left of it.
        """
        if self.options.shows_less_alike:
            return answer
        likely = self._likely(answer)
        if not answer.matches:
            return likely
        rows = np.arange(len(answer.photo_ids))
        return answer.rows(
            np.flatnonzero((rows < len(likely.photo_ids)) | np.isin(answer.photo_ids, self._seen))
        )

    @staticmethod
    def _likely(answer: Answer) -> Answer:
        """Return the photos of an answer that are at least perhaps alike."""
        return apply_threshold(answer, LEVEL_THRESHOLDS[SimilarityLevel.PERHAPS])

    def leave_answer(self) -> None:
        """Drop an answer whose order or headings are not known yet: nothing is searched for."""
        self.sorting.forget()
        self.options.forget()
        self.state = replace(self.state, results=None)

    def _view_in_front(self) -> GridView:
        return self.view

    def _on_selection_changed(self) -> None:
        self.state_changed.emit()

    def _on_refreshed(self) -> None:
        self.update_state(
            folders=len(self.updater.roots or ()),
            photos=len(self.photos),
            filtered=not self.updater.shown_filters.empty,
            empty=self._explanation(),
        )

    def _explanation(self) -> Explanation | None:
        nothing, explain = self.updater.nothing_passes, self._explain
        if nothing is None or explain is None:
            return None
        return explain(nothing, self.updater.shown_filters)

    def _on_photos_changed(self, photo_ids: set[int]) -> None:
        self.loader.forget(photo_ids)
        for photos in (self.photos, self.results):
            photos.announce(photo_ids)
        self.view.load_soon()

    def _name_results(self) -> None:
        order = self.sorting.results_order_text or tr("Most alike first")
        self.results_view.setAccessibleName(tr("Photos found: {order}").format(order=order))

    def _on_results_order_changed(self) -> None:
        self._name_results()
        self._on_results_grouping_changed()

    def _on_results_grouping_changed(self) -> None:
        if self.state.results is not None and self._answer is not None:
            self.show_answer(self._answer, self._mode, again=True, foldable=self._foldable)

    def _on_roots_changed(self) -> None:
        self.loader.forget_records()
        self.view.load_soon()
