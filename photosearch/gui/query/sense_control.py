"""In which sense photos shall be alike: one control, three stops."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from photosearch.core.query import LOOK, SHOT, SUBJECT, SenseMix
from photosearch.gui.buttons import tool_button

_STOPS = (
    (SHOT, "Same shot", "The same picture: copies, crops, edits, bursts"),
    (LOOK, "Same look", "Similar in colour, texture and composition"),
    (SUBJECT, "Same subject", "Showing the same kind of thing"),
)
_PLACES = ("first", "middle", "last")


class SenseControl(QWidget):
    """Three buttons of which one is chosen; the arrow keys go from one to the next.

    Signals:
        sense_changed(SenseMix): the user chose another.
    """

    sense_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("In which sense alike")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, (_, words, tip) in enumerate(_STOPS):
            button = tool_button(words, tip, "segment")
            button.setProperty("place", _PLACES[number])
            button.setCheckable(True)
            # A click leaves the keyboard with the photos.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleDescription(tip)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.buttons()[0].setChecked(True)
        self._group.buttonToggled.connect(self._toggled)

    @property
    def sense(self) -> SenseMix:
        """The chosen one."""
        return _STOPS[self._group.checkedId()][0]

    def choose(self, sense: SenseMix) -> None:
        """Choose as the user would; a mixture between the stops is left as it is."""
        for number, (stop, _, _) in enumerate(_STOPS):
            if stop == sense:
                self._group.button(number).setChecked(True)

    def _toggled(self, _button: QAbstractButton, checked: bool) -> None:
        if checked:
            self.sense_changed.emit(self.sense)
