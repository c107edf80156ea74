"""Keep the order of the photos, of the library and of those found, as the user has chosen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Signal

from photosearch.core.errors import UserError
from photosearch.core.query import Answer
from photosearch.core.sorting import SortKey, SortOrder
from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext
from photosearch.gui.grid.model import Ids, rows_in
from photosearch.gui.grid.sort_control import SortControl, sort_order_text
from photosearch.gui.grid.view import GridView
from photosearch.gui.runtime.background import Policy
from photosearch.gui.translation import tr
from photosearch.settings import BY_LIKENESS

_LIBRARY = ("sort_by", "sort_reversed")
_RESULTS = ("sort_results_by", "sort_results_reversed")
"""The settings for the photos of the library, and for those found."""


class SortOptions(QObject):
    """Keep the control, the commands and the settings in step, and sort answers.

    Signals:
        order_changed(SortOrder): the photos of the library are to be in this order.
        results_order_changed(): those that were found are to be in another one.
    """

    order_changed = Signal(object)
    results_order_changed = Signal()

    def __init__(self, context: AppContext, results_view: GridView) -> None:
        """Show in `control` what holds for the photos in front, as `context` knows."""
        super().__init__(context)
        self._context = context
        self._results_view = results_view
        self.control = SortControl()
        self._sorting = context.background.derive(context.threads.facets, Policy.LATEST)
        self._add_commands()
        self.control.order_chosen.connect(self._choose)
        context.preferences.changed.connect(self._on_changed)
        context.grid_changed.connect(self._show)
        self._show()

    @property
    def order(self) -> SortOrder:
        """Return that of the photos of the library."""
        now = self._context.preferences.now
        return SortOrder(SortKey(now.sort_by), now.sort_reversed)

    @property
    def results_order_text(self) -> str:
        """Return which of the photos found come first; "" if it is the most alike ones."""
        now = self._context.preferences.now
        by, is_reversed = now.sort_results_by, now.sort_results_reversed
        usual = by == BY_LIKENESS and not is_reversed
        return "" if usual else sort_order_text(by, is_reversed=is_reversed)

    def sort_results(self, answer: Answer, then: Callable[[Ids | None], None]) -> None:
        """Call then(rows) in the GUI thread, the rows (n,) of an answer in the order wanted.

        At once with None where it is that of the answer, or with rows if no more is asked than its
        reverse; else when it is known. Only the latest call is answered. A library that fails is
        told of, and answered with None.
        """
        self._sorting.discard()
        library, now = self._context.library, self._context.preferences.now
        by, is_reversed = now.sort_results_by, now.sort_results_reversed
        if by == BY_LIKENESS or library is None:
            then(np.arange(len(answer.photo_ids))[::-1] if is_reversed else None)
            return
        order = SortOrder(SortKey(by), is_reversed)

        def work() -> Ids:
            """Run in a job thread."""
            return rows_in(answer.photo_ids, library.facets.sort(answer.photo_ids, order))

        def failed(error: UserError) -> None:
            self._context.notices.show_error(error)
            then(None)

        self._sorting.run(work, then, failed)

    def forget(self) -> None:
        """Drop the callback that `sort_results` was given last."""
        self._sorting.discard()

    def _add_commands(self) -> None:
        self._context.actions.add(
            Command(
                "sort",
                tr("Order of the pho&tos…"),
                self.control.open_menu,
                ("Ctrl+Alt+S",),
                menu="view",
                section=5,
                help=tr("By date, name, size, rating or colour, or what looks alike side by side"),
            )
        )
        self._context.actions.add(
            Command(
                "reverse_order",
                tr("Rever&se the order"),
                self.control.reverse,
                ("Ctrl+Alt+R",),
                menu="view",
                section=5,
                needs=Needs.LIBRARY,
            )
        )

    @property
    def _settings(self) -> tuple[str, str]:
        found = self._context.view is self._results_view
        return _RESULTS if found else _LIBRARY

    def _choose(self, key: str, is_reversed: bool) -> None:
        by, direction = self._settings
        self._context.preferences.change(**{by: key, direction: is_reversed})

    def _on_changed(self, names: set[str]) -> None:
        self._show()
        if names & set(_LIBRARY):
            self.order_changed.emit(self.order)
        if names & set(_RESULTS):
            self.results_order_changed.emit()

    def _show(self) -> None:
        by, direction = (getattr(self._context.preferences.now, name) for name in self._settings)
        keys: list[str] = list(SortKey)
        if self._settings is _RESULTS:
            keys.insert(0, BY_LIKENESS)
        self.control.show_order(keys, by, is_reversed=direction)
