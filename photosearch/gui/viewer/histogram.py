"""Count how often each value occurs in a picture, in job threads, and paint it in the window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from photosearch.core.query import RgbImage
from photosearch.gui import wording
from photosearch.gui.translation import tr
from photosearch.gui.widgets.screen_readers import role
from photosearch.gui.widgets.theme import colors_of

ENOUGH_PIXELS = 500_000
"""Of a larger picture a part is counted, spread evenly."""
_HEIGHT = 108
_SHADES = ("#d6453d", "#3f9a44", "#3d74d6")


@dataclass(frozen=True, slots=True, eq=False)
class ImageHistogram:
    """Count of the values 0 to 255."""

    counts: NDArray[np.int64]
    """(4, 256): red, green, blue, luma (BT.709)."""

    @property
    def shadows(self) -> float:
        """Return the share of pixels (0 to 1) that are black in all channels: no luma left."""
        return self._share(0)

    @property
    def highlights(self) -> float:
        """Return the share of pixels (0 to 1) of full luma."""
        return self._share(255)

    def _share(self, value: int) -> float:
        return float(self.counts[3, value] / max(1, self.counts[3].sum()))


class Counter:
    """Add up a histogram band by band. For job threads."""

    def __init__(self) -> None:
        self._counts = np.zeros((4, 256), np.int64)

    def add(self, size: tuple[int, int], band: RgbImage) -> None:
        """Count a band (h, W, 3) of a picture of `size` (height, width)."""
        step = max(1, int((size[0] * size[1] / ENOUGH_PIXELS) ** 0.5))
        pixels = band[::step, ::step].reshape(-1, 3)
        for channel in range(3):
            self._counts[channel] += np.bincount(pixels[:, channel], minlength=256)
        wide = pixels.astype(np.uint32)
        # Weights of BT.709 in parts of 65536, so that white stays 255.
        luma = (wide[:, 0] * 13933 + wide[:, 1] * 46871 + wide[:, 2] * 4732) >> 16
        self._counts[3] += np.bincount(luma, minlength=256)

    def result(self) -> ImageHistogram:
        """Return what was counted so far."""
        return ImageHistogram(self._counts.copy())


def histogram_of(rgb: RgbImage) -> ImageHistogram:
    """Return the histogram of a whole picture (H, W, 3)."""
    counter = Counter()
    counter.add((rgb.shape[0], rgb.shape[1]), rgb)
    return counter.result()


@role(QAccessible.Role.Chart)
class HistogramView(QWidget):
    """Paint a histogram: the three colours as lines, luma filled behind them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._histogram: ImageHistogram | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Histogram"))

    def show_histogram(self, histogram: ImageHistogram | None) -> None:
        """Show a histogram; None while there is none."""
        self._histogram = histogram
        words = self.text
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self.update()

    @property
    def text(self) -> str:
        """Return what stands at the ends, for those who do not see it painted."""
        if self._histogram is None:
            return ""
        return tr("Black: {shadows} %, white: {highlights} % of the picture").format(
            shadows=wording.decimal(self._histogram.shadows * 100),
            highlights=wording.decimal(self._histogram.highlights * 100),
        )

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return a fixed height."""
        return QSize(256, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the curves, highest values cut: a black sky must not flatten the rest."""
        colors = colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(colors.line), 1))
        painter.setBrush(QColor(colors.surface))
        painter.drawRoundedRect(frame, 6, 6)
        inside = frame.adjusted(5, 6, -5, -5)
        for quarter in (0.25, 0.5, 0.75):
            x = inside.left() + inside.width() * quarter
            painter.drawLine(QPointF(x, inside.top()), QPointF(x, inside.bottom()))
        if self._histogram is None:
            return
        counts = self._histogram.counts.astype(np.float64)
        # The ends may hold whole skies; the next highest value sets the scale.
        top = max(1.0, float(counts[:, 1:-1].max()))
        heights = np.sqrt(np.minimum(counts / top, 1.0))
        fill = QColor(colors.muted)
        fill.setAlphaF(0.28)
        painter.setPen(QPen(QColor(0, 0, 0, 0)))
        painter.setBrush(fill)
        painter.drawPolygon(_curve(heights[3], inside, closed=True))
        for channel, shade in enumerate(_SHADES):
            painter.setPen(QPen(QColor(shade), 1.2))
            painter.drawPolyline(_curve(heights[channel], inside, closed=False))


def _curve(heights: NDArray[np.float64], inside: QRectF, *, closed: bool) -> QPolygonF:
    step = inside.width() / 255
    points = [
        QPointF(inside.left() + value * step, inside.bottom() - height * inside.height())
        for value, height in enumerate(heights)
    ]
    if closed:
        points = [inside.bottomLeft(), *points, inside.bottomRight()]
    return QPolygonF(points)
