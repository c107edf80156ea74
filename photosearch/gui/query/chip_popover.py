"""All that can be done with one picture of the query, in a small window beside its chip."""

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

from photosearch.gui.query.query_chip import weight_at, weight_step, weight_words
from photosearch.gui.query.query_state import LEAST_WEIGHT, MOST_WEIGHT, QueryItem
from photosearch.gui.query_input.image_loader import QueryPicture
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button, segment_button
from photosearch.gui.widgets.elided_label import ElidedLabel


class ChipPopover(QFrame):
    """Closes by Escape or by a click elsewhere. What is changed is searched for at once.

    Signals:
        less_wanted(QueryPicture, bool): photos shall be unlike the picture, or like it.
        weight_wanted(QueryPicture, float): it shall count so much.
        crop_wanted(QueryPicture): choose a part of it.
        whole_wanted(QueryPicture): all of it counts again.
        removed(QueryPicture): take it out of the query.
    """

    less_wanted = Signal(object, bool)
    weight_wanted = Signal(object, float)
    crop_wanted = Signal(object)
    whole_wanted = Signal(object)
    removed = Signal(object)

    def __init__(self, part: QueryItem, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "popover")
        self.setAccessibleName(part.picture.title)
        self._picture: QueryPicture = part.picture
        title = ElidedLabel()
        title.setText(part.picture.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        column.addWidget(title)
        column.addLayout(self._directions(part))
        column.addLayout(self._weights(part))
        column.addLayout(self._buttons(part))
        self.setMinimumWidth(290)

    def _directions(self, part: QueryItem) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        for less, words in ((False, tr("More like this")), (True, tr("Less like this"))):
            button = segment_button(words, first=not less)
            button.setChecked(part.less == less)
            self._group.addButton(button, int(less))
            row.addWidget(button, 1)
        self._group.idClicked.connect(self._choose_direction)
        row.addStretch()
        return row

    def _weights(self, part: QueryItem) -> QVBoxLayout:
        self._weight = QSlider(Qt.Orientation.Horizontal)
        self._weight.setRange(weight_step(LEAST_WEIGHT), weight_step(MOST_WEIGHT))
        self._weight.setPageStep(4)
        self._weight.setValue(weight_step(part.weight))
        self._weight.setAccessibleName(tr("Weight of this picture"))
        self._weight_words = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._weight_words.setProperty("kind", "muted")
        self._say_weight(part.weight)
        self._weight.valueChanged.connect(self._choose_weight)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._weight_words)
        column.addWidget(self._weight)
        return column

    def _buttons(self, part: QueryItem) -> QHBoxLayout:
        crop = push_button(tr("Search inside a box…"), tr("Choose a part of the picture (C)"))
        crop.clicked.connect(self._crop)
        whole = push_button(tr("Whole picture"), tr("Search by all of it again"))
        whole.setVisible(part.crop is not None)
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

    def _choose_direction(self, less: int) -> None:
        self.less_wanted.emit(self._picture, bool(less))

    def _choose_weight(self, step: int) -> None:
        weight = weight_at(step)
        self._say_weight(weight)
        self.weight_wanted.emit(self._picture, weight)

    def _say_weight(self, weight: float) -> None:
        self._weight_words.setText(tr("Counts {weight}").format(weight=weight_words(weight)))

    def _crop(self) -> None:
        self.close()
        self.crop_wanted.emit(self._picture)

    def _whole(self) -> None:
        self.close()
        self.whole_wanted.emit(self._picture)

    def _remove(self) -> None:
        self.close()
        self.removed.emit(self._picture)
