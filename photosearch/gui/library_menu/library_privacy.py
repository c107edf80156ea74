"""Tell once that others can read what the library knows, and end that on request."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from photosearch.gui import wording
from photosearch.gui.actions import Command
from photosearch.gui.context import AppContext
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.notices import Notice
from photosearch.gui.translation import tr


class LibraryPrivacy(QObject):
    """Look at each library that is opened, in the thread for files."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self._background = context.background.derive(context.threads.files)
        context.library_changed.connect(self._look)
        context.actions.add(
            Command(
                "make_private",
                tr("Let &nobody else read it"),
                self.make_private,
                menu="library",
                section=4,
                help=tr(
                    "Take the rights of others on this computer to the library and the log away"
                ),
            )
        )

    def make_private(self) -> None:
        """Let only the user read the library and the program's log."""
        library = self._context.library
        if library is not None:
            self._background.run(library.close_folders, self._on_closed)

    def _look(self, library: LibraryPort | None) -> None:
        if library is not None:
            self._background.run(library.tell_open_folders, self._on_open)

    def _on_open(self, folders: Sequence[Path]) -> None:
        if not folders:
            return
        words = tr(
            "Others on this computer can read {folders}, and in it what the library knows of your "
            "photos."
        )
        shown = ", ".join(map(wording.shown_path, folders))
        self._context.notices.shown.emit(
            Notice(
                words.format(folders=shown),
                is_error=False,
                action=tr("Let nobody else read it"),
                do=self.make_private,
            )
        )

    def _on_closed(self, _folders: Sequence[Path]) -> None:
        self._context.notices.show_message(tr("Only you can read the library now."))
