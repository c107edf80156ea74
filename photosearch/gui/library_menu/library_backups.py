"""Make backups by a command, and bring them back where the library is damaged."""

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
    """Ask for the file and works in the thread for files.

    Signals:
        restore_started(): a backup is being brought back.
        restored(): it is there; open the library.
        restore_failed(): it is not; all is as it was.
    """

    restore_started = Signal()
    restored = Signal()
    restore_failed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self._background = context.background.derive(context.threads.files)
        context.actions.add(
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
        library = self._context.library
        if library is None:
            return
        name = QDate.currentDate().toString("yyyy-MM-dd") + SUFFIX
        target = self._context.desktop.choose_new_file(
            self._context.window, tr("Write the backup to…"), name, _kinds()
        )
        if target is None:
            return
        folder = library.folder

        def work() -> Path:
            from photosearch.library.backups import back_up

            return back_up(folder, target, replace=True)  # the dialog has asked

        self._context.notices.show_message(tr("Writing the backup…"))
        self._background.run(work, self._on_made)

    def restore(self, folder: Path) -> None:
        """Bring the library in `folder` back from a file that is chosen in a dialog."""
        source = self._context.desktop.choose_file(
            self._context.window, tr("Bring back which backup?"), _kinds()
        )
        if source is None:
            return

        def work() -> Path | None:
            from photosearch.library.backups import bring_back

            return bring_back(source, folder)

        self.restore_started.emit()
        self._background.run(work, self._on_restored, self._on_restore_failed)

    def _on_made(self, target: Path) -> None:
        words = tr("The backup is in {path}. Keep it on another drive.")
        self._context.notices.show_message(words.format(path=wording.shown_path(target)))

    def _on_restored(self, aside: Path | None) -> None:
        words = tr("The backup is back. Your photos are looked through for what is new since then.")
        if aside is not None:
            kept = tr("The damaged file is kept as {path}.")
            words = f"{words} {kept.format(path=wording.shown_path(aside))}"
        self._context.notices.show_message(words)
        self.restored.emit()

    def _on_restore_failed(self, error: UserError) -> None:
        self._context.notices.show_error(error)
        self.restore_failed.emit()


def _kinds() -> str:
    return ";;".join((tr("Backups (*{suffix})").format(suffix=SUFFIX), tr("All files (*)")))
