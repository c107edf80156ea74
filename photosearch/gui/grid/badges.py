"""Draw small shapes that are on many cells once, with smooth edges; then copy pixels.

A rounded rectangle with smooth edges takes 80 microseconds to draw and three to copy; a screen of
250 cells that are all selected has 16,000 for everything.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from photosearch.gui.grid.pixmaps import BadgePixmap, to_badge_pixmap

RADIUS = 6.0
"""Of the corners of a cell's background, logical pixels."""
BADGE_HEIGHT = 17
_BADGE = QColor(0, 0, 0, 165)
_STAR_GAP = 2.0


class Badges:
    """Draw shapes by what they show; all sizes are logical pixels."""

    def __init__(self, ratio: float) -> None:
        """Take `ratio` device pixels per logical one."""
        self._ratio = ratio
        self._stamps: dict[tuple[object, ...], BadgePixmap] = {}

    def block(self, width: int, height: int, color: QColor, radius: float = RADIUS) -> BadgePixmap:
        """Return a filled rectangle with round corners."""

        def draw(painter: QPainter) -> None:
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(0, 0, width, height), radius, radius)

        return self._badge_pixmap(("block", color.rgba(), radius), width, height, draw)

    def frame(self, width: int, height: int, color: QColor) -> BadgePixmap:
        """Return a line around a cell, two pixels wide."""

        def draw(painter: QPainter) -> None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color, 2))
            painter.drawRoundedRect(QRectF(1, 1, width - 2, height - 2), RADIUS, RADIUS)

        return self._badge_pixmap(("frame", color.rgba()), width, height, draw)

    def label(self, text: str, font: QFont, room: int) -> BadgePixmap | None:
        """Return a word on a dark ground; None if it does not fit into `room`."""
        width = math.ceil(QFontMetricsF(font).horizontalAdvance(text)) + 12
        if width > room:
            return None
        height = max(BADGE_HEIGHT, math.ceil(QFontMetricsF(font).height()) + 2)

        def draw(painter: QPainter) -> None:
            painter.setBrush(_BADGE)
            painter.drawRoundedRect(QRectF(0, 0, width, height), 4, 4)
            painter.setPen(Qt.GlobalColor.white)
            painter.setFont(font)
            painter.drawText(QRectF(0, 0, width, height), Qt.AlignmentFlag.AlignCenter, text)

        return self._badge_pixmap(("label", text), width, height, draw)

    def mark(self, kind: str) -> BadgePixmap:
        """Return a sign where there is no room for words: "away", "rejected" or "stack"."""
        side = BADGE_HEIGHT

        def draw(painter: QPainter) -> None:
            painter.setBrush(_BADGE)
            painter.drawRoundedRect(QRectF(0, 0, side, side), 4, 4)
            painter.setPen(QPen(Qt.GlobalColor.white, 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if kind == "away":
                painter.drawEllipse(QRectF(4, 4, side - 8, side - 8))
                painter.drawLine(QPointF(5.5, side - 5.5), QPointF(side - 5.5, 5.5))
            elif kind == "stack":
                painter.drawRect(QRectF(4, 6.5, side - 10, side - 10))
                right = side - 4
                painter.drawPolyline([QPointF(6.5, 4), QPointF(right, 4), QPointF(right, 10.5)])
            else:
                painter.drawLine(QPointF(5, 5), QPointF(side - 5, side - 5))
                painter.drawLine(QPointF(5, side - 5), QPointF(side - 5, 5))

        return self._badge_pixmap(("mark", kind), side, side, draw)

    def stars(self, count: int, size: float, room: int) -> BadgePixmap:
        """Return a rating of 1 to 5, stars of `size`; one and a number where room is short.

        `room` is the width that there is.
        """
        width = math.ceil(count * size + (count - 1) * _STAR_GAP + 8)
        height = math.ceil(size + 7)
        if width > room:
            return self._number_and_star(count)

        def draw(painter: QPainter) -> None:
            painter.setBrush(_BADGE)
            painter.drawRoundedRect(QRectF(0, 0, width, height), 4, 4)
            painter.setBrush(Qt.GlobalColor.white)
            for number in range(count):
                center = QPointF(4 + size / 2 + number * (size + _STAR_GAP), height / 2 + 0.4)
                painter.drawPolygon(_star(center, size / 2))

        return self._badge_pixmap(("stars", count, size), width, height, draw)

    def _number_and_star(self, count: int) -> BadgePixmap:
        font = QFont()
        font.setPixelSize(9)

        def draw(painter: QPainter) -> None:
            painter.setBrush(_BADGE)
            painter.drawRoundedRect(QRectF(0, 0, 22, 14), 4, 4)
            painter.setBrush(Qt.GlobalColor.white)
            painter.drawPolygon(_star(QPointF(14.5, 7.4), 4))
            painter.setPen(Qt.GlobalColor.white)
            painter.setFont(font)
            painter.drawText(QRectF(1, 0, 10, 14), Qt.AlignmentFlag.AlignCenter, str(count))

        return self._badge_pixmap(("number", count), 22, 14, draw)

    def _badge_pixmap(
        self, kind: tuple[object, ...], width: int, height: int, draw: Callable[[QPainter], None]
    ) -> BadgePixmap:
        key = (*kind, width, height)
        badge = self._stamps.get(key)
        if badge is None:
            size = (QSizeF(width, height) * self._ratio).toSize()
            image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(Qt.GlobalColor.transparent)
            image.setDevicePixelRatio(self._ratio)
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            draw(painter)
            painter.end()
            badge = self._stamps[key] = to_badge_pixmap(image, width, height)
        return badge


def _star(center: QPointF, radius: float) -> QPolygonF:
    corners = []
    for number in range(10):
        angle = math.pi * (number / 5 - 0.5)
        length = radius if number % 2 == 0 else radius * 0.45
        corners.append(center + QPointF(math.cos(angle) * length, math.sin(angle) * length))
    return QPolygonF(corners)
