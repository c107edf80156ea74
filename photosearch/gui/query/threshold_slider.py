"""Choose the threshold: how sure a photo found must be to be shown, in words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from photosearch.core.query import SHOT, SimilarityWeights
from photosearch.core.similarity_levels import LEVEL_THRESHOLDS
from photosearch.gui import wording
from photosearch.gui.similarity_text import threshold_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.elided_label import ElidedLabel
from photosearch.gui.widgets.screen_readers import announce_value

_STEPS = 100
_STOPS = (0, *(round(each * _STEPS) for each in sorted(LEVEL_THRESHOLDS) if each), _STEPS)
"""Where a page up or down, or a click beside the handle, takes it: to the next word."""
_WIDTH, _MIN_WIDTH = 270, 150  # of the longest words; where the window is narrow


class ThresholdSlider(QWidget):
    """Show a slider, the words for where it stands, and how many photos pass.

    Signals:
        threshold_changed(float): the user moved it, 0 (all) to 1.
    """

    threshold_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mode, self._calibrated, self._by_words = SHOT, True, False
        self._setting = False
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS)
        self.slider.setSingleStep(5)
        self.slider.setAccessibleName(tr("Show only photos that are at least"))
        self.slider.actionTriggered.connect(self._on_action)
        self.slider.valueChanged.connect(self._on_value_changed)
        self._text = ElidedLabel()
        self._count = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._count.setProperty("kind", "muted")
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._text, 1)
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
        """Return room for the words."""
        return QSize(_WIDTH, super().sizeHint().height())

    @property
    def threshold(self) -> float:
        """Return where it stands, 0 to 1."""
        return self.slider.value() / _STEPS

    @property
    def text(self) -> str:
        """Return what is said of where it stands."""
        return self._text.text()

    @property
    def count_text(self) -> str:
        """Return what is said of how many pass."""
        return self._count.text()

    def set_threshold(self, threshold: float) -> None:
        """Show a threshold without a signal."""
        self._setting = True
        self.slider.setValue(round(threshold * _STEPS))
        self._setting = False
        self._describe()

    def set_scale(
        self, mode: SimilarityWeights, *, calibrated: bool, by_words: bool = False
    ) -> None:
        """Say from now on what the scores of such an answer mean."""
        self._mode, self._calibrated, self._by_words = mode, calibrated, by_words
        self._describe()

    def show_count(self, shown: int, found: int) -> None:
        """Show how many photos pass, of how many."""
        words = wording.number(shown)
        if shown != found:
            words = tr("{shown} of {found}").format(shown=words, found=wording.number(found))
        self._count.setText(words)

    def move_by(self, steps: int) -> None:
        """Move so many single steps stricter, as the user would."""
        self.slider.setValue(self.slider.value() + steps * self.slider.singleStep())

    def _on_action(self, action: int) -> None:
        at = self.slider.value()
        if action == QSlider.SliderAction.SliderPageStepAdd.value:
            self.slider.setSliderPosition(next((stop for stop in _STOPS if stop > at), _STEPS))
        elif action == QSlider.SliderAction.SliderPageStepSub.value:
            self.slider.setSliderPosition(next((stop for stop in _STOPS[::-1] if stop < at), 0))

    def _on_value_changed(self, _value: int) -> None:
        self._describe()
        if not self._setting:
            self.threshold_changed.emit(self.threshold)

    def _describe(self) -> None:
        words = threshold_text(
            self.threshold, self._mode, calibrated=self._calibrated, by_words=self._by_words
        )
        self._text.setText(words)
        announce_value(self.slider, words)
        tip = tr("Show only photos that are at least: {words}").format(words=words)
        self.slider.setToolTip(f"{tip}\n" + tr("Arrow keys move it (Alt+Up, Alt+Down anywhere)."))
