"""Add the commands about the library: folders, looking for changes, files that fail, encoders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from photosearch.core.changes import ModelInfo, ModelSwitchResult
from photosearch.core.errors import UserError
from photosearch.core.photo import Root
from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext
from photosearch.gui.encoders import encoder_text
from photosearch.gui.encoders.encoder_dialog import EncoderDialog
from photosearch.gui.indexing.index_controller import IndexController
from photosearch.gui.translation import tr
from photosearch.gui.wording import shown_path


@dataclass(frozen=True, slots=True)
class _Added:
    """Hold what came of taking folders in."""

    roots: list[Root] = field(default_factory=list)
    problems: list[UserError] = field(default_factory=list)
    covered: dict[Path, list[Path]] = field(default_factory=dict)
    """Folders of the library that are part of a new one now, by that."""
    inside: dict[Path, Path] = field(default_factory=dict)
    """Folders that were in the library, by one above them."""


class LibraryCommands(QObject):
    """Ask the library and shows what it says.

    Signals:
        folders_added(): the library has a folder more, to be seen at once.
        encoders_listed(EncoderDialog): a dialog with the encoders is about to be shown.
    """

    folders_added = Signal()
    encoders_listed = Signal(object)

    def __init__(self, context: AppContext, indexing: IndexController) -> None:
        super().__init__(context)
        self._context = context
        self._indexing = indexing
        add = context.actions.add
        add(
            Command(
                "add_folder",
                tr("&Add folder…"),
                self.choose_folder,
                ("Ctrl+Shift+O",),
                menu="file",
                section=2,
                help=tr("Add a folder of photos; they stay where they are"),
            )
        )
        add(
            Command(
                "update_library",
                tr("&Look for changes"),
                self.update_library,
                ("F5",),
                menu="library",
                help=tr("Look through all folders for new, changed and deleted photos"),
            )
        )
        self._pause = add(
            Command(
                "pause",
                tr("&Pause indexing"),
                indexing.toggle_pause,
                menu="library",
                needs=Needs.INDEXING,
            )
        )
        add(
            Command(
                "cancel",
                tr("&Cancel indexing"),
                indexing.cancel,
                menu="library",
                needs=Needs.INDEXING,
                help=tr("What is done is kept; the next look goes on from there"),
            )
        )
        add(
            Command("encoder", tr("&Encoder…"), self.show_encoders, menu="library", section=3),
        )

    def choose_folder(self) -> None:
        """Take a folder in that is chosen in a dialog."""
        path = self._context.desktop.choose_folder(
            self._context.window, tr("Add a folder of photos")
        )
        if path is not None:
            self.add_folders([path])

    def add_folders(self, folders: Sequence[Path]) -> None:
        """Take folders in and index them."""
        library = self._context.library
        if library is None:
            return

        def add() -> _Added:
            """Run in a job thread."""
            from photosearch.library.roots.roots import same_folder

            added = _Added()
            for folder in folders:
                try:
                    covered = library.roots_within(folder)
                    root = library.add_root(folder)
                except UserError as error:
                    added.problems.append(error)
                    continue
                added.roots.append(root)
                if covered:
                    added.covered[root.path] = [each.path for each in covered]
                elif not same_folder(folder, root.path):
                    added.inside[folder] = root.path
            return added

        self._context.background.run(add, self._folders_added)

    def update_library(self) -> None:
        """Look through all folders."""
        self._indexing.request()

    def show_paused(self, *, paused: bool) -> None:
        """Let the command resume a run that is paused."""
        self._pause.setText(tr("&Resume indexing") if paused else tr("&Pause indexing"))

    def show_encoders(self) -> None:
        """List the encoders, to choose another one."""
        library = self._context.library
        if library is not None:
            self._context.background.run(library.models, self._list_encoders)

    def _folders_added(self, added: _Added) -> None:
        for problem in added.problems:
            self._context.notices.show_error(problem)
        for folder, covered in added.covered.items():
            names = ", ".join(shown_path(each) for each in covered)
            words = tr(
                "{folder} covers {folders} from now on; nothing that is known of them is lost."
            )
            text = words.format(folder=shown_path(folder), folders=names)
            self._context.notices.gather(text)
        for folder, parent in added.inside.items():
            words = tr("{folder} is in the library already, as a part of {parent}.")
            text = words.format(folder=shown_path(folder), parent=shown_path(parent))
            self._context.notices.gather(text)
        if added.roots:
            self.folders_added.emit()
            self._indexing.request(added.roots)

    def _list_encoders(self, encoders: Sequence[ModelInfo]) -> None:
        dialog = EncoderDialog(encoders, self._context.window)
        dialog.use_wanted.connect(self._indexing.change_model)
        dialog.undo_wanted.connect(self._undo_encoder)
        self.encoders_listed.emit(dialog)
        dialog.show()

    def _undo_encoder(self) -> None:
        library = self._context.library
        if library is not None:
            self._context.background.run(library.undo_model, self._encoder_undone)

    def _encoder_undone(self, switched: ModelSwitchResult) -> None:
        self._context.notices.show_message(encoder_text.encoder_undone(switched))
