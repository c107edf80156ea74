"""Put widgets and features into place and hand on what they tell each other."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QStatusTipEvent,
)
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from photosearch.core.changes import IndexSummary
from photosearch.core.errors import UserError
from photosearch.core.jobs import Progress
from photosearch.core.query import QueryItem, QueryWords
from photosearch.gui.about.help_feature import HelpFeature
from photosearch.gui.context import AppContext
from photosearch.gui.desktop.desktop import Desktop
from photosearch.gui.duplicates.duplicates_feature import DuplicatesFeature
from photosearch.gui.file_ops.file_ops_feature import FileOperationsFeature
from photosearch.gui.file_ops.open_with_feature import OpenWithFeature
from photosearch.gui.filters.empty_text import explanation
from photosearch.gui.filters.filter_feature import FilterFeature
from photosearch.gui.folders.first_start import FirstStart
from photosearch.gui.folders.folders_feature import FoldersFeature
from photosearch.gui.grid.view import GridView
from photosearch.gui.indexing.index_controller import IndexController
from photosearch.gui.indexing.index_feature import IndexFeature
from photosearch.gui.learning.learning_feature import LearningFeature
from photosearch.gui.library_menu.library_backups import LibraryBackups
from photosearch.gui.library_menu.library_commands import LibraryCommands
from photosearch.gui.library_menu.library_privacy import LibraryPrivacy
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.map.map_feature import MapFeature
from photosearch.gui.message_text import message_text
from photosearch.gui.notices import NoticeBanner
from photosearch.gui.photo_area import PhotoArea
from photosearch.gui.preferences_dialog.preferences_feature import PreferencesFeature
from photosearch.gui.query.answer_display import AnswerDisplay
from photosearch.gui.query.drag_and_drop import WindowDropHandler
from photosearch.gui.query.import_prompt import ImportPrompt
from photosearch.gui.query.query_bar import QueryBar
from photosearch.gui.query.query_commands import QueryCommands
from photosearch.gui.query.query_controls_feature import QueryControlsFeature
from photosearch.gui.query.search_session import SearchSession
from photosearch.gui.runtime.background import Policy
from photosearch.gui.runtime.bridge import Bridge
from photosearch.gui.runtime.thread_pools import ThreadPools
from photosearch.gui.saved_searches.saved_searches_feature import SavedSearchesFeature
from photosearch.gui.shortcuts.shortcuts_feature import ShortcutsFeature
from photosearch.gui.time_line.time_line_feature import TimeLineFeature
from photosearch.gui.translation import tr
from photosearch.gui.tray.tray_feature import TrayFeature
from photosearch.gui.tuning.tuning_feature import TuningFeature
from photosearch.gui.view_commands import ViewCommands
from photosearch.gui.view_state import ViewState, message_for
from photosearch.gui.viewer.viewer_feature import ViewerFeature
from photosearch.gui.walk.walk_feature import WalkFeature
from photosearch.gui.widgets.buttons import press_focused
from photosearch.gui.widgets.fit_on_screen import fit_on_screen
from photosearch.gui.widgets.message_page import EmptyPageAction
from photosearch.gui.window_state import GridMemory, WindowMemory
from photosearch.messages import Message
from photosearch.settings import Settings


class MainWindow(QMainWindow):
    """Work without a library until set_library() is called; never blocks.

    Signals:
        closed(): the user closed the window.
        retry_wanted(): open the same library again.
        other_library_wanted(Path): open the library in this folder instead.
    """

    closed = Signal()
    retry_wanted = Signal()
    other_library_wanted = Signal(object)

    def __init__(
        self,
        bridge: Bridge,
        threads: ThreadPools,
        desktop: Desktop,
        settings: Settings | None = None,
        settings_path: Path | None = None,
    ) -> None:
        """Save no changed settings without `settings_path`."""
        super().__init__()
        self.setWindowTitle("PhotoSearch")
        self.setAcceptDrops(True)
        self.setMinimumSize(640, 420)
        fit_on_screen(self, 1180, 780)
        self._leaving = False
        self._folder = Path()
        self._asked: tuple[tuple[QueryItem, ...], tuple[QueryWords, ...]] = ((), ())
        """Images and words of the query that is shown."""
        self.context = AppContext(
            self, bridge, threads, desktop, settings or Settings(), settings_path
        )
        self._make_features()
        self._make_widgets()
        self._connect()
        self.memory = WindowMemory(self)
        """What is remembered from one start to the next."""
        self.filters.remember(self.memory)
        self.index_feature.remember(self.memory)
        self.viewer.remember(self.memory)
        self.duplicates.remember(self.memory)
        self.map.remember(self.memory)
        self._remembered_grids = GridMemory(self.photo_area, self.memory)
        self.photo_area.answer_shown.connect(self._remembered_grids.after_answer)
        self.context.actions.fill_menu_bar()
        self.photo_area.set_state(ViewState())

    def _make_features(self) -> None:
        context = self.context
        self.photo_area = PhotoArea(context)
        self.session = SearchSession(
            context.background.derive(context.threads.queries),
            context.background.derive(context.threads.verification),
            context.notices,
            self,
        )
        self.indexing = IndexController(
            context.background.derive(context.threads.index, Policy.QUEUE), self
        )
        self.query_commands = QueryCommands(context, self.session)
        self.import_prompt = ImportPrompt(context, self.session)
        self.index_feature = IndexFeature(context, self.indexing)
        self.library_commands = LibraryCommands(context, self.indexing)
        self.learning = LearningFeature(context, self.session, self.library_commands)
        self.tuning = TuningFeature(context, self.library_commands, self.indexing)
        self.backups = LibraryBackups(context)
        LibraryPrivacy(context)
        self.folders_feature = FoldersFeature(context, self.indexing, self.library_commands)
        self.filters = FilterFeature(context, self.session, self.photo_area.updater)
        self.time_line = TimeLineFeature(context, self.photo_area)
        self.map = MapFeature(context, self.photo_area)
        self.open_with = OpenWithFeature(context)
        self.file_ops = FileOperationsFeature(context)
        self.viewer = ViewerFeature(context)
        self.duplicates = DuplicatesFeature(
            context, self.photo_area.loader, self.file_ops, self.indexing, self.viewer
        )
        self.walk = WalkFeature(context, self.viewer)
        self.file_ops.take_keys_of(self.walk.view)
        for feature in (self.duplicates, self.walk, self.viewer):
            context.lay_over(feature.cover)
        ViewCommands(context, self.go_back, self.leave)
        self.preferences_feature = PreferencesFeature(context)
        self.shortcuts_feature = ShortcutsFeature(context)
        self.help_feature = HelpFeature(context)
        self.tray = TrayFeature(context, self.indexing)
        self.tray.quit_wanted.connect(self.leave)
        self.file_ops.queue.started.connect(self.tray.note_start)
        self.file_ops.queue.ended.connect(self.tray.note_end)
        self.first_start = FirstStart(context)
        self.first_start.found.connect(self._on_pictures_folder)
        self.preferences_feature.shortcuts_wanted.connect(self.shortcuts_feature.open)

    def _make_widgets(self) -> None:
        self.query_bar = QueryBar()
        self.steering = QueryControlsFeature(self.context, self.session, self.query_bar)
        self.saved_searches = SavedSearchesFeature(
            self.context, self.session, self.query_bar, self.file_ops.history
        )
        AnswerDisplay(self.session, self.query_bar, self.photo_area)
        for button in (self.filters.button, self.duplicates.button):
            self.query_bar.add_button(button)
        self.query_bar.add_button(self.map.button, gives_way=True)
        self.query_bar.add_button(self.filters.words_button)
        self.banner = NoticeBanner(self.context.notices)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.query_bar)
        column.addWidget(self.banner)
        column.addWidget(self.import_prompt.bar)
        column.addWidget(self.learning.bar)
        column.addWidget(self.file_ops.strip)
        pages = self.time_line.beside(self.duplicates.in_place_of(self.photo_area))
        photos = self.filters.beside(self.map.beside(self.walk.in_place_of(pages)))
        column.addWidget(self.steering.with_crop_panel(photos), 1)
        column.addWidget(self.index_feature.panel)
        self.setCentralWidget(middle)
        self.drops = WindowDropHandler(self.context, self.session, middle, self.query_bar)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self.index_feature.status)
        self.statusBar().addWidget(self.file_ops.status_message)
        self.statusBar().addPermanentWidget(self.index_feature.strip, 1)
        self.statusBar().addPermanentWidget(self.photo_area.sorting.control)
        self.statusBar().addPermanentWidget(self.photo_area.zoom_slider)

    def _connect(self) -> None:
        self.context.library_changed.connect(self.session.set_library)
        self.context.library_changed.connect(self.indexing.set_library)
        self.banner.left.connect(self.context.take_keyboard)
        duplicates = self.duplicates
        duplicates.shown_changed.connect(self._on_page_shown)
        self.walk.shown_changed.connect(self._on_page_shown)
        duplicates.front_wanted.connect(self.walk.leave)
        duplicates.filters_cleared.connect(self.filters.clear)
        duplicates.folder_wanted.connect(self.library_commands.choose_folder)
        self.filters.filters_changed.connect(duplicates.set_filters)
        self.filters.filters_changed.connect(self.map.set_filters)
        self.filters.filters_changed.connect(self.walk.leave)  # what passes is to be seen
        self.filters.map_wanted.connect(self.map.show_panel)
        self.map.area_chosen.connect(self.filters.set_area)
        photo_area, updater = self.photo_area, self.photo_area.updater
        photo_area.opened.connect(self.viewer.open)
        self.viewer.rating_wanted.connect(self.file_ops.rate_one)
        self.viewer.trash_wanted.connect(self.file_ops.trash_one)
        self.viewer.find_similar_wanted.connect(self.session.find_similar)
        self.file_ops.photos_back.connect(self.session.search_again)
        photo_area.menu_wanted.connect(self._show_menu)
        photo_area.state_changed.connect(self._show_counts)
        photo_area.page.action_requested.connect(self._run_action)
        photo_area.page.offer_chosen.connect(self.filters.set_filters)
        photo_area.set_explainer(explanation)
        bar = self.query_bar
        bar.removed.connect(self.session.remove)
        bar.mode_changed.connect(self.session.set_mode)
        bar.clear_wanted.connect(self.session.clear)
        bar.open_wanted.connect(self.query_commands.open_picture)
        bar.folder_wanted.connect(self.library_commands.choose_folder)
        self.filters.words_wanted.connect(self.session.add_words)
        self.session.query_changed.connect(self._on_query_changed)
        self.backups.restore_started.connect(self._on_restore_started)
        self.backups.restored.connect(self.retry_wanted)
        self.backups.restore_failed.connect(self._on_restore_failed)
        self.import_prompt.folders_wanted.connect(self.library_commands.add_folders)
        self.library_commands.folders_added.connect(updater.refresh)
        updater.model_changed.connect(self.session.search_again)
        updater.photos_removed.connect(self.session.remove_photos)
        updater.photos_removed.connect(self.walk.remove_photos)
        self.indexing.state_changed.connect(self._on_index_state)
        self.indexing.finished.connect(self._on_index_finished)

    # What the composition root tells

    def set_library(self, library: LibraryPort | None) -> None:
        """Work with this library; None: it is about to be closed."""
        self.photo_area.state = ViewState(opened=library is not None)
        self.context.set_library(library)
        self.photo_area.set_state(self.photo_area.state)

    def show_failure(self, error: UserError) -> None:
        """Tell that the library could not be opened."""
        self.index_feature.hide_panel()
        self.photo_area.set_state(ViewState(failure=error))

    def show_watch_progress(self, progress: Progress) -> None:
        """Show that the library brings itself up to date because files changed."""
        self.index_feature.show_watch_progress(progress)

    def show_watch_note(self, note: Message) -> None:
        """Tell what the watcher notices: a drive that goes or comes, a folder that the system does
        not report changes of."""
        self.context.notices.gather(f"{message_text(note):whole}")

    def show_opening(self, folder: Path) -> None:
        """Show that the library in this folder is being opened."""
        self._folder = folder
        self.photo_area.set_state(ViewState())

    def leave(self) -> None:
        """End the program, also where closing the window only hides it."""
        self._leaving = True
        self.close()

    def go_back(self) -> None:
        """Go one step back (Escape), from a message or the box to the query to the selection."""
        if self.steering.go_back() or self.banner.dismiss():
            return
        if self.walk.shown:
            self.walk.leave()
        elif self.duplicates.shown:
            self.duplicates.leave()
        elif self.session.active:
            self.session.clear()
        else:
            self.photo_area.library_view.clear_selection()

    # What the features tell

    def _show_counts(self) -> None:
        now, view = self.photo_area.state, self.photo_area.view
        self.query_bar.setVisible(now.opened)
        self.index_feature.status.show_counts(
            now.photos or 0, now.folders or 0, view.selection.count, filtered=now.filtered
        )
        self.index_feature.status.show_offline(
            sum(not root.online for root in self.photo_area.updater.roots or ())
        )
        self.context.actions.enable(
            library=now.opened,
            photos=now.opened and self._has_chosen(),
            query=now.opened and self.session.active,
            indexing=self.indexing.running,
        )
        self.context.grid_changed.emit()

    def _has_chosen(self) -> bool:
        """Tell whether there are photos that commands are about."""
        if self.context.cover is None and message_for(self.photo_area.state) is not None:
            return False
        return bool(self.context.chosen_ids(1))

    def _on_page_shown(self) -> None:
        covered = self.walk.shown or self.duplicates.shown
        self.drops.walk_by(self.walk.walk_from if self.walk.shown else None)
        for control in (self.photo_area.sorting.control, self.photo_area.zoom_slider):
            control.setVisible(not covered)
        self.time_line.set_covered(covered)
        self._show_counts()

    def _on_query_changed(self) -> None:
        query, before = self.session.query, self._asked
        self._asked = query.items, query.words
        if self._asked not in (((), ()), before):  # the photos found are to be seen
            self.walk.leave()
            self.duplicates.leave()
        self.query_bar.show_query(query)
        if not self.session.active:
            self.photo_area.leave_answer()
        self.photo_area.set_state(self.photo_area.state)

    def _on_index_state(self) -> None:
        running, paused = self.indexing.running, self.indexing.paused
        self.library_commands.show_paused(paused=paused)
        self.photo_area.update_state(indexing=running)

    def _on_index_finished(self, summary: IndexSummary) -> None:
        for note in summary.notes:
            self.context.notices.gather(f"{message_text(note):whole}")
        self.photo_area.updater.refresh()

    def _on_pictures_folder(self, folder: Path) -> None:
        self.photo_area.update_state(pictures=folder)

    def _on_restore_started(self) -> None:
        self.photo_area.update_state(restoring=True)

    def _on_restore_failed(self) -> None:
        self.photo_area.update_state(restoring=False)

    # What the user wants

    @property
    def view(self) -> GridView:
        """Return the grid that is in front, or would be."""
        return self.photo_area.view

    def _run_action(self, action: EmptyPageAction) -> None:
        pictures = self.photo_area.state.pictures
        if action is EmptyPageAction.ADD_PICTURES and pictures is not None:
            self.library_commands.add_folders([pictures])
        elif action is EmptyPageAction.CLEAR_FILTERS:
            self.filters.clear()
        elif action is EmptyPageAction.NO_THRESHOLD:
            self.session.set_threshold(0)
        elif action is EmptyPageAction.SHOW_LESS_ALIKE:
            self.photo_area.options.show_less_alike()
        elif action is EmptyPageAction.ADD_FOLDER:
            self.library_commands.choose_folder()
        elif action is EmptyPageAction.OPEN_PICTURE:
            self.query_commands.open_picture()
        elif action is EmptyPageAction.BACK:
            self.session.clear()
        elif action is EmptyPageAction.TRY_AGAIN:
            self.retry_wanted.emit()
        elif action is EmptyPageAction.RESTORE_BACKUP:
            self.backups.restore(self._folder)
        elif action is EmptyPageAction.QUIT:
            self.leave()
        else:
            folder = self.context.desktop.choose_folder(self, tr("Open the library in…"))
            if folder is not None:
                self.other_library_wanted.emit(folder)

    def _show_menu(self, position: QPoint) -> None:
        if self.context.chosen_ids(1):
            menu = self.context.actions.photo_menu()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(position)

    # Qt overrides
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome pictures and folders."""
        self.drops.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Say what a drop would do here."""
        self.drops.move(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Take the welcome back."""
        self.drops.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        """Search by what is dropped."""
        self.drops.drop(event)

    def event(self, event: QEvent) -> bool:
        """Tell what a command of a menu does where there is room for it: the strip takes that of
        the messages of the status bar."""
        if isinstance(event, QStatusTipEvent):
            self.index_feature.status.show_tip(event.tip())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the keyboard on Enter, as a dialog does."""
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell whoever runs the program, or go on in the tray."""
        if not self._leaving and self.tray.hides_instead_of_closing():
            event.ignore()
            return
        event.accept()
        self.closed.emit()
