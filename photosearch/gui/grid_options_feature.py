"""Choose what the grids show beside the photos: names, scores, headings, size."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast, get_args

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup

from photosearch.core.errors import UserError
from photosearch.core.facets import GroupBy, Groups
from photosearch.core.query import Answer, SimilarityWeights
from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext
from photosearch.gui.grid.model import Ids
from photosearch.gui.grid.view import GridView
from photosearch.gui.grid.zooming import ZoomSlider
from photosearch.gui.library_port import LibraryPort, Stacked
from photosearch.gui.runtime.background import Policy
from photosearch.gui.similarity_text import groups_by_level
from photosearch.gui.translation import tr

_SECTION = 3
"""Of the menu "view"."""


def _groups_by(library: LibraryPort, ids: Ids, by: GroupBy) -> Groups:
    """Divide photos under headings. Blocks."""
    return library.events.groups(ids) if by == "event" else library.facets.groups(ids, by)


class GridOptions(QObject):
    """Keep the grids in step with the settings, and with one another.

    Signals:
        grouping_changed(): the photos of the library are to stand under other headings from now on.
        results_grouping_changed(): the photos found are, or others of them are to be seen.
    """

    grouping_changed = Signal()
    results_grouping_changed = Signal()

    def __init__(
        self,
        context: AppContext,
        library_view: GridView,
        results_view: GridView,
        slider: ZoomSlider,
    ) -> None:
        """Keep both views at one zoom, the one that `slider` shows; `context` knows which is in
        front."""
        super().__init__(context)
        self._context = context
        self._views = (library_view, results_view)
        self._results_view = results_view
        self._slider = slider
        self._grouping = context.background.derive(context.threads.facets, Policy.LATEST)
        self._add_commands()
        for view in self._views:
            view.zoom_changed.connect(self._set_zoom)
            view.told.connect(context.notices.show_message)
        slider.zoom_changed.connect(self._set_zoom)
        results_view.footer_pressed.connect(self.show_less_alike)
        context.preferences.changed.connect(self._on_changed)
        context.grid_changed.connect(self._show_grouping)
        self._show()

    def groups_of(self, library: LibraryPort, ids: Ids) -> Groups | None:
        """Return headings for photos of the library, None if none are wanted. For job threads."""
        by = self._context.preferences.now.group_by
        return _groups_by(library, ids, cast(GroupBy, by)) if by in get_args(GroupBy) else None

    def group_results(
        self,
        answer: Answer,
        mode: SimilarityWeights | None,
        then: Callable[[Groups | None], None],
        rows: Ids | None = None,
    ) -> None:
        """Call then(groups) in the GUI thread: at once if the answer tells them, else when they are
        known; None without headings.

        With `rows` (n,) they are of the answer's photos in this order, which holds in each group.
        Only the latest call is answered. A library that fails is told of, and answered with None.
        """
        self._grouping.discard()
        library, by = self._context.library, self._context.preferences.now.group_results_by
        if by == "likeness":
            levels = groups_by_level(answer, mode)
            then(levels if rows is None else levels.sorted(rows))
            return
        if library is None or by not in get_args(GroupBy):
            then(None)
            return

        ids = answer.photo_ids if rows is None else answer.photo_ids[rows]

        def work() -> Groups:
            return _groups_by(library, ids, cast(GroupBy, by))

        def failed(error: UserError) -> None:
            self._context.notices.show_error(error)
            then(None)

        self._grouping.run(work, then, failed)

    def forget(self) -> None:
        """Drop the callback that `group_results` was given last."""
        self._grouping.discard()

    def _add_commands(self) -> None:
        add = self._context.actions.add
        self._names = add(
            Command(
                "show_names",
                tr("Show &names"),
                self._choose_names,
                ("Ctrl+Shift+N",),
                menu="view",
                section=_SECTION,
                needs=Needs.NOTHING,
                checkable=True,
                help=tr("File names under the photos"),
            )
        )
        self._scores = add(
            Command(
                "show_scores",
                tr("Show how ali&ke"),
                self._choose_scores,
                ("Ctrl+Shift+K",),
                menu="view",
                section=_SECTION,
                needs=Needs.NOTHING,
                checkable=True,
                help=tr("How much alike, under the photos found"),
            )
        )
        self._less_alike = add(
            Command(
                "show_less_alike",
                tr("Show &photos that are hardly alike"),
                self._choose_less_alike,
                ("Ctrl+Alt+5",),
                menu="view",
                section=_SECTION,
                needs=Needs.NOTHING,
                checkable=True,
                help=tr("Below the photos found"),
            )
        )
        one_of = QActionGroup(self)
        self._grouped = {}
        for by, text, act, key, needs in (
            ("none", tr("Without &headings"), self._group_by_nothing, "1", Needs.NOTHING),
            ("day", tr("Headings by da&y"), self._group_by_day, "2", Needs.NOTHING),
            ("folder", tr("Headings by fold&er"), self._group_by_folder, "3", Needs.NOTHING),
            ("event", tr("Headin&gs by event"), self._group_by_event, "6", Needs.NOTHING),
            ("likeness", tr("Headings by ho&w alike"), self._group_by_likeness, "4", Needs.QUERY),
        ):
            command = Command(
                f"group_{by}",
                text,
                act,
                (f"Ctrl+Alt+{key}",),
                menu="view",
                section=_SECTION + 1,
                needs=needs,
                checkable=True,
            )
            self._grouped[by] = one_of.addAction(add(command))

    def _choose_names(self, shown: bool) -> None:
        self._context.preferences.change(show_names=shown)

    def _choose_scores(self, shown: bool) -> None:
        self._context.preferences.change(show_scores=shown)

    def _choose_less_alike(self, shown: bool) -> None:
        self._context.preferences.change(show_less_alike=shown)

    def show_less_alike(self) -> None:
        """Show what is folded behind the line below the photos found, also from now on."""
        self._choose_less_alike(True)

    @property
    def shows_less_alike(self) -> bool:
        """Tell whether photos that are hardly alike are shown."""
        return self._context.preferences.now.show_less_alike

    def _group_by_nothing(self, _checked: bool) -> None:
        self._group_by("none")

    def _group_by_day(self, _checked: bool) -> None:
        self._group_by("day")

    def _group_by_folder(self, _checked: bool) -> None:
        self._group_by("folder")

    def _group_by_event(self, _checked: bool) -> None:
        self._group_by("event")

    def _group_by_likeness(self, _checked: bool) -> None:
        self._group_by("likeness")

    @property
    def _setting(self) -> str:
        """Return the setting that says how the photos in front are grouped."""
        found = self._context.view is self._results_view
        return "group_results_by" if found else "group_by"

    def _group_by(self, by: str) -> None:
        self._context.preferences.change(**{self._setting: by})

    def _on_changed(self, names: set[str]) -> None:
        self._show()
        if names & {"stack_raw", "show_links"}:
            self._show_stacks()
        if "group_by" in names:
            self.grouping_changed.emit()
        if names & {"group_results_by", "show_less_alike"}:
            self.results_grouping_changed.emit()

    def _show_stacks(self) -> None:
        library, now = self._context.library, self._context.preferences.now
        shown, show_links = now.stack_raw, now.show_links
        if library is not None and shown in get_args(Stacked):
            self._context.background.run(
                lambda: library.show_stacks(cast(Stacked, shown), show_links=show_links)
            )

    def _show(self) -> None:
        now = self._context.preferences.now
        self._names.setChecked(now.show_names)
        self._scores.setChecked(now.show_scores)
        self._less_alike.setChecked(now.show_less_alike)
        self._show_grouping()
        for view in self._views:
            view.set_captions(names=now.show_names, scores=now.show_scores)

    def _show_grouping(self) -> None:
        self._grouped[getattr(self._context.preferences.now, self._setting)].setChecked(True)

    def _set_zoom(self, zoom: int) -> None:
        self._slider.set_zoom(zoom)
        for view in self._views:
            view.set_zoom(zoom)
