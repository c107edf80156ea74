"""Ask what the chosen photos are to become: copies, a list, a contact sheet, or photos
elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui import wording
from photosearch.gui.translation import tr
from photosearch.gui.widgets.lists import list_button
from photosearch.gui.widgets.theme import CHECK_INDENT


class Export(Enum):
    """Name the ways of exporting photos."""

    COPY = "copy"
    MOVE = "move"
    LIST = "list"
    SHEET = "sheet"

    @property
    def needs_file(self) -> bool:
        """Tell whether a file is written; else the photos go into a folder."""
        return self in (Export.LIST, Export.SHEET)

    @property
    def suffix(self) -> str:
        """Return the suffix of the file."""
        return {Export.LIST: ".csv", Export.SHEET: ".html"}.get(self, "")


ChoosePlace = Callable[[QWidget, Export], Path | None]
"""Asks for a folder or file in the system's way."""


class ExportDialog(QDialog):
    """Offer four ways and a place; nothing happens before the user says so.

    Signals:
        wanted(Export, Path, bool): do that with this place; whether the user agreed to replace a
            file that is there.
    """

    wanted = Signal(object, object, bool)

    def __init__(
        self,
        count: int,
        way: Export,
        places: dict[Export, Path],
        choose: ChoosePlace,
        parent: QWidget | None = None,
    ) -> None:
        """Offer `places`: those that were used last."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Export %Ln photo(s)", "", count))
        self.setMinimumWidth(520)
        self._choose = choose
        self._places = {each: wording.shown_path(path) for each, path in places.items()}
        self._exact = {wording.shown_path(path): path for path in places.values()}
        """What the words stand for: not every name is valid text."""
        self._agreed: set[Path] = set()
        self._ways: dict[Export, QRadioButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 18, 18, 14)
        column.setSpacing(6)
        for each, words, help_words in _ways():
            button = QRadioButton(words)
            button.setAccessibleDescription(help_words)
            label = QLabel(help_words)
            label.setProperty("kind", "muted")
            label.setContentsMargins(CHECK_INDENT, 0, 0, 6)
            column.addWidget(button)
            column.addWidget(label)
            self._ways[each] = button
            self._group.addButton(button)
        self._caption = QLabel()
        self._place = QLineEdit()
        self._caption.setBuddy(self._place)
        self._browse = list_button(tr("Choose…"), self._on_browse)
        row = QHBoxLayout()
        row.addWidget(self._place, 1)
        row.addWidget(self._browse)
        column.addSpacing(6)
        column.addWidget(self._caption)
        column.addLayout(row)
        column.addSpacing(10)
        column.addStretch(1)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setProperty("kind", "main")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column.addWidget(self._buttons)
        self._way = way
        self._ways[way].setChecked(True)
        self._group.buttonToggled.connect(self._on_way)
        self._place.textChanged.connect(self._on_text)
        self._show_way()
        self._ways[way].setFocus()

    @property
    def way(self) -> Export:
        """Return which way is chosen."""
        return self._way

    def set_place(self, path: Path) -> None:
        """Export there."""
        self._exact[wording.shown_path(path)] = path
        self._place.setText(wording.shown_path(path))

    def _on_way(self, button: QRadioButton, checked: bool) -> None:
        if checked:
            self._way = next(each for each, known in self._ways.items() if known is button)
            self._show_way()

    def _show_way(self) -> None:
        self._caption.setText(tr("&File") if self._way.needs_file else tr("To the &folder"))
        self._place.setAccessibleName(self._caption.text().replace("&", ""))
        self._place.setText(self._places.get(self._way, ""))
        self._ok.setText(
            {
                Export.COPY: tr("Copy photos"),
                Export.MOVE: tr("Move photos"),
                Export.LIST: tr("Write the list"),
                Export.SHEET: tr("Write the sheet"),
            }[self._way]
        )
        self._on_text(self._place.text())

    def _on_text(self, text: str) -> None:
        self._places[self._way] = text
        self._ok.setEnabled(bool(text.strip()))

    def _on_browse(self) -> None:
        path = self._choose(self, self._way)
        if path is not None:
            self._agreed.add(path)
            self.set_place(path)
            self._ok.setFocus()

    # Qt overrides

    def accept(self) -> None:
        """Hand on what was chosen."""
        text = self._place.text().strip()
        if not text:
            return
        path = self._exact.get(text) or Path(text).expanduser()
        if self._way.needs_file and not path.suffix:
            path = path.with_name(path.name + self._way.suffix)
        self.wanted.emit(self._way, path, path in self._agreed)
        super().accept()


def _ways() -> list[tuple[Export, str, str]]:
    return [
        (
            Export.COPY,
            tr("&Copy to a folder"),
            tr("With the files beside them. Nothing there is overwritten."),
        ),
        (
            Export.MOVE,
            tr("&Move to a folder"),
            tr("With the files beside them. This can be undone."),
        ),
        (
            Export.LIST,
            tr("&List as a table (CSV)"),
            tr("Paths, dates, cameras, ratings and keywords, for spreadsheets."),
        ),
        (
            Export.SHEET,
            tr("Contact &sheet (HTML)"),
            tr("One page with all pictures inside, for any browser."),
        ),
    ]
