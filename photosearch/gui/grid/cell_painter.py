"""Paints one cell of the grid: thumbnail, caption, selection, focus, what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen

from photosearch.core.photo import PhotoRecord
from photosearch.gui.grid.pixmaps import Picture
from photosearch.gui.theme import Colors, colors_of
from photosearch.gui.wording import shown_name

PADDING = 7
"""Between the cell's edge and the box of the thumbnail, logical pixels."""


@dataclass(frozen=True, slots=True)
class CellState:
    """What is to be seen in a cell."""

    picture: Picture | None
    record: PhotoRecord | None
    score: str | None
    selected: bool
    current: bool
    """Where the keyboard is; drawn only if the grid has the focus."""
    hovered: bool


class CellPainter:
    """Holds pens, brushes and metrics so that a cell costs some tens of microseconds."""

    def __init__(self, palette: QPalette, font: QFont, side: int, *, captions: bool) -> None:
        """`side` is the box of a thumbnail in logical pixels."""
        colors: Colors = colors_of(palette)
        self._side = side
        self._captions = captions
        self._font = font
        self._bold = QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._metrics = QFontMetrics(font)
        self._bold_metrics = QFontMetrics(self._bold)
        self._text = QColor(colors.text)
        self._muted = QColor(colors.muted)
        self._selection = QColor(colors.selection)
        self._hover = QColor(colors.hover)
        self._placeholder = QColor(colors.placeholder)
        self._focus = QPen(QColor(colors.accent), 2)
        edge = QColor(colors.text)
        edge.setAlpha(30)
        self._edge = QPen(edge, 1)
        """White pictures on a white ground have an end all the same."""

    @staticmethod
    def cell_size(side: int, font: QFont, *, captions: bool) -> tuple[int, int]:
        """Least width and height of a cell in logical pixels."""
        caption = QFontMetrics(font).height() + 6 if captions else 0
        return side + 2 * PADDING, side + 2 * PADDING + caption

    def paint(self, painter: QPainter, cell: QRect, state: CellState) -> None:
        """Paint one cell; `painter` is set to antialias and to scale smoothly."""
        if state.selected or state.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._selection if state.selected else self._hover)
            painter.drawRoundedRect(cell.adjusted(2, 2, -2, -2), 6, 6)
        box = QRect(
            cell.x() + (cell.width() - self._side) // 2, cell.y() + PADDING, self._side, self._side
        )
        shown = self._paint_picture(painter, box, state)
        if state.record is not None and (state.record.missing or not state.record.online):
            self._paint_badge(painter, shown, "Gone" if state.record.missing else "Offline")
        if self._captions:
            self._paint_caption(painter, cell, box, state)
        if state.current:
            painter.setPen(self._focus)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(cell).adjusted(2, 2, -2, -2), 6, 6)

    def _paint_picture(self, painter: QPainter, box: QRect, state: CellState) -> QRect:
        picture, record = state.picture, state.record
        if picture is None:
            inset = box.width() // 8
            blank = box.adjusted(inset, inset, -inset, -inset)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._placeholder)
            painter.drawRoundedRect(blank, 4, 4)
            if record is not None:
                # Known, but without a thumbnail: at least its kind.
                painter.setPen(self._muted)
                painter.setFont(self._font)
                kind = record.path.suffix.removeprefix(".").upper() or "Photo"
                painter.drawText(blank, Qt.AlignmentFlag.AlignCenter, kind)
            return blank
        # Pictures are scaled for a box of picture.side device pixels, whatever the zoom is by now.
        scale = box.width() / picture.side
        # The size stays a fraction: on a 200 % screen it is a whole number of device pixels.
        width, height = picture.pixmap.width() * scale, picture.pixmap.height() * scale
        target = QRectF(
            box.x() + (box.width() - width) // 2,
            box.y() + (box.height() - height) // 2,
            width,
            height,
        )
        away = record is not None and (record.missing or not record.online)
        if away:
            painter.setOpacity(0.35)
        painter.drawPixmap(target, picture.pixmap, QRectF(picture.pixmap.rect()))
        painter.setOpacity(1)
        painter.setPen(self._edge)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(target.adjusted(0.5, 0.5, -0.5, -0.5))
        return target.toRect()

    def _paint_badge(self, painter: QPainter, over: QRect, text: str) -> None:
        width = self._metrics.horizontalAdvance(text) + 12
        height = self._metrics.height() + 4
        badge = QRect(over.x() + 4, over.bottom() - height - 3, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 175))
        painter.drawRoundedRect(badge, 4, 4)
        painter.setPen(Qt.GlobalColor.white)
        painter.setFont(self._font)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_caption(self, painter: QPainter, cell: QRect, box: QRect, state: CellState) -> None:
        name = shown_name(state.record.path) if state.record is not None else ""
        score = state.score or ""
        gap = self._metrics.horizontalAdvance("  ") if score and name else 0
        score_width = self._bold_metrics.horizontalAdvance(score)
        room = box.width() - score_width - gap
        name = self._metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)
        left = (
            box.x() + (box.width() - score_width - gap - self._metrics.horizontalAdvance(name)) / 2
        )
        baseline = cell.bottom() - PADDING - self._metrics.descent() + 1
        painter.setFont(self._bold)
        painter.setPen(self._text)
        painter.drawText(QPointF(left, baseline), score)
        painter.setFont(self._font)
        painter.setPen(self._muted)
        painter.drawText(QPointF(left + score_width + gap, baseline), name)
