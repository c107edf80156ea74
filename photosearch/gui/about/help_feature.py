"""Add the commands of the help menu: the log, details for a bug report, the about box."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

import photosearch
from photosearch import paths
from photosearch.core.errors import UserError
from photosearch.gui import wording
from photosearch.gui.about.about_dialog import AboutDialog
from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext
from photosearch.gui.file_ops.show_in_folder import show_in_folder
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.translation import tr
from photosearch.log import LOG_FILE

if TYPE_CHECKING:  # what it looks packages up with takes its time, which a start has not
    from photosearch.gui.about.program_facts import ProgramFacts


class HelpFeature(QObject):
    """Tell what the program is and what it did."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self._dialog: AboutDialog | None = None
        self._asking = False
        add = context.actions.add
        add(
            Command(
                "show_log",
                tr("Show &log"),
                self.show_log,
                menu="help",
                section=5,
                needs=Needs.NOTHING,
                help=tr("What the program did and what went wrong, slow starts and crashes too"),
            )
        )
        add(
            Command(
                "bug_details",
                tr("Copy &details for a bug report"),
                self.copy_details,
                menu="help",
                section=5,
                needs=Needs.NOTHING,
                help=tr("Versions, changed settings and the last errors, for the clipboard"),
            )
        )
        add(
            Command(
                "check_version",
                tr("Check for a &new version"),
                self.check_version,
                menu="help",
                section=9,
                needs=Needs.NOTHING,
                help=tr("Opens the page of the releases in your browser, and does nothing else"),
            )
        )
        add(
            Command(
                "about",
                tr("&About PhotoSearch"),
                self.about,
                menu="help",
                section=9,
                needs=Needs.NOTHING,
                help=tr("Versions, encoder and licences"),
            )
        )

    def show_log(self) -> None:
        """Open the log with the program that the system has for it, else the folder it lies in."""
        self._context.background.run(_find_log, self._open_log)

    def copy_details(self) -> None:
        """Put what helps with a bug report on the clipboard."""
        library, settings = self._context.library, self._context.preferences.now
        screens = [
            f"{screen.size().width()} x {screen.size().height()} at {screen.devicePixelRatio():g}"
            for screen in QGuiApplication.screens()
        ]
        screens.append(f"platform {QGuiApplication.platformName()}")

        def work() -> str:
            from photosearch.gui.about.bug_report import bug_report, last_errors

            errors = last_errors(paths.log_folder() / LOG_FILE)
            return bug_report(_facts(library), settings, screens, errors, Path.home())

        self._context.background.run(work, self._copy_details)

    def check_version(self) -> None:
        """Open the page of the releases in the browser: the program itself asks nobody."""
        self._context.background.run(_find_releases, self._open_releases)

    def about(self) -> None:
        """Show the about box, or bring it to the front."""
        if self._dialog is not None:
            self._dialog.activateWindow()
            return
        if self._asking:
            return
        self._asking = True
        library = self._context.library
        self._context.background.run(lambda: _facts(library), self._show_about, self._fail)

    @property
    def dialog(self) -> AboutDialog | None:
        """Return the about box that is open."""
        return self._dialog

    def _show_about(self, facts: ProgramFacts) -> None:
        self._asking = False
        self._dialog = AboutDialog(facts, self._context.window)
        self._dialog.copy_wanted.connect(self._copy_about)
        self._dialog.destroyed.connect(self._forget)
        self._dialog.show()

    def _fail(self, error: UserError) -> None:
        self._asking = False
        self._context.notices.show_error(error)

    def _copy_about(self, text: str) -> None:
        self._context.desktop.copy_text(text)

    def _forget(self) -> None:
        self._dialog = None

    def _open_log(self, path: Path) -> None:
        try:
            self._context.desktop.open_file(path)
        except UserError:
            show_in_folder(self._context, path)

    def _open_releases(self, address: str) -> None:
        try:
            self._context.desktop.open_page(address)
        except UserError as error:
            self._context.notices.show_error(error)

    def _copy_details(self, text: str) -> None:
        self._context.desktop.copy_text(text)
        self._context.notices.show_message(
            tr(
                "The details are on the clipboard. Read them before you send them: "
                "errors can name files."
            )
        )


def _facts(library: LibraryPort | None) -> ProgramFacts:
    """Run in a job thread."""
    from photosearch.gui.about.program_facts import gather

    try:
        encoders = library.models() if library is not None else ()
    except UserError:
        encoders = ()  # the versions are asked for most when something is wrong
    return gather(encoders)


def _find_releases() -> str:
    """Run in a job thread."""
    address = paths.releases_page()
    if not address:
        raise UserError.in_words(
            tr("This copy of PhotoSearch was not told where new versions are."),
            tr("Look where you got it. This is version {version}.").format(
                version=photosearch.__version__
            ),
        )
    return address


def _find_log() -> Path:
    """Run in a job thread."""
    path = paths.log_folder() / LOG_FILE
    if not path.is_file():
        raise UserError.in_words(
            tr("There is no log: nothing could be written to {folder}.").format(
                folder=wording.shown_path(path.parent)
            ),
            tr("Check the permissions of that folder, then start PhotoSearch again."),
        )
    return path
