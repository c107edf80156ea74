"""Show the figures of two encoders beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from photosearch.gui.translation import tr


class FiguresTable(QTableWidget):
    """Show a row for each figure; as high as its rows are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        headings = (
            tr("Held-out photos and pictures"),
            tr("Yours: before"),
            tr("after"),
            tr("Others: before"),
            tr("after"),
        )
        super().__init__(0, len(headings), parent)
        self.setAccessibleName(tr("What the new encoder finds"))
        self.setHorizontalHeaderLabels(headings)
        self.setTabKeyNavigation(False)  # Tab leads on to the buttons
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these; the first cell of each is what the others are of."""
        self.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                item.setToolTip(words)
                self.setItem(row, column, item)
        for column in range(1, self.columnCount()):
            self.resizeColumnToContents(column)
        height = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        self.setFixedHeight(height + sum(self.rowHeight(row) for row in range(len(rows))))
