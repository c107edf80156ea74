"""Edit what is left out of one folder: patterns, to be added and taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.translation import tr
from photosearch.gui.widgets.lists import list_button, named_list, on_key
from photosearch.gui.wording import shown_text


class ExcludesEditor(QWidget):
    """Show the patterns of one folder; what the user changes is told at once.

    Signals:
        changed(tuple of str): these patterns shall hold from now on.
        folder_wanted(): choose a folder inside to be left out.
    """

    changed = Signal(object)
    folder_wanted = Signal()

    def __init__(self, everywhere: Sequence[str], parent: QWidget | None = None) -> None:
        """Show `everywhere` as well, the patterns of the settings, which hold in all folders."""
        super().__init__(parent)
        self._patterns: tuple[str, ...] = ()
        title = QLabel(tr("&Left out of this folder"))
        self.list = named_list(tr("Patterns of what is left out"))
        self.list.setFixedHeight(5 * (self.list.fontMetrics().height() + 6) + 4)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.itemSelectionChanged.connect(self._show_choice)
        title.setBuddy(self.list)
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("Pattern to leave out"))
        self.field.setPlaceholderText(tr("For example *.png or old scans"))
        self.field.returnPressed.connect(self._add)
        self.field.textChanged.connect(self._show_choice)
        self.add_button = list_button(
            tr("Add pattern"), self._add, tr("Leave this out too (Enter)")
        )
        self.folder_button = list_button(
            tr("Leave out a folder…"), self.folder_wanted, tr("Choose a folder inside this one")
        )
        self.remove_button = list_button(
            tr("Include again"), self._remove, tr("Remove the chosen patterns (Delete)")
        )
        on_key(self.list, "Del", self._remove)
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        for button in (self.folder_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        entry = QHBoxLayout()
        entry.setSpacing(8)
        entry.addWidget(self.field, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.addWidget(title, 0, 0, 1, 2)
        grid.addWidget(self.list, 1, 0)
        grid.addLayout(buttons, 1, 1)
        grid.addLayout(entry, 2, 0)
        grid.addWidget(self.add_button, 2, 1)
        grid.addWidget(self._hint(everywhere), 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(1, 1)
        self.show_patterns(())

    def _hint(self, everywhere: Sequence[str]) -> QLabel:
        words = [
            tr(
                "Photos that are left out are hidden, not forgotten. A pattern fits names of files"
                " and folders; one that begins with / is tied to a place, as /2003/scans."
            )
        ]
        if everywhere:
            names = shown_text(", ".join(everywhere))
            words.append(tr("Left out of all folders: {names}").format(names=names))
        hint = QLabel("\n".join(words), wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        hint.setProperty("kind", "muted")
        return hint

    def show_patterns(self, patterns: Sequence[str]) -> None:
        """Show these, unless they are shown already: what is being chosen stays."""
        if tuple(patterns) != self._patterns or self.list.count() != len(patterns):
            self._patterns = tuple(patterns)
            self.list.clear()
            self.list.addItems([shown_text(pattern) for pattern in patterns])
        self._show_choice()

    def _show_choice(self) -> None:
        self.remove_button.setEnabled(bool(self.list.selectedItems()))
        self.add_button.setEnabled(bool(self.field.text().strip()))

    def _add(self) -> None:
        pattern = self.field.text().strip()
        if pattern:
            self.field.clear()
            if pattern not in self._patterns:
                self._change((*self._patterns, pattern))

    def _remove(self) -> None:
        # By row: what is shown of a name that is no text is not the pattern itself.
        chosen = {index.row() for index in self.list.selectedIndexes()}
        if chosen:
            self._change(
                tuple(text for row, text in enumerate(self._patterns) if row not in chosen)
            )

    def _change(self, patterns: tuple[str, ...]) -> None:
        self.show_patterns(patterns)
        self.changed.emit(patterns)
