"""Names, scores, headings and size of the photos as the user has chosen them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QMainWindow

from photosearch.core.errors import CatalogError
from photosearch.core.facets import Groups
from photosearch.core.query import SHOT, Answer
from photosearch.gui.context import AppContext
from photosearch.gui.grid.model import PhotoList
from photosearch.gui.grid.view import GridView
from photosearch.gui.grid.zooming import ZoomSlider
from photosearch.gui.grid_options_feature import GridOptions
from photosearch.settings import Settings
from tests.gui.fake_events import FakeEvents, title_of
from tests.gui.window_kit import FakeDesktop


class Facets:
    def __init__(self) -> None:
        self.asked: list[str] = []
        self.error: Exception | None = None

    def groups(self, ids, by) -> Groups:
        self.asked.append(by)
        if self.error:
            raise self.error
        return Groups(np.arange(len(ids)), np.array([0, 1]), ("2024-05-17", ""))


@pytest.fixture
def facets() -> Facets:
    return Facets()


@pytest.fixture
def context(qtbot, bridge, threads, facets) -> AppContext:
    window = QMainWindow()
    qtbot.addWidget(window)
    context = AppContext(window, bridge, threads, FakeDesktop(), Settings(), None)
    context.library = SimpleNamespace(facets=facets, events=FakeEvents())
    return context


@pytest.fixture
def views(view: GridView, loader, qtbot) -> list[GridView]:
    other = GridView(PhotoList(), loader)
    qtbot.addWidget(other)
    return [view, other]


@pytest.fixture
def slider(qtbot) -> ZoomSlider:
    slider = ZoomSlider()
    qtbot.addWidget(slider)
    return slider


@pytest.fixture
def options(context: AppContext, views, slider) -> GridOptions:
    context.set_view(lambda: views[0], views[0].setFocus)
    library_view, results_view = views
    return GridOptions(context, library_view, results_view, slider)


def test_commands_change_the_settings_and_the_settings_the_grids(options, context, views) -> None:
    names = context.actions.action("show_names")
    assert names.isChecked()
    with_names = views[0]._layout.cell_height
    names.trigger()
    assert not context.preferences.now.show_names
    assert views[0]._layout.cell_height < with_names
    context.preferences.change(show_names=True, show_scores=False)
    assert names.isChecked()
    assert not context.actions.action("show_scores").isChecked()
    assert views[0]._layout.cell_height == with_names


def test_one_kind_of_headings_is_chosen_at_a_time(qtbot, options, context) -> None:
    with qtbot.waitSignal(options.grouping_changed):
        context.actions.action("group_day").trigger()
    assert context.preferences.now.group_by == "day"
    assert not context.actions.action("group_none").isChecked()
    with qtbot.waitSignal(options.grouping_changed):
        context.actions.action("group_folder").trigger()
    assert not context.actions.action("group_day").isChecked()
    with qtbot.assertNotEmitted(options.grouping_changed):
        context.preferences.change(show_names=False)


def test_the_library_and_the_photos_found_have_headings_of_their_own(
    qtbot, options, context, views
) -> None:
    action = context.actions.action
    action("group_day").trigger()
    context.set_view(lambda: views[1], views[1].setFocus)
    context.grid_changed.emit()
    assert action("group_likeness").isChecked()
    with qtbot.waitSignal(options.results_grouping_changed):
        action("group_folder").trigger()
    now = context.preferences.now
    assert (now.group_by, now.group_results_by) == ("day", "folder")
    context.set_view(lambda: views[0], views[0].setFocus)
    context.grid_changed.emit()
    assert action("group_day").isChecked()


def answer(*scores: float) -> Answer:
    ids, values = np.arange(len(scores)), np.array(scores, np.float32)
    return Answer(ids, values, values, True, len(scores), 0.0)


def test_headings_by_how_alike_and_none_are_there_at_once(options, context, facets) -> None:
    got: list[Any] = []
    options.group_results(answer(0.99, 0.96, 0.5, 0.01), SHOT, got.append)
    assert got[0].titles == (
        "Surely the same shot",
        "Perhaps the same shot",
        "Hardly the same shot",
    )
    assert got[0].starts.tolist() == [0, 2, 3]
    context.preferences.change(group_results_by="none")
    options.group_results(answer(0.9), SHOT, got.append)
    assert got[1:] == [None]
    assert facets.asked == []


def test_other_headings_are_made_in_a_job_thread(qtbot, options, context, facets) -> None:
    got: list[Any] = []
    context.preferences.change(group_results_by="day", group_by="folder")
    found = answer(0.9, 0.8, 0.7)
    options.group_results(found, SHOT, got.append)
    assert got == [], "not in the GUI thread"
    qtbot.waitUntil(lambda: len(got) == 1)
    assert got[0].titles == ("2024-05-17", "")
    assert facets.asked == ["day"]
    assert options.groups_of(context.library, found.photo_ids).titles == ("2024-05-17", "")
    assert facets.asked == ["day", "folder"]


def test_only_the_latest_question_for_headings_is_answered(qtbot, options, context) -> None:
    context.preferences.change(group_results_by="folder")
    first: list[Any] = []
    second: list[Any] = []
    options.group_results(answer(0.9, 0.8), SHOT, first.append)
    options.group_results(answer(0.9, 0.8, 0.7), SHOT, second.append)
    qtbot.waitUntil(lambda: len(second) == 1)
    assert first == []
    options.group_results(answer(0.9, 0.8, 0.7), SHOT, second.append)
    context.preferences.change(group_results_by="none")
    options.group_results(answer(0.9, 0.8, 0.7), SHOT, second.append)
    qtbot.wait(30)
    assert second[1:] == [None]


def test_a_library_that_fails_is_told_of_and_the_photos_come_without_headings(
    qtbot, options, context, facets
) -> None:
    facets.error = CatalogError.in_words("The disk is gone.", "Connect it.")
    context.preferences.change(group_results_by="day")
    got: list[Any] = []
    told: list[Any] = []
    context.notices.shown.connect(told.append)
    options.group_results(answer(0.9, 0.8), SHOT, got.append)
    qtbot.waitUntil(lambda: got == [None])
    assert told[0].what == "The disk is gone."


def test_all_grids_and_the_slider_have_one_zoom(qtbot, options, views, slider) -> None:
    views[0].set_zoom(6)
    assert (views[1].zoom, slider.zoom) == (6, 6)
    slider.zoom_changed.emit(1)
    assert [view.zoom for view in views] == [1, 1]


def test_what_a_grid_tells_is_told_in_the_window(options, context, views) -> None:
    told: list[Any] = []
    context.notices.shown.connect(told.append)
    views[1].told.emit("2 photos are left out.")
    assert [notice.what for notice in told] == ["2 photos are left out."]


def test_headings_by_event_are_asked_of_the_events(qtbot, options, context, facets) -> None:
    context.actions.action("group_event").trigger()
    assert context.preferences.now.group_by == "event"
    groups = options.groups_of(context.library, np.array([31, 75, 30, 69]))
    assert groups.titles == (title_of(3), title_of(7), "")
    context.preferences.change(group_results_by="event")
    got: list[Groups] = []
    options.group_results(answer(0.9, 0.8), SHOT, got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert got[0].titles == (title_of(0),)
    assert facets.asked == []
