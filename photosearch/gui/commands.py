"""What the menus and buttons do that is more than handing on: dialogs, folders, the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

import photosearch
from photosearch.core.errors import UserError
from photosearch.core.photo import PhotoRecord, Root
from photosearch.gui import wording
from photosearch.gui.asking import Asker
from photosearch.gui.desktop import Desktop
from photosearch.gui.encoders.encoder_dialog import EncoderDialog
from photosearch.gui.indexing.index_job import IndexJob
from photosearch.gui.indexing.unreadable_dialog import UnreadableDialog
from photosearch.gui.library_port import Encoder, PhotoLibrary, Switched
from photosearch.gui.notices import Notices
from photosearch.gui.query import intake
from photosearch.gui.query.search_session import SearchSession


class Commands(QObject):
    """Acts on the controllers; the window only calls it.

    Signals:
        folders_added(): the library has a folder more, to be seen at once.
    """

    folders_added = Signal()

    def __init__(
        self,
        window: QWidget,
        asker: Asker,
        desktop: Desktop,
        notices: Notices,
        session: SearchSession,
        indexing: IndexJob,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._asker = asker
        self._desktop = desktop
        self._notices = notices
        self._session = session
        self._indexing = indexing
        self._library: PhotoLibrary | None = None
        session.folders_offered.connect(self.add_folders)

    def set_library(self, library: PhotoLibrary | None) -> None:
        """Act on this library from now on."""
        self._library = library

    def open_picture(self) -> None:
        """Search by pictures chosen in a dialog."""
        paths = self._desktop.choose_pictures(self._window, "Find photos like…")
        if paths:
            self._session.offer(intake.Offer(tuple(paths)))

    def paste(self) -> None:
        """Search by what is on the clipboard."""
        offer = intake.take(QGuiApplication.clipboard().mimeData())
        if offer is None:
            self._notices.fault(
                UserError(
                    "There is no picture on the clipboard.",
                    "Copy a picture, or a file in the file manager, and paste again.",
                )
            )
        else:
            self._session.offer(offer)

    def choose_folder(self) -> None:
        """Take a folder in that is chosen in a dialog."""
        path = self._desktop.choose_folder(self._window, "Add a folder of photos")
        if path is not None:
            self.add_folders([path])

    def add_folders(self, folders: Sequence[Path]) -> None:
        """Take folders in and index them."""
        library = self._library
        if library is None:
            return

        def add() -> tuple[list[Root], list[UserError]]:
            roots, problems = [], []
            for folder in folders:
                try:
                    roots.append(library.add_root(folder))
                except UserError as error:
                    problems.append(error)
            return roots, problems

        self._asker.ask(add, self._folders_added)

    def update_library(self) -> None:
        """Look through all folders."""
        self._indexing.request()

    def show_unreadable(self) -> None:
        """List the files that could not be read."""
        library = self._library
        if library is not None:
            self._asker.ask(library.unreadable, self._list_unreadable)

    def show_encoders(self) -> None:
        """List the encoders, to choose another one."""
        library = self._library
        if library is not None:
            self._asker.ask(library.models, self._list_encoders)

    def about(self) -> None:
        """Name and version, without holding up the window."""
        box = QMessageBox(self._window)
        box.setWindowTitle("About PhotoSearch")
        box.setText(f"PhotoSearch {photosearch.__version__}")
        box.setInformativeText(
            "Finds photos by example. Everything stays on this computer.\nApache License 2.0"
        )
        box.setModal(False)
        box.finished.connect(box.deleteLater)
        box.show()

    def _folders_added(self, answer: tuple[list[Root], list[UserError]]) -> None:
        roots, problems = answer
        for problem in problems:
            self._notices.fault(problem)
        if roots:
            self.folders_added.emit()
            self._indexing.request(roots)

    def _list_encoders(self, encoders: Sequence[Encoder]) -> None:
        dialog = EncoderDialog(encoders, self._window)
        dialog.use_wanted.connect(self._indexing.change_model)
        dialog.undo_wanted.connect(self._undo_encoder)
        dialog.show()

    def _undo_encoder(self) -> None:
        library = self._library
        if library is not None:
            self._asker.ask(library.undo_model, self._encoder_undone)

    def _encoder_undone(self, switched: Switched) -> None:
        self._notices.tell(wording.encoder_undone(switched))

    def _list_unreadable(self, records: list[PhotoRecord]) -> None:
        UnreadableDialog(records, self._window).show()
