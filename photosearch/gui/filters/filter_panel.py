"""Show the panel beside the grid: all that photos can be filtered by, with counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.core.facets import Facets
from photosearch.core.filters import FILTERS, Filter, FilterKind, Filters
from photosearch.gui.filters.conditions import days_of, with_days
from photosearch.gui.filters.date_histogram import DateHistogram
from photosearch.gui.filters.filter_text import filter_texts
from photosearch.gui.filters.search_field import SearchField
from photosearch.gui.filters.section import Section
from photosearch.gui.filters.value_list import FolderView, ValueList
from photosearch.gui.filters.values import ValueRow
from photosearch.gui.filters.word_suggestions import WordSuggestions
from photosearch.gui.translation import tr

PANEL_WIDTH = 264


class FilterPanel(QFrame):
    """Show filters and counts, ask for others. It knows no library.

    Signals:
        filters_changed(Filters): the user wants these; many times while days are dragged over.
        words_wanted(str): look for photos that show this.
        map_wanted(): an area is to be chosen.
        typed(str): this stands in the field for words.
        field_entered(): the keyboard came to the field for words.
        sections_changed(): the user opened or closed a section.
        left(): the keyboard is to go to the photos.
        close_wanted(): the panel is to go away.
    """

    filters_changed = Signal(object)
    words_wanted = Signal(str)
    map_wanted = Signal()
    typed = Signal(str)
    field_entered = Signal()
    sections_changed = Signal()
    left = Signal()
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "side")
        self.setAccessibleName(tr("Filters"))
        self._filters = Filters()
        self.search = SearchField()
        self.search.text_wanted.connect(self._want_text)
        self.search.left.connect(self.left)
        self.search.entered.connect(self.field_entered)
        self.search.words_wanted.connect(self.words_wanted)
        self.suggestions = WordSuggestions()
        self.suggestions.words_wanted.connect(self.words_wanted)
        self.suggestions.text_wanted.connect(self._want_text)
        self.search.typed.connect(self.suggestions.show_typed)
        self.search.typed.connect(self.typed)
        self.folders = FolderView()
        self.folders.chosen.connect(self._want_folders)
        self.days = DateHistogram()
        self.days.range_changed.connect(self._want_days)
        self.lists: dict[str, ValueList] = {}
        self.sections: dict[str, Section] = {}
        self._texts = filter_texts()
        self._make_sections()
        self._make_layout()
        self.show_facets(Facets())
        self.show_filters(Filters())

    def _make_sections(self) -> None:
        for name, each in FILTERS.items():
            if each.kind is FilterKind.TEXT:
                continue
            text = self._texts[name]
            section = Section(text.title, self._make_body(each), is_open=text.is_open)
            section.setObjectName(name)
            section.cleared.connect(self._clear_section)
            section.toggled.connect(self.sections_changed)
            self.sections[name] = section

    def _make_body(self, each: Filter) -> QWidget:
        if each.kind is FilterKind.FOLDER:
            return self.folders
        if each.kind is FilterKind.PERIOD:
            return self.days
        if each.kind is FilterKind.AREA:
            return self._make_places()
        text = self._texts[each.name]
        values = ValueList(
            text.title,
            text.value,
            one=each.kind is FilterKind.MINIMUM,
            fixed=bool(each.choices),
        )
        values.setObjectName(each.name)
        values.chosen.connect(self._want_values)
        self.lists[each.name] = values
        return values

    def _make_places(self) -> QWidget:
        self._placed = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._placed.setProperty("kind", "muted")
        choose = _link(tr("Choose on the map…"), tr("Draw an area on the map (Ctrl+Shift+G)"))
        choose.clicked.connect(self.map_wanted)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(22, 0, 8, 4)
        column.setSpacing(2)
        column.addWidget(self._placed)
        column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        return body

    def _make_layout(self) -> None:
        self._total = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._total.setProperty("kind", "muted")
        self._clear = _link(tr("Clear all"), tr("Remove all filters (Ctrl+Shift+Backspace)"))
        self._clear.clicked.connect(self._clear_all)
        close = _link("×", tr("Close the filters (Ctrl+Shift+F)"))
        close.setAccessibleName(tr("Close the filters"))
        close.clicked.connect(self.close_wanted)
        top = QHBoxLayout()
        top.setContentsMargins(10, 10, 6, 4)
        top.setSpacing(4)
        top.addWidget(self.search, 1)
        top.addWidget(close)
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 8, 6)
        line.addWidget(self._total, 1)
        line.addWidget(self._clear)
        inner = QWidget()
        inner.setProperty("kind", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 10)
        column.setSpacing(2)
        for section in self.sections.values():
            column.addWidget(section)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setProperty("kind", "clear")
        area.viewport().setProperty("kind", "clear")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.suggestions)
        whole.addLayout(line)
        whole.addWidget(area, 1)

    @property
    def filters(self) -> Filters:
        """Return what is asked for."""
        return self._filters

    @property
    def total_text(self) -> str:
        """Return how many photos pass, in words."""
        return self._total.text()

    def closed_sections(self) -> list[str]:
        """Return the names of those that are closed, to be remembered."""
        return [name for name, section in self.sections.items() if not section.is_open]

    def close_sections(self, names: Collection[str]) -> None:
        """Close these and open the others."""
        for name, section in self.sections.items():
            section.set_open(name not in names)

    def show_filters(self, filters: Filters) -> None:
        """Show these as what is asked for; nothing is emitted."""
        self._filters = filters
        self.search.show_text(filters.text)
        self.folders.set_ticked(filters.folders)
        self.days.show_range(*days_of(filters))
        for name, section in self.sections.items():
            if name in self.lists:
                self.lists[name].set_ticked(_chosen(FILTERS[name], filters))
            section.set_active(FILTERS[name].is_set(filters))
        self._clear.setVisible(not filters.empty)

    def show_facets(self, facets: Facets) -> None:
        """Show these counts."""
        words = tr("%Ln photo(s)", "", facets.total) if facets.total else tr("No photos")
        self._total.setText(words)
        self.folders.show_folders(facets.folders, facets.folder_counts.tolist())
        self.days.show_facets(facets)
        dated = len(facets.days) or self._filters.since or self._filters.until
        self.sections["days"].setVisible(bool(dated))
        self._placed.setText(tr("%Ln photo(s) with a place", "", facets.placed))
        self.sections["area"].setVisible(bool(facets.placed or self._filters.area))
        for name, values in self.lists.items():
            rows = self._rows(FILTERS[name], facets)
            values.show_rows(rows)
            # What no photo has is not offered at all.
            self.sections[name].setVisible(bool(rows) or FILTERS[name].is_set(self._filters))

    def _rows(self, each: Filter, facets: Facets) -> list[ValueRow]:
        text_of = self._texts[each.name].value
        if each.kind is FilterKind.MINIMUM:
            counts = {least: facets.at_least(each.name, least) for least in each.choices}
        else:
            chosen = _chosen(each, self._filters)
            counts = {choice: 0 for choice in each.choices if choice in chosen}
            counts |= {one.value: one.count for one in facets.of(each.name)}
            if each.choices:
                counts = {choice: counts[choice] for choice in each.choices if choice in counts}
        return [ValueRow(value, text_of(value), count) for value, count in counts.items()]

    def focus_search(self) -> None:
        """Put the keyboard into the field for words."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _want(self, filters: Filters) -> None:
        if filters != self._filters:
            self.show_filters(filters)
            self.filters_changed.emit(filters)

    def _want_text(self, text: str) -> None:
        self._want(replace(self._filters, text=text))

    def _want_folders(self, paths: tuple[Path, ...]) -> None:
        self._want(replace(self._filters, folders=paths))

    def _want_days(self, first: int | None, after: int | None) -> None:
        self._want(with_days(self._filters, first, after))

    def _want_values(self, values: tuple[Any, ...]) -> None:
        each = FILTERS[self.sender().objectName()]
        if each.kind is FilterKind.MINIMUM:
            self._want(each.with_value(self._filters, values[0] if values else None))
        else:
            self._want(each.with_value(self._filters, values))

    def _clear_section(self) -> None:
        name = self.sender().objectName()
        if name == "days":
            self.days.look_at_all()
        self._want(self._filters.without(name))

    def _clear_all(self) -> None:
        self._want(Filters())

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return a quarter of a small window."""
        return QSize(PANEL_WIDTH, 400)

    def minimumSizeHint(self) -> QSize:
        """Return what is still readable."""
        return QSize(180, 200)


def _chosen(each: Filter, filters: Filters) -> tuple[Any, ...]:
    value = each.value(filters)
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def _link(words: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setToolTip(tip)
    button.setProperty("kind", "link")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
