"""The map in the window: what it shows, and that an area narrows the photos."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt

from photosearch import paths
from photosearch.core.changes import Changes
from photosearch.core.errors import CatalogError
from photosearch.core.filters import Filters
from photosearch.core.places import Area, Places
from photosearch.gui.map.map_feature import MapFeature
from tests.gui.window_kit import Kit

BAVARIA = Area(47.0, 10.0, 50.0, 13.0)


@pytest.fixture
def shown(kit: Kit) -> MapFeature:
    """The map of an open window, with photos and land."""
    window = kit.open()
    window.map.show_panel(True)
    kit.until(lambda: len(window.map.panel.view.dots) > 0)
    kit.until(lambda: len(window.map.panel.view.land.coarse.points) > 0)
    return window.map


def inside(kit: Kit) -> int:
    passing = kit.library.facets.select(Filters(area=BAVARIA))
    return len(passing)


def test_it_is_hidden_until_wanted(kit: Kit) -> None:
    window = kit.open()
    assert not window.map.panel.isVisible()
    window.context.actions.action("map").trigger()
    assert window.map.panel.isVisible()
    kit.until(lambda: window.map.panel.count_text == "75 of 100 photos with a place")
    window.context.actions.action("map").trigger()
    assert not window.map.panel.isVisible()


def test_all_photos_are_in_sight_at_first(kit: Kit, shown: MapFeature) -> None:
    kit.until(lambda: int(shown.panel.view.dots.counts.sum()) == 75)


def test_an_area_is_a_filter_with_a_chip(kit: Kit, shown: MapFeature) -> None:
    shown.panel.view.area_chosen.emit(BAVARIA)
    window = kit.window
    assert window.filters.filters == Filters(area=BAVARIA)
    kit.until(lambda: len(window.photo_area.photos) == inside(kit) > 0)
    assert window.filters.chips.labels == ["47.00 – 50.00° N, 10.00 – 13.00° E"]
    assert shown.panel.count_text.startswith("75 of 100"), "the map shows the others as well"
    assert shown.panel.everywhere.isEnabled()
    shown.panel.everywhere.click()
    kit.until(lambda: len(window.photo_area.photos) == 100)
    assert window.filters.filters.empty


def test_other_filters_narrow_the_map(kit: Kit, shown: MapFeature) -> None:
    kit.window.filters.set_filters(Filters(cameras=("Canon EOS 5D",), area=BAVARIA))
    passing = kit.library.facets.select(Filters(cameras=("Canon EOS 5D",)))
    placed = int(np.count_nonzero(passing % 4))
    kit.until(lambda: shown.panel.count_text == f"{placed} of {len(passing)} photos with a place")
    assert shown.panel.view.area == BAVARIA


def test_photos_without_places_are_told_of(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = np.empty(0, np.int32)
    monkeypatch.setattr(
        kit.library.facets,
        "places",
        lambda _filters: Places(np.empty(0, np.int64), nothing, nothing, 100),
    )
    window = kit.open()
    window.map.show_panel(True)
    kit.until(lambda: window.map.panel.empty_text != "")
    assert window.map.panel.empty_text.startswith("No photo here has a place.")
    assert window.map.panel.isAncestorOf(window.focusWidget())
    window.filters.set_filters(Filters(cameras=("Canon EOS 5D",)))
    kit.until(lambda: "the filters" in window.map.panel.empty_text)


def test_new_photos_come_to_the_map(kit: Kit, shown: MapFeature) -> None:
    kit.library.set_ids(np.arange(140, 0, -1))
    kit.library.publish(Changes(added=tuple(range(101, 141))))
    kit.until(lambda: shown.panel.count_text == "105 of 140 photos with a place")


def test_a_picture_comes_for_what_is_pointed_at(kit: Kit, shown: MapFeature) -> None:
    view = shown.panel.view
    view.setFocus()
    kit.qtbot.keyClick(view, Qt.Key.Key_PageDown)
    photo_id = int(view.dots.photo_ids[view.pointed_dot])
    kit.until(lambda: shown.loader.picture(photo_id) is not None)
    view.grab()


def test_the_panel_of_filters_leads_here(kit: Kit) -> None:
    window = kit.open()
    window.filters.show_panel(True)
    section = window.filters.panel.sections["area"]
    kit.until(section.isVisible)
    window.filters.panel.map_wanted.emit()
    assert window.map.panel.isVisible()
    window.filters.set_area(BAVARIA)
    window.filters.panel._clear_all()
    assert window.filters.filters.empty


def test_a_library_that_fails_is_told_of(kit: Kit, shown: MapFeature) -> None:
    kit.library.facets.error = CatalogError.in_words("The disk is gone.", "Connect it.")
    kit.window.filters.set_filters(Filters(cameras=("NIKON D70",)))
    kit.until(lambda: "disk is gone" in kit.window.banner.text)


def test_without_the_outlines_photos_are_shown_all_the_same(
    kit: Kit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: Any
) -> None:
    monkeypatch.setattr(paths, "resources_folder", lambda: tmp_path)
    window = kit.open()
    window.map.show_panel(True)
    kit.until(lambda: "outlines" in window.banner.text)
    kit.until(lambda: int(window.map.panel.view.dots.counts.sum()) > 0)
    caplog.clear()


def test_it_is_remembered(kit: Kit, shown: MapFeature) -> None:
    shown.panel.view.look_at(shown.panel.view.viewport.zoomed(8))
    text = shown._state()
    assert text.startswith("shown;")
    before = shown.panel.view.viewport
    shown.panel.view.show_all()
    shown.show_panel(False)
    shown._restore(text)
    assert shown.panel.isVisible()
    assert shown.panel.view.viewport.scale == pytest.approx(before.scale, rel=1e-3)
    assert shown.panel.view.viewport.x == pytest.approx(before.x, abs=1e-5)


@pytest.mark.parametrize(
    "text", ["", "shown", "shown;;", "hidden;99999999;x y z", "shown;420;nan inf 0", "moon;1;2 3 4"]
)
def test_what_makes_no_sense_is_not_remembered(kit: Kit, text: str) -> None:
    window = kit.open()
    window.map._restore(text)
    assert np.isfinite(window.map.panel.view.viewport.scale)
    window.map.show_panel(False)


def test_photos_found_are_on_the_map(kit: Kit, shown: MapFeature) -> None:
    kit.library.found = [1, 2, 3, 4]
    kit.window.session.find_similar([9])
    kit.answered(1)
    kit.until(lambda: shown.panel.count_text == "3 of 4 photos with a place")
    kit.window.session.clear()
    kit.until(lambda: shown.panel.count_text == "75 of 100 photos with a place")


def test_its_button_gives_way_in_a_narrow_window(kit: Kit) -> None:
    window = kit.open()
    button, bar = window.map.button, window.query_bar
    assert button.isVisible()
    bar._searches.setText("Searches for photos of the last fifty years " * 4)
    kit.until(lambda: not button.isVisible())
    window.context.actions.action("map").trigger()
    assert window.map.panel.isVisible()
    bar._searches.setText("Searches")
    kit.until(button.isVisible)
