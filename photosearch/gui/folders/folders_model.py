"""Provide the folders of the library as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, QObject, Qt

from photosearch.core.runs import RootState
from photosearch.gui import wording
from photosearch.gui.translation import tr
from photosearch.gui.widgets.tables import Index, RowsModel


class FoldersModel(RowsModel[RootState]):
    """List RootStates."""

    def __init__(self, parent: QObject | None = None) -> None:
        headers = (
            tr("Folder"),
            tr("State"),
            tr("Photos"),
            tr("Unreadable"),
            tr("Gone"),
            tr("Left out"),
            tr("Last looked through"),
        )
        super().__init__(headers, parent=parent)

    def show_rows(self, rows: Sequence[RootState]) -> None:
        """Show these; the same folders keep their rows, and with them selection and focus."""
        before = [state.root.root_id for state in self.rows]
        if before != [state.root.root_id for state in rows]:
            super().show_rows(rows)
            return
        changed = [row for row, state in enumerate(rows) if state != self.rows[row]]
        self.rows = list(rows)
        for row in changed:
            self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    # Qt overrides

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell; numbers stand at the trailing edge."""
        state = self.rows[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole and 2 <= index.column() <= 5:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return wording.shown_path(state.root.path)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 1 and not state.root.online:
            return tr(
                "Its photos are kept, shown faded, and left out of searches until it is connected."
            )
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            wording.shown_path(state.root.path),
            tr("Connected") if state.root.online else tr("Not connected"),
            wording.number(state.photos),
            wording.number(state.unreadable),
            wording.number(state.missing),
            wording.number(state.excluded),
            looked(state),
        )[index.column()]

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return names of the columns, over numbers at the trailing edge."""
        across = orientation == Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.TextAlignmentRole and 2 <= section <= 5:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        return super().headerData(section, orientation, role)


def looked(state: RootState) -> str:
    """Return when a folder was last looked through, short and local."""
    if state.last_scanned is None:
        return tr("never")
    local = QDateTime.fromSecsSinceEpoch(round(state.last_scanned.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)
