"""List the files that could not be read, with reasons: look at them, try them again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from photosearch.core.photo import PhotoRecord
from photosearch.gui import wording
from photosearch.gui.message_text import message_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.tables import Index, RowsModel, table_view


class UnreadableModel(RowsModel[PhotoRecord]):
    """List PhotoRecords with reasons."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("File"), tr("Folder"), tr("Reason"), tr("Details")), parent=parent)

    # Qt overrides

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the text of a cell, and the same as a tip."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        record = self.rows[index.row()]
        return (
            wording.shown_name(record.path),
            wording.shown_path(record.path.parent),
            wording.reason(record.reason),
            "" if record.detail is None else message_text(record.detail),
        )[index.column()]


class UnreadablePage(QWidget):
    """Show a table of the files, and what can be done about them.

    Signals:
        retry_wanted(list of int, or None): read these files again; None means all.
        show_wanted(PhotoRecord): show it in the file manager.
    """

    retry_wanted = Signal(object)
    show_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = UnreadableModel(self)
        self.table = table_view(tr("Unreadable files"), self.model, (200, 260, 200))
        self.table.activated.connect(self._show)
        self.table.selectionModel().selectionChanged.connect(self._show_choice)
        self._nothing = QLabel(
            tr("Every file that was found could be read."), alignment=Qt.AlignmentFlag.AlignCenter
        )
        self._nothing.setProperty("kind", "muted")
        self.retry_button = push_button(
            tr("Try again"),
            tr("Read the chosen files once more. Files that change are tried by themselves."),
            "small",
        )
        self.retry_button.clicked.connect(self._retry_chosen)
        self.retry_all_button = push_button(
            tr("Try all again"), tr("Read all of these files once more"), "small"
        )
        self.retry_all_button.clicked.connect(self._retry_all)
        self.show_button = push_button(
            tr("Show in folder"), tr("Show the chosen file in the file manager (Enter)"), "small"
        )
        self.show_button.clicked.connect(self._show)
        self.buttons = (self.show_button, self.retry_button, self.retry_all_button)
        """What can be done; the panel places them."""
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self.show_records(None)
        self._show_choice()

    def show_records(self, records: Sequence[PhotoRecord] | None) -> None:
        """List these files; those that were chosen stay so, and the place in the list. None: which
        there are is not known yet."""
        chosen, current = set(self.chosen_ids()), self._current_id()
        scrolled = self.table.verticalScrollBar().value()
        self.model.show_rows(records or [])
        if chosen or current is not None:
            self._choose(chosen, current)
        self.table.verticalScrollBar().setValue(scrolled)
        self._stack.setCurrentWidget(self.table if records or records is None else self._nothing)
        self.retry_all_button.setEnabled(bool(records))
        self._show_choice()

    def chosen_ids(self) -> list[int]:
        """Return photo ids of the selected rows, from top to bottom."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.rows[row].photo_id for row in rows]

    def _current_id(self) -> int | None:
        row = self.table.currentIndex().row()
        return self.model.rows[row].photo_id if row >= 0 else None

    def _choose(self, photo_ids: set[int], current: int | None) -> None:
        flag = QItemSelectionModel.SelectionFlag
        selection = self.table.selectionModel()
        for row, record in enumerate(self.model.rows):
            if record.photo_id in photo_ids:
                selection.select(self.model.index(row, 0), flag.Select | flag.Rows)
            if record.photo_id == current:
                selection.setCurrentIndex(self.model.index(row, 0), flag.NoUpdate)

    def _show_choice(self) -> None:
        chosen = self.table.selectionModel().hasSelection()
        self.retry_button.setEnabled(chosen)
        self.show_button.setEnabled(chosen)

    def _retry_chosen(self) -> None:
        self.retry_wanted.emit(self.chosen_ids())

    def _retry_all(self) -> None:
        self.retry_wanted.emit(None)

    def _show(self) -> None:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        if rows:
            self.show_wanted.emit(self.model.rows[rows[0]])
