"""Show when photos were taken, as bars to drag a time over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from photosearch.core.facets import Facets, day_number, day_of, likely_days
from photosearch.gui.filters.filter_text import range_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.screen_readers import announce_value, role
from photosearch.gui.widgets.theme import colors_of

_FIRST, _LAST = day_number(date.min), day_number(date.max)


class Unit(IntEnum):
    """Tell what one bar stands for."""

    DAY = 0
    MONTH = 1
    YEAR = 2


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Hold consecutive bars."""

    unit: Unit
    edges: NDArray[np.int64]
    """(n + 1,) the day number on which each bar begins; the last is the end of the last bar."""

    def __len__(self) -> int:
        return len(self.edges) - 1

    def counts(self, days: NDArray[np.int32], day_counts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the photos of each bar (n,), from those of each day (d,) in rising order."""
        total = np.concatenate([[0], np.cumsum(day_counts)])
        places = np.searchsorted(days, self.edges)
        return np.diff(total[places])

    def bar_of(self, day: int) -> int:
        """Return the bar that a day falls in; the first or last one for days outside."""
        place = int(np.searchsorted(self.edges, day, side="right")) - 1
        return min(max(place, 0), len(self) - 1)


def bars_between(first: int, last: int, most: int) -> Bars:
    """Return bars for the days `first` to `last`: the smallest unit with at most `most` of them."""
    first, last = max(first, _FIRST), min(last, _LAST)
    for unit in (Unit.DAY, Unit.MONTH):
        if _count(first, last, unit) <= most:
            return Bars(unit, _edges(first, last, unit))
    return Bars(Unit.YEAR, _edges(first, last, Unit.YEAR))


def _count(first: int, last: int, unit: Unit) -> int:
    start, end = day_of(first), day_of(last)
    if unit is Unit.DAY:
        return last - first + 1
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _edges(first: int, last: int, unit: Unit) -> NDArray[np.int64]:
    if unit is Unit.DAY:
        return np.arange(first, last + 2, dtype=np.int64)
    kind = "M" if unit is Unit.MONTH else "Y"
    start = np.datetime64(first, "D").astype(f"datetime64[{kind}]")
    end = np.datetime64(last, "D").astype(f"datetime64[{kind}]") + 1
    return np.arange(start, end + 1).astype("datetime64[D]").astype(np.int64)


_BAR = 5
"""Pixels that a bar takes at least, its gap included."""
_MARGIN = 10
_HEIGHT = 64


@role(QAccessible.Role.Chart)
class DateHistogram(QWidget):
    """Let the user drag over bars, or use the arrow keys with Shift, Home, End, + and - to zoom.

    Signals:
        range_changed(object, object): the first day and the day after the last (day numbers), both
            None for all; many times while it is dragged.
    """

    range_changed = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = np.empty(0, np.int32)
        self._day_counts = np.empty(0, np.int64)
        self._bars = Bars(Unit.YEAR, np.array([0], np.int64))
        self._counts = np.empty(0, np.int64)
        self._view: tuple[int, int] | None = None
        """First and last day that are seen; None for all that there are."""
        self._range: tuple[int | None, int | None] = (None, None)
        self._anchor = self._cursor = 0
        """Bars: where a selection began, and where it is extended."""
        self._hovered = -1
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Days on which photos were taken"))
        self.setToolTip(
            tr("Drag over a period, or use the arrow keys with Shift. + and - zoom in and out.")
        )
        self._describe()

    @property
    def bars(self) -> Bars:
        """Return what is shown."""
        return self._bars

    @property
    def counts(self) -> list[int]:
        """Return the photos of each bar."""
        return [int(count) for count in self._counts]

    def show_facets(self, facets: Facets) -> None:
        """Show these days, but for those that a wrong clock gave: one would stretch the axis."""
        likely = likely_days(facets.days)
        self._days, self._day_counts = facets.days[likely], facets.day_counts[likely]
        self._lay_out()

    def show_range(self, first: int | None, after: int | None) -> None:
        """Show what is asked for: the first day, and the day after the last."""
        if (first, after) != self._range:
            self._range = (first, after)
            self._describe()
            self.update()

    def zoom(self, closer: bool) -> None:
        """Look at a half of the time around the cursor or the selection, or at twice as much."""
        if not len(self._bars):
            return
        first, last = int(self._bars.edges[0]), int(self._bars.edges[-1]) - 1
        chosen = self._chosen_bars()
        if closer and chosen is not None:
            first, last = int(self._bars.edges[chosen[0]]), int(self._bars.edges[chosen[1] + 1]) - 1
        else:
            middle = int(self._bars.edges[min(self._cursor, len(self._bars) - 1)])
            half = max(2, (last - first) // 4 if closer else last - first + 1)
            first, last = middle - half, middle + half
        self._look_at(first, last)

    def look_at_all(self) -> None:
        """Zoom out to all days that there are."""
        self._view = None
        self._lay_out()

    def _look_at(self, first: int, last: int) -> None:
        days = self._days
        if len(days):
            first, last = max(first, int(days[0])), min(last, int(days[-1]))
            whole = first <= days[0] and last >= days[-1]
            self._view = None if whole or first > last else (first, last)
        self._lay_out()

    def _lay_out(self) -> None:
        days = self._days
        before = self._day_at(self._cursor)
        if len(days):
            first, last = self._view or (int(days[0]), int(days[-1]))
            most = max(4, (self.width() - 2 * _MARGIN) // _BAR)
            self._bars = bars_between(first, last, most)
            self._counts = self._bars.counts(days, self._day_counts)
            if before is not None:
                self._cursor = self._bars.bar_of(before)
            self._anchor = min(self._anchor, len(self._bars) - 1)
        else:
            self._bars = Bars(Unit.YEAR, np.array([0], np.int64))
            self._counts = np.empty(0, np.int64)
        self._hovered = -1
        self.update()

    def _day_at(self, bar: int) -> int | None:
        return int(self._bars.edges[bar]) if 0 <= bar < len(self._bars) else None

    # Choosing

    def _choose(self, one: int, other: int) -> None:
        """Ask for the bars between two."""
        low, high = sorted((one, other))
        self._set_range(int(self._bars.edges[low]), int(self._bars.edges[high + 1]))

    def _set_range(self, first: int | None, after: int | None) -> None:
        if (first, after) != self._range:
            self.show_range(first, after)
            self.range_changed.emit(first, after)

    def _chosen_bars(self) -> tuple[int, int] | None:
        """Return the first and the last bar of what is asked for, as far as they are seen."""
        first, after = self._range
        if (first is None and after is None) or not len(self._bars):
            return None
        edges = self._bars.edges
        start = edges[0] if first is None else first
        end = edges[-1] if after is None else after
        if end <= edges[0] or start >= edges[-1]:
            return None
        return self._bars.bar_of(int(start)), self._bars.bar_of(int(end) - 1)

    def _move(self, bar: int, *, extend: bool) -> None:
        self._cursor = min(max(bar, 0), len(self._bars) - 1)
        if not extend:
            self._anchor = self._cursor
        self._choose(self._anchor, self._cursor)
        self.update()

    def _bar_text(self, bar: int) -> str:
        start, after = (int(day) for day in self._bars.edges[bar : bar + 2])
        photos = tr("%Ln photo(s)", "", int(self._counts[bar]))
        return tr("{time}: {photos}").format(time=range_text(start, after), photos=photos)

    def _describe(self) -> None:
        text = range_text(*self._range) or tr("All days")
        announce_value(self, text)

    # Where things are

    def _left(self) -> float:
        return float(_MARGIN)

    def _bar_width(self) -> float:
        return (self.width() - 2 * _MARGIN) / max(1, len(self._bars))

    def _bar_at(self, x: float) -> int:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.width() - x
        bar = int((x - self._left()) // self._bar_width())
        return min(max(bar, 0), len(self._bars) - 1)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return the height of the bars and of a line of text below."""
        return QSize(200, _HEIGHT + self.fontMetrics().height() + 10)

    def minimumSizeHint(self) -> QSize:
        """Return what is narrow, if it must be."""
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out the bars that fit now."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw bars by the square root of their counts: a wedding does not flatten all others."""
        colors = colors_of(self.palette())
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        base = 4 + _HEIGHT
        painter.fillRect(QRectF(self._left(), base, self.width() - 2 * _MARGIN, 1), colors.line)
        if not len(self._bars):
            painter.setPen(QColor(colors.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("No dates"))
            return
        width, chosen = self._bar_width(), self._chosen_bars()
        gap = 1.0 if width >= 4 else 0.0
        heights = np.sqrt(self._counts / max(1, self._counts.max(initial=1)))
        inside, outside, hovered = (
            QColor(color) for color in (colors.accent, colors.handle, colors.muted)
        )
        if chosen is not None:
            left = self._left() + chosen[0] * width
            ground = QRectF(left, 2, (chosen[1] - chosen[0] + 1) * width, _HEIGHT + 2)
            painter.fillRect(self._mirrored(ground, mirrored), QColor(colors.selection))
        for bar in np.flatnonzero(self._counts).tolist():
            height = max(2.0, float(heights[bar]) * (_HEIGHT - 4))
            left = self._left() + bar * width
            place = QRectF(left, base - height, max(1.0, width - gap), height)
            color = hovered if bar == self._hovered else outside
            if chosen is not None and chosen[0] <= bar <= chosen[1]:
                color = inside
            painter.fillRect(self._mirrored(place, mirrored), color)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colors.accent), 1))
            left = self._left() + self._cursor * width
            mark = QRectF(left - 0.5, 2.5, max(3.0, width), _HEIGHT + 1)
            painter.drawRect(self._mirrored(mark, mirrored))
        self._paint_text(painter, QColor(colors.muted), base + 4)

    def _paint_text(self, painter: QPainter, color: QColor, top: int) -> None:
        painter.setPen(color)
        area = self.rect().adjusted(_MARGIN, top, -_MARGIN, 0)
        edges = self._bars.edges
        if self._range != (None, None):
            text = range_text(*self._range)
            text = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.setPen(self.palette().text().color())
            painter.drawText(area, Qt.AlignmentFlag.AlignHCenter, text)
            return
        locale, form = QLocale(), "yyyy" if self._bars.unit is Unit.YEAR else "MMM yyyy"
        first, last = (_named(locale, int(day), form) for day in (edges[0], edges[-1] - 1))
        # The painter has the widget's direction and mirrors these itself.
        painter.drawText(area, Qt.AlignmentFlag.AlignLeading, first)
        if last != first:
            painter.drawText(area, Qt.AlignmentFlag.AlignTrailing, last)

    def _mirrored(self, place: QRectF, mirrored: bool) -> QRectF:
        if mirrored:
            place.moveLeft(self.width() - place.right())
        return place

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection, or extend it with Shift."""
        if event.button() != Qt.MouseButton.LeftButton or not len(self._bars):
            return
        self._dragging = True
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._move(self._bar_at(event.position().x()), extend=shift)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Extend the selection; without a button light the bar below."""
        if not len(self._bars):
            return
        bar = self._bar_at(event.position().x())
        if self._dragging:
            self._move(bar, extend=True)
        elif bar != self._hovered:
            self._hovered = bar
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the selection."""
        self._dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Look closer at this bar; at all again where it is as close as can be."""
        if event.button() != Qt.MouseButton.LeftButton or not len(self._bars):
            return
        if self._bars.unit is Unit.DAY:
            self.look_at_all()
        else:
            bar = self._bar_at(event.position().x())
            self._look_at(int(self._bars.edges[bar]), int(self._bars.edges[bar + 1]) - 1)

    def leaveEvent(self, event: QEvent) -> None:
        """Highlight no bar any more."""
        self._hovered = -1
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; without, let the panel scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and len(self._bars):
            self._cursor = self._bar_at(event.position().x())
            self.zoom(event.angleDelta().y() > 0)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take arrows, Shift to extend; Home, End, + and -; Backspace or Delete for all days."""
        if not len(self._bars):
            super().keyPressEvent(event)
            return
        forward = self.layoutDirection() != Qt.LayoutDirection.RightToLeft
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        chosen = self._range != (None, None)
        steps = {Qt.Key.Key_Left: -1 if forward else 1, Qt.Key.Key_Right: 1 if forward else -1}
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                step = steps[Qt.Key(event.key())] if chosen else 0
                self._move(self._cursor + step, extend=extend)
            case Qt.Key.Key_Home:
                self._move(0, extend=extend)
            case Qt.Key.Key_End:
                self._move(len(self._bars) - 1, extend=extend)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal | Qt.Key.Key_Minus:
                self.zoom(event.key() != Qt.Key.Key_Minus)
            case Qt.Key.Key_Backspace | Qt.Key.Key_Delete:
                self._set_range(None, None)
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Show the tip of the bar below the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            if len(self._bars):
                text = self._bar_text(self._bar_at(event.pos().x()))
                QToolTip.showText(event.globalPos() + QPoint(0, 4), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)


def _named(locale: QLocale, day: int, form: str) -> str:
    moment = day_of(day)
    return locale.toString(QDate(moment.year, moment.month, moment.day), form)
