"""The panel beside the grid: all that photos can be filtered by, with counts for what is shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

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

from photosearch.core.facets import ORIENTATIONS, Counted, Facets
from photosearch.core.query import Filters
from photosearch.gui.filters.conditions import (
    days_of,
    rating_text,
    value_words,
    with_days,
    with_values,
    without,
)
from photosearch.gui.filters.date_histogram import DateHistogram
from photosearch.gui.filters.search_field import SearchField
from photosearch.gui.filters.section import Section
from photosearch.gui.filters.value_list import FolderView, ValueList
from photosearch.gui.filters.values import ValueRow
from photosearch.gui.translation import tr

PANEL_WIDTH = 264
_STARS = (5, 4, 3, 2, 1)
_LISTS = ("cameras", "lenses", "formats", "orientations", "keywords")
_OPEN = ("folders", "days", "min_rating", "cameras")
"""Sections that are open at first."""
_FIELDS = {"days": ("since", "until")}
"""Of Filters, by section, where they are not one of the same name."""


class FilterPanel(QFrame):
    """Shows filters and counts; asks for others. Knows no library.

    Signals:
        filters_changed(Filters): the user wants these; many times while days are dragged over.
        sections_changed(): the user opened or closed a section.
        left(): the keyboard is to go to the photos.
        close_wanted(): the panel is to go away.
    """

    filters_changed = Signal(object)
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
        self.folders = FolderView()
        self.folders.chosen.connect(self._want_folders)
        self.days = DateHistogram()
        self.days.range_changed.connect(self._want_days)
        self.ratings = ValueList(tr("Rating"), one=True, fixed=True)
        self.ratings.chosen.connect(self._want_rating)
        self.lists: dict[str, ValueList] = {}
        self._make_sections()
        self._make_layout()
        self.show_facets(Facets())
        self.show_filters(Filters())

    def _make_sections(self) -> None:
        titles = {
            "cameras": tr("Camera"),
            "lenses": tr("Lens"),
            "formats": tr("Format"),
            "orientations": tr("Orientation"),
            "keywords": tr("Keywords"),
        }
        for name in _LISTS:
            self.lists[name] = ValueList(
                titles[name], partial(value_words, name), fixed=name == "orientations"
            )
            self.lists[name].setObjectName(name)
            self.lists[name].chosen.connect(self._want_values)
        bodies: dict[str, tuple[str, QWidget]] = {
            "folders": (tr("Folders"), self.folders),
            "days": (tr("Date"), self.days),
            "min_rating": (tr("Rating"), self.ratings),
        }
        bodies |= {name: (titles[name], self.lists[name]) for name in _LISTS}
        self.sections: dict[str, Section] = {}
        for name, (title, body) in bodies.items():
            section = Section(title, body, is_open=name in _OPEN)
            section.setObjectName(name)
            section.cleared.connect(self._clear_section)
            section.toggled.connect(self.sections_changed)
            self.sections[name] = section

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
        whole.addLayout(line)
        whole.addWidget(area, 1)

    @property
    def filters(self) -> Filters:
        """What is asked for."""
        return self._filters

    @property
    def total_words(self) -> str:
        """How many photos pass, in words."""
        return self._total.text()

    def closed_sections(self) -> list[str]:
        """The names of those that are closed, to be remembered."""
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
        stars = filters.min_rating
        self.ratings.set_ticked(() if stars is None else (stars,))
        for name in _LISTS:
            self.lists[name].set_ticked(getattr(filters, name))
        for name, section in self.sections.items():
            section.set_active(without(filters, *_FIELDS.get(name, (name,))) != filters)
        self._clear.setVisible(not filters.empty)

    def show_facets(self, facets: Facets) -> None:
        """Show these counts."""
        words = tr("%Ln photo(s)", "", facets.total) if facets.total else tr("No photos")
        self._total.setText(words)
        self.folders.show_folders(facets.folders, facets.folder_counts.tolist())
        self.days.show_facets(facets)
        dated = len(facets.days) or self._filters.since or self._filters.until
        self.sections["days"].setVisible(bool(dated))
        self.ratings.show_rows(
            [ValueRow(stars, rating_text(stars), facets.at_least(stars)) for stars in _STARS]
        )
        for name in _LISTS:
            counted: Sequence[Counted] = getattr(facets, name)
            if name == "orientations":
                known = {each.value: each.count for each in counted}
                counted = [Counted(value, known.get(value, 0)) for value in ORIENTATIONS]
            rows = [
                ValueRow(each.value, value_words(name, each.value), each.count) for each in counted
            ]
            self.lists[name].show_rows(rows)
            # What no photo has is not offered at all.
            chosen = bool(getattr(self._filters, name))
            self.sections[name].setVisible(bool(rows) or chosen)

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

    def _want_rating(self, values: tuple[int, ...]) -> None:
        self._want(replace(self._filters, min_rating=values[0] if values else None))

    def _want_values(self, values: tuple[str, ...]) -> None:
        self._want(with_values(self._filters, self.sender().objectName(), values))

    def _clear_section(self) -> None:
        name = self.sender().objectName()
        if name == "days":
            self.days.look_at_all()
        self._want(without(self._filters, *_FIELDS.get(name, (name,))))

    def _clear_all(self) -> None:
        self._want(Filters())

    # Qt overrides

    def sizeHint(self) -> QSize:
        """A quarter of a small window."""
        return QSize(PANEL_WIDTH, 400)

    def minimumSizeHint(self) -> QSize:
        """Still readable."""
        return QSize(180, 200)


def _link(words: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setToolTip(tip)
    button.setProperty("kind", "link")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
