"""Show a part of the filter panel that folds: its title, its body and a way to clear it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.translation import tr
from photosearch.gui.widgets.theme import colors_of

_ARROW = 4.0
_ARROW_ROOM = 22


class SectionHeader(QAbstractButton):
    """Show a title with an arrow, checked while what is below it is seen.

    Painted by hand: Qt leaves the arrow of a tool button where it is when one reads from the right.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._active = False

    def set_active(self, active: bool) -> None:
        """Show whether something is asked below."""
        self._active = active
        self.update()

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return the size of the arrow and the title."""
        metrics = QFontMetrics(self._bold())
        width = _ARROW_ROOM + metrics.horizontalAdvance(self.text()) + 10
        return QSize(width, metrics.height() + 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the arrow where reading begins."""
        colors = colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(4.5, 1.5, -1.5, -1.5)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.hover))
            painter.drawRoundedRect(ground, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colors.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, 4, 4)
        direction, area = self.layoutDirection(), self.rect().adjusted(8, 0, -4, 0)
        ink = QColor(colors.accent if self._active else colors.text)
        place = QRect(area.left(), area.top(), _ARROW_ROOM - 6, area.height())
        center = QRectF(QStyle.visualRect(direction, area, place)).center()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.accent if self._active else colors.muted))
        painter.drawPolygon(self._arrow(center))
        place = area.adjusted(_ARROW_ROOM - 4, 0, 0, 0)
        painter.setPen(ink)
        painter.setFont(self._bold())
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        words = QFontMetrics(self._bold()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, place.width()
        )
        painter.drawText(
            QStyle.visualRect(direction, area, place),
            QStyle.visualAlignment(direction, leading),
            words,
        )

    def _arrow(self, center: QPointF) -> QPolygonF:
        """Return the arrow: down while it is open, else towards where one reads on."""
        if self.isChecked():
            corners = [(-_ARROW, -2.0), (_ARROW, -2.0), (0.0, 3.0)]
        else:
            corners = [(-2.0, -_ARROW), (-2.0, _ARROW), (3.0, 0.0)]
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                corners = [(-x, y) for x, y in corners]
        return QPolygonF([center + QPointF(x, y) for x, y in corners])


class Section(QWidget):
    """Show a title that opens and closes what is below it.

    Signals:
        cleared(): nothing is to be asked here any more.
        toggled(bool): it was opened or closed by the user.
    """

    cleared = Signal()
    toggled = Signal(bool)

    def __init__(
        self, title: str, body: QWidget, *, is_open: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.body = body
        self._header = SectionHeader(title)
        self._header.setToolTip(tr("Open or close (Space)"))
        self._header.setChecked(is_open)
        self._header.toggled.connect(self._show)
        self._header.clicked.connect(self.toggled)
        self._clear = QToolButton()
        self._clear.setText(tr("Clear"))
        self._clear.setProperty("kind", "link")
        self._clear.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._clear.setToolTip(tr("Remove this filter"))
        self._clear.setAccessibleName(tr("Clear {title}").format(title=title))
        self._clear.clicked.connect(self.cleared)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(0)
        row.addWidget(self._header, 1)
        row.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(body)
        self.set_active(False)
        self._show(is_open)

    @property
    def is_open(self) -> bool:
        """Tell whether what is below the title is seen."""
        return self._header.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Open or close it."""
        self._header.setChecked(is_open)

    def set_active(self, active: bool) -> None:
        """Show whether something is asked here."""
        # The place is kept, so that nothing moves below the mouse.
        policy = self._clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._clear.setSizePolicy(policy)
        if not active and self._clear.hasFocus():
            self._header.setFocus()
        self._clear.setVisible(active)
        self._header.set_active(active)

    def _show(self, is_open: bool) -> None:
        self._header.setAccessibleName(self.title)
        self._header.setAccessibleDescription(tr("Open", "state") if is_open else tr("Closed"))
        self.body.setVisible(is_open)
