"""Show what is asked of photos above the grid, to be taken away where one sees it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from photosearch.core.filters import Filters
from photosearch.gui.filters.conditions import Condition, conditions
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import tool_button
from photosearch.gui.widgets.flow_layout import FlowLayout
from photosearch.gui.widgets.screen_readers import role

_WIDEST = 220
_CLOSE = 18


@role(QAccessible.Role.ListItem)
class ConditionChip(QFrame):
    """Show one condition.

    Signals:
        removed(Filters): the filters without it.
    """

    removed = Signal(object)

    def __init__(self, condition: Condition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rest = condition.rest
        self.setProperty("kind", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(
            tr("{what}: {value} (Delete removes it)").format(
                what=condition.tip, value=condition.label
            )
        )
        self.setAccessibleName(
            tr("Filter {what}: {value}").format(what=condition.tip, value=condition.label)
        )
        label = QLabel(textFormat=Qt.TextFormat.PlainText)
        label.setText(
            label.fontMetrics().elidedText(condition.label, Qt.TextElideMode.ElideMiddle, _WIDEST)
        )
        remove = tool_button("×", tr("Remove this filter condition"))
        remove.setAccessibleName(tr("Remove {value}").format(value=condition.label))
        remove.setFixedSize(QSize(_CLOSE, _CLOSE))
        remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        remove.clicked.connect(self._remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 3, 4, 3)
        row.setSpacing(4)
        row.addWidget(label)
        row.addWidget(remove)

    def _remove(self) -> None:
        self.removed.emit(self._rest)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take it away on Delete."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._remove()
        else:
            super().keyPressEvent(event)


class FilterChips(QFrame):
    """Show all conditions in rows; hidden while there are none.

    Signals:
        filters_changed(Filters): the user took conditions away.
    """

    filters_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.setAccessibleName(tr("Filters that are set"))
        self._shown = Filters()
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(12, 6, 12, 6)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._chips: list[ConditionChip] = []
        self._clear = QToolButton()
        self._clear.setText(tr("Clear all"))
        self._clear.setProperty("kind", "link")
        self._clear.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._clear.setToolTip(tr("Remove all filters (Ctrl+Shift+Backspace)"))
        self._clear.clicked.connect(self._clear_all)
        self._flow.addWidget(self._clear)
        self.hide()

    @property
    def labels(self) -> list[str]:
        """Return what the chips are of, for tests and screen readers."""
        return [condition.label for condition in conditions(self._shown)]

    def show_filters(self, filters: Filters) -> None:
        """Show these."""
        if filters == self._shown:
            return
        self._shown = filters
        had_focus = next((n for n, chip in enumerate(self._chips) if chip.hasFocus()), None)
        self._flow.removeWidget(self._clear)
        for old in self._chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = [ConditionChip(condition, self) for condition in conditions(filters)]
        for chip in self._chips:
            chip.removed.connect(self.filters_changed)
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self._clear)
        self._clear.setVisible(len(self._chips) > 1)
        self.setVisible(bool(self._chips))
        if had_focus is not None and self._chips:
            self._chips[min(had_focus, len(self._chips) - 1)].setFocus()
        self.updateGeometry()

    def _clear_all(self) -> None:
        self.filters_changed.emit(Filters())

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Lay out from the other side for another direction of reading."""
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._flow.invalidate()
        super().changeEvent(event)
