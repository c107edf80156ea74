"""Edit the keywords of the chosen photos: those of all, those of some, and new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.core.photo import PhotoRecord
from photosearch.gui.translation import tr
from photosearch.gui.widgets.lists import list_button, named_list

SUGGESTED = 12
"""Tags of the library that are offered without typing."""


@dataclass(frozen=True, slots=True)
class PhotoKeywords:
    """Hold what a dialog about keywords begins with."""

    photo_ids: tuple[int, ...]
    in_all: tuple[str, ...]
    """Tags that all of the photos have."""
    in_some: tuple[str, ...]
    """Tags that some of them have."""
    known: tuple[str, ...]
    """All tags of the library, the most used first."""


def keywords_of(records: Sequence[PhotoRecord], known: Iterable[tuple[str, int]]) -> PhotoKeywords:
    """Return the tags of these photos; spellings that differ in case only are one tag."""
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for record in records:
        keywords = record.metadata.keywords if record.metadata is not None else ()
        for plain in {word.casefold(): word for word in reversed(keywords)}.items():
            spelled.setdefault(*plain)
            counts[plain[0]] += 1
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return PhotoKeywords(
        tuple(record.photo_id for record in records),
        tuple(spelled[word] for word in words if counts[word] == len(records)),
        tuple(spelled[word] for word in words if counts[word] < len(records)),
        tuple(word for word, _ in known),
    )


def typed_keywords(text: str) -> list[str]:
    """Return what was typed, divided by commas and semicolons, each tag once."""
    words = (" ".join(part.split()) for part in text.replace(";", ",").split(","))
    return list({word.casefold(): word for word in words if word}.values())


_BEFORE = Qt.ItemDataRole.UserRole


class KeywordDialog(QDialog):
    """Edit keywords beside the window, not in front of all; nothing is written before the user says
    so.

    Signals:
        keywords_wanted(list of int, list of str, list of str): photos, tags to be added, tags to be
            taken away.
    """

    keywords_wanted = Signal(list, list, list)

    def __init__(self, tags: PhotoKeywords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keywords of %Ln photo(s)", "", len(tags.photo_ids)))
        self.resize(420, 460)
        self._tags = tags
        self._entry = QLineEdit(placeholderText=tr("New keywords, separated by commas"))
        self._entry.setAccessibleName(tr("New keywords, separated by commas"))
        self._entry.setClearButtonEnabled(True)
        completer = QCompleter(QStringListModel(list(tags.known), self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._entry.setCompleter(completer)
        self._entry.returnPressed.connect(self._add_typed)
        self._add = list_button(
            tr("Add"), self._add_typed, tr("Add what was typed to all of the photos (Enter)")
        )
        self._list = named_list(tr("Keywords"))
        self._list.setAccessibleDescription(
            tr("Checked: all of the photos have it. Half checked: some of them have it.")
        )
        self._hint = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._hint.setProperty("kind", "muted")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText(tr("Save keywords"))
        ok.setToolTip(tr("Write them into files beside the photos; the photos are not touched."))
        ok.setProperty("kind", "main")
        ok.setAutoDefault(False)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._entry, 1)
        row.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self._list, 1)
        column.addWidget(self._hint)
        column.addWidget(buttons)
        self._fill()
        self._entry.setFocus()

    @property
    def added(self) -> list[str]:
        """Return tags that all of the photos are to have and not all had."""
        return [
            item.text()
            for item in self._items()
            if item.checkState() is Qt.CheckState.Checked
            and item.data(_BEFORE) is not Qt.CheckState.Checked
        ]

    @property
    def removed(self) -> list[str]:
        """Return tags that none of the photos is to have and some had."""
        return [
            item.text()
            for item in self._items()
            if item.checkState() is Qt.CheckState.Unchecked
            and item.data(_BEFORE) is not Qt.CheckState.Unchecked
        ]

    def add_keywords(self, words: list[str]) -> None:
        """Give tags to all of the photos, as the user would."""
        for word in words:
            item = next((i for i in self._items() if i.text().casefold() == word.casefold()), None)
            if item is None:
                item = self._item(word, Qt.CheckState.Unchecked)
                self._list.insertItem(0, item)
            item.setCheckState(Qt.CheckState.Checked)
            self._list.setCurrentItem(item)

    def _fill(self) -> None:
        tags = self._tags
        for word in tags.in_all:
            self._list.addItem(self._item(word, Qt.CheckState.Checked))
        for word in tags.in_some:
            self._list.addItem(self._item(word, Qt.CheckState.PartiallyChecked))
        there = {word.casefold() for word in (*tags.in_all, *tags.in_some)}
        others = [word for word in tags.known if word.casefold() not in there]
        for word in others[:SUGGESTED]:
            self._list.addItem(self._item(word, Qt.CheckState.Unchecked))
        if tags.in_some:
            self._hint.setText(tr("Half checked: only some of the photos have the keyword."))
        elif not self._list.count():
            self._hint.setText(tr("There are no keywords yet. Type one and press Enter."))
        else:
            self._hint.hide()

    def _item(self, word: str, state: Qt.CheckState) -> QListWidgetItem:
        item = QListWidgetItem(word)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(state)
        item.setData(_BEFORE, state)
        return item

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]

    def _add_typed(self) -> None:
        self.add_keywords(typed_keywords(self._entry.text()))
        # The completer puts its word in after this.
        self._entry.clear()

    # Qt overrides

    def accept(self) -> None:
        """Hand on what was changed, what is typed but not yet added too."""
        self._add_typed()
        if self.added or self.removed:
            self.keywords_wanted.emit(list(self._tags.photo_ids), self.added, self.removed)
        super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add on Enter in the field; save on Ctrl+Enter from anywhere."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept()
        elif not enter:
            super().keyPressEvent(event)
