"""List the index runs of the past, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from photosearch.core.runs import RunRecord
from photosearch.gui import wording
from photosearch.gui.indexing import index_text
from photosearch.gui.message_text import message_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.tables import Index, RowsModel, table_view


class HistoryModel(RowsModel[RunRecord]):
    """List RunRecords."""

    def __init__(self, parent: QObject | None = None) -> None:
        headers = (tr("When"), tr("What"), tr("Took"), tr("Result"))
        super().__init__(headers, parent=parent)

    # Qt overrides

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the text of a cell; the tip of a row tells its notes as well."""
        record = self.rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            notes = [message_text(note) for note in record.notes]
            return "\n".join([index_text.run_outcome(record), *notes])
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            wording.when(record.started.astimezone()),
            index_text.run_kind(record),
            wording.duration(record.seconds),
            index_text.run_outcome(record),
        )[index.column()]


class HistoryPage(QWidget):
    """Show a table of the runs."""

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
        self.show_records(None)

    def show_records(self, records: Sequence[RunRecord] | None) -> None:
        """List these runs; None: which there are is not known yet."""
        self.model.show_rows(records or [])
        self._stack.setCurrentWidget(self.table if records or records is None else self._nothing)
