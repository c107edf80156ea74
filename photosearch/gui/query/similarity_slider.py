"""Choose in which way photos are alike: one slider, three stops and everything between."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from photosearch.core.query import SimilarityWeights
from photosearch.gui.similarity_text import (
    MODE_STOPS,
    mode_at,
    mode_text,
    position_of,
    stop_labels,
)
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
    """Show words at the stops. The arrow keys move it, Page Up and Down go to the stops.

    Signals:
        mode_changed(SimilarityWeights): the user moved it; many times while it is dragged.
    """

    mode_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, 2 * PER_STOP)
        self.setSingleStep(PER_STOP // 10)
        self.setPageStep(PER_STOP)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("In which way photos should be alike"))
        self._mode = MODE_STOPS[0]
        self._setting = False
        self._names = stop_labels()
        self.valueChanged.connect(self._on_value_changed)
        self._describe()

    @property
    def mode(self) -> SimilarityWeights:
        """Return the chosen one."""
        return self._mode

    def set_mode(self, mode: SimilarityWeights) -> None:
        """Show a mode without a signal; one that lies at no position is kept as it is."""
        if mode == self._mode:
            return
        self._mode = mode
        self._setting = True
        self.setValue(round(position_of(mode) * PER_STOP))
        self._setting = False
        self._describe()
        self.update()

    def go_to_stop(self, stop: int) -> None:
        """Move to the stop 0, 1 or 2, as the user would."""
        self.setValue(stop * PER_STOP)
        # A mixture of the first and the last lies there, too, without being that mode.
        self._on_value_changed(self.value())

    def move_by(self, steps: int) -> None:
        """Move so many single steps towards the subject, as the user would."""
        self.setValue(self.value() + steps * self.singleStep())

    def _on_value_changed(self, value: int) -> None:
        mode = mode_at(value / PER_STOP)
        if self._setting or mode == self._mode:
            return
        self._mode = mode
        self._describe()
        self.mode_changed.emit(mode)

    def _describe(self) -> None:
        text = mode_text(self._mode)
        announce_value(self, text)
        keys = tr("Arrow keys move it, Page Up and Page Down go to the next word.")
        self.setToolTip(f"{text}\n{keys}")

    # Geometry

    def _x(self, value: float) -> float:
        """Return where a value is, in pixels."""
        first, last = self._ends()
        share = value / self.maximum()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        return first + share * (last - first)

    def _ends(self) -> tuple[float, float]:
        """Return where the outer stops are: under the middles of their text."""
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
        """Return room for the words side by side and the track below."""
        metrics = QFontMetrics(self.font())
        width = max(metrics.horizontalAdvance(name) for name in self._names)
        return QSize(3 * width + 2 * _GAP + 8, metrics.height() + 4 + 2 * _RADIUS + 6)

    def minimumSizeHint(self) -> QSize:
        """Leave nothing out."""
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the word that was clicked on; elsewhere the handle comes to the mouse."""
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        position = event.position()
        stop = next((s for s in range(3) if self._label(s).contains(position.toPoint())), None)
        if stop is not None:
            self.go_to_stop(stop)
        else:
            self.setSliderDown(True)
            self.setValue(self._value_at(position.x()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move along; the results follow."""
        if self.isSliderDown():
            self.setValue(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint text, track, stops and handle."""
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
