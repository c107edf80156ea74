"""The window: puts the widgets and controllers together and shows what they tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
)
from PySide6.QtWidgets import QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from photosearch.core.errors import UserError
from photosearch.core.jobs import Progress
from photosearch.core.query import Answer
from photosearch.gui import wording
from photosearch.gui.asking import Asker
from photosearch.gui.bridge import Bridge
from photosearch.gui.commands import Commands
from photosearch.gui.desktop import Desktop
from photosearch.gui.drop_overlay import DropOverlay, accept_copy
from photosearch.gui.grid.canvas import DEFAULT_ZOOM
from photosearch.gui.grid.loader import ThumbnailLoader
from photosearch.gui.grid.model import PhotoList, plan_update
from photosearch.gui.grid.pixmaps import PixmapCache
from photosearch.gui.grid.view import GridView
from photosearch.gui.indexing.index_job import IndexJob
from photosearch.gui.indexing.index_panel import IndexPanel
from photosearch.gui.job_threads import JobThreads
from photosearch.gui.library_contents import LibraryContents
from photosearch.gui.library_port import IndexSummary, PhotoLibrary
from photosearch.gui.message_page import MessagePage, Situation, Wish, message_for
from photosearch.gui.notices import NoticeBanner, Notices
from photosearch.gui.photo_actions import PhotoActions
from photosearch.gui.query import intake
from photosearch.gui.query.query_bar import QueryBar
from photosearch.gui.query.search_session import SearchSession
from photosearch.gui.window_actions import WindowActions, connect_all
from photosearch.gui.window_state import WindowState

WATCH_QUIET_MS = 2500
"""After the watcher's last report its words go away."""


class MainWindow(QMainWindow):
    """Works without a library until set_library() is called; never blocks.

    Signals:
        closed(): the user closed the window.
        retry_wanted(): open the same library again.
        other_library_wanted(Path): open the library in this folder instead.
    """

    closed = Signal()
    retry_wanted = Signal()
    other_library_wanted = Signal(object)

    def __init__(self, bridge: Bridge, threads: JobThreads, desktop: Desktop) -> None:
        super().__init__()
        self._desktop = desktop
        self._state: WindowState | None = None
        self._situation = Situation()
        self._last_run = ""
        self._found_words = ""
        self._watch_quiet = QTimer(self, singleShot=True, interval=WATCH_QUIET_MS)
        self._make_controllers(bridge, threads)
        self._make_widgets()
        self._connect()
        self._show_situation()

    def _make_controllers(self, bridge: Bridge, threads: JobThreads) -> None:
        self.notices = Notices(self)
        questions = Asker(bridge, threads.questions, self.notices.fault)
        self.photos = PhotoList(self)
        self.results = PhotoList(self)
        self.loader = ThumbnailLoader(
            Asker(bridge, threads.thumbnails, self.notices.fault), PixmapCache(), self
        )
        self.contents = LibraryContents(bridge, questions, self.photos, self)
        self.session = SearchSession(bridge, threads.queries, self.notices, self)
        self.indexing = IndexJob(bridge, Asker(bridge, threads.index, self.notices.fault), self)
        self.photo_actions = PhotoActions(questions, self._desktop, self.notices)
        self.commands = Commands(
            self, questions, self._desktop, self.notices, self.session, self.indexing
        )

    def _make_widgets(self) -> None:
        self.setWindowTitle("PhotoSearch")
        self.setAcceptDrops(True)
        self.resize(1180, 780)
        self.setMinimumSize(640, 420)
        self.actions_ = WindowActions(self)
        self.actions_.fill_menu_bar()
        self.query_bar = QueryBar()
        self.banner = NoticeBanner(self.notices)
        self.library_view = GridView(self.photos, self.loader)
        self.results_view = GridView(self.results, self.loader)
        self.results_view.setAccessibleName("Photos found, most alike first")
        self.page = MessagePage()
        self.stack = QStackedWidget()
        for widget in (self.library_view, self.results_view, self.page):
            self.stack.addWidget(widget)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.query_bar)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(middle)
        self._overlay = DropOverlay(middle)
        self.count_label = QLabel()
        self.count_label.setContentsMargins(10, 0, 0, 0)
        self.index_panel = IndexPanel()
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self.count_label)
        self.statusBar().addPermanentWidget(self.index_panel, 1)

    def _connect(self) -> None:
        for view in (self.library_view, self.results_view):
            view.opened.connect(self._open_photo)
            view.menu_wanted.connect(self._show_menu)
            view.selection_changed.connect(self._show_counts)
        self.page.wished.connect(self._grant)
        bar = self.query_bar
        bar.removed.connect(self.session.remove)
        bar.sense_changed.connect(self.session.set_sense)
        bar.left.connect(self.session.leave)
        bar.open_wanted.connect(self.commands.open_picture)
        bar.folder_wanted.connect(self.commands.choose_folder)
        self.session.query_changed.connect(self._on_query_changed)
        self.session.busy_changed.connect(self._on_busy_changed)
        self.session.answered.connect(self._on_answered)
        self.commands.folders_added.connect(self.contents.refresh)
        self.contents.refreshed.connect(self._on_refreshed)
        self.contents.photos_changed.connect(self._on_photos_changed)
        self.contents.photos_removed.connect(self._on_photos_removed)
        self.contents.roots_changed.connect(self._on_roots_changed)
        self.contents.model_changed.connect(self.session.repeat)
        self.indexing.state_changed.connect(self._on_index_state)
        self.indexing.progressed.connect(self.index_panel.show_progress)
        self.indexing.finished.connect(self._on_index_finished)
        self._watch_quiet.timeout.connect(self._on_index_state)
        self.index_panel.pause_wanted.connect(self.indexing.toggle_pause)
        self.index_panel.cancel_wanted.connect(self.indexing.cancel)
        does: WindowActions = self.actions_
        acts: dict[str, Callable[[], None]] = {
            "open_picture": self.commands.open_picture,
            "add_folder": self.commands.choose_folder,
            "paste": self.commands.paste,
            "quit": self._quit,
            "select_all": self._select_all,
            "copy_path": self._copy_paths,
            "find_similar": self._find_similar,
            "open_photo": self._open_chosen,
            "show_in_folder": self._show_in_folder,
            "zoom_in": self._zoom_in,
            "zoom_out": self._zoom_out,
            "zoom_reset": self._zoom_reset,
            "back": self.go_back,
            "update_library": self.commands.update_library,
            "pause": self.indexing.toggle_pause,
            "cancel": self.indexing.cancel,
            "unreadable": self.commands.show_unreadable,
            "encoder": self.commands.show_encoders,
            "about": self.commands.about,
        }
        connect_all({getattr(does, name): act for name, act in acts.items()})

    # What the composition root tells

    def set_library(self, library: PhotoLibrary | None, state: WindowState | None = None) -> None:
        """Work with this library; None: it is about to be closed."""
        if state is not None:
            self._restore(state)
        self._situation = Situation(opened=library is not None)
        for part in (self.loader, self.session, self.indexing, self.photo_actions, self.commands):
            part.set_library(library)
        self.contents.set_library(library)
        self._show_situation()

    def show_failure(self, error: UserError) -> None:
        """The library could not be opened."""
        self._situation = Situation(failure=error)
        self._show_situation()

    def show_watch_progress(self, progress: Progress) -> None:
        """The library brings itself up to date because files changed."""
        if not self.indexing.running:
            self.index_panel.show_progress(progress)
            self._watch_quiet.start()

    def show_opening(self) -> None:
        """A library is being opened."""
        self._situation = Situation()
        self._show_situation()

    @property
    def view(self) -> GridView:
        """The grid that is in front, or would be."""
        return self.results_view if self._situation.results is not None else self.library_view

    def go_back(self) -> None:
        """Escape: out of the query; in the library, out of the selection."""
        if self.session.active:
            self.session.leave()
        else:
            self.library_view.clear_selection()

    # What is in front

    def _show_situation(self) -> None:
        message = message_for(self._situation)
        before = self.stack.currentWidget()
        if message is not None:
            if self.page.show_message(message) or before is not self.page:
                self.stack.setCurrentWidget(self.page)
                self.page.focus_main()
        else:
            view = self.view
            if isinstance(before, GridView):
                view.set_zoom(before.zoom)
            self.stack.setCurrentWidget(view)
            if before is not view:
                view.setFocus()
        self.query_bar.setVisible(self._situation.opened)
        self._show_counts()

    def _show_counts(self) -> None:
        now, chosen = self._situation, self.view.selection.count
        away = sum(not root.online for root in self.contents.roots or ())
        self.count_label.setText(
            wording.library_state(now.photos or 0, now.folders or 0, away, chosen, self._last_run)
        )
        self.actions_.enable(
            ready=now.opened,
            photos=bool(self.view.chosen_ids(1)) and message_for(now) is None,
            searching=self.session.active,
            indexing=self.indexing.running,
        )

    # What the controllers tell

    def _on_refreshed(self) -> None:
        self._situation = replace(
            self._situation, folders=len(self.contents.roots or ()), photos=len(self.photos)
        )
        self._show_situation()

    def _on_photos_changed(self, photo_ids: set[int]) -> None:
        self.loader.forget(photo_ids)
        for photos in (self.photos, self.results):
            photos.announce(photo_ids)
        self.view.load_soon()

    def _on_photos_removed(self, photo_ids: set[int]) -> None:
        # An answer is a few hundred photos at most: small enough for this thread.
        ids = self.results.ids
        update = plan_update(ids, ids[~np.isin(ids, list(photo_ids))])
        if update is not None:
            self.results.apply(update)

    def _on_roots_changed(self) -> None:
        self.loader.forget_records()
        self.view.load_soon()

    def _on_query_changed(self) -> None:
        asked = self.session.asked
        self.query_bar.show_query(asked)
        if not self.session.active:
            self._situation = replace(self._situation, results=None)
        self._show_situation()

    def _on_busy_changed(self, busy: bool) -> None:
        if busy:
            self.query_bar.say("Searching…")
        else:
            self.query_bar.say(self._found_words if self.session.active else "")

    def _on_answered(self, answer: Answer) -> None:
        self.results.set_photos(answer.photo_ids, answer.scores, calibrated=answer.calibrated)
        self._situation = replace(self._situation, results=len(self.results))
        self._found_words = wording.found(len(self.results), answer.searched)
        self.query_bar.say(self._found_words)
        if len(self.results):
            self.results_view.start_at(0)
        self._show_situation()

    def _on_index_state(self) -> None:
        running, paused = self.indexing.running, self.indexing.paused
        self.index_panel.show_state(running=running, paused=paused)
        self.actions_.pause.setText("&Resume indexing" if paused else "&Pause indexing")
        self._situation = replace(self._situation, indexing=running)
        self._show_situation()

    def _on_index_finished(self, summary: IndexSummary) -> None:
        done = wording.outcomes({k: n for k, n in summary.counts.items() if k != "unchanged"})
        self._last_run = f"cancelled, {done}" if summary.cancelled and done else done
        if summary.notes:
            self.notices.tell(" ".join(summary.notes[:3]))
        self.contents.refresh()

    # What the user wants

    def _grant(self, wish: Wish) -> None:
        if wish is Wish.ADD_FOLDER:
            self.commands.choose_folder()
        elif wish is Wish.OPEN_PICTURE:
            self.commands.open_picture()
        elif wish is Wish.BACK:
            self.session.leave()
        elif wish is Wish.TRY_AGAIN:
            self.retry_wanted.emit()
        elif wish is Wish.QUIT:
            self._quit()
        else:
            folder = self._desktop.choose_folder(self, "Open the library in…")
            if folder is not None:
                self.other_library_wanted.emit(folder)

    def _open_photo(self, photo_id: int) -> None:
        self.photo_actions.open([photo_id])

    def _open_chosen(self) -> None:
        self.photo_actions.open(self.view.chosen_ids())

    def _show_in_folder(self) -> None:
        self.photo_actions.show_in_folder(self.view.chosen_ids())

    def _copy_paths(self) -> None:
        self.photo_actions.copy_paths(self.view.chosen_ids())

    def _find_similar(self) -> None:
        self.session.find_similar(self.view.chosen_ids(intake.MAX_PICTURES))

    def _select_all(self) -> None:
        self.view.select_all()

    def _zoom_in(self) -> None:
        self.view.set_zoom(self.view.zoom + 1)

    def _zoom_out(self) -> None:
        self.view.set_zoom(self.view.zoom - 1)

    def _zoom_reset(self) -> None:
        self.view.set_zoom(DEFAULT_ZOOM)

    def _quit(self) -> None:
        self.close()

    def _show_menu(self, position: QPoint) -> None:
        if self.view.chosen_ids(1):
            menu = self.actions_.photo_menu()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(position)

    def _restore(self, state: WindowState) -> None:
        self._state = state
        geometry, zoom = state.load()
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self.library_view.set_zoom(zoom)

    def _drop_adds(self, position: QPoint) -> bool:
        """Whether a drop there joins the query that is shown instead of replacing it."""
        bar = self.query_bar
        return self.session.active and bar.rect().contains(bar.mapFrom(self, position))

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome pictures and folders."""
        if self._situation.opened and intake.is_welcome(event.mimeData()):
            accept_copy(event)
            self._overlay.show_over(adds=self._drop_adds(event.position().toPoint()))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Say what a drop would do here."""
        accept_copy(event)
        self._overlay.show_over(adds=self._drop_adds(event.position().toPoint()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Away again."""
        self._overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Search by the pictures; on the query bar, together with those that are there."""
        self._overlay.hide()
        offer = intake.take(event.mimeData())
        if offer is not None:
            accept_copy(event)
            self.session.offer(offer, add=self._drop_adds(event.position().toPoint()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place and tell whoever runs the program."""
        if self._state is not None:
            self._state.save(self.saveGeometry(), self.library_view.zoom)
        event.accept()
        self.closed.emit()
