"""The widgets of the filter panel: by mouse and by keyboard, with any counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from photosearch.core.facets import Counted, Facets, FolderTree, day_number
from photosearch.core.filters import FILTERS, Filters
from photosearch.core.places import Area
from photosearch.gui.filters import conditions, filter_text
from photosearch.gui.filters.date_histogram import DateHistogram, Unit, bars_between
from photosearch.gui.filters.filter_chips import ConditionChip, FilterChips
from photosearch.gui.filters.filter_panel import FilterPanel
from photosearch.gui.filters.search_field import SearchField
from photosearch.gui.filters.value_list import FolderView, ValueList
from photosearch.gui.filters.values import COUNT_ROLE, FolderModel, ValueModel, ValueRow
from photosearch.gui.widgets.flow_layout import FlowLayout
from tests.gui.fake_facets import PATHS, TREE

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
DAYS = np.array([day_number(date(2020, m, d)) for m in range(1, 13) for d in (1, 15)], np.int32)
FACETS = Facets(
    total=1240,
    days=DAYS,
    day_counts=np.arange(1, 25),
    folders=TREE,
    folder_counts=np.array([1240, 700, 300, 540]),
    values={
        "cameras": (Counted("Canon EOS 5D", 900), Counted("NIKON D70", 340)),
        "formats": (Counted("jpeg", 1240),),
        "orientations": (Counted("portrait", 240),),
        "keywords": tuple(Counted(f"word {number}", 100 - number) for number in range(30)),
        "min_rating": tuple(map(Counted, range(-1, 6), (2, 3, 10, 20, 30, 40, 50))),
    },
)


@pytest.fixture
def host(qtbot) -> QWidget:
    """A window to put widgets into: they are never windows of their own."""
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(600, 1500)
    host.show()
    return host


@pytest.fixture
def panel(host: QWidget) -> FilterPanel:
    panel = FilterPanel(host)
    panel.resize(280, 1500)
    panel.close_sections(())
    panel.show_facets(FACETS)
    panel.show()
    return panel


def wanted(qtbot, panel: FilterPanel) -> list[Filters]:
    """What the panel asks for from now on."""
    asked: list[Filters] = []
    panel.filters_changed.connect(asked.append)
    return asked


def click_row(qtbot, view, index) -> None:
    view.scrollTo(index)
    where = view.visualRect(index).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, where)


class TestPanel:
    def test_it_shows_counts(self, panel: FilterPanel) -> None:
        assert "1240" in panel.total_text.replace(",", "")
        model = panel.lists["cameras"].view.model()
        assert [model.index(row, 0).data() for row in range(2)] == ["Canon EOS 5D", "NIKON D70"]
        assert model.index(0, 0).data(COUNT_ROLE) == 900
        stars = panel.lists["min_rating"].view.model()
        assert [stars.index(row, 0).data(COUNT_ROLE) for row in range(5)] == [50, 90, 120, 140, 150]
        assert panel.sections["lenses"].isHidden(), "no photo has one"

    def test_values_are_ticked_by_click_and_space(self, qtbot, panel: FilterPanel) -> None:
        asked = wanted(qtbot, panel)
        view = panel.lists["cameras"].view
        click_row(qtbot, view, view.model().index(1, 0))
        assert asked[-1] == Filters(cameras=("NIKON D70",))
        view.setFocus()
        qtbot.keyClick(view, Qt.Key.Key_Up)
        qtbot.keyClick(view, Qt.Key.Key_Space)
        assert asked[-1].cameras == ("NIKON D70", "Canon EOS 5D")
        qtbot.keyClick(view, Qt.Key.Key_Return)
        assert asked[-1].cameras == ("NIKON D70",)
        assert len(asked) == 3

    def test_one_rating_at_a_time(self, qtbot, panel: FilterPanel) -> None:
        asked = wanted(qtbot, panel)
        view = panel.lists["min_rating"].view
        for row in (0, 2, 2):
            click_row(qtbot, view, view.model().index(row, 0))
        assert [each.min_rating for each in asked] == [5, 3, None]

    def test_folders(self, qtbot, panel: FilterPanel) -> None:
        asked = wanted(qtbot, panel)
        view = panel.folders
        model = view.model()
        assert view.isExpanded(model.index(0, 0)), "a single root is open"
        click_row(qtbot, view, model.index(1, 0, model.index(0, 0)))
        assert asked[-1].folders == (PATHS[3],)
        view.setFocus()
        for key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space):
            qtbot.keyClick(view, key)
        assert asked[-1].folders == (PATHS[3], PATHS[2])

    def test_words_are_asked_for_when_typing_rests(self, qtbot, panel: FilterPanel) -> None:
        asked = wanted(qtbot, panel)
        qtbot.keyClicks(panel.search, "red ho")
        assert asked == []
        qtbot.waitUntil(lambda: len(asked) == 1)
        assert asked[0].text == "red ho"

    def test_sections_and_all_can_be_cleared(self, qtbot, panel: FilterPanel) -> None:
        asked = wanted(qtbot, panel)
        filters = Filters(
            text="x", since=datetime(2020, 1, 1), cameras=("NIKON D70",), min_rating=2
        )
        panel.show_filters(filters)
        assert asked == []
        panel.sections["days"].cleared.emit()
        assert asked[-1] == Filters(text="x", cameras=("NIKON D70",), min_rating=2)
        panel.sections["cameras"].cleared.emit()
        panel.sections["min_rating"].cleared.emit()
        assert asked[-1] == Filters(text="x")
        panel._clear.click()
        assert asked[-1] == Filters()
        assert panel.search.text() == ""
        assert panel._clear.isHidden()

    def test_what_is_chosen_stays_although_no_photo_has_it(self, panel: FilterPanel) -> None:
        panel.show_filters(Filters(cameras=("Gone",), lenses=("Gone, too",)))
        panel.show_facets(FACETS)
        model = panel.lists["cameras"].view.model()
        assert model.index(0, 0).data() == "Gone"
        assert model.index(0, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        assert not panel.sections["lenses"].isHidden()

    def test_sections_fold_and_are_remembered(self, qtbot, panel: FilterPanel) -> None:
        section = panel.sections["formats"]
        with qtbot.waitSignal(panel.sections_changed):
            section._header.click()
        assert section.body.isHidden()
        assert panel.closed_sections() == ["formats"]
        panel.close_sections(["folders", "days"])
        assert panel.closed_sections() == ["folders", "days"]
        assert not section.body.isHidden()

    def test_dates_to_check_are_counted_and_clicked(self, qtbot, panel: FilterPanel) -> None:
        assert panel.sections["date_errors"].isHidden(), "there are none"
        counts = {"date_errors": (Counted("future", 3), Counted("missing", 40))}
        panel.show_facets(replace(FACETS, values={**FACETS.values, **counts}))
        assert not panel.sections["date_errors"].isHidden()
        view = panel.lists["date_errors"].view
        model = view.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        assert [(row.data(), row.data(COUNT_ROLE)) for row in rows] == [
            ("In the future", 3),
            ("No date", 40),
        ]
        asked = wanted(qtbot, panel)
        click_row(qtbot, view, rows[0])
        assert asked == [Filters(date_errors=("future",))]
        panel.show_facets(FACETS)
        assert model.index(0, 0).data(COUNT_ROLE) == 0, "what is chosen stays"
        assert not panel.sections["date_errors"].isHidden()

    def test_long_lists_can_be_searched(self, qtbot, panel: FilterPanel) -> None:
        keywords = panel.lists["keywords"]
        assert not keywords._find.isHidden()
        assert panel.lists["cameras"]._find.isHidden()
        qtbot.keyClicks(keywords._find, "WORD 2")
        model = keywords.view.model()
        assert model.rowCount() == 11
        panel.show_facets(FACETS)
        assert model.rowCount() == 11

    def test_the_keyboard_keeps_its_place_when_counts_change(
        self, qtbot, panel: FilterPanel
    ) -> None:
        view = panel.lists["cameras"].view
        view.setCurrentIndex(view.model().index(1, 0))
        now = (Counted("NIKON D70", 5), Counted("Other", 2))
        panel.show_facets(Facets(values={"cameras": now}))
        assert view.currentIndex().row() == 0
        panel.folders.setCurrentIndex(panel.folders.model().index(0, 0))
        panel.show_facets(FACETS)
        assert panel.folders.currentIndex().isValid() is False or view.currentIndex().row() == 1

    def test_everything_is_named_and_reached_by_tab(self, qtbot, panel: FilterPanel) -> None:
        reached = []
        widget: QWidget | None = panel.search
        while widget is not None and widget not in reached:
            reached.append(widget)
            widget = widget.nextInFocusChain()
        mine = [
            each
            for each in reached
            if panel.isAncestorOf(each)
            and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and each.isVisible()
        ]
        for view in (panel.folders, panel.days, panel.lists["cameras"].view):
            assert view in mine
        assert [each for each in mine if not (each.accessibleName() or each.property("text"))] == []


class TestSearchField:
    @pytest.fixture
    def field(self, host: QWidget) -> SearchField:
        field = SearchField(host)
        field.show()
        return field

    def test_enter_asks_at_once_and_leaves(self, qtbot, field: SearchField) -> None:
        qtbot.keyClicks(field, " sea ")
        with qtbot.waitSignal(field.left), qtbot.waitSignal(field.text_wanted) as told:
            qtbot.keyClick(field, Qt.Key.Key_Return)
        assert told.args == ["sea"]

    def test_escape_clears_then_leaves(self, qtbot, field: SearchField) -> None:
        field.show_text("sea")
        with qtbot.waitSignal(field.text_wanted) as told:
            qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert told.args == [""]
        with qtbot.waitSignal(field.left):
            qtbot.keyClick(field, Qt.Key.Key_Escape)

    def test_what_is_being_typed_stays(self, qtbot, field: SearchField) -> None:
        field.show_text("sea")
        field.setText("sea ")
        field.show_text("sea")
        assert field.text() == "sea "
        field.show_text("other")
        assert field.text() == "other"


class TestHistogram:
    @pytest.fixture
    def histogram(self, host: QWidget) -> DateHistogram:
        histogram = DateHistogram(host)
        histogram.resize(260, 90)
        histogram.show()
        histogram.show_facets(FACETS)
        return histogram

    def month(self, histogram: DateHistogram, month: int) -> QPoint:
        return QPoint(round(10 + (month - 0.5) * 240 / 12), 40)

    def test_months_of_a_year(self, histogram: DateHistogram) -> None:
        assert histogram.bars.unit is Unit.MONTH
        assert histogram.counts == [1 + 2 * n + 2 + 2 * n for n in range(12)]

    def test_dates_of_a_wrong_clock_do_not_stretch_the_axis(self, histogram: DateHistogram) -> None:
        before = histogram.bars.edges.tolist(), histogram.counts
        wrong = [date(1850, 1, 1), date(1904, 1, 1), date(1970, 1, 1), date(2099, 1, 1)]
        days = sorted([*DAYS.tolist(), *map(day_number, wrong)])
        counts = [int(np.arange(1, 25)[day == DAYS].sum()) or 1 for day in days]
        histogram.show_facets(Facets(days=np.array(days, np.int32), day_counts=np.array(counts)))
        assert (histogram.bars.edges.tolist(), histogram.counts) == before
        only_wrong = np.array([day_number(date(2099, 1, 1))], np.int32)
        histogram.show_facets(Facets(days=only_wrong, day_counts=np.array([1])))
        assert len(histogram.bars) == 0

    def test_a_time_is_dragged_over(self, qtbot, histogram: DateHistogram) -> None:
        told: list[tuple[int, int]] = []
        histogram.range_changed.connect(lambda first, after: told.append((first, after)))
        left = Qt.MouseButton.LeftButton
        qtbot.mousePress(histogram, left, NONE, self.month(histogram, 5))
        qtbot.mouseMove(histogram, self.month(histogram, 3))
        qtbot.mouseRelease(histogram, left, NONE, self.month(histogram, 3))
        may, june, march = (day_number(date(2020, month, 1)) for month in (5, 6, 3))
        assert told == [(may, june), (march, june)]
        assert "2020" in histogram.accessibleDescription()
        qtbot.mouseClick(histogram, left, SHIFT, self.month(histogram, 8))
        assert told[-1] == (may, day_number(date(2020, 9, 1)))

    def test_by_keyboard(self, qtbot, histogram: DateHistogram) -> None:
        told: list[object] = []
        histogram.range_changed.connect(lambda first, after: told.append((first, after)))

        def month(number: int) -> int:
            return day_number(date(2020 + (number - 1) // 12, (number - 1) % 12 + 1, 1))

        for key, modifier, expected in (
            (Qt.Key.Key_Right, NONE, (1, 2)),
            (Qt.Key.Key_Right, NONE, (2, 3)),
            (Qt.Key.Key_Right, SHIFT, (2, 4)),
            (Qt.Key.Key_End, NONE, (12, 13)),
            (Qt.Key.Key_Home, SHIFT, (1, 13)),
            (Qt.Key.Key_Home, NONE, (1, 2)),
        ):
            qtbot.keyClick(histogram, key, modifier)
            assert told[-1] == (month(expected[0]), month(expected[1]))
        qtbot.keyClick(histogram, Qt.Key.Key_Delete)
        assert told[-1] == (None, None)

    def test_zoom(self, qtbot, histogram: DateHistogram) -> None:
        qtbot.mouseDClick(histogram, Qt.MouseButton.LeftButton, NONE, self.month(histogram, 5))
        assert histogram.bars.unit is Unit.DAY
        assert len(histogram.bars) == 31
        assert sum(histogram.counts) == 9 + 10
        qtbot.mouseDClick(histogram, Qt.MouseButton.LeftButton, NONE, self.month(histogram, 5))
        assert histogram.bars.unit is Unit.MONTH
        qtbot.mouseDClick(histogram, Qt.MouseButton.LeftButton, NONE, self.month(histogram, 5))
        for _ in range(6):
            qtbot.keyClick(histogram, Qt.Key.Key_Minus)
        assert histogram.bars.unit is Unit.MONTH
        assert sum(histogram.counts) == sum(range(25))
        qtbot.keyClick(histogram, Qt.Key.Key_Plus)
        assert sum(histogram.counts) < sum(range(25))

    def test_without_dates_nothing_happens(self, qtbot, histogram: DateHistogram) -> None:
        histogram.show_facets(Facets())
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Plus):
            qtbot.keyClick(histogram, key)
        qtbot.mouseClick(histogram, Qt.MouseButton.LeftButton)
        qtbot.mouseDClick(histogram, Qt.MouseButton.LeftButton)
        assert histogram.grab().width()

    def test_from_right_to_left(self, qtbot, histogram: DateHistogram) -> None:
        histogram.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        with qtbot.waitSignal(histogram.range_changed) as told:
            qtbot.mouseClick(histogram, Qt.MouseButton.LeftButton, NONE, self.month(histogram, 12))
        assert told.args[0] == day_number(date(2020, 1, 1))
        qtbot.keyClick(histogram, Qt.Key.Key_Left)
        assert histogram._range[0] == day_number(date(2020, 2, 1))


@settings(max_examples=200, deadline=None)
@given(
    days=st.lists(st.dates(), min_size=1, max_size=20, unique=True),
    most=st.integers(4, 200),
)
def test_bars_count_every_photo_once(days: list[date], most: int) -> None:
    numbers = np.array(sorted(day_number(day) for day in days), np.int32)
    counts = np.arange(1, len(numbers) + 1)
    bars = bars_between(int(numbers[0]), int(numbers[-1]), most)
    assert np.all(np.diff(bars.edges) > 0)
    assert len(bars) <= most or bars.unit is Unit.YEAR
    assert bars.counts(numbers, counts).sum() == counts.sum()
    for day in numbers.tolist():
        bar = bars.bar_of(day)
        assert bars.edges[bar] <= day < bars.edges[bar + 1]


class TestWords:
    @pytest.mark.parametrize(
        ("first", "after", "words"),
        [
            (date(2020, 1, 1), date(2021, 1, 1), "2020"),
            (date(2019, 1, 1), date(2021, 1, 1), "2019 – 2020"),
            (date(2020, 5, 1), date(2020, 6, 1), "May 2020"),
            (date(2020, 3, 1), date(2020, 6, 1), "Mar 2020 – May 2020"),
        ],
    )
    def test_times(self, qapp: QApplication, first: date, after: date, words: str) -> None:
        assert filter_text.range_text(day_number(first), day_number(after)) == words

    def test_open_times(self, qapp: QApplication) -> None:
        day = day_number(date(2020, 5, 17))
        assert "Since" in filter_text.range_text(day, None)
        assert "Until" in filter_text.range_text(None, day)
        assert filter_text.range_text(None, None) == ""
        assert filter_text.range_text(day, day + 1) == filter_text.day_text(date(2020, 5, 17))
        last = day_number(date.max)
        assert filter_text.range_text(last, last + 1)

    @given(first=st.none() | st.dates(), days=st.none() | st.integers(1, 5000))
    def test_days_and_filters_agree(self, first: date | None, days: int | None) -> None:
        start = None if first is None else day_number(first)
        after = None if days is None else min(
            (start or 0) + days, day_number(date.max)
        )  # fmt: skip
        filters = conditions.with_days(Filters(text="x"), start, after)
        assert conditions.days_of(filters) == (start, after)

    def test_a_time_of_day_counts_as_its_day(self) -> None:
        filters = Filters(since=datetime(2020, 5, 17, 18), until=datetime(2020, 5, 18, 1))
        day = day_number(date(2020, 5, 17))
        assert conditions.days_of(filters) == (day, day + 2)


ALL = Filters(
    folders=(Path("/photos/2023"), Path("/photos/2024")),
    since=datetime(2020, 1, 1),
    until=datetime(2021, 1, 1),
    cameras=("Canon EOS 5D",),
    lenses=("50mm",),
    formats=("jpeg", "nef"),
    min_rating=3,
    area=Area(47.9, 11.3, 48.3, 11.8),
    text="red house",
    keywords=("sea", "a" * 100),
    copies=("yes",),
    orientations=("portrait",),
    date_errors=("future",),
)


class TestChips:
    @pytest.fixture
    def chips(self, host: QWidget) -> FilterChips:
        chips = FilterChips(host)
        chips.resize(500, 100)
        return chips

    def test_each_condition_has_one(self, chips: FilterChips) -> None:
        chips.show_filters(ALL)
        assert len(chips.labels) == 15
        assert chips.labels[:4] == ["“red house”", "2023", "2024", "2020"]
        assert not chips.isHidden()
        chips.show_filters(Filters())
        assert chips.isHidden()

    def test_taking_all_away_one_by_one_leaves_nothing(self, chips: FilterChips) -> None:
        filters = ALL
        for _ in range(15):
            filters = next(iter(conditions.conditions(filters))).rest
        assert filters.empty

    def test_by_mouse_and_keyboard(self, qtbot, chips: FilterChips) -> None:
        chips.filters_changed.connect(chips.show_filters)
        chips.show_filters(Filters(text="sea", formats=("jpeg", "nef")))
        chip = chips.findChildren(ConditionChip)[0]
        with qtbot.waitSignal(chips.filters_changed) as told:
            chip._remove()
        assert told.args == [Filters(formats=("jpeg", "nef"))]
        chips._chips[1].setFocus()
        with qtbot.waitSignal(chips.filters_changed) as told:
            qtbot.keyClick(chips._chips[1], Qt.Key.Key_Delete)
        assert told.args == [Filters(formats=("jpeg",))]
        assert chips._clear.isHidden()
        chips.show_filters(ALL)
        with qtbot.waitSignal(chips.filters_changed) as told:
            chips._clear.click()
        assert told.args == [Filters()]

    @pytest.mark.parametrize("width", [180, 320, 900])
    def test_no_chip_lies_over_another_or_over_clear_all(
        self, qtbot, host: QWidget, chips: FilterChips, width: int
    ) -> None:
        """Whatever was shown before: a layout that is not told of new items leaves them lie."""
        chips.resize(width, 100)
        some = [ALL, Filters(), Filters(text="sea"), Filters(text="sea", formats=("jpeg",)), ALL]
        for before in some:
            for now in some:
                for filters in (before, now):
                    chips.show_filters(filters)
                    QApplication.processEvents()
                chips.resize(width, chips.heightForWidth(width))
                places = [
                    each.geometry() for each in (*chips._chips, chips._clear) if each.isVisible()
                ]
                for number, place in enumerate(places):
                    assert chips.rect().contains(place)
                    assert not any(place.intersects(other) for other in places[:number])

    def test_every_filter_has_a_condition(self) -> None:
        for name in FILTERS:
            only = ALL.without(*(set(FILTERS) - {name}))
            assert list(conditions.conditions(only)), name


class TestModels:
    def test_a_list(self, qtbot) -> None:
        model = ValueModel()
        tester = QAbstractItemModelTester(model, _FAIL)
        for rows in ([], [("a", 3), ("b", 1)], [("a", 2), ("b", 1)], [("b", 9)], []):
            model.show_rows([ValueRow(value, value.upper(), count) for value, count in rows])
            model.set_ticked(["b"])
            assert model.rowCount() == len(rows)
        model.show_rows([ValueRow("a", "Abc", 1), ValueRow("b", "Bcd", 1), ValueRow("c", "Cde", 1)])
        model.set_needle("AB")
        assert [model.index(row).data() for row in range(model.rowCount())] == ["Abc", "Bcd"]
        del tester

    def test_the_tree(self, qtbot) -> None:
        model = FolderModel()
        tester = QAbstractItemModelTester(model, _FAIL)
        assert model.show_folders(TREE, [4, 3, 2, 1])
        assert not model.show_folders(TREE, [5, 3, 2, 1])
        index = model.index_of(PATHS[2])
        assert (index.data(), index.data(COUNT_ROLE)) == ("summer", 2)
        assert index.parent() == model.index_of(PATHS[1])
        assert not model.index_of(Path("/elsewhere")).isValid()
        assert model.show_folders(FolderTree(), [])
        assert model.rowCount() == 0
        del tester

    def test_what_is_open_stays_open_in_another_tree(self, qtbot) -> None:
        view = FolderView()
        qtbot.addWidget(view)
        view.show_folders(TREE, [4, 3, 2, 1])
        model = view.model()
        assert isinstance(model, FolderModel)
        view.setExpanded(model.index_of(PATHS[1]), True)
        more = FolderTree(
            (*PATHS, Path("/photos/2025")), (*TREE.names, "2025"), np.append(TREE.parents, 0)
        )
        view.show_folders(more, [5, 3, 2, 1, 1])
        assert view.isExpanded(model.index_of(PATHS[1]))
        assert view.isExpanded(model.index_of(PATHS[0]))

    def test_a_ticked_folder_is_revealed(self, qtbot) -> None:
        view = FolderView()
        qtbot.addWidget(view)
        view.show_folders(TREE, [4, 3, 2, 1])
        view.set_ticked([PATHS[2]])
        model = view.model()
        assert isinstance(model, FolderModel)
        assert view.isExpanded(model.index_of(PATHS[1]))


_FAIL = QAbstractItemModelTester.FailureReportingMode.Fatal


def test_a_format_that_no_photo_has_any_more_is_called_as_before(qtbot) -> None:
    panel = FilterPanel()
    qtbot.addWidget(panel)
    model = panel.lists["formats"].view.model()
    assert isinstance(model, ValueModel)
    panel.show_filters(Filters(formats=("jpeg",)))
    for facets in (FACETS, Facets()):
        panel.show_facets(facets)
        assert [model.index(row).data() for row in range(model.rowCount())] == ["JPEG"]


def test_a_list_is_as_high_as_its_rows(qtbot) -> None:
    values = ValueList("Things")
    qtbot.addWidget(values)
    heights = []
    for count in (1, 3, 8, 30):
        values.show_rows([ValueRow(number, str(number), 1) for number in range(count)])
        heights.append(values.view.sizeHint().height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_rows_flow(host: QWidget) -> None:
    widget = QWidget(host)
    flow = FlowLayout(widget)
    labels = [QLabel("some words here") for _ in range(6)]
    for label in labels:
        flow.addWidget(label)
    wide, narrow = flow.heightForWidth(2000), flow.heightForWidth(150)
    assert narrow > wide
    widget.resize(250, 300)
    widget.show()
    places = [label.geometry() for label in labels]
    assert all(widget.rect().contains(place) for place in places)
    assert not any(
        one.intersects(other) for n, one in enumerate(places) for other in places[n + 1 :]
    )
    widget.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow.activate()
    assert labels[0].geometry().right() > labels[1].geometry().right()
