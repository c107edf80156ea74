"""Paint a value with its tick and its count, and tick it by click or Space."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from photosearch.gui import wording
from photosearch.gui.filters.values import COUNT_ROLE
from photosearch.gui.widgets.theme import Colors, colors_of

_BOX = 15
_GAP = 8
_KEYS = {Qt.Key.Key_Space, Qt.Key.Key_Select}


class ValueDelegate(QStyledItemDelegate):
    """Paint rows of one look in lists and trees."""

    # Qt overrides

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return one line with some air."""
        return QSize(80, option.fontMetrics.height() + 8)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw tick, label, and the count at the other end."""
        colors = colors_of(option.palette)
        checked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        count = int(index.data(COUNT_ROLE))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, option, colors)
        area: QRect = option.rect.adjusted(6, 0, -8, 0)
        visual, direction = QStyle.visualRect, option.direction
        box = QRect(area.left(), area.center().y() - _BOX // 2, _BOX, _BOX)
        _paint_box(painter, QRectF(visual(direction, area, box)), colors, checked=checked)
        number = wording.number(count)
        width = option.fontMetrics.horizontalAdvance(number)
        place = QRect(area.right() - width, area.top(), width + 1, area.height())
        painter.setPen(QColor(colors.muted))
        painter.drawText(visual(direction, area, place), Qt.AlignmentFlag.AlignCenter, number)
        room = area.width() - _BOX - _GAP - width - _GAP
        label = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, room)
        place = QRect(area.left() + _BOX + _GAP, area.top(), room, area.height())
        painter.setPen(QColor(colors.text if count or checked else colors.muted))
        leading = QStyle.visualAlignment(
            direction, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        painter.drawText(visual(direction, area, place), leading, label)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Tick the row on a click anywhere on it, or on Space."""
        if isinstance(event, QMouseEvent):
            wanted = (
                event.type() == QEvent.Type.MouseButtonRelease
                and event.button() == Qt.MouseButton.LeftButton
                and option.rect.contains(event.position().toPoint())
            )
        else:
            wanted = isinstance(event, QKeyEvent) and event.key() in _KEYS
        if not wanted:
            return False
        return toggle(model, index)


def toggle(model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex) -> bool:
    """Tick a row that is not ticked, or the other way round; return whether that was possible."""
    checked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    state = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
    return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, colors: Colors) -> None:
    ground = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5)
    if option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.hover))
        painter.drawRoundedRect(ground, 4, 4)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(colors.accent), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ground, 4, 4)


def _paint_box(painter: QPainter, box: QRectF, colors: Colors, *, checked: bool) -> None:
    painter.setPen(QPen(QColor(colors.accent if checked else colors.field), 1))
    painter.setBrush(QColor(colors.accent if checked else colors.surface))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)
    if checked:
        round_ends = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(QColor(colors.on_accent), 1.8, Qt.PenStyle.SolidLine, *round_ends))
        x, y, side = box.x(), box.y(), box.width()
        painter.drawPolyline(
            [
                QPointF(x + 0.25 * side, y + 0.52 * side),
                QPointF(x + 0.43 * side, y + 0.70 * side),
                QPointF(x + 0.76 * side, y + 0.32 * side),
            ]
        )
