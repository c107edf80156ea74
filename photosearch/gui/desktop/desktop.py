"""Ask the desktop around the window: dialogs, other programs. Replaceable."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from photosearch.core.errors import UserError
from photosearch.gui import wording
from photosearch.gui.desktop import programs
from photosearch.gui.translation import tr

_PROGRAMS = {"linux": "/usr/bin", "darwin": "/Applications", "win32": "C:\\Program Files"}


class Desktop:
    """Ask the real desktop. GUI thread only."""

    def open_file(self, path: Path) -> None:
        """Open a photo with the program that the system has for it.

        Raises:
            UserError: there is none, or the name cannot be told to it.
        """
        if not QDesktopServices.openUrl(_url(path)):
            raise UserError.in_words(
                tr("No program opened {name}.").format(name=wording.shown_name(path)),
                tr("Choose a program for such files in the settings of your system."),
            )

    def open_folder_of(self, path: Path) -> None:
        """Open the file manager where a file lies; raises UserError as open_file does."""
        if not QDesktopServices.openUrl(_url(path.parent)):
            raise UserError.in_words(
                tr("No file manager opened the folder."),
                tr("Open it yourself: {folder}").format(folder=wording.shown_path(path.parent)),
            )

    def open_page(self, address: str) -> None:
        """Open a page in the user's browser; raises UserError where there is none."""
        if not QDesktopServices.openUrl(QUrl(address)):
            raise UserError.in_words(
                tr("No browser opened the page."),
                tr("Open it yourself: {address}").format(address=address),
            )

    def reveal(self, path: Path) -> bool:
        """Show a file in the file manager, chosen; whether that can be done. For job threads."""
        return programs.reveal(path)

    def launch(self, program: Path, paths: Sequence[Path]) -> None:
        """Start a program with files; raises UserError if that fails. For job threads."""
        programs.launch(program, paths)

    def copy_text(self, text: str) -> None:
        """Put a text on the clipboard."""
        QGuiApplication.clipboard().setText(text)

    def copy_data(self, mime: QMimeData) -> None:
        """Put whatever it is on the clipboard."""
        QGuiApplication.clipboard().setMimeData(mime)

    def choose_new_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask for a file to be written; the user has agreed to replace it if there is one."""
        chosen, _ = QFileDialog.getSaveFileName(parent, title, name, kinds)
        return Path(chosen) if chosen else None

    def choose_program(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a program."""
        name, _ = QFileDialog.getOpenFileName(parent, title, _PROGRAMS.get(sys.platform, ""))
        return Path(name) if name else None

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder."""
        name = QFileDialog.getExistingDirectory(parent, title)
        return Path(name) if name else None

    def choose_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Ask for one file; `kinds` are Qt's words for it: "ICC profiles (*.icc)"."""
        name, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
        return Path(name) if name else None

    def choose_pictures(self, parent: QWidget, title: str) -> list[Path]:
        """Ask for one or more files; any kind, since the content decides what is a picture."""
        names, _ = QFileDialog.getOpenFileNames(parent, title)
        return [Path(name) for name in names]


def _url(path: Path) -> QUrl:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise UserError.in_words(
            tr("The name {name} is not valid text, so it cannot be passed on.").format(
                name=wording.shown_name(path)
            ),
            tr("Rename the file in the file manager."),
        ) from None
    return QUrl.fromLocalFile(str(path))
