"""Show the months of the photos of a list, from top to bottom, and let the user jump by them.

What is shown is the list, not the calendar: a month takes as much room as it has photos, so that a
point of the line is the same share of the way as of the grid, and dates that a wrong clock gave
stretch nothing.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from photosearch.core.facets import NO_MONTH, Months
from photosearch.gui import wording
from photosearch.gui.translation import tr
from photosearch.gui.widgets.screen_readers import announce_value, role
from photosearch.gui.widgets.theme import colors_of

_MARGIN = 10
"""Above and below the line."""
_TICK = 5
"""Pixels of the mark of a month; that of a year is twice as long."""
_TICK_GAP = 5.0
"""Pixels from mark to mark at least."""


def month_text(month: int) -> str:
    """Return "May 2019", or that there is no date."""
    if month == NO_MONTH:
        return tr("Without a date")
    year, number = divmod(month, 12)
    return QLocale().toString(QDate(1970 + year, number + 1, 1), "MMMM yyyy")


@role(QAccessible.Role.Slider)
class TimeLine(QWidget):
    """Let the user click, drag, or use the arrow keys, Page up and down, Home and End.

    Signals:
        row_wanted(int): this photo of the list is to be the first in sight.
        left(int): the keyboard is to go to the photos, to this one.
    """

    row_wanted = Signal(int)
    left = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months = Months()
        self._count = 0
        self._row = 0
        """The first photo in sight."""
        self._hovered: float | None = None
        """Where the mouse is, in pixels from the top."""
        self._dragging = False
        self._tip = QLabel(self, textFormat=Qt.TextFormat.PlainText)
        self._tip.setProperty("kind", "hint")
        self._tip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._tip.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Time line"))

    def show_months(self, months: Months, count: int) -> None:
        """Show the months of a list of so many photos."""
        self._months, self._count = months, count
        self.updateGeometry()
        self._describe()
        self.update()

    def set_row(self, row: int) -> None:
        """Show which photo is the first in sight."""
        if row != self._row:
            self._row = row
            self._describe()
            self.update()

    def run_of(self, row: int) -> int:
        """Return the run of photos of one month that a photo is in; -1 without photos."""
        return int(np.searchsorted(self._months.starts, row, side="right")) - 1

    def text_of(self, row: int) -> str:
        """Return the month of a photo, and how many photos stand together with it."""
        run = self.run_of(row)
        if run < 0:
            return ""
        photos = wording.photos(int(self._months.sizes(self._count)[run]))
        month = month_text(int(self._months.months[run]))
        return tr("{time}: {photos}").format(time=month, photos=photos)

    def _describe(self) -> None:
        announce_value(self, self.text_of(self._row))

    # Where things are

    def _y_of(self, row: int) -> float:
        return _MARGIN + row / max(1, self._count) * (self.height() - 2 * _MARGIN)

    def row_at(self, y: float) -> int:
        """Return the photo at a height in pixels; the first or last one beyond the line."""
        share = (y - _MARGIN) / max(1, self.height() - 2 * _MARGIN)
        return min(max(int(share * self._count), 0), max(0, self._count - 1))

    def labels(self) -> list[tuple[float, str]]:
        """Return the years that there is room for, and where, from above.

        Of two that are too near each other it is the one with more photos.
        """
        height = self.fontMetrics().height()
        shown: list[tuple[float, str, int]] = []
        for start, year, count in self._years():
            y = min(self._y_of(start), self.height() - height)
            if shown and y - shown[-1][0] < height:
                if shown[-1][2] >= count:
                    continue
                shown.pop()
            if not shown or y - shown[-1][0] >= height:
                shown.append((y, year, count))
        return [(y, year) for y, year, _ in shown]

    def _years(self) -> list[tuple[int, str, int]]:
        """Return the first photo of each year, its name and how many photos it has."""
        months = self._months.months
        begins = np.flatnonzero(np.diff(months // 12, prepend=months[:1] // 12 - 1))
        starts = self._months.starts[begins]
        counts = np.diff(starts, append=self._count)
        return [
            (start, "–" if month == NO_MONTH else str(1970 + month // 12), count)
            for start, month, count in zip(
                starts.tolist(), months[begins].tolist(), counts.tolist(), strict=True
            )
        ]

    def _ticks(self) -> list[float]:
        """Return where months begin, as far as they can be told apart."""
        shown: list[float] = []
        for start in self._months.starts.tolist():
            y = self._y_of(start)
            if not shown or y - shown[-1] >= _TICK_GAP:
                shown.append(y)
        return shown

    # Jumping

    def _jump(self, row: int) -> None:
        if self._count:
            row = min(max(row, 0), self._count - 1)
            self.set_row(row)
            self.row_wanted.emit(row)

    def _jump_to(self, y: float) -> None:
        self._jump(self.row_at(y))
        self._show_tip(y)

    def _step(self, forward: bool, *, years: bool) -> None:
        """Go to the beginning of the next month or year, or of this one, then of the one before."""
        months = self._months.months // 12 if years else self._months.months
        begins = self._months.starts[np.flatnonzero(np.diff(months, prepend=months[:1] - 1))]
        if forward:
            later = begins[begins > self._row]
            self._jump(int(later[0]) if len(later) else self._count - 1)
        else:
            earlier = begins[begins < self._row]
            self._jump(int(earlier[-1]) if len(earlier) else 0)

    def _show_tip(self, y: float) -> None:
        """Tell beside the line what is here, over the photos."""
        tip, around = self._tip, self.parentWidget() or self
        tip.setParent(around)
        tip.setText(self.text_of(self.row_at(y)))
        tip.adjustSize()
        here = (
            self.mapTo(around, QPoint(0, round(y))) if around is not self else QPoint(0, round(y))
        )
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = here.x() + self.width() + 6 if mirrored else here.x() - tip.width() - 6
        top = min(max(here.y() - tip.height() // 2, 0), max(0, around.height() - tip.height()))
        tip.move(left, top)
        tip.setVisible(bool(tip.text()))
        tip.raise_()

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return the width of a year and its mark."""
        return QSize(self.fontMetrics().horizontalAdvance("0000") + 3 * _TICK + 8, 200)

    def minimumSizeHint(self) -> QSize:
        """Return the same width, in any height."""
        return QSize(self.sizeHint().width(), 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw years, marks of months, and where one is."""
        colors = colors_of(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colors.window))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = 0 if mirrored else self.width()

        def tick(y: float, length: int) -> None:
            start = edge if mirrored else edge - length
            painter.fillRect(QRectF(start, y, length, 1), QColor(colors.handle))

        for y in self._ticks():
            tick(y, _TICK)
        height = self.fontMetrics().height()
        painter.setPen(QColor(colors.muted))
        for y, text in self.labels():
            tick(y, 2 * _TICK)
            room = QRectF(0, y, self.width() - 3 * _TICK, height)
            if mirrored:
                room.moveLeft(3 * _TICK)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
        marks = [(self._y_of(self._row), colors.accent)] if self._count else []
        if self._hovered is not None:
            marks.insert(0, (self._hovered, colors.muted))
        for y, color in marks:
            painter.fillRect(QRectF(0, y - 1, self.width(), 2), QColor(color))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colors.accent), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            self._jump_to(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Jump on while dragging; else tell what is here."""
        y = event.position().y()
        self._hovered = y
        if self._dragging:
            self._jump_to(y)
        else:
            self._show_tip(y)
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave nothing behind."""
        super().hideEvent(event)
        self._tip.hide()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End the drag."""
        self._dragging = False

    def leaveEvent(self, _event: QEvent) -> None:
        """Tell of nothing."""
        self._hovered = None
        self._tip.hide()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Jump by months, by years, to the ends; Enter and Escape lead to the photos."""
        key = Qt.Key
        pressed = key(event.key())
        if pressed in {key.Key_Down, key.Key_Up}:
            self._step(pressed == key.Key_Down, years=False)
        elif pressed in {key.Key_PageDown, key.Key_PageUp}:
            self._step(pressed == key.Key_PageDown, years=True)
        elif pressed == key.Key_Home:
            self._jump(0)
        elif pressed == key.Key_End:
            self._jump(self._count - 1)
        elif pressed in {key.Key_Return, key.Key_Enter}:
            self.left.emit(self._row)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the frame."""
        super().focusOutEvent(event)
        self.update()
