"""Show lists of values and the tree of folders, as high as they need to be and no higher."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QSizePolicy,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from photosearch.core.facets import FolderTree
from photosearch.gui.filters.value_delegate import ValueDelegate, toggle
from photosearch.gui.filters.values import VALUE_ROLE, FolderModel, ValueModel, ValueRow
from photosearch.gui.translation import tr

_MOST_ROWS = 8
_MOST_FOLDERS = 12
_MANY = 12
"""With more values a field to find one by its name is offered."""


class ValueList(QWidget):
    """Show values to be ticked, any number of them, or one at a time.

    Signals:
        chosen(tuple): the values that are ticked now, after the user changed it.
    """

    chosen = Signal(tuple)

    def __init__(
        self,
        name: str,
        text_of: Callable[[Any], str] = str,
        *,
        one: bool = False,
        fixed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make a list called `name`.

        Args:
            text_of: what a ticked value is called that no photo has any more.
            one: ticking one gives up the others.
            fixed: there are few values, ever.
        """
        super().__init__(parent)
        self._text_of = text_of
        self._one = one
        self._ticked: tuple[object, ...] = ()
        self._fixed = fixed
        self._model = ValueModel(self)
        self._model.ticked.connect(self._tick)
        self._model.modelReset.connect(self._fit)
        self.view = _RowsView()
        self.view.setAccessibleName(name)
        self.view.setModel(self._model)
        self._find = QLineEdit()
        self._find.setPlaceholderText(tr("Find in this list"))
        self._find.setAccessibleName(tr("Find in {list}").format(list=name))
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self._model.set_needle)
        self._find.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 4, 4)
        column.setSpacing(4)
        column.addWidget(self._find)
        column.addWidget(self.view)

    def show_rows(self, rows: Sequence[ValueRow]) -> None:
        """Show these values, the ticked ones first among those that have come to nothing."""
        known = {row.value for row in rows}
        gone = [
            ValueRow(value, self._text_of(value), 0) for value in self._ticked if value not in known
        ]
        current = self.view.currentIndex().data(VALUE_ROLE)
        self._model.show_rows([*gone, *rows] if not self._fixed else rows)
        self._find.setVisible(len(rows) > _MANY or bool(self._find.text()))
        self._restore(current)

    def set_ticked(self, values: Collection[object]) -> None:
        """Show these as asked for now."""
        self._ticked = tuple(values)
        self._model.set_ticked(self._ticked)

    def _tick(self, value: object, ticked: bool) -> None:
        rest = () if self._one else tuple(other for other in self._ticked if other != value)
        self.set_ticked((*rest, value) if ticked else rest)
        self.chosen.emit(self._ticked)

    def _restore(self, current: object) -> None:
        if current is None or self.view.currentIndex().isValid():
            return
        for row in range(self._model.rowCount()):
            index = self._model.index(row)
            if index.data(VALUE_ROLE) == current:
                self.view.setCurrentIndex(index)
                return

    def _fit(self) -> None:
        self.view.set_shown_rows(min(_MOST_ROWS, self._model.rowCount()))


class _RowsView(QListView):
    """Show a list as high as its rows; the wheel goes on in the panel at its ends."""

    def __init__(self) -> None:
        super().__init__()
        _dress(self)
        self.setUniformItemSizes(True)
        self._rows = 0

    def set_shown_rows(self, rows: int) -> None:
        """Set how many rows are seen without scrolling."""
        self._rows = rows
        self.updateGeometry()

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return the height of its rows."""
        return QSize(160, self._rows * (self.fontMetrics().height() + 8) + 2)

    def minimumSizeHint(self) -> QSize:
        """Return no less than that."""
        return QSize(60, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first row on the first key; tick on Enter."""
        if not _take_key(self, event):
            super().keyPressEvent(event)


class FolderView(QTreeView):
    """Show the folders of the library, to be ticked.

    Signals:
        chosen(tuple of Path): the folders that are ticked now, after the user changed it.
    """

    chosen = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _dress(self)
        self._ticked: tuple[Path, ...] = ()
        self._model = FolderModel(self)
        self._model.ticked.connect(self._tick)
        self._model.redrawn.connect(self.viewport().update)
        self.setModel(self._model)
        self.setAccessibleName(tr("Folders"))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setExpandsOnDoubleClick(False)
        self.setTabKeyNavigation(False)
        self.expanded.connect(self._fit)
        self.collapsed.connect(self._fit)

    def show_folders(self, tree: FolderTree, counts: Sequence[int]) -> None:
        """Show these; what is open and current stays so."""
        opened = [path for path in self._paths(QModelIndex()) if path is not None]
        current = self.currentIndex().data(VALUE_ROLE)
        first = not self._model.rowCount()
        if not self._model.show_folders(tree, counts):
            return
        for path in opened:
            self.setExpanded(self._model.index_of(path), True)
        if first and self._model.rowCount() == 1:
            self.setExpanded(self._model.index(0, 0), True)
        if current is not None:
            self.setCurrentIndex(self._model.index_of(current))
        self._reveal()
        self._fit()

    def set_ticked(self, paths: Collection[Path]) -> None:
        """Show these as asked for now."""
        new = set(paths) - set(self._ticked)
        self._ticked = tuple(paths)
        self._model.set_ticked(self._ticked)
        if new:
            self._reveal()

    def _reveal(self) -> None:
        """Open what holds a ticked folder."""
        for path in self._ticked:
            above = self._model.index_of(path).parent()
            while above.isValid():
                self.setExpanded(above, True)
                above = above.parent()

    def _paths(self, parent: QModelIndex) -> list[Path]:
        """Return the paths of the open folders below one."""
        found: list[Path] = []
        for row in range(self._model.rowCount(parent)):
            index = self._model.index(row, 0, parent)
            if self.isExpanded(index):
                found += [index.data(VALUE_ROLE), *self._paths(index)]
        return found

    def _tick(self, path: Path, ticked: bool) -> None:
        rest = tuple(other for other in self._ticked if other != path)
        self.set_ticked((*rest, path) if ticked else rest)
        self.chosen.emit(self._ticked)

    def _fit(self) -> None:
        self.updateGeometry()

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return the height of the open folders, up to a dozen."""
        rows = 0
        index = self._model.index(0, 0)
        while index.isValid() and rows < _MOST_FOLDERS:
            rows += 1
            index = self.indexBelow(index)
        return QSize(160, max(1, rows) * (self.fontMetrics().height() + 8) + 6)

    def minimumSizeHint(self) -> QSize:
        """Return no less than that."""
        return QSize(60, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first folder on the first key; tick on Enter."""
        if not _take_key(self, event):
            super().keyPressEvent(event)


def _dress(view: QAbstractItemView) -> None:
    view.setItemDelegate(ValueDelegate(view))
    view.setProperty("kind", "values")
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setMouseTracking(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def _take_key(view: QAbstractItemView, event: QKeyEvent) -> bool:
    """Find the first row for the first key; tick with Enter, which Qt leaves to others."""
    model, index = view.model(), view.currentIndex()
    if not index.isValid():
        view.setCurrentIndex(model.index(0, 0))
        return view.currentIndex().isValid() and event.key() == Qt.Key.Key_Down
    if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
        return False
    return toggle(model, index)
