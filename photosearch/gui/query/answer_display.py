"""Show what was found in the photo area, and tell beside the query how much that is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from photosearch.core.query import Answer
from photosearch.gui import wording
from photosearch.gui.photo_area import PhotoArea
from photosearch.gui.query.query_bar import QueryBar
from photosearch.gui.query.search_session import SearchSession
from photosearch.gui.translation import tr


class AnswerDisplay(QObject):
    """Take every answer of the session to where it is seen."""

    def __init__(self, session: SearchSession, bar: QueryBar, area: PhotoArea) -> None:
        super().__init__(area)
        self._session = session
        self._bar = bar
        self._area = area
        self._found_text = ""
        self._found: Answer | None = None
        session.busy_changed.connect(self._on_busy_changed)
        session.results_ready.connect(self._on_answered)
        session.filtered.connect(self._on_narrowed)
        area.sorting.results_order_changed.connect(self._on_order_changed)

    def _on_busy_changed(self, busy: bool) -> None:
        if busy:
            self._bar.show_message(tr("Searching…"))
        else:
            self._bar.show_message(self._found_text if self._session.active else "")

    def _on_answered(self, answer: Answer) -> None:
        self._show(answer, again=self._session.same_query)

    def _on_narrowed(self, answer: Answer) -> None:
        self._show(answer, again=True)

    def _show(self, answer: Answer, *, again: bool) -> None:
        self._note_threshold(answer)
        query = self._session.answered_query
        # Who has chosen a threshold wants to see what passes it.
        # Scores of pictures and words together are no probabilities: few would be left.
        foldable = query.threshold == 0 and not (query.words and query.items)
        self._area.show_answer(answer, query.compared_mode, again=again, foldable=foldable)
        self._show_text(self._area.unfolded(answer) if foldable else answer)

    def _note_threshold(self, shown: Answer) -> None:
        """Tell that it is the cut-off, not the search, if nothing is left."""
        whole = self._session.answer
        nothing_left = whole is not None and len(whole.photo_ids) > len(shown.photo_ids) == 0
        words = self._bar.threshold_slider.text if nothing_left else ""
        self._area.state = replace(self._area.state, threshold=words)

    def _show_text(self, answer: Answer) -> None:
        self._found = answer
        order = self._area.sorting.results_order_text
        self._found_text = wording.found(len(answer.photo_ids), answer.searched, order)
        self._bar.show_message(self._found_text)

    def _on_order_changed(self) -> None:
        if self._session.active and self._found is not None:
            self._show_text(self._found)
