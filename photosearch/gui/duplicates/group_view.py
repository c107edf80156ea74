"""Handle keyboard and mouse in the list of duplicates: going about, marking, confirming."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from photosearch.core.duplicates import Mark
from photosearch.gui import wording
from photosearch.gui.duplicates import duplicate_text
from photosearch.gui.duplicates.group_canvas import DEFAULT_ZOOM, GroupCanvas
from photosearch.gui.duplicates.group_list import GroupList
from photosearch.gui.grid.loader import ThumbnailLoader
from photosearch.gui.grid.zooming import ZoomGestures
from photosearch.gui.translation import tr
from photosearch.gui.widgets import screen_readers

_MARKS: dict[Qt.Key, Mark | None] = {
    Qt.Key.Key_K: Mark.KEEP,
    Qt.Key.Key_X: Mark.REMOVE,
    Qt.Key.Key_Delete: Mark.REMOVE,
    Qt.Key.Key_U: None,
}
_MOVING = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_COMPARE = frozenset({Qt.Key.Key_Space, Qt.Key.Key_C})
_ZOOM = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_LEFT = Qt.MouseButton.LeftButton


@screen_readers.role(QAccessible.Role.List)
class GroupView(GroupCanvas):
    """Show groups and let one work in them; what is asked for, others do.

    Signals:
        current_changed(): the keyboard is at another file.
        mark_wanted(int, int, object): mark a file (row of its group, place in it) with this Mark,
            or with None as undecided.
        confirmed(int): the user agrees with what is proposed for the group in this row.
        compare_wanted(int, int): compare the files of a group, this one first.
        keep_all_wanted(int): all files of the group in this row are to be kept.
        not_a_match_wanted(int, int): this file is no copy of the others.
        view_wanted(int): show this photo large.
        menu_wanted(QPoint): context menu for the current file, global position.
    """

    current_changed = Signal()
    mark_wanted = Signal(int, int, object)
    confirmed = Signal(int)
    compare_wanted = Signal(int, int)
    keep_all_wanted = Signal(int)
    not_a_match_wanted = Signal(int, int)
    view_wanted = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(
        self, groups: GroupList, loader: ThumbnailLoader, parent: QWidget | None = None
    ) -> None:
        super().__init__(groups, loader, parent)
        screen_readers.install()
        self._gestures = ZoomGestures()
        self._group_id = ""
        """Of the group where the keyboard is, by which it is found again in other groups."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(tr("Duplicates"))

    def set_current(self, row: int, member: int = 0) -> None:
        """Go to a file and bring it into sight."""
        if not 0 <= row < len(self.groups):
            return
        member = max(0, min(member, int(self.groups.counts[row]) - 1))
        moved = (row, member) != (self._row, self._member)
        self._row, self._member = row, member
        self._group_id = self.groups.groups[row].group_id
        self.reveal(row, member)
        self.viewport().update()
        if moved:
            self._speak()
            self.current_changed.emit()

    def go_to_next(self) -> None:
        """Go to the next group."""
        self.set_current(min(self._row + 1, len(self.groups) - 1))

    def speech(self) -> str:
        """Return all that is to be said of the current file."""
        group = self.current_group
        if group is None:
            return ""
        title, more = duplicate_text.group_heading_text(group)
        parts = [f"{title}, {more}"] if self._member == 0 else []
        record = self.record_of(self._row, self._member)
        choice = self.groups.member_choice(self._row, self._member)
        words = duplicate_text.mark_text(choice)
        parts.append("" if record is None else wording.shown_name(record.path))
        parts += [words[2:], duplicate_text.why_text(choice)]
        first = self.record_of(self._row, 0)
        if record is not None and first is not None:
            member = group.members[self._member]
            parts.append(duplicate_text.relation_text(member, record, first))
            parts += [fact.text for fact in duplicate_text.facts(record, ())]
        parts.append(
            tr("{row} of {count}").format(
                row=wording.number(self._member + 1), count=wording.number(len(group.members))
            )
        )
        return ", ".join(part for part in parts if part)

    def _speak(self) -> None:
        screen_readers.announce_value(self, self.speech())

    # Hooks of the canvas

    def _tell_in_sight(self) -> None:
        super()._tell_in_sight()
        if self.hasFocus():
            self._speak()  # more is known of the file by now

    def _on_choices_changed(self, changed: set[str]) -> None:
        super()._on_choices_changed(changed)
        if self._group_id in changed:
            self._speak()

    def _on_reset(self) -> None:
        super()._on_reset()
        row = self.groups.row_of(self._group_id)
        if row >= 0:
            self._row = row
        elif self._row < 0 and len(self.groups):
            self._row = 0
        group = self.current_group
        self._member = min(self._member, len(group.members) - 1) if group is not None else 0
        self._group_id = "" if group is None else group.group_id
        self.current_changed.emit()

    # Keyboard

    def _move(self, key: Qt.Key) -> None:
        if self.isRightToLeft():
            other = {Qt.Key.Key_Left: Qt.Key.Key_Right, Qt.Key.Key_Right: Qt.Key.Key_Left}
            key = other.get(key, key)
        row, member, last = self._row, self._member, len(self.groups) - 1
        if key is Qt.Key.Key_Home:
            self.set_current(0)
        elif key is Qt.Key.Key_End:
            self.set_current(last)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            page = max(1, len(self.visible_rows()) - 1)
            step = page if key is Qt.Key.Key_PageDown else -page
            self.set_current(max(0, min(last, row + step)))
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._step(row, member + (1 if key is Qt.Key.Key_Right else -1))
        else:
            self._step_line(1 if key is Qt.Key.Key_Down else -1)

    def _step(self, row: int, member: int) -> None:
        """Go to a neighbour, over the ends of a group into the next one."""
        if member < 0:
            if row > 0:
                self.set_current(row - 1, int(self.groups.counts[row - 1]) - 1)
        elif member >= self.groups.counts[row]:
            if row + 1 < len(self.groups):
                self.set_current(row + 1)
        else:
            self.set_current(row, member)

    def _step_line(self, step: int) -> None:
        """Go a line up or down, in the same column, over the ends of a group."""
        columns, row = self._layout.columns, self._row
        line, column = divmod(self._member, columns)
        lines = -(-int(self.groups.counts[row]) // columns)
        if 0 <= line + step < lines:
            self.set_current(row, (line + step) * columns + column)
        elif 0 <= row + step < len(self.groups):
            count = int(self.groups.counts[row + step])
            begin = 0 if step > 0 else (count - 1) // columns * columns
            self.set_current(row + step, min(begin + column, count - 1))

    def takes(self, event: QKeyEvent) -> bool:
        """Tell whether a key is one of this view's, whatever it means elsewhere in the window."""
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers & _CTRL:
            return key in _ZOOM
        if modifiers & ~_SHIFT:
            return False
        own = key in _MARKS or key in _MOVING or key in _ENTER or key in _COMPARE
        return own or key in {Qt.Key.Key_A, Qt.Key.Key_N, Qt.Key.Key_F3}

    def _act(self, event: QKeyEvent) -> None:
        key, row, member = Qt.Key(event.key()), self._row, self._member
        if event.modifiers() & _CTRL:
            step = _ZOOM[key]
            self.set_zoom(self.zoom + step if step else DEFAULT_ZOOM)
        elif self.current_group is None:
            return
        elif key in _MOVING:
            self._move(key)
        elif event.isAutoRepeat():
            return  # a key that is held must not decide on one group after the other
        elif key in _MARKS:
            self.mark_wanted.emit(row, member, _MARKS[key])
        elif key in _ENTER:
            self.confirmed.emit(row)
        elif key in _COMPARE:
            self.compare_wanted.emit(row, member)
        elif key is Qt.Key.Key_A:
            self.keep_all_wanted.emit(row)
        elif key is Qt.Key.Key_N:
            self.not_a_match_wanted.emit(row, member)
        else:
            self.view_wanted.emit(self.current_group.photo_ids[member])

    # Mouse

    def _tip(self, row: int, member: int) -> str:
        """Return what a card may have no room for."""
        record = self.record_of(row, member)
        if record is None:
            return ""
        why = duplicate_text.why_text(self.groups.member_choice(row, member))
        return "\n".join(part for part in (wording.photo_tip(record), why) if part)

    def _mark_at(self, position: QPoint) -> tuple[int, int] | None:
        """Return the file whose mark is under a point of the viewport."""
        place = self.place_at(position)
        if place is None or place[1] < 0:
            return None
        (card,) = self._cards(place[0], range(place[1], place[1] + 1))
        return place if self._painter.mark_rect(card).contains(position) else None

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Claim the keys of this view, which are shortcuts of other things elsewhere."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.takes(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark, confirm, compare, go about."""
        if self.takes(event):
            self._act(event)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there; on the mark of a file, change it."""
        position = event.position().toPoint()
        place = self.place_at(position)
        if place is None:
            return
        self.set_current(place[0], max(0, place[1]))
        if event.button() is _LEFT and self._mark_at(position) is not None:
            choice = self.groups.member_choice(*place)
            kept = choice is not None and choice.mark is Mark.KEEP
            self.mark_wanted.emit(*place, Mark.REMOVE if kept else Mark.KEEP)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Compare the files of the group."""
        position = event.position().toPoint()
        place = self.place_at(position)
        if event.button() is not _LEFT or place is None:
            return
        if self._mark_at(position) is not None:
            self.mousePressEvent(event)
        elif place[1] >= 0:
            self.compare_wanted.emit(*place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what is under the mouse."""
        position = event.position().toPoint()
        place = self.place_at(position)
        place = place if place is not None and place[1] >= 0 else None
        if place != self._hovered:
            self._hover(place)
            self.viewport().setToolTip("" if place is None else self._tip(*place))
        on_mark = self._mark_at(position) is not None
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand if on_mark else arrow)

    def leaveEvent(self, event: QEvent) -> None:
        """Show nothing as under the mouse."""
        super().leaveEvent(event)
        self._hover(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & _CTRL:
            self.set_zoom(self.zoom + self._gestures.wheel(event.angleDelta().y()))
            event.accept()
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu where the mouse is, or at the current card if the keyboard asked."""
        if self.current_group is None:
            return
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            center = self.card_rect(self._row, self._member).center()
            self.menu_wanted.emit(self.viewport().mapToGlobal(center))
        elif self.place_at(event.pos()) is not None:
            self.menu_wanted.emit(event.globalPos())
