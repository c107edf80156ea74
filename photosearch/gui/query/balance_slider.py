"""Choose between the pictures and the words of a query."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from photosearch.gui.translation import tr
from photosearch.gui.widgets.screen_readers import announce_value

_STEPS = 100


class BalanceSlider(QWidget):
    """Show a slider with the pictures at one end and the words at the other.

    Signals:
        balance_changed(float): the user moved it: 0 is the pictures alone, 1 the words alone.
    """

    balance_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting = False
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS)
        self.slider.setSingleStep(5)
        self.slider.setPageStep(25)
        self.slider.setMinimumWidth(120)
        self.slider.setAccessibleName(tr("Between the pictures and the words"))
        self.slider.setToolTip(tr("How much the pictures count, and how much the words"))
        self.slider.valueChanged.connect(self._on_value_changed)
        pictures, words = QLabel(tr("Pictures")), QLabel(tr("Words"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (pictures, self.slider, words):
            row.addWidget(widget)
        self.set_balance(0.5)

    @property
    def balance(self) -> float:
        """Return where it stands, 0 to 1."""
        return self.slider.value() / _STEPS

    def set_balance(self, balance: float) -> None:
        """Show a balance without a signal."""
        self._setting = True
        self.slider.setValue(round(balance * _STEPS))
        self._setting = False
        self._describe()

    def _on_value_changed(self, _value: int) -> None:
        self._describe()
        if not self._setting:
            self.balance_changed.emit(self.balance)

    def _describe(self) -> None:
        words = self.slider.value()
        text = tr("{pictures} % pictures, {words} % words")
        announce_value(self.slider, text.format(pictures=_STEPS - words, words=words))
