"""What the grids show beside the photos, as the user has chosen: names, scores, headings, size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast, get_args

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup

from photosearch.core.errors import UserError
from photosearch.core.facets import GroupBy, Groups
from photosearch.core.jobs import JobControl
from photosearch.gui.actions import Command, Needs
from photosearch.gui.asking import LatestJob
from photosearch.gui.grid.model import Ids
from photosearch.gui.grid.view import GridView
from photosearch.gui.grid.zooming import ZoomSlider
from photosearch.gui.library_port import PhotoLibrary
from photosearch.gui.shell import Shell
from photosearch.gui.translation import tr

_SECTION = 3
"""Of the menu "view"."""


class GridOptions(QObject):
    """Keeps the grids in step with the settings, and with one another.

    Signals:
        grouping_changed(): the photos are to stand under other headings from now on.
    """

    grouping_changed = Signal()

    def __init__(self, shell: Shell, views: Sequence[GridView], slider: ZoomSlider) -> None:
        """All `views` have the same zoom, the one that `slider` shows."""
        super().__init__(shell)
        self._shell = shell
        self._views = list(views)
        self._slider = slider
        self._job = LatestJob(shell.bridge, shell.threads.facets)
        self._add_commands()
        for view in self._views:
            view.zoom_changed.connect(self._set_zoom)
            view.told.connect(shell.notices.tell)
        slider.zoom_changed.connect(self._set_zoom)
        shell.preferences.changed.connect(self._on_changed)
        self._show()

    def groups_of(self, library: PhotoLibrary, ids: Ids) -> Groups | None:
        """Headings for these photos, None if none are wanted. For job threads."""
        by = self._shell.preferences.now.group_by
        return library.facets.groups(ids, cast(GroupBy, by)) if by in get_args(GroupBy) else None

    def group(self, ids: Ids, then: Callable[[Groups | None], None]) -> None:
        """Call then(groups) in the GUI thread: at once without headings, else when they are known.

        Only the latest call is answered. A library that fails is told of, and answered with None.
        """
        self._job.drop()
        library = self._shell.library
        if library is None or self._shell.preferences.now.group_by == "none":
            then(None)
            return

        def work(_control: JobControl) -> Groups | None:
            return self.groups_of(library, ids)

        def failed(error: UserError) -> None:
            self._shell.notices.fault(error)
            then(None)

        self._job.start(work, then, failed)

    def forget(self) -> None:
        """Whoever called `group` last is not answered any more."""
        self._job.drop()

    def _add_commands(self) -> None:
        add = self._shell.actions.add
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
        one_of = QActionGroup(self)
        self._grouped = {}
        for by, text, act, key in (
            ("none", tr("Without &headings"), self._group_by_nothing, "Ctrl+Alt+1"),
            ("day", tr("Headings by da&y"), self._group_by_day, "Ctrl+Alt+2"),
            ("folder", tr("Headings by fold&er"), self._group_by_folder, "Ctrl+Alt+3"),
        ):
            command = Command(
                f"group_{by}",
                text,
                act,
                (key,),
                menu="view",
                section=_SECTION + 1,
                needs=Needs.NOTHING,
                checkable=True,
            )
            self._grouped[by] = one_of.addAction(add(command))

    def _choose_names(self, shown: bool) -> None:
        self._shell.preferences.change(show_names=shown)

    def _choose_scores(self, shown: bool) -> None:
        self._shell.preferences.change(show_scores=shown)

    def _group_by_nothing(self, _checked: bool) -> None:
        self._shell.preferences.change(group_by="none")

    def _group_by_day(self, _checked: bool) -> None:
        self._shell.preferences.change(group_by="day")

    def _group_by_folder(self, _checked: bool) -> None:
        self._shell.preferences.change(group_by="folder")

    def _on_changed(self, names: set[str]) -> None:
        self._show()
        if "group_by" in names:
            self.grouping_changed.emit()

    def _show(self) -> None:
        now = self._shell.preferences.now
        self._names.setChecked(now.show_names)
        self._scores.setChecked(now.show_scores)
        self._grouped[now.group_by].setChecked(True)
        for view in self._views:
            view.set_captions(names=now.show_names, scores=now.show_scores)

    def _set_zoom(self, zoom: int) -> None:
        self._slider.set_zoom(zoom)
        for view in self._views:
            view.set_zoom(zoom)
