"""Edit a list of folders: add, remove, and where the order counts, move up and down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.translation import tr
from photosearch.gui.widgets.lists import list_button, named_list, on_key
from photosearch.gui.wording import shown_path

ChooseFolder = Callable[[QWidget, str], Path | None]
"""Asks for a folder in the system's way; the title of the question is given."""
_LINES = 3


class FolderList(QWidget):
    """Show folders under a title, with buttons beside them.

    Signals:
        changed(): other folders are in the list.
    """

    changed = Signal()

    def __init__(
        self, title: str, help_words: str, choose: ChooseFolder, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._choose = choose
        label = QLabel(title)
        label.setToolTip(help_words)
        self.list = named_list(title)
        self.list.setAccessibleDescription(help_words)
        self.list.setToolTip(help_words)
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.list.setFixedHeight(_LINES * (self.list.fontMetrics().height() + 7) + 6)
        self.list.itemSelectionChanged.connect(self._show_choice)
        self.add_button = list_button(
            tr("Add…"), self._add, tr("Add a folder: {title}").format(title=title)
        )
        self.add_button.setAccessibleName(self.add_button.toolTip())
        self.remove_button = list_button(
            tr("Remove"), self._remove, tr("Take it out of the list (Delete)")
        )
        on_key(self.list, "Del", self._remove)
        buttons = QVBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.list, 1)
        row.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label)
        column.addLayout(row)
        self._show_choice()

    @property
    def folders(self) -> tuple[Path, ...]:
        """Return what is in the list, in its order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items)

    def show_folders(self, folders: Sequence[Path]) -> None:
        """Show these."""
        self.list.clear()
        for folder in folders:
            self._append(folder)
        self._show_choice()

    def add(self, folder: Path) -> None:
        """Add one, unless it is there."""
        if folder not in self.folders:
            self._append(folder)
            self.changed.emit()

    def _append(self, folder: Path) -> None:
        item = QListWidgetItem(shown_path(folder))
        item.setData(Qt.ItemDataRole.UserRole, folder)
        self.list.addItem(item)

    def _add(self) -> None:
        folder = self._choose(self, self._title)
        if folder is not None:
            self.add(folder)

    def _remove(self) -> None:
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
        self._show_choice()
        self.changed.emit()

    def _show_choice(self) -> None:
        self.remove_button.setEnabled(bool(self.list.selectedItems()))
