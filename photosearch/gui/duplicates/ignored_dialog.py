"""List what the user said to be no match, and let it be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.core.duplicates import NotAMatch
from photosearch.core.photo import PhotoRecord
from photosearch.gui import wording
from photosearch.gui.translation import tr
from photosearch.gui.widgets.lists import list_button, named_list, on_key

_MOST_NAMES = 4


class IgnoredDialog(QDialog):
    """Show decisions; not modal.

    Signals:
        take_back_wanted(int): forget the decision of this id.
    """

    take_back_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("No matches"))
        self.resize(640, 420)
        words = QLabel(
            tr(
                "You said of these photos that they are no copies of each other. That holds also"
                " when they are moved or renamed."
            ),
            wordWrap=True,
        )
        self.list = named_list(tr("No matches"))
        self.list.itemSelectionChanged.connect(self._show_choice)
        self.take_back_button = list_button(
            tr("&Take back"),
            self._take_back,
            tr("They may be shown as duplicates again (Delete)"),
        )
        on_key(self.list, "Del", self._take_back)
        row = QHBoxLayout()
        row.addWidget(self.take_back_button)
        row.addStretch(1)
        row.addWidget(list_button(tr("Close"), self.close))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(12)
        column.addWidget(words)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.show_decisions([], {})
        self.list.setFocus()

    def show_decisions(
        self, decisions: Sequence[NotAMatch], records: Mapping[int, PhotoRecord]
    ) -> None:
        """Show these, the names of their photos taken from `records`."""
        row = self.list.currentRow()
        self.list.clear()
        for decision in decisions:
            known = [records[i] for i in decision.photo_ids if i in records]
            names = [wording.shown_name(record.path) for record in known[:_MOST_NAMES]]
            if len(known) > _MOST_NAMES:
                names.append("…")
            item = QListWidgetItem(" ≠ ".join(names) or tr("Photos that are gone"))
            item.setToolTip("\n".join(wording.shown_path(record.path) for record in known[:20]))
            item.setData(Qt.ItemDataRole.UserRole, decision.decision_id)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(0, row), self.list.count() - 1))
        self._show_choice()

    def _take_back(self) -> None:
        for item in self.list.selectedItems():
            self.take_back_wanted.emit(item.data(Qt.ItemDataRole.UserRole))

    def _show_choice(self) -> None:
        self.take_back_button.setEnabled(bool(self.list.selectedItems()))
