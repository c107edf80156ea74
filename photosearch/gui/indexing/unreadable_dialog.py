"""The list of files that could not be read, with reasons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from photosearch.core.photo import PhotoRecord
from photosearch.gui import wording
from photosearch.gui.buttons import push_button

_COLUMNS = ("File", "Folder", "Why", "Details")
Index = QModelIndex | QPersistentModelIndex


class UnreadableModel(QAbstractTableModel):
    """A fixed table of PhotoRecords with reasons."""

    def __init__(self, records: Sequence[PhotoRecord], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records = list(records)

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """One per file."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """See _COLUMNS."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Words for the cells, and the same as a tip."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        record = self._records[index.row()]
        return (
            wording.shown_name(record.path),
            wording.shown_path(record.path.parent),
            wording.reason(record.reason),
            record.detail,
        )[index.column()]

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        """Names of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _COLUMNS[section]
        return None


class UnreadableDialog(QDialog):
    """Not modal; goes away with its window."""

    def __init__(self, records: Sequence[PhotoRecord], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Unreadable files")
        self.resize(860, 420)
        files = wording.counted(len(records), "file")
        words = QLabel(
            f"{files} could not be read as photos. They are tried again when they change."
            if records
            else "Every file that was found could be read."
        )
        table = QTableView()
        table.setModel(UnreadableModel(records, self))
        table.setAccessibleName("Unreadable files")
        table.setTabKeyNavigation(False)  # Tab leads on to the buttons, arrows to the rows
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 10)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((200, 260, 180)):
            header.resizeSection(column, width)
        close = push_button("Close")
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(16, 16, 16, 16)
        column_layout.setSpacing(12)
        column_layout.addWidget(words)
        column_layout.addWidget(table, 1)
        column_layout.addLayout(buttons)
