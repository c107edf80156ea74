"""The parts of the window that are remembered: zoom, the filter panel, the place in the grids."""

from __future__ import annotations

from photosearch.gui.front import Front
from photosearch.gui.grid.place import Place
from photosearch.gui.grid.view import GridView
from photosearch.gui.window_state import WindowMemory


class RememberedGrids:
    """Zoom, the place in the library and that among the photos found."""

    def __init__(self, front: Front, memory: WindowMemory) -> None:
        self._front = front
        self._best, self._among_results = "", Place.from_text("")
        memory.add("zoom", self._zoom, self._set_zoom)
        memory.add("library_place", self._library_place, self._set_library_place)
        memory.add("results_place", self._results_place, self._set_results_place)

    def after_answer(self) -> None:
        """The photos found are in the grid: the first time, go where one was among them.

        If the best of them is not that of the last time, it is another query, and the view stays
        at the best one.
        """
        place, self._among_results = self._among_results, None
        if place is not None and self._best_found() == self._best:
            self._front.results_view.restore_scroll(place)

    def _zoom(self) -> str:
        return str(self._front.view.zoom)

    def _set_zoom(self, text: str) -> None:
        if text.isdecimal():
            for view in (self._front.library_view, self._front.results_view):
                view.set_zoom(int(text[:3]))

    def _library_place(self) -> str:
        return _text(self._front.library_view)

    def _set_library_place(self, text: str) -> None:
        self._front.library_view.restore_scroll(Place.from_text(text))

    def _results_place(self) -> str:
        """Behind the best photo, by which the query is known again."""
        if not self._front.situation.results:
            return ""
        return f"{self._best_found()} {_text(self._front.results_view)}"

    def _set_results_place(self, text: str) -> None:
        self._best, _, place = text.partition(" ")
        self._among_results = Place.from_text(place)

    def _best_found(self) -> str:
        results = self._front.results
        return str(results.photo_id(0)) if len(results) else ""


def _text(view: GridView) -> str:
    place = view.scroll_state()
    return "" if place is None else place.to_text()
