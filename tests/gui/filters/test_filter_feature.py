"""Filters in the window: the library, searches, panel and chips go together."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from photosearch.core.changes import Changes
from photosearch.core.errors import UserError
from photosearch.core.filters import Filters
from photosearch.core.query import Query
from photosearch.gui.filters.filter_feature import FilterFeature
from photosearch.gui.view_state import message_for
from photosearch.gui.widgets.message_page import EmptyPageAction
from tests.gui.fake_facets import CAMERAS, PATHS
from tests.gui.window_kit import Kit

CANON = Filters(cameras=(CAMERAS[0],))


@pytest.fixture
def feature(kit: Kit) -> FilterFeature:
    kit.open()
    feature = kit.window.filters
    kit.until(lambda: len(kit.window.photo_area.photos) == 100)
    feature.show_panel(True)
    kit.until(lambda: "100" in feature.panel.total_text)
    return feature


def shown(kit: Kit) -> list[int]:
    return kit.window.photo_area.photos.ids.tolist()


def passing(kit: Kit, filters: Filters) -> list[int]:
    return [i for i in range(100, 0, -1) if kit.library.facets.passes(i, filters)]


def test_nothing_is_counted_while_nobody_looks(kit: Kit) -> None:
    kit.open()
    kit.until(lambda: len(kit.window.photo_area.photos) == 100)
    assert not kit.window.filters.panel.isVisible()
    kit.window.filters.set_filters(CANON)
    kit.until(lambda: len(kit.window.photo_area.photos) < 100)
    assert kit.library.facets.asked == []
    kit.window.filters.show_panel(True)
    kit.until(lambda: len(kit.library.facets.asked) == 1)


def test_the_library_is_filtered(kit: Kit, feature: FilterFeature) -> None:
    feature.panel.filters_changed.emit(CANON)
    kit.until(lambda: shown(kit) == passing(kit, CANON))
    kit.until(lambda: "33" in feature.panel.total_text)
    assert feature.chips.labels == [CAMERAS[0]]
    assert feature.chips.isVisible()
    kit.window.context.actions.action("clear_filters").trigger()
    kit.until(lambda: len(shown(kit)) == 100)
    assert not feature.chips.isVisible()
    assert feature.panel.filters == Filters()


def test_a_search_is_filtered_and_its_photos_are_counted(
    kit: Kit, feature: FilterFeature, tmp_path
) -> None:
    kit.library.found = list(range(1, 31))
    kit.drop_files(*kit.files(tmp_path))
    kit.until(lambda: len(kit.library.queries) == 1)
    kit.until(lambda: "30" in feature.panel.total_text)
    feature.panel.filters_changed.emit(CANON)
    kit.until(lambda: len(kit.library.queries) >= 2)
    assert kit.library.queries[1].filters == CANON
    kit.until(lambda: CANON in [filters for _, filters in kit.library.facets.asked])
    assert kit.library.facets.asked[-1][0] is not None
    # back in the library the filters stay, and count there again
    kit.window.session.clear()
    kit.until(lambda: kit.library.facets.asked[-1][0] is None)
    assert feature.filters == CANON
    kit.until(lambda: shown(kit) == passing(kit, CANON))


def test_what_is_found_can_be_filtered_by_a_second_value_too(kit: Kit, feature) -> None:
    """Of another camera there is none in the answer, but there would be: it is not hidden."""

    def found(query: Query) -> list[int]:
        return [i for i in range(1, 31) if kit.library.facets.passes(i, query.filters)]

    def cameras() -> dict[str, int]:
        model = feature.panel.lists["cameras"].view.model()
        return {row.value: row.count for row in model._rows}

    kit.library.found = found
    kit.window.session.find_similar([3])
    kit.until(lambda: cameras() == dict.fromkeys(CAMERAS, 10))
    feature.set_filters(Filters(cameras=CAMERAS[:1], formats=("jpeg",)))
    kit.until(lambda: feature.panel.total_text == "5 photos")
    assert cameras() == dict.fromkeys(CAMERAS, 5)
    kit.window.session.set_threshold(1)
    kit.until(lambda: feature.panel.total_text == "No photos")
    kit.until(lambda: cameras() == dict.fromkeys(CAMERAS[:1], 0))


def test_a_query_brings_its_filters_along(kit: Kit, feature: FilterFeature) -> None:
    kit.window.session.search(replace(kit.window.session.query, filters=CANON))
    assert feature.filters == CANON
    assert feature.panel.filters == CANON
    kit.until(lambda: shown(kit) == passing(kit, CANON))


def test_only_the_latest_count_is_shown(kit: Kit, feature: FilterFeature) -> None:
    facets = kit.library.facets
    facets.gate = threading.Event()
    feature.set_filters(CANON)
    kit.until(lambda: facets.asked[-1][1] == CANON)
    later = Filters(min_rating=3)
    feature.set_filters(later)
    kit.until(lambda: not feature._soon.isActive())
    facets.gate.set()
    kit.until(lambda: facets.asked[-1][1] == later)
    kit.until(lambda: str(len(passing(kit, later))) in feature.panel.total_text)


def test_no_photo_passes(kit: Kit, feature: FilterFeature) -> None:
    feature.set_filters(Filters(lenses=("none of these",)))
    page = kit.window.photo_area.page
    kit.until(lambda: kit.window.photo_area.currentWidget() is page)
    message = message_for(kit.window.photo_area.state)
    assert message is not None
    assert message.actions == (EmptyPageAction.CLEAR_FILTERS,)
    page.action_requested.emit(EmptyPageAction.CLEAR_FILTERS)
    kit.until(lambda: kit.window.photo_area.currentWidget() is not page)
    assert len(shown(kit)) == 100


def offers(kit: Kit) -> dict[str, QPushButton]:
    """The buttons of the empty page by their words."""
    page = kit.window.photo_area.page
    kit.until(lambda: kit.window.photo_area.currentWidget() is page)
    return {
        button.text(): button for button in page.findChildren(QPushButton) if button.isVisible()
    }


def test_two_filters_that_exclude_each_other(kit: Kit, feature: FilterFeature) -> None:
    """Photos of the first camera have even numbers of stars only in the fake library."""
    both = Filters(cameras=(CAMERAS[0],), min_rating=5)
    assert passing(kit, both) == []
    feature.set_filters(both)
    found = offers(kit)
    text = kit.window.photo_area.page.message.text
    assert "Each of the filters leaves photos, but together they leave none." in text
    rated = len(passing(kit, Filters(min_rating=5)))
    assert set(found) == {
        f"Without “{CAMERAS[0]}” ({rated})", "Without “★★★★★” (33)", "Clear the filters"
    }  # fmt: skip
    found[f"Without “{CAMERAS[0]}” ({rated})"].click()
    assert feature.filters == Filters(min_rating=5)
    kit.until(lambda: shown(kit) == passing(kit, Filters(min_rating=5)))


def test_the_filter_that_leaves_nothing_is_named(kit: Kit, feature: FilterFeature) -> None:
    feature.set_filters(Filters(cameras=(CAMERAS[0],), lenses=("50mm",)))
    found = offers(kit)
    text = kit.window.photo_area.page.message.text
    assert "“50mm” leaves nothing: no photo of the library passes it." in text
    found["Without “50mm” (33)"].click()
    assert feature.filters == CANON


def test_text_without_a_word(kit: Kit, feature: FilterFeature) -> None:
    feature.set_filters(Filters(text="%"))
    found = offers(kit)
    text = kit.window.photo_area.page.message.text
    assert "In “%” is no word to look for: no letter and no digit." in text
    assert list(found) == ["Clear the filters"]


def test_words_that_do_not_occur(kit: Kit, feature: FilterFeature) -> None:
    feature.panel.focus_search()
    kit.qtbot.keyClicks(feature.panel.search, "seaa")
    found = offers(kit)
    text = kit.window.photo_area.page.message.text
    assert "names, folders, captions, keywords, cameras, and what the encoder sees" in text
    assert "“seaa”" in text
    assert feature.panel.search.hasFocus(), "whoever types goes on typing"
    found["sea (25)"].click()
    assert feature.filters == Filters(text="sea")
    assert feature.panel.search.text() == "sea"
    kit.until(lambda: shown(kit) == passing(kit, Filters(text="sea")))


def test_words_by_keyboard_alone(kit: Kit, feature: FilterFeature) -> None:
    feature.show_panel(False)
    kit.window.context.actions.action("find_text").trigger()
    search = feature.panel.search
    kit.until(search.isVisible)
    kit.qtbot.keyClicks(search, "garden")
    kit.qtbot.keyClick(search, Qt.Key.Key_Return)
    kit.until(lambda: shown(kit) == passing(kit, Filters(text="garden")))
    search.setFocus()
    kit.qtbot.keyClick(search, Qt.Key.Key_Escape)
    kit.until(lambda: len(shown(kit)) == 100)


def test_words_are_found_without_knowing_a_key(kit: Kit, feature: FilterFeature) -> None:
    window, button = kit.window, feature.words_button
    feature.show_panel(False)
    assert button.isVisible()
    assert button.text() == "Words…"
    button.click()
    assert feature.panel.search.hasFocus()
    assert not button.isVisible(), "the field itself is seen"
    feature.show_panel(False)
    assert button.isVisible()
    window.session.find_similar([3])
    kit.answered(1)
    assert not button.isVisible(), "the pictures of the query need the room"
    window.session.clear()
    assert button.isVisible()


def test_counts_follow_the_library(kit: Kit, feature: FilterFeature) -> None:
    kit.library.set_ids(range(120, 0, -1))
    kit.library.publish(Changes(added=tuple(range(101, 121))))
    kit.until(lambda: "120" in feature.panel.total_text)


def test_faults_are_told_once(kit: Kit, feature: FilterFeature) -> None:
    kit.library.facets.error = UserError.in_words("The catalog cannot be read.", "Try again.")
    feature.show_panel(False)
    feature.show_panel(True)
    kit.until(lambda: "cannot be read" in banner_words(kit))


def banner_words(kit: Kit) -> str:
    return " ".join(label.text() for label in kit.window.banner.findChildren(QLabel))


def test_another_library_begins_without_filters(kit: Kit, feature: FilterFeature) -> None:
    feature.set_filters(CANON)
    kit.window.set_library(None)
    assert feature.filters == Filters()
    assert not feature.panel.isVisible()


def test_the_panel_is_remembered(kit: Kit, feature: FilterFeature) -> None:
    feature.panel.close_sections(["folders", "keywords"])
    state = feature._state()
    feature.show_panel(False)
    feature.panel.close_sections([])
    feature._restore(state)
    assert feature.panel.isVisible()
    assert feature.panel.closed_sections() == ["folders", "keywords"]
    for nonsense in ("", "shown", "shown;-5;x", "shown;99999999;;;", ";;;", "?;5;a"):
        feature._restore(nonsense)
        QApplication.processEvents()


def test_counting_many_photos_never_holds_the_window_up(kit: Kit, feature: FilterFeature) -> None:
    """Only counts cross into the GUI thread, never a row for each photo."""
    kit.library.set_ids(np.arange(3000, 0, -1))
    kit.library.publish(Changes(roots_changed=True))
    kit.until(lambda: "3000" in feature.panel.total_text.replace(",", ""))
    feature.set_filters(Filters(folders=(PATHS[1],)))
    kit.until(lambda: shown(kit) == [i for i in range(3000, 0, -1) if i % 4 in (1, 2)])
