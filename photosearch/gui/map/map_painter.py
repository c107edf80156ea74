"""Paint the map: water and land, dots with numbers, the area, a scale, and what is pointed at."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPolygonF,
)

from photosearch.core.places import Area
from photosearch.gui import wording
from photosearch.gui.grid.pixmaps import GridThumbnail
from photosearch.gui.map.dots import Dots
from photosearch.gui.map.land import Land, polygons
from photosearch.gui.map.projection import MAX_LATITUDE, Viewport, edges_of, longitude_at, y_of
from photosearch.gui.widgets.theme import colors_of

DOT_HEIGHT = 22
"""Pixels of a dot with a number."""
_SINGLE = 12
"""Pixels of a dot that is one photo."""
_MARGIN = 10
_PARTS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
_STEPS = (*_PARTS, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 90.0, 180.0)
"""Degrees from line to line."""
_LINE_GAP = 1.5
"""From line to line at least, in widths of the words for a meridian."""
_SCALE_WIDTH = 110
"""Pixels of the bar that tells the scale, at most."""
PICTURE = 128
"""Pixels of the picture of what is pointed at."""


class MapPainter:
    """Hold colours, fonts, and the land as it was last cut."""

    def __init__(self, palette: QPalette, font: QFont) -> None:
        colors = colors_of(palette)
        self._water = QColor(colors.stage)
        self._land = QColor(colors.raised)
        self._line = QColor(colors.line)
        self._text = QColor(colors.text)
        self._degree = QColor(colors.muted)
        self._degree.setAlpha(60)
        self._ground = QColor(colors.raised)
        self._muted = QColor(colors.muted)
        self._accent = QColor(colors.accent)
        self._on_accent = QColor(colors.on_accent)
        self._surface = QColor(colors.surface)
        self._font = QFont(font)
        self._metrics = QFontMetrics(font)
        self._path = QPainterPath()
        self._cut: tuple[Land, Viewport] | None = None

    def paint_earth(self, painter: QPainter, land: Land, viewport: Viewport) -> None:
        """Fill the widget with water and land."""
        painter.fillRect(QRect(0, 0, viewport.width, viewport.height), self._water)
        if self._cut is None or self._cut[0] is not land or self._cut[1] != viewport:
            path = QPainterPath()  # even and odd: lakes are holes
            for ring in polygons(land, viewport):
                path.addPolygon(QPolygonF([QPointF(x, y) for x, y in ring.tolist()]))
            self._path, self._cut = path, (land, viewport)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(self._path, self._land)

    def paint_degrees(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw meridians and parallels with their degrees, at most so many as can be read."""
        step = self._step(viewport)
        area = viewport.area()
        painter.setFont(self._font)
        for x, words in self.meridians(viewport):
            self._paint_line(painter, QPointF(x, 0), QPointF(x, viewport.height))
            painter.drawText(QPointF(x + 3, self._metrics.ascent() + 2), words)
        for number in range(math.ceil(area.south / step), math.floor(area.north / step) + 1):
            north = number * step
            y = (float(y_of(np.array([north]))[0]) - viewport.y) * viewport.scale
            y += viewport.height / 2
            if y < 2 * self._metrics.height() or abs(north) > MAX_LATITUDE:
                continue
            self._paint_line(painter, QPointF(0, y), QPointF(viewport.width, y))
            painter.drawText(QPointF(4, y - 3), wording.latitude(north, step))

    def meridians(self, viewport: Viewport) -> list[tuple[float, str]]:
        """Return where meridians are, in pixels from the left, with their degrees in words."""
        step = self._step(viewport)
        left = longitude_at(viewport.point_at(0, 0)[0])
        right = longitude_at(viewport.point_at(viewport.width, 0)[0])
        return [
            (
                (number * step / 360 + 0.5 - viewport.x) * viewport.scale + viewport.width / 2,
                wording.longitude((number * step + 180) % 360 - 180, step),
            )
            for number in range(math.ceil(left / step), math.floor(right / step) + 1)
        ]

    def _step(self, viewport: Viewport) -> float:
        """Return how many degrees there are from line to line, so that the words have room."""
        degree = viewport.scale / 360
        return next(
            (
                step
                for step in _STEPS
                if step * degree
                >= _LINE_GAP * self._metrics.horizontalAdvance(wording.longitude(-179.999, step))
            ),
            _STEPS[-1],
        )

    def _paint_line(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        painter.setPen(QPen(self._degree, 1))
        painter.drawLine(start, end)
        painter.setPen(self._muted)

    def paint_area(self, painter: QPainter, area: Area, viewport: Viewport) -> None:
        """Frame the area that photos are narrowed to."""
        for rect in area_rects(area, viewport):
            tint = QColor(self._accent)
            tint.setAlpha(36)
            painter.fillRect(rect, tint)
            painter.setPen(QPen(self._accent, 1.5))
            painter.drawRect(rect)

    def paint_rubber_band(self, painter: QPainter, rect: QRectF) -> None:
        """Frame what is being drawn."""
        painter.setPen(QPen(self._accent, 1.5, Qt.PenStyle.DashLine))
        painter.drawRect(rect)

    def dot_rects(self, dots: Dots, viewport: Viewport) -> list[QRectF]:
        """Return where dots are, in their order."""
        right, down = viewport.pixels_of(dots.x, dots.y)
        return [
            self._dot_rect(x, y, count)
            for x, y, count in zip(right.tolist(), down.tolist(), dots.counts.tolist(), strict=True)
        ]

    def _dot_rect(self, x: float, y: float, count: int) -> QRectF:
        if count == 1:
            return QRectF(x - _SINGLE / 2, y - _SINGLE / 2, _SINGLE, _SINGLE)
        height = max(DOT_HEIGHT, self._metrics.height() + 4)
        width = max(height, self._metrics.horizontalAdvance(wording.number(count)) + 14)
        return QRectF(x - width / 2, y - height / 2, width, height)

    def paint_dots(
        self, painter: QPainter, dots: Dots, rects: list[QRectF], current: int, hovered: int
    ) -> None:
        """Paint dots, those with the most photos over the others; `current` has a frame."""
        painter.setFont(self._font)
        order = np.argsort(dots.counts, kind="stable").tolist()
        for dot in [*(each for each in order if each != hovered), *([hovered] * (hovered >= 0))]:
            rect, count = rects[dot], int(dots.counts[dot])
            radius = rect.height() / 2
            painter.setPen(QPen(self._surface, 1.5))
            painter.setBrush(self._accent)
            painter.drawRoundedRect(rect, radius, radius)
            if count > 1:
                painter.setPen(self._on_accent)
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, wording.number(count))
            if dot in (current, hovered):
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._text, 2))
                painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), radius + 3, radius + 3)

    def paint_scale(self, painter: QPainter, viewport: Viewport) -> None:
        """Tell the scale below at the left, true in the middle of the map."""
        pixel_km = viewport.pixel_km()
        km = _round_below(_SCALE_WIDTH * pixel_km)
        words = wording.distance(km)
        width = km / pixel_km
        bottom = viewport.height - _MARGIN
        height = self._metrics.height()
        room = max(width, self._metrics.horizontalAdvance(words)) + 12
        ground = QColor(self._surface)
        ground.setAlpha(200)
        painter.fillRect(QRectF(_MARGIN - 6, bottom - height - 10, room, height + 14), ground)
        painter.setPen(QPen(self._muted, 1))
        painter.setFont(self._font)
        painter.drawText(QPointF(_MARGIN, bottom - 9), words)
        painter.setPen(QPen(self._muted, 2))
        painter.drawLine(QPointF(_MARGIN, bottom), QPointF(_MARGIN + width, bottom))

    def paint_pointed(
        self,
        painter: QPainter,
        rect: QRectF,
        lines: list[str],
        picture: GridThumbnail | None,
        viewport: Viewport,
    ) -> None:
        """Show the photo and the words of the dot at `rect`, beside it where there is room."""
        ratio = painter.device().devicePixelRatio()
        height = self._metrics.height()
        words = max((self._metrics.horizontalAdvance(line) for line in lines), default=0)
        shown = QRectF()
        if picture is not None:
            shown = QRectF(0, 0, picture.width / ratio, picture.height / ratio)
        width = max(words, shown.width()) + 16
        whole = height * len(lines) + 14 + (shown.height() + 6 if picture else 0)
        left = (
            rect.right() + 8
            if rect.right() + 8 + width < viewport.width
            else (rect.left() - 8 - width)
        )
        left = min(max(left, 4), max(4, viewport.width - width - 4))
        top = min(max(rect.center().y() - whole / 2, 4), max(4, viewport.height - whole - 4))
        box = QRectF(left, top, width, whole)
        painter.setPen(QPen(self._line, 1))
        painter.setBrush(self._ground)
        painter.drawRoundedRect(box, 6, 6)
        y = box.top() + 7
        if picture is not None:
            place = QRectF(box.center().x() - shown.width() / 2, y, shown.width(), shown.height())
            painter.drawPixmap(place, picture.pixmap, QRectF(0, 0, picture.width, picture.height))
            y += shown.height() + 6
        painter.setFont(self._font)
        for number, line in enumerate(lines):
            painter.setPen(self._text if number == 0 else self._muted)
            row = QRectF(box.left() + 8, y, box.width() - 16, height)
            painter.drawText(
                row, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, line
            )
            y += height

    def paint_focus(self, painter: QPainter, viewport: Viewport) -> None:
        """Frame the map that has the keyboard."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._accent, 2))
        painter.drawRect(QRectF(1, 1, viewport.width - 2, viewport.height - 2))


def area_rects(area: Area, viewport: Viewport) -> list[QRectF]:
    """Return where an area is seen: once, or twice where the earth begins anew."""
    west, north, east, south = edges_of(area)
    top = (north - viewport.y) * viewport.scale + viewport.height / 2
    height = (south - north) * viewport.scale
    rects = []
    for shift in (-1, 0, 1):
        left = (west + shift - viewport.x) * viewport.scale + viewport.width / 2
        width = (east - west) * viewport.scale
        # Far outside, painters lose count.
        start, stop = max(left, -10.0), min(left + width, viewport.width + 10.0)
        low, high = max(top, -10.0), min(top + height, viewport.height + 10.0)
        if start <= stop and low <= high:
            rects.append(QRectF(start, low, max(2.0, stop - start), max(2.0, high - low)))
    return rects


def _round_below(km: float) -> float:
    """Return the largest of 1, 2, 5, 10, 20, ... that is not more, also below 1."""
    unit = 10.0 ** math.floor(math.log10(km))
    return next(unit * step for step in (5, 2, 1) if unit * step <= km or step == 1)
