"""Show the settings dialog: pages at the left, or all that a search finds."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.preferences import Preferences
from photosearch.gui.preferences_dialog.option_row import OptionRow
from photosearch.gui.preferences_dialog.options import page_options
from photosearch.gui.translation import tr, tr_marked
from photosearch.gui.widgets.fit_on_screen import fit_on_screen
from photosearch.gui.widgets.lists import list_button
from photosearch.settings import Page, Settings


class PreferencesDialog(QDialog):
    """Show all settings, not modal: a change holds at once, there is nothing to confirm.

    Signals:
        shortcuts_wanted(): the user wants to see and change those.
    """

    shortcuts_wanted = Signal()

    def __init__(
        self, preferences: Preferences, choose_file: Callable[[], str], parent: QWidget
    ) -> None:
        """Make the dialog; `choose_file` asks the user for a file."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Settings"))
        self.setMinimumSize(600, 400)
        fit_on_screen(self, 820, 640)
        self._preferences = preferences
        self._before: Settings | None = None
        self.rows: dict[str, OptionRow] = {}
        self._sections: list[tuple[QWidget, list[OptionRow]]] = []
        self.search = self._make_search()
        self.page_list = self._make_page_list()
        self._nothing = QLabel(tr("No setting has these words."))
        self._nothing.setProperty("kind", "muted")
        self._area = self._make_area(choose_file)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.page_list)
        middle.addWidget(self._area, 1)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # one size for all pages
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(14)
        column.addWidget(self.search)
        column.addLayout(middle, 1)
        column.addLayout(self._make_bottom())
        preferences.changed.connect(self._on_changed)
        self._show_values()
        self.page_list.setCurrentRow(0)
        self.search.setFocus()

    def show_option(self, name: str) -> None:
        """Go to the page of an option and put the keyboard on it."""
        self.search.clear()
        row = self.rows[name]
        for number, (_, rows) in enumerate(self._sections):
            if row in rows:
                self.page_list.setCurrentRow(number)
        row.editor.setFocus()
        self._area.ensureWidgetVisible(row)

    def _make_search(self) -> QLineEdit:
        line = QLineEdit(clearButtonEnabled=True)
        line.setPlaceholderText(tr("Search the settings"))
        line.setAccessibleName(tr("Search the settings"))
        line.textChanged.connect(self._filter)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        shortcut.activated.connect(line.setFocus)
        find = shortcut.key().toString(QKeySequence.SequenceFormat.NativeText)
        line.setToolTip(tr("Search the settings ({key})").format(key=find))
        return line

    def _make_page_list(self) -> QListWidget:
        pages_of_it = QListWidget()
        pages_of_it.setAccessibleName(tr("Pages"))
        pages_of_it.setProperty("kind", "pages")
        pages_of_it.setFixedWidth(160)
        pages_of_it.currentRowChanged.connect(self._show_page)
        return pages_of_it

    def _make_area(self, choose_file: Callable[[], str]) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 0, 12, 0)
        column.setSpacing(0)
        column.addWidget(self._nothing)
        for page in Page:
            title = tr_marked(page.value)
            section, rows = QWidget(), []
            lines = QVBoxLayout(section)
            lines.setContentsMargins(0, 0, 0, 14)
            lines.setSpacing(0)
            lines.addWidget(_heading(title))
            for option in page_options(page):
                row = OptionRow(option, title, choose_file)
                row.changed.connect(self._change)
                rows.append(row)
                self.rows[option.name] = row
                lines.addWidget(row)
            column.addWidget(section)
            self._sections.append((section, rows))
            item = QListWidgetItem(title, self.page_list)
            item.setSizeHint(QSize(0, self.page_list.fontMetrics().height() + 16))
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the field that has the keyboard
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def _make_bottom(self) -> QHBoxLayout:
        self._told = QLabel()
        self._told.setProperty("kind", "muted")
        self.reset_all = list_button(
            tr("Reset all"),
            self._reset_all,
            tr("Put all settings but the shortcuts back to their defaults"),
        )
        shortcuts = list_button(
            tr("Shortcuts…"), self.shortcuts_wanted, tr("See and change the keys of all commands")
        )
        close = list_button(tr("Close"), self.close, kind="main")
        row = QHBoxLayout()
        row.addWidget(self.reset_all)
        row.addWidget(shortcuts)
        row.addSpacing(8)
        row.addWidget(self._told, 1)
        row.addWidget(close)
        return row

    def _show_values(self) -> None:
        for name, row in self.rows.items():
            row.show_value(getattr(self._preferences.now, name))

    def _show_page(self, _number: int) -> None:
        self._filter(self.search.text())
        self._area.verticalScrollBar().setValue(0)

    def _filter(self, words: str) -> None:
        searching = bool(words.strip())
        self.page_list.setEnabled(not searching)
        found = False
        for number, (section, rows) in enumerate(self._sections):
            for row in rows:
                row.setVisible(not searching or row.matches(words))
            shown = (
                any(not row.isHidden() for row in rows)
                if searching
                else number == self.page_list.currentRow()
            )
            section.setVisible(shown)
            found |= shown
        self._nothing.setVisible(searching and not found)

    def _change(self, name: str, value: Any) -> None:
        self._end_undo()
        self._preferences.change(**{name: value})
        if self.rows[name].option.setting.needs_restart:
            self._told.setText(tr("Some changes take effect when PhotoSearch is started again."))

    def _on_changed(self, names: set[str]) -> None:
        for name in names & self.rows.keys():
            row = self.rows[name]
            if not row.isAncestorOf(self.focusWidget() or self):
                row.show_value(getattr(self._preferences.now, name))

    def _reset_all(self) -> None:
        if self._before is not None:
            before, self._before = self._before, None
            self._set_all(before)
            self._end_undo()
            return
        before = self._preferences.now
        self._set_all(Settings())
        self._before = before
        self.reset_all.setText(tr("Undo"))
        self._told.setText(tr("All settings are back to their defaults."))

    def _set_all(self, settings: Settings) -> None:
        values = dataclasses.asdict(settings)
        self._preferences.change(**{name: values[name] for name in self.rows})
        self._show_values()

    def _end_undo(self) -> None:
        self._before = None
        self.reset_all.setText(tr("Reset all"))
        self._told.clear()

    # Qt overrides

    def hideEvent(self, event: QHideEvent) -> None:
        """Take what is typed, also when the dialog is closed by a key."""
        for row in self.rows.values():
            row.editor.flush()
        super().hideEvent(event)


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * 1.25)
    label.setFont(font)
    label.setProperty("kind", "headline")
    label.setContentsMargins(0, 0, 0, 6)
    return label
