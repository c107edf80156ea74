"""The cut-off: how sure a photo found must be to be shown, in words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from photosearch.core.query import SHOT, SimilarityWeights
from photosearch.core.similarity_levels import LEVEL_THRESHOLDS
from photosearch.gui import wording
from photosearch.gui.query.query_chip import least_words
from photosearch.gui.translation import tr
from photosearch.gui.widgets.elided_label import ElidedLabel
from photosearch.gui.widgets.screen_readers import announce_value

_STEPS = 100
_STOPS = (0, *(round(bar * _STEPS) for bar in sorted(LEVEL_THRESHOLDS) if bar), _STEPS)
"""Where a page up or down, or a click beside the handle, takes it: to the next word."""
_WIDTH, _MIN_WIDTH = 270, 190  # of the longest words; where the window is narrow


class ThresholdSlider(QWidget):
    """A slider, the words for where it stands, and how many photos pass.

    Signals:
        least_changed(float): the user moved it, 0 (all) to 1.
    """

    least_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sense, self._calibrated = SHOT, True
        self._showing = False
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS)
        self.slider.setSingleStep(5)
        self.slider.setAccessibleName(tr("Show only photos that are at least"))
        self.slider.actionTriggered.connect(self._turn_page)
        self.slider.valueChanged.connect(self._moved)
        self._words = ElidedLabel()
        self._count = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._count.setProperty("kind", "muted")
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._words, 1)
        line.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.slider)
        self.setMinimumWidth(_MIN_WIDTH)
        self.setMaximumWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._describe()

    def sizeHint(self) -> QSize:
        """Room for the words."""
        return QSize(_WIDTH, super().sizeHint().height())

    @property
    def least(self) -> float:
        """Where it stands, 0 to 1."""
        return self.slider.value() / _STEPS

    @property
    def words(self) -> str:
        """What is said of where it stands."""
        return self._words.text()

    @property
    def count_words(self) -> str:
        """What is said of how many pass."""
        return self._count.text()

    def choose(self, least: float) -> None:
        """Show a cut-off without telling of it."""
        self._showing = True
        self.slider.setValue(round(least * _STEPS))
        self._showing = False
        self._describe()

    def show_meaning(self, sense: SimilarityWeights, *, calibrated: bool) -> None:
        """What the scores of the answer mean that is shown."""
        self._sense, self._calibrated = sense, calibrated
        self._describe()

    def show_count(self, shown: int, found: int) -> None:
        """How many photos pass, of how many."""
        words = wording.number(shown)
        if shown != found:
            words = tr("{shown} of {found}").format(shown=words, found=wording.number(found))
        self._count.setText(words)

    def move_by(self, steps: int) -> None:
        """So many single steps stricter, as the user would."""
        self.slider.setValue(self.slider.value() + steps * self.slider.singleStep())

    def _turn_page(self, action: int) -> None:
        at = self.slider.value()
        if action == QSlider.SliderAction.SliderPageStepAdd.value:
            self.slider.setSliderPosition(next((stop for stop in _STOPS if stop > at), _STEPS))
        elif action == QSlider.SliderAction.SliderPageStepSub.value:
            self.slider.setSliderPosition(next((stop for stop in _STOPS[::-1] if stop < at), 0))

    def _moved(self, _value: int) -> None:
        self._describe()
        if not self._showing:
            self.least_changed.emit(self.least)

    def _describe(self) -> None:
        words = least_words(self.least, self._sense, calibrated=self._calibrated)
        self._words.setText(words)
        announce_value(self.slider, words)
        tip = tr("Show only photos that are at least: {words}").format(words=words)
        self.slider.setToolTip(f"{tip}\n" + tr("Arrow keys move it (Alt+Up, Alt+Down anywhere)."))
