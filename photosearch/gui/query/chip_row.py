"""Show the images of the query side by side; more than fit are scrolled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from photosearch.core.query import QueryImage, QueryItem
from photosearch.gui.query.chip_popover import ChipPopover
from photosearch.gui.query.query_chip import CHIP_SIDE, QueryChip
from photosearch.gui.translation import tr

CHIP_HEIGHT = CHIP_SIDE + 8


class ChipRow(QScrollArea):
    """Show a chip for each image; it keeps its place and focus while the image is in the query.

    Signals: as those of QueryChip, and whole_wanted(QueryImage): all of it counts again.
    """

    removed = Signal(object)
    negative_wanted = Signal(object, bool)
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
        """Return the chips in their order."""
        found = []
        for place in range(self._row.count()):
            layout_item = self._row.itemAt(place)
            chip = layout_item.widget() if layout_item is not None else None
            if isinstance(chip, QueryChip):
                found.append(chip)
        return found

    def show_items(self, items: Sequence[QueryItem]) -> None:
        """Show these; chips of images that stay are changed, not made anew."""
        known = {id(chip.image): chip for chip in self.chips}
        wanted = {id(item.image) for item in items}
        for key, chip in known.items():
            if key not in wanted:
                self._drop(chip)
        for place, item in enumerate(items):
            kept = known.get(id(item.image))
            chip = kept if kept is not None else self._make(item)
            if self._row.indexOf(chip) != place:
                self._row.insertWidget(place, chip)
                chip.show()  # at once: a hidden chip has no share in the size of the row
            chip.show_item(item, len(items))
        self.updateGeometry()

    def focus_first(self) -> bool:
        """Take the keyboard to the first chip; False without any."""
        if not self.chips:
            return False
        self._focus(self.chips[0])
        return True

    def _make(self, item: QueryItem) -> QueryChip:
        chip = QueryChip(item, self.widget())
        chip.removed.connect(self.removed)
        chip.negative_wanted.connect(self.negative_wanted)
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

    def _show_menu(self, image: QueryImage) -> None:
        chip = next((chip for chip in self.chips if chip.image is image), None)
        if chip is None:
            return
        popover = ChipPopover(chip.item, self)
        popover.negative_wanted.connect(self.negative_wanted)
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
        """Return room for all chips."""
        inner = self.widget()
        return QSize(inner.sizeHint().width() if inner is not None else 0, CHIP_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return room for one of them."""
        return QSize(min(self.sizeHint().width(), 110), CHIP_HEIGHT)
