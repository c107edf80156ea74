"""Show index runs in the window, let the user steer them, and keep them out of the way."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence

from photosearch.core.changes import IndexSummary
from photosearch.core.jobs import Progress
from photosearch.core.photo import PhotoRecord
from photosearch.core.runs import RunRecord
from photosearch.gui.actions import Command
from photosearch.gui.context import AppContext
from photosearch.gui.file_ops.show_in_folder import show_in_folder
from photosearch.gui.grid_updater import ChangeThrottle
from photosearch.gui.indexing import index_text
from photosearch.gui.indexing.activity_watch import ActivityWatch
from photosearch.gui.indexing.index_controller import IndexController
from photosearch.gui.indexing.index_panel import IndexPanel
from photosearch.gui.indexing.index_strip import IndexStrip
from photosearch.gui.indexing.library_status import LibraryStatus
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.runtime.background import Policy
from photosearch.gui.translation import tr
from photosearch.gui.window_state import WindowMemory

QUIET_MS = 2500
"""After the watcher's last report its words go away."""
REFRESH_MS = 2000
"""Between two looks at the lists of the panel while something changes."""


class IndexFeature(QObject):
    """Make `status` and `strip` for the status bar and `panel` to be put above it; the window
    places them."""

    def __init__(self, context: AppContext, job: IndexController) -> None:
        super().__init__(context)
        self._context = context
        self._indexing = job
        self.status = LibraryStatus()
        self.strip = IndexStrip()
        self.panel = IndexPanel()
        self.panel.hide()
        self.quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        """Runs while the watcher's words are shown."""
        self._changes = ChangeThrottle(context.bridge, REFRESH_MS, self)
        self._all_changes = ChangeThrottle(context.bridge, REFRESH_MS, self)
        self._counting = context.background.derive(policy=Policy.COALESCE)
        self._listing = context.background.derive(policy=Policy.COALESCE)
        self._add_commands()
        self._connect()
        self._activity = ActivityWatch(self._note_activity, self)

    def _add_commands(self) -> None:
        add = self._context.actions.add
        self._panel_action = add(
            Command(
                "index_panel",
                tr("&Indexing panel"),
                self.open_panel,
                ("Ctrl+Shift+I",),
                menu="library",
                section=2,
                checkable=True,
                help=tr("How far indexing has come, which files cannot be read, the last runs"),
            )
        )
        add(
            Command(
                "unreadable",
                tr("&Unreadable files"),
                self.show_unreadable,
                menu="library",
                section=2,
                help=tr("Files that could not be read as photos, with the reasons"),
            )
        )
        add(
            Command(
                "retry_unreadable",
                tr("&Try unreadable files again"),
                self._retry_all,
                menu="library",
                section=2,
                help=tr("Read them once more, although they have not changed"),
            )
        )
        self._show_key()
        self._context.actions.shortcuts_changed.connect(self._show_key)

    def _connect(self) -> None:
        job, strip, panel, context = self._indexing, self.strip, self.panel, self._context
        job.state_changed.connect(self._on_state)
        job.progressed.connect(self._on_progress)
        job.finished.connect(self._on_finished)
        self.quiet.timeout.connect(self._on_state)
        self._changes.changed.connect(self._refresh)
        self._all_changes.changed.connect(self._count_unreadable)
        self.status.unreadable_wanted.connect(self.show_unreadable)
        self.status.folders_wanted.connect(lambda: self._trigger("folders"))
        for part in (strip, panel):
            part.pause_wanted.connect(job.toggle_pause)
            part.cancel_wanted.connect(job.cancel)
        strip.panel_wanted.connect(self.open_panel)
        self.panel.rescan_wanted.connect(lambda: job.request())
        self.panel.close_wanted.connect(lambda: self.open_panel(False))
        self.panel.settings_wanted.connect(lambda: self._trigger("preferences"))
        panel.unreadable.retry_wanted.connect(job.retry)
        panel.unreadable.show_wanted.connect(self._show_file)
        context.library_changed.connect(self._on_library)
        context.preferences.changed.connect(self._on_preferences)

    def open_panel(self, is_open: bool = True) -> None:
        """Open the panel or close it."""
        had_keyboard = self.panel.isAncestorOf(self._context.window.focusWidget() or self.strip)
        self.panel.setVisible(is_open)
        self.strip.show_open(is_open)
        self._panel_action.setChecked(is_open)
        self._changes.follow(self._context.library if is_open else None)
        if is_open:
            self._refresh()
        elif had_keyboard:
            self._context.take_keyboard()

    def remember(self, memory: WindowMemory) -> None:
        """Let the panel be open or closed at the next start as it was."""
        memory.add("index_panel", self._panel_state, self._restore_panel)

    def hide_panel(self) -> None:
        """Hide the panel until the next library: none could be opened, so there is nothing to
        tell."""
        self.panel.hide()

    def _panel_state(self) -> str:
        return "open" if self._panel_action.isChecked() else "closed"

    def _restore_panel(self, text: str) -> None:
        if text in {"open", "closed"}:
            self.open_panel(text == "open")

    def show_unreadable(self) -> None:
        """Open the panel at the files that could not be read."""
        self.open_panel()
        self.panel.turn_to(self.panel.unreadable)

    def show_watch_progress(self, progress: Progress) -> None:
        """Show that the library brings itself up to date because files changed."""
        if not self._indexing.running:
            self.panel.show_state(running=True, paused=False, ours=False)
            self._on_progress(progress)
            self.quiet.start()

    def _on_state(self) -> None:
        running, paused = self._indexing.running, self._indexing.paused
        self.quiet.stop()
        for part in (self.strip, self.panel):
            part.show_state(running=running, paused=paused)
        if not running:
            self._refresh()

    def _on_progress(self, progress: Progress) -> None:
        self.strip.show_progress(progress)
        self.panel.show_progress(progress)

    def _on_finished(self, summary: IndexSummary) -> None:
        done = index_text.news(summary.counts)
        if summary.cancelled and done:
            done = tr("cancelled, {done}").format(done=done)
        self.status.show_result(done)
        self._count_unreadable()
        self._refresh()

    def _on_library(self, library: LibraryPort | None) -> None:
        self._listing.discard()
        self.panel.show_unreadable(None)
        self.panel.show_history(None)
        self._changes.follow(None if self.panel.isHidden() else library)
        self._all_changes.follow(library)
        self._counting.discard()
        self.status.show_result("")
        self.status.show_unreadable(0)
        if library is not None:
            self.panel.setVisible(self._panel_action.isChecked())
            self._set_limits(library)
            self._count_unreadable()
            self._refresh()

    def _on_preferences(self, names: set[str]) -> None:
        library = self._context.library
        if library is not None and names & {"battery_percent", "busy_percent"}:
            self._set_limits(library)

    def _set_limits(self, library: LibraryPort) -> None:
        now = self._context.preferences.now
        library.throttle.set_limits(now.battery_percent, now.busy_percent)

    def _note_activity(self) -> None:
        library = self._context.library
        if library is not None:
            library.throttle.note_activity()

    def _count_unreadable(self) -> None:
        library = self._context.library
        if library is not None:
            self._counting.run(library.root_list.unreadable_count, self.status.show_unreadable)

    def _refresh(self) -> None:
        """Look at the lists now, or once more after the look in progress."""
        library = self._context.library
        if library is None or self.panel.isHidden():
            return
        shown = self.panel.unreadable.model.rows

        def look() -> tuple[list[PhotoRecord] | None, list[RunRecord]]:
            # Compared here: there may be as many as there are photos.
            records = list(library.unreadable())
            return None if records == shown else records, list(library.runs.history())

        self._listing.run(look, self._show_lists)

    def _show_lists(self, lists: tuple[list[PhotoRecord] | None, list[RunRecord]]) -> None:
        unreadable, runs = lists
        if unreadable is not None:
            self.panel.show_unreadable(unreadable)
        self.panel.show_history(runs)

    def _retry_all(self) -> None:
        self._indexing.retry()

    def _trigger(self, command: str) -> None:
        self._context.actions.action(command).trigger()

    def _show_file(self, record: PhotoRecord) -> None:
        show_in_folder(self._context, record.path)

    def _show_key(self) -> None:
        keys = self._context.actions.keys("index_panel")
        shown = keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        words = tr("Progress, unreadable files and the last runs")
        self.strip.show_tip(f"{words} ({shown})" if shown else words)
