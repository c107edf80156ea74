"""Model values with their counts, to be ticked, for the lists and for the folders."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from photosearch.core.facets import FolderTree
from photosearch.gui import wording
from photosearch.gui.translation import tr

Index = QModelIndex | QPersistentModelIndex

COUNT_ROLE = Qt.ItemDataRole.UserRole
"""int; how many photos there are."""
VALUE_ROLE = Qt.ItemDataRole.UserRole + 1
"""What stands for the row in the filters."""

_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
_NONE = QModelIndex()


@dataclass(frozen=True, slots=True)
class ValueRow:
    """Hold a line of a list."""

    value: object
    label: str
    count: int


def row_text(label: str, count: int, role: int) -> str:
    """Return what a row says in a tip and to a screen reader."""
    photos = tr("%Ln photo(s)", "", count)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return tr("{value}, {photos}").format(value=label, photos=photos)
    return tr("{value}: {photos}").format(value=label, photos=photos)


class ValueModel(QAbstractListModel):
    """Model a flat list.

    Signals:
        ticked(object, bool): the user chose a value, or gave it up.
    """

    ticked = Signal(object, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[ValueRow, ...] = ()
        self._rows: tuple[ValueRow, ...] = ()
        self._ticked: frozenset[object] = frozenset()
        self._needle = ""

    def show_rows(self, rows: Sequence[ValueRow]) -> None:
        """Show these; views keep their place where values and order are the same."""
        self._all = tuple(rows)
        self._show()

    def set_needle(self, needle: str) -> None:
        """Show only rows that have this in their labels, case ignored, and ticked ones."""
        self._needle = needle.casefold().strip()
        self._show()

    def set_ticked(self, values: Collection[object]) -> None:
        """Show these as chosen now."""
        self._ticked = frozenset(values)
        if self._needle:
            self._show()
        self._announce()

    def _show(self) -> None:
        rows = tuple(
            row for row in self._all if self._needle in row.label.casefold() or self._is_ticked(row)
        )
        if [row.value for row in rows] == [row.value for row in self._rows]:
            self._rows = rows
            self._announce()
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def _is_ticked(self, row: ValueRow) -> bool:
        return row.value in self._ticked

    def _announce(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    # Qt overrides

    def rowCount(self, parent: Index = _NONE) -> int:
        """Return the rows of the list."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return label, tick or count."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.label
            case Qt.ItemDataRole.CheckStateRole:
                ticked = self._is_ticked(row)
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return row_text(row.label, row.count, role)
            case _ if role == COUNT_ROLE:
                return row.count
            case _ if role == VALUE_ROLE:
                return row.value
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a row, or not."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.ticked.emit(self._rows[index.row()].value, Qt.CheckState(value) is _CHECKED)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that it can be ticked."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags


_CHECKED = Qt.CheckState.Checked


class FolderModel(QAbstractItemModel):
    """Model the tree of folders.

    Signals:
        ticked(object, bool): the user chose a folder (Path), or gave it up.
        redrawn(): counts or ticks are others now. Not dataChanged, of which there would have to be
            one for each folder that holds others, thousands of them.
    """

    ticked = Signal(object, bool)
    redrawn = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tree = FolderTree()
        self._counts: Sequence[int] = ()
        self._children: dict[int, list[int]] = {}
        self._place: list[int] = []
        """Of each folder among those beside it."""
        self._ticked: frozenset[object] = frozenset()

    def show_folders(self, tree: FolderTree, counts: Sequence[int]) -> bool:
        """Show these; whether it is another tree than before, so that all views begin anew."""
        if tree is self._tree:
            self._counts = list(counts)
            self.redrawn.emit()
            return False
        self.beginResetModel()
        self._tree, self._counts = tree, list(counts)
        self._children, self._place = {}, []
        for row, parent in enumerate(tree.parents.tolist()):
            beside = self._children.setdefault(parent, [])
            self._place.append(len(beside))
            beside.append(row)
        self.endResetModel()
        return True

    def set_ticked(self, paths: Collection[object]) -> None:
        """Show these as chosen now."""
        self._ticked = frozenset(paths)
        self.redrawn.emit()

    def index_of(self, path: Path) -> QModelIndex:
        """Return where a folder is; invalid if it is not shown."""
        try:
            row = self._tree.paths.index(path)
        except ValueError:
            return QModelIndex()
        return self.createIndex(self._place[row], 0, row)

    def _index(self, row: int) -> QModelIndex:
        return QModelIndex() if row < 0 else self.createIndex(self._place[row], 0, row)

    # Qt overrides

    def rowCount(self, parent: Index = _NONE) -> int:
        """Return the number of folders directly in another one."""
        if parent.isValid() and parent.column():
            return 0
        return len(self._children.get(parent.internalId() if parent.isValid() else -1, ()))

    def columnCount(self, parent: Index = _NONE) -> int:
        """Return one."""
        return 1

    def index(self, row: int, column: int, parent: Index = _NONE) -> QModelIndex:
        """Return the index of a folder in another one."""
        beside = self._children.get(parent.internalId() if parent.isValid() else -1, ())
        if column or not 0 <= row < len(beside):
            return QModelIndex()
        return self.createIndex(row, 0, beside[row])

    def parent(self, index: Index = _NONE) -> QModelIndex:  # type: ignore[override]
        """Return the folder that one lies in."""
        if not index.isValid():
            return QModelIndex()
        return self._index(int(self._tree.parents[index.internalId()]))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return name, tick or count."""
        if not index.isValid():
            return None
        row = index.internalId()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._tree.names[row]
            case Qt.ItemDataRole.CheckStateRole:
                ticked = self._tree.paths[row] in self._ticked
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                path = wording.shown_path(self._tree.paths[row])
                return row_text(path, self._counts[row], role)
            case Qt.ItemDataRole.AccessibleTextRole:
                return row_text(self._tree.names[row], self._counts[row], role)
            case _ if role == COUNT_ROLE:
                return self._counts[row]
            case _ if role == VALUE_ROLE:
                return self._tree.paths[row]
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a folder, or not."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.ticked.emit(self._tree.paths[index.internalId()], Qt.CheckState(value) is _CHECKED)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that it can be ticked."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags
