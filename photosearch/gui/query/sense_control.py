"""In which sense photos shall be alike: one control, three stops and everything between."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from photosearch.core.query import SimilarityWeights
from photosearch.gui.query.query_chip import STOPS, place_of, sense_at, sense_words, stop_names
from photosearch.gui.translation import tr
from photosearch.gui.widgets.screen_readers import announce_value
from photosearch.gui.widgets.theme import colors_of

PER_STOP = 100
"""Steps of the slider between two stops."""
MAGNET = 6
"""Steps within which the mouse is drawn to a stop."""
_RADIUS = 8
_TRACK = 4
_GAP = 22


class SimilaritySlider(QSlider):
    """A slider with words at its stops. The arrow keys move it, Page Up and Down go to the stops.

    Signals:
        sense_changed(SenseMix): the user moved it; many times while it is dragged.
    """

    sense_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, 2 * PER_STOP)
        self.setSingleStep(PER_STOP // 10)
        self.setPageStep(PER_STOP)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("In which way photos should be alike"))
        self._sense = STOPS[0]
        self._choosing = False
        self._names = stop_names()
        self.valueChanged.connect(self._moved)
        self._describe()

    @property
    def sense(self) -> SimilarityWeights:
        """The chosen one."""
        return self._sense

    def choose(self, sense: SimilarityWeights) -> None:
        """Show a sense, without telling of it; one that lies on no place is kept as it is."""
        if sense == self._sense:
            return
        self._sense = sense
        self._choosing = True
        self.setValue(round(place_of(sense) * PER_STOP))
        self._choosing = False
        self._describe()
        self.update()

    def go_to(self, stop: int) -> None:
        """Move to the stop 0, 1 or 2, as the user would."""
        self.setValue(stop * PER_STOP)
        # A mixture of the first and the last lies there, too, without being that sense.
        self._moved(self.value())

    def move_by(self, steps: int) -> None:
        """So many single steps towards the subject, as the user would."""
        self.setValue(self.value() + steps * self.singleStep())

    def _moved(self, value: int) -> None:
        sense = sense_at(value / PER_STOP)
        if self._choosing or sense == self._sense:
            return
        self._sense = sense
        self._describe()
        self.sense_changed.emit(sense)

    def _describe(self) -> None:
        words = sense_words(self._sense)
        announce_value(self, words)
        keys = tr("Arrow keys move it, Page Up and Page Down go to the next word.")
        self.setToolTip(f"{words}\n{keys}")

    # Geometry

    def _x(self, value: float) -> float:
        """Where a value is, in pixels."""
        first, last = self._ends()
        share = value / self.maximum()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        return first + share * (last - first)

    def _ends(self) -> tuple[float, float]:
        """The outer stops stand under the middles of their words."""
        metrics = QFontMetrics(self.font())
        names = self._names
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            names = names[::-1]
        first, last = (metrics.horizontalAdvance(name) / 2 + 4 for name in (names[0], names[-1]))
        return first, self.width() - last

    def _value_at(self, x: float) -> int:
        first, last = self._ends()
        share = (x - first) / max(1.0, last - first)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        value = round(min(1.0, max(0.0, share)) * self.maximum())
        stop = round(value / PER_STOP) * PER_STOP
        return stop if abs(value - stop) <= MAGNET else value

    def _label(self, stop: int) -> QRect:
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self._names[stop]) + 8
        x = self._x(stop * PER_STOP)
        return QRect(round(x - width / 2), 0, width, metrics.height() + 4)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """The words side by side, the track below."""
        metrics = QFontMetrics(self.font())
        width = max(metrics.horizontalAdvance(name) for name in self._names)
        return QSize(3 * width + 2 * _GAP + 8, metrics.height() + 4 + 2 * _RADIUS + 6)

    def minimumSizeHint(self) -> QSize:
        """Nothing is left out."""
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a word goes there; anywhere else the handle comes to the mouse."""
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        position = event.position()
        stop = next((s for s in range(3) if self._label(s).contains(position.toPoint())), None)
        if stop is not None:
            self.go_to(stop)
        else:
            self.setSliderDown(True)
            self.setValue(self._value_at(position.x()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The results go along."""
        if self.isSliderDown():
            self.setValue(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words, track, stops, handle."""
        colors = colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        nearest = round(self.value() / PER_STOP)
        for stop, name in enumerate(self._names):
            painter.setPen(QColor(colors.text if stop == nearest else colors.muted))
            painter.drawText(self._label(stop), Qt.AlignmentFlag.AlignCenter, name)
        middle = self.height() - _RADIUS - 3
        first, last = self._ends()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.handle))
        painter.drawRoundedRect(
            QRectF(first, middle - _TRACK / 2, last - first, _TRACK), _TRACK / 2, _TRACK / 2
        )
        for stop in range(3):
            painter.drawEllipse(QPointF(self._x(stop * PER_STOP), middle), 4, 4)
        painter.setBrush(QColor(colors.accent))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colors.text), 2))
        painter.drawEllipse(QPointF(self._x(self.value()), middle), _RADIUS, _RADIUS)
        painter.end()
