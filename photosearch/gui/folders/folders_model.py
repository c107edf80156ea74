"""The folders of the library as a table."""

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

from photosearch.core.runs import FolderState
from photosearch.gui import wording
from photosearch.gui.translation import tr

Index = QModelIndex | QPersistentModelIndex


class FoldersModel(QAbstractTableModel):
    """FolderStates, one per row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.states: list[FolderState] = []
        self._headers = (
            tr("Folder"),
            tr("State"),
            tr("Photos"),
            tr("Unreadable"),
            tr("Gone"),
            tr("Left out"),
            tr("Last looked through"),
        )

    def show_states(self, states: Sequence[FolderState]) -> None:
        """Show these; the same folders keep their rows, and with them selection and focus."""
        before = [state.root.root_id for state in self.states]
        if before == [state.root.root_id for state in states]:
            changed = [row for row, state in enumerate(states) if state != self.states[row]]
            self.states = list(states)
            for row in changed:
                self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.states = list(states)
        self.endResetModel()

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """One per folder."""
        return 0 if parent.isValid() else len(self.states)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Path, state, four counts, time."""
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for the cells; numbers stand at the trailing edge."""
        state = self.states[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole and 2 <= index.column() <= 5:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return wording.shown_path(state.root.path)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 1 and not state.root.online:
            return tr("Its photos are hidden until the drive is back; nothing is forgotten.")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            wording.shown_path(state.root.path),
            tr("Connected") if state.root.online else tr("Not connected"),
            wording.number(state.photos),
            wording.number(state.unreadable),
            wording.number(state.missing),
            wording.number(state.left_out),
            looked(state),
        )[index.column()]

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Names of the columns, over numbers at the trailing edge."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and 2 <= section <= 5:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        return self._headers[section] if role == Qt.ItemDataRole.DisplayRole else None


def looked(state: FolderState) -> str:
    """When a folder was last looked through, short and local."""
    if state.looked is None:
        return tr("never")
    local = QDateTime.fromSecsSinceEpoch(round(state.looked.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)
