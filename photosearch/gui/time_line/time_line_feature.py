"""Put the time line beside the grid while that is sorted by date, and keep both in step."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from photosearch.core.facets import Ids, Months
from photosearch.core.sorting import SortKey
from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext
from photosearch.gui.grid_updater import REST
from photosearch.gui.photo_area import PhotoArea
from photosearch.gui.runtime.background import Policy
from photosearch.gui.time_line.time_line import TimeLine
from photosearch.gui.translation import tr

_SOON_MS = 60
_IN_ORDER = ("none", "day", "event")
"""Headings under which photos stand in the order of time as a whole."""
_LEAST_MONTHS = 2
_MOST_RUNS = 6_000
"""Of photos of one month: more are no order by time, or 500 years of it."""


class TimeLineFeature(QObject):
    """Show the months of the photos in front."""

    def __init__(self, context: AppContext, photo_area: PhotoArea) -> None:
        super().__init__(context)
        self._context = context
        self._photo_area = photo_area
        self._covered = False
        """Something else is in front of the photos."""
        self._months = Months()
        self._asked = -1
        """The photo that was jumped to, until it is scrolled on."""
        self._asked_at = 0
        """Where the grid was scrolled to by that."""
        self._read_ids: Ids | None = None
        """The list that the months are of, or will be in a moment."""
        self._reading = context.background.derive(context.threads.facets, Policy.LATEST)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._read)
        self.line = TimeLine()
        self.line.hide()
        self._toggle = context.actions.add(
            Command(
                "time_line",
                tr("Time line"),
                self._choose,
                ("Ctrl+Alt+T",),
                menu="view",
                section=4,
                needs=Needs.NOTHING,
                checkable=True,
                help=tr("Years and months beside photos that are sorted by date"),
            )
        )
        self._toggle.setChecked(context.preferences.now.show_time_line)
        self._connect()

    def _connect(self) -> None:
        context, area = self._context, self._photo_area
        self.line.row_wanted.connect(self._go_to)
        self.line.left.connect(self._leave)
        context.preferences.changed.connect(self._on_preferences)
        context.library_changed.connect(self._on_changed)
        area.state_changed.connect(self._show)
        for photos, view in ((area.photos, area.library_view), (area.results, area.results_view)):
            photos.reset.connect(self._on_changed)
            photos.updated.connect(self._on_changed)
            view.verticalScrollBar().valueChanged.connect(self._follow)
            view.verticalScrollBar().rangeChanged.connect(self._show)

    def beside(self, photos: QWidget) -> QWidget:
        """Return what shows the photos, with the time line at its end."""
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(photos, 1)
        row.addWidget(self.line)
        return whole

    def set_covered(self, covered: bool) -> None:
        """Note that something else is in front of the photos, or no more."""
        self._covered = covered
        self._show()

    # What is shown

    @property
    def _by_time(self) -> bool:
        """Tell whether the photos in front stand in the order of time."""
        now, found = self._context.preferences.now, self._photo_area.state.results is not None
        by, headings = (
            (now.sort_results_by, now.group_results_by) if found else (now.sort_by, now.group_by)
        )
        return by == SortKey.TAKEN and headings in _IN_ORDER

    @property
    def _wanted(self) -> bool:
        now, area = self._context.preferences.now, self._photo_area
        return now.show_time_line and self._by_time and area.shows_photos and not self._covered

    def _on_preferences(self, names: set[str]) -> None:
        self._toggle.setChecked(self._context.preferences.now.show_time_line)
        if names & {"show_time_line", "sort_by", "sort_results_by", "group_by", "group_results_by"}:
            self._on_changed()

    def _on_changed(self, _what: object = None) -> None:
        self._show()
        if not self._soon.isActive():
            self._soon.start()

    def _read(self) -> None:
        library, photos = self._context.library, self._photo_area.view.photos
        ids = photos.ids
        if library is None or not self._wanted:
            return
        self._read_ids = ids

        def read() -> tuple[Months, float]:
            """Run in a job thread."""
            start = time.monotonic()
            return library.facets.months(ids), time.monotonic() - start

        def show(answer: tuple[Months, float]) -> None:
            months, seconds = answer
            self._soon.setInterval(max(_SOON_MS, round(seconds * 1000 * REST)))
            if self._read_ids is ids is self._photo_area.view.photos.ids:
                self._months = months
                self.line.show_months(months, len(ids))
                self._show()
                self._follow()

        self._reading.run(read, show)

    def _show(self) -> None:
        known = _LEAST_MONTHS <= len(self._months.starts) <= _MOST_RUNS
        scrolls = self._photo_area.view.verticalScrollBar().maximum() > 0
        shown = self._wanted and known and scrolls
        if shown == self.line.isHidden():
            if not shown and self.line.hasFocus():
                self._context.take_keyboard()
            self.line.setVisible(shown)
        unread = self._read_ids is not self._photo_area.view.photos.ids
        if self._wanted and unread and not self._soon.isActive():
            self._soon.start()

    def _follow(self) -> None:
        view = self._photo_area.view
        rows = view.visible_rows()
        # A photo that was jumped to is not the first one in sight where others stand before it in
        # its line, and at the end of the list: the keyboard would never come past such months.
        if self._asked not in rows or view.verticalScrollBar().value() != self._asked_at:
            self._asked = -1
        self.line.set_row(rows.start if self._asked < 0 else self._asked)

    # What the user wants

    def _choose(self, shown: bool) -> None:
        self._context.preferences.change(show_time_line=shown)

    def _go_to(self, row: int) -> None:
        view = self._photo_area.view
        view.scroll_to(row)
        self._asked, self._asked_at = row, view.verticalScrollBar().value()
        self._follow()

    def _leave(self, row: int) -> None:
        """Go on from the photo that was jumped to: the keyboard would lead back to the old one."""
        view = self._photo_area.view
        if row == self._asked or view.current_row not in view.visible_rows():
            view.set_current(row)
        self._context.take_keyboard()
