"""List all saved searches: those with a name, and the latest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.core.errors import UserError
from photosearch.core.saved_searches import SavedSearch
from photosearch.gui.message_text import message_text
from photosearch.gui.saved_searches.search_list_item import (
    ICON_SIDE,
    SearchListItem,
    details_of,
    title_of,
)
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.elided_label import ElidedLabel
from photosearch.gui.widgets.lists import list_button

_SEARCH = Qt.ItemDataRole.UserRole


class SearchList(QListWidget):
    """Show saved searches one below the other.

    Signals:
        removal_wanted(): Del was pressed.
        entered(SearchList): this list got the keyboard.
    """

    removal_wanted = Signal()
    entered = Signal(object)

    def __init__(self, name: str, *, editable: bool) -> None:
        super().__init__()
        self._editable = editable
        self.setAccessibleName(name)
        self.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        self.setSpacing(2)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_searches(self, searches: Sequence[SearchListItem]) -> None:
        """Show these; the same row stays chosen."""
        row = max(0, self.currentRow())
        self.clear()
        for each in searches:
            item = QListWidgetItem(each.icon(), title_of(each.search))
            item.setData(_SEARCH, each.search)
            item.setToolTip(details_of(each.search))
            if self._editable:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.addItem(item)
        self.setCurrentRow(min(row, self.count() - 1))

    @property
    def chosen(self) -> SavedSearch | None:
        """Return the current one."""
        item = self.currentItem()
        return None if item is None else search_of(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove on Del; the rest as in any list."""
        if event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the buttons below act on this list from now on."""
        super().focusInEvent(event)
        self.entered.emit(self)


class SearchesDialog(QDialog):
    """List searches. Shown beside the window, not executed; deleted when it is closed.

    Signals:
        chosen(SavedSearch): search so again.
        rename_wanted(int, str): the saved search of this id shall have this name.
        removed(SavedSearch): forget it.
        undo_wanted(): bring back what was removed last.
        clear_wanted(): forget all recent ones.
    """

    chosen = Signal(object)
    rename_wanted = Signal(int, str)
    removed = Signal(object)
    undo_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Searches"))
        self.saved = SearchList(tr("Saved searches"), editable=True)
        self.recent = SearchList(tr("Recent searches"), editable=False)
        self._empty = QLabel(
            tr("A search gets a name with Search > Save search (Ctrl+S)."), wordWrap=True
        )
        self._empty.setProperty("kind", "muted")
        self._message = ElidedLabel()
        self._undo = push_button(tr("Undo"), kind="small")
        self._undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self._undo.clicked.connect(self.undo_wanted)
        self._undo.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(8)
        for headline, widgets in (
            (tr("&Saved"), (self._empty, self.saved)),
            (tr("&Recent"), (self.recent,)),
        ):
            label = QLabel(headline)
            label.setBuddy(widgets[-1])
            column.addWidget(label)
            for widget in widgets:
                column.addWidget(widget, int(widget is not self._empty))
        line = QHBoxLayout()
        line.addWidget(self._message, 1)
        line.addWidget(self._undo)
        column.addLayout(line)
        column.addLayout(self._buttons())
        for each in (self.saved, self.recent):
            each.itemActivated.connect(self._activate)
            each.removal_wanted.connect(self._remove)
            each.entered.connect(self._enter)
            each.currentItemChanged.connect(self._enable)
        self.saved.itemChanged.connect(self._rename)
        self._filling = False
        self._active = self.recent
        self.resize(460, 560)
        self._enable()

    def _buttons(self) -> QHBoxLayout:
        self._search = list_button(tr("Search again"), self._activate, tr("Enter"), "main")
        self._edit = list_button(tr("Rename"), self._begin_renaming, tr("F2"))
        self._delete = list_button(tr("Remove"), self._remove, tr("Del"))
        self._clear = list_button(tr("Forget recent ones"), self.clear_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self._search, self._edit, self._delete):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self._clear)
        return row

    def show_searches(
        self, saved: Sequence[SearchListItem], recent: Sequence[SearchListItem]
    ) -> None:
        """Show what is saved now."""
        self._filling = True
        self.saved.show_searches(saved)
        self.recent.show_searches(recent)
        self._filling = False
        self._empty.setVisible(not saved)
        self.saved.setVisible(bool(saved))
        if not saved:
            self._active = self.recent
        elif not recent:
            self._active = self.saved
        self._enter(self._active)

    def show_message(self, text: str, *, undo: bool = False) -> None:
        """Show a line below the lists."""
        self._message.setText(text)
        self._undo.setVisible(undo)

    def show_error(self, error: UserError) -> None:
        """Tell that something was refused."""
        self.show_message(f"{message_text(error.message):whole}")

    @property
    def message(self) -> str:
        """Return the line below the lists."""
        return self._message.text()

    def _enter(self, entered: SearchList) -> None:
        self._active = entered
        for each in (self.saved, self.recent):
            item = each.currentItem()
            if item is not None:
                # One row in all is marked: the one that the buttons are about.
                item.setSelected(each is entered)
        self._enable()

    def _enable(self) -> None:
        current = self._active
        there = current.chosen is not None
        self._search.setEnabled(there)
        self._delete.setEnabled(there)
        self._edit.setEnabled(there and current is self.saved)
        self._clear.setEnabled(self.recent.count() > 0)

    def _activate(self) -> None:
        search = self._active.chosen
        if search is not None:
            self.chosen.emit(search)

    def _begin_renaming(self) -> None:
        item = self.saved.currentItem()
        if item is not None:
            self.saved.editItem(item)

    def _rename(self, item: QListWidgetItem) -> None:
        search = search_of(item)
        if not self._filling and item.text() != search.name:
            self.rename_wanted.emit(search.search_id, item.text())

    def _remove(self) -> None:
        search = self._active.chosen
        if search is not None:
            self.removed.emit(search)


def search_of(item: QListWidgetItem) -> SavedSearch:
    """Return the search that a row stands for."""
    search = item.data(_SEARCH)
    assert isinstance(search, SavedSearch)
    return search
