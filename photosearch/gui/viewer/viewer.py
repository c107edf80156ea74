"""Show photos one after the other, or some beside each other, over the whole window."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from photosearch.core.details import PhotoDetails
from photosearch.core.facets import Ids
from photosearch.gui.translation import tr
from photosearch.gui.viewer.bar import STARS, BarState, caption, name_of, rating_of
from photosearch.gui.viewer.frame import ViewerFrame
from photosearch.gui.viewer.keys import ARROWS, ViewerCommand, command_of, key_text
from photosearch.gui.viewer.loader import PictureLoader
from photosearch.gui.viewer.pane import PicturePane
from photosearch.gui.viewer.viewer_state import ViewerState
from photosearch.gui.widgets.screen_readers import announce_value

_DWELL_MS = 500
"""A photo that is looked at for so long is read in full, so that one to one is there at once."""
_HOLD_MS = 350
"""A key that is held for longer flickers only while it is held."""
_ZOOM_STEP = 1.25
_PAN_STEP = 0.12


class Viewer(ViewerFrame):
    """Show photos of a list; what else is done with them, others do.

    Signals:
        closed(int): back to the photos; this one was looked at last.
        current_changed(int): another photo is looked at.
        rating_wanted(int, int): give this photo so many stars (0 to 5; -1 for rejected).
        trash_wanted(int): move this photo to the trash.
        find_similar_wanted(list of int): search by these photos.
        full_screen_wanted(bool): fill the screen, or the window only.
        details_toggled(bool): the panel with details was opened or closed.
        copy_wanted(str): put this text on the clipboard.
        menu_wanted(QPoint): context menu for the current photo, global position.
    """

    closed = Signal(int)
    current_changed = Signal(int)
    rating_wanted = Signal(int, int)
    trash_wanted = Signal(int)
    find_similar_wanted = Signal(list)
    full_screen_wanted = Signal(bool)
    details_toggled = Signal(bool)
    copy_wanted = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(
        self, loader: PictureLoader, banner: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        """Show `banner` under the bar whenever it has something to tell."""
        super().__init__(banner, parent)
        self._loader = loader
        self._state: ViewerState | None = None
        self._key_flickers = False
        self._details_of = -1
        """The photo whose details are complete in the panel."""
        self.use_keys({str(stars): stars for stars in range(STARS + 1)}, {"Del"})
        self._dwell = QTimer(self, singleShot=True, interval=_DWELL_MS)
        self._dwell.timeout.connect(self._on_dwelt)
        self._held = QTimer(self, singleShot=True, interval=_HOLD_MS)
        self._connect()

    def _connect(self) -> None:
        bar, panes = self.bar, self.panes
        bar.back_wanted.connect(self.leave)
        bar.previous_wanted.connect(self.go_previous)
        bar.next_wanted.connect(self.go_next)
        bar.similar_wanted.connect(self.find_similar)
        bar.actual_size_wanted.connect(self.toggle_actual_size)
        bar.compare_wanted.connect(self.toggle_compare)
        bar.flicker_wanted.connect(self.flicker)
        bar.details_wanted.connect(self.toggle_details)
        bar.full_screen_wanted.connect(self.toggle_full_screen)
        panes.active_changed.connect(self._on_active_changed)
        panes.zoom_changed.connect(self._on_zoom_changed)
        panes.turned.connect(self._step)
        panes.menu_wanted.connect(self.menu_wanted)
        self.details.copy_wanted.connect(self.copy_wanted)
        self._loader.loaded.connect(self._on_loaded)
        self._loader.details_loaded.connect(self._on_details)

    # What is looked at

    @property
    def current(self) -> int | None:
        """Return the photo that is concerned by what the user does; None while nothing is shown."""
        return None if self._state is None else self._state.current

    @property
    def among(self) -> Ids | Sequence[int]:
        """Return the photos that one can look through, in their order."""
        return () if self._state is None else self._state.among

    @property
    def compared(self) -> tuple[int, ...]:
        """Return the photos beside each other; empty while one is looked at."""
        return () if self._state is None else tuple(self._state.compared)

    @property
    def shown(self) -> list[int]:
        """Return the photos in the panes."""
        return [] if self._state is None else self._state.shown

    def open(self, ids: Ids, photo_id: int, compared: Sequence[int] = ()) -> None:
        """Open: `photo_id` among `ids`, or two to four photos beside each other."""
        self._state = ViewerState(ids, photo_id, compared)
        self.panes.fit()
        self.appear()
        self._show(changed=True)
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """Give the keyboard to the photo that is looked at."""
        self.panes.active_pane.setFocus()

    def leave(self) -> None:
        """Step by step: out of flickering, out of comparing, back to the photos."""
        if self._state is None:
            return
        if self._state.leave():
            self._show()
        else:
            self.close_viewer()

    def close_viewer(self) -> None:
        """Go back to the photos at once."""
        last = self.current
        if last is None:
            return
        self._state = None
        self._dwell.stop()
        self._loader.release()
        self.disappear()
        if self.full_screen:
            self.full_screen_wanted.emit(False)
        self.closed.emit(last)

    def go_next(self) -> None:
        """Go to the next photo."""
        self._step(1)

    def go_previous(self) -> None:
        """Go to the photo before."""
        self._step(-1)

    def go_to(self, photo_id: int) -> None:
        """Go to this photo of the list; beside others it takes the place of the active one."""
        if self._state is not None and self._state.go_to(photo_id):
            self._show(changed=True)

    def remove(self, photo_ids: Collection[int]) -> None:
        """Let the next photos take the places of those that the user had removed."""
        before, state = self.current, self._state
        if state is None:
            return
        if state.remove(photo_ids):
            self._show(changed=state.current != before)
        else:
            self.close_viewer()

    def restore(self, photo_ids: Collection[int]) -> None:
        """Take photos back into the list; what had been removed here is shown again."""
        if self._state is not None:
            self._show(changed=self._state.restore(photo_ids))

    # Ways of looking

    def toggle_actual_size(self) -> None:
        """Show the picture one to one, or the whole of it."""
        self.panes.toggle_actual_size()

    def toggle_details(self) -> None:
        """Show or hide the panel with histogram and EXIF entries."""
        self.show_details(self.details.isHidden())

    def show_details(self, shown: bool) -> None:
        """Open or close that panel."""
        if shown is not self.details.isHidden():
            return
        self.show_side(shown)
        self._show()
        if shown and self.current is not None:
            self._loader.request_details(self.current)
        self.details_toggled.emit(shown)

    def toggle_compare(self) -> None:
        """Show the photo beside the next one, or alone again."""
        if self._state is not None:
            self._state.toggle_compare()
            self.panes.align()
            self._show(changed=True)

    def compare(self, photo_ids: Sequence[int]) -> None:
        """Show two to four photos beside each other, the second one active."""
        if self._state is not None and self._state.compare(photo_ids):
            self.panes.align()
            self._show(changed=True)

    def flicker(self) -> None:
        """Show another photo at the same place: the next compared one, or the one looked at
        before."""
        if self._state is not None:
            self._state.flicker()
            self._show()

    def press_flicker(self) -> None:
        """Flicker by a key: if it is held, until it is released."""
        self.flicker()
        self._key_flickers = True
        self._held.start()

    def find_similar(self) -> None:
        """Search by what is looked at, all of it if photos are compared."""
        if self._state is not None:
            self.find_similar_wanted.emit(list(self._state.compared or [self._state.current]))

    def use_keys(self, ratings: Mapping[str, int], trash: Collection[str]) -> None:
        """Take keys (portable texts) that give so many stars, and those that mean the trash."""
        self._rating_keys, self._trash_keys = dict(ratings), set(trash)

    def toggle_full_screen(self) -> None:
        """Fill the screen, or the window."""
        self.full_screen_wanted.emit(not self.full_screen)

    def set_full_screen(self, full: bool) -> None:
        """Note that whoever has the window has changed it."""
        super().set_full_screen(full)
        self._show()

    # Inside

    def _step(self, steps: int) -> None:
        if self._state is not None and self._state.step(steps):
            self._show(changed=True)

    def _show(self, *, changed: bool = False) -> None:
        """Bring everything in line with what is looked at."""
        state = self._state
        if state is None:
            return
        alone = len(self.panes.shown) == 1
        before = self.panes.active_pane.picture.extent
        self._show_pictures(state)
        if changed and alone and not state.compared:
            self.panes.keep_scale(before, self.panes.active_pane.picture.extent)
        self._update_requests(dwelt=False)
        self._dwell.start()
        if changed:
            self._details_of = -1
            if not self.details.isHidden():
                self._loader.request_details(state.current)
            self.current_changed.emit(state.current)
        self._show_state()

    def _show_pictures(self, state: ViewerState) -> None:
        shown = state.shown
        pictures = [self._loader.picture(photo_id) for photo_id in shown]
        captions = [caption(state, picture) for picture in pictures]
        active = state.active if len(shown) > 1 else 0
        self.panes.show_pictures(pictures, captions, active)

    def _update_requests(self, *, dwelt: bool) -> None:
        """Tell the loader what is needed now, and what probably is next."""
        state = self._state
        if state is None:
            return
        full = self.panes.wanted_in_full()
        if dwelt and not state.compared:
            full = state.shown
        self._loader.request(state.shown, state.ahead(), self.panes.largest_side, full)

    def _show_state(self) -> None:
        """Show the state in bar and panel, and tell screen readers."""
        state = self._state
        if state is None:
            return
        pane = self.panes.active_pane
        picture = pane.picture
        scale = pane.scale
        bar_state = BarState(
            name=name_of(picture),
            position=state.position,
            count=state.count,
            percent=None if scale is None else round(scale * 100),
            rating=rating_of(picture),
            actual_size=self.panes.at_actual_size,
            comparing=bool(state.compared),
            details=not self.details.isHidden(),
            full_screen=self.full_screen,
        )
        self.bar.show_state(bar_state)
        if not self.details.isHidden():
            self.details.show_histogram(picture.histogram)
            if self._details_of != state.current:
                self.details.show_record(self._loader.picture(state.current).record)
        self._announce(pane, bar_state.name)

    def _announce(self, pane: PicturePane, name: str) -> None:
        """Tell screen readers what is shown now."""
        problem = "" if pane.picture.problem is None else pane.picture.problem.what
        told = ", ".join(part for part in (self.bar.text, problem) if part)
        pane.setAccessibleName(name or tr("Photo"))
        announce_value(pane, told)

    # What others tell

    def _on_dwelt(self) -> None:
        self._update_requests(dwelt=True)

    def _on_loaded(self, photo_id: int) -> None:
        state = self._state
        if state is not None and photo_id in state.shown:
            self._show_pictures(state)
            self._update_requests(dwelt=not self._dwell.isActive())
            self._show_state()

    def _on_details(self, details: PhotoDetails) -> None:
        if details.record.photo_id == self.current:
            self._details_of = details.record.photo_id
            self.details.show_details(details)

    def _on_active_changed(self, number: int) -> None:
        if self._state is not None and self._state.set_active(number):
            self._show(changed=True)

    def _on_zoom_changed(self) -> None:
        self._update_requests(dwelt=not self._dwell.isActive())
        self._show_state()

    # Keys

    def _run_command(self, command: ViewerCommand, key: int) -> None:
        if command in {ViewerCommand.NEXT, ViewerCommand.PREVIOUS}:
            self._step(1 if command is ViewerCommand.NEXT else -1)
        elif command in {ViewerCommand.FIRST, ViewerCommand.LAST}:
            if self._state is not None and self._state.go_to_end(command is ViewerCommand.LAST):
                self._show(changed=True)
        elif command in {ViewerCommand.LARGER, ViewerCommand.SMALLER}:
            self.panes.zoom_by(_ZOOM_STEP if command is ViewerCommand.LARGER else 1 / _ZOOM_STEP)
        elif command in {ViewerCommand.PAN, ViewerCommand.PAN_ALONE}:
            dx, dy = ARROWS[Qt.Key(key)]
            self.panes.pan_pages(
                dx * _PAN_STEP, dy * _PAN_STEP, alone=command is ViewerCommand.PAN_ALONE
            )
        elif command is ViewerCommand.FULL_SCREEN:
            self.toggle_full_screen()
        else:
            self.leave()

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Claim the keys of the viewer, which are not those of the grid behind it."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and command_of(event, mirrored=self.isRightToLeft()) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn, zooms, pans; stars and the trash, unless a shortcut of the window took them."""
        command = command_of(event, mirrored=self.isRightToLeft())
        # A held key repeats itself; only another one means that it was not held for this.
        self._key_flickers = self._key_flickers and event.isAutoRepeat()
        current, pressed = self.current, key_text(event)
        if command is not None:
            self._run_command(command, event.key())
        elif current is not None and pressed in self._rating_keys:
            self.rating_wanted.emit(current, self._rating_keys[pressed])
        elif current is not None and pressed in self._trash_keys:
            self.trash_wanted.emit(current)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Flicker back, if the key for it was held."""
        if self._key_flickers and not event.isAutoRepeat():
            self._key_flickers = False
            if not self._held.isActive() and self._state is not None:
                self._state.flicker_back()
                self._show()
        super().keyReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for more pixels for a larger pane."""
        super().resizeEvent(event)
        self._update_requests(dwelt=False)
        self._show_state()
