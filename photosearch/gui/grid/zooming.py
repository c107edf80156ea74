"""Turn wheel, pinch and slider into steps of the zoom."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QWidget

from photosearch.gui.grid.canvas import DEFAULT_ZOOM, SIDES
from photosearch.gui.translation import tr

_NOTCH = 120
"""Eighths of a degree: what a plain wheel tells at once."""
_PINCH_STEP = math.log(1.22)
"""Fingers so much further apart (as a logarithm) are one step, about that of the sides."""


class ZoomGestures:
    """Add up what fine wheels and fingers tell in small parts; methods return steps."""

    def __init__(self) -> None:
        self._wheel = 0
        self._pinch = 0.0

    def wheel(self, delta: int) -> int:
        """Return the steps of a turn by `delta` eighths of a degree (above zero: away)."""
        if delta * self._wheel < 0:
            self._wheel = 0  # the other way round: what was begun does not count
        self._wheel += delta
        steps = int(self._wheel / _NOTCH)
        self._wheel -= steps * _NOTCH
        return steps

    def begin(self) -> None:
        """Begin: fingers were put down."""
        self._pinch = 0.0

    def pinch(self, factor: float) -> int:
        """Return the steps of fingers that are `factor` as far apart as before (above 0)."""
        self._pinch += math.log(max(factor, 0.01))
        steps = int(self._pinch / _PINCH_STEP)
        self._pinch -= steps * _PINCH_STEP
        return steps


class ZoomSlider(QWidget):
    """Choose the size of the thumbnails, for the status bar.

    Signals:
        zoom_changed(int): the user wants this index into SIDES.
    """

    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setProperty("kind", "zoom")
        self._slider.setRange(0, len(SIDES) - 1)
        self._slider.setPageStep(2)
        self._slider.setValue(DEFAULT_ZOOM)
        self._slider.setFixedWidth(120)
        self._slider.setAccessibleName(tr("Size of the photos"))
        self._slider.setToolTip(tr("Size of the photos (Ctrl and the wheel, Ctrl++ and Ctrl+-)"))
        self._slider.valueChanged.connect(self.zoom_changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.addWidget(self._slider)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._slider)

    @property
    def zoom(self) -> int:
        """Return the index into SIDES."""
        return self._slider.value()

    def set_zoom(self, zoom: int) -> None:
        """Show what the zoom is by now; emits nothing."""
        with QSignalBlocker(self._slider):
            self._slider.setValue(zoom)
