"""The pictures of the query side by side; more than fit are scrolled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from photosearch.gui.query.chip_popover import ChipPopover
from photosearch.gui.query.query_chip import CHIP_SIDE, QueryChip
from photosearch.gui.query.query_state import QueryItem
from photosearch.gui.query_input.image_loader import QueryPicture
from photosearch.gui.translation import tr

CHIP_HEIGHT = CHIP_SIDE + 8


class ChipRow(QScrollArea):
    """Chips keep their place, and the focus, while their picture is in the query.

    Signals: as those of QueryChip, and whole_wanted(QueryPicture): all of it counts again.
    """

    removed = Signal(object)
    less_wanted = Signal(object, bool)
    weight_wanted = Signal(object, float)
    crop_wanted = Signal(object)
    whole_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "clear")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(CHIP_HEIGHT)
        self.setAccessibleName(tr("Pictures that are searched by"))
        inner = QWidget()
        inner.setProperty("kind", "clear")
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self.setWidget(inner)

    @property
    def chips(self) -> list[QueryChip]:
        """In their order."""
        found = []
        for place in range(self._row.count()):
            item = self._row.itemAt(place)
            chip = item.widget() if item is not None else None
            if isinstance(chip, QueryChip):
                found.append(chip)
        return found

    def show_parts(self, parts: Sequence[QueryItem]) -> None:
        """Show these; chips of pictures that stay are changed, not made anew."""
        known = {id(chip.picture): chip for chip in self.chips}
        wanted = {id(part.picture) for part in parts}
        for key, chip in known.items():
            if key not in wanted:
                self._drop(chip)
        for place, part in enumerate(parts):
            kept = known.get(id(part.picture))
            chip = kept if kept is not None else self._make(part)
            if self._row.indexOf(chip) != place:
                self._row.insertWidget(place, chip)
                chip.show()  # at once: a hidden chip has no part in the size of the row
            chip.show_part(part, len(parts))
        self.updateGeometry()

    def focus_first(self) -> bool:
        """Take the keyboard to the first chip; False without any."""
        if not self.chips:
            return False
        self._focus(self.chips[0])
        return True

    def _make(self, part: QueryItem) -> QueryChip:
        chip = QueryChip(part, self.widget())
        chip.removed.connect(self.removed)
        chip.less_wanted.connect(self.less_wanted)
        chip.weight_wanted.connect(self.weight_wanted)
        chip.crop_wanted.connect(self.crop_wanted)
        chip.menu_wanted.connect(self._show_menu)
        chip.step_wanted.connect(self._step)
        return chip

    def _drop(self, chip: QueryChip) -> None:
        focused = chip.hasFocus()
        place = self._row.indexOf(chip)
        self._row.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        rest = self.chips
        if focused and rest:
            # Del, Del, Del removes one after the other.
            self._focus(rest[min(place, len(rest) - 1)])

    def _step(self, by: int) -> None:
        chips = self.chips
        here = next((place for place, chip in enumerate(chips) if chip.hasFocus()), 0)
        self._focus(chips[min(len(chips) - 1, max(0, here + by))])

    def _focus(self, chip: QueryChip) -> None:
        chip.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(chip, 12, 0)

    def _show_menu(self, picture: QueryPicture) -> None:
        chip = next((chip for chip in self.chips if chip.picture is picture), None)
        if chip is None:
            return
        popover = ChipPopover(chip.part, self)
        popover.less_wanted.connect(self.less_wanted)
        popover.weight_wanted.connect(self.weight_wanted)
        popover.crop_wanted.connect(self.crop_wanted)
        popover.whole_wanted.connect(self.whole_wanted)
        popover.removed.connect(self.removed)
        edge = chip.rect().bottomLeft()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            edge = chip.rect().bottomRight() - QPoint(popover.sizeHint().width(), 0)
        popover.open_at(chip.mapToGlobal(edge + QPoint(0, 6)))

    # Qt overrides

    def sizeHint(self) -> QSize:
        """All chips, if there is room for them."""
        inner = self.widget()
        return QSize(inner.sizeHint().width() if inner is not None else 0, CHIP_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """One of them."""
        return QSize(min(self.sizeHint().width(), 110), CHIP_HEIGHT)
