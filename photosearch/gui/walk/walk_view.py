"""Show one photo in the middle and its neighbours around it, sense by sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from photosearch.core.codes import CodeKind
from photosearch.gui.translation import tr
from photosearch.gui.walk.photo_tile import PhotoTile
from photosearch.gui.widgets.buttons import tool_button

SHOWN = 6
"""Neighbours of each sense: as many as are told apart at a glance."""
_MIDDLE_SHARE, _SIDE_SHARE = 5, 4
_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_SIDEWAYS = 2
"""How much less a tile counts as near for each pixel that it lies beside the direction."""


@dataclass(frozen=True, slots=True, eq=False)
class WalkPhoto:
    """Hold what a tile shows."""

    photo_id: int | None
    image: QImage | None
    name: str


class _Group(QWidget):
    """Show the neighbours by one sense under a heading."""

    def __init__(self, title: str, columns: int) -> None:
        super().__init__()
        self._title = title
        self.heading = QLabel(title)
        self.heading.setProperty("kind", "heading")
        self.nothing = QLabel()
        self.nothing.setWordWrap(True)
        self.tiles = [PhotoTile(self) for _ in range(SHOWN)]
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, tile in enumerate(self.tiles):
            grid.addWidget(tile, place // columns, place % columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.heading)
        column.addWidget(self.nothing)
        column.addLayout(grid, 1)

    def show_photos(self, photos: Sequence[WalkPhoto], nothing: str) -> None:
        """Show at most as many as there are tiles; `nothing` says why there are none."""
        self.nothing.setText(nothing)
        self.nothing.setVisible(bool(nothing) and not photos)
        for place, tile in enumerate(self.tiles):
            there = place < len(photos)
            tile.setEnabled(there)
            if there:
                photo = photos[place]
                spoken = tr("{sense}, {rank} of {count}: {name}").format(
                    sense=self._title, rank=place + 1, count=len(photos), name=photo.name
                )
                tile.show_photo(photo.photo_id, photo.image, photo.name, spoken)
            else:
                tile.show_photo(None, None, "", "")
            tile.setVisible(there)


class WalkView(QWidget):
    """Let the user walk by mouse or by keyboard alone. Nothing moves by itself.

    Signals:
        walked(int): go on to this photo.
        middle_chosen(): look at the photo in the middle.
        current_changed(): the keyboard is at another photo.
        back_wanted(): a step back.
        forward_wanted(): a step forward again.
        start_wanted(): back to where the walk began.
        leave_wanted(): end the walk.
        menu_wanted(QPoint): context menu for the current photo, global position.
    """

    walked = Signal(int)
    middle_chosen = Signal()
    current_changed = Signal()
    back_wanted = Signal()
    forward_wanted = Signal()
    start_wanted = Signal()
    leave_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Walk"))
        self._current_id: int | None = None
        self.back_button = tool_button("←", tr("Back (Backspace)"), "plain")
        self.forward_button = tool_button("→", tr("Forward (Shift+Backspace)"), "plain")
        self.start_button = tool_button(tr("Start"), tr("Where the walk began (Home)"), "plain")
        self.leave_button = tool_button(tr("Close"), tr("Back to the library (Escape)"), "plain")
        self.back_button.setAccessibleName(tr("Back"))
        self.forward_button.setAccessibleName(tr("Forward"))
        self.status = QLabel()
        self.status.setWordWrap(True)
        self.middle = PhotoTile(self)
        self.groups = {
            CodeKind.COPY: _Group(tr("Nearest by shot"), 2),
            CodeKind.SUBJECT: _Group(tr("Nearest by subject"), 2),
            CodeKind.LOOK: _Group(tr("Nearest by look"), SHOWN),
        }
        self._lay_out()
        for button, wanted in (
            (self.back_button, self.back_wanted),
            (self.forward_button, self.forward_wanted),
            (self.start_button, self.start_wanted),
            (self.leave_button, self.leave_wanted),
        ):
            button.clicked.connect(wanted)
        self.middle.clicked.connect(self.middle_chosen)
        for tile in self.tiles:
            tile.installEventFilter(self)
            tile.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            tile.customContextMenuRequested.connect(self._ask_for_menu)
        for group in self.groups.values():
            for tile in group.tiles:
                tile.clicked.connect(self._walk)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.addWidget(self.back_button)
        bar.addWidget(self.forward_button)
        bar.addWidget(self.start_button)
        bar.addWidget(self.status, 1)
        bar.addWidget(self.leave_button)
        middle = QHBoxLayout()
        middle.addWidget(self.groups[CodeKind.COPY], _SIDE_SHARE)
        middle.addWidget(self.middle, _MIDDLE_SHARE)
        middle.addWidget(self.groups[CodeKind.SUBJECT], _SIDE_SHARE)
        column = QVBoxLayout(self)
        column.addLayout(bar)
        column.addLayout(middle, 3)
        column.addWidget(self.groups[CodeKind.LOOK], 1)

    @property
    def tiles(self) -> list[PhotoTile]:
        """Return all tiles, that in the middle first."""
        return [self.middle, *(tile for group in self.groups.values() for tile in group.tiles)]

    @property
    def current_id(self) -> int | None:
        """Return the photo where the keyboard is or was last; None for a stranger's picture."""
        return self._current_id

    @property
    def shown_ids(self) -> list[int]:
        """Return the photos that are seen, that in the middle first."""
        ids = [tile.photo_id for tile in self.tiles if tile.photo_id is not None]
        return list(dict.fromkeys(ids))

    def show_middle(self, photo: WalkPhoto, status: str) -> None:
        """Show a photo in the middle while its neighbours are looked for."""
        self.middle.show_photo(
            photo.photo_id,
            photo.image,
            photo.name,
            tr("In the middle: {name}").format(name=photo.name),
        )
        self._current_id = photo.photo_id
        self.say(status)

    @property
    def middle_side(self) -> int:
        """Return how many device pixels the photo in the middle has room for."""
        size = self.middle.size() * self.middle.devicePixelRatioF()
        return max(size.width(), size.height())

    def say(self, status: str) -> None:
        """Tell in words what is the case; "" for nothing."""
        self.status.setText(status)

    def show_neighbours(
        self, by_sense: Mapping[CodeKind, Sequence[WalkPhoto]], nothing: str
    ) -> None:
        """Show the neighbours; senses that the encoder does not know are left out."""
        for kind, group in self.groups.items():
            group.setVisible(kind in by_sense or not by_sense)
            group.show_photos(by_sense.get(kind, ()), nothing)

    def clear(self) -> None:
        """Show no photo, so that none is meant when the next walk begins."""
        self.show_middle(WalkPhoto(None, None, ""), "")
        self.show_neighbours({}, "")

    def show_way(self, *, back: bool, forward: bool) -> None:
        """Tell where one can go along the way that was walked."""
        self.back_button.setEnabled(back)
        self.start_button.setEnabled(back)
        self.forward_button.setEnabled(forward)

    def take_keyboard(self) -> None:
        """Give the keyboard to the photo in the middle."""
        self.middle.setFocus()

    def _walk(self) -> None:
        tile = self.sender()
        if isinstance(tile, PhotoTile) and tile.photo_id is not None:
            self.walked.emit(tile.photo_id)

    def _ask_for_menu(self, place: QPoint) -> None:
        tile = self.sender()
        if isinstance(tile, PhotoTile):
            tile.setFocus()
            self.menu_wanted.emit(tile.mapToGlobal(place))

    def _go(self, tile: QWidget, direction: tuple[int, int]) -> bool:
        """Give the keyboard to the nearest tile in a direction; whether there is one."""
        here = tile.mapTo(self, tile.rect().center())
        best: tuple[int, PhotoTile] | None = None
        for other in self.tiles:
            if other is tile or not other.isVisible():
                continue
            step = other.mapTo(self, other.rect().center()) - here
            ahead = step.x() * direction[0] + step.y() * direction[1]
            aside = abs(step.x() * direction[1]) + abs(step.y() * direction[0])
            cost = ahead + _SIDEWAYS * aside
            if ahead > 0 and ahead >= aside // 2 and (best is None or cost < best[0]):
                best = cost, other
        if best is not None:
            best[1].setFocus()
        return best is not None

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from tile to tile with the arrows, and note where the keyboard is."""
        if isinstance(watched, PhotoTile):
            if event.type() is QEvent.Type.FocusIn:
                self._current_id = watched.photo_id
                self.current_changed.emit()
            elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                direction = _DIRECTIONS.get(Qt.Key(event.key()))
                if direction is not None and not event.modifiers() & ~_KEYPAD:
                    self._go(watched, direction)
                    return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the way with Backspace and Home."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Backspace:
            (self.forward_wanted if shift else self.back_wanted).emit()
        elif event.key() == Qt.Key.Key_Home:
            self.start_wanted.emit()
        else:
            super().keyPressEvent(event)


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
