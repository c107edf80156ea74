"""The thumbnail grid under mouse and keyboard: selecting, opening, zooming."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from photosearch.gui import wording
from photosearch.gui.grid.canvas import GridCanvas
from photosearch.gui.grid.loader import ThumbnailLoader
from photosearch.gui.grid.model import PhotoList
from photosearch.gui.grid.navigation import Step, moved

_STEPS = {
    Qt.Key.Key_Left: Step.LEFT,
    Qt.Key.Key_Right: Step.RIGHT,
    Qt.Key.Key_Up: Step.UP,
    Qt.Key.Key_Down: Step.DOWN,
    Qt.Key.Key_PageUp: Step.PAGE_UP,
    Qt.Key.Key_PageDown: Step.PAGE_DOWN,
    Qt.Key.Key_Home: Step.FIRST,
    Qt.Key.Key_End: Step.LAST,
}
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class GridView(GridCanvas):
    """Shows a PhotoList and lets one work in it.

    Signals:
        opened(int): a photo was double-clicked, or Enter pressed on it.
        menu_wanted(QPoint): context menu for the selection, global position.
        selection_changed(): other photos are selected, or another is current.
    """

    opened = Signal(int)
    menu_wanted = Signal(QPoint)
    selection_changed = Signal()

    def __init__(
        self, photos: PhotoList, loader: ThumbnailLoader, parent: QWidget | None = None
    ) -> None:
        super().__init__(photos, loader, parent)
        self._wheel_rest = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Photos")

    def select_all(self) -> None:
        """Every photo."""
        self.selection.select_all()
        self._selection_was_changed()

    def clear_selection(self) -> None:
        """None; the current photo stays."""
        self.selection.clear()
        self._selection_was_changed()

    def set_current(self, row: int) -> None:
        """Select one photo and bring it into sight."""
        self.selection.select_only(row)
        self.reveal(row)
        self._selection_was_changed()

    def _describe_current(self) -> None:
        """For screen readers: what the current photo is."""
        row, photo_id = self.selection.current, self.current_id()
        text = ""
        if photo_id is not None:
            record = self._loader.record(photo_id)
            name = wording.shown_name(record.path) if record else "Photo"
            score = self._photos.score(row)
            likeness = (
                f", {wording.score(score, calibrated=self._photos.calibrated)} alike"
                if score is not None
                else ""
            )
            text = f"{name}{likeness}, {row + 1} of {len(self._photos)}"
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
            QAccessible.updateAccessibility(
                QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            )

    def _go(self, step: Step, modifiers: Qt.KeyboardModifier) -> None:
        row = moved(
            self.selection.current,
            step,
            count=len(self._photos),
            columns=self._layout.columns,
            page_lines=self._layout.lines_per_page(self.viewport().height()),
        )
        if row < 0:
            return
        if modifiers & _SHIFT:
            self.selection.extend_to(row)
        elif modifiers & _CTRL:
            self.selection.move_to(row)
        else:
            self.selection.select_only(row)
        self.reveal(row)
        self._selection_was_changed()

    def _click(self, row: int | None, event: QMouseEvent) -> None:
        modifiers = event.modifiers()
        if row is None:
            if not modifiers & (_CTRL | _SHIFT):
                self.selection.clear()
            if event.button() is Qt.MouseButton.LeftButton:
                keep = bool(modifiers & (_CTRL | _SHIFT))
                self._band.start(event.position().toPoint(), self._scrolled(), keep=keep)
        elif event.button() is not Qt.MouseButton.LeftButton:
            # A right click within the selection is meant for all of it.
            if row not in self.selection:
                self.selection.select_only(row)
        elif modifiers & _SHIFT:
            self.selection.extend_to(row)
        elif modifiers & _CTRL:
            self.selection.toggle(row)
        else:
            self.selection.select_only(row)
        self._selection_was_changed()

    def _hover(self, row: int) -> None:
        if row == self._hovered:
            return
        for changed in (self._hovered, row):
            if 0 <= changed < len(self._photos):
                self.viewport().update(self.cell_rect(changed))
        self._hovered = row
        record = self._loader.record(self._photos.photo_id(row)) if row >= 0 else None
        self.viewport().setToolTip(wording.photo_tip(record) if record else "")

    # Hooks of the canvas

    def _selection_was_changed(self) -> None:
        super()._selection_was_changed()
        self._describe_current()
        self.selection_changed.emit()

    def _on_cells_changed(self, photo_ids: Iterable[int]) -> None:
        super()._on_cells_changed(photo_ids)
        self._describe_current()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, pages, ends; Enter opens, Space selects."""
        key = Qt.Key(event.key())
        current = self.current_id()
        if key in _STEPS:
            self._go(_STEPS[key], event.modifiers())
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current is not None:
            self.opened.emit(current)
        elif key == Qt.Key.Key_Space and current is not None:
            self.selection.toggle(self.selection.current)
            self._selection_was_changed()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Selects, or begins a rubber band beside the cells."""
        self._click(self.row_at(event.position().toPoint()), event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draws the rubber band, or shows what is under the mouse."""
        position = event.position().toPoint()
        if self._band.active:
            self._band.drag(position, self._scrolled(), self._layout)
            self._selection_was_changed()
        else:
            row = self.row_at(position)
            self._hover(-1 if row is None else row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends the rubber band."""
        self._band.stop()
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens."""
        row = self.row_at(event.position().toPoint())
        if row is not None and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(self._photos.photo_id(row))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Under the mouse, or at the current photo if the keyboard asked."""
        position = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.selection.current >= 0:
            cell = self.cell_rect(self.selection.current)
            position = self.viewport().mapToGlobal(cell.center())
        self.menu_wanted.emit(position)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls; zooms with Ctrl."""
        if not event.modifiers() & _CTRL:
            super().wheelEvent(event)
            return
        # A fine wheel tells parts of a notch: they add up.
        self._wheel_rest += event.angleDelta().y()
        notches, self._wheel_rest = int(self._wheel_rest / 120), self._wheel_rest % 120
        if notches:
            self._wheel_rest = 0
            self.set_zoom(self._zoom + notches)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse."""
        self._hover(-1)
        super().leaveEvent(event)
