"""Show the folders by a command, and ask the library for what their dialog wants."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from photosearch.core.changes import IndexSummary
from photosearch.core.errors import UserError
from photosearch.core.photo import Root
from photosearch.core.runs import RootState
from photosearch.gui.actions import Command
from photosearch.gui.context import AppContext
from photosearch.gui.folders.folders_dialog import FoldersDialog
from photosearch.gui.grid_updater import ChangeThrottle
from photosearch.gui.indexing.index_controller import IndexController
from photosearch.gui.library_menu.library_commands import LibraryCommands
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.notices import Notice
from photosearch.gui.runtime.background import Policy
from photosearch.gui.translation import tr
from photosearch.gui.wording import shown_path

REFRESH_MS = 700
"""Between two looks at the counts while photos come in."""


class FoldersFeature(QObject):
    """Open the dialog, one at a time, and keeps it up to date while it is open."""

    def __init__(
        self, context: AppContext, job: IndexController, commands: LibraryCommands
    ) -> None:
        super().__init__(context)
        self._context = context
        self._indexing = job
        self._commands = commands
        self._dialog: FoldersDialog | None = None
        self._looking = context.background.derive(policy=Policy.COALESCE)
        self._changes = ChangeThrottle(context.bridge, REFRESH_MS, self)
        self._changes.changed.connect(self._refresh)
        job.finished.connect(self._on_finished)
        context.library_changed.connect(self._follow)
        context.actions.add(
            Command(
                "folders",
                tr("F&olders…"),
                self.open,
                ("Ctrl+Shift+L",),
                menu="library",
                help=tr("Which folders are in the library, their state, and what is left out"),
            )
        )

    @property
    def dialog(self) -> FoldersDialog | None:
        """Return the dialog that is open."""
        return self._dialog

    def open(self) -> None:
        """Show the dialog, or bring it to the front."""
        if self._dialog is None:
            dialog = FoldersDialog(self._context.preferences.now.excludes, self._context.window)
            dialog.choose_wanted.connect(self._commands.choose_folder)
            dialog.add_wanted.connect(self._commands.add_folders)
            dialog.rescan_wanted.connect(self._look)
            dialog.show_wanted.connect(self._show)
            dialog.remove_wanted.connect(self._remove)
            dialog.excludes_wanted.connect(self._exclude)
            dialog.leave_out_wanted.connect(self._leave_out)
            dialog.finished.connect(self._forget)
            self._dialog = dialog
            self._follow(self._context.library)
        self._dialog.show()
        self._dialog.activateWindow()

    def _forget(self) -> None:
        self._dialog = None
        self._follow(None)

    def _follow(self, library: LibraryPort | None) -> None:
        """Hear of changes of this library while the dialog is open."""
        self._looking.discard()
        self._changes.follow(library if self._dialog is not None else None)
        if self._dialog is not None and library is None:
            self._dialog.show_states([])
        self._refresh()

    def _on_finished(self, _summary: IndexSummary) -> None:
        self._refresh()

    def _refresh(self) -> None:
        """Look at the folders now, or once more after the look in progress."""
        library = self._context.library
        if library is not None and self._dialog is not None:
            self._looking.run(library.root_list.states, self._show_states)

    def _show_states(self, states: Sequence[RootState]) -> None:
        if self._dialog is not None:
            self._dialog.show_states(states)

    def _look(self, root: Root) -> None:
        self._indexing.request([root])

    def _show(self, root: Root) -> None:
        try:
            self._context.desktop.open_file(root.path)
        except UserError as error:
            self._context.notices.show_error(error)

    def _remove(self, root: Root) -> None:
        library = self._context.library
        if library is None:
            return
        if self._indexing.running:  # removing ends the run; the other folders go on afterwards
            self._indexing.request()
        self._context.background.run(lambda: library.remove_root(root.path), self._removed)

    def _removed(self, root: Root) -> None:
        words = tr("{folder} is no longer in the library. Its files are where they were.")
        self._context.notices.shown.emit(
            Notice(
                words.format(folder=shown_path(root.path)),
                is_error=False,
                action=tr("Add it again"),
                do=partial(self._add_again, root),
            )
        )
        self._refresh()

    def _add_again(self, root: Root) -> None:
        library = self._context.library
        if library is not None:
            self._context.background.run(
                lambda: library.add_root(root.path, root.excludes), self._changed
            )

    def _exclude(self, root: Root, patterns: tuple[str, ...]) -> None:
        library = self._context.library
        if library is not None:
            self._context.background.run(
                lambda: library.root_list.set_excludes(root.root_id, patterns),
                self._changed,
                self._not_changed,
            )

    def _leave_out(self, _root: Root) -> None:
        library, dialog = self._context.library, self._dialog
        if library is None or dialog is None:
            return
        path = self._context.desktop.choose_folder(dialog, tr("Leave out a folder"))
        if path is not None:
            self._context.background.run(
                partial(library.root_list.exclude_folder, path), self._changed, self._not_changed
            )

    def _changed(self, root: Root) -> None:
        """Look through a folder by the other rules that hold for it now."""
        self._indexing.request([root])
        self._refresh()

    def _not_changed(self, error: UserError) -> None:
        self._context.notices.show_error(error)
        if self._dialog is not None:
            self._dialog.reset_pending()
        self._refresh()
