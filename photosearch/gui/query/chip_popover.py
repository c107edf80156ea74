"""Show all that can be done with one image of the query, in a popover beside its chip."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from photosearch.core.query import MAX_WEIGHT, MIN_WEIGHT, QueryImage, QueryItem
from photosearch.gui.query.query_chip import weight_at, weight_step, weight_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button, segment_button
from photosearch.gui.widgets.elided_label import ElidedLabel


class ChipPopover(QFrame):
    """Close by Escape or by a click elsewhere. What is changed is searched for at once.

    Signals:
        negative_wanted(QueryImage, bool): photos shall be unlike the image, or like it.
        weight_wanted(QueryImage, float): it shall count so much.
        crop_wanted(QueryImage): choose a part of it.
        whole_wanted(QueryImage): all of it counts again.
        removed(QueryImage): take it out of the query.
    """

    negative_wanted = Signal(object, bool)
    weight_wanted = Signal(object, float)
    crop_wanted = Signal(object)
    whole_wanted = Signal(object)
    removed = Signal(object)

    def __init__(self, item: QueryItem, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "popover")
        self.setAccessibleName(item.image.title)
        self._image: QueryImage = item.image
        title = ElidedLabel()
        title.setText(item.image.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        column.addWidget(title)
        column.addLayout(self._directions(item))
        column.addLayout(self._weights(item))
        column.addLayout(self._buttons(item))
        self.setMinimumWidth(290)

    def _directions(self, item: QueryItem) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        for negative, text in ((False, tr("More like this")), (True, tr("Less like this"))):
            button = segment_button(text, first=not negative)
            button.setChecked(item.negative == negative)
            self._group.addButton(button, int(negative))
            row.addWidget(button, 1)
        self._group.idClicked.connect(self._choose_direction)
        row.addStretch()
        return row

    def _weights(self, item: QueryItem) -> QVBoxLayout:
        self._weight = QSlider(Qt.Orientation.Horizontal)
        self._weight.setRange(weight_step(MIN_WEIGHT), weight_step(MAX_WEIGHT))
        self._weight.setPageStep(4)
        self._weight.setValue(weight_step(item.weight))
        self._weight.setAccessibleName(tr("Weight of this picture"))
        self._weight_text = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._weight_text.setProperty("kind", "muted")
        self._show_weight(item.weight)
        self._weight.valueChanged.connect(self._choose_weight)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._weight_text)
        column.addWidget(self._weight)
        return column

    def _buttons(self, item: QueryItem) -> QHBoxLayout:
        crop = push_button(tr("Search inside a box…"), tr("Choose a part of the picture (C)"))
        crop.clicked.connect(self._crop)
        whole = push_button(tr("Whole picture"), tr("Search by all of it again"))
        whole.setVisible(item.crop is not None)
        whole.clicked.connect(self._whole)
        remove = push_button(tr("Remove"), tr("Take it out of the query (Del)"))
        remove.clicked.connect(self._remove)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (crop, whole, remove):
            row.addWidget(button)
        row.addStretch()
        return row

    def open_at(self, corner: QPoint) -> None:
        """Show it with its upper corner at a global position, on the screen altogether."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = min(max(corner.x(), screen.left()), screen.right() - self.width())
        y = min(max(corner.y(), screen.top()), screen.bottom() - self.height())
        self.move(x, y)
        self.show()
        checked = self._group.checkedButton()
        if checked is not None:
            checked.setFocus()

    def _choose_direction(self, negative: int) -> None:
        self.negative_wanted.emit(self._image, bool(negative))

    def _choose_weight(self, step: int) -> None:
        weight = weight_at(step)
        self._show_weight(weight)
        self.weight_wanted.emit(self._image, weight)

    def _show_weight(self, weight: float) -> None:
        self._weight_text.setText(tr("Counts {weight}").format(weight=weight_text(weight)))

    def _crop(self) -> None:
        self.close()
        self.crop_wanted.emit(self._image)

    def _whole(self) -> None:
        self.close()
        self.whole_wanted.emit(self._image)

    def _remove(self) -> None:
        self.close()
        self.removed.emit(self._image)
