"""Handle mouse and keyboard in the grid: selecting, opening, zooming, dragging out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QWidget

from photosearch.gui.grid import cell_text, drag_out
from photosearch.gui.grid.canvas import GridCanvas
from photosearch.gui.grid.headings import heading_speech
from photosearch.gui.grid.loader import ThumbnailLoader
from photosearch.gui.grid.model import Ids, PhotoList
from photosearch.gui.grid.navigation import VERTICAL, NavigationStep, moved
from photosearch.gui.grid.zooming import ZoomGestures
from photosearch.gui.translation import tr
from photosearch.gui.widgets import screen_readers

_KEYS = {
    Qt.Key.Key_Left: NavigationStep.BACK,
    Qt.Key.Key_Right: NavigationStep.ON,
    Qt.Key.Key_Up: NavigationStep.UP,
    Qt.Key.Key_Down: NavigationStep.DOWN,
    Qt.Key.Key_PageUp: NavigationStep.PAGE_UP,
    Qt.Key.Key_PageDown: NavigationStep.PAGE_DOWN,
    Qt.Key.Key_Home: NavigationStep.FIRST,
    Qt.Key.Key_End: NavigationStep.LAST,
}
_OTHER_WAY = {NavigationStep.BACK: NavigationStep.ON, NavigationStep.ON: NavigationStep.BACK}
_BY_GROUP = {
    NavigationStep.UP: NavigationStep.GROUP_UP,
    NavigationStep.DOWN: NavigationStep.GROUP_DOWN,
}
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_LEFT = Qt.MouseButton.LeftButton
_BAND_TICK_MS = 16
_MOST_PER_TICK = 60
"""Logical pixels that the grid scrolls at once while a rubber band is drawn beyond its edge."""


@dataclass(frozen=True, slots=True)
class _Press:
    """Hold where the left button went down, while nothing has come of it yet."""

    position: QPoint
    row: int | None
    on_picture: bool
    """Dragging takes the photo along; beside the picture it draws a rubber band."""
    waits: bool
    """It was on one of several selected photos: letting go without a drag selects that one."""
    keep: bool
    """Shift or Ctrl was down: what is selected stays so."""


class GridView(GridCanvas):
    """Show a PhotoList and let one work in it.

    Signals:
        opened(int): a photo was double-clicked, or Enter pressed on it.
        menu_wanted(QPoint): context menu for the selection, global position.
        selection_changed(): other photos are selected, or another is current.
        cells_changed(): names, thumbnails or what else cells show came or changed.
        focused(): the keyboard came to the grid.
        footer_pressed(): the line below all photos was clicked on.
        hovered(int): this photo is under the mouse now, -1 if none is.
        told(str): a sentence for the user: why something is left out of a drag.
    """

    opened = Signal(int)
    menu_wanted = Signal(QPoint)
    selection_changed = Signal()
    cells_changed = Signal()
    focused = Signal()
    footer_pressed = Signal()
    hovered = Signal(int)
    told = Signal(str)

    def __init__(
        self, photos: PhotoList, loader: ThumbnailLoader, parent: QWidget | None = None
    ) -> None:
        super().__init__(photos, loader, parent)
        self.drag_starter: Callable[[QObject, QMimeData, QImage], None] = drag_out.start
        """Starts the system's drag; replaceable for tests."""
        screen_readers.install()
        self._press: _Press | None = None
        self._gestures = ZoomGestures()
        self._column = 0
        """At which up and down aim, also across shorter lines."""
        self._pointer = QPoint()
        self._band_timer = QTimer(self, interval=_BAND_TICK_MS)
        self._band_timer.timeout.connect(self._scroll_band)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName(tr("Photos"))

    def select_all(self) -> None:
        """Select every photo."""
        self.selection.select_all()
        self._selection_was_changed()

    def clear_selection(self) -> None:
        """Select none; the current photo stays."""
        self.selection.clear()
        self._selection_was_changed()

    def set_current(self, row: int, selected: Ids | None = None) -> None:
        """Bring a photo into sight; it alone is selected, or these rows are."""
        self.selection.select_only(row)
        if selected is not None:
            self.selection.set_rows(selected)
        self.reveal(row)
        self._selection_was_changed()

    def toggle(self, row: int) -> None:
        """Select one photo more, or one less; it becomes the current one."""
        self.selection.toggle(row)
        self._selection_was_changed()

    def select_group(self, group: int, *, keep: bool = False) -> None:
        """Select all photos under a heading; with `keep` what is selected stays so."""
        rows = self._layout.group_rows(group)
        kept = self.selection.mask() if keep else None
        self.selection.set_rows(slice(rows.start, rows.stop), kept)
        self.selection.move_to(rows.start)
        self._selection_was_changed()

    # What screen readers hear

    def speech(self, row: int) -> str:
        """Return all that is to be said of a photo."""
        groups, heading = self.photos.groups, ""
        if groups is not None:
            group = self._layout.group_of(row)
            members = self._layout.group_rows(group)
            if members.start == row:
                heading = heading_speech(groups.titles[group], len(members))
        photo_id = self.photos.photo_id(row)
        record, copies = self._loader.record(photo_id), photo_id in self._copies
        return cell_text.speech(self.photos, row, record, heading, copies=copies)

    # Keyboard

    def _go(self, step: NavigationStep, modifiers: Qt.KeyboardModifier) -> None:
        if self._mirrored:
            step = _OTHER_WAY.get(step, step)
        if modifiers & _ALT:
            step = _BY_GROUP.get(step, step)
        row = moved(
            self._layout,
            self.selection.current,
            step,
            column=self._column,
            page_lines=self._layout.lines_per_page(self.viewport().height()),
        )
        if row < 0:
            return
        column = self._column
        if modifiers & _SHIFT:
            self.selection.extend_to(row, keep=bool(modifiers & _CTRL))
        elif modifiers & _CTRL:
            self.selection.move_to(row)
        else:
            self.selection.select_only(row)
        self.reveal(row)
        self._selection_was_changed()
        if step in VERTICAL:
            self._column = column

    # Mouse

    def _on_picture(self, row: int, position: QPoint) -> bool:
        """Tell whether a point of a cell is on its picture or caption, not beside them."""
        if row in self.selection:
            return True
        rect = self.cell_rect(row)
        (cell,) = [cell for cell in self._cells(rect) if cell.x == rect.x()][:1]
        shown = self._painter.shown_rect(cell)
        return shown.contains(position) or position.y() > shown.bottom()

    def _click(self, row: int | None, event: QMouseEvent) -> None:
        modifiers = event.modifiers()
        if row is None:
            if not modifiers & (_CTRL | _SHIFT):
                self.selection.clear()
        elif event.button() is not _LEFT:
            # A right click within the selection is meant for all of it.
            if row not in self.selection:
                self.selection.select_only(row)
        elif modifiers & _SHIFT:
            self.selection.extend_to(row, keep=bool(modifiers & _CTRL))
        elif modifiers & _CTRL:
            self.selection.toggle(row)
        elif not (self._press and self._press.waits):
            self.selection.select_only(row)
        self._selection_was_changed()

    def _begin(self, press: _Press) -> None:
        """Take photos along, or draw a rubber band: the mouse moved with the button down."""
        self._press = None
        if press.on_picture and press.row is not None and press.row in self.selection:
            self._drag_out()
        else:
            self._band.start(press.position, self._scrolled(), keep=press.keep)

    def _drag_out(self) -> None:
        chosen = self.chosen_ids(drag_out.MOST_DRAGGED)
        load = drag_out.load_of(chosen, self._loader.record, self.selection.count)
        if load.message:
            self.told.emit(load.message)
        if not load.paths:
            return
        pictures = [picture for i in chosen[:12] if (picture := self._loader.picture(i))]
        ratio = self.devicePixelRatioF()
        image = drag_out.preview(pictures, len(load.paths), ratio, self.font())
        self.drag_starter(self, drag_out.mime_of(load), image)

    def _draw_band(self) -> None:
        self._band.drag(self._pointer, self._scrolled(), self._layout)
        self._selection_was_changed()

    def _scroll_band(self) -> None:
        """Scroll along beyond the edge, faster the further away."""
        y, height = self._pointer.y(), self.viewport().height()
        beyond = min(0, y) + max(0, y - height)
        if not self._band.active or not beyond:
            self._band_timer.stop()
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + max(-_MOST_PER_TICK, min(_MOST_PER_TICK, beyond)))
        self._draw_band()

    def _hover(self, row: int) -> None:
        if row == self._hovered:
            return
        for changed in (self._hovered, row):
            if 0 <= changed < len(self.photos):
                self.viewport().update(self.cell_rect(changed))
        self._hovered = row
        self.viewport().setToolTip(self._tip(row) if row >= 0 else "")
        self.hovered.emit(self.photos.photo_id(row) if row >= 0 else -1)

    def _hover_footer(self) -> None:
        """Show whether a click here would be one on the line below all photos."""
        hovered = bool(self._footer) and self.footer_rect().contains(self._pointer)
        if hovered != self._footer_hovered:
            self._footer_hovered = hovered
            hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(hand if hovered else arrow)
            self.viewport().update(self.footer_rect())

    def _hover_heading(self) -> None:
        self._hover(-1)
        on_heading = self.heading_at(self._pointer) is not None
        tip = tr("Click to select the photos under this heading") if on_heading else ""
        self.viewport().setToolTip(tip)

    def _tip(self, row: int) -> str:
        photo_id = self.photos.photo_id(row)
        record = self._loader.record(photo_id)
        if record is None:
            return ""
        return cell_text.tip(record, cell_text.reasons(self.photos, row))

    # Hooks of the canvas

    def _selection_was_changed(self) -> None:
        super()._selection_was_changed()
        if self.selection.current >= 0:
            self._column = self._layout.line_of(self.selection.current)[1]
        self.selection_changed.emit()

    def _unhover(self) -> None:
        if self._hovered >= 0:
            super()._unhover()
            self.viewport().setToolTip("")
            self.hovered.emit(-1)

    def _on_cells_changed(self, photo_ids: Iterable[int]) -> None:
        super()._on_cells_changed(photo_ids)
        self.cells_changed.emit()

    # Qt overrides

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard came."""
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows, pages and ends; Enter opens, Space selects."""
        key = Qt.Key(event.key())
        current = self.current_id()
        if key in _KEYS:
            self._go(_KEYS[key], event.modifiers())
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current is not None:
            self.opened.emit(current)
        elif key == Qt.Key.Key_Space and current is not None:
            self.toggle(self.selection.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select; a drag that begins here takes photos along or draws a rubber band."""
        position, modifiers = event.position().toPoint(), event.modifiers()
        keep = bool(modifiers & (_CTRL | _SHIFT))
        self._pointer = position
        group = self.heading_at(position)
        if group is not None:
            if event.button() is _LEFT:
                self.select_group(group, keep=keep)
            return
        if self.footer_rect().contains(position):
            if event.button() is _LEFT:
                self.footer_pressed.emit()
            return
        row = self.row_at(position)
        if event.button() is _LEFT:
            waits = row is not None and not keep and row in self.selection
            on_picture = row is not None and self._on_picture(row, position)
            self._press = _Press(position, row, on_picture, waits, keep)
        self._click(row, event)
        if self._press is not None and self._press.on_picture:
            # By the time the mouse has moved far enough for a drag, their paths are here.
            self._loader.fetch_records(self.chosen_ids(drag_out.MOST_DRAGGED))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, draw the rubber band, or show what is under the mouse."""
        self._pointer = event.position().toPoint()
        press = self._press
        if press is not None and event.buttons() & _LEFT:
            far = (self._pointer - press.position).manhattanLength()
            if press.row is None or far >= QApplication.startDragDistance():
                self._begin(press)
        if self._band.active:
            self._draw_band()
            if not self.viewport().rect().contains(self._pointer):
                self._band_timer.start()
        elif not event.buttons() & _LEFT:
            self._hover_footer()
            row = self.row_at(self._pointer)
            if row is None:
                self._hover_heading()
            else:
                self._hover(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the rubber band; without a drag, one of several selected photos stays so."""
        press, self._press = self._press, None
        if press is not None and press.waits and press.row is not None:
            self.selection.select_only(press.row)
            self._selection_was_changed()
        self._band.stop()
        self._band_timer.stop()
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        self._press = None
        row = self.row_at(event.position().toPoint())
        if row is not None and event.button() is _LEFT:
            self.opened.emit(self.photos.photo_id(row))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu under the mouse, or at the current photo if the keyboard asked."""
        position = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.selection.current >= 0:
            self.reveal(self.selection.current)
            cell = self.cell_rect(self.selection.current)
            position = self.viewport().mapToGlobal(cell.center())
        self.menu_wanted.emit(position)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; zoom with Ctrl."""
        if not event.modifiers() & _CTRL:
            super().wheelEvent(event)
            return
        steps = self._gestures.wheel(event.angleDelta().y())
        if steps:
            self.set_zoom(self._zoom + steps, event.position().toPoint())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom by two fingers on a touch pad or screen."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.BeginNativeGesture:
                self._gestures.begin()
            elif event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self._pinch(1 + event.value(), event.position().toPoint())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                if pinch.state() is Qt.GestureState.GestureStarted:
                    self._gestures.begin()
                center = pinch.centerPoint().toPoint()
                self._pinch(pinch.scaleFactor(), self.viewport().mapFromGlobal(center))
                return True
        return super().viewportEvent(event)

    def _pinch(self, factor: float, around: QPoint) -> None:
        steps = self._gestures.pinch(factor)
        if steps:
            self.set_zoom(self._zoom + steps, around)

    def leaveEvent(self, event: QEvent) -> None:
        """Note that nothing is under the mouse."""
        self._hover(-1)
        super().leaveEvent(event)
