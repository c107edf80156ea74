"""Backups in the window: made by a command, brought back where the library is damaged."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDate, QObject, Signal

from photosearch.core.errors import UserError
from photosearch.gui import wording
from photosearch.gui.actions import Command
from photosearch.gui.context import AppContext
from photosearch.gui.translation import tr

SUFFIX = ".photosearch-backup"


class LibraryBackups(QObject):
    """Asks for the file and works in the thread for files.

    Signals:
        begun(): a backup is being brought back.
        brought_back(): it is there; open the library.
        failed(): it is not; all is as it was.
    """

    begun = Signal()
    brought_back = Signal()
    failed = Signal()

    def __init__(self, shell: AppContext) -> None:
        super().__init__(shell)
        self._shell = shell
        self._background = shell.background.derive(shell.threads.files)
        shell.actions.add(
            Command(
                "backup",
                tr("Make a &backup…"),
                self.make,
                menu="library",
                section=4,
                help=tr("Copy what the library knows, not the photos, to a file"),
            )
        )

    def make(self) -> None:
        """Copy the library to a file that is chosen in a dialog."""
        library = self._shell.library
        if library is None:
            return
        name = QDate.currentDate().toString("yyyy-MM-dd") + SUFFIX
        target = self._shell.desktop.choose_new_file(
            self._shell.window, tr("Write the backup to…"), name, _kinds()
        )
        if target is None:
            return
        folder = library.folder

        def work() -> Path:
            from photosearch.library.backups import back_up

            return back_up(folder, target, overwrite=True)  # the dialog has asked

        self._shell.notices.tell(tr("Writing the backup…"))
        self._background.run(work, self._made)

    def bring_back(self, folder: Path) -> None:
        """Bring the library in `folder` back from a file that is chosen in a dialog."""
        source = self._shell.desktop.choose_file(
            self._shell.window, tr("Bring back which backup?"), _kinds()
        )
        if source is None:
            return

        def work() -> Path | None:
            from photosearch.library.backups import bring_back

            return bring_back(source, folder)

        self.begun.emit()
        self._background.run(work, self._is_back, self._is_not_back)

    def _made(self, target: Path) -> None:
        words = tr("The backup is in {path}. Keep it on another drive.")
        self._shell.notices.tell(words.format(path=wording.shown_path(target)))

    def _is_back(self, aside: Path | None) -> None:
        words = tr("The backup is back. Your photos are looked through for what is new since then.")
        if aside is not None:
            kept = tr("The damaged file is kept as {path}.")
            words = f"{words} {kept.format(path=wording.shown_path(aside))}"
        self._shell.notices.tell(words)
        self.brought_back.emit()

    def _is_not_back(self, error: UserError) -> None:
        self._shell.notices.fault(error)
        self.failed.emit()


def _kinds() -> str:
    return ";;".join((tr("Backups (*{suffix})").format(suffix=SUFFIX), tr("All files (*)")))
