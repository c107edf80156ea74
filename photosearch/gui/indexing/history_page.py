"""The index runs of the past, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from photosearch.core.runs import RunRecord
from photosearch.gui.indexing import index_words
from photosearch.gui.tables import table_view
from photosearch.gui.translation import tr, tr_message

Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractTableModel):
    """RunRecords, one per row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records: list[RunRecord] = []
        self._headers = (tr("When"), tr("What"), tr("Took"), tr("What came of it"))

    def show_records(self, records: Sequence[RunRecord]) -> None:
        """Show these, in their order."""
        if list(records) != self._records:
            self.beginResetModel()
            self._records = list(records)
            self.endResetModel()

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """One per run."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Time, kind, duration, outcome."""
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Words for the cells; the tip of a row tells its notes as well."""
        record = self._records[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            notes = [tr_message(note) for note in record.notes]
            return "\n".join([index_words.run_outcome(record), *notes])
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            when(record),
            index_words.run_kind(record),
            index_words.took(record.seconds),
            index_words.run_outcome(record),
        )[index.column()]

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        """Names of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headers[section]
        return None


class HistoryPage(QWidget):
    """A table of the runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = HistoryModel(self)
        self.table = table_view(tr("Last runs"), self.model, (150, 240, 90))
        self._nothing = QLabel(
            tr("Nothing was indexed yet."), alignment=Qt.AlignmentFlag.AlignCenter
        )
        self._nothing.setProperty("kind", "muted")
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self.show_records([])

    def show_records(self, records: Sequence[RunRecord]) -> None:
        """List these runs."""
        self.model.show_records(records)
        self._stack.setCurrentWidget(self.table if records else self._nothing)


def when(record: RunRecord) -> str:
    """Date and time of a run at this place, short."""
    local = QDateTime.fromSecsSinceEpoch(round(record.started.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)
