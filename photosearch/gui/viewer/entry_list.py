"""List all entries of a photo's file under headings, to be searched and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.translation import tr
from photosearch.gui.viewer.entry_groups import Row, group_entries
from photosearch.gui.widgets.buttons import claims_escape

_MAX_SEARCH = 100


class EntryList(QWidget):
    """Show entries by group; what is searched for stays when another photo is shown.

    Signals:
        copy_wanted(str): put this on the clipboard.
    """

    copy_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        heading = QLabel(tr("All entries of the file"))
        heading.setProperty("kind", "muted")
        self.search = _SearchLine()
        self.search.textChanged.connect(self._fill)
        self._nothing = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._nothing.setProperty("kind", "muted")
        self.table = _EntryTable()
        self.table.copy_wanted.connect(self.copy_wanted)
        self.search.left.connect(self.table.setFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(heading)
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        column.addWidget(self.table, 1)
        column.addStretch(0)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these entries, in the file's order, sorted into their groups."""
        self._rows = tuple(rows)
        self._fill()

    def _fill(self) -> None:
        search = self.search.text()
        groups = group_entries(self._rows, search)
        self.table.clear_rows()
        for group in groups:
            self.table.add_heading(group.title)
            for entry in group.entries:
                self.table.add_entry(entry.label, entry.value, entry.name)
        found = bool(groups)
        self.table.setVisible(found)
        self._nothing.setVisible(not found and bool(self._rows))
        self._nothing.setText(tr("No entry has “{words}” in it.").format(words=search.strip()))


class _SearchLine(QLineEdit):
    """Take words to search the entries for.

    Signals:
        left(): Down or Enter: the keyboard goes to what was found.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(_MAX_SEARCH)
        self.setClearButtonEnabled(True)
        self.setPlaceholderText(tr("Search the entries…"))
        self.setAccessibleName(tr("Search the entries"))

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Take Escape before the viewer does, as long as there is something to clear."""
        return (bool(self.text()) and claims_escape(event)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Escape; go to what was found on Enter and Down."""
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down:
                self.left.emit()
            case _:
                super().keyPressEvent(event)


class _EntryTable(QTableWidget):
    """Show entries below headings; tell the selected ones as text when they are to be copied.

    Signals:
        copy_wanted(str): a line per row, name and value with a tab between.
    """

    copy_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(0, 2)
        self.setAccessibleName(tr("All entries of the file"))
        self.setHorizontalHeaderLabels([tr("Entry"), tr("Value")])
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.horizontalHeader()
        header.hide()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, 138)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)

    def clear_rows(self) -> None:
        """Show nothing."""
        self.clearSpans()
        self.setRowCount(0)

    def add_heading(self, title: str) -> None:
        """Head the rows that follow."""
        row = self._add_row()
        cell = QTableWidgetItem(title)
        font = self.font()
        font.setBold(True)
        cell.setFont(font)
        cell.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.setItem(row, 0, cell)
        self.setSpan(row, 0, 1, 2)

    def add_entry(self, label: str, value: str, name: str) -> None:
        """Show an entry; `name`, the standard's, is told by the tip."""
        row = self._add_row()
        whole = label if label == name else f"{label} ({name})"
        for column, text, tip in ((0, label, whole), (1, value, value)):
            cell = QTableWidgetItem(text)
            cell.setToolTip(tip)
            cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.setItem(row, column, cell)

    def _add_row(self) -> int:
        row = self.rowCount()
        self.insertRow(row)
        return row

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Claim the key for copying: while something is selected here, it means this and not the
        photo."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Copy)
            and self.selectedIndexes()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy whole rows on Ctrl+C; Qt alone would copy one cell."""
        if not event.matches(QKeySequence.StandardKey.Copy):
            super().keyPressEvent(event)
            return
        rows = sorted({index.row() for index in self.selectedIndexes()})
        lines = ["\t".join(self._text(row, column) for column in (0, 1)) for row in rows]
        if lines:
            self.copy_wanted.emit("\n".join(lines))

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return "" if item is None else item.text()
