"""Go on in the tray when the window is closed, and tell when long work has ended."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from photosearch.core.changes import IndexSummary
from photosearch.gui.context import AppContext
from photosearch.gui.indexing import index_text
from photosearch.gui.indexing.index_controller import IndexController
from photosearch.gui.runtime.single_instance import bring_to_front
from photosearch.gui.translation import tr
from photosearch.gui.tray.tray_icon import TrayIcon

LONG_S = 20.0
"""Work that took so long may be told of when it has ended."""

MakeIcon = Callable[[QMenu, str, QObject], TrayIcon]


class TrayFeature(QObject):
    """Follow the settings `tray` and `notifications`; both are off unless the user wants them.

    Signals:
        quit_wanted(): end the program, not only the window.
    """

    quit_wanted = Signal()

    def __init__(
        self, context: AppContext, indexing: IndexController, make_icon: MakeIcon = TrayIcon
    ) -> None:
        """Make the icon by `make_icon`, which is replaced in tests."""
        super().__init__(context)
        self._context = context
        self._indexing = indexing
        self._began: float | None = None
        self._working = ""
        self._working_since = 0.0
        self._notified_once = False
        self._menu = QMenu(context.window)
        self._show = QAction(tr("&Show PhotoSearch"), self)
        self._show.triggered.connect(self.show_window)
        self._pause = QAction(self)
        self._pause.triggered.connect(indexing.toggle_pause)
        self._quit = QAction(tr("&Quit"), self)
        self._quit.triggered.connect(self.quit_wanted)
        self._menu.addActions([self._show, self._pause])
        self._menu.addSeparator()
        self._menu.addAction(self._quit)
        self.icon = make_icon(self._menu, "PhotoSearch", self)
        self.icon.clicked.connect(self.show_window)
        indexing.state_changed.connect(self._on_index_state)
        indexing.finished.connect(self._on_index_finished)
        context.preferences.changed.connect(self._on_preferences)
        if sys.platform == "darwin":
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            app.applicationStateChanged.connect(self._on_application_state)
        self._on_index_state()
        self._follow_settings()

    @property
    def menu(self) -> QMenu:
        """Return the menu of the icon."""
        return self._menu

    def hides_instead_of_closing(self) -> bool:
        """Hide the window with its dialogs, if that is wanted; whether it did. Told once.

        A tray that is gone by now would leave the window without a way back to it.
        """
        if not self._context.preferences.now.tray or not self.icon.available():
            return False
        window = self._context.window
        for dialog in window.findChildren(QDialog):
            dialog.close()
        window.hide()
        if not self._notified_once:
            self._notified_once = True
            self.icon.show_message(
                tr("PhotoSearch goes on in the tray"),
                tr("Click the icon to get the window back. Quit is in its menu."),
            )
        return True

    def show_window(self) -> None:
        """Have the window back, in front."""
        bring_to_front(self._context.window)

    def note_start(self, title: str) -> None:
        """Note that work of this name has begun; note_end() is called when it has ended."""
        if not self._working:
            self._working_since = time.monotonic()
        self._working = title

    def note_end(self) -> None:
        """Tell on the desktop that all of it has ended, if nobody looks."""
        title, self._working = self._working, ""
        if title:
            seconds = time.monotonic() - self._working_since
            self.notify_end(tr("PhotoSearch has finished"), title, seconds)

    def notify_end(self, title: str, text: str, seconds: float) -> None:
        """Tell the desktop that work has ended, if the user wants that and is elsewhere.

        Args:
            title: what has ended.
            text: what came of it.
            seconds: how long it took; short work is not worth a message.
        """
        wanted = self._context.preferences.now.notifications
        if wanted and seconds >= LONG_S and not self._context.window.isActiveWindow():
            self.icon.show_message(title, text)

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        """Bring the window back on a click on the icon in the Dock."""
        if state is Qt.ApplicationState.ApplicationActive and self._context.window.isHidden():
            self.show_window()

    def _follow_settings(self) -> None:
        now = self._context.preferences.now
        self.icon.show((now.tray or now.notifications) and self.icon.available())

    def _on_preferences(self, names: set[str]) -> None:
        if not names & {"tray", "notifications"}:
            return
        self._follow_settings()
        now = self._context.preferences.now
        if (now.tray or now.notifications) and not self.icon.available():
            self._context.notices.show_message(
                tr(
                    "This desktop has no tray, so closing the window ends PhotoSearch and there "
                    "are no messages. Some desktops have one as an extension."
                )
            )

    def _on_index_state(self) -> None:
        running = self._indexing.running
        if running and self._began is None:
            self._began = time.monotonic()
        self._pause.setEnabled(running)
        self._pause.setText(
            tr("&Resume indexing") if self._indexing.paused else tr("&Pause indexing")
        )

    def _on_index_finished(self, summary: IndexSummary) -> None:
        began, self._began = self._began, None
        if began is None or summary.cancelled:
            return
        found = index_text.news(summary.counts)
        self.notify_end(
            tr("PhotoSearch has looked through your folders"),
            found or tr("Nothing has changed."),
            time.monotonic() - began,
        )
