"""Show the files of a group beside each other, over the whole window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from photosearch.core.duplicates import DuplicateGroup, MemberChoice
from photosearch.gui.duplicates import duplicate_text
from photosearch.gui.duplicates.compare.aligned_pane import AlignedPane
from photosearch.gui.duplicates.compare.compare_bar import CompareAction, CompareBar
from photosearch.gui.duplicates.compare.compare_card import CompareCard
from photosearch.gui.duplicates.compare.compared import shown_members, transform_of
from photosearch.gui.translation import tr
from photosearch.gui.viewer.loader import PictureLoader
from photosearch.gui.viewer.panes import Panes
from photosearch.gui.viewer.viewer_state import MOST_PANES
from photosearch.gui.widgets.screen_readers import announce_value
from photosearch.gui.widgets.tab_order import focus_next_within

_SIDE_WIDTH = 250
_ZOOM_STEP = 1.25
_PAN_STEP = 0.12

ChoiceOf = Callable[[str, int], MemberChoice | None]
"""Returns what becomes of a file, by the id of its group and its place in it."""

_KEYS = {
    Qt.Key.Key_K: CompareAction.KEEP,
    Qt.Key.Key_X: CompareAction.REMOVE,
    Qt.Key.Key_Delete: CompareAction.REMOVE,
    Qt.Key.Key_U: CompareAction.UNDECIDED,
    Qt.Key.Key_Return: CompareAction.CONFIRM,
    Qt.Key.Key_Enter: CompareAction.CONFIRM,
    Qt.Key.Key_PageUp: CompareAction.PREVIOUS_GROUP,
    Qt.Key.Key_PageDown: CompareAction.NEXT_GROUP,
    Qt.Key.Key_A: CompareAction.ALIGN,
    Qt.Key.Key_D: CompareAction.DIFFERENCE,
    Qt.Key.Key_H: CompareAction.HISTOGRAMS,
    Qt.Key.Key_Z: CompareAction.ACTUAL_SIZE,
    Qt.Key.Key_Escape: CompareAction.LEAVE,
    Qt.Key.Key_Space: CompareAction.LEAVE,
    Qt.Key.Key_C: CompareAction.LEAVE,
}
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ZOOM = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class CompareView(QWidget):
    """Lay two to four pictures on each other; what is decided, others carry out.

    Signals:
        closed(int): back to the list; this file of the group was meant last.
        member_changed(int): another file is meant.
        action_wanted(CompareAction): what is about the group: marks, another group.
    """

    closed = Signal(int)
    member_changed = Signal(int)
    action_wanted = Signal(object)

    def __init__(
        self, loader: PictureLoader, choice_of: ChoiceOf, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._loader = loader
        self._choice_of = choice_of
        self._group: DuplicateGroup | None = None
        self._next: Sequence[int] = ()
        self._member = 0
        self._members: tuple[int, ...] = ()
        self._aligned, self._differs, self._histograms = True, False, False
        self._flickers = False
        self.bar = CompareBar()
        self.panes = Panes(self, AlignedPane)
        self.cards = [CompareCard() for _ in range(MOST_PANES)]
        self._make_layout()
        self.bar.action_wanted.connect(self.act)
        self.bar.flicker_held.connect(self.flicker)
        self.panes.active_changed.connect(self._on_active_changed)
        self.panes.zoom_changed.connect(self._on_zoom_changed)
        loader.loaded.connect(self._on_loaded)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Comparing duplicates"))
        self.setAutoFillBackground(True)
        self.hide()

    def _make_layout(self) -> None:
        side = QWidget()
        side.setProperty("kind", "clear")
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for card in self.cards:
            card.pressed.connect(self._on_card_pressed)
            column.addWidget(card)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setProperty("kind", "clear")
        scroll.setFixedWidth(_SIDE_WIDTH)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(side)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.panes, 1)
        row.addWidget(scroll)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.bar)
        rows.addLayout(row, 1)

    # What is compared

    @property
    def is_open(self) -> bool:
        """Tell whether something is compared."""
        return self._group is not None

    @property
    def members(self) -> tuple[int, ...]:
        """Return which files of the group are shown."""
        return self._members

    @property
    def member(self) -> int:
        """Return which file is meant."""
        return self._member

    def open(self, group: DuplicateGroup, member: int, next_ids: Sequence[int] = ()) -> None:
        """Compare the files of a group, of which one is meant; `next_ids` are probably next."""
        other = self._group is None or self._group.group_id != group.group_id
        self._group, self._next = group, next_ids
        self._member = min(member, len(group.members) - 1)
        self._members = shown_members(group, self._member, () if other else self._members)
        self._flickers = False
        if other:
            self.panes.fit()
        if self.isHidden():
            self.show()
            self.raise_()
        title, more = duplicate_text.group_heading_text(group)
        self.bar.show_title(f"{title} · {more}")
        self._show()
        self._request()
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """Give the keyboard to the file that is meant."""
        self.panes.active_pane.setFocus()

    def close_view(self) -> None:
        """Go back to the list."""
        if self._group is not None:
            self._group = None
            self._loader.release()
            self.hide()
            self.closed.emit(self._member)

    def refresh(self) -> None:
        """Show what becomes of the files by now."""
        if self._group is not None:
            self._show()

    def go_to(self, member: int) -> None:
        """Make another file of the group the active one."""
        group = self._group
        if group is None or not 0 <= member < len(group.members) or member == self._member:
            return
        self._member = member
        before, self._members = self._members, shown_members(group, member, self._members)
        self._show()
        if before != self._members:
            self._request()
        self.member_changed.emit(member)

    def flicker(self, held: bool) -> None:
        """Show another file in the place of the one that is meant, while something is held."""
        if self._group is not None and held != self._flickers:
            self._flickers = held
            self._show()

    def act(self, action: CompareAction) -> None:
        """Do what a button or a key asks for."""
        if action is CompareAction.LEAVE:
            self.close_view()
        elif action is CompareAction.ALIGN:
            self._aligned = not self._aligned
            self.panes.align()
            self._show()
        elif action is CompareAction.DIFFERENCE:
            self._differs = not self._differs
            self._show()
        elif action is CompareAction.HISTOGRAMS:
            self._histograms = not self._histograms
            self._show()
        elif action is CompareAction.ACTUAL_SIZE:
            self.panes.toggle_actual_size()
            self._show_checked()
        else:
            self.action_wanted.emit(action)

    # Inside

    def _show(self) -> None:
        """Bring everything in line with what is compared."""
        group = self._group
        if group is None:
            return
        ids = group.photo_ids
        base = self._loader.picture(ids[0])
        seen = [self._seen(member) for member in self._members]
        pictures = [self._loader.picture(ids[member]) for member in seen]
        active = self._members.index(self._member)
        captions = [self._caption(member) for member in seen]
        for pane, picture, member in zip(self.panes.panes, pictures, seen, strict=False):
            if isinstance(pane, AlignedPane):
                transform = None
                if self._aligned:
                    transform = transform_of(group.members[member], base.extent, picture.extent)
                pane.set_alignment(base, transform)
                pane.show_difference(self._differs)
        self.panes.show_pictures(pictures, captions, active)
        self._show_cards(group)
        self._show_checked()
        pane = self.panes.active_pane
        pane.setAccessibleName(self.cards[active].text)
        announce_value(pane, self.cards[active].text)

    def _seen(self, member: int) -> int:
        """Return which file is in the place of another one: itself, unless it flickers."""
        if not self._flickers or member != self._member or len(self._members) < 2:
            return member
        return self._members[1] if member == 0 else 0

    def _caption(self, member: int) -> str:
        choice = None if self._group is None else self._choice_of(self._group.group_id, member)
        words = f"{member + 1}  {duplicate_text.mark_text(choice)}"
        difference = tr("Difference")
        return f"{words} · {difference}" if self._differs and member else words

    def _show_cards(self, group: DuplicateGroup) -> None:
        pictures = [self._loader.picture(group.photo_ids[member]) for member in self._members]
        records = [picture.record for picture in pictures]
        known = [record for record in records if record is not None]
        for place, card in enumerate(self.cards):
            card.setVisible(place < len(self._members))
            if place >= len(self._members):
                continue
            member, record = self._members[place], records[place]
            facts = duplicate_text.facts(record, known) if record is not None else []
            relation, first = "", records[0]
            if record is not None and first is not None:
                relation = duplicate_text.relation_text(group.members[member], record, first)
            choice = self._choice_of(group.group_id, member)
            card.show_file(member + 1, record, choice, facts, relation)
            card.show_histogram(pictures[place].histogram, shown=self._histograms)
            card.set_active(member == self._member)

    def _show_checked(self) -> None:
        self.bar.show_checked(
            align=self._aligned,
            difference=self._differs,
            histograms=self._histograms,
            actual_size=self.panes.at_actual_size,
        )

    def _request(self) -> None:
        group = self._group
        if group is not None:
            ids = [group.photo_ids[member] for member in self._members]
            full = self.panes.wanted_in_full()
            self._loader.request(ids, list(self._next), self.panes.largest_side, full)

    def _on_loaded(self, photo_id: int) -> None:
        group = self._group
        if group is not None and photo_id in group.photo_ids:
            self._show()
            self._request()

    def _on_zoom_changed(self) -> None:
        self._show_checked()
        self._request()

    def _on_active_changed(self, number: int) -> None:
        if number < len(self._members):
            self.go_to(self._members[number])

    def _on_card_pressed(self) -> None:
        card = self.sender()
        if isinstance(card, CompareCard):
            self._on_active_changed(self.cards.index(card))

    def _takes(self, event: QKeyEvent) -> bool:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if modifiers & ~_SHIFT:
            return False
        return key in _KEYS or key in _ARROWS or key in _ZOOM or key is Qt.Key.Key_F

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Claim the keys of this view, which are shortcuts of other things elsewhere."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._takes(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark, go to another file or group, zoom, move."""
        key = Qt.Key(event.key())
        if not self._takes(event):
            super().keyPressEvent(event)
        elif key in _ARROWS:
            dx, dy = _ARROWS[key]
            if event.modifiers() & _SHIFT:
                self.panes.pan_pages(dx * _PAN_STEP, dy * _PAN_STEP)
            else:
                step = (dx or dy) * (-1 if self.isRightToLeft() and dx else 1)
                self.go_to(self._member + step)
        elif key in _ZOOM:
            self.panes.zoom_by(_ZOOM_STEP ** _ZOOM[key])
        elif event.isAutoRepeat():
            return  # what is held must not decide on one group after the other
        elif key is Qt.Key.Key_F:
            self.flicker(True)
        else:
            self.act(_KEYS[key])

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Flicker back."""
        if event.key() == Qt.Key.Key_F and not event.isAutoRepeat():
            self.flicker(False)
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Flicker back: the key is let go elsewhere."""
        super().focusOutEvent(event)
        self.flicker(False)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Keep Tab within: what lies behind cannot be seen."""
        return focus_next_within(self, forwards=forwards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for more pixels for larger panes."""
        super().resizeEvent(event)
        self._request()
