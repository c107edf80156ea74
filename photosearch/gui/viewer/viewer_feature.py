"""Put the viewer into the window: its commands, and what becomes of what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence

from photosearch.core.changes import Changes
from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext, Cover
from photosearch.gui.grid.view import GridView
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.notices import NoticeBanner
from photosearch.gui.translation import tr
from photosearch.gui.viewer.bar import STARS
from photosearch.gui.viewer.loader import PictureLoader
from photosearch.gui.viewer.viewer import Viewer
from photosearch.gui.viewer.viewer_state import MOST_PANES
from photosearch.gui.window_state import WindowMemory

_WARM_UP_MS = 3000
"""After the library was opened: by then its first page is seen."""
_RATINGS = {**{f"rate_{stars}": stars for stars in range(STARS + 1)}, "reject": -1}
"""Commands whose keys give stars in the viewer, too."""
_SENDING_AWAY = ("trash", "move_to_folder")
"""Commands after which the viewer goes on to the next photo."""
_BUTTONS = {
    "actual_size": "view_actual_size",
    "compare": "view_compare",
    "flicker": "view_flicker",
    "details": "view_details",
    "full_screen": "view_full_screen",
}
"""Buttons of the bar, and the commands whose keys their tool tips name."""


class ViewerFeature(QObject):
    """Open the viewer over the window and keeps it in step with the library.

    Signals:
        rating_wanted(int, int): give a photo so many stars.
        trash_wanted(int): move a photo to the trash. Whoever does it need not tell the viewer.
        find_similar_wanted(list of int): search by these photos; the viewer is closed already.
    """

    rating_wanted = Signal(int, int)
    trash_wanted = Signal(int)
    find_similar_wanted = Signal(list)

    def __init__(self, context: AppContext) -> None:
        super().__init__(context.window)
        self._context = context
        self._view: GridView | None = None
        """The grid that the viewer was opened from, while it is open."""
        self._opened_at = -1
        self._leaving: set[int] = set()
        """Photos that the user has sent away: the viewer goes on when they are gone."""
        self._followed: set[str] = set()
        self._cold = False
        self._warm_up_soon = QTimer(self, singleShot=True, interval=_WARM_UP_MS)
        self._warm_up_soon.timeout.connect(self._warm_up)
        self._unsubscribe: Callable[[], None] | None = None
        self.loader = PictureLoader(context.background.derive(context.threads.viewer), self)
        self.viewer = Viewer(self.loader, NoticeBanner(context.notices), context.window)
        self._connect()
        self._add_commands()
        self._use_preferences({"monitor_profile", "viewer_wheel"})

    def _connect(self) -> None:
        context, viewer = self._context, self.viewer
        context.window.installEventFilter(self)
        context.library_changed.connect(self._set_library)
        context.grid_changed.connect(self._on_grid_changed)
        context.preferences.changed.connect(self._use_preferences)
        context.actions.shortcuts_changed.connect(self._show_keys)
        self.loader.profile_failed.connect(context.notices.show_error)
        viewer.closed.connect(self._on_closed)
        viewer.current_changed.connect(self._on_current_changed)
        viewer.rating_wanted.connect(self.rating_wanted)
        viewer.trash_wanted.connect(self._trash)
        viewer.find_similar_wanted.connect(self._find_similar)
        viewer.full_screen_wanted.connect(self._set_full_screen)
        viewer.copy_wanted.connect(context.desktop.copy_text)
        viewer.menu_wanted.connect(self._show_menu)

    def _add_commands(self) -> None:
        for name, text, act, keys, words in (
            (
                "view_photo",
                tr("&View photo"),
                self._open_current,
                ("F3",),
                tr("The photo large; Enter and a double click do the same"),
            ),
            (
                "view_full_screen",
                tr("Full sc&reen"),
                self._toggle_full_screen,
                ("F11",),
                tr("The photo and nothing else"),
            ),
            (
                "view_actual_size",
                tr("&Actual size"),
                self._toggle_actual_size,
                ("Z",),
                tr(
                    "One pixel of the photo on one pixel of the screen, and back to the whole photo"
                ),
            ),
            (
                "view_compare",
                tr("&Compare photos"),
                self._compare,
                ("C",),
                tr("Two to four photos side by side, moved and enlarged together"),
            ),
            (
                "view_flicker",
                tr("F&licker"),
                self._flicker,
                ("X",),
                tr("Another photo in the same place; while the key is held, until it is released"),
            ),
            (
                "view_details",
                tr("&Details and histogram"),
                self._toggle_details,
                ("I",),
                tr("What the photo's file says"),
            ),
        ):
            action = self._context.actions.add(
                Command(
                    name,
                    text,
                    act,
                    keys,
                    menu="view",
                    section=1,
                    needs=Needs.PHOTOS,
                    context=name in {"view_photo", "view_compare"},
                    help=words,
                )
            )
            # A key that is held must not switch to and fro as fast as the keyboard repeats it.
            action.setAutoRepeat(False)

    def remember(self, memory: WindowMemory) -> None:
        """Let the panel with the details be open or closed at the next start as it was."""
        memory.add("viewer_details", self._details_state, self._restore_details)

    def _details_state(self) -> str:
        return "closed" if self.viewer.details.isHidden() else "open"

    def _restore_details(self, text: str) -> None:
        self.viewer.show_details(text == "open")

    @property
    def is_open(self) -> bool:
        """Tell whether a photo is looked at."""
        return self.viewer.current is not None

    @property
    def cover(self) -> Cover:
        """Return what the viewer is about, which lies over the whole window."""
        viewer = self.viewer
        return Cover(
            lambda: self.is_open,
            lambda: viewer.current,
            lambda: viewer.among,
            viewer.take_keyboard,
        )

    def open(self, photo_id: int) -> None:
        """Look at this photo, among those of what is in front."""
        self._look_at(photo_id, [])

    def expect_removal(self, photo_ids: Collection[int]) -> None:
        """Show the next photo when these are gone: the user is sending them away."""
        self._leaving.update(photo_ids)

    def _look_at(self, photo_id: int, compared: list[int]) -> None:
        library = self._context.library
        if library is None or self.is_open:
            return
        self._view = self._context.view
        self._view.photos.reset.connect(self._close_quietly)
        self._opened_at = photo_id
        self._warm_up()
        self._show_keys()
        self._follow_commands()
        self.viewer.setGeometry(self._context.window.rect())
        self.viewer.open(self._context.shown_ids(), photo_id, compared)

    # Commands

    def _open_current(self) -> None:
        current = self._context.current_id()
        if current is not None:
            self.open(current)

    def _open_first(self) -> bool:
        """Open the viewer unless it is open; whether it is now."""
        if not self.is_open:
            self._open_current()
        return self.is_open

    def _toggle_full_screen(self) -> None:
        if self._open_first():
            self.viewer.toggle_full_screen()

    def _toggle_actual_size(self) -> None:
        if self._open_first():
            self.viewer.toggle_actual_size()

    def _toggle_details(self) -> None:
        if self.is_open:
            self.viewer.toggle_details()
        elif self._open_first():
            self.viewer.show_details(True)

    def _flicker(self) -> None:
        if self._open_first():
            self.viewer.press_flicker()

    def _compare(self) -> None:
        if self.is_open:
            self.viewer.toggle_compare()
            return
        chosen = self._context.chosen_ids(MOST_PANES + 1)
        if len(chosen) > MOST_PANES:
            self._context.notices.show_message(
                tr("Only the first {most} of the selected photos are compared.").format(
                    most=MOST_PANES
                )
            )
        if len(chosen) > 1:
            self._look_at(chosen[0], chosen[:MOST_PANES])
        elif self._open_first():
            self.viewer.toggle_compare()

    # What the viewer tells

    def _on_current_changed(self, _photo_id: int) -> None:
        self._context.tell_chosen()

    def _on_closed(self, last: int) -> None:
        """Go back to the grid, at the photo that was looked at last."""
        view, self._view = self._view, None
        self._leaving.clear()
        if view is None:
            return
        view.photos.reset.disconnect(self._close_quietly)
        self._context.take_keyboard()
        self._context.tell_chosen()
        rows = np.flatnonzero(np.asarray(view.photos.ids) == last)
        # A selection outlives a look at the photo where one was.
        if rows.size and last != self._opened_at:
            view.set_current(int(rows[0]))

    def _close_quietly(self) -> None:
        """Show the other photos that have come to the front."""
        self._opened_at = self.viewer.current or -1
        self.viewer.close_viewer()

    def _on_grid_changed(self) -> None:
        if self._view is not None and self._context.view is not self._view:
            self._close_quietly()

    def _trash(self, photo_id: int) -> None:
        self.expect_removal([photo_id])
        self.trash_wanted.emit(photo_id)

    def _find_similar(self, photo_ids: list[int]) -> None:
        self.viewer.close_viewer()
        self.find_similar_wanted.emit(photo_ids)

    def _set_full_screen(self, full: bool) -> None:
        window = self._context.window
        state = window.windowState()
        screen = Qt.WindowState.WindowFullScreen
        # Maximised or not comes back by itself.
        window.setWindowState(state | screen if full else state & ~screen)
        self.viewer.set_full_screen(full)

    def _show_menu(self, position: QPoint) -> None:
        menu = self._context.actions.photo_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(position)

    # What the rest of the program tells

    def _set_library(self, library: LibraryPort | None) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if self.is_open:
            self._close_quietly()
        self.loader.set_library(library)
        self._cold = library is not None
        if library is not None:
            self._unsubscribe = library.subscribe(self._hear)
            self._warm_up_soon.start()

    def _warm_up(self) -> None:
        """Start the process that reads photos, so that the first one need not wait for it."""
        library = self._context.library
        if self._cold and library is not None:
            self._cold = False
            self._context.background.derive(self._context.threads.viewer).run(
                library.previews.start
            )

    def _hear(self, changes: Changes) -> None:
        """Take changes in whatever thread made them."""
        self._context.bridge.call(self._on_changes, changes)

    def _on_changes(self, changes: Changes) -> None:
        if changes.roots_changed:
            self.loader.forget_problems()
        removed = set(changes.removed)
        sent_away = removed & self._leaving
        self._leaving -= sent_away
        self.loader.refresh({*changes.changed, *changes.added, *(removed - sent_away)})
        self.viewer.restore(set(changes.added))
        if sent_away:
            if self._opened_at in sent_away:
                self._opened_at = -1  # the grid has gone on from there, too
            self.viewer.remove(sent_away)

    def _use_preferences(self, names: set[str]) -> None:
        now = self._context.preferences.now
        if "monitor_profile" in names:
            self.loader.set_profile(now.monitor_profile)
        if "viewer_wheel" in names:
            self.viewer.panes.wheel_turns = now.viewer_wheel == "next"

    def _show_keys(self) -> None:
        """Take over which keys hold now, the user's own among them."""
        actions = self._context.actions
        native = QKeySequence.SequenceFormat.NativeText
        first = {button: actions.keys(name)[:1] for button, name in _BUTTONS.items()}
        known = {command.name for command in actions}
        first["similar"] = actions.keys("find_similar")[:1] if "find_similar" in known else []
        self.viewer.bar.show_keys(
            {
                button: "".join(key.toString(native) for key in keys)
                for button, keys in first.items()
            }
        )
        if "trash" in known and known.issuperset(_RATINGS):
            self.viewer.use_keys(
                {key.toString(): n for name, n in _RATINGS.items() for key in actions.keys(name)},
                {key.toString() for key in actions.keys("trash")},
            )

    def _follow_commands(self) -> None:
        """Hear of what is sent away by menu. Not before all commands are there."""
        for command in self._context.actions:
            if command.name in _SENDING_AWAY and command.name not in self._followed:
                self._followed.add(command.name)
                self._context.actions.action(command.name).triggered.connect(self._on_sending_away)

    def _on_sending_away(self) -> None:
        if self.viewer.current is not None:
            self.expect_removal([self.viewer.current])

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the whole window, whatever its size."""
        if watched is self._context.window and event.type() is QEvent.Type.Resize:
            self.viewer.setGeometry(self._context.window.rect())
        return False
