"""Scroll and paint groups of duplicates, and ask for their thumbnails. Position is arithmetic."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from photosearch.core.affine import Point
from photosearch.core.duplicates import DuplicateGroup, DuplicateKind
from photosearch.core.photo import PhotoRecord
from photosearch.gui.duplicates import duplicate_text
from photosearch.gui.duplicates.alignment import is_part, outline
from photosearch.gui.duplicates.duplicate_text import Fact
from photosearch.gui.duplicates.group_layout import GroupLayout
from photosearch.gui.duplicates.group_list import GroupList
from photosearch.gui.duplicates.group_painter import Card, GroupPainter
from photosearch.gui.grid.layout import ContentRect
from photosearch.gui.grid.loader import ThumbnailLoader
from photosearch.gui.grid.thumbnail_canvas import ThumbnailCanvas

SIDES = (96, 128, 160, 200, 250, 310)
"""Boxes of a thumbnail in logical pixels: the steps of the zoom."""
DEFAULT_ZOOM = 1
_MOST_KEPT = 500
"""Groups whose words are kept."""
_MOST_AT_ONCE = 400
"""Files of which thumbnails are asked for: of a group of thousands not all are near."""


class GroupCanvas(ThumbnailCanvas):
    """Show a GroupList; what changes it is in GroupView.

    Signals:
        in_sight(list of DuplicateGroup): the records of these are here, and they are to be seen.
    """

    in_sight = Signal(object)

    def __init__(
        self, groups: GroupList, loader: ThumbnailLoader, parent: QWidget | None = None
    ) -> None:
        super().__init__(loader, parent)
        self.groups = groups
        self._zoom = DEFAULT_ZOOM
        self._row, self._member = -1, 0
        """Where the keyboard is; no row without groups."""
        self._hovered: tuple[int, int] | None = None
        self._words: dict[
            tuple[str, int, int],
            tuple[list[PhotoRecord | None], dict[int, tuple[Sequence[Fact], str]]],
        ] = {}
        self._restyle()
        groups.reset.connect(self._on_reset)
        groups.choices_changed.connect(self._on_choices_changed)
        loader.loaded.connect(self._on_loaded)

    # Where one is

    @property
    def current_group(self) -> DuplicateGroup | None:
        """Return the group where the keyboard is."""
        return self.groups.groups[self._row] if 0 <= self._row < len(self.groups) else None

    @property
    def current_row(self) -> int:
        """Return where that group is in the list, -1 for none."""
        return self._row

    @property
    def current_member(self) -> int:
        """Return which file of it is meant."""
        return self._member

    @property
    def current_id(self) -> int | None:
        """Return the photo where the keyboard is."""
        group = self.current_group
        return None if group is None else group.photo_ids[self._member]

    @property
    def zoom(self) -> int:
        """Return the index into SIDES."""
        return self._zoom

    def set_zoom(self, zoom: int) -> None:
        """Show larger or smaller cards; the current group stays in sight."""
        zoom = max(0, min(len(SIDES) - 1, zoom))
        if zoom != self._zoom:
            anchor = self._anchor()
            self._zoom = zoom
            self._restyle()
            self._scroll_to_anchor(anchor)

    def visible_rows(self) -> range:
        """Return the groups of which something is to be seen."""
        top = self._scrolled()
        return self._layout.groups_between(top, top + self.viewport().height())

    def card_rect(self, row: int, member: int) -> QRect:
        """Return where the card of a file is in the viewport."""
        return self._in_viewport(self._layout.card(row, member))

    def reveal(self, row: int, member: int) -> None:
        """Scroll as little as needed to see the card and, where there is room, its heading."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        card, group = self._layout.card(row, member), self._layout.group(row)
        bottom = card.y + card.height
        top = group.y if bottom - group.y <= height else card.y
        low, high = top, bottom
        if group.height <= height:
            low, high = group.y, group.y + group.height
        bar.setValue(max(min(bar.value(), low), high - height))

    # Layout

    def _restyle(self) -> None:
        self._painter = GroupPainter(
            self.palette(),
            self.font(),
            SIDES[self._zoom],
            self.devicePixelRatioF(),
            mirrored=self.isRightToLeft(),
        )
        self._relayout()

    def _relayout(self) -> None:
        painter = self._painter
        self._hovered = None
        self._layout = GroupLayout(
            self.groups.counts,
            self.viewport().width(),
            painter.card_width,
            painter.card_height,
            painter.heading_height,
            mirrored=self.isRightToLeft(),
        )
        self._set_content(self._layout.content_height, painter.card_height // 2)

    def _item(self, row: int) -> ContentRect:
        return self._layout.group(row)

    def _item_count(self) -> int:
        return len(self.groups)

    # What changed

    def _on_reset(self) -> None:
        self._row = min(self._row, len(self.groups) - 1)
        self._relayout()

    def _on_choices_changed(self, changed: set[str]) -> None:
        for row in self.visible_rows():
            if self.groups.groups[row].group_id in changed:
                self.viewport().update(self._in_viewport(self._layout.group(row)))

    def _on_loaded(self, photo_ids: Iterable[int]) -> None:
        changed = set(photo_ids)
        rows = self.visible_rows() if self.isVisible() else range(0)
        for row in rows:
            if changed.intersection(self.groups.groups[row].photo_ids):
                self.viewport().update(self._in_viewport(self._layout.group(row)))
        if rows:
            self._tell_in_sight()

    def _tell_in_sight(self) -> None:
        shown = (self.groups.groups[row] for row in self.visible_rows())
        known = [group for group in shown if all(map(self._loader.record, group.photo_ids))]
        if known:
            self.in_sight.emit(known)

    def _load(self) -> None:
        """Ask for what is in sight, then for the page after and the one before it."""
        if not self.isVisible():
            return
        top, height = self._scrolled(), self.viewport().height()
        wanted: list[int] = []
        for start in (top, top + height, top - height):
            for row in self._layout.groups_between(start, start + height):
                ids = self.groups.groups[row].photo_ids
                members = self._layout.members_between(row, start, start + height)
                # Everything is told beside the representative.
                wanted += [ids[0], *ids[members.start : members.stop]]
        self._want(list(dict.fromkeys(wanted))[:_MOST_AT_ONCE], SIDES[self._zoom])
        self._tell_in_sight()

    # Painting

    def _cards(self, row: int, members: range) -> list[Card]:
        """Return what is to be seen of a group."""
        group, loader = self.groups.groups[row], self._loader
        ids = group.photo_ids
        words = self._words_of(group, members)
        focused = self.hasFocus()
        frames, meant = self._frames(group, members) if 0 in members else ([], [])
        pointed = self._member if row == self._row else 0
        if self._hovered is not None and self._hovered[0] == row:
            pointed = self._hovered[1]
        return [
            Card(
                self.card_rect(row, member),
                loader.picture(ids[member]),
                loader.record(ids[member]),
                self.groups.member_choice(row, member),
                *words[member],
                frames if member == 0 else (),
                meant.index(pointed) if member == 0 and pointed in meant else -1,
                focused and (row, member) == (self._row, self._member),
                (row, member) == self._hovered,
            )
            for member in members
        ]

    def _words_of(
        self, group: DuplicateGroup, members: range
    ) -> dict[int, tuple[Sequence[Fact], str]]:
        """Return what files say of themselves, and how they follow from the representative.

        Kept as long as the records are the same: putting numbers into words takes longer than
        painting them.
        """
        loader, ids = self._loader, group.photo_ids
        # Of a group of thousands those in sight are compared.
        near = [loader.record(ids[member]) for member in sorted({0, *members})]
        key = group.group_id, members.start, members.stop
        known = self._words.get(key)
        if known is not None and all(map(operator.is_, known[0], near)):
            return known[1]
        records = [record for record in near if record is not None]
        words: dict[int, tuple[Sequence[Fact], str]] = {}
        for member in members:
            record, relation = loader.record(ids[member]), ""
            if record is not None and near[0] is not None:
                relation = duplicate_text.relation_text(group.members[member], record, near[0])
            facts = duplicate_text.facts(record, records) if record is not None else ()
            words[member] = facts, relation
        if len(self._words) >= _MOST_KEPT:
            self._words.clear()
        self._words[key] = near, words
        return words

    def _frames(
        self, group: DuplicateGroup, members: range
    ) -> tuple[list[Sequence[Point]], list[int]]:
        """Return the parts of the representative that other files show, and which files do."""
        frames: list[Sequence[Point]] = []
        meant: list[int] = []
        for member in members:
            relation = group.members[member].relation
            if relation is None or relation.transform is None:
                continue
            if relation.kind is DuplicateKind.SERIES:
                continue
            corners = outline(relation.transform)
            if is_part(corners):
                frames.append(corners)
                meant.append(member)
        return frames, meant

    def record_of(self, row: int, member: int) -> PhotoRecord | None:
        """Return what is known of a file by now."""
        return self._loader.record(self.groups.groups[row].photo_ids[member])

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the groups that touch the dirty rectangle, no others."""
        if self._painter.ratio != self.devicePixelRatioF():
            self._restyle()
        painter = QPainter(self.viewport())
        dirty, top = event.rect(), self._scrolled()
        painter.fillRect(dirty, self.palette().base())
        first, last = top + dirty.top(), top + dirty.bottom() + 1
        cards: list[Card] = []
        for row in self._layout.groups_between(first, last):
            heading = self._in_viewport(self._layout.heading(row))
            if heading.intersects(dirty):
                group = self.groups.groups[row]
                self._painter.paint_heading(painter, heading, group, current=row == self._row)
            cards += self._cards(row, self._layout.members_between(row, first, last))
        self._painter.paint(painter, cards)

    def _unhover(self) -> None:
        self._hover(None)

    def _hover(self, place: tuple[int, int] | None) -> None:
        """Show what is under the mouse, and which part of the representative it is."""
        if place == self._hovered:
            return
        for each in (self._hovered, place):
            if each is not None and each[0] < len(self.groups):
                self.viewport().update(self._in_viewport(self._layout.group(each[0])))
        self._hovered = place

    def place_at(self, position: QPoint) -> tuple[int, int] | None:
        """Return the group and file under a point of the viewport; -1 for a heading."""
        return self._layout.hit(position.x(), position.y() + self._scrolled())
